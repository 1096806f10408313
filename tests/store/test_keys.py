"""What is asked by many keys, or draws thousands of rows, is found by an index."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.dialects import sqlite

from onrecord.store import Store, browse, load
from onrecord.store.browse import Looked
from onrecord.store.keys import batches
from onrecord.store.query import EVENTS


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with Store.open(tmp_path / "record.db") as store, store.engine.begin() as opened:
        yield opened


def plan(connection: Connection, asked: Any) -> str:
    words = asked.compile(dialect=sqlite.dialect(paramstyle="named"))
    rows = connection.execute(text(f"EXPLAIN QUERY PLAN {words}"), {**words.params, "keys": "[]"})
    return "; ".join(row[3] for row in rows)


@pytest.mark.parametrize("name", ["CLAIMS", "EVIDENCE", "ITEMS", "CHECKS", "CHAINS", "SOURCES", "PROOF", "REPORTS"])
def test_keys_are_looked_up(connection: Connection, name: str) -> None:
    found = plan(connection, getattr(load, name))
    scanned = {part.split()[1] for part in found.split("; ") if part.startswith("SCAN")}
    assert scanned <= {"json_each", "linked"}, found


def test_records_are_looked_up_by_their_keys(connection: Connection) -> None:
    assert plan(connection, EVENTS.records()).startswith("SEARCH event USING INDEX")


@pytest.mark.parametrize("placed", [True, False])
def test_what_is_drawn_is_read_from_the_index_alone(connection: Connection, placed: bool) -> None:
    look = Looked(first=date(2024, 1, 1), last=date(2024, 1, 31))
    found = plan(connection, browse.drawn_events(look, "sqlite", placed=placed, most=100))
    assert found.startswith("SEARCH event USING COVERING INDEX ix_event_drawn")
    assert "TEMP B-TREE" not in found


def test_batches_hold_each_key_once() -> None:
    keys = list(range(1001))
    assert [key for some in batches(keys) for key in some] == keys
    assert max(len(some) for some in batches(keys)) == 400
