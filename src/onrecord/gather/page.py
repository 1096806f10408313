"""HTML -> a report: the main text by trafilatura, and what the page's own data (JSON-LD, meta) say of it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from onrecord.errors import DamagedReport, EmptyReport, ReportError, TooLong
from onrecord.gather.decode import MARKS, decode
from onrecord.gather.draft import Draft, Drafts, Refused, moment_of, raw_hash, said, web_address

MOST_BYTES = 10 * 2**20  # a page; more is no report's page
MOST_TAGS = 50_000  # by hand: ten times a long report's page; over paragraphs the extractor takes quadratic time
DEEPEST = 20  # levels of a page's JSON-LD
HEAD = 4_096  # bytes in which HTML has to declare its encoding (the standard says 1,024)
DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.I)
LINKED_DATA = re.compile(r"<script[^>]{0,500}application/ld\+json[^>]{0,500}>([^<]*+(?:<(?!/script)[^<]*+)*+)", re.I)
ARTICLES = frozenset({"NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "LiveBlogPosting"})
# What the parser raises for markup that is broken beyond what it foresees (chosen by hand; make fuzz found no other).
FAULTS = (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError, OverflowError)


def read_page(raw: bytes, name: str, *, url: str | None = None, charset: str | None = None) -> Drafts:
    """The page's report. `charset` is what the server said, `url` where the page lies."""
    try:
        yield _page(raw, name, url, charset)
    except ReportError as error:
        yield Refused(name, error)


def _page(raw: bytes, name: str, url: str | None, charset: str | None) -> Draft:
    if len(raw) > MOST_BYTES:
        raise TooLong(f"{name}: a page of over {MOST_BYTES // 2**20} MB; save its words as a .txt file and read that")
    markup = page_text(raw, name, charset)
    if markup.count("<") > MOST_TAGS:
        raise TooLong(f"{name}: a page of over {MOST_TAGS:,} tags; save its words as a .txt file and read that")
    data = linked_data(markup)
    found = _main(markup, name, url)
    text = found.get("text") or _body(data)
    if not text:
        raise EmptyReport(f"{name}: no main text was found on this page; save its words as a .txt file and read that")
    return Draft(
        name,
        text,
        raw_hash(raw),
        published=moment_of(said(data.get("datePublished"))) or moment_of(found.get("date")),
        outlet=_named(data.get("publisher")) or said(found.get("sitename")),
        headline=said(data.get("headline")) or said(found.get("title")),
        byline=_named(data.get("author")) or said(found.get("author")),
        url=web_address(url) or web_address(found.get("url")),
    )


def page_text(raw: bytes, name: str, charset: str | None) -> str:
    """The markup as text: by its mark, else what the server said, else what the page says, else by its bytes."""
    if not any(raw.startswith(mark) for mark, _ in MARKS):
        declared = DECLARED.search(raw[:HEAD])
        for encoding in (charset, declared[1].decode("ascii") if declared else None):
            text = _as(raw, encoding)
            if text is not None:
                return text
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw, name)
    return decode(raw, name)


def _as(raw: bytes, encoding: str | None) -> str | None:
    """Decoded as declared, None for an encoding that is unknown, is no text's, or that breaks on many bytes."""
    if not encoding:
        return None
    try:
        text = raw.decode(encoding, errors="replace")
    except (LookupError, ValueError):
        return None
    return text if isinstance(text, str) and text.count("\ufffd") <= len(text) // 50 else None


def _guessed(raw: bytes, name: str) -> str:
    """An old page that declares nothing: the encoding in which its letters make words."""
    from charset_normalizer import from_bytes

    if raw.count(0) > len(raw) // 100:
        return decode(raw, name)
    best = from_bytes(raw[:65_536], explain=False).best()
    text = _as(raw, best.encoding) if best else None
    if text is None:
        return decode(raw, name)
    return text


def _main(markup: str, name: str, url: str | None) -> dict[str, Any]:
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(
            markup, url=url, with_metadata=True, include_comments=False, include_tables=True, deduplicate=False
        )
    except (*FAULTS, LxmlError) as error:
        reason = f"{type(error).__name__}: {error}"[:200]
        raise DamagedReport(f"{name}: this page cannot be read ({reason}); save its words as a .txt file") from error
    if document is None:
        return {}
    found: dict[str, Any] = document if isinstance(document, dict) else document.as_dict()
    return found


def linked_data(markup: str) -> dict[str, Any]:
    """The page's JSON-LD of an article, {} where there is none.

    >>> linked_data('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Two"}</script>')
    {'@type': 'NewsArticle', 'headline': 'Two'}
    """
    for block in LINKED_DATA.findall(markup)[:20]:
        try:
            loaded = json.loads(block)
        except (ValueError, RecursionError):
            continue
        for one in _objects(loaded, DEEPEST):
            kinds = one.get("@type")
            if ARTICLES.intersection(kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if _word(kind)):
                return one
    return {}


def _word(value: object) -> bool:
    return isinstance(value, str)


def _objects(value: Any, levels: int) -> Iterator[dict[str, Any]]:
    if levels and isinstance(value, list):
        for one in value:
            yield from _objects(one, levels - 1)
    elif levels and isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), levels - 1)


def _named(value: Any) -> str | None:
    """The name of a person or organisation, or of several."""
    names = [said(one.get("name")) if isinstance(one, dict) else said(one) for one in _several(value)]
    return ", ".join(name for name in names if name) or None


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _body(data: dict[str, Any]) -> str | None:
    words = data.get("articleBody")
    return words.strip() or None if isinstance(words, str) else None
