"""What an address answered -> the report on that page."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from onrecord.errors import EmptyReport, FetchError, ReportError
from onrecord.gather.child import read_document
from onrecord.gather.draft import Draft, Drafts, Refused, raw_hash
from onrecord.gather.fetch import Answer
from onrecord.gather.page import DECLARED, page_text, read_page

Get = Callable[[str], Answer]
PAGES = frozenset({"text/html", "application/xhtml+xml", ""})
FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
XML = frozenset({"text/xml", "application/xml"})
REFUSALS = frozenset({401, 402, 403, 407, 451})
ABSENT = frozenset({404, 410})
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
BY_HAND = "save the page from a browser, and read the file"


def read_address(url: str, get: Get, now: Callable[[], datetime]) -> Drafts:
    """The report of the page at an address, which `get` fetches; it is kept with the address at which it was found."""
    try:
        answer = get(url)
        yield from _dated(url, read_answer(answer), now())
    except ReportError as error:
        yield Refused(url, error)


def _dated(url: str, drafts: Drafts, moment: datetime) -> Iterator[Draft | Refused]:
    for draft in drafts:
        if isinstance(draft, Refused):
            yield replace(draft, name=url)
        else:
            yield replace(draft, name=url, retrieved=moment)


def read_answer(answer: Answer) -> Drafts:
    """The report in an answer: a page, a text, or a PDF. Raises FetchError where there is none in it."""
    needed(answer)
    kind, charset = kind_of_answer(answer)
    if kind == "pdf":
        for draft in read_document(answer.body, answer.asked, "pdf"):
            yield draft if isinstance(draft, Refused) else replace(draft, url=answer.url)
    elif kind == "text":
        text = page_text(answer.body, answer.asked, charset)
        if not text.strip():
            raise EmptyReport(f"{answer.asked}: holds no words; nothing was read")
        yield Draft(answer.asked, text, raw_hash(answer.body), url=answer.url)
    else:
        yield from read_page(answer.body, answer.asked, url=answer.url, charset=charset)


def needed(answer: Answer) -> None:
    """Raises FetchError for every status but 200, in words."""
    name, status = answer.asked, answer.status
    if status == 200:
        return
    if status in REFUSALS:
        raise FetchError(f"{name}: is refused to programs, or needs an account (HTTP {status}); {BY_HAND}")
    if status in ABSENT:
        raise FetchError(f"{name}: there is no such page (HTTP {status}); check the address")
    if status in PASSING:
        asks = f" and asks to wait ({answer.header('retry-after')})" if answer.header("retry-after") else ""
        raise FetchError(f"{name}: the server cannot answer now (HTTP {status}){asks}; try again later", passing=True)
    raise FetchError(f"{name}: the server gives no page (HTTP {status}); open it in a browser to see why")


def kind_of_answer(answer: Answer) -> tuple[str, str | None]:
    """Whether it is html, text or pdf, and what charset the server says. Raises FetchError for anything else."""
    said = answer.header("content-type") or ""
    kind = said.partition(";")[0].strip().lower()
    declared = DECLARED.search(said.encode("utf-8", errors="replace"))
    charset = declared[1].decode("ascii") if declared else None
    if kind in FEEDS or (kind in XML and b"<html" not in answer.body[:1_024].lower()):
        way = "put it into feeds.toml and run 'onrecord watch feeds.toml'"
        raise FetchError(f"{answer.asked}: is a feed, or other data, and no report; {way}")
    if kind == "application/pdf" or answer.body.startswith(b"%PDF-"):
        return "pdf", None
    if kind == "text/plain":
        return "text", charset
    if kind in PAGES or kind in XML:
        return "html", charset
    raise FetchError(f"{answer.asked}: is {kind!r}, which is not read from the network; save it, and read the file")
