"""Feeds are asked when they are due and no more than they must; one that fails never stops the others."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from onrecord.gather.feeds import Feed, Take
from onrecord.gather.gather import Gathered, Limits
from onrecord.gather.polite import Polite
from onrecord.gather.watch import MOST_TRIES, Status, Watch
from onrecord.model.feeds import FeedState, Page
from onrecord.store import Store, schema
from onrecord.store.feeds import KeptFeeds, KeptRobots
from tests.gather import files
from tests.gather.clock import START, Still
from tests.gather.web import Answering, Web, answers, redirects, serving

WORDS = "Two people were killed when a shell hit the market in {} on Thursday, the mayor said."
MORE = "Rescue teams worked through the night, and the regional governor said that nobody is missing any longer."
HOUR = timedelta(hours=1)


def rss(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>World</title>{"".join(items)}</channel></rss>'.encode()


def item(link: str, title: str = "Shelling", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def page(town: str) -> Answering:
    return answers(200, files.page(WORDS.format(town), MORE).encode(), Content_Type="text/html; charset=utf-8")


class Desk:
    """A watch with its server, clock and record; what was said and gathered, each report settled as read."""

    def __init__(self, web: Web, store: Store) -> None:
        self.web, self.store, self.still = web, store, Still()
        self.said: list[Status] = []
        self.got: list[Gathered] = []
        self.watch: Watch

    def start(self, *feeds: Feed, once: bool = False, **more: object) -> "Desk":
        """As after a restart: nothing is remembered but what the record holds."""
        guest = Polite(self.web.fetcher(**more), clock=self.still.clock, robots=KeptRobots(self.store))
        self.watch = Watch(feeds, guest, KeptFeeds(self.store), self.said.append, limits=Limits(), once=once)
        return self

    def round(self) -> list[str]:
        """The paths that were asked for."""
        self.said.clear()
        self.got.clear()
        self.web.asked.clear()
        for found in self.watch.round():
            self.got.append(found)
            self.watch.settle(found.name, "refused" if found.error else "read")
        self.watch.finish()
        return self.web.paths()

    def wait(self) -> timedelta:
        """Lets the time pass until there is something to do."""
        left = self.watch.next_due() - self.still.now()
        self.still.passed += left.total_seconds()
        return left

    @property
    def lines(self) -> list[tuple[str, dict[str, int]]]:
        return [(one.said, {name: number for name, number in one.outcomes.items() if number}) for one in self.said]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with serving() as web, Store.open(tmp_path / "record.db") as store:
        web.pages |= {
            "/rss": answers(200, rss(item("/a"), item("b")), ETag='"1"', Last_Modified="Fri, 05 Jan 2024 10:00:00 GMT"),
            "/a": page("Orikhiv"),
            "/b": page("Kherson"),
        }
        yield Desk(web, store)


def feed(desk: Desk, path: str = "/rss", **more: object) -> Feed:
    return Feed(desk.web.at(path), **more)  # type: ignore[arg-type]


def test_a_feed_is_asked_and_its_pages_are_read(desk: Desk) -> None:
    desk.start(feed(desk))
    assert desk.round() == ["/robots.txt", "/rss", "/a", "/b"]
    assert desk.lines == [("2 entries, 2 new", {"read": 2})]
    reports = [one.report for one in desk.got]
    assert [report and report.url for report in reports] == [desk.web.at("/a"), desk.web.at("/b")]
    assert [report and report.outlet for report in reports] == ["The Daily Example"] * 2
    assert desk.still.slept == [2.0, 2.0]  # between two requests to the host


def test_an_unchanged_feed_costs_one_small_answer(desk: Desk) -> None:
    desk.start(feed(desk))
    desk.round()
    desk.web.pages["/rss"] = answers(304)
    assert desk.round() == []  # not due
    desk.wait()
    assert desk.round() == ["/rss"]
    ((_, headers),) = desk.web.asked
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"1"', "Fri, 05 Jan 2024 10:00:00 GMT")
    assert desk.lines == [("not changed", {})]
    desk.wait()
    desk.round()
    assert desk.web.asked[0][1]["if-none-match"] == '"1"'  # still known after an answer without it


def test_a_restart_fetches_nothing_again(desk: Desk) -> None:
    desk.start(feed(desk))
    desk.round()
    desk.start(feed(desk))
    assert desk.round() == []
    assert desk.start(feed(desk), once=True).round() == ["/rss"]
    assert desk.lines == [("2 entries, 0 new", {})]


def test_a_run_that_is_cut_short_goes_on_with_the_pages_that_are_left(desk: Desk) -> None:
    rounds = desk.start(feed(desk)).watch.round()
    first = next(rounds)
    desk.watch.settle(first.name, "read")
    second = next(rounds)  # fetched, but not kept when the run ends
    rounds.close()
    desk.still.passed += 5
    assert desk.start(feed(desk)).round() == ["/b"]
    assert second.name == desk.web.at("/b")
    assert desk.lines == [("", {"read": 1})]
    assert desk.round() == []


class Crash(Exception):
    """What ends a run in the middle."""


def crashing(store: Store, step: int, *, written: bool) -> KeptFeeds:
    """What is remembered, up to a step: the run ends before it is written, or right after."""

    class Faulty(KeptFeeds):
        left = step

        def _step(self, write: Callable[[], None]) -> None:
            self.left -= 1
            if self.left >= 0 or written:
                write()
            if self.left < 0:
                raise Crash

        def polled(self, state: FeedState, pages: Sequence[Page]) -> None:
            self._step(lambda: KeptFeeds.polled(self, state, pages))

        def later(self, page: Page) -> None:
            self._step(lambda: KeptFeeds.later(self, page))

        def done(self, url: str, at: datetime) -> None:
            self._step(lambda: KeptFeeds.done(self, url, at))

    return Faulty(store)


@pytest.mark.parametrize("step", range(6))
@pytest.mark.parametrize("written", [False, True])
def test_ended_at_any_step_the_next_run_loses_no_page_and_reads_none_again_that_was_done(
    desk: Desk, step: int, written: bool
) -> None:
    """Steps: two feeds asked, a page put off, three pages done."""
    items = rss(item("/a"), item("/b"), item("/c"))
    desk.web.pages |= {"/rss": answers(200, items, ETag='"1"'), "/other": answers(200, rss(item("/d")))}
    desk.web.pages |= {"/c": page("Izium"), "/d": answers(503, Retry_After="5")}
    feeds = (feed(desk), Feed(desk.web.at("/other", host="other.example")))
    desk.start(*feeds)
    desk.watch.kept = crashing(desk.store, step, written=written)
    read: list[str] = []

    def rounds(number: int) -> None:
        for _ in range(number):
            for found in desk.watch.round():
                read.append(found.name)  # as a command does: kept first, then settled
                desk.watch.settle(found.name, "read")
            desk.watch.finish()
            desk.wait()

    with pytest.raises(Crash):
        rounds(1)
    desk.web.pages |= {
        "/d": page("Sumy"),
        "/rss": answers(304) if desk.watch.kept.feed(feeds[0].url) else desk.web.pages["/rss"],
    }
    desk.start(*feeds)
    rounds(4)
    urls = [*(desk.web.at(path) for path in ("/a", "/b", "/c")), desk.web.at("/d", host="other.example")]
    assert sorted({*read}) == sorted(urls)
    assert len(read) <= len(urls) + (not written)  # one that was kept and not yet done with is read again, and known
    assert all(known.done for known in desk.watch.kept.known(urls).values())


def test_new_entries_alone_are_read(desk: Desk) -> None:
    desk.start(feed(desk))
    desk.round()
    desk.web.pages |= {"/rss": answers(200, rss(item("/c"), item("/a"))), "/c": page("Izium")}
    desk.wait()
    assert desk.round() == ["/rss", "/c"]
    assert desk.lines == [("2 entries, 1 new", {"read": 1})]


def test_an_edited_entry_is_fetched_again_but_not_before_an_hour(desk: Desk) -> None:
    desk.start(feed(desk, every=timedelta(minutes=5)))
    desk.round()
    for title in ("Shelling: three dead", "Shelling: four dead"):
        desk.web.pages["/rss"] = answers(200, rss(item("/a", title)))
        desk.wait()
        assert desk.round() == ["/rss"]
    desk.web.pages["/a"] = page("Huliaipole")
    passed = 0
    while desk.round() in ([], ["/rss"]):
        desk.wait()
        passed += 1
    assert "/a" in desk.web.paths()
    assert desk.still.now() - START >= HOUR
    assert passed > 5
    (found,) = desk.got
    assert found.report is not None
    assert "Huliaipole" in found.report.text


def test_a_page_in_two_feeds_is_fetched_once_and_followed_by_the_first(desk: Desk) -> None:
    desk.web.pages["/other"] = answers(200, rss(item("/a", "Another headline")))
    both = (feed(desk), feed(desk, "/other"))
    assert desk.start(*both).round().count("/a") == 1
    desk.still.passed += 7_200
    assert desk.round() == ["/rss", "/other"]


def test_what_the_page_does_not_say_its_feed_does(desk: Desk) -> None:
    words = f"<html><body><article><p>{WORDS.format('Orikhiv')}</p><p>{MORE}</p></article></body></html>".encode()
    day = "<pubDate>Thu, 04 Jan 2024 18:30:00 +0200</pubDate>"
    desk.web.pages |= {"/a": answers(200, words), "/rss": answers(200, rss(item("/a", "Market hit", day)))}
    desk.start(feed(desk, outlet="Example Post")).round()
    report = desk.got[0].report
    assert report is not None
    assert (report.outlet, report.headline) == ("Example Post", "Market hit")
    assert report.published == datetime.fromisoformat("2024-01-04T18:30:00+02:00")


def test_a_feed_s_own_words_are_read_where_that_is_asked_for(desk: Desk) -> None:
    words = f"&lt;p&gt;{WORDS.format('Orikhiv')}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    desk.web.pages["/rss"] = answers(
        200, rss(item("/a", "Market hit", f"<description>{words}</description>"), item("/b"))
    )
    assert desk.start(feed(desk, take=Take.FEED)).round() == [
        "/robots.txt",
        "/rss",
        "/b",
    ]  # which has no words of its own
    first = next(one.report for one in desk.got if one.name == desk.web.at("/a"))
    assert first is not None
    assert (first.text, first.url, first.headline) == (WORDS.format("Orikhiv"), desk.web.at("/a"), "Market hit")


# What goes wrong


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (answers(500), "cannot answer now (HTTP 500)"),
        (answers(404), "there is no such page (HTTP 404)"),
        (answers(410), "is gone for good (HTTP 410); take it out of the file of feeds"),
        (answers(200, b"<html>no</html>"), "is no RSS or Atom feed"),
        (answers(200, b'<!DOCTYPE r [<!ENTITY a "b">]><rss/>'), "declares XML entities"),
        (redirects("http://10.0.0.1/rss"), "only public addresses are fetched"),
        (redirects("/bad"), "redirects in a circle"),
        (answers(200, b"x", Content_Encoding="br"), "packed by 'br'"),
    ],
)
def test_a_bad_feed_says_so_and_the_others_go_on(desk: Desk, answer: Answering, words: str) -> None:
    desk.web.pages["/bad"] = answer
    desk.start(feed(desk, "/bad"), feed(desk), resolve=lambda host, port: (host if host[0].isdigit() else "127.0.0.1",))
    desk.round()
    bad, good = desk.said
    assert words in bad.said
    assert (bad.failed, good.failed, good.outcomes["read"]) == (True, False, 2)


def test_a_feed_that_fails_is_asked_after_twice_as_long_each_time_and_as_usual_when_it_is_well(desk: Desk) -> None:
    well, desk.web.pages["/rss"] = desk.web.pages["/rss"], answers(404)
    desk.start(feed(desk))
    waits = []
    for _ in range(9):
        desk.round()
        waits.append(desk.wait() / timedelta(minutes=1))
    assert waits == [20, 40, 80, 160, 320, 640, 1280, 1440, 1440]
    desk.web.pages["/rss"] = well
    assert "/rss" in desk.round()
    assert (desk.said[0].failed, desk.wait()) == (False, timedelta(minutes=10) - timedelta(seconds=4))
    desk.start(feed(desk), once=True)
    assert desk.round() == ["/rss"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_feed_that_asks_to_wait_is_left_alone_so_long_across_a_restart_and_also_by_once(
    desk: Desk, status: int
) -> None:
    desk.web.pages["/rss"] = answers(status, Retry_After="7200")
    desk.start(feed(desk)).round()
    assert f"asks to be left alone for a while (HTTP {status})" in desk.said[0].said
    assert desk.start(feed(desk), once=True).round() == []
    assert desk.lines[0][0].startswith("not asked, since it failed (asks to be left alone")
    assert desk.wait() == 2 * HOUR
    assert desk.start(feed(desk), once=True).round() == ["/rss"]


def test_pages_that_robots_txt_disallows_are_refused_and_not_asked_for_again(desk: Desk) -> None:
    desk.web.pages["/robots.txt"] = answers(200, b"User-agent: *\nDisallow: /b\nCrawl-delay: 7\n")
    assert desk.start(feed(desk)).round() == ["/robots.txt", "/rss", "/a"]
    assert desk.lines == [("2 entries, 2 new", {"read": 1, "refused": 1})]
    assert set(desk.still.slept) == {7.0}
    desk.wait()
    assert desk.start(feed(desk)).round() == ["/rss"]  # robots.txt too is remembered


def test_a_page_that_fails_for_now_is_tried_again_a_few_times_and_then_refused(desk: Desk) -> None:
    desk.web.pages |= {"/a": answers(500), "/rss": answers(200, rss(item("/a")))}
    desk.start(feed(desk, every=timedelta(days=7)))
    tried = []
    for _ in range(MOST_TRIES):
        desk.round()
        tried.append(dict(desk.lines[0][1]))
        waited = desk.wait()
    assert tried == [*[{"later": 1}] * (MOST_TRIES - 1), {"refused": 1}]
    assert waited > timedelta(days=1)  # nothing but the feed is left to be asked
    assert timedelta(hours=40) < desk.still.now() - START - waited < timedelta(hours=44)


def test_a_page_that_was_put_off_and_is_named_anew_is_fetched_once(desk: Desk) -> None:
    desk.web.pages |= {"/a": answers(500), "/rss": answers(200, rss(item("/a")))}
    desk.start(feed(desk))
    desk.round()
    desk.web.pages |= {"/a": page("Orikhiv"), "/rss": answers(200, rss(item("/a", "Another headline")))}
    desk.still.passed += 3_600
    assert desk.round() == ["/rss", "/a"]
    assert desk.lines == [("1 entry, 0 new, 1 edited", {"read": 1})]
    assert desk.watch.kept.waiting([desk.web.at("/rss")]) == ()


def test_a_page_whose_host_asks_for_a_pause_is_left_so_long_across_a_restart(desk: Desk) -> None:
    desk.web.pages |= {"/a": answers(503, Retry_After="7200"), "/rss": answers(200, rss(item("/a")))}
    desk.start(feed(desk, every=timedelta(days=1))).round()
    desk.web.pages["/a"] = page("Orikhiv")
    desk.start(feed(desk, every=timedelta(days=1)))
    assert (desk.round(), desk.wait()) == ([], 2 * HOUR)
    assert desk.round() == ["/a"]


def test_a_page_that_is_not_there_is_refused_at_once(desk: Desk) -> None:
    desk.web.pages["/a"] = answers(404)
    desk.start(feed(desk)).round()
    assert desk.lines == [("2 entries, 2 new", {"read": 1, "refused": 1})]
    assert desk.watch.kept.waiting([desk.web.at("/rss")]) == ()


def test_a_host_that_asks_for_a_pause_keeps_its_pages_for_later_and_loses_none(desk: Desk) -> None:
    desk.web.pages |= {
        "/a": answers(429, Retry_After="600"),
        "/rss": answers(200, rss(item("/a"), item("/b"), item("/c"))),
        "/c": page("Izium"),
    }
    desk.start(feed(desk, every=timedelta(days=1)))
    assert desk.round() == ["/robots.txt", "/rss", "/a"]
    assert desk.lines == [("3 entries, 3 new", {"later": 3})]
    desk.web.pages["/a"] = page("Orikhiv")
    desk.wait()
    assert sorted(desk.round()) == ["/a", "/b", "/c"]
    assert desk.lines == [("", {"read": 3})]


def test_a_long_crawl_delay_does_not_hold_up_other_hosts(desk: Desk) -> None:
    desk.web.pages |= {"/robots.txt": answers(200, b"User-agent: *\nCrawl-delay: 60\n")}
    slow, quick = feed(desk), Feed(desk.web.at("/rss", host="other.example"))
    desk.start(slow, quick).round()
    assert desk.still.slept == []  # neither host was waited for: reports are read meanwhile
    assert [one.outcomes["later"] for one in desk.said] == [2, 2]
    assert desk.wait() <= timedelta(seconds=60)
    assert len(desk.round()) == 2  # one page of each
    once = desk.start(slow, quick, once=True)
    desk.wait()
    assert len(once.round()) == 4  # both feeds, and the other page of each
    assert not desk.watch.kept.waiting([slow.url, quick.url])


def test_a_feed_that_moved_for_good_says_where(desk: Desk) -> None:
    desk.web.pages["/old"] = redirects("/rss", 301)
    desk.start(feed(desk, "/old")).round()
    assert desk.lines[0][0] == f"2 entries, 2 new; it has moved for good, write {desk.web.at('/rss')}"


def test_of_a_page_that_was_read_no_more_than_a_hash_is_remembered(desk: Desk) -> None:
    desk.start(feed(desk)).round()
    rows = desk.store.rows(select(schema.feed_page))
    assert len(rows) == 2
    assert {(row.url, row.title, row.published, row.words) for row in rows} == {(None, None, None, None)}


def test_an_etag_that_cannot_be_sent_back_is_not_kept(desk: Desk) -> None:
    desk.web.pages["/rss"] = answers(200, rss(item("/a")), ETag='"\x01"')
    desk.start(feed(desk)).round()
    desk.wait()
    desk.round()
    assert "if-none-match" not in desk.web.asked[0][1]
    assert not desk.said[0].failed
