"""Where extract runs: this process, or a pool of processes. Reports come back in their order, in bounded memory."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal

from onrecord.errors import GazetteerError, ModelError, OnrecordError, ReadingError, VocabError
from onrecord.gather import Gathered
from onrecord.model.extraction import Extraction
from onrecord.model.report import Report
from onrecord.pipeline import Reader, extract, load_reader
from onrecord.read.parse import PINNED

AHEAD = 4  # reports in work or waiting for each process: enough that none stands still, few enough to hold
FATAL = (ModelError, VocabError, GazetteerError, KeyboardInterrupt)  # no other report would fare better
UNREAD = frozenset({"too_long"})  # issues that keep a report unread


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one report: an extraction; or only the report, which was not to be read; or an error."""

    name: str
    report: Report | None = None
    extraction: Extraction | None = None
    error: OnrecordError | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """Of what a reader is made. A pool's processes each load their own."""

    model: str = PINNED
    gazetteer: Path | None = None


def run(
    gathered: Iterable[Gathered],
    *,
    parts: Parts = Parts(),
    processes: int = 1,
    wanted: Callable[[Report], bool] = lambda report: True,
) -> Iterator[Done]:
    """Each report read, in the order in which they came; one that fails does not stop the others.

    `processes` 1 reads in this process. A report that is not `wanted` comes back unread, in its place.
    """
    engine = _Engine(parts, processes)
    waiting: deque[tuple[Gathered, Future[Extraction] | None]] = deque()
    try:
        for one in gathered:
            read = one.report is not None and not _kept_unread(one.report) and wanted(one.report)
            waiting.append((one, engine.submit(one.report) if one.report and read else None))
            if len(waiting) >= AHEAD * processes:
                yield _done(*waiting.popleft(), engine)
        while waiting:
            yield _done(*waiting.popleft(), engine)
    finally:
        engine.close()


class _Engine:
    """Executors made when they are first needed: one for all, and after a crash one that reads a report at a time."""

    def __init__(self, parts: Parts, processes: int) -> None:
        self._parts, self._processes = parts, processes
        self._executors: dict[int, Executor] = {}

    def submit(self, report: Report) -> Future[Extraction]:
        return self._submit(report, self._processes)

    def again(self, report: Report) -> Future[Extraction]:
        """A report that was in work when a process died, read with no other beside it: only the guilty one fails."""
        self._close(self._processes)
        future = self._submit(report, 1)
        if isinstance(future.exception(), BrokenProcessPool):
            self._close(1)
        return future

    def close(self) -> None:
        for workers in tuple(self._executors):
            self._close(workers)

    def _submit(self, report: Report, workers: int) -> Future[Extraction]:
        if workers not in self._executors:
            self._executors[workers] = self._started(workers)
        try:
            return self._executors[workers].submit(_read, report, self._parts)
        except BrokenProcessPool as error:  # found broken when it is handed more: told as that report's own result
            failed: Future[Extraction] = Future()
            failed.set_exception(error)
            return failed

    def _close(self, workers: int) -> None:
        if workers in self._executors:
            self._executors.pop(workers).shutdown(cancel_futures=True)

    def _started(self, workers: int) -> Executor:
        if self._processes == 1:
            return ThreadPoolExecutor(1)
        # spawn: the same on every system, and no half-copied threads. Ctrl-C is for the parent to hear.
        return ProcessPoolExecutor(workers, get_context("spawn"), signal, (SIGINT, SIG_IGN))


@cache
def reader(parts: Parts) -> Reader:
    """This process's reader of these parts, loaded once."""
    return load_reader(model=parts.model, gazetteer=parts.gazetteer)


def _read(report: Report, parts: Parts) -> Extraction:
    return extract(report, reader(parts))


def _done(one: Gathered, future: Future[Extraction] | None, engine: _Engine) -> Done:
    if future is None:
        return Done(one.name, one.report, error=one.error)
    failure = future.exception()
    if isinstance(failure, BrokenProcessPool) and one.report:
        future = engine.again(one.report)
        failure = future.exception()
    if failure is None:
        return Done(one.name, one.report, future.result())
    if isinstance(failure, FATAL):
        raise failure
    return Done(one.name, one.report, error=_told(one.name, failure))


def _told(name: str, failure: BaseException) -> OnrecordError:
    if isinstance(failure, OnrecordError):
        return failure
    if isinstance(failure, BrokenProcessPool):
        message = f"{name}: the process that read it died (it may need more memory than there is); read it by itself"
    else:
        message = f"{name}: reading failed ({type(failure).__name__}: {failure}); please tell us of this report"
    error = ReadingError(message)
    error.__cause__ = failure
    return error


def _kept_unread(report: Report) -> bool:
    return any(issue.code in UNREAD for issue in report.issues)
