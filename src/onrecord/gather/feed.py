"""RSS, RDF or Atom -> the pages that it names, with what it says of each."""

import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax import SAXException

from onrecord.errors import DamagedReport, ReportError, TooLong, UnsafeReport
from onrecord.gather.address import address_of
from onrecord.gather.draft import moment_of, said
from onrecord.gather.fetch import Answer
from onrecord.gather.page import FAULTS
from onrecord.gather.text import cleaned

MOST_BYTES = 4 * 2**20  # of a feed: a thousand entries with their full text
MOST_ITEMS = 300  # of one answer; a feed holds 10 to 100
TAGS = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: the address of its page, and its words as the feed gives them (HTML), None where it gives none."""

    url: str
    stamp: str
    title: str | None
    published: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Items:
    """A feed's entries in its order; `left` is how many more it has, or that have no address that can be fetched."""

    title: str | None
    items: tuple[Item, ...]
    left: int


def read_feed(answer: Answer) -> Items:
    """What a feed names. Relative addresses are taken from where it lies, or from its own xml:base.

    Raises UnsafeReport where it declares entities, DamagedReport where it is no feed, TooLong.
    """
    import feedparser

    if len(answer.body) > MOST_BYTES:
        raise TooLong(f"{answer.asked}: a feed of over {MOST_BYTES // 2**20} MB; ask the outlet for a shorter one")
    _refuse_entities(answer.body, answer.asked)
    kind = answer.header("content-type") or "application/xml"
    told = {"content-location": answer.url, "content-type": kind}
    try:
        found = feedparser.parse(BytesIO(answer.body), response_headers=told)
    except (*FAULTS, SAXException) as error:
        raise DamagedReport(f"{answer.asked}: this feed cannot be read ({error}); tell its outlet") from error
    if not found.get("version") and not found.entries:
        raise DamagedReport(f"{answer.asked}: is no RSS or Atom feed; give the address of one (.rss, .atom, .xml)")
    items = {item.url: item for item in reversed(list(_items(found.entries[:MOST_ITEMS])))}
    kept = tuple(reversed(items.values()))
    return Items(_plain(found.feed.get("title")), kept, len(found.entries) - len(kept))


def _refuse_entities(raw: bytes, name: str) -> None:
    """A feed has no need of entities of its own, and with them a kilobyte can say a gigabyte, or read a file."""

    def declared(*_: object) -> None:
        raise UnsafeReport(f"{name}: declares XML entities, which no feed needs and which can do harm; tell its outlet")

    parser = ParserCreate()
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(raw, True)
    except (ExpatError, ValueError, LookupError):  # broken, or in an encoding that this parser does not know
        if b"<!ENTITY" in raw.replace(b"\0", b"").upper():
            declared()


def _items(entries: list[Any]) -> Iterator[Item]:
    for entry in entries:
        try:
            url = address_of(said(entry.get("link")) or "").url
        except ReportError:
            continue
        title, words = _plain(entry.get("title")), _words(entry)
        published = _moment(entry, "published") or _moment(entry, "updated")
        stamp = "\x1f".join((title or "", published or "", _moment(entry, "updated") or ""))
        yield Item(url, sha256(stamp.encode("utf-8", errors="replace")).hexdigest(), title, published, words)


def _words(entry: Any) -> str | None:
    """The longest of what the entry gives as its text."""
    given = [entry.get("summary"), *(one.get("value") for one in entry.get("content") or ())]
    return max((words for words in given if isinstance(words, str) and words.strip()), key=len, default=None)


def _moment(entry: Any, field: str) -> str | None:
    """A moment or day in ISO 8601, from the words of the feed, else as feedparser reads them (in UTC)."""
    found = moment_of(said(dict.get(entry, field)))  # feedparser's own get takes one moment for the other
    parsed = dict.get(entry, f"{field}_parsed")
    if found is None and parsed:
        try:
            found = datetime.fromtimestamp(timegm(parsed), UTC)
        except (ValueError, OverflowError, OSError):
            return None
    return found.isoformat() if found else None


def _plain(title: object) -> str | None:
    """A title without its markup."""
    return said(cleaned(unescape(TAGS.sub(" ", title)))) if isinstance(title, str) else None
