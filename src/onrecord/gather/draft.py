"""What a reader of one format hands over: a report's words and what the format itself says of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from hashlib import sha256

from onrecord.errors import ReportError

UNKEPT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Draft:
    """One report before its header is read. `name` says where it came from, `raw_sha256` is the hash of its bytes."""

    name: str
    text: str
    raw_sha256: str
    published: date | datetime | None = None
    outlet: str | None = None
    headline: str | None = None
    byline: str | None = None
    url: str | None = None
    retrieved: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be taken in, and why."""

    name: str
    error: ReportError


Drafts = Iterator[Draft | Refused]


def raw_hash(raw: bytes) -> str:
    """SHA-256 of the bytes as they came, in hexadecimal."""
    return sha256(raw).hexdigest()


def moment_of(words: str | None) -> date | datetime | None:
    """A day or moment in ISO 8601 or in the form of mail and HTTP; None where it is neither.

    >>> moment_of("2024-01-05"), moment_of("Fri, 05 Jan 2024 18:30:00 +0200").isoformat()
    (datetime.date(2024, 1, 5), '2024-01-05T18:30:00+02:00')
    """
    words = (words or "").strip()
    for form in (date.fromisoformat, datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = form(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return _whole(found)
    return None


def _whole(found: date | datetime) -> date | datetime | None:
    """Moments to the second, in a zone of whole minutes; those near the calendar's ends are none of a report."""
    if not 1000 < found.year < 9999:
        return None
    if not isinstance(found, datetime):
        return found
    offset = found.utcoffset()
    if offset is None:
        return found.replace(microsecond=0)
    minutes = timedelta(minutes=offset // timedelta(minutes=1))
    zone = timezone(minutes) if minutes else UTC
    return found.replace(microsecond=0, tzinfo=zone)


def said(words: object) -> str | None:
    """A string without blank space around it and inside in single spaces; None for anything else or nothing.

    What no database keeps (NUL, half a surrogate pair) becomes U+FFFD.

    >>> said("  Two   killed "), said(""), said(3)
    ('Two killed', None, None)
    """
    return " ".join(UNKEPT.sub("\ufffd", words).split()) or None if isinstance(words, str) else None


def web_address(words: object) -> str | None:
    """An http(s) address, None for any other: what a report says of itself must never become a script's link.

    >>> web_address("https://news.example/a#top"), web_address("javascript:alert(1)")
    ('https://news.example/a', None)
    """
    found = said(words)
    if found is None or not found.lower().startswith(("http://", "https://")) or " " in found:
        return None
    return found.partition("#")[0]
