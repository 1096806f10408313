"""The record opens, answers, and says clearly where it cannot."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from onrecord.errors import StoreError
from onrecord.gather import make_report
from onrecord.model.claim import Stage, Type
from onrecord.model.report import Issue
from onrecord.pipeline import records, update
from onrecord.store import Filter, Outcome, Store
from onrecord.store import connect as connecting
from onrecord.store.schema import HEAD, metadata
from onrecord.store.upgrade import MIGRATIONS
from tests.stories import ARMY, FRIDAY, GERMANY, HOSPITAL, NYALA, RSF, UKRAINE, Say, Story, read

SATURDAY = date(2024, 1, 6)
FIRST = Story((Say("Shells hit El Fasher, the army said.", source=ARMY, killed=3),), "Post", SATURDAY)
LATER = Story((Say("Nine died in El Fasher, a nurse said.", source=HOSPITAL, killed=9),), "Star", date(2024, 1, 9))
OTHER = Story((Say("Drones struck Nyala.", place=NYALA, day=SATURDAY, actor=RSF, mode="drone"),), "Post", SATURDAY)
ARMS = Story(
    (
        Say("Berlin announced 14 Marders.", Type.AID, day=None, place=None, actor=GERMANY, recipient=UKRAINE,
            source=GERMANY, goods="Marder", number=14, stage=Stage.ANNOUNCED),
    ),
    "Post",
    SATURDAY,
)  # fmt: skip


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with Store.open(where) as opened:
        update(opened, map(read, (FIRST, LATER, OTHER, ARMS)))
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "onrecord.db"


@contextmanager
def behind_its_back(store: Store) -> Iterator[Connection]:
    with store.engine.begin() as connection:
        yield connection


def said(store: Store, asked: Filter) -> list[str]:
    return [one.quote for one in store.claims(asked)]


FILTERS = [
    (Filter(), 4),
    (Filter(first=FRIDAY, last=FRIDAY), 2),
    (Filter(first=SATURDAY), 1),
    (Filter(reported_first=date(2024, 1, 9)), 1),
    (Filter(reported_last=SATURDAY), 3),
    (Filter(types=(Type.AID,)), 1),
    (Filter(country="SDN"), 3),
    (Filter(country="MLI"), 0),
    (Filter(takers=frozenset({"UKR"})), 1),
    (Filter(as_of=date(2024, 1, 8)), 3),
    (Filter(as_of=datetime(2024, 1, 6, 12, tzinfo=UTC)), 0),
    (Filter(as_of=datetime(2024, 1, 7, 1, tzinfo=timezone(timedelta(hours=1)))), 3),
    (Filter(ids=()), 0),
]


@pytest.mark.parametrize(("asked", "count"), FILTERS)
def test_claims_are_asked_for_by_day_type_country_and_what_was_known(store: Store, asked: Filter, count: int) -> None:
    assert len(said(store, asked)) == count


def test_events_and_transfers_are_asked_for_alike(store: Store) -> None:
    assert [event.reports for event in store.events(Filter(first=FRIDAY, last=FRIDAY))] == [2]
    assert [event.mode for event in store.events(Filter(first=SATURDAY))] == [("drone",)]
    assert len(store.events(Filter(country="SDN"))) == 2
    assert len(store.events(Filter(types=(Type.BLAST,)))) == 0
    assert [transfer.supplier for transfer in store.transfers()] == [GERMANY]
    assert store.transfers(Filter(reported_first=date(2024, 1, 9))) == ()
    claim = read(LATER).claims[0].id
    assert [event.reports for event in store.events(Filter(ids=(claim,)))] == [2]


def test_as_of_an_event_has_the_claims_figures_and_disputes_of_that_day(store: Store) -> None:
    (now,) = store.events(Filter(first=FRIDAY, last=FRIDAY))
    (then,) = records(store, Filter(first=FRIDAY, last=FRIDAY, as_of=SATURDAY)).events()
    assert ([f.best for f in now.figures], len(now.disputes), now.independent_sources) == ([3, 9], 1, 2)
    assert ([f.best for f in then.figures], len(then.disputes), then.independent_sources) == ([3], 0, 1)
    assert then.id == now.id
    assert tuple(records(store, Filter(as_of=FRIDAY)).events()) == ()
    assert tuple(records(store, Filter(as_of=SATURDAY)).transfers()) == store.transfers()


def test_knows_a_report_by_its_reader(store: Store) -> None:
    extraction = read(FIRST)
    assert store.knows(extraction.report.id, extraction.reader)
    assert not store.knows(extraction.report.id, replace(extraction.reader, vocab="newer"))
    assert not store.knows("another", extraction.reader)


def test_a_report_kept_unread_has_its_issue_and_no_claims(store: Store) -> None:
    too_long = Issue("too_long", "gather", None, "more than the limit")
    report = replace(make_report("Very long."), issues=(too_long,))
    assert store.keep_unread(report).outcome is Outcome.UNREAD
    assert store.keep_unread(report).outcome is Outcome.KNOWN
    assert store.report(report.id) == report
    assert store.issues(report.id) == (too_long,)


SEARCHES = [
    ("drones", 1, 1),
    ("Drone strikes", 0, 0),  # all words are asked for
    ("shell", 1, 1),  # whatever their form
    ('"el fasher"', 2, 2),
    ("fasher el", 2, 2),
    ('"fasher el"', 0, 0),
    ("NEAR( * AND OR ^", 0, 0),  # no sign has a meaning of its own
    ("", 0, 0),
]


@pytest.mark.parametrize(("words", "reports", "claims"), SEARCHES)
def test_search(store: Store, words: str, reports: int, claims: int) -> None:
    found = store.search(words)
    assert (len(found.reports), len(found.claims)) == (reports, claims)


def test_words_that_were_changed_behind_its_back_are_found(store: Store) -> None:
    assert store.wrong_quotes() == ()
    with behind_its_back(store) as connection:
        first = read(FIRST).claims[0].id
        connection.execute(text(f"UPDATE evidence SET quote = 'other' WHERE field = 'type' AND claim = '{first}'"))
        connection.execute(text("UPDATE attribution_evidence SET start = start + 1 WHERE field = 'source'"))
    assert len(store.wrong_quotes()) == 1 + 3


def test_numbers_beyond_a_database_are_refused_in_words(store: Store) -> None:
    with pytest.raises(StoreError, match="a number of 401 digits cannot be kept"):
        store.keep(read(Story((Say("Countless.", killed=10**400),))))
    assert store.counts()["report"] == 4


def test_a_missing_record_is_not_made_where_it_is_only_asked(path: Path) -> None:
    with pytest.raises(StoreError, match="there is no such record; make one with 'onrecord read"):
        Store.open(path, create=False)
    assert not path.exists()


BAD = {
    "text": b"These are words, and no database at all. " * 200,
    "folder": None,
}


@pytest.mark.parametrize("raw", BAD.values(), ids=BAD)
def test_what_is_no_database_is_refused_with_its_name(path: Path, raw: bytes | None) -> None:
    path.write_bytes(raw) if raw else path.mkdir()
    with pytest.raises(StoreError, match=r"onrecord\.db: cannot be opened as a record"):
        Store.open(path)


def test_a_record_of_a_newer_onrecord_is_refused(store: Store) -> None:
    with behind_its_back(store) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="made by a newer onrecord"):
        Store.open(store.name)


@pytest.mark.parametrize("where", ["mysql://host/name", "postgresql://:port:/x://"])
def test_an_address_that_is_none_is_refused(where: str) -> None:
    with pytest.raises(StoreError):
        Store.open(where)


def test_a_locked_file_is_told_and_what_was_kept_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(path)
    monkeypatch.setattr(connecting, "BUSY", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(path) as hurried, pytest.raises(StoreError, match=r"cannot be written \(database is locked\)"):
        hurried.keep(read(Story((Say("More."),))))
    other.execute("ROLLBACK")
    assert store.keep(read(Story((Say("More."),)))).outcome is Outcome.READ


def test_the_migrations_make_the_schema(store: Store) -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD
    with behind_its_back(store) as connection:
        own = {"ix_event_drawn"} if store.dialect != "sqlite" else set()  # an index that SQLite alone has
        opts = {"include_object": lambda _, name, *more: name not in own and "_search" not in str(name)}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []


def test_a_file_has_a_write_ahead_log(path: Path) -> None:
    with Store.open(path) as store, behind_its_back(store) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


@pytest.mark.parametrize("hold", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_new_file_that_another_is_busy_with_is_waited_for(path: Path, hold: str) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE theirs (one)")
    other.execute(hold)
    threading.Timer(0.3, other.execute, ["COMMIT"]).start()
    with Store.open(path) as store:
        assert store.events() == ()
    other.close()


def test_a_new_file_that_another_keeps_busy_is_refused_in_the_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "BUSY", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="locked"):
            Store.open(path)


def test_nothing_refers_to_what_is_not_there(store: Store) -> None:
    update(store, [read(replace(FIRST, reader=replace(FIRST.reader, vocab="newer")))])
    store.forget_derived()
    with behind_its_back(store) as connection:
        assert connection.scalar(text("SELECT count(*) FROM figure")) == 0
        if connection.dialect.name == "sqlite":  # PostgreSQL has no way around its constraints
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
