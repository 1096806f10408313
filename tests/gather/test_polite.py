"""A guest asks what it may, waits between requests, and leaves a host alone that asks for it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FetchError, UnsafeReport
from onrecord.gather.address import address_of
from onrecord.gather.fetch import Answer, Fetcher, Leave
from onrecord.gather.polite import DELAY, LONGEST_DELAY, Polite
from onrecord.model.feeds import Robots
from tests.gather.clock import START, Still
from tests.gather.web import Web, answers, redirects, serving


@pytest.fixture
def web() -> Iterator[Web]:
    with serving({"/a": answers(200, b"A"), "/b": answers(200, b"B"), "/private/c": answers(200, b"C")}) as server:
        yield server


@pytest.fixture
def still() -> Still:
    return Still()


def robots(words: str, status: int = 200) -> dict[str, object]:
    return {"/robots.txt": answers(status, words.encode())}


def refused(guest: Polite, url: str) -> FetchError:
    with pytest.raises(FetchError) as told:
        guest.get(url)
    return told.value


def test_what_robots_txt_disallows_is_not_asked_for(web: Web, still: Still) -> None:
    web.pages |= robots("User-agent: *\nDisallow: /private/\n")
    guest = Polite(web.fetcher(), clock=still.clock)
    error = refused(guest, web.at("/private/c"))
    assert str(error).startswith(
        f"{web.at('/private/c')}: the robots.txt of news.example asks programs not to fetch it"
    )
    assert not error.passing
    assert guest.get(web.at("/a")).body == b"A"
    assert web.paths() == ["/robots.txt", "/a"]  # asked once


def test_rules_for_us_by_name_come_first(web: Web, still: Still) -> None:
    web.pages |= robots("User-agent: *\nDisallow:\n\nUser-agent: onrecord\nDisallow: /a\n")
    guest = Polite(web.fetcher(), clock=still.clock)
    refused(guest, web.at("/a"))
    assert guest.get(web.at("/b")).body == b"B"


def test_a_redirect_is_under_the_rules_of_where_it_leads(web: Web, still: Still) -> None:
    web.pages |= {**robots("User-agent: *\nDisallow: /private/\n"), "/go": redirects("/private/c")}
    refused(Polite(web.fetcher(), clock=still.clock), web.at("/go"))
    assert web.paths() == ["/robots.txt", "/go"]


@pytest.mark.parametrize("status", [404, 401, 403, 410])
def test_without_a_robots_txt_all_is_allowed(web: Web, still: Still, status: int) -> None:
    web.pages |= robots("User-agent: *\nDisallow: /\n", status)
    assert Polite(web.fetcher(), clock=still.clock).get(web.at("/a")).body == b"A"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_where_robots_txt_cannot_be_had_nothing_is_fetched_until_it_can(web: Web, still: Still, status: int) -> None:
    web.pages |= robots("", status)
    guest = Polite(web.fetcher(), clock=still.clock)
    error = refused(guest, web.at("/a"))
    assert error.passing
    assert f"could not be had (HTTP {status})" in str(error)
    refused(guest, web.at("/a"))
    assert web.paths() == ["/robots.txt"]
    web.pages |= robots("")
    still.sleep(601)
    assert guest.get(web.at("/a")).body == b"A"


def test_a_host_that_is_not_there_says_so_of_the_page_and_not_of_its_robots_txt(still: Still) -> None:
    with serving() as web:
        guest = Polite(web.fetcher(), clock=still.clock)
    assert str(refused(guest, web.at("/a"))).startswith(f"{web.at('/a')}: gave no answer (Connection refused)")


def test_a_private_address_says_so_of_the_page(web: Web, still: Still) -> None:
    with pytest.raises(UnsafeReport, match=r"^http://10.0.0.1/a: leads to 10.0.0.1, a private address"):
        Polite(web.fetcher(resolve=lambda host, port: (host,)), clock=still.clock).get("http://10.0.0.1/a")


def test_robots_txt_is_asked_for_anew_after_a_day_and_may_outlive_the_guest(web: Web, still: Still) -> None:
    web.pages |= robots("")
    kept: dict[str, Robots] = {}
    for _ in range(2):
        Polite(web.fetcher(), clock=still.clock, robots=kept).get(web.at("/a"))
    assert web.paths().count("/robots.txt") == 1
    assert kept[f"http://news.example:{web.port}"] == Robots("", START + timedelta(hours=24))
    still.sleep(24 * 3_600 + 1)
    Polite(web.fetcher(), clock=still.clock, robots=kept).get(web.at("/a"))
    assert web.paths().count("/robots.txt") == 2


@pytest.mark.parametrize(
    ("said", "delay"),
    [("", DELAY), ("Crawl-delay: 7", 7.0), ("Crawl-delay: 0.1", DELAY), ("Crawl-delay: 9e9", LONGEST_DELAY)],
)
def test_a_host_is_given_time_between_two_requests(web: Web, still: Still, said: str, delay: float) -> None:
    web.pages |= robots(f"User-agent: *\n{said}\n")
    guest = Polite(web.fetcher(), clock=still.clock)
    guest.get(web.at("/a"))
    assert guest.wait(web.at("/b")) == delay
    guest.get(web.at("/b"))
    assert still.slept == [delay]
    still.sleep(delay)
    guest.get(web.at("/a"))
    assert still.slept == [delay, delay]  # the second is the test's own


def test_hosts_do_not_wait_for_one_another(web: Web, still: Still) -> None:
    guest = Polite(web.fetcher(), clock=still.clock)
    guest.get(web.at("/a"))
    guest.get(web.at("/a", host="other.example"))
    assert still.slept == []


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("header", "seconds"), [("120", 120.0), ("Fri, 05 Jan 2024 12:02:00 GMT", 120.0), ("soon", 60.0)]
)
def test_a_host_that_asks_to_wait_is_left_alone_so_long(
    web: Web, still: Still, status: int, header: str, seconds: float
) -> None:
    web.pages["/a"] = answers(status, Retry_After=header)
    guest = Polite(web.fetcher(), clock=still.clock)
    assert guest.get(web.at("/a")).status == status
    assert guest.wait(web.at("/b")) == seconds
    error = refused(guest, web.at("/b"))
    assert (error.passing, error.after) == (True, seconds)
    assert web.paths() == ["/robots.txt", "/a"]
    still.sleep(seconds)
    assert guest.get(web.at("/b")).body == b"B"


def test_a_host_that_never_answers_is_left_alone_longer_each_time(web: Web, still: Still) -> None:
    kept = {f"http://news.example:{web.port}": Robots("", START + timedelta(days=9))}
    nobody = web.fetcher(resolve=lambda host, port: ("127.0.0.9",), allowed=frozenset({("127.0.0.9", web.port)}))
    guest = Polite(nobody, clock=still.clock, robots=kept)
    rests = []
    for _ in range(10):
        assert "gave no answer" in str(refused(guest, web.at("/a")))
        rests.append(guest.wait(web.at("/a")))
        still.sleep(rests[-1])
    assert rests == [DELAY, DELAY, 60, 120, 240, 480, 960, 1920, 3600, 3600]


@given(st.text(max_size=40))
def test_any_retry_after_gives_a_wait_of_at_most_a_day(words: str) -> None:
    guest = Polite(Web(1).fetcher(), clock=Still().clock)
    assert 0 <= guest.asked_wait(Answer("", "", 429, {"retry-after": words}, b"")) <= 86_400


@given(st.binary(max_size=200))
def test_any_robots_txt_either_lets_a_page_be_fetched_or_says_who_is_against(raw: bytes) -> None:
    class Same(Fetcher):
        """Whatever is asked for, the answer is the same."""

        def get(self, url: str, headers: object = None, *, leave: Leave = lambda here: None) -> Answer:
            leave(address_of(url))
            return Answer(url, url, 200, {}, raw)

    try:
        assert Polite(Same(), clock=Still().clock).get("http://news.example/a").body == raw
    except FetchError as told:
        assert "asks programs not to fetch it" in str(told)  # noqa: PT017
