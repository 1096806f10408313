"""The record as the desk asks for it: pages of lists, and what was known on a day."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Integer, Select, select

from onrecord.model.record import Event, Told, Transfer
from onrecord.reconcile import as_known
from onrecord.revised import UNREVISED, Revised, revised
from onrecord.serve import stood
from onrecord.serve.asked import AsOf, Listed, ListedClaims, Ordered, looked, read_cursor, write_cursor
from onrecord.serve.problem import Problem
from onrecord.store import Filter, Store, browse, schema
from onrecord.store.keys import batches
from onrecord.store.known import known
from onrecord.store.query import EVENTS, TRANSFERS, Kept

T = TypeVar("T")
R = TypeVar("R", Event, Transfer)
Facets = dict[str, list[tuple[str, int]]]
SHOWN = 12  # values of a facet
KEPT = 64  # answers that are remembered


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a list, the cursor of the next, and how many there are (`more`: at least so many).

    As of a day `about` says that they are counted by what is known now, and `looked` how many were looked through where
    that ended the page.
    """

    rows: tuple[Any, ...]
    next: str | None
    total: int
    more: bool
    about: bool = False
    looked: int | None = None


@dataclass(slots=True)
class Memory:
    """Answers that cost more than a list's page, remembered while the record stays as it is. Nobody may change them."""

    state: Hashable = None
    answers: dict[Hashable, "_Held"] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def get(self, state: Hashable, key: Hashable, make: Callable[[], T]) -> T:
        """The answer in a state of the record, made once however many ask at a time; those of other states go."""
        with self.lock:
            if state != self.state:
                self.state, self.answers = state, {}
            held = self.answers.setdefault(key, _Held())
            if len(self.answers) > KEPT:
                del self.answers[next(iter(self.answers))]
        with held.lock:
            if held.answer is None:
                held.answer = (make(),)
            answer: T = held.answer[0]
            return answer


@dataclass(slots=True)
class _Held:
    lock: Lock = field(default_factory=Lock)
    answer: tuple[Any] | None = None  # none while it is made, and where that failed: who asks next tries again


