"""One report written with all that was read from it, in one transaction that the caller opens."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from onrecord.model.extraction import Extraction
from onrecord.model.report import Issue, Report
from onrecord.store import ledger, schema, search
from onrecord.store.rows import Row, Writer, issue_rows, reader_row, report_row

CLAIM_TABLES = (
    schema.attribution,
    schema.attribution_evidence,
    schema.claim,
    schema.claim_attribution,
    schema.evidence,
    schema.item,
    schema.verification,
)
INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def write_report(connection: Connection, report: Report) -> bool:
    """Keeps a report's own fields; a newer reader's replace the older's. Whether the report is new."""
    row, table = report_row(report), schema.report
    key = connection.scalar(select(table.c.key).where(table.c.id == report.id))
    if key is None:
        new = connection.execute(insert(table), row).inserted_primary_key
        search.add_report(connection, new[0] if new else 0)
        write_issues(connection, report, report.issues, None)
        return True
    search.remove_report(connection, key)
    connection.execute(update(table).where(table.c.key == key), row)
    search.add_report(connection, key)
    return False


def write_issues(connection: Connection, report: Report, issues: Iterable[Issue], reading: int | None) -> None:
    """Keeps what could not be told."""
    _insert(connection, schema.issue, issue_rows(report, tuple(issues), reading))


def write_reading(connection: Connection, extraction: Extraction) -> tuple[int, tuple[str, ...]]:
    """Keeps what one reader took from a report: the reading's key, and the ids of the older claims that this closes."""
    reader = reader_row(extraction.reader)
    _insert_new(connection, schema.reader, [reader])
    values = {"report": extraction.report.id, "reader": reader["id"]}
    new = connection.execute(insert(schema.reading), values).inserted_primary_key
    reading: int = new[0] if new else 0
    closed = _close(connection, extraction.report.id, reading)
    writer = Writer(extraction, reading)
    _insert_new(connection, schema.actor, _ordered(writer.actors))
    _insert_new(connection, schema.place, _ordered(writer.places))
    for table in CLAIM_TABLES:
        _insert(connection, table, writer.rows[table.name])
    search.add_claims(connection, reading)
    ledger.close_ledger(connection, extraction.report.id, reading)
    ledger.add_ledger(connection, reading, reading)
    own = [issue for issue in extraction.issues if issue not in extraction.report.issues]
    write_issues(connection, extraction.report, own, reading)
    return reading, closed


def _close(connection: Connection, report: str, reading: int) -> tuple[str, ...]:
    """Closes the report's other readings. Their claims stay as they are."""
    table = schema.reading
    older = (table.c.report == report) & (table.c.key != reading) & table.c.closed_by.is_(None)
    open_ = select(table.c.key).where(older)
    closed = tuple(connection.scalars(select(schema.claim.c.id).where(schema.claim.c.reading.in_(open_))))
    connection.execute(update(table).where(older).values(closed_by=reading))
    return closed


def mark_unreconciled(connection: Connection, claims: Iterable[str]) -> None:
    """Notes, in the same transaction that adds or closes them, that claims are still to be reconciled."""
    _insert_new(connection, schema.unreconciled, [{"claim": claim} for claim in claims])


def _ordered(rows: dict[str, Row]) -> list[Row]:
    """By key, so that two writers never wait for each other crosswise."""
    return [rows[key] for key in sorted(rows)]


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        new: Any = INSERT[connection.dialect.name](table)
        connection.execute(new.on_conflict_do_nothing(), rows)
