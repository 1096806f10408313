"""Each reader of files, with files that it reads, and what it is held to whatever the bytes.

Held to: every file has an outcome; an outcome is a report whose text can be kept, or a ReportError that begins with
the file's name; nothing else is raised.
"""

import gzip
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from onrecord.errors import EmptyReport, ReportError
from onrecord.gather.child import draft_of
from onrecord.gather.draft import Draft, Drafts, Refused
from onrecord.gather.feed import read_feed
from onrecord.gather.fetch import Answer
from onrecord.gather.gather import Limits, report_of
from onrecord.gather.kinds import read_bytes
from onrecord.gather.language import language_of
from onrecord.gather.lines import read_parquet
from onrecord.gather.office import read_docx, read_pdf
from onrecord.gather.page import linked_data, page_text
from onrecord.gather.text import make_report
from tests.fuzz import network
from tests.gather import files

WORDS = "Two people were killed when a shell hit the market in Orikhiv on Thursday, the mayor said."
PAGE = files.page(WORDS, "Rescue teams worked through the night.").encode()
HEADER = f"date: 2024-01-05\noutlet: The Daily Example\nurl: https://news.example/1\n\n{WORDS}\n".encode()
LINES = "\n".join(
    json.dumps(row)
    for row in (
        {"text": WORDS, "published": "2024-01-05T18:30:00+02:00", "outlet": "Example", "url": "https://news.example/1"},
        {"text": "Half a pair: \ud83d", "date": "2024-01-05", "byline": None},
    )
).encode()
MAIL = files.mail(WORDS, f"<p>{WORDS}</p>")
TABLE = f'sep=;\ndate;text;source\n2024-01-05;"{WORDS}\n""Late"".";Example\n5/1/24;x;\n'.encode()


RSS = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>World</title><item><title>Shell &amp;amp; fire</title>'
    b"<link>https://news.example/1</link><pubDate>Fri, 05 Jan 2024 18:30:00 +0200</pubDate>"
    b"<description>&lt;p&gt;Two died.&lt;/p&gt;</description></item></channel></rss>"
)
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/x/"><entry><title>A</title>'
    b'<link rel="alternate" href="../p"/><updated>2024-01-05T10:00:00Z</updated>'
    b"<content>Two died.</content></entry></feed>"
)


@dataclass(frozen=True, slots=True)
class Target:
    """A reader of bytes that raises where it breaks what it is held to, and valid files to start from."""

    read: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


def hold(drafts: Drafts, name: str) -> None:
    """Raises AssertionError where an outcome is none that may be."""
    count = 0
    for count, draft in enumerate(drafts, start=1):  # noqa: B007
        if isinstance(draft, Refused):
            assert isinstance(draft.error, ReportError)
            assert str(draft.error).startswith(name), str(draft.error)
            assert len(str(draft.error)) < 2_000
        else:
            assert draft.text.strip()
            hold_text(draft)
    assert count, "no outcome"


def hold_text(draft: Draft) -> None:
    """The report of a draft can be kept: it is UTF-8, and what it says of itself is a line each."""
    report = report_of(draft, Limits())
    for words in (report.text, report.outlet, report.headline, report.byline, report.url):
        assert words is None or "\0" not in words.encode("utf-8").decode("utf-8")
    assert 0 <= report.body <= len(report.text)
    assert report.published is None or report.published.isoformat()


def file(kind: str) -> Callable[[bytes], None]:
    def read(raw: bytes) -> None:
        hold(read_bytes(raw, "a.file", kind), "a.file")

    return read


def document(kind: str, reader: Callable[[bytes], dict[str, str]], packed: Callable[[bytes], bytes] = bytes) -> Target:
    """A reader that runs in the child process: it may raise any Exception, which ends the child alone."""

    def read(raw: bytes) -> None:
        try:
            found = reader(packed(raw))
        except Exception:  # noqa: BLE001
            return
        json.dumps(found)
        with suppress(EmptyReport):
            hold_text(draft_of(found, raw, "a.file"))

    return Target(read, {"pdf": pdfs, "docx": documents, "docx_part": parts}[kind])


def parquet(raw: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".parquet") as place:
        place.write(raw)
        place.flush()
        hold(read_parquet(Path(place.name)), place.name)


def text_of_any_page(raw: bytes) -> None:
    """The charset of a page, told by the server, by the page, or by nobody."""
    for charset in (None, "utf-16", raw[:10].decode("latin-1")):
        with suppress(ReportError):
            assert isinstance(page_text(raw, "a.html", charset), str)


