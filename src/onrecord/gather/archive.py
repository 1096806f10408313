"""Archives -> the files in them, a member at a time, never unpacked to disk: ZIP, and WARC (a crawler's archive)."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from onrecord.errors import DamagedReport, ReportError, TooLong, UnsafeReport
from onrecord.gather.draft import Draft, Drafts, Refused, moment_of
from onrecord.gather.page import DECLARED, read_page

Reader = Callable[[bytes, str, int], Drafts]  # bytes, name, archives around it
MOST_MEMBERS = 100_000
MOST_MEMBER = 50 * 2**20  # bytes of one member, unpacked
MOST_TOTAL = 2 * 2**30  # bytes of all members that are read
RATIO = 200  # unpacked to packed, chosen by hand: far above what text packs to
SMALL = 2**20  # below this many bytes a ratio says nothing
DEEPEST = 2  # archives within archives
BLOCK = 2**16
PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_zip(opened: IO[bytes], name: str, depth: int, kinds: tuple[str, ...], read: Reader) -> Drafts:
    """What the members hold whose name ends in one of `kinds`; each is read by `read`."""
    try:
        with ZipFile(opened) as archive:
            yield from _members(archive, name, depth, kinds, read)
    except ReportError as error:
        yield Refused(name, error)
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error) as error:
        yield Refused(name, DamagedReport(f"{name}: this archive cannot be read ({error}); make it anew"))


def _members(archive: ZipFile, name: str, depth: int, kinds: tuple[str, ...], read: Reader) -> Drafts:
    if depth >= DEEPEST:
        raise UnsafeReport(f"{name}: an archive more than {DEEPEST} levels deep; unpack it and read the files")
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnsafeReport(f"{name}: over {MOST_MEMBERS:,} members; unpack it and read the folder")
    total, found = 0, False
    for member in members:
        where = f"{name}!{member.filename}"
        if member.is_dir() or not member.filename.lower().endswith(kinds) or _hidden(member.filename):
            continue
        found = True
        try:
            raw = _unpacked(archive, member, where)
        except ReportError as error:
            yield Refused(where, error)
            continue
        except (BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error, ValueError) as error:
            yield Refused(where, DamagedReport(f"{where}: cannot be unpacked ({error}); make the archive anew"))
            continue
        total += len(raw)
        if total > MOST_TOTAL:
            raise UnsafeReport(f"{name}: unpacks to over {MOST_TOTAL // 2**30} GB; the rest was not read, split it")
        yield from read(raw, where, depth + 1)
    if not found:
        raise ReportError(f"{name}: this archive holds no reports ({', '.join(kinds)})")


def _hidden(path: str) -> bool:
    return PurePosixPath(path).name.startswith(".") or path.startswith("__MACOSX/")


def _unpacked(archive: ZipFile, member: ZipInfo, name: str) -> bytes:
    """A member's bytes, counted as they come: what the archive says of their size is not believed."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise UnsafeReport(f"{name}: a path that leaves the archive; it was not read")
    blocks, size = [], 0
    with archive.open(member) as opened:
        while block := opened.read(BLOCK):
            size += len(block)
            if size > MOST_MEMBER:
                raise TooLong(f"{name}: over {MOST_MEMBER // 2**20} MB when unpacked; it was not read")
            if size > SMALL and size > RATIO * max(member.compress_size, 1):
                raise UnsafeReport(f"{name}: unpacks to over {RATIO} times its size; it was not read")
            blocks.append(block)
    return b"".join(blocks)


def read_warc(opened: IO[bytes], name: str) -> Drafts:
    """The pages among the responses, each with its address and the day on which it was fetched."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    number = 0
    try:
        records = ArchiveIterator(opened, record_types=WarcRecordType.response, parse_http=True)
        for number, record in enumerate(records, start=1):
            yield from _record(record, f"{name}#{number}")
    except (ValueError, OSError, EOFError, zlib.error, UnicodeError) as error:
        reason = f"after record {number}: {error}"[:200]
        yield Refused(name, DamagedReport(f"{name}: is cut short or damaged {reason}. What came before was read"))
        return
    if not number:
        yield Refused(name, ReportError(f"{name}: this WARC holds no responses; nothing was read"))


def _record(record: Any, name: str) -> Drafts:
    headers = record.http_headers
    if headers is None or headers.status_code != 200:
        return
    kind = (record.http_content_type or "").lower()
    if kind not in PAGE_TYPES:
        return
    raw = record.reader.read(MOST_MEMBER + 1)
    if len(raw) < min(record.content_length, MOST_MEMBER):
        yield Refused(name, DamagedReport(f"{name}: this page is cut short; fetch the archive again. It was not read"))
        return
    if len(raw) > MOST_MEMBER:
        yield Refused(name, TooLong(f"{name}: a page of over {MOST_MEMBER // 2**20} MB; it was not read"))
        return
    address = record.headers.get("WARC-Target-URI")
    declared = DECLARED.search((headers.get("Content-Type") or "").encode("utf-8", errors="replace"))
    try:
        body = inflated(raw, (headers.get("Content-Encoding") or "").lower(), name)
    except ReportError as error:
        yield Refused(name, error)
        return
    for draft in read_page(body, name, url=address, charset=declared[1].decode() if declared else None):
        yield draft if isinstance(draft, Refused) else _fetched(draft, record)


def _fetched(draft: Draft, record: Any) -> Draft:
    moment = moment_of(record.headers.get("WARC-Date"))
    return replace(draft, retrieved=moment if isinstance(moment, datetime) else None)


def inflated(raw: bytes, encoding: str, name: str, most: int = MOST_MEMBER) -> bytes:
    """Bytes without their gzip or deflate, no more than `most` of them. Raises DamagedReport, TooLong, ReportError."""
    if encoding in ("", "identity"):
        return raw
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise ReportError(f"{name}: is packed by {encoding!r}, which is not read; save the page and read that")
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):  # with a head of gzip or zlib, or bare
        packed = zlib.decompressobj(bits)
        try:
            whole = packed.decompress(raw, most + 1)
        except zlib.error:
            continue
        if len(whole) > most:
            raise TooLong(f"{name}: over {most / 2**20:.0f} MB when unpacked; it was not read")
        return whole
    raise DamagedReport(f"{name}: cannot be unpacked ({encoding}); fetch it again")
