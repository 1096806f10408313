"""Each kind of file gives its reports with what the format says of them; the broken or hostile is refused by name."""

import gzip
import io
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone
from email.message import EmailMessage
from pathlib import Path
from time import process_time

import pytest

from onrecord.errors import ReportError
from onrecord.gather import gather
from onrecord.gather.page import linked_data
from onrecord.gather.unpack import inflated
from onrecord.model.report import Report
from tests.gather import files
from tests.gather.files import put, read, refused

WORDS = "Two people were killed when a shell hit the market in Orikhiv on Thursday, the mayor said."
MORE = "Rescue teams worked through the night, and the regional governor said that nobody is missing any longer."


def one(path: Path) -> Report:
    (found,) = read(path)
    assert found.report is not None, found.error
    return found.report


def test_a_page_with_three_columns_and_a_cookie_banner_gives_its_article_alone(tmp_path: Path) -> None:
    report = one(put(tmp_path / "a.html", files.page(WORDS, MORE).encode()))
    assert WORDS in report.text
    assert MORE in report.text
    assert "cookies" not in report.text
    assert "Most read" not in report.text
    assert (report.headline, report.byline, report.outlet) == ("Shell hits market", "Ada Invented", "The Daily Example")
    assert report.published == datetime(2024, 1, 5, 18, 30, tzinfo=timezone(timedelta(hours=2)))
    assert report.url == "https://news.example/shell"


@pytest.mark.parametrize("declared", [True, False])
def test_a_windows_1251_page_is_decoded_whether_it_says_so_or_not(tmp_path: Path, declared: bool) -> None:
    words = "Ночью город обстреляли, два человека погибли, сообщил мэр. Спасатели работали до самого утра." * 3
    meta = '<meta charset="windows-1251">' if declared else ""
    markup = f"<html><head>{meta}<title>Новости</title></head><body><article><p>{words}</p></article></body></html>"
    report = one(put(tmp_path / "a.html", markup.encode("cp1251")))
    assert "два человека погибли" in report.text
    assert report.language == "ru"
    assert [issue.code for issue in report.issues] == ["language"]


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    assert refused(put(tmp_path / "a.html", b"<html><body></body></html>")).code == "empty"


def test_a_mail_with_a_plain_and_an_html_part(tmp_path: Path) -> None:
    report = one(put(tmp_path / "a.eml", files.mail(WORDS, f"<p>{MORE}</p>")))
    assert report.text.strip() == WORDS
    assert (report.headline, report.outlet) == ("Situation report 5", "Field Office")
    assert report.published == datetime(2024, 1, 5, 18, 30, tzinfo=UTC)


def test_a_mail_with_html_alone_gives_the_words_of_the_page(tmp_path: Path) -> None:
    report = one(put(tmp_path / "a.eml", files.mail(None, f"<html><body><p>{WORDS}</p><p>{MORE}</p></body></html>")))
    assert WORDS in report.text
    assert "<p>" not in report.text


