"""Decoded text -> Report: what the header lines say, and the hashes that name the report."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from onrecord.model.report import Issue, Report, digest, report_id
from onrecord.model.span import Span

WIRE_DATE = re.compile(r"\s*date:?[^\S\n]+(\d{4}-\d{2}(?:-\d{2})?)\b[^\S\n]*\n?", re.I)
LINE = re.compile(r"[^\S\n]*+(date|outlet|headline|byline|url):[^\S\n]*+([^\n]*+)\n?", re.I)


@dataclass(frozen=True, slots=True)
class Header:
    """What the lines at the top of a text say, each with its words; `body` is where they end."""

    said: dict[str, tuple[str, Span]]
    body: int


def make_report(
    text: str,
    *,
    published: date | datetime | None = None,
    outlet: str | None = None,
    url: str | None = None,
    raw_sha256: str | None = None,
) -> Report:
    """A report from its decoded text. What is given here wins over the header, with an Issue where they differ."""
    clean = cleaned(text)
    header = read_header(clean)
    said = {name: value for name, (value, _) in header.said.items()}
    dated, issues = _published(header)
    day = published.date() if isinstance(published, datetime) else published
    if day and dated and day != (dated.date() if isinstance(dated, datetime) else dated):
        message = f"the header says {dated}, but {day} was given as the day of publication and is used"
        issues = (*issues, Issue("date_differs", "gather", header.said["date"][1], message))
    moment, sha = published or dated, digest(clean)
    outlet, url = outlet or said.get("outlet"), url or said.get("url")
    return Report(
        id=report_id(outlet, url or (moment.isoformat() if moment else None), sha),
        text=clean,
        outlet=outlet,
        headline=said.get("headline"),
        byline=said.get("byline"),
        published=moment,
        url=url,
        sha256=sha,
        raw_sha256=raw_sha256 or sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest(),
        body=header.body,
        issues=issues,
    )


def cleaned(text: str) -> str:
    """The text without byte-order mark, CRLF as LF, NUL and lone surrogates as U+FFFD; nothing else is altered."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\0", "\ufffd")
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)


def read_header(text: str) -> Header:
    """The lines `date: outlet: headline: byline: url:` at the top, or the wire's `date YYYY-MM-DD`."""
    said: dict[str, tuple[str, Span]] = {}
    at = 0
    while True:
        line = LINE.match(text, at)
        if line is None:
            break
        words = line[2].rstrip()
        if words:
            said[line[1].lower()] = (words, Span(line.start(2), line.start(2) + len(words)))
        at = line.end()
    wire = WIRE_DATE.match(text, at) if not said else None
    if wire:
        said["date"] = (wire[1], Span(*wire.span(1)))
        at = wire.end()
    return Header(said, at)


def _published(header: Header) -> tuple[date | datetime | None, tuple[Issue, ...]]:
    if "date" not in header.said:
        return None, ()
    words, span = header.said["date"]
    for form in (date.fromisoformat, datetime.fromisoformat):
        try:
            return form(words), ()
        except ValueError:
            continue
    return None, (Issue("bad_date", "gather", span, f"'{words}' is no date; write YYYY-MM-DD"),)