class Desk:
    """Questions to one record. Safe to share between threads: each question is a transaction of its own."""

    def __init__(self, store: Store) -> None:
        self.store, self.memory = store, Memory()

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """An answer, made anew only where the record has changed."""
        return self.memory.get(self.store.state(), key, make)

    # Lists

    def claims(self, asked: ListedClaims) -> Page:
        """A page of the ledger."""
        return self.ledger(asked)[0]

    def ledger(self, asked: ListedClaims) -> tuple[Page, Facets]:
        """A page of the ledger, and how often each value of each facet stands in the newest rows, most first."""
        look, dialect = looked(asked), self.store.dialect
        values = browse.parameters(look, dialect)
        counts: dict[str, list[tuple[str, int]]] = {name: [] for name in (*browse.FACETS, "total")}
        for row in self.store.rows(browse.summary(look, dialect), values):
            counts[row.facet].append((row.value, row.number))
        total = counts.pop("total")[0][1]
        listed = browse.claims(look, dialect)
        found = self._page(listed, asked, listed.selected_columns["key"], values, total)
        told = self.store.told_of([row.key for row in found.rows])
        ordered = {name: sorted(each, key=lambda one: (-one[1], one[0]))[:SHOWN] for name, each in counts.items()}
        return Page(tuple(told), found.next, found.total, found.more), ordered

    def events(self, asked: Listed) -> Page:
        """A page of events, as they stood on the day that is asked for."""
        query = browse.events(looked(asked, events=True))
        total = self.store.rows(browse.count(query))[0][0]
        return self._records(query, asked, Event, EVENTS, EVENTS.table.c.id, total)

    def transfers(self, asked: Listed) -> Page:
        """A page of transfers, as they stood on the day that is asked for."""
        query = browse.transfers(looked(asked, events=True))
        total = self.store.rows(browse.count(query))[0][0]
        return self._records(query, asked, Transfer, TRANSFERS, TRANSFERS.table.c.id, total)

    def every(self, asked: Ordered, kind: type[R], kept: Kept) -> Iterator[R]:
        """All of a list of events or transfers, in its order."""
        if asked.as_of is not None:
            yield from stood.every(self, asked, kind, kept)
            return
        look = looked(asked, events=True)
        query = browse.events(look) if kind is Event else browse.transfers(look)
        rows = self.store.rows(browse.after(query, look, None, key=kept.table.c.id, limit=None))
        for ids in batches([row.id for row in rows]):
            yield from self.store.records_of(kind, kept, ids)

    def _records(self, query: Select[Any], asked: Listed, kind: type[R], kept: Kept, key: Any, total: int) -> Page:
        if asked.as_of is not None:
            return stood.page(self, asked, kind, kept, total)
        found = self._page(query, asked, key, {}, total)
        records = self.store.records_of(kind, kept, [row.id for row in found.rows])
        return Page(self.as_known(records, asked.as_of), found.next, found.total, found.more)

    def _page(self, query: Select[Any], asked: Listed, key: Any, values: dict[str, Any], total: int) -> Page:
        look, cursor = looked(asked), read_cursor(asked.cursor, whole=isinstance(key.type, Integer))
        rows = self.store.rows(browse.after(query, look, cursor, key=key, limit=asked.limit + 1), values)
        shown, goes_on = rows[: asked.limit], len(rows) > asked.limit
        following = write_cursor(shown[-1]) if goes_on else None
        return Page(tuple(shown), following, min(total, browse.TOTAL), total > browse.TOTAL)

    # One record

    def event(self, claim: str, as_of: date | datetime | None) -> Event:
        """The event that holds a claim, by the claim's id: an event's own id is that of its earliest claim."""
        return self._one(Event, EVENTS, claim, as_of, "event")

    def transfer(self, claim: str, as_of: date | datetime | None) -> Transfer:
        """The transfer that holds a claim."""
        return self._one(Transfer, TRANSFERS, claim, as_of, "transfer")

    def _one(self, kind: type[R], kept: Kept, claim: str, as_of: date | datetime | None, name: str) -> R:
        held = self.before(as_of).holding(kind, [claim])
        if held is not None:
            return held
        links = kept.links.c
        ids = self.store.ids(select(links[kept.table.name]).where(links.claim == claim))
        found = self.as_known(self.store.records_of(kind, kept, ids[:1] or [claim]), as_of)
        if not found:
            known = " that was known by then" if as_of else ""
            raise Problem(
                404, "missing", f"No {name}{known} holds the claim {claim}. Look it up in the list of {name}s."
            )
        return found[0]

    def told(self, ids: Sequence[str], as_of: date | datetime | None = None) -> tuple[Told, ...]:
        """Claims by their ids, in that order, as far as they were known."""
        if as_of is None:
            return self.store.told(ids)
        known = {one.claim.id: one for one in self._known(ids, as_of)}
        return tuple(known[id_] for id_ in ids if id_ in known)

    def _known(self, ids: Sequence[str], as_of: date | datetime) -> list[Told]:
        return [one for some in batches(ids) for one in self.store.claims(Filter(ids=tuple(some), as_of=as_of))]

    def as_known(self, records: Sequence[R], as_of: date | datetime | None) -> tuple[R, ...]:
        """Records as they stood: told by the claims that had been published by then alone."""
        return tuple(self.stood(records, as_of).values())

    def stood(self, records: Sequence[R], as_of: date | datetime | None) -> dict[str, R]:
        """Records as they stood, by the ids that they have now; what nobody had told yet is left out."""
        if as_of is None:
            return {record.id: record for record in records}
        before = self.before(as_of)
        otherwise = {
            record.id: before.holding(type(record), record.claims) for record in records if before.instead(record.id)
        }
        records = [record for record in records if record.id not in otherwise]
        later = [record for record in records if _grew(record, as_of)]
        ids = list(dict.fromkeys(claim for record in later for claim in record.claims))
        known = self.store.linked(tuple(self._known(ids, as_of)))
        mended = {claim: new for new in as_known(later, known, self.store.judgements()) for claim in new.claims}
        grown = {record.id for record in later}
        stood = {
            record.id: next((mended[claim] for claim in record.claims if claim in mended), None)
            if record.id in grown
            else record
            for record in records
        }
        return {id_: record for id_, record in (stood | otherwise).items() if record is not None}

    def before(self, as_of: date | datetime | None) -> Revised:
        """What was told as of a day by reports that have been superseded since."""
        if as_of is None:
            return UNREVISED
        return self.remembered(("before", as_of), lambda: revised(self.store, as_of))

    def knew(self, report: str, as_of: date | datetime | None) -> bool:
        """Whether a report (its id) on record was known by then."""
        rows = schema.report.c
        then = known(rows.known_day, rows.known_at, as_of)
        return bool(self.store.ids(select(rows.key).where(rows.id == report, *then)))

    def newest(self, asked: AsOf) -> date | None:
        """The newest day of which there is a report."""
        look = looked(AsOf(as_of=asked.as_of))
        listed = browse.claims(look, self.store.dialect)
        rows = self.store.rows(browse.after(listed, look, None, key=listed.selected_columns["key"], limit=1))
        return rows[0].order if rows and rows[0].order != date.min else None  # where no report has a day


def _grew(record: Event | Transfer, as_of: date | datetime) -> bool:
    """Whether anything of it may have been reported later; a record that was whole by then stands as it is."""
    last = (
        record.last_reported
        if isinstance(record, Event)
        else max((s.reported for s in record.stages if s.reported), default=None)
    )
    if last is None:
        return True
    return last >= as_of.date() if isinstance(as_of, datetime) else last > as_of  # a day is known to its end
