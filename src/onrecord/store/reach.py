"""Where reports may meet: a row for each report, family of types, country and stretch of days that it tells of."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select

from onrecord.model.record import Bearing
from onrecord.store.keys import batches
from onrecord.store.schema import reach

LONGEST = timedelta(days=6)  # what lasts longer is no one happening, and meets nothing
COLUMNS = reach.c
NEAR = select(COLUMNS.report).where(
    COLUMNS.family == bindparam("family"),
    COLUMNS.country == bindparam("country"),
    COLUMNS.when_start.between(bindparam("earliest"), bindparam("last")),
    COLUMNS.when_end >= bindparam("first"),
)


def put_reach(connection: Connection, found: Mapping[str, Iterable[Bearing]]) -> None:
    """What these reports (ids) reach now, in the place of what they reached before."""
    reports = sorted(found)
    for some in batches(reports):
        connection.execute(delete(reach).where(COLUMNS.report.in_(some)))
    names = ("family", "country", "when_start", "when_end")
    rows = [{"report": id_, **dict(zip(names, one, strict=True))} for id_ in reports for one in sorted(set(found[id_]))]
    if rows:
        connection.execute(insert(reach), rows)


def reports_meeting(connection: Connection, there: Bearing) -> frozenset[str]:
    """Ids of the reports that tell of this family and country in days that overlap these."""
    values = {**there._asdict(), "earliest": there.first - LONGEST}
    return frozenset(connection.scalars(NEAR, values))
