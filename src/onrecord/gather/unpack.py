"""Packed bytes -> bytes, within limits: gzip as a stream, and what a server packed for the way."""

import io
import zlib
from typing import IO

from onrecord.errors import DamagedReport, ReportError, TooLong, UnsafeReport

RATIO = 200  # unpacked to packed, chosen by hand: far above what text packs to
SMALL = 2**20  # below this many bytes a ratio says nothing
BLOCK = 2**16
GZIP = b"\x1f\x8b"


class GzipStream(io.RawIOBase):
    """The bytes in gzip members one after another. A stream that is cut gives what it still holds, then EOFError.

    Raises zlib.error for damage, UnsafeReport where it unpacks to more than `RATIO` times its size.
    """

    def __init__(self, packed: IO[bytes], name: str) -> None:
        self._packed, self._name = packed, name
        self._member = _member()
        self._left = b""  # packed bytes that were read and not yet used
        self._inside = False  # a member has begun and not ended
        self._taken = self._given = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It only says where it is, as FastWARC asks of what it reads."""
        return False

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """The place in the stream that it has come to, which is the only one that can be sought."""
        if (offset, whence) not in ((0, io.SEEK_CUR), (self._given, io.SEEK_SET)):
            raise io.UnsupportedOperation(f"{self._name}: a packed stream is read from its start to its end")
        return self._given

    def readinto(self, into: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fills `into` as far as the next block goes; 0 at the end."""
        while True:
            ended = self._refilled()
            if not self._inside and not self._left:
                return 0
            block = self._member.decompress(self._left, len(into))
            self._inside, self._left = True, self._member.unconsumed_tail
            if self._member.eof:
                self._inside, self._left, self._member = False, self._member.unused_data, _member()
            if block:
                self._counted(len(block))
                into[: len(block)] = block
                return len(block)
            if ended and self._inside:
                raise EOFError("the gzip stream has no end")

    def _refilled(self) -> bool:
        """Reads on where all packed bytes were used; whether there are none left to read."""
        ended = False
        if not self._left:
            self._left = self._packed.read(BLOCK)
            self._taken += len(self._left)
            ended = not self._left
        if not self._inside:
            self._left = self._left.lstrip(b"\0")  # members may be padded
        return ended

    def _counted(self, size: int) -> None:
        self._given += size
        if self._given > SMALL and self._given > RATIO * self._taken:
            raise UnsafeReport(f"{self._name}: unpacks to over {RATIO} times its size; the rest was not read")


def _member() -> "zlib._Decompress":
    return zlib.decompressobj(zlib.MAX_WBITS | 16)


def inflated(raw: bytes, encoding: str, name: str, most: int) -> bytes:
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
        if not packed.eof:
            raise DamagedReport(f"{name}: is cut short ({encoding} without an end); fetch it again")
        return whole
    raise DamagedReport(f"{name}: cannot be unpacked ({encoding}); fetch it again")
