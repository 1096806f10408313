"""As of a day, the record is what a record would be that was made of nothing but what had been published by then.

Revisions included: until the day of a revision, the report whose place it takes is what was known.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model.extraction import Extraction
from onrecord.model.record import Records
from onrecord.model.report import Report
from onrecord.pipeline import records, update
from onrecord.store import Filter, Store
from tests.laws.test_rebuild import FIND, stories
from tests.stories import ARMY, FASHER, FRIDAY, HOSPITAL, NYALA, Say, Story, read

FIRST = date(2024, 1, 6)
KINDS = ("transfers", "strikes", "tallies")
ALL = list(HealthCheck)


@st.composite
def published(draw: st.DrawFn, told: st.SearchStrategy[Story]) -> list[Extraction]:
    """Reports, some at the address of another: revisions of a later day, or edits that keep their day."""
    made = []
    for number, story in enumerate(draw(st.lists(told, min_size=1, max_size=7))):
        day = FIRST + timedelta(days=draw(st.integers(0, 4)))
        at = day + timedelta(days=draw(st.integers(0, 2)))
        address = draw(st.sampled_from([f"{number}", "a", "b"]))
        made.append(fetched(replace(story, day=day, outlet=f"Outlet {address}"), address, at))
    return list({one.report.id: one for one in made}.values())


def known_by(made: Iterable[Extraction], day: date) -> Iterator[Extraction]:
    """Those that were there: an edit that keeps the day of what it revises was there from when it was fetched."""
    there: dict[str | None, datetime] = {}
    for one in sorted(made, key=lambda one: (_end(one.report), one.report.retrieved)):
        since, before, fetched = _end(one.report), there.get(one.report.url), one.report.retrieved
        assert fetched is not None
        if before is not None and since <= before < fetched:
            since = fetched
        there[one.report.url] = since
        if since.date() <= day:
            yield one


def _end(report: Report) -> datetime:
    assert report.day is not None
    return datetime.combine(report.day, time.max, tzinfo=UTC)


def fetched(story: Story, address: str, at: date) -> Extraction:
    """A report at an address, as it was fetched on a day."""
    one, noon = read(story), datetime.combine(at, time(12), tzinfo=UTC)
    report = replace(one.report, url=f"https://news.example/{address}", retrieved=noon)
    return replace(one, document=replace(one.document, report=report))


@contextmanager
def whole_and_then(made: list[Extraction], day: date) -> Iterator[tuple[Store, Store]]:
    """A record of all, and one of what was known by a day."""
    with Store.open(":memory:") as whole, Store.open(":memory:") as then:
        update(whole, made)
        update(then, known_by(made, day))
        yield whole, then


def claims_of(found: Iterable[Any]) -> list[str]:
    return sorted(claim for one in found for claim in one.claims)


def pages(kept: Records) -> dict[str, Any]:
    return {name: {one.id: one for one in getattr(kept, name)()} for name in KINDS} | {
        "claims": {one.claim.id for one in kept.claims()},
        "reports": {one.id for one in kept.reports()},
        "claims of events": claims_of(kept.events()),
    }


@settings(max_examples=60, deadline=None, suppress_health_check=ALL, phases=FIND)
@given(made=published(stories()), after=st.integers(0, 4))
def test_nothing_is_missing_and_nothing_was_not_known(made: list[Extraction], after: int) -> None:
    day = FIRST + timedelta(days=after)
    with whole_and_then(made, day) as (whole, then):
        assert pages(records(whole, Filter(as_of=day))) == pages(records(then))


@st.composite
def plain(draw: st.DrawFn) -> Story:
    """What happened in one town on one day is one event, whoever tells it."""
    happenings = st.tuples(st.sampled_from([FASHER, NYALA]), st.sampled_from([FRIDAY, FRIDAY + timedelta(days=3)]))
    some = draw(st.lists(happenings, min_size=1, max_size=3, unique=True))
    source = draw(st.sampled_from([None, ARMY, HOSPITAL]))
    return Story(tuple(Say(words="Shells fell.", place=place, day=day, source=source) for place, day in some))


@settings(max_examples=60, deadline=None, suppress_health_check=ALL, phases=FIND)
@given(made=published(plain()), after=st.integers(0, 4))
def test_events_stand_as_they_stood(made: list[Extraction], after: int) -> None:
    day = FIRST + timedelta(days=after)
    with whole_and_then(made, day) as (whole, then):
        stood = {one.id: one for one in records(whole, Filter(as_of=day)).events()}
        assert stood == {one.id: one for one in then.events()}
