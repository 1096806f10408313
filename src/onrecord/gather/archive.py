"""ZIP archives -> the files in them, a member at a time, never unpacked to disk."""

import re
import zlib
from collections.abc import Callable
from io import SEEK_END
from pathlib import PurePosixPath
from typing import IO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from onrecord.errors import DamagedReport, ReportError, TooLong, UnsafeReport
from onrecord.gather.draft import Drafts, Refused
from onrecord.gather.unpack import BLOCK, RATIO, SMALL

Reader = Callable[[bytes, str, int], Drafts]  # bytes, name, archives around it
MOST_MEMBERS = 100_000
MOST_MEMBER = 50 * 2**20  # bytes of one member, unpacked
MOST_TOTAL = 2 * 2**30  # bytes of all members that are read
LONGEST = 300  # characters of a member's name that are shown
CONTROL, UNKNOWN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]"), "\ufffd"
MOST_SAID = 200  # and of a reason, which may quote such a name
DEEPEST = 2  # archives within archives


def read_zip(opened: IO[bytes], name: str, depth: int, kinds: tuple[str, ...], read: Reader) -> Drafts:
    """What the members hold whose name ends in one of `kinds`; each is read by `read`."""
    try:
        with ZipFile(opened) as archive:
            yield from _members(archive, name, depth, kinds, read)
    except ReportError as error:
        yield Refused(name, error)
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error) as error:
        yield Refused(
            name, DamagedReport(f"{name}: this archive cannot be read ({str(error)[:MOST_SAID]}); make it anew")
        )


def _members(archive: ZipFile, name: str, depth: int, kinds: tuple[str, ...], read: Reader) -> Drafts:
    if depth >= DEEPEST:
        raise UnsafeReport(f"{name}: an archive more than {DEEPEST} levels deep; unpack it and read the files")
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnsafeReport(f"{name}: over {MOST_MEMBERS:,} members; unpack it and read the folder")
    size, total, found = _size(archive), 0, False
    for member in members:
        where = f"{name}!{CONTROL.sub(UNKNOWN, member.filename)[:LONGEST]}"
        if not member.filename.lower().endswith(kinds) or _hidden(member.filename):  # folders end with a slash
            continue
        found = True
        try:
            raw = _unpacked(archive, member, where)
        except ReportError as error:
            yield Refused(where, error)
            continue
        except (BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error, ValueError) as error:
            yield Refused(
                where, DamagedReport(f"{where}: cannot be unpacked ({str(error)[:MOST_SAID]}); make the archive anew")
            )
            continue
        total += len(raw)
        if total > max(RATIO * size, SMALL):  # members that share their packed bytes
            raise UnsafeReport(f"{name}: unpacks to over {RATIO} times its size; the rest was not read")
        if total > MOST_TOTAL:
            raise UnsafeReport(f"{name}: unpacks to over {MOST_TOTAL // 2**30} GB; the rest was not read, split it")
        yield from read(raw, where, depth + 1)
    if not found:
        raise ReportError(f"{name}: this archive holds no reports ({', '.join(kinds)})")


def _size(archive: ZipFile) -> int:
    """Bytes of the archive itself."""
    opened = cast(IO[bytes], archive.fp)
    return opened.seek(0, SEEK_END)


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
