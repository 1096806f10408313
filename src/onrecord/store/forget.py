"""A report forgotten: its text, quotes, claims and search rows go; a hash stays, so that it is not taken in again.

In two steps, with a rebuild of what is derived between them (`pipeline.forget`): after the first nothing current rests
on the report, after the second nothing of it is left. Cut short between, the same command goes on.
"""

from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, or_, select, text, true, update

from onrecord.errors import StoreError
from onrecord.model.report import Report, digest
from onrecord.store import revision, schema, search
from onrecord.store.write import mark_unreconciled

CLAIM_SEARCH = (
    "INSERT INTO claim_search (claim_search, rowid, quote) "
    "SELECT 'delete', key, quote FROM claim WHERE report = :report"
)
MERGE = (  # an index keeps removed words until its parts are merged
    "INSERT INTO report_search (report_search) VALUES ('optimize')",
    "INSERT INTO claim_search (claim_search) VALUES ('optimize')",
)


def forgotten(connection: Connection, report: Report) -> bool:
    """Whether this report was forgotten, or one with the very same words of the same outlet.

    Another outlet's is another report; of one whose outlet is not told it can't be said that it is another's.
    """
    table, outlet = schema.forgotten.c, _outlet_hash(report.outlet)
    of_outlet = or_(table.outlet.is_(None), table.outlet == outlet) if outlet else true()
    same = or_(table.report == report.id, and_(table.sha256 == report.sha256, of_outlet))
    return connection.scalar(select(table.report).where(same).limit(1)) is not None


def _outlet_hash(outlet: str | None) -> str | None:
    """None where no outlet is told. The name itself is not kept."""
    return digest(" ".join(outlet.casefold().split())) if outlet else None


def copies(connection: Connection, report: str) -> tuple[str, ...]:
    """The ids of the other reports on record with the very same words."""
    table = schema.report.c
    words = select(table.sha256).where(table.id == report).scalar_subquery()
    return tuple(
        connection.scalars(select(table.id).where(table.sha256 == words, table.id != report).order_by(table.id))
    )


def begin(connection: Connection, report: str) -> None:
    """Sets the tombstone and withdraws the report's claims from what is current. Raises StoreError for no such report.

    Reports that it had superseded are current again.
    """
    row = connection.execute(select(schema.report).where(schema.report.c.id == report)).first()
    if row is None:
        raise StoreError(f"{report}: no report of this id is on record; 'onrecord claims' prints the ids")
    table, reading, claim = schema.forgotten, schema.reading, schema.claim
    if connection.scalar(select(table.c.report).where(table.c.report == report)) is None:
        connection.execute(insert(table), {"report": report, "sha256": row.sha256, "outlet": _outlet_hash(row.outlet)})
    beside = _beside(connection, row)
    own = select(reading.c.key).where(reading.c.report == report)
    superseded = select(reading.c.report).where(reading.c.closed_by.in_(own), reading.c.report != report)
    older = connection.scalars(superseded.distinct()).all()
    connection.execute(update(schema.report).where(schema.report.c.id == report).values(url=None))
    closing = reading.c.report != report
    connection.execute(update(reading).where(reading.c.closed_by.in_(own), closing).values(closed_by=None))
    connection.execute(update(reading).where(reading.c.report == report).values(closed_by=reading.c.key))
    _unlist(connection, report)
    mark_unreconciled(connection, connection.scalars(select(claim.c.id).where(claim.c.report == report)).all())
    for id_ in older:
        _reopened(connection, id_)
    if beside and not older:
        mark_unreconciled(connection, revision.settle(connection, beside))


def _beside(connection: Connection, row: Row[Any]) -> str | None:
    """Another report at the same address, if there is one."""
    table = schema.report.c
    found: str | None = connection.scalar(select(table.id).where(table.url == row.url, table.id != row.id).limit(1))
    return found


def _unlist(connection: Connection, report: str) -> None:
    for table in (schema.ledger, schema.superseded):
        connection.execute(delete(table).where(table.c.report == report))


def _reopened(connection: Connection, report: str) -> None:
    from onrecord.store.ledger import add_ledger

    claim, reading = schema.claim, schema.reading
    revision.settle(connection, report)
    asked = select(reading.c.key).where(reading.c.report == report, reading.c.closed_by.is_(None))
    for key in connection.scalars(asked).all():
        connection.execute(delete(schema.ledger).where(schema.ledger.c.reading == key))
        add_ledger(connection, key, key)
    mark_unreconciled(connection, connection.scalars(select(claim.c.id).where(claim.c.report == report)).all())


def remove(connection: Connection, report: str) -> None:
    """Removes all rows of the report. What is derived must have been rebuilt without it."""
    _remove_words(connection, report)
    claims = select(schema.claim.c.id).where(schema.claim.c.report == report)
    readings = select(schema.reading.c.key).where(schema.reading.c.report == report)
    for table in (
        schema.unreconciled,
        schema.verification,
        schema.item,
        schema.evidence,
        schema.claim_attribution,
    ):
        connection.execute(delete(table).where(table.c.claim.in_(claims)))
    _unlist(connection, report)
    connection.execute(delete(schema.claim).where(schema.claim.c.report == report))
    connection.execute(delete(schema.reach).where(schema.reach.c.report == report))
    for parts in (schema.attribution_evidence, schema.attribution):
        connection.execute(delete(parts).where(parts.c.reading.in_(readings)))
    connection.execute(delete(schema.issue).where(schema.issue.c.report == report))
    connection.execute(update(schema.reading).where(schema.reading.c.report == report).values(closed_by=None))
    connection.execute(delete(schema.reading).where(schema.reading.c.report == report))
    judgement = schema.judgement
    sides = (judgement.c.left.startswith(f"{report}:"), judgement.c.right.startswith(f"{report}:"))
    connection.execute(delete(judgement).where(or_(*sides)))
    connection.execute(delete(schema.report).where(schema.report.c.id == report))
    _remove_unused(connection)


def _remove_words(connection: Connection, report: str) -> None:
    """Out of the word indexes, and off the disk: SQLite overwrites what it frees."""
    if connection.dialect.name != "sqlite":  # PostgreSQL keeps its indexes itself, and frees at its next vacuum
        return
    connection.execute(text("PRAGMA secure_delete = ON"))
    key = connection.scalar(select(schema.report.c.key).where(schema.report.c.id == report))
    search.remove_report(connection, key or 0)
    connection.execute(text(CLAIM_SEARCH), {"report": report})
    for statement in MERGE:
        connection.execute(text(statement))


def _remove_unused(connection: Connection) -> None:
    """Names of actors and places that only the forgotten report told."""
    proof, evidence = schema.attribution_evidence.c, schema.evidence.c
    for table, columns in (
        (schema.actor, (evidence.actor, proof.actor)),
        (schema.place, (evidence.place,)),
    ):
        used = [select(column).where(column == table.c.key).exists() for column in columns]
        connection.execute(delete(table).where(*(~one for one in used)))


def left(connection: Connection, report: str) -> int:
    """How many rows of the report's own are left: 0 once it is forgotten."""
    tables = (schema.report.c.id, schema.claim.c.report, schema.reading.c.report, schema.issue.c.report)
    return sum(connection.scalar(select(func.count()).where(column == report)) or 0 for column in tables)
