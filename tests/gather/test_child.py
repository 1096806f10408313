"""Documents are read in a process with little memory and time; a crafted one is refused with the reason, alone."""

import json
import zlib
from pathlib import Path

import pytest
from lxml import etree

from onrecord.gather import Gathered, child, gather
from onrecord.gather.office import read_docx
from tests.gather import files

WORDS = "Two people were killed when a shell hit the market in Orikhiv on Thursday, the mayor said."
MANY = b"<w:p/>" * 3_000_000  # 18 MB of parts, 27 KB packed, over 300 MB as a tree
GOOD = files.docx(files.docx_body(WORDS))


def swollen(with_: bytes) -> bytes:
    return files.docx_body(WORDS).replace(b"<w:tbl>", with_ + b"<w:tbl>", 1)


def packed(content: bytes) -> bytes:
    """A PDF whose page is this content, deflated."""
    body = zlib.compress(content)
    plain = files.pdf("", title="x")
    start, end = plain.index(b"stream\n") + 7, plain.index(b"\nendstream")
    length = b"<</Length %d>>" % (end - start)
    return (plain[:start] + body + plain[end:]).replace(length, b"<</Length %d/Filter/FlateDecode>>" % len(body))


def beside_a_good_one(folder: Path, name: str, raw: bytes) -> Gathered:
    """What came of a file; the one after it in its folder must have been read."""
    (folder / name).write_bytes(raw)
    (folder / "z.docx").write_bytes(GOOD)
    first, second = gather([folder])
    assert second.report is not None
    assert WORDS in second.report.text
    return first


def test_a_document_that_takes_more_memory_is_refused_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "MEMORY", 200 * 2**20)
    found = beside_a_good_one(tmp_path, "a.docx", files.docx(swollen(MANY)))
    assert found.error is not None
    assert found.error.code == "too_long"
    assert "a.docx: takes more than 200 MB of memory to read; save its words" in str(found.error)


def test_a_document_that_takes_more_time_is_refused_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "SECONDS", 3)
    raw = packed(b"BT /F1 12 Tf 40 700 Td " + b"(Two died) Tj " * 3_000_000 + b"ET")
    found = beside_a_good_one(tmp_path, "a.pdf", raw)
    assert found.error is not None
    assert found.error.code == "too_long"
    assert "of memory and 3 s (signal 9)" in str(found.error) or "took more than 6 s" in str(found.error)


def test_a_pdf_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    found = beside_a_good_one(tmp_path, "a.pdf", packed(b" " * 400_000_000))
    assert found.error is not None
    assert "this PDF cannot be read (LimitReachedError" in str(found.error)


@pytest.mark.parametrize("raw", [swollen(b"<w:p>" * 100_000), swollen(b"<w:t>" + b"a" * 20_000_000 + b"</w:t>")])
def test_a_docx_deeper_or_longer_than_any_is_refused(tmp_path: Path, raw: bytes) -> None:
    found = beside_a_good_one(tmp_path, "a.docx", files.docx(raw))
    assert found.error is not None
    assert "this DOCX cannot be read (XMLSyntaxError" in str(found.error)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DECLARED = {
    "entities in entities": f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]>',
    "a file outside": '<!DOCTYPE w [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "an address outside": '<!DOCTYPE w [<!ENTITY l9 SYSTEM "http://127.0.0.1:9/">]>',
    "a file of declarations outside": '<!DOCTYPE w SYSTEM "file:///etc/passwd"[<!ENTITY l9 "haha">]>',
    "a parameter": '<!DOCTYPE w [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;<!ENTITY l9 "haha">]>',
}
# UTF-7 and EBCDIC hide the declaration from whoever looks for it in the bytes.
ENCODINGS = ("utf-8", "utf-16", "utf-16-be", "utf-7", "cp037")


def with_entities(declared: str, encoding: str) -> bytes:
    name = {"cp037": "IBM037", "utf-16-be": "UTF-16"}.get(encoding, encoding.upper())
    body = files.docx_body(f"&l9;{WORDS}").decode().split("?>", 1)[1]
    raw = f'<?xml version="1.0" encoding="{name}"?>{declared}{body}'
    return ("\ufeff" if encoding == "utf-16-be" else "").encode("utf-16-be") + raw.encode(encoding)


@pytest.mark.parametrize("declared", DECLARED.values(), ids=DECLARED)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("part", ["word/document.xml", "word/document.dat"])
def test_no_entity_that_a_docx_declares_is_ever_filled_in(declared: str, encoding: str, part: str) -> None:
    try:
        told = json.dumps(read_docx(files.docx(with_entities(declared, encoding), part)))
    except (ValueError, KeyError, etree.LxmlError) as error:
        told = str(error)
    assert "root:" not in told
    assert "haha" not in told
    assert len(told) < 1_000


def test_entities_are_refused_by_the_child(tmp_path: Path) -> None:
    found = beside_a_good_one(tmp_path, "a.docx", files.docx(with_entities(DECLARED["entities in entities"], "utf-8")))
    assert found.error is not None
    assert "word/document.xml declares a document type" in str(found.error)


def test_what_a_document_says_of_itself_is_bounded(tmp_path: Path) -> None:
    found = beside_a_good_one(tmp_path, "a.pdf", files.pdf(WORDS, title="a" * 5_000_000))
    assert found.report is not None
    assert len(found.report.headline or "") == child.MOST_CHARS
