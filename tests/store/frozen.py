"""A record as the first released schema held it: its rows as data, put into a database that is stopped at that schema.

`python -m tests.store.frozen` freezes the rows into first_rows.json: once, when the first version is released. So far
the first schema still grows, and its rows are made when they are asked for.
"""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Date, DateTime, MetaData, insert, select

from onrecord.pipeline import update
from onrecord.store import Store
from onrecord.store.connect import WRITES, _engine, database_url
from onrecord.store.schema import HEAD, metadata
from onrecord.store.upgrade import upgrade
from tests.store.writer import stories
from tests.stories import read

FIRST = "0001"
ROWS = Path(__file__).parent / "first_rows.json"
DAYS = 6
FROM_TEXT = {Date: date.fromisoformat, DateTime: datetime.fromisoformat, Boolean: bool}


def build(where: str) -> None:
    """A record at the first schema, with rows in every table that has any."""
    engine = _engine(database_url(where))
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        upgrade(connection, where, None, to=FIRST)
        tables = MetaData()
        tables.reflect(connection)  # as they were then, whatever `schema` says now
        for name, rows in first_rows().items():
            table = tables.tables[name]
            made = [{column: _value(table.c[column].type, value) for column, value in row.items()} for row in rows]
            connection.execute(insert(table), made)
        for name in ("report_search", "claim_search") if engine.name == "sqlite" else ():
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
    engine.dispose()


def _value(kind: Any, value: Any) -> Any:
    make = next((make for known, make in FROM_TEXT.items() if isinstance(kind, known)), None)
    return make(value) if make and value is not None else value


def first_rows() -> dict[str, list[dict[str, Any]]]:
    """Rows by table, as JSON has them. Once there is a second schema, only frozen ones will do."""
    if ROWS.exists():
        words = ROWS.read_text()
    elif HEAD == FIRST:
        words = made_rows()
    else:
        raise FileNotFoundError(f"{ROWS.name}: the rows of the first schema were not frozen when it was released")
    rows: dict[str, list[dict[str, Any]]] = json.loads(words)
    return rows


def made_rows() -> str:
    content: dict[str, list[dict[str, Any]]] = {}
    with Store.open(":memory:") as store:
        update(store, map(read, stories(DAYS)))
        with store.engine.connect() as connection:
            for table in metadata.sorted_tables:
                order = [column.desc() if table.name == "reading" else column for column in table.primary_key]
                rows = [dict(row) for row in connection.execute(select(table).order_by(*order)).mappings()]
                if rows:
                    content[table.name] = rows
    return json.dumps(content, default=lambda value: value.isoformat(), indent=0, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    ROWS.write_text(made_rows())
