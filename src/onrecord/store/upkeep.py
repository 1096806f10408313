"""A record looked after: checked, counted, tidied. Works on a store that is open."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, ForeignKeyConstraint, Table, and_, func, select, text
from sqlalchemy.exc import DatabaseError

from onrecord.model.extraction import Versions
from onrecord.model.report import Report
from onrecord.store import query, schema
from onrecord.store.connect import in_words
from onrecord.store.rows import reader_row
from onrecord.store.store import Store

INDEXES = ("report_search", "claim_search")
SHOWN = 20  # findings of one kind that are listed; the others are counted


def check(store: Store) -> tuple[str, ...]:
    """What is wrong with a record, one line a finding; () in a sound one.

    The database's own check; each kept span against the words it stands for; each row that refers to another; and on
    SQLite the word index.
    """
    with in_words(store.name, "checked"), store.engine.begin() as connection:
        own = _own_check(connection)
        if own:  # nothing that such a file says can be relied on
            return own
        findings = _index_check(connection)
        findings += [f"words that stand elsewhere: {one}" for one in query.wrong_quotes(connection)]
        findings += [f"a sentence that stands elsewhere: {id_}" for id_ in query.wrong_sentences(connection)]
        for table in schema.metadata.sorted_tables:
            for constraint in sorted(table.foreign_key_constraints, key=lambda one: str(one.name)):
                findings += _orphans(connection, table, constraint)
        return tuple(findings)


def stats(store: Store) -> dict[str, Any]:
    """Counts by table, the bytes that it takes, the days it spans, its schema and who read what."""
    report, reading = schema.report.c, schema.reading.c
    with in_words(store.name, "read"), store.engine.begin() as connection:
        days = connection.execute(select(func.min(report.day), func.max(report.day))).one()
        read = select(reading.reader, func.count()).where(reading.closed_by.is_(None)).group_by(reading.reader)
        rows = {table.name: _count(connection, table) for table in schema.metadata.sorted_tables}
        return {
            "database": connection.dialect.name,
            "schema": schema.HEAD,
            "bytes": _size(connection),
            "first_day": days[0] and days[0].isoformat(),
            "last_day": days[1] and days[1].isoformat(),
            "rows": rows,
            "open_readings": {row[0]: row[1] for row in connection.execute(read.order_by(reading.reader))},
        }


def vacuum(store: Store) -> tuple[int, int]:
    """Gives back the room of what was removed and counts the tables for the planner. The bytes before and after."""
    with in_words(store.name, "tidied"):
        with store.engine.begin() as connection:
            before = _size(connection)
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in TIDY[connection.dialect.name]:
                connection.exec_driver_sql(statement)
        with store.engine.begin() as connection:
            return before, _size(connection)


TIDY = {
    "sqlite": (
        *(f"INSERT INTO {name} ({name}) VALUES ('rebuild')" for name in INDEXES),
        "VACUUM",
        "ANALYZE",
        "PRAGMA wal_checkpoint(TRUNCATE)",
    ),
    "postgresql": ("VACUUM (ANALYZE)",),
}


def not_read_by(store: Store, versions: Versions, since: date | None) -> Iterator[Report]:
    """Reports, by day, whose newest reading is another reader's; from the day `since` on, where one is given."""
    report, reading = schema.report.c, schema.reading.c
    open_ = (reading.report == report.id) & reading.closed_by.is_(None)
    asked = select(report.id).join(schema.reading, open_).where(reading.reader != reader_row(versions)["id"])
    if since:
        asked = asked.where(report.known_day >= since)
    with in_words(store.name, "read"), store.engine.begin() as connection:
        ids = connection.scalars(asked.order_by(report.known_day, report.key)).all()
    for id_ in ids:
        found = store.report(id_)
        if found is not None:
            yield found


def _own_check(connection: Connection) -> tuple[str, ...]:
    if connection.dialect.name != "sqlite":
        return ()
    told = [row[0] for row in connection.exec_driver_sql(f"PRAGMA integrity_check({SHOWN})")]
    return tuple(f"damaged file: {line}" for line in told if line != "ok")


def _index_check(connection: Connection) -> list[str]:
    """Whether SQLite's word indexes are those of the words. PostgreSQL keeps its own."""
    findings = []
    for name in INDEXES if connection.dialect.name == "sqlite" else ():
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            of = name.removesuffix("_search")
            findings.append(f"the word index of {of}s does not fit their words; 'onrecord db vacuum' makes it anew")
    return findings


def _orphans(connection: Connection, table: Table, constraint: ForeignKeyConstraint) -> list[str]:
    """Rows that refer to a row that is not there."""
    other = constraint.referred_table.alias()
    pairs = [(element.parent, other.c[element.column.name]) for element in constraint.elements]
    joined = and_(*(own == theirs for own, theirs in pairs))
    lost = and_(*(own.is_not(None) for own, _ in pairs), pairs[0][1].is_(None))
    columns = [own for own, _ in pairs]
    asked = select(*columns).select_from(table.outerjoin(other, joined)).where(lost)
    number = connection.scalar(select(func.count()).select_from(asked.subquery())) or 0
    if not number:
        return []
    first = ", ".join(str(value) for value in connection.execute(asked.limit(1)).one())
    names = ", ".join(column.name for column in columns)
    return [f"{table.name}.{names}: {number} point at no {constraint.referred_table.name} (the first: {first})"]


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _size(connection: Connection) -> int:
    if connection.dialect.name == "sqlite":
        asked = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    else:
        asked = "SELECT pg_database_size(current_database())"
    return int(connection.scalar(text(asked)) or 0)
