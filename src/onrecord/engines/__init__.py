"""Where extract runs: this process, a pool of processes, or a Ray cluster. Reports come back in their order.

`one` reads one report and says what became of it, `local` runs it here, `cluster` on Ray. All three run the same pure
`extract`. No more reports are held than are in work.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import Protocol

from onrecord.engines.local import Local
from onrecord.engines.one import FATAL, Done, Lost, Parts, reader, told
from onrecord.errors import SettingError
from onrecord.gather import Gathered
from onrecord.model.extraction import Extraction
from onrecord.model.report import Report

__all__ = ["AHEAD", "Done", "Parts", "reader", "run"]

AHEAD = 4  # reports in work or waiting for each process: enough that none stands still, few enough to hold
UNREAD = frozenset({"too_long", "language"})  # issues that keep a report unread
LOCAL, RAY = "local", "ray"
PINNED = Parts()


class Engine(Protocol):
    """What reads reports. `workers` is how many it reads at once."""

    workers: int

    def submit(self, report: Report) -> Future[Extraction]:
        """A report to be read."""

    def again(self, report: Report) -> Future[Extraction]:
        """A report whose worker was lost, read with no other beside it."""

    def close(self) -> None:
        """Ends the workers."""


def run(
    gathered: Iterable[Gathered],
    *,
    parts: Parts = PINNED,
    processes: int = 1,
    engine: str = LOCAL,
    wanted: Callable[[Report], bool] = lambda report: True,
) -> Iterator[Done]:
    """Each report read, in the order in which they came; one that fails does not stop the others.

    `engine` is `local` (`processes` 1 reads in this process), `ray` (a Ray of its own on this machine) or
    `ray:ADDRESS` (a cluster). A report that is not `wanted` comes back unread, in its place.
    """
    made = make_engine(engine, parts, processes)
    waiting: deque[tuple[Gathered, Future[Extraction] | None]] = deque()
    try:
        for one in gathered:
            read = one.report is not None and not _kept_unread(one.report) and wanted(one.report)
            waiting.append((one, made.submit(one.report) if one.report and read else None))
            if len(waiting) >= AHEAD * made.workers:
                yield _done(*waiting.popleft(), made)
        while waiting:
            yield _done(*waiting.popleft(), made)
    finally:
        made.close()


def make_engine(name: str, parts: Parts, processes: int) -> Engine:
    """The engine of this name. Raises SettingError where there is none, or where Ray is not installed or not there."""
    kind, _, address = name.partition(":")
    if name == LOCAL:
        return Local(parts, processes)
    if kind != RAY:
        raise SettingError(f"{name!r} is no engine; there are: local, ray and ray:ADDRESS")
    from onrecord.engines.cluster import Cluster  # Ray takes half a second to import

    return Cluster(parts, address or None, processes)


def _done(one: Gathered, future: Future[Extraction] | None, engine: Engine) -> Done:
    if future is None:
        return Done(one.name, one.report, error=one.error)
    failure = future.exception()
    if isinstance(failure, Lost) and one.report:
        future = engine.again(one.report)
        failure = future.exception()
    if failure is None:
        return Done(one.name, one.report, future.result())
    if isinstance(failure, FATAL):
        raise failure
    return Done(one.name, one.report, error=told(one.name, failure))


def _kept_unread(report: Report) -> bool:
    return any(issue.code in UNREAD for issue in report.issues)
