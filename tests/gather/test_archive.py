"""Archives are read within limits of ratio, size, count, depth and path; what breaks one is refused, the rest read."""

import os
import struct
from pathlib import Path

import pytest

from onrecord.gather import archive
from tests.gather import files
from tests.gather.files import put, read, refused

WORDS = "Two people were killed when a shell hit the market in Orikhiv on Thursday, the mayor said."


def test_an_archive_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    assert refused(put(tmp_path / "a.zip", files.zipped({"a.txt": b" " * 40_000_000}))).code == "unsafe"


def test_archives_in_archives_end(tmp_path: Path) -> None:
    raw = files.zipped({"a.txt": WORDS.encode()})
    for _ in range(4):
        raw = files.zipped({"a.zip": raw})
    assert refused(put(tmp_path / "a.zip", raw)).code == "unsafe"


def test_a_member_is_named_without_what_would_steer_a_terminal_and_not_at_any_length(tmp_path: Path) -> None:
    error = refused(put(tmp_path / "a.zip", files.zipped({"\x1b[2Ja\n" + "b" * 5_000 + ".txt": b" "})))
    assert str(error).startswith(f"{tmp_path / 'a.zip'}!\ufffd[2Ja\ufffdbbb")
    assert len(str(error)) < 500


def test_a_path_that_leaves_the_archive_is_refused(tmp_path: Path) -> None:
    assert refused(put(tmp_path / "a.zip", files.zipped({"../../a.txt": WORDS.encode()}))).code == "unsafe"


def test_a_member_whose_size_the_archive_states_wrongly_is_refused(tmp_path: Path) -> None:
    raw = files.zipped({"a.txt": os.urandom(3000)})
    assert refused(put(tmp_path / "a.zip", raw.replace((3000).to_bytes(4, "little"), (30).to_bytes(4, "little")))).code


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "b/../../a.txt", "b\\..\\..\\a.txt"])
def test_a_path_that_leaves_the_archive_is_refused_and_the_next_member_read(tmp_path: Path, name: str) -> None:
    raw = files.zipped({name: WORDS.encode(), "z.txt": WORDS.encode()})
    bad, good = read(put(tmp_path / "a.zip", raw))
    assert bad.error is not None
    assert bad.error.code == "unsafe"
    assert good.report is not None


def overlapping(words: bytes, times: int) -> bytes:
    """One packed member that the directory lists many times, each a member of its own."""
    raw = files.zipped({"a.txt": words})
    start = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    entry = raw[start:end]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times, times, len(entry) * times, start, 0)
    return raw[:start] + entry * times + tail


def test_members_that_share_their_bytes_are_counted_together(tmp_path: Path) -> None:
    words = (WORDS.encode() + os.urandom(12).hex().encode()) * 9_000  # a megabyte that packs to a hundredth of it
    raw = overlapping(words, 3_000)
    found = read(put(tmp_path / "a.zip", raw))
    assert len(found) < 1_000
    assert sum(len(one.report.text) for one in found if one.report) < 200 * len(raw) + len(words)
    assert "unpacks to over 200 times its size; the rest was not read" in str(found[-1].error)


def test_more_members_than_any_archive_of_reports_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    raw = files.zipped({f"{n}.txt": WORDS.encode() for n in range(4)})
    assert "over 3 members" in str(refused(put(tmp_path / "a.zip", raw)))


def test_members_that_are_too_large_one_by_one_or_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBER", 2_000)
    monkeypatch.setattr(archive, "MOST_TOTAL", 3_000)
    raw = files.zipped({"a.txt": os.urandom(3_000), "b.txt": WORDS.encode() * 20, "c.txt": WORDS.encode() * 20})
    large, good, rest = read(put(tmp_path / "a.zip", raw))
    assert large.error is not None
    assert large.error.code == "too_long"
    assert good.report is not None
    assert "the rest was not read, split it" in str(rest.error)


def test_a_member_with_a_password_or_an_unknown_packing_is_refused_and_the_next_read(tmp_path: Path) -> None:
    raw = files.zipped({"a.txt": WORDS.encode(), "b.txt": WORDS.encode(), "c.txt": WORDS.encode()})
    directory = bytearray(raw)
    first = raw.index(b"PK\x01\x02")
    second = raw.index(b"PK\x01\x02", first + 4)
    directory[6] |= 1  # the flag of a password, in the member's own head and in the directory
    directory[first + 8] |= 1
    directory[second + 10] = 99  # a way of packing that nobody has
    locked, odd, good = read(put(tmp_path / "a.zip", bytes(directory)))
    assert "password required" in str(locked.error)
    assert odd.error is not None
    assert odd.error.code == "damaged"
    assert good.report is not None


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    raw = files.zipped({"a.txt": WORDS.encode(), "bbbbb": b"x", "c.txt/": b""})
    nameless = raw[: (at := raw.rindex(b"bbbbb"))] + raw[at + 5 :]
    entry = nameless.rindex(b"PK\x01\x02", 0, at)
    nameless = nameless[: entry + 28] + b"\0\0" + nameless[entry + 30 :]
    end = nameless.index(b"PK\x05\x06")
    size = struct.unpack_from("<L", nameless, end + 12)[0] - 5
    nameless = nameless[: end + 12] + struct.pack("<L", size) + nameless[end + 16 :]
    (found,) = read(put(tmp_path / "a.zip", nameless))
    assert found.report is not None


def test_a_name_that_the_archive_tells_in_two_ways_is_not_repeated_at_length(tmp_path: Path) -> None:
    raw = bytearray(files.zipped({"b" * 60_000 + ".txt": WORDS.encode()}))
    raw[40:50] = b"c" * 10  # in the member's own head, not in the directory
    error = refused(put(tmp_path / "a.zip", bytes(raw)))
    assert error.code == "damaged"
    assert len(str(error)) < 1_000
