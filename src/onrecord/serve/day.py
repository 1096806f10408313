"""What is on record of one day of publication, looked up by that day: what the brief of the page Today is made from."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from onrecord.model.record import Event, Judgement, Strike, Tally, Told, Transfer
from onrecord.model.report import Report
from onrecord.pipeline import records
from onrecord.serve import lookup
from onrecord.serve.desk import Desk
from onrecord.store import Filter
from onrecord.store.known import day_of

R = TypeVar("R", Event, Transfer)


@dataclass(frozen=True, slots=True)
class DayRecords:
    """`model.record.Records` of one day, held whole: a day is some hundred claims."""

    desk: Desk
    around: Mapping[str, Told]  # all claims of the day's events, transfers and strikes that were known
    held_claims: tuple[Told, ...]
    held_events: tuple[Event, ...]
    held_transfers: tuple[Transfer, ...]
    held_strikes: tuple[Strike, ...]

    def reports(self) -> Iterator[Report]:
        """The day's reports."""
        return iter({one.report.id: one.report for one in self.held_claims}.values())

    def claims(self) -> Iterator[Told]:
        """The day's claims."""
        return iter(self.held_claims)

    def told(self, claims: Iterable[str]) -> tuple[Told, ...]:
        """Claims by their ids, as far as they were known."""
        ids = tuple(claims)
        return tuple(self.around[id_] for id_ in ids if id_ in self.around)

    def events(self) -> Iterator[Event]:
        """The events that the day's reports tell."""
        return iter(self.held_events)

    def transfers(self) -> Iterator[Transfer]:
        """The transfers that the day's reports tell."""
        return iter(self.held_transfers)

    def strikes(self) -> Iterator[Strike]:
        """The strikes that the day's reports count."""
        return iter(self.held_strikes)

    def tallies(self) -> Iterator[Tally]:
        """None: the brief tells of running tolls by the claims."""
        return iter(())

    def judgements(self) -> Iterator[Judgement]:
        """Judgements of persons that stand."""
        return iter(self.desk.store.judgements())


def records_of_day(desk: Desk, day: date, as_of: date | datetime | None) -> DayRecords:
    """The record of a day of publication, as of a day or moment."""
    store = desk.store
    own = dict.fromkeys(store.ids(lookup.claims_of_day(day, as_of)))
    published = as_of is None or day <= day_of(as_of)
    events = store.records_of(Event, lookup.EVENTS, store.ids(lookup.events_of_day(day)) if published else ())
    kept = store.ids(lookup.transfers_of_day(day)) if published else ()
    transfers = store.records_of(Transfer, lookup.TRANSFERS, kept)
    near = records(store, Filter(first=day - lookup.REPORTED, last=day, as_of=as_of)).strikes() if own else iter(())
    held = (
        _with_before(desk, as_of, own, Event, desk.as_known(events, as_of)),
        _with_before(desk, as_of, own, Transfer, desk.as_known(transfers, as_of)),
    )
    strikes = tuple(strike for strike in near if not own.keys().isdisjoint(strike.claims))
    ids = own | dict.fromkeys(claim for part in (*held, strikes) for record in part for claim in record.claims)
    told: dict[str, Told] = {one.claim.id: one for one in desk.told(tuple(ids), as_of)}
    known = day_of(as_of or day)
    around = {id_: one for id_, one in told.items() if one.report.day is None or one.report.day <= known}
    return DayRecords(desk, around, tuple(told[id_] for id_ in own if id_ in told), *held, strikes)


def _with_before(
    desk: Desk, as_of: date | datetime | None, own: Collection[str], kind: type[R], found: tuple[R, ...]
) -> tuple[R, ...]:
    """The day's records, and those that stood before a revision."""
    stood = tuple(one for one in desk.before(as_of).of(kind) if any(claim in own for claim in one.claims))
    ids = {one.id for one in stood}
    now = tuple(one for one in found if one.id not in ids)
    return tuple(sorted(now + stood, key=lambda one: one.id))
