"""What is remembered of watched feeds comes back as it was, in either database, and forgets what is done with."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from onrecord.model.feeds import FeedState, Known, Page, Robots
from onrecord.store import Store, schema
from onrecord.store.feeds import KeptFeeds, KeptRobots
from onrecord.store.upkeep import check

NOW = datetime(2024, 1, 5, 12, tzinfo=UTC)
FEED = "https://news.example/rss"
STATE = FeedState(FEED, NOW + timedelta(minutes=10), '"1"', "Fri, 05 Jan 2024 10:00:00 GMT", NOW, 2, "not changed")


def page(number: int, **more: object) -> Page:
    given = {"title": f"Тitle {number}", "published": "2024-01-05T18:30:00+02:00", "words": "<p>x</p>"}
    return Page(f"https://news.example/{number}", FEED, f"{number:064}", NOW, **{**given, **more})  # type: ignore[arg-type]


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with Store.open(where) as opened:
        yield opened


def test_a_feed_and_its_pages_come_back_as_they_were(store: Store) -> None:
    kept = KeptFeeds(store)
    assert kept.feed(FEED) is None
    pages = (page(1), page(2, title=None, published=None, words=None, tries=3))
    kept.polled(STATE, pages)
    assert kept.feed(FEED) == STATE
    assert sorted(kept.waiting([FEED]), key=lambda one: one.url) == list(pages)
    assert kept.waiting(["https://other.example/"]) == ()
    assert kept.known([one.url for one in (*pages, page(3))]) == {
        one.url: Known(FEED, one.stamp, None) for one in pages
    }
    assert check(store) == ()


def test_another_answer_takes_the_place_of_the_one_before(store: Store) -> None:
    kept = KeptFeeds(store)
    kept.polled(STATE, [page(1)])
    later = FeedState(FEED, NOW + timedelta(hours=1))
    kept.polled(later, [page(1, title="New")])
    assert kept.feed(FEED) == later
    assert kept.waiting([FEED]) == (page(1, title="New"),)


def test_a_page_put_off_and_one_done_with(store: Store) -> None:
    kept = KeptFeeds(store)
    kept.polled(STATE, [page(1), page(2)])
    late = Page(page(1).url, FEED, page(1).stamp, NOW + timedelta(hours=1), tries=1)
    kept.later(late)
    kept.done(page(2).url, NOW)
    assert kept.waiting([FEED]) == (late,)
    assert kept.known([page(2).url]) == {page(2).url: Known(FEED, page(2).stamp, NOW)}
    (row,) = store.rows(select(schema.feed_page).where(schema.feed_page.c.due.is_(None)))
    assert not [value for value in row if isinstance(value, str) and "news.example/2" in value]


def test_more_pages_than_one_query_takes(store: Store) -> None:
    kept = KeptFeeds(store)
    pages = [page(number) for number in range(900)]
    kept.polled(STATE, pages)
    assert len(kept.known([one.url for one in pages])) == len(kept.waiting([FEED])) == 900


def test_what_robots_txt_said(store: Store) -> None:
    kept, said = KeptRobots(store), Robots("User-agent: *\n", NOW)
    origin = "https://news.example"
    assert kept.get(origin) is None
    kept[origin] = Robots(None, NOW, "why")
    assert kept[origin] == Robots(None, NOW, "why")
    kept[origin] = said
    assert dict(kept) == {origin: said}
    assert len(kept) == 1
    del kept[origin]
    with pytest.raises(KeyError):
        del kept[origin]
