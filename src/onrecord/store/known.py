"""What was known by a day or moment: claims that had been published by then and that no revision had superseded."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, select, union_all

from onrecord.store import schema
from onrecord.store.keys import batches
from onrecord.store.rows import moment

Condition = ColumnElement[bool]


def day_of(as_of: date | datetime) -> date:
    """The day of a day or moment."""
    return as_of.date() if isinstance(as_of, datetime) else as_of


def known(day: Any, at: Any, as_of: date | datetime | None) -> list[Condition]:
    """That a report was known by then, by the columns of its day and moment; what has neither never was."""
    if isinstance(as_of, datetime):
        return [at <= moment(as_of)]
    return [day <= as_of, day > date.min] if as_of else []


def listed(as_of: date | datetime | None) -> FromClause:
    """The ledger; as of a day also what a revision, which was not there yet, has superseded since."""
    if as_of is None:
        return schema.ledger
    names = schema.ledger.c.keys()
    return union_all(*(select(*(rows[name] for name in names)).where(*still) for rows, still in parts(as_of))).subquery(
        "listed"
    )


def parts(as_of: date | datetime | None) -> list[tuple[Any, list[Condition]]]:
    """Columns of the tables that hold what is listed, and which of their rows are."""
    now, past = schema.ledger.c, schema.superseded.c
    if as_of is None:
        return [(now, [])]
    still = past.until_at > moment(as_of) if isinstance(as_of, datetime) else past.until_day > as_of
    return [(now, []), (past, [still])]


def superseded(as_of: date | datetime) -> Select[Any]:
    """Keys of the claims that were known by then and have been superseded since."""
    rows, still = parts(as_of)[1]
    return select(rows.key).where(*still, *known(rows.day, rows.known_at, as_of)).order_by(rows.report, rows.key)


def known_by(connection: Connection, reports: Sequence[str], as_of: date | datetime) -> frozenset[str]:
    """Those of the reports (ids) that were known by then."""
    rows, found = schema.report.c, set[str]()
    for some in batches(reports):
        then = known(rows.known_day, rows.known_at, as_of)
        found |= set(connection.scalars(select(rows.id).where(rows.id.in_(some), *then)))
    return frozenset(found)
