"""A record checked, copied between databases, counted, tidied, upgraded, read again."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from onrecord.errors import StoreError
from onrecord.pipeline import update
from onrecord.store import Outcome, Store
from onrecord.store.backup import backup, restore
from onrecord.store.connect import revision
from onrecord.store.schema import HEAD
from onrecord.store.upkeep import check, not_read_by, stats, vacuum
from tests.postgres import Server
from tests.records import NEWER, VERSIONS
from tests.store.whole import whole
from tests.store.writer import stories
from tests.stories import Say, Story, read


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with Store.open(where) as opened:
        update(opened, map(read, stories(6)))
        yield opened


DAMAGE = [
    ("UPDATE evidence SET quote = 'other' WHERE field = 'type'", "words that stand elsewhere"),
    ("UPDATE claim SET sentence_end = sentence_end + 1", "a sentence that stands elsewhere"),
    ("UPDATE report SET text = 'x' || text", "words that stand elsewhere"),
    ("DELETE FROM attribution", "point at no attribution"),
    ("DELETE FROM actor", "evidence.actor"),
    ("UPDATE claim SET reading = 999", "claim.reading"),
    ("DELETE FROM event", "event_claim.event"),
]


def test_a_sound_record_has_no_findings(store: Store) -> None:
    assert check(store) == ()


@pytest.mark.parametrize(("damage", "told"), DAMAGE, ids=[words[:24] for words, _ in DAMAGE])
def test_what_was_damaged_is_found(store: Store, damage: str, told: str) -> None:
    unguarded = {"sqlite": "PRAGMA foreign_keys = OFF", "postgresql": "SET session_replication_role = replica"}
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(unguarded[connection.dialect.name])
        connection.execute(text(damage))
        connection.invalidate()
    assert any(told in finding for finding in check(store)), check(store)


def test_a_word_index_that_lags_behind_is_found_and_made_anew(tmp_path: Path) -> None:
    with Store.open(tmp_path / "onrecord.db") as store:
        update(store, map(read, stories(3)))
        with store.engine.begin() as connection:
            connection.execute(text("UPDATE report SET headline = 'Storm'"))
        assert check(store) == (
            "the word index of reports does not fit their words; 'onrecord db vacuum' makes it anew",
        )
        vacuum(store)
        assert check(store) == ()
        assert len(store.search("storm").reports) == 3


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    with Store.open(path) as store:
        update(store, map(read, stories(9)))
        vacuum(store)
    content = bytearray(path.read_bytes())
    for at in range(20 * 4096, len(content), 4096):
        content[at + 100 : at + 300] = b"\xff" * 200
    path.write_bytes(content)
    try:
        with Store.open(path) as store:
            findings = check(store)
    except StoreError as error:
        findings = (str(error),)
    assert any("damaged file" in finding or "malformed" in finding for finding in findings), findings


def test_a_backup_holds_the_record_and_fills_any_database(store: Store, tmp_path: Path, postgres: Server) -> None:
    file = tmp_path / "copy" / "backup.db"
    file.parent.mkdir()
    backup(store, file)
    assert [path.name for path in file.parent.iterdir()] == ["backup.db"]
    for address in (str(tmp_path / "again.db"), postgres.fresh()):
        with Store.open(address) as again:
            restore(file, again)
            assert whole(again) == whole(store)
            assert check(again) == ()
            assert set(again.search("drones").reports) == set(store.search("drones").reports) != set()
            assert again.keep(read(Story((Say("One more."),)))).outcome is Outcome.READ
            with pytest.raises(StoreError, match="holds reports, and a backup is not mixed with them"):
                restore(file, again)
    with pytest.raises(StoreError, match="is there already"):
        backup(store, file)


def test_a_backup_that_fails_leaves_nothing(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr("onrecord.store.backup._search_anew", broken)
    (tmp_path / "copies").mkdir()
    with pytest.raises(StoreError, match="the disk is full"):
        backup(store, tmp_path / "copies" / "backup.db")
    assert list((tmp_path / "copies").iterdir()) == []


def test_stats_count(store: Store) -> None:
    counted = stats(store)
    assert counted["rows"]["report"] == 6
    assert sum(counted["open_readings"].values()) == 6
    assert (counted["first_day"], counted["schema"]) == ("2024-01-06", HEAD)
    assert counted["bytes"] > 10_000


def test_vacuum_changes_nothing_that_is_held(store: Store) -> None:
    before = whole(store)
    sizes = vacuum(store)
    assert min(sizes) > 10_000
    assert whole(store) == before


def test_the_schema_of_a_record_is_told_without_opening_it(store: Store, tmp_path: Path) -> None:
    assert revision(store.name) == HEAD
    assert revision(tmp_path / "none.db") is None
    assert not (tmp_path / "none.db").exists()


def test_reports_that_another_reader_has_read_are_read_again(store: Store) -> None:
    again = {report.id for report in not_read_by(store, NEWER, None)}
    assert len(again) == 4  # of six, two have been read by the newer one
    assert {report.id for report in not_read_by(store, VERSIONS, None)} == {report.id for report in _newest(store)}
    late = list(not_read_by(store, NEWER, date(2024, 1, 7)))
    assert {report.day for report in late} == {date(2024, 1, 7)}


def _newest(store: Store) -> list[object]:
    return [read(story).report for story in stories(6) if story.reader == NEWER]
