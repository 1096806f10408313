"""Which reader reads what: by the end of a file's name, or by how the bytes begin where there is no name."""

from io import BytesIO
from typing import IO

from onrecord.errors import ReportError
from onrecord.gather.archive import read_zip
from onrecord.gather.child import read_document
from onrecord.gather.decode import decode
from onrecord.gather.draft import Draft, Drafts, Refused, raw_hash
from onrecord.gather.lines import read_lines
from onrecord.gather.message import read_message
from onrecord.gather.page import read_page
from onrecord.gather.table import read_csv
from onrecord.gather.warc import read_warc

KINDS = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".eml": "mail",
    ".mbox": "mail",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".pdf": "pdf",
    ".docx": "docx",
    ".zip": "zip",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".parquet": "parquet",
}
STREAMED = ("zip", "warc")  # may be larger than memory
INSIDE = tuple(end for end in KINDS if end not in (".parquet", ".warc", ".warc.gz"))


def kind_of(name: str) -> str:
    """The kind of a file by its name; text where the name does not say.

    >>> kind_of("a/b.WARC.GZ"), kind_of("notes")
    ('warc', 'text')
    """
    return next((kind for end, kind in KINDS.items() if name.lower().endswith(end)), "text")


def kind_of_bytes(raw: bytes) -> str:
    """The kind of bytes without a name, by how they begin.

    >>> kind_of_bytes(b"<!DOCTYPE html><p>Two died."), kind_of_bytes(b"%PDF-1.7 ..."), kind_of_bytes(b"Two died.")
    ('html', 'pdf', 'text')
    """
    head = raw[:1_024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "html"
    if head.startswith(b"%pdf-"):
        return "pdf"
    if head.startswith(b"pk\x03\x04"):
        return "docx" if b"[content_types].xml" in head else "zip"
    return "text"


def read_bytes(raw: bytes, name: str, kind: str, depth: int = 0) -> Drafts:
    """The reports in the bytes of one file; `depth` counts the archives around it."""
    if kind == "html":
        return read_page(raw, name)
    if kind == "mail":
        return read_message(raw, name)
    if kind == "csv":
        return read_csv(raw, name)
    if kind in ("pdf", "docx"):
        return read_document(raw, name, kind)
    if kind in STREAMED:
        return read_stream(BytesIO(raw), name, kind, depth)
    return read_lines(raw, name) if kind == "jsonl" else _text(raw, name)


def read_stream(opened: IO[bytes], name: str, kind: str, depth: int = 0) -> Drafts:
    """The reports in an archive that is open."""
    return read_warc(opened, name) if kind == "warc" else read_zip(opened, name, depth, INSIDE, _member)


def _member(raw: bytes, name: str, depth: int) -> Drafts:
    return read_bytes(raw, name, kind_of(name), depth)


def _text(raw: bytes, name: str) -> Drafts:
    try:
        yield Draft(name, decode(raw, name), raw_hash(raw))
    except ReportError as error:
        yield Refused(name, error)
