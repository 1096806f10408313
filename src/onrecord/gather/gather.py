"""Paths -> a stream of reports. What cannot be taken in gives its reason in its place, and the others go on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import ReportError, TooLong, UnreadableReport, UnsafeReport
from onrecord.gather.clock import utc_now
from onrecord.gather.draft import Draft, Drafts, Refused
from onrecord.gather.kinds import STREAMED, kind_of, kind_of_bytes, read_bytes, read_stream
from onrecord.gather.language import with_language
from onrecord.gather.lines import read_parquet
from onrecord.gather.paths import STANDARD_INPUT, find_files
from onrecord.gather.text import make_report
from onrecord.model.report import Issue, Report

if TYPE_CHECKING:
    from onrecord.gather.fetched import Get

MAX_CHARS = 1_000_000  # a text that is longer is no report but a book, or an archive run together
MAX_BYTES = 256 * 2**20  # what one file may take of the memory
STDIN_NAME = "standard input"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of one report's bytes: the report, or why there is none. `name` says where it came from."""

    name: str
    report: Report | None = None
    error: ReportError | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How reports are taken in. A text over `max_chars` is kept unread, unless `long_reports` has it read in parts."""

    published: date | datetime | None = None
    max_chars: int = MAX_CHARS
    long_reports: bool = False
    retrieved: datetime | None = None


def gather(
    paths: Iterable[str | Path],
    *,
    published: date | datetime | None = None,
    stdin: Callable[[], bytes] | None = None,
    get: "Get | None" = None,
    max_chars: int = MAX_CHARS,
    long_reports: bool = False,
) -> Iterator[Gathered]:
    """Reports from files, folders, patterns, `-` (`stdin` gives its bytes) and addresses (`get` fetches them).

    They come in their order, one at a time. `published` wins over what the reports say of themselves. The clock is
    read once, for `Report.retrieved`, and again for each page that is fetched.
    """
    limits = Limits(published, max_chars, long_reports, utc_now())
    for name, file in find_files(paths):
        if isinstance(file, ReportError):
            yield Gathered(name, error=file)
        elif name == STANDARD_INPUT:
            raw = stdin() if stdin else b""
            yield from _drafted(read_bytes(raw, STDIN_NAME, kind_of_bytes(raw)), limits)
        elif isinstance(file, str):
            yield from _drafted(_address(file, get), limits)
        else:
            yield from _file(file, limits)


def _address(url: str, get: "Get | None") -> Drafts:
    from onrecord.gather.fetched import read_address  # what HTTP needs is imported where it is needed

    if get is None:
        yield Refused(url, UnsafeReport(f"{url}: addresses are not fetched here; save the page, and read the file"))
    else:
        yield from read_address(url, get, utc_now)


def _file(file: Path, limits: Limits) -> Iterator[Gathered]:
    try:
        yield from _drafted(_opened(file), limits)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield Gathered(str(file), error=UnreadableReport(f"{file}: cannot be opened ({reason}); check who may read it"))


def _opened(file: Path) -> Drafts:
    kind, name = kind_of(file.name), str(file)
    if kind == "parquet":
        yield from read_parquet(file)
    elif kind in STREAMED:
        with file.open("rb") as opened:
            yield from read_stream(opened, name, kind)
    elif file.stat().st_size > MAX_BYTES:
        yield Refused(name, TooLong(f"{file}: over {MAX_BYTES // 2**20} MB; split it into its reports and read these"))
    else:
        yield from read_bytes(file.read_bytes(), name, kind)


def _drafted(drafts: Drafts, limits: Limits) -> Iterator[Gathered]:
    for draft in drafts:
        if isinstance(draft, Refused):
            yield Gathered(draft.name, error=draft.error)
        else:
            yield Gathered(draft.name, report_of(draft, limits))


def report_of(draft: Draft, limits: Limits) -> Report:
    """The report that a draft is; what the limits say of its day of publication wins."""
    made = make_report(
        draft.text,
        published=limits.published or draft.published,
        outlet=draft.outlet,
        url=draft.url,
        raw_sha256=draft.raw_sha256,
    )
    told = replace(
        made,
        headline=draft.headline or made.headline,
        byline=draft.byline or made.byline,
        retrieved=draft.retrieved or limits.retrieved,
    )
    return _bounded(with_language(told), limits)


def _bounded(report: Report, limits: Limits) -> Report:
    """The report, with an Issue that keeps it unread where it is too long."""
    if limits.long_reports or len(report.text) <= limits.max_chars:
        return report
    length = f"{len(report.text):,} characters are more than the limit of {limits.max_chars:,}"
    message = f"{length}: kept unread. Raise max_chars, or have it read with --long-reports chunks"
    return replace(report, issues=(*report.issues, Issue("too_long", "gather", None, message)))
