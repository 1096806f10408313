"""Bytes of many kinds become text, or a reason."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import BinaryReport, EmptyReport
from onrecord.gather import make_report
from onrecord.gather.decode import decode

WORDS = "“The shelling went on,” said Mayor Gaël Müller — 3 were hurt.\n" * 3
TEXTS = {
    "utf-8": WORDS.encode(),
    "utf-8 with mark": codecs.BOM_UTF8 + WORDS.encode(),
    "utf-16-le with mark": codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
    "utf-16-be with mark": codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
    "utf-16-le": WORDS.encode("utf-16-le"),
    "utf-16-be": WORDS.encode("utf-16-be"),
    "utf-32-le with mark": codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
    "windows-1252": WORDS.encode("cp1252"),
    "crlf": WORDS.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("raw", TEXTS.values(), ids=TEXTS)
def test_text_is_read_whatever_its_encoding(raw: bytes) -> None:
    assert make_report(decode(raw, "a.txt")).text == WORDS


def test_a_stray_nul_and_a_lone_surrogate_become_the_replacement_character() -> None:
    raw = WORDS.encode() + b"\0" + b"\xed\xa0\x80"
    assert make_report(decode(raw, "a.txt")).text == WORDS + "\ufffd\ufffd"


def test_a_cut_character_at_the_end_costs_only_itself() -> None:
    assert decode(WORDS.encode() + "é".encode()[:1], "a.txt") == WORDS + "\ufffd"


BINARY = {
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "pdf": b"%PDF-1.7\n...",
    "zip": b"PK\x03\x04rest",
    "noise": bytes(range(256)) * 20,
    "zeros": b"\0" * 5000,
}


@pytest.mark.parametrize("raw", BINARY.values(), ids=BINARY)
def test_what_is_no_text_is_refused_with_its_name(raw: bytes) -> None:
    with pytest.raises(BinaryReport, match=r"^photo\.bin: "):
        decode(raw, "photo.bin")


@pytest.mark.parametrize("raw", [b"", b" \r\n\t ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + " \n".encode("utf-16-le")])
def test_blank_is_empty(raw: bytes) -> None:
    with pytest.raises(EmptyReport, match=r"^a\.txt: holds no words"):
        decode(raw, "a.txt")


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_that_can_be_kept_or_a_reason(raw: bytes) -> None:
    try:
        text = decode(raw, "x")
    except (BinaryReport, EmptyReport) as error:
        text = str(error)
    assert make_report(text).text.encode("utf-8")
