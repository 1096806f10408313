"""Lists over both databases, held against the whole record: their order, their pages, as of a day, what is counted."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.serve.app import make_app
from onrecord.serve.users import Users
from onrecord.store import Filter, Store
from tests.stories import ARMY, FASHER, FRIDAY, HOSPITAL, NYALA, RSF, Say, Story, read

FIRST = date(2024, 1, 6)
PLACES, SOURCES = (FASHER, NYALA), (ARMY, RSF, HOSPITAL)
# Each place is shelled every fourth day, and reports tell of it on that day and on later ones, with other numbers.
STORIES = [
    Story(
        (
            Say(
                f"Shells hit, {number} reports said.",
                day=FIRST + timedelta(days=4 * (number % 3)),
                place=PLACES[number % 2],
                source=SOURCES[number % 3] if number % 5 else None,
                killed=number + 1,
            ),
        ),
        f"Post {number % 4}",
        FIRST + timedelta(days=4 * (number % 3) + number % 7),
    )
    for number in range(24)
]


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with Store.open(where) as opened:
        pipeline.update(opened, map(read, STORIES))
        yield opened


@pytest.fixture
def desk(store: Store, users: Users) -> TestClient:
    return TestClient(make_app(store, users), base_url="http://localhost")


def pages(desk: TestClient, path: str, part: str, **asked: Any) -> list[dict[str, Any]]:
    """All rows of a list, two at a time."""
    found, cursor = [], None
    while True:
        given = {**asked, "limit": 2, **({"cursor": cursor} if cursor else {})}
        answer = desk.get(path, params=given).json()[part]
        found += answer["rows"]
        cursor = answer["next"]
        if cursor is None:
            return found


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("days", range(0, 16, 3))
def test_events_as_of_a_day_are_in_the_order_of_what_was_told_by_then(
    desk: TestClient, store: Store, days: int, order: str
) -> None:
    """Later reports neither move an event nor bring it in; each is as its claims told it by then."""
    then = FIRST + timedelta(days=days)
    known = {one.claim.id: one.report.day or date.min for one in store.claims(Filter(as_of=then))}
    last = {
        frozenset(event.claims) & set(known): max(known[claim] for claim in event.claims if claim in known)
        for event in store.events()
        if not known.keys().isdisjoint(event.claims)
    }
    rows = pages(desk, "/events.json", "events", as_of=then, order=order)
    assert {frozenset(row["claims"]) for row in rows} == last.keys()
    assert len(rows) == len(last)
    told = [last[frozenset(row["claims"])] for row in rows]
    assert told == sorted(told, reverse=order == "newest")


def test_an_event_on_the_map_as_of_a_day_is_the_event_of_that_day(desk: TestClient, store: Store) -> None:
    for days in range(0, 16, 3):
        then = FIRST + timedelta(days=days)
        asked = {"as_of": then, "first": FRIDAY, "last": "2024-02-01"}
        for path in ("/map.json", "/timeline.json"):
            answer = desk.get(path, params=asked).json()
            drawn = {row["id"]: row for row in (dict(zip(answer["columns"], r, strict=True)) for r in answer["rows"])}
            listed = {row["id"]: row for row in pages(desk, "/events.json", "events", as_of=then)}
            assert drawn.keys() == listed.keys()
            for id_, event in listed.items():
                assert drawn[id_]["last_reported"] == event["last_reported"]
                assert drawn[id_]["verification"] == event["verification"]
                assert drawn[id_]["disputed"] == bool(event["disputes"])


def test_what_is_drawn_is_the_record(desk: TestClient, store: Store) -> None:
    answer = desk.get("/map.json", params={"first": FRIDAY, "last": "2024-02-01"}).json()
    events = {event.id: event for event in store.events()}
    assert len(answer["rows"]) == len(events)
    for row in answer["rows"]:
        drawn = dict(zip(answer["columns"], row, strict=True))
        event = events[drawn["id"]]
        assert event.when is not None
        assert drawn["when_start"] == event.when.start.isoformat() if event.when.start else None
        assert (drawn["lat"], drawn["lon"]) == (event.place[0].lat, event.place[0].lon)
        assert drawn["place"] == event.place[0].name
        assert drawn["independent_sources"] == event.independent_sources
        assert drawn["disputed"] is bool(event.disputes)


@pytest.mark.parametrize("asked", [{}, {"q": "shell"}, {"q": "report hit"}, {"source": RSF.name}, {"outlet": "Post 1"}])
def test_facets_and_totals_are_those_of_all_rows(desk: TestClient, asked: dict[str, str]) -> None:
    first = desk.get("/claims.json", params=asked).json()
    rows = pages(desk, "/claims.json", "claims", **asked)
    assert first["claims"]["total"] == len(rows) > 0
    outlets = Counter(row["report"]["outlet"] for row in rows)
    assert first["facets"]["outlet"] == [
        list(one) for one in sorted(outlets.items(), key=lambda one: (-one[1], one[0]))
    ]


@pytest.mark.parametrize("asked", [{}, {"q": "shell"}, {"sort": "happened"}, {"sort": "happened", "order": "oldest"}])
def test_pages_of_claims_hold_each_once_in_their_order(desk: TestClient, store: Store, asked: dict[str, str]) -> None:
    rows = pages(desk, "/claims.json", "claims", **asked)
    assert sorted(row["id"] for row in rows) == sorted(one.claim.id for one in store.claims())
    happened = asked.get("sort") == "happened"
    days = [row["when"]["value"]["start"] if happened else row["report"]["published"] for row in rows]
    assert days == sorted(days, reverse=asked.get("order") != "oldest")
