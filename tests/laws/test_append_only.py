"""Law (d): a claim is never changed: a newer reader adds claims and closes the old."""

from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from onrecord.pipeline import update
from onrecord.store import Filter, Outcome, Store
from tests.records import NEWER
from tests.stories import Say, Story, read

OLD = Story((Say("Shells fell on the town."), Say("Nine died.", killed=9)))
NEW = replace(OLD, reader=NEWER)
CLAIMS = ("claim", "evidence", "item", "verification", "attribution", "attribution_evidence", "claim_attribution")


def rows(path: object) -> dict[str, list[tuple[object, ...]]]:
    """All rows that claims are made of."""
    with create_engine(f"sqlite:///{path}").connect() as connection:
        return {table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))] for table in CLAIMS}


@pytest.fixture
def path(tmp_path_factory: pytest.TempPathFactory) -> object:
    return tmp_path_factory.mktemp("record") / "onrecord.db"


def test_reading_again_changes_nothing_and_says_so(path: str) -> None:
    with Store.open(path) as store:
        (first,) = update(store, [read(OLD)])
        before, counts = rows(path), store.counts()
        (second,) = update(store, [read(OLD)])
        assert (first.outcome, second.outcome) == (Outcome.READ, Outcome.KNOWN)
        assert (second.claims, second.closed) == ((), ())
        assert rows(path) == before
        assert store.counts() == counts


def test_a_newer_reader_adds_its_claims_and_closes_the_old_which_stay_as_they_were(path: str) -> None:
    with Store.open(path) as store:
        update(store, [read(OLD)])
        before = rows(path)
        (kept,) = update(store, [read(NEW)])
        after = rows(path)
        assert kept.outcome is Outcome.REREAD
        assert set(kept.closed) == {claim.id for claim in read(OLD).claims}
        assert all(set(before[table]) <= set(after[table]) for table in CLAIMS)
        assert {one.claim.id for one in store.claims()} == {claim.id for claim in read(NEW).claims}
        assert tuple(one.claim for one in store.told(kept.closed)) == read(OLD).claims
        assert all(set(event.claims) <= set(kept.claims) for event in store.events())


def test_an_older_reader_that_comes_back_finds_its_reading_known(path: str) -> None:
    with Store.open(path) as store:
        update(store, [read(OLD), read(NEW)])
        assert [kept.outcome for kept in update(store, [read(OLD), read(NEW)])] == [Outcome.KNOWN] * 2
        assert {one.claim.id for one in store.claims(Filter())} == {claim.id for claim in read(NEW).claims}
