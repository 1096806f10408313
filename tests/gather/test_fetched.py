"""An address is a source beside paths: its page is read as a file's is, and what is no page says what to do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from onrecord.gather import Gathered, gather
from onrecord.gather.polite import Polite
from tests.gather import files
from tests.gather.clock import Still
from tests.gather.web import Answering, Web, answers, redirects, serving

WORDS = "Two people were killed when a shell hit the market in Orikhiv on Thursday, the mayor said."
MORE = "Rescue teams worked through the night, and the regional governor said that nobody is missing any longer."


@pytest.fixture
def web() -> Iterator[Web]:
    page = answers(200, files.page(WORDS, MORE).encode(), Content_Type="text/html; charset=utf-8")
    with serving({"/shell": page}) as server:
        yield server


def read(web: Web, *paths: str | Path) -> list[Gathered]:
    return list(gather(paths, get=Polite(web.fetcher(), clock=Still().clock).get))


def test_a_page_is_read_with_its_own_data_and_kept_with_its_address(web: Web) -> None:
    (found,) = read(web, web.at("/shell#comments"))
    report = found.report
    assert report is not None
    assert found.name == web.at("/shell")
    assert WORDS in report.text
    assert "cookies" not in report.text
    assert (report.headline, report.byline, report.outlet) == ("Shell hits market", "Ada Invented", "The Daily Example")
    assert report.published == datetime(2024, 1, 5, 18, 30, tzinfo=timezone(timedelta(hours=2)))
    assert report.url == web.at("/shell")
    assert report.retrieved is not None
    assert abs(datetime.now(UTC) - report.retrieved) < timedelta(minutes=5)


def test_a_page_that_moved_is_kept_with_the_address_at_which_it_was_found(web: Web) -> None:
    web.pages["/short"] = redirects("/shell")
    (found,) = read(web, web.at("/short"))
    assert found.report is not None
    assert (found.name, found.report.url) == (web.at("/short"), web.at("/shell"))


def test_addresses_and_paths_come_in_their_order_and_each_once(web: Web, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Shells fell.")
    found = read(web, tmp_path / "a.txt", web.at("/shell"), tmp_path, web.at("/shell#top"))
    assert [one.name for one in found] == [str(tmp_path / "a.txt"), web.at("/shell")]


def test_what_the_server_says_of_the_encoding_is_heard(web: Web) -> None:
    words = "Ночью город обстреляли, два человека погибли, сообщил мэр. Спасатели работали до самого утра." * 3
    markup = f"<html><head><title>Новости</title></head><body><article><p>{words}</p></article></body></html>"
    web.pages |= {
        "/page": answers(200, markup.encode("koi8-r"), Content_Type="text/html; charset=koi8-r"),
        "/text": answers(200, words.encode("koi8-r"), Content_Type="text/plain; charset=koi8-r"),
    }
    for found in read(web, web.at("/page"), web.at("/text")):
        assert found.report is not None
        assert "Ночью город обстреляли" in found.report.text


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (answers(404), "fetch", "there is no such page (HTTP 404); check the address"),
        (answers(403), "fetch", "is refused to programs, or needs an account (HTTP 403); save the page from a browser"),
        (
            answers(429, Retry_After="60"),
            "fetch",
            "cannot answer now (HTTP 429) and asks to wait (60); try again later",
        ),
        (answers(500), "fetch", "cannot answer now (HTTP 500); try again later"),
        (answers(204), "fetch", "gives no page (HTTP 204)"),
        (redirects("http://10.0.0.1/"), "unsafe", "only public addresses are fetched"),
        (redirects("file:///etc/passwd"), "unsafe", "only http:// and https:// addresses are fetched"),
        (answers(200, b"<rss/>", Content_Type="application/rss+xml"), "fetch", "onrecord watch feeds.toml"),
        (
            answers(200, b"\x89PNG", Content_Type="image/png"),
            "fetch",
            "is 'image/png', which is not read from the network",
        ),
        (answers(200, b"", Content_Type="text/plain"), "empty", "holds no words"),
        (answers(200, b"<html></html>", Content_Type="text/html"), "empty", "no main text was found"),
        (answers(200, b"%PDF-1.7 no", Content_Type="application/pdf"), "damaged", "this PDF cannot be read"),
    ],
)
def test_what_gives_no_report_says_why_and_what_to_do(web: Web, answer: Answering, code: str, words: str) -> None:
    web.pages["/a"] = answer
    fetcher = web.fetcher(resolve=lambda host, port: (host if host[0].isdigit() else "127.0.0.1",))
    (found, other) = gather(
        [web.at("/a"), web.at("/shell", host="other.example")], get=Polite(fetcher, clock=Still().clock).get
    )
    assert found.error is not None
    assert (found.name, found.error.code) == (web.at("/a"), code)
    assert words in str(found.error)
    assert web.at("/a") in str(found.error)
    assert other.report is not None


def test_without_something_to_fetch_with_nothing_is_fetched() -> None:
    (found,) = gather(["https://news.example/a"])
    assert found.error is not None
    assert (found.error.code, str(found.error)[:24]) == ("unsafe", "https://news.example/a: ")