def test_an_attachment_is_not_opened(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Report"
    message.add_attachment(WORDS.encode(), maintype="text", subtype="plain", filename="a.txt")
    assert refused(put(tmp_path / "a.eml", message.as_bytes())).code == "empty"


def test_an_mbox_gives_one_report_a_message(tmp_path: Path) -> None:
    raw = b"".join(
        b"From field@example Fri Jan  5 18:30:00 2024\n" + files.mail(w, None) + b"\n" for w in (WORDS, MORE)
    )
    found = read(put(tmp_path / "a.mbox", raw))
    assert [each.report and each.report.text.strip() for each in found] == [WORDS, MORE]
    assert [each.name[-2:] for each in found] == ["#1", "#2"]


@pytest.mark.parametrize(
    "head",
    [
        b"Subject: " + b"=?utf-8?q?a" * 100_000,
        b"Content-Type: text/plain; " + b"a*0*=b;\n " * 100_000,
        b"From: " + b"a <a@b>, " * 100_000,
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        + (b"--x\nContent-Type: a/b; " + b"a=b;" * 500 + b"\n\n") * 999,
    ],
    ids=["encoded words", "parameters", "senders", "parts"],
)
def test_a_mail_whose_header_would_take_hours_is_refused_at_once(tmp_path: Path, head: bytes) -> None:
    start = process_time()
    error = refused(put(tmp_path / "a.eml", head + b"\n\nTwo died.\n"))
    assert "its header lines are longer than any mail's" in str(error)
    assert process_time() - start < 5


def test_a_mail_of_a_million_parts_is_refused_at_once(tmp_path: Path) -> None:
    raw = b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\n" * 1_000_000
    assert "has more parts than any mail" in str(refused(put(tmp_path / "a.eml", raw)))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_by_any_separator(tmp_path: Path, separator: str) -> None:
    rows = [["Date", "Source", "Text"], ["2024-01-05", "Example", f'"{WORDS}\nIt was late; and, | dark."']]
    raw = "\r\n".join(separator.join(row) for row in rows).encode("utf-16" if separator == "\t" else "utf-8-sig")
    report = one(put(tmp_path / "a.csv", raw))
    assert report.text == f"{WORDS}\nIt was late; and, | dark."
    assert (report.published, report.outlet) == (date(2024, 1, 5), "Example")


def test_a_row_with_a_date_that_is_none_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    raw = f"sep=;\ndate;text;url\n5/1/24;A.;\n2024-01-05;{WORDS};javascript:alert(1)\n2024-01-05;;\n".encode()
    bad, good, empty = read(put(tmp_path / "a.csv", raw))
    assert bad.error is not None
    assert "'5/1/24' is no date" in str(bad.error)
    assert good.report is not None
    assert good.report.url is None
    assert empty.error is not None
    assert empty.error.code == "empty"


def test_a_table_without_a_column_of_words(tmp_path: Path) -> None:
    assert "no column 'text'" in str(refused(put(tmp_path / "a.csv", b"a,b\n1,2\n")))


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_gives_its_pages(tmp_path: Path, packed: bool) -> None:
    raw = files.warc(files.page(WORDS, MORE).encode(), b"")
    name = "a.warc.gz" if packed else "a.warc"
    found = read(put(tmp_path / name, gzip.compress(raw) if packed else raw))
    (report,) = [each.report for each in found if each.report]
    assert (report.url, report.retrieved) == ("https://news.example/0", datetime(2024, 1, 6, 3, tzinfo=UTC))
    assert WORDS in report.text


def test_an_archive_gives_its_files_and_passes_over_others(tmp_path: Path) -> None:
    inner = files.zipped({"c.txt": WORDS.encode()})
    members = {"a.txt": WORDS.encode(), "b/b.html": files.page(WORDS, MORE).encode(), "x.png": b"x", "in.zip": inner}
    found = read(put(tmp_path / "a.zip", files.zipped(members)))
    assert [each.name.split("!", 1)[1] for each in found if each.report] == ["a.txt", "b/b.html", "in.zip!c.txt"]


def test_a_page_of_more_tags_than_any_report_has_is_refused_at_once(tmp_path: Path) -> None:
    raw = b"<html><body><article>" + b"<p>a" * 1_000_000  # of which the extractor would make a day's work
    assert refused(put(tmp_path / "a.html", raw)).code == "too_long"


def test_a_page_of_unclosed_data_blocks_takes_time_in_proportion_to_its_length() -> None:
    blocks = "<script type=application/ld+json>" * 100_000  # by a pattern that looks for each one's end: an hour
    assert linked_data(blocks) == {}


def test_a_pdf_that_typst_set(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    (tmp_path / "a.typ").write_text(f'#set document(title: "Situation report")\n{WORDS}\n\n{MORE}\n', encoding="utf-8")
    typst.compile(str(tmp_path / "a.typ"), output=str(tmp_path / "a.pdf"))
    report = one(tmp_path / "a.pdf")
    assert WORDS in report.text
    assert report.headline == "Situation report"


def test_a_docx_with_a_table(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.core_properties.title = "Situation report"
    document.add_paragraph(WORDS)
    document.add_table(1, 2).rows[0].cells[1].text = MORE
    document.save(str(tmp_path / "a.docx"))
    report = one(tmp_path / "a.docx")
    assert report.text.index(WORDS) < report.text.index(MORE)
    assert report.headline == "Situation report"


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.zip", "a.warc.gz", "a.html", "a.eml", "a.csv"])
@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe" * 50, b"%PDF-1.7\nnonsense", b"PK\x03\x04nonsense"])
def test_nonsense_under_any_name_is_read_as_text_or_refused_by_name(tmp_path: Path, name: str, raw: bytes) -> None:
    every = list(read(put(tmp_path / name, raw)))
    assert every
    for found in every:
        assert found.report or str(found.error).startswith(str(tmp_path / name))


def test_ten_thousand_empty_files_and_a_loop_of_links(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    found = read(tmp_path)
    assert len(found) == 10_000
    assert {each.error.code for each in found if each.error} == {"empty"}


def test_packed_answers_are_unpacked_up_to_a_limit() -> None:
    packed = gzip.compress(b"a" * 1000)
    assert inflated(packed, "gzip", "page", 1000) == b"a" * 1000
    with pytest.raises(ReportError, match="when unpacked"):
        inflated(packed, "gzip", "page", 999)


def test_a_zip_on_standard_input() -> None:
    raw = files.zipped({"a.txt": WORDS.encode()})
    (found,) = gather(["-"], stdin=lambda: raw)
    assert found.report is not None
    assert found.report.text == WORDS
    assert zipfile.is_zipfile(io.BytesIO(raw))


def test_entities_that_a_page_declares_are_never_filled_in(tmp_path: Path) -> None:
    for declared in ('SYSTEM "file:///etc/passwd"', '"haha"'):
        raw = f"<!DOCTYPE html [<!ENTITY a {declared}>]><html><body><article><p>{WORDS}</p><p>&a; {MORE}</p></article>"
        report = one(put(tmp_path / "a.html", raw.encode()))
        assert MORE in report.text
        assert "root:" not in report.text
        assert "; haha" not in report.text
        assert f"haha {MORE}" not in report.text
