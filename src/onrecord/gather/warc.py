"""WARC (a crawler's archive) -> the pages in it, a record at a time, and a word where it is cut short or damaged."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import IO, Any, cast

from onrecord.errors import DamagedReport, ReportError, TooLong
from onrecord.gather.draft import Draft, Drafts, Refused, moment_of
from onrecord.gather.page import DECLARED, MOST_BYTES, read_page
from onrecord.gather.unpack import GZIP, GzipStream, inflated

PAGE_TYPES = ("text/html", "application/xhtml+xml")
CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(;[^\r\n]{0,500})?\r\n")
FAULTS = (ValueError, OSError, EOFError, zlib.error, OverflowError)  # of FastWARC, and of what it reads from


def read_warc(opened: IO[bytes], name: str) -> Drafts:
    """The pages among the responses, each with its address and the day on which it was fetched.

    Damage ends the archive with a refusal that says after which response; a cut between two members of a .warc.gz
    looks like an end.
    """
    number, whole, given = 0, 0, 0
    try:
        for record, response in _records(opened, name):
            number += response
            for draft in _page(record, f"{name}#{number}") if response else _passed(record):
                given += 1
                yield draft
            whole = number
    except ReportError as error:
        yield Refused(name, error)
    except FAULTS as error:
        reason = f"after {whole} whole responses ({error}"[:200]
        yield Refused(name, DamagedReport(f"{name}: is cut short or damaged {reason}); what came before was read"))
    else:
        if not given:
            held = f"no pages ({number} other responses)" if number else "no responses"
            yield Refused(name, ReportError(f"{name}: this WARC holds {held}; nothing was read"))


def _records(opened: IO[bytes], name: str) -> Iterator[tuple[Any, bool]]:
    """Each record, and whether it is a response."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    packed = opened.read(len(GZIP)) == GZIP
    opened.seek(0)
    stream = cast(Any, GzipStream(opened, name) if packed else opened)
    for record in ArchiveIterator(stream, parse_http=False, stream_detect=False):
        yield record, record.record_type == WarcRecordType.response


def _passed(record: Any) -> Drafts:
    """No report: a request, or what the crawler noted. Raises EOFError where it is cut."""
    _ended(record, 0)
    return iter(())


def _ended(record: Any, taken: int) -> None:
    """Raises EOFError where fewer bytes are there than the record says; FastWARC passes over that in silence."""
    if not record.headers.get("Content-Length") or taken + record.consume() < record.content_length:
        raise EOFError("the next record has no end")


def _page(record: Any, name: str) -> Drafts:
    """The report of a response, nothing for one that is no page or was not found."""
    record.parse_http(auto_decode="none")
    raw = record.reader.read(MOST_BYTES + 1)
    _ended(record, len(raw))
    headers = record.http_headers
    kind = (record.http_content_type or "").lower()
    if headers is None or headers.status_code != 200 or kind not in PAGE_TYPES:
        return
    if len(raw) > MOST_BYTES:
        yield Refused(name, TooLong(f"{name}: a page of over {MOST_BYTES // 2**20} MB; it was not read"))
        return
    declared = DECLARED.search((headers.get("Content-Type") or "").encode("utf-8", errors="replace"))
    encoding = (headers.get("Content-Encoding") or "").strip().lower()
    try:
        body = inflated(_joined(raw, headers), encoding, name, MOST_BYTES)
    except ReportError as error:
        yield Refused(name, error)
        return
    address = record.headers.get("WARC-Target-URI")
    for draft in read_page(body, name, url=address, charset=declared[1].decode() if declared else None):
        yield draft if isinstance(draft, Refused) else _fetched(draft, record)


def _joined(raw: bytes, headers: Any) -> bytes:
    """A body that was sent in chunks, in one; some crawlers keep the chunks, others the body and the header's word."""
    if "chunked" not in (headers.get("Transfer-Encoding") or "").lower() or not CHUNK.match(raw):
        return raw
    from fastwarc.stream_io import ChunkedReader

    try:
        return ChunkedReader(BytesIO(raw)).read(len(raw))
    except OSError:
        return raw


def _fetched(draft: Draft, record: Any) -> Draft:
    moment = moment_of(record.headers.get("WARC-Date"))
    return replace(draft, retrieved=moment if isinstance(moment, datetime) else None)
