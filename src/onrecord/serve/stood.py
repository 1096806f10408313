"""Lists of events and transfers as they stood on a day, in which no filter goes by what was told later.

The database gives those that stand, or may have stood, as is asked; each that was told on later is described anew and
looked at again. What a revision has changed since (`onrecord.revised`) is put where it stood.
"""

from collections.abc import Iterator
from heapq import merge
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Integer, Select, select

from onrecord.model.record import Event, Transfer
from onrecord.serve.asked import Listed, Ordered, looked, read_cursor, write_cursor
from onrecord.store import browse
from onrecord.store.browse import Cursor, Looked
from onrecord.store.fitting import looks, reported
from onrecord.store.keys import batches
from onrecord.store.known import known, listed
from onrecord.store.query import Kept

if TYPE_CHECKING:
    from onrecord.serve.desk import Desk, Page

PORTION = 60  # records looked at together
LOOKED = 1_000  # records that a page looks through


class Place(NamedTuple):
    """Where a record stands in a list: the last word of its cursor, and the day that it is ordered by."""

    key: Any
    order: Any


Placed = tuple[Place, Event | Transfer | None]  # none: it does not fit


def page(desk: "Desk", asked: Listed, kind: type[Any], kept: Kept, total: int) -> "Page":
    """A page of a list, and the cursor by which it goes on, be it full or as much looked through as a page may be."""
    from onrecord.serve.desk import Page

    query, look = _listed(asked, kind)
    cursor = read_cursor(asked.cursor, whole=isinstance(query.selected_columns[0].type, Integer))
    rows: list[Any] = []
    place, number, on = None, 0, False
    for number, (here, record) in enumerate(_walk(desk, query, look, kind, kept, cursor)):
        if on := len(rows) == asked.limit or number == LOOKED:
            break
        place = here
        rows += [record] if record else []
    following = write_cursor(place) if on and place else None
    ended = number if on and len(rows) < asked.limit else None
    about = bool(look.equal or look.disputed or look.first or look.last) or desk.before(asked.as_of).records != ()
    return Page(tuple(rows), following, min(total, browse.TOTAL), total > browse.TOTAL, about, ended)


def every(desk: "Desk", asked: Ordered, kind: type[Any], kept: Kept) -> Iterator[Any]:
    """All of a list, in its order."""
    query, look = _listed(asked, kind)
    return (record for _, record in _walk(desk, query, look, kind, kept, None) if record)


def _listed(asked: Ordered, kind: type[Any]) -> tuple[Select[Any], Looked]:
    look = looked(asked, events=True)
    if kind is Transfer:
        return browse.transfers(look), look
    return browse.events_by_happening(look) if look.by_happening else browse.events_as_known(look), look


def _walk(
    desk: "Desk", query: Select[Any], look: Looked, kind: type[Any], kept: Kept, cursor: Cursor | None
) -> Iterator[Placed]:
    """Records in their order, from a cursor on."""
    ahead = 1 if look.ascending else -1

    def order(placed: Placed) -> tuple[int, Any]:
        return placed[0].order.toordinal() * ahead, _Turned(placed[0].key, ahead)

    before = sorted(_before(desk, look, kind, cursor), key=order)
    return merge(_of_tables(desk, query, look, kind, kept, cursor), before, key=order)


class _Turned(NamedTuple):
    """A key that sorts forwards (1) or backwards (-1)."""

    key: Any
    ahead: int

    def __lt__(self, other: Any) -> bool:
        return bool(self.key < other.key if self.ahead > 0 else self.key > other.key)


def _of_tables(
    desk: "Desk", query: Select[Any], look: Looked, kind: type[Any], kept: Kept, cursor: Cursor | None
) -> Iterator[Placed]:
    key, before = query.selected_columns[0], desk.before(look.as_of)
    while True:
        rows = desk.store.rows(browse.after(query, look, cursor, key=key, limit=PORTION))
        ids = [row.id for row in rows if not before.instead(row.id)]
        stood = desk.stood(desk.store.records_of(kind, kept, ids), look.as_of)
        for row in rows:
            record = stood.get(row.id)
            yield Place(row[0], row.order), record if record and looks(record, look) else None
        if len(rows) < PORTION:
            return
        cursor = rows[-1].order.isoformat(), str(rows[-1][0])


def _before(desk: "Desk", look: Looked, kind: type[Any], cursor: Cursor | None) -> Iterator[Placed]:
    """Those that stood before a revision, at the places that they had."""
    found = [record for record in desk.before(look.as_of).of(kind) if looks(record, look)]
    places = _places(desk, look, found)
    for record in found:
        place = places.get(record.id)
        if place is not None and (cursor is None or _past(place, cursor, look)):
            yield place, record


def _places(desk: "Desk", look: Looked, found: list[Any]) -> dict[str, Place]:
    if look.by_happening:
        return {one.id: Place(one.id, one.when.start) for one in found if one.when and one.when.start}
    if found and isinstance(found[0], Transfer):
        return {one.id: Place(one.id, max(days)) for one in found if (days := reported(one))}
    rows = listed(look.as_of).c
    newest: dict[str, Place] = {}
    home = {claim: one.id for one in found for claim in one.claims}
    for some in batches(list(home)):
        then = known(rows.day, rows.known_at, look.as_of)
        for row in desk.store.rows(select(rows.claim, rows.key, rows.day).where(rows.claim.in_(some), *then)):
            here = Place(row.key, row.day)
            last = newest.get(home[row.claim], here)
            newest[home[row.claim]] = max(here, last, key=lambda place: (place.order, place.key))
    return newest


def _past(place: Place, cursor: Cursor, look: Looked) -> bool:
    key = int(cursor[1]) if isinstance(place.key, int) else cursor[1]
    here, there = (place.order.isoformat(), place.key), (cursor[0], key)
    return here > there if look.ascending else here < there
