"""One report read, and what became of it: what every engine does."""

from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from onrecord.errors import GazetteerError, ModelError, OnrecordError, ReadingError, VocabError
from onrecord.model.extraction import Extraction
from onrecord.model.report import Report
from onrecord.pipeline import Reader, extract, load_reader
from onrecord.read.parse import PINNED

FATAL = (ModelError, VocabError, GazetteerError, KeyboardInterrupt)  # no other report would fare better
Lost = BrokenProcessPool  # a worker died; every engine tells it with this


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one report: an extraction; or only the report, which was not to be read; or an error."""

    name: str
    report: Report | None = None
    extraction: Extraction | None = None
    error: OnrecordError | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """Of what a reader is made. Each worker loads its own."""

    model: str = PINNED
    gazetteer: Path | None = None


@cache
def reader(parts: Parts) -> Reader:
    """This process's reader of these parts, loaded once."""
    return load_reader(model=parts.model, gazetteer=parts.gazetteer)


def read_one(report: Report, parts: Parts) -> Extraction:
    """A report's extraction without its parse, which is four times the size of all else and nothing asks for."""
    read = extract(report, reader(parts))
    return replace(read, document=replace(read.document, tokens=(), entities=()))


def told(name: str, failure: BaseException) -> OnrecordError:
    """Why a report could not be read, in words for whoever gave it."""
    if isinstance(failure, OnrecordError):
        return failure
    if isinstance(failure, Lost):
        message = f"{name}: the process that read it died (it may need more memory than there is); read it by itself"
    else:
        message = f"{name}: reading failed ({type(failure).__name__}: {failure}); please tell us of this report"
    error = ReadingError(message)
    error.__cause__ = failure
    return error
