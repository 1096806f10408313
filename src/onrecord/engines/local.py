"""Reports read on this machine: in this process, or in a pool of processes."""

from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from signal import SIG_IGN, SIGINT, signal

from onrecord.engines.one import Lost, Parts, read_one
from onrecord.model.extraction import Extraction
from onrecord.model.report import Report


class Local:
    """Executors made when they are first needed: one for all, and after a crash one that reads a report at a time."""

    def __init__(self, parts: Parts, processes: int) -> None:
        self._parts, self.workers = parts, processes
        self._executors: dict[int, Executor] = {}

    def submit(self, report: Report) -> Future[Extraction]:
        """A report to be read."""
        return self._submit(report, self.workers)

    def again(self, report: Report) -> Future[Extraction]:
        """A report that was in work when a process died, read with no other beside it: only the guilty one fails."""
        self._close(self.workers)
        future = self._submit(report, 1)
        if isinstance(future.exception(), Lost):
            self._close(1)
        return future

    def close(self) -> None:
        """Ends the processes."""
        for workers in tuple(self._executors):
            self._close(workers)

    def _submit(self, report: Report, workers: int) -> Future[Extraction]:
        if workers not in self._executors:
            self._executors[workers] = self._started(workers)
        try:
            return self._executors[workers].submit(read_one, report, self._parts)
        except Lost as error:  # found broken when it is handed more: told as that report's own result
            failed: Future[Extraction] = Future()
            failed.set_exception(error)
            return failed

    def _close(self, workers: int) -> None:
        if workers in self._executors:
            self._executors.pop(workers).shutdown(cancel_futures=True)

    def _started(self, workers: int) -> Executor:
        if self.workers == 1:
            return ThreadPoolExecutor(1)
        # spawn: the same on every system, and no half-copied threads. Ctrl-C is for the parent to hear.
        return ProcessPoolExecutor(workers, get_context("spawn"), signal, (SIGINT, SIG_IGN))
