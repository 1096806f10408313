"""A state stands for the same rows: it changes with each write, whoever writes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from onrecord import pipeline
from onrecord.model.record import Judgement
from onrecord.pipeline import update
from onrecord.store import Store
from tests.stories import ARMY, Say, Story, read

ONE = Story((Say("Shells hit El Fasher, the army said.", source=ARMY, killed=3),), "Post")
TWO = Story((Say("Shells hit El Fasher again, the army said.", source=ARMY, killed=4),), "Star")
AT = datetime(2024, 2, 1, 12, tzinfo=UTC)


def test_a_state_stays_while_nothing_is_written(where: str) -> None:
    with Store.open(where) as store:
        update(store, [read(ONE)])
        before = store.state()
        store.claims()
        store.events()
        assert store.state() == before


@pytest.mark.parametrize("own", [True, False], ids=["by the store itself", "by another"])
def test_each_write_is_another_state(where: str, own: bool) -> None:
    with Store.open(where) as store, Store.open(where) as other:
        writer, seen = (store if own else other), [store.state()]
        report = read(ONE).report
        rating = Judgement(ARMY.id or "", None, "rating", "B", None, (), "ana", AT)
        for write in (
            lambda: update(writer, [read(ONE), read(TWO)]),
            lambda: pipeline.judge(writer, rating),
            lambda: pipeline.withdraw(writer, rating, at=AT),
            lambda: pipeline.forget(writer, report.id),
        ):
            write()
            assert store.state() not in seen
            seen.append(store.state())


def test_what_is_written_past_the_store_is_another_state(where: str) -> None:
    with Store.open(where) as store:
        update(store, [read(ONE)])
        before = store.state()
        with store.engine.begin() as connection:
            connection.execute(text("UPDATE event SET independent_sources = 7"))
        assert store.state() != before


def test_a_store_that_is_closed_leaves_no_connection_open(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    with Store.open(path) as store:
        store.state()
    with Store.open(path) as again:
        assert again.state() is not None
    assert not path.with_name("onrecord.db-wal").exists()  # SQLite removes it with the last connection
