"""Lists of the record, a page at a time: which claims, events and transfers a reader looks through, and in what order.

All lists run along an index and stop at a limit, so that a page costs the same in a record of a million claims. A
cursor is the last row's place in the order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    text,
    true,
    tuple_,
    union_all,
)

from onrecord.store import schema
from onrecord.store.known import Condition, day_of, known, listed, parts
from onrecord.store.search import begun

FACETS = ("type", "standing", "source", "country", "thing", "outlet", "certainty")
MATCHES = 20_000  # a word's newest claims that a list looks through
COUNTED = 2_000  # rows over which facets are counted
SHIFT = timedelta(days=31)  # by which later reports may change the day of an event
TOTAL = 10_000  # up to which rows are counted
MATCH = {
    "sqlite": "SELECT rowid AS key FROM claim_search WHERE claim_search MATCH :words ORDER BY rowid DESC LIMIT :most",
    "postgresql": "SELECT key FROM claim WHERE to_tsvector('english', quote) @@ to_tsquery('english', :words) "
    "ORDER BY key DESC LIMIT :most",
}
REPORTS = {
    "sqlite": "SELECT r.id, r.headline, r.outlet, r.day FROM (SELECT rowid AS key FROM report_search "
    "WHERE report_search MATCH :words ORDER BY rowid DESC LIMIT :most) s JOIN report r ON r.key = s.key",
    "postgresql": "SELECT id, headline, outlet, day FROM report WHERE to_tsvector('english', coalesce(headline, '') "
    "|| ' ' || left(text, 250000)) @@ to_tsquery('english', :words) ORDER BY key DESC LIMIT :most",
}
Cursor = tuple[str, str]  # the value that is sorted by, and the key


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is looked for. `equal` are columns and their values; days of the happening and of the report."""

    equal: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    words: str = ""
    first: date | None = None
    last: date | None = None
    reported_first: date | None = None
    reported_last: date | None = None
    as_of: date | datetime | None = None
    disputed: bool = False
    by_happening: bool = False  # else by report
    ascending: bool = False


def claims(looked: Looked, dialect: str) -> Select[Any]:
    """Keys, ids and order of the claims that are looked for; `words` and `most` are parameters of the query."""
    rows = listed(looked.as_of).c
    order = rows.when_start if looked.by_happening else rows.day
    query = select(rows.key, rows.claim, order.label("order")).where(*_ledger(rows, looked))
    if begun(looked.words, dialect):
        found = text(MATCH[dialect]).columns(schema.claim.c.key).subquery()
        query = query.where(rows.key.in_(select(found.c.key)))
    return query


def parameters(looked: Looked, dialect: str) -> dict[str, Any]:
    """Values of the parameters of `claims`."""
    words = begun(looked.words, dialect)
    return {"words": words, "most": MATCHES} if words else {}


def after(query: Select[Any], looked: Looked, cursor: Cursor | None, *, key: Any, limit: int | None) -> Select[Any]:
    """The query's next rows in its order; without a limit all of them."""
    order = query.selected_columns["order"]
    if cursor is not None:
        value = date.fromisoformat(cursor[0])
        last: Any = int(cursor[1]) if isinstance(key.type, Integer) else cursor[1]
        past = order > value if looked.ascending else order < value
        beyond = key > last if looked.ascending else key < last
        bound = order >= value if looked.ascending else order <= value
        query = query.where(bound, or_(past, and_(order == value, beyond)))
    ways = (order.asc(), key.asc()) if looked.ascending else (order.desc(), key.desc())
    return query.order_by(*ways).limit(limit)


def count(query: Select[Any], most: int = TOTAL) -> Select[Any]:
    """How many rows, counted no further than one past the limit."""
    return select(func.count()).select_from(query.limit(most + 1).subquery())


