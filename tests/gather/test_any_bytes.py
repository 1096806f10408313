"""Whatever the bytes, each reader of files gives reports or reasons (tests.fuzz.targets says what it is held to)."""

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.gather.draft import Draft
from onrecord.gather.kinds import read_bytes
from tests.fuzz.targets import TARGETS, hold, seeds
from tests.gather import files

SOON = timedelta(seconds=30)  # of a busy machine's clock: longer is a reader that hangs
TOKENS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1f\x8b", b"\n", b"\r\n\r\n", b" " * 300, b'"', b"<",
    b"<!--", b"</script>", b'<!DOCTYPE a [<!ENTITY b "c">]>', b"&b;", b"&#xD800;", b"charset=utf-7", b"charset=idna",
    b"{", b"[" * 300, b"1e999", b"9" * 5000, b"-1", b"PK\x03\x04", b"%PDF-", b"endobj", b"WARC/1.0",
    b"Content-Length: 99999999999999999999", b"From a@b c\n", b"=?utf-8?b?/w==?=", b"\\ud83d", b"\\u0000",
    b"Content-Type: multipart/mixed; boundary=a\n", b"0000-00-00", b"9999-12-31T23:59:59-23:59",
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, seed: bytes) -> bytes:
    """A valid file with parts cut, doubled, moved, replaced, and tokens of the formats put in."""
    raw = bytearray(seed)
    chance = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(1, 6))):
        first, last = sorted((chance.randrange(len(raw) + 1), chance.randrange(len(raw) + 1)))
        change = chance.randrange(6)
        if change == 0:
            del raw[first : min(last, first + 40)]
        elif change == 1:
            raw[first:first] = chance.choice(TOKENS)
        elif change == 2:
            raw[first:first] = raw[first:last]
        elif change == 3 and len(raw):
            raw[first % len(raw)] = chance.randrange(256)
        elif change == 4:
            del raw[last:]
        else:
            raw[first:last] = chance.choice(TOKENS) * chance.randrange(4)
        raw = raw[:100_000]
    return bytes(raw)


@pytest.mark.parametrize("name", TARGETS)
@settings(deadline=SOON, max_examples=60)
@given(raw=st.one_of(st.binary(max_size=2_000), st.text().map(lambda words: words.encode("utf-8", "surrogatepass"))))
def test_any_bytes_have_an_outcome(name: str, raw: bytes) -> None:
    TARGETS[name].read(raw)


@pytest.mark.parametrize(("name", "seed"), list(seeds()), ids=[name for name, _ in seeds()])
@settings(deadline=SOON, max_examples=80)
@given(data=st.data())
def test_a_file_that_was_altered_has_an_outcome(name: str, seed: bytes, data: st.DataObject) -> None:
    TARGETS[name].read(data.draw(mutated(seed)))


READABLE = {"html": "html", "mail": "mail", "csv": "csv", "jsonl": "jsonl", "text": "text", "zip": "zip", "pdf": "pdf"}
READABLE |= {"docx": "docx", "docx_part": "docx", "warc": "warc", "warc_gz": "warc"}


@pytest.mark.parametrize("name", READABLE)
def test_the_files_from_which_alteration_starts_are_read(name: str) -> None:
    for seed in TARGETS[name].seeds():
        raw = files.docx(seed) if name == "docx_part" else seed
        assert any(isinstance(one, Draft) for one in read_bytes(raw, "a.file", READABLE[name]))


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@settings(deadline=SOON, max_examples=5)
@given(data=st.data())
def test_the_child_that_reads_documents_gives_an_outcome_whatever_the_bytes(kind: str, data: st.DataObject) -> None:
    raw = data.draw(mutated(TARGETS[kind].seeds()[0]))
    hold(read_bytes(raw, "a.file", kind), "a.file")
