"""The queries of docs/guide/database.md give what the guide says they give."""

import re
import sqlite3
from pathlib import Path

import pytest

from onrecord.pipeline import update
from onrecord.store import Store
from tests.store.test_store import ARMS, FIRST, LATER, OTHER
from tests.stories import read

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "database.md"
SHOWN = re.findall(r"```sql\n(.*?)```\n```\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("guide") / "onrecord.db"
    with Store.open(path) as store:
        update(store, map(read, (FIRST, LATER, OTHER, ARMS)))
    return path


def test_the_guide_has_queries() -> None:
    assert len(SHOWN) >= 8


@pytest.mark.parametrize(("query", "expected"), SHOWN, ids=[query.split("from ", 1)[1][:12] for query, _ in SHOWN])
def test_a_query_of_the_guide(record: Path, query: str, expected: str) -> None:
    with sqlite3.connect(record) as connection:
        rows = connection.execute(query).fetchall()
    written = "".join("|".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)
    assert written == expected
