"""An archive that is cut or damaged anywhere gives what came before and says so; packing and chunks are undone."""

import gzip
import zlib
from collections.abc import Iterator
from io import BytesIO

import pytest

from onrecord.errors import UnsafeReport
from onrecord.gather.draft import Draft, Refused
from onrecord.gather.kinds import read_bytes
from onrecord.gather.unpack import GzipStream
from tests.gather import files

WORDS = "Two people were killed when a shell hit the market in Orikhiv on Thursday, the mayor said."
SMALL = f"<html><body><article><p>{WORDS}</p></article></body></html>".encode()
REQUEST = files.record(b"request", b"GET / HTTP/1.1\r\n\r\n")
PAGE = files.record(b"response", files.response(SMALL))
PARTS = (REQUEST, PAGE, REQUEST, PAGE)


def read(raw: bytes) -> tuple[int, str]:
    """How many pages, and the word at the end."""
    found = list(read_bytes(raw, "a.warc.gz", "warc"))
    drafts = [one for one in found if isinstance(one, Draft)]
    errors = [str(one.error) for one in found if isinstance(one, Refused)]
    assert len(errors) <= 1
    return len(drafts), "".join(errors)


def ends(parts: list[bytes]) -> list[int]:
    return [sum(map(len, parts[: n + 1])) for n in range(len(parts))]


def cuts(raw: bytes, whole: list[int], slack: int) -> Iterator[tuple[int, int]]:
    """Every third place at which to cut, but not between two records; and how many records are whole before it."""
    for at in range(1, len(raw), 3):
        if not any(end - slack <= at <= end for end in whole):
            yield at, sum(end <= at for end in whole)


@pytest.mark.parametrize("packed", ["each record", "all in one", "not"])
def test_a_cut_anywhere_is_told(packed: str) -> None:
    if packed == "each record":
        parts, slack = [gzip.compress(part, mtime=0) for part in PARTS], 0
    else:
        parts, slack = list(PARTS), len(b"\r\n\r\n")  # the blank lines after a record are no loss
    raw = b"".join(parts)
    if packed == "all in one":
        raw = gzip.compress(raw, mtime=0)
        for at in range(1, len(raw), 3):
            pages, said = read(raw[:at])
            assert pages <= 2
            assert "is cut short or damaged after" in said
        return
    for at, whole in cuts(raw, ends(parts), slack):
        pages, said = read(raw[:at])
        assert pages in (whole // 2, (whole + 1) // 2)  # the last may lack no more than the end of its packing
        assert f"cut short or damaged after {pages} whole responses" in said


def test_damage_in_the_middle_is_told() -> None:
    parts = [gzip.compress(part, mtime=0) for part in PARTS]
    middle = len(parts[0]) + len(parts[1]) + 30
    raw = b"".join(parts)
    pages, said = read(raw[:middle] + b"xxxxxxxx" + raw[middle + 8 :])
    assert pages == 1
    assert "after 1 whole responses (Error -3 while decompressing data" in said


def test_a_record_without_a_length_is_told() -> None:
    pages, said = read(PAGE + REQUEST.replace(b"Content-Length", b"Content-Lengt"))
    assert pages == 1
    assert "after 1 whole responses" in said


def test_an_archive_of_pages_that_were_not_found_has_an_outcome() -> None:
    missing = files.record(b"response", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n")
    assert read(missing * 2) == (0, "a.warc.gz: this WARC holds no pages (2 other responses); nothing was read")
    assert read(REQUEST) == (0, "a.warc.gz: this WARC holds no responses; nothing was read")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "bare"])
@pytest.mark.parametrize("chunked", ["chunks", "word", ""])
def test_a_body_packed_for_the_way_is_unpacked(encoding: str, chunked: str) -> None:
    bare = zlib.compressobj(wbits=-15)
    body = {
        "gzip": gzip.compress(SMALL),
        "deflate": zlib.compress(SMALL),
        "bare": bare.compress(SMALL) + bare.flush(),
    }[encoding]
    head = [f"Content-Encoding: {'gzip' if encoding == 'gzip' else 'deflate'}".encode()]
    if chunked:
        head.append(b"Transfer-Encoding: chunked")
    if chunked == "chunks":
        body = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (9, body[:9], len(body) - 9, body[9:])
    (draft,) = read_bytes(files.record(b"response", files.response(body, *head)), "a.warc", "warc")
    assert isinstance(draft, Draft)
    assert draft.text.strip() == WORDS


def test_a_body_whose_packing_is_cut_is_refused_and_the_next_is_read() -> None:
    cut = files.record(b"response", files.response(gzip.compress(b"x" * 999)[:-9], b"Content-Encoding: gzip"))
    pages, said = read(cut + PAGE)
    assert pages == 1
    assert said == "a.warc.gz#1: is cut short (gzip without an end); fetch it again"


def test_an_archive_that_unpacks_to_far_too_much_is_refused_before_it_does() -> None:
    bomb = files.record(b"response", files.response(b" " * 30_000_000))
    pages, said = read(gzip.compress(PAGE) + gzip.compress(bomb))
    assert pages == 1
    assert "unpacks to over 200 times its size" in said


class Counted(BytesIO):
    """Counts what is taken of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        block = super().read(size)
        self.taken += len(block)
        return block


def test_a_bomb_of_any_size_is_never_held_nor_read_to_its_end() -> None:
    packed = Counted(gzip.compress(b"\0" * 100_000_000))
    stream = GzipStream(packed, "a.warc.gz")
    with pytest.raises(UnsafeReport):
        all(iter(lambda: stream.read(2**16), b""))
    assert packed.taken == 2**16


def test_members_and_padding_between_them() -> None:
    raw = gzip.compress(b"Shells ") + b"\0" * 7 + gzip.compress(b"") + gzip.compress(b"fell.") + b"\0"
    assert GzipStream(BytesIO(raw), "a").read() == b"Shells fell."
