"""The ledger: one plain row a claim, kept in the transaction that keeps the claim, so that lists need no joins.

What a later report at the same address took the place of stands beside it (`superseded`), for questions as of a day.
"""

from datetime import date, datetime

from sqlalchemy import Connection, Date, DateTime, bindparam, delete, text

from onrecord.store import schema

UNLISTED = "a name on no list"  # it may be a private person's, who is no heading in a list
SOURCE = f"""(SELECT CASE WHEN n.id IS NULL AND n.country IS NULL AND n.sector IS NULL THEN '{UNLISTED}' ELSE n.name END
    FROM claim_attribution l
    JOIN attribution_evidence s ON s.reading = l.reading AND s.attribution = l.attribution AND s.field = 'source'
    JOIN actor n ON n.key = s.actor WHERE l.claim = c.id ORDER BY l.number, s.number LIMIT 1)"""
PLACE = """(SELECT p.{0} FROM evidence e JOIN place p ON p.key = e.place
    WHERE e.claim = c.id AND e.field = 'place' ORDER BY e.number LIMIT 1)"""
THING = """(SELECT coalesce(i.designation, i.description, i.category) FROM item i
    WHERE i.claim = c.id AND i.role IN ('weapon', 'goods') ORDER BY i.number LIMIT 1)"""
SAID = "EXISTS (SELECT 1 FROM verification v WHERE v.claim = c.id AND v.status IN ({0}))"
STANDING = f"""CASE WHEN {SAID.format("'confirmed'")} THEN 'confirmed' WHEN c.polarity = 'negated' THEN 'denied'
    WHEN {SAID.format("'unverified', 'disputed', 'withdrawn'")} THEN 'unverified'
    WHEN {SOURCE} IS NOT NULL THEN 'claimed' ELSE 'reported' END"""
COLUMNS = (
    "key, claim, report, reading, day, known_at, outlet, type, source, place, country, thing, standing, certainty, "
    "when_start"
)
VALUES = f"""c.key, c.id, c.report, c.reading, coalesce(r.known_day, '0001-01-01'), r.known_at, r.outlet, c.type,
    {SOURCE}, {PLACE.format("name")}, {PLACE.format("country")}, {THING}, {STANDING}, c.certainty, c.when_start"""
# Of all claims of open readings whose reading is at least `first` and at most `last`.
ADD = f"""INSERT INTO ledger ({COLUMNS}) SELECT {VALUES}
  FROM claim c JOIN report r ON r.id = c.report JOIN reading g ON g.key = c.reading AND g.closed_by IS NULL
 WHERE c.reading BETWEEN :first AND :last"""
ADD_SUPERSEDED = f"""INSERT INTO superseded ({COLUMNS}, until_day, until_at) SELECT {VALUES}, :day, :at
  FROM claim c JOIN report r ON r.id = c.report WHERE c.reading = :reading"""


def add_ledger(connection: Connection, first: int, last: int) -> None:
    """Adds the claims of these readings (keys, both included) that are open."""
    connection.execute(text(ADD), {"first": first, "last": last})


def add_superseded(connection: Connection, reading: int, day: date | None, at: datetime | None) -> None:
    """Adds the claims of a reading (its key) that another report's has closed, and from when that one was known."""
    until = text(ADD_SUPERSEDED).bindparams(bindparam("day", type_=Date), bindparam("at", type_=DateTime))
    connection.execute(until, {"reading": reading, "day": day, "at": at})


def close_ledger(connection: Connection, report: str, reading: int) -> None:
    """Takes away the claims of a report's other readings, which are closed by this one."""
    rows = schema.ledger
    connection.execute(delete(rows).where(rows.c.report == report, rows.c.reading != reading))