def data_of_any_page(raw: bytes) -> None:
    block = raw.decode("utf-8", errors="replace")
    page = f'<html><script type="application/ld+json">{block}</script><article><p>{WORDS}</p></article></html>'
    assert isinstance(linked_data(block), dict)
    hold(read_bytes(page.encode(), "a.html", "html"), "a.html")


def any_language(raw: bytes) -> None:
    found = language_of(raw.decode("utf-8", errors="replace"))
    assert found is None or 2 <= len(found) <= 3


def any_header(raw: bytes) -> None:
    report = make_report(raw.decode("utf-8", errors="surrogateescape"))  # with halves of pairs in it
    for issue in report.issues:
        assert issue.span is not None
        assert report.text[issue.span.start : issue.span.end] in issue.message


def feed(raw: bytes) -> None:
    answer = Answer("a.file", "https://news.example/feed", 200, {"content-type": "application/xml"}, raw)
    try:
        found = read_feed(answer)
    except ReportError as error:
        if not str(error).startswith("a.file: "):
            raise
    else:
        for item in found.items:
            assert item.url.startswith(("http://", "https://"))
            assert item.published is None or datetime.fromisoformat(item.published)
            (item.title or "").encode("utf-8")


@cache
def pdfs() -> list[bytes]:
    return [files.pdf(WORDS, title="Situation report")]


@cache
def documents() -> list[bytes]:
    from docx import Document

    into = BytesIO()
    made = Document()
    made.core_properties.title = "Situation report"
    made.add_paragraph(WORDS)
    made.add_table(1, 2).rows[0].cells[1].text = WORDS
    made.save(into)
    return [into.getvalue()]


def parts() -> list[bytes]:
    return [files.docx_body(WORDS)]


def rows() -> list[bytes]:
    import pyarrow
    import pyarrow.parquet

    into = BytesIO()
    table = pyarrow.table({"text": [WORDS, None, ""], "published": ["2024-01-05", None, "x"]})
    pyarrow.parquet.write_table(table, into, compression="none")
    return [into.getvalue()]


def archives() -> list[bytes]:
    inner = files.zipped({"c.txt": HEADER})
    return [files.zipped({"a.txt": HEADER, "b/b.html": PAGE, "in.zip": inner, "../x.txt": b"x", "d.csv": TABLE})]


def crawls() -> list[bytes]:
    raw = files.warc(PAGE, b"")
    request = files.record(b"request", b"GET / HTTP/1.1\r\n\r\n")
    return [request + raw, files.record(b"response", files.response(gzip.compress(PAGE), b"Content-Encoding: gzip"))]


TARGETS: dict[str, Target] = {
    "html": Target(file("html"), lambda: [PAGE]),
    "charset": Target(text_of_any_page, lambda: [PAGE, "<meta charset=windows-1251>Ночью".encode("cp1251")]),
    "linked_data": Target(data_of_any_page, lambda: [PAGE.split(b"ld+json\">")[1].split(b"</script")[0], PAGE]),
    "feed": Target(feed, lambda: [RSS, ATOM]),
    "mail": Target(file("mail"), lambda: [MAIL, b"From a@b c\n" + MAIL]),
    "csv": Target(file("csv"), lambda: [TABLE]),
    "jsonl": Target(file("jsonl"), lambda: [LINES]),
    "parquet": Target(parquet, rows),
    "text": Target(file("text"), lambda: [HEADER, WORDS.encode("utf-16")]),
    "header": Target(any_header, lambda: [HEADER, f" date 2024-01-05 {WORDS}".encode()]),
    "language": Target(any_language, lambda: [WORDS.encode(), "Gestern wurden zwei Menschen getötet.".encode()]),
    "zip": Target(file("zip"), archives),
    "warc": Target(file("warc"), crawls),
    "warc_gz": Target(file("warc"), lambda: [gzip.compress(one, mtime=0) for one in crawls()]),
    "pdf": document("pdf", read_pdf),
    "docx": document("docx", read_docx),
    "docx_part": document("docx_part", read_docx, files.docx),
    "feeds_toml": Target(network.any_list, lambda: [network.LIST]),
    "robots": Target(network.any_rules, lambda: [network.RULES]),
}  # fmt: skip


def seeds() -> Iterator[tuple[str, bytes]]:
    """Every target with each of its valid files."""
    for name, target in TARGETS.items():
        for seed in target.seeds():
            yield name, seed
