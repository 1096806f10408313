"""Where reports may meet is kept, looked up by days that overlap, and goes with its report."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from onrecord.model.record import Bearing
from onrecord.pipeline import forget, update
from onrecord.store import Store
from tests.stories import FASHER, FRIDAY, NYALA, UKRAINE, Say, Story, read

STORY = Story((Say("Shells fell.", place=FASHER), Say("It was hit.", place=NYALA, day=FRIDAY + timedelta(days=3))))
BEFORE, AFTER = Bearing("ASSAULT", "SDN", FRIDAY, FRIDAY), Bearing("ASSAULT", "SDN", date(2024, 1, 8), date(2024, 1, 8))


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with Store.open(where) as opened:
        yield opened


@pytest.mark.parametrize(
    ("first", "last", "meets"),
    [(-2, -1, False), (-2, 0, True), (0, 0, True), (1, 2, False), (1, 9, True), (4, 9, False)],
)
def test_a_report_meets_what_overlaps_its_days(store: Store, first: int, last: int, meets: bool) -> None:
    kept = update(store, [read(STORY)])[0]
    there = Bearing("ASSAULT", "SDN", FRIDAY + timedelta(days=first), FRIDAY + timedelta(days=last))
    assert store.reports_meeting(there) == (frozenset({kept.report}) if meets else frozenset())


def test_another_family_or_country_is_not_met(store: Store) -> None:
    update(store, [read(STORY)])
    assert store.reports_meeting(BEFORE._replace(family="AGREE")) == frozenset()
    assert store.reports_meeting(BEFORE._replace(country=UKRAINE.country)) == frozenset()


def test_a_long_happening_is_met_on_its_last_day(store: Store) -> None:
    update(store, [read(Story((Say("Shells fell.", until=FRIDAY + timedelta(days=6)),)))])
    last = FRIDAY + timedelta(days=6)
    assert store.reports_meeting(Bearing("ASSAULT", "SDN", last, last))


def test_what_is_forgotten_or_dropped_reaches_nothing(store: Store) -> None:
    kept = update(store, [read(STORY)])[0]
    assert store.reports_meeting(BEFORE) == store.reports_meeting(AFTER) == {kept.report}
    store.forget_derived()
    assert store.reports_meeting(BEFORE) == frozenset()
    update(store, [])
    assert store.reports_meeting(BEFORE) == {kept.report}
    forget(store, kept.report)
    assert store.reports_meeting(BEFORE) == frozenset()