def summary(looked: Looked, dialect: str) -> CompoundSelect[Any]:
    """What a list of claims holds, looked through once: rows (facet, value, number) of how often each value of each
    facet stands in its newest rows, and one of how many rows there are, counted no further than one past the limit.
    """
    rows = listed(looked.as_of).c
    query = select(rows.key, rows.day).where(*_ledger(rows, looked))
    if begun(looked.words, dialect):
        found = text(MATCH[dialect]).columns(schema.claim.c.key).cte("found").prefix_with("MATERIALIZED")
        query = query.join(found, found.c.key == rows.key)
    else:
        query = query.order_by(rows.day.desc(), rows.key.desc()).limit(TOTAL + 1)
    held = query.cte("held").prefix_with("MATERIALIZED")
    newest = select(held.c.key).order_by(held.c.day.desc(), held.c.key.desc()).limit(COUNTED).subquery()
    columns = select(*(rows[name] for name in FACETS)).where(rows.key.in_(select(newest.c.key)))
    counted = columns.cte("counted").prefix_with("MATERIALIZED")
    each = [
        select(literal(name).label("facet"), counted.c[name].label("value"), func.count().label("number"))
        .where(counted.c[name].is_not(None))
        .group_by(counted.c[name])
        for name in FACETS
    ]
    total = select(literal("total"), null(), func.count()).select_from(held)
    return union_all(*each, total)


def _ledger(rows: Any, looked: Looked) -> list[Condition]:
    conditions: list[Condition] = [rows[name] == value for name, value in looked.equal.items()]
    bounds = ((rows.when_start, looked.first, looked.last), (rows.day, looked.reported_first, looked.reported_last))
    for column, first, last in bounds:
        conditions += [column >= first] if first else []
        conditions += [column <= last] if last else []
    if looked.by_happening:
        conditions.append(rows.when_start.is_not(None))
    return [*conditions, *known(rows.day, rows.known_at, looked.as_of)]


def events(looked: Looked) -> Select[Any]:
    """Ids and order of the events that have the day by which they are ordered, by what is known of them now."""
    rows = schema.event.c
    order = rows.when_start if looked.by_happening else rows.last_reported
    return select(rows.id, order.label("order")).where(order.is_not(None), *_known_event(looked), *_event(looked))


def events_by_happening(looked: Looked) -> Select[Any]:
    """The same by the day of the happening; as of a day those too that may have stood so."""
    rows = schema.event.c
    return select(rows.id, rows.when_start.label("order")).where(rows.when_start.is_not(None), *_maybe(looked))


def events_as_known(looked: Looked) -> Select[Any]:
    """Events as of a day that may have stood as is asked: the key of the newest claim of each that was known, the
    event's id, the claim's day as order.

    The walk goes along the claims by their day, so that its cost does not grow with what was told later.
    """
    links, further = schema.event_claim, schema.event_claim.alias()
    rows, later, claim = schema.ledger.c, schema.ledger.alias(), schema.claim.c
    newer = (
        select(further.c.event)
        .join(schema.claim, claim.id == further.c.claim)
        .join(later, later.c.key == claim.key)
        .where(further.c.event == links.c.event, *known(later.c.day, later.c.known_at, looked.as_of))
        .where(tuple_(later.c.day, later.c.key) > tuple_(rows.day, rows.key))
    )
    return (
        select(rows.key, links.c.event.label("id"), rows.day.label("order"))
        .join(links, links.c.claim == rows.claim)
        .join(schema.event, schema.event.c.id == links.c.event)
        .where(*known(rows.day, rows.known_at, looked.as_of), *_maybe(looked), ~exists(newer))
    )


EVENT_COLUMNS = (
    *("id", "type", "mode", "when_start", "when_end", "when_precision", "actor", "recipient", "place", "country"),
    *("lat", "lon", "place_precision", "verification", "independent_sources", "first_reported", "last_reported"),
    "disputed",
)


def drawn_events(looked: Looked, dialect: str, *, placed: bool, most: int) -> Select[Any]:
    """The newest events of a span of days, for the timeline and the map: of each its columns as an array in JSON.

    The database writes the JSON, since rows by the thousand cost more to hand over than to find.
    """
    rows = schema.event.c
    columns = {name: rows[name] for name in EVENT_COLUMNS}
    if dialect == "sqlite":
        truth = case((rows.disputed, func.json("true")), else_=func.json("false"))  # which are numbers there
        query = select(func.json_array(*(columns | {"disputed": truth}).values()))
    else:
        query = select(cast(func.json_build_array(*columns.values()), Text))
    query = query.where(rows.when_start.is_not(None), *_maybe(looked))
    if placed:
        query = query.where(rows.lat.is_not(None))
    return query.order_by(rows.when_start.desc(), rows.id.desc()).limit(most)


