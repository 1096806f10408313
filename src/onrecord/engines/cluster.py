"""Reports read on a Ray cluster: the same `extract`, a task a report. A task whose worker is lost runs again."""

import os
from concurrent.futures import Future
from socket import create_connection
from typing import Any

from onrecord.engines.one import Lost, Parts, read_one
from onrecord.errors import SettingError
from onrecord.model.extraction import Extraction
from onrecord.model.report import Report

RETRIES = 3  # how often a task is tried again, by Ray, where a worker or its node was lost
PATIENCE = 5.0  # seconds in which a cluster has to answer
QUIET = {"logging_level": "error", "log_to_driver": False, "include_dashboard": False}


class Cluster:
    """A Ray of its own on this machine (no address), or a cluster that runs already."""

    def __init__(self, parts: Parts, address: str | None, processes: int) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
        try:
            import ray
        except ImportError as error:
            raise SettingError("the engine 'ray' needs Ray; pip install 'onrecord[ray]'") from error
        self._ray: Any = ray
        self._own = not ray.is_initialized()
        if self._own:
            _connect(ray, address, processes)
        self.workers = max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._parts = parts if address is None else Parts(parts.model)  # each node has its own gazetteer
        self._task = self._ray.remote(num_cpus=1, max_retries=RETRIES)(read_one)

    def submit(self, report: Report) -> "Future[Extraction]":
        """A report to be read, on whichever node has room."""
        return self._told(self._task.remote(report, self._parts))

    def again(self, report: Report) -> "Future[Extraction]":
        """Nothing more is tried: Ray has tried it again `RETRIES` times by itself, each time in a new worker."""
        future: Future[Extraction] = Future()
        future.set_exception(Lost(f"{report.id}: its worker died {RETRIES + 1} times"))
        return future

    def close(self) -> None:
        """Lets go of the cluster; a Ray of its own ends."""
        if self._own:
            self._ray.shutdown()

    def _told(self, reference: Any) -> "Future[Extraction]":
        """The task's result, with Ray's own errors as those that every engine has."""
        future: Future[Extraction] = Future()

        def hand_on(done: "Future[Extraction]") -> None:
            failure = done.exception()
            if failure is None:
                future.set_result(done.result())
            else:
                future.set_exception(_plain(self._ray, failure))

        reference.future().add_done_callback(hand_on)
        return future


def _connect(ray: Any, address: str | None, processes: int) -> None:
    host, _, port = (address or "").rpartition(":")
    if host and port.isdigit():
        try:
            create_connection((host, int(port)), PATIENCE).close()
        except OSError as error:  # Ray would look for it for two minutes
            reason = (error.strerror or str(error)).lower()
            raise SettingError(f"ray:{address}: no cluster answers there ({reason}); check the address") from error
    own: dict[str, Any] = {} if address else {"num_cpus": processes}
    try:
        ray.init(address=address or "local", **own, **QUIET)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise SettingError(f"ray:{address}: no cluster answers there ({' '.join(str(error).split())})") from error


def _plain(ray: Any, failure: BaseException) -> BaseException:
    lost = (ray.exceptions.WorkerCrashedError, ray.exceptions.NodeDiedError, ray.exceptions.OutOfMemoryError)
    if isinstance(failure, lost):
        return Lost(" ".join(str(failure).split()))
    cause = getattr(failure, "cause", None)
    return cause if isinstance(failure, ray.exceptions.RayTaskError) and cause is not None else failure
