"""A record copied, row by row: into a SQLite file as a backup, and from one into any database."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from onrecord.errors import StoreError
from onrecord.store import schema
from onrecord.store.connect import WRITES, in_words
from onrecord.store.store import Store

ROWS = 500  # held in memory at once; a row may hold a whole report
SEARCHES = ("report_search", "claim_search")


def backup(store: Store, file: Path) -> None:
    """The whole record, as it stands at one moment, in a new SQLite file. Others may write meanwhile.

    The file appears when it is whole. Raises StoreError where it is there already or cannot be written.
    """
    if file.exists():
        raise StoreError(f"{file}: is there already, and a backup writes over nothing; name another file")
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with Store.open(part) as copy:
            _copy(store, copy)
            with copy.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        os.replace(part, file)
    finally:
        for rest in file.parent.glob(f"{part.name}*"):
            rest.unlink(missing_ok=True)


def restore(file: Path, store: Store) -> None:
    """Fills an empty record from a backup. Raises StoreError where the record holds reports: it is never mixed."""
    with in_words(store.name, "read"), store.engine.begin() as connection:
        if connection.scalar(select(schema.report.c.key).limit(1)) is not None:
            raise StoreError(
                f"{store.name}: holds reports, and a backup is not mixed with them; name a new one with --db"
            )
    with Store.open(file, create=False) as kept:
        _copy(kept, store)


def _copy(source: Store, target: Store) -> None:
    """All rows, in one transaction on either side."""
    one_moment = {"isolation_level": "REPEATABLE READ"} if source.engine.name == "postgresql" else {}
    with (
        in_words(target.name, "written"),
        source.engine.execution_options(**one_moment).begin() as reading,
        target.engine.execution_options(**{WRITES: True}).begin() as writing,
    ):
        for table in schema.metadata.sorted_tables:
            for rows in _portions(reading, table):
                writing.execute(insert(table), rows)
        _search_anew(writing)
        _count_on(writing)


def _portions(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Rows, the newest reading first: the older ones point at it."""
    keys = [column.desc() if table is schema.reading else column for column in table.primary_key]
    found = connection.execution_options(yield_per=ROWS).execute(select(table).order_by(*keys)).mappings()
    for part in found.partitions():
        yield [dict(row) for row in part]


def _search_anew(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for name in SEARCHES:
            connection.execute(text(f"INSERT INTO {name} ({name}) VALUES ('rebuild')"))


def _count_on(connection: Connection) -> None:
    """PostgreSQL numbers new rows from a sequence, which copied rows do not move."""
    if connection.dialect.name != "postgresql":
        return
    for table in schema.metadata.sorted_tables:
        if table.autoincrement_column is not None:
            last = connection.scalar(select(func.max(table.autoincrement_column)))
            named = {"table": f'"{table.name}"', "column": table.autoincrement_column.name, "last": last or 1}
            moved = "SELECT setval(pg_get_serial_sequence(:table, :column), :last, :used)"
            connection.execute(text(moved), {**named, "used": last is not None})
