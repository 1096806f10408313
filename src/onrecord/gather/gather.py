"""Paths -> a stream of reports. What cannot be taken in gives its reason in its place, and the others go on."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.errors import EmptyReport, ReportError, TooLong, UnreadableReport
from onrecord.gather.decode import decode
from onrecord.gather.parquet import parquet_rows
from onrecord.gather.paths import STANDARD_INPUT, find_files
from onrecord.gather.text import make_report
from onrecord.model.report import Issue, Report

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
    max_chars: int = MAX_CHARS,
    long_reports: bool = False,
) -> Iterator[Gathered]:
    """Reports from files, folders, patterns and `-` (`stdin` gives its bytes), in their order, one at a time.

    `published` wins over what the reports say of themselves. The clock is read once, for `Report.retrieved`.
    """
    limits = Limits(published, max_chars, long_reports, datetime.now(UTC).replace(microsecond=0))
    for name, file in find_files(paths):
        if isinstance(file, ReportError):
            yield Gathered(name, error=file)
        elif name == STANDARD_INPUT:
            yield from _reports(STDIN_NAME, stdin() if stdin else b"", limits)
        else:
            yield from _file(file, limits)


def _file(file: Path, limits: Limits) -> Iterator[Gathered]:
    if file.suffix.lower() == ".parquet":
        yield from _table(file, limits)
        return
    try:
        if file.stat().st_size > MAX_BYTES:
            raise TooLong(f"{file}: over {MAX_BYTES // 2**20} MB; split it into its reports and read these")
        raw = file.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield Gathered(str(file), error=UnreadableReport(f"{file}: cannot be opened ({reason}); check who may read it"))
    except TooLong as error:
        yield Gathered(str(file), error=error)
    else:
        yield from _lines(file, raw, limits) if file.suffix.lower() == ".jsonl" else _reports(str(file), raw, limits)


def _reports(name: str, raw: bytes, limits: Limits) -> Iterator[Gathered]:
    try:
        text = decode(raw, name)
    except ReportError as error:
        yield Gathered(name, error=error)
        return
    made = make_report(text, published=limits.published, raw_sha256=sha256(raw).hexdigest())
    yield Gathered(name, _bounded(replace(made, retrieved=limits.retrieved), limits))


def _bounded(report: Report, limits: Limits) -> Report:
    """The report, with an Issue that keeps it unread where it is too long."""
    if limits.long_reports or len(report.text) <= limits.max_chars:
        return report
    length = f"{len(report.text):,} characters are more than the limit of {limits.max_chars:,}"
    message = f"{length}: kept unread. Raise max_chars, or have it read with --long-reports chunks"
    return replace(report, issues=(*report.issues, Issue("too_long", "gather", None, message)))


def _lines(file: Path, raw: bytes, limits: Limits) -> Iterator[Gathered]:
    """One report a line: an object with `text`, and what is known of `published outlet headline byline url`."""
    try:
        text = decode(raw, str(file))
    except ReportError as error:
        yield Gathered(str(file), error=error)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            name = f"{file}:{number}"
            try:
                yield Gathered(name, _bounded(_row(line, name, limits), limits))
            except ReportError as error:
                yield Gathered(name, error=error)


def _table(file: Path, limits: Limits) -> Iterator[Gathered]:
    """One report a row of a Parquet file; the columns are called as the fields of a JSON line."""
    try:
        for number, row in enumerate(parquet_rows(file), start=1):
            name, raw = f"{file}:{number}", json.dumps(row, ensure_ascii=False, sort_keys=True)
            try:
                yield Gathered(name, _bounded(_told(row, raw, name, limits), limits))
            except ReportError as error:
                yield Gathered(name, error=error)
    except ReportError as error:
        yield Gathered(str(file), error=error)


def _row(line: str, name: str, limits: Limits) -> Report:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReportError(f"{name}: this line is no JSON ({error}); write one object a line") from error
    return _told(row, line, name, limits)


def _told(row: Any, line: str, name: str, limits: Limits) -> Report:
    """A report from its fields; `line` are the bytes of which `raw_sha256` is the hash."""
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ReportError(f'{name}: this line has no "text"; write one object a line, with the report\'s text in it')
    if not row["text"].strip():
        raise EmptyReport(f"{name}: the text holds no words; nothing was read")
    outlet, url, headline, byline = (_said(row, field, name) for field in ("outlet", "url", "headline", "byline"))
    made = make_report(
        row["text"], published=limits.published or _published(row, name), outlet=outlet, url=url, raw_sha256=_raw(line)
    )
    return replace(made, headline=headline or made.headline, byline=byline or made.byline, retrieved=limits.retrieved)


def _raw(line: str) -> str:
    return sha256(line.encode("utf-8", errors="surrogatepass")).hexdigest()


def _said(row: dict[str, Any], field: str, name: str) -> str | None:
    value = row.get(field)
    if value is not None and not isinstance(value, str):
        raise ReportError(f'{name}: "{field}" is no string; write it in quotation marks or leave it out')
    return value.strip() or None if value else None


def _published(row: dict[str, Any], name: str) -> date | datetime | None:
    words = _said(row, "published", name) or _said(row, "date", name)
    if words is None:
        return None
    for form in (date.fromisoformat, datetime.fromisoformat):
        try:
            return form(words)
        except ValueError:
            continue
    raise ReportError(f"{name}: '{words}' is no date; write YYYY-MM-DD, or a moment such as 2024-01-05T18:30+02:00")