def started(looked: Looked, few: int) -> Select[Any]:
    """Some events that begin within the days that are asked for."""
    rows = schema.event.c
    asked = select(rows.id).where(rows.when_start >= looked.first, *_known_event(looked), *_event(looked))
    return asked.limit(few)


def _event(looked: Looked) -> list[Condition]:
    rows = schema.event.c
    conditions: list[Condition] = [rows[name] == value for name, value in looked.equal.items()]
    if looked.first:
        conditions += [or_(rows.when_end >= looked.first, rows.when_end.is_(None))]
        conditions += [] if looked.last is None else [rows.when_start >= _early(looked.first)]
    conditions += [rows.when_start <= looked.last] if looked.last else []
    conditions += [rows.last_reported >= looked.reported_first] if looked.reported_first else []
    conditions += [rows.first_reported <= looked.reported_last] if looked.reported_last else []
    if looked.disputed:
        conditions.append(rows.disputed)
    return conditions


def _known_event(looked: Looked) -> list[Condition]:
    """That something was reported of an event by then."""
    rows = schema.event.c
    if looked.as_of is None:
        return []
    return [or_(rows.first_reported <= day_of(looked.as_of), rows.first_reported.is_(None))]


def _maybe(looked: Looked) -> list[Condition]:
    """That an event stands as is asked; as of a day, that it did or may have: what was reported later changes its type,
    standing, disputes and days, which whoever asks must look at then. Its days, by no more than a long account's.
    """
    if looked.as_of is None:
        return _event(looked)
    rows, day = schema.event.c, day_of(looked.as_of)
    late = rows.last_reported >= day if isinstance(looked.as_of, datetime) else rows.last_reported > day
    near: list[Condition] = [rows.when_start >= _early(looked.first)] if looked.first and looked.last else []
    near += [rows.when_start <= looked.last + SHIFT] if looked.last else []
    return [*_known_event(looked), *near, or_(and_(true(), *_event(looked)), late, rows.last_reported.is_(None))]


def _early(first: date) -> date:
    """An event that lasts into a span of days began at most a year before it: the index is read no further back."""
    return first.replace(year=max(1, first.year - 1), day=min(first.day, 28))


def transfers(looked: Looked) -> Select[Any]:
    """Ids and order of transfers, by the last report of them."""
    rows = schema.transfer.c
    conditions: list[Condition] = [rows[name] == value for name, value in looked.equal.items()]
    conditions += [rows.last_reported >= looked.reported_first] if looked.reported_first else []
    conditions += [rows.first_reported <= looked.reported_last] if looked.reported_last else []
    if looked.as_of:
        conditions.append(rows.first_reported <= day_of(looked.as_of))
    return select(rows.id, rows.last_reported.label("order")).where(rows.last_reported.is_not(None), *conditions)


def sources(most: int, as_of: date | datetime | None) -> Select[Any]:
    """Names of sources and how many claims they made by then, most first."""
    each = [
        select(rows.source, func.count().label("claims"))
        .where(rows.source.is_not(None), *still, *known(rows.day, rows.known_at, as_of))
        .group_by(rows.source)
        for rows, still in parts(as_of)
    ]
    part = union_all(*each).subquery()  # each is counted along its own index
    claims = func.sum(part.c.claims)
    query = select(part.c.source, cast(claims, Integer).label("claims")).group_by(part.c.source)
    return query.order_by(claims.desc(), part.c.source).limit(most)


def standings(source: str, as_of: date | datetime | None) -> Select[Any]:
    """How many of a source's claims by then have which standing."""
    rows = listed(as_of).c
    said = select(rows.standing, func.count()).where(rows.source == source, *known(rows.day, rows.known_at, as_of))
    return said.group_by(rows.standing)


def begins(column: Any, words: str, most: int) -> Select[Any]:
    """Values of a column, such as names, that begin with the words or have a word that does."""
    plain = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    fits = or_(column.ilike(f"{plain}%", escape="\\"), column.ilike(f"% {plain}%", escape="\\"))
    return select(column).where(fits).group_by(column).order_by(func.length(column), column).limit(most)
