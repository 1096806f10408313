"""What a page shows as records that any format of publish can write: all that its filter finds, as of its day."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Query

from onrecord.model.record import Event, Judgement, Records, Strike, Tally, Told, Transfer
from onrecord.model.report import Report
from onrecord.serve.answers import DRAWN, Answers, AskedDay, DrawnRows, Id, Name
from onrecord.serve.asked import AsOf, Days, SoughtClaims, SoughtEvents, SoughtTransfers, looked
from onrecord.serve.day import records_of_day
from onrecord.serve.desk import Desk, events_listed
from onrecord.serve.problem import Problem
from onrecord.store import Filter, browse, query, schema
from onrecord.store.keys import batches
from onrecord.store.query import EVENTS, TRANSFERS


def _none() -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True)
class Shown:
    """`model.record.Records` of what a page shows, some hundred records at a time.

    Each part is asked for when it is written. Without `keys` (of claims) they are those of its events and the rest.
    """

    desk: Desk
    as_of: date | datetime | None
    event_ids: Callable[[], Sequence[str]] = _none
    transfer_ids: Callable[[], Sequence[str]] = _none
    given_strikes: Callable[[], Iterable[Strike]] = _none
    given_tallies: Callable[[], Iterable[Tally]] = _none
    keys: Callable[[], Sequence[int]] | None = None

    def reports(self) -> Iterator[Report]:
        """Reports of the claims, in the order of these."""
        seen = set[str]()
        for one in self.claims():
            if one.report.id not in seen:
                seen.add(one.report.id)
                yield one.report

    def claims(self) -> Iterator[Told]:
        """Claims in the page's order."""
        if self.keys is None:
            for held in batches(list(dict.fromkeys(self._held()))):
                yield from self.told(held)
        else:
            for keys in batches(self.keys()):
                yield from self.desk.store.told_of(keys)

    def _held(self) -> Iterator[str]:
        for part in (self.events, self.transfers, self.strikes, self.tallies):
            for record in part():
                yield from record.claims

    def told(self, claims: Iterable[str]) -> tuple[Told, ...]:
        """Claims by their ids, as far as they were known."""
        return self.desk.told(list(claims), self.as_of)

    def events(self) -> Iterator[Event]:
        """Events in the page's order."""
        for ids in batches(self.event_ids()):
            yield from self.desk.as_known(self.desk.store.records_of(Event, EVENTS, ids), self.as_of)

    def transfers(self) -> Iterator[Transfer]:
        """Transfers in the page's order."""
        for ids in batches(self.transfer_ids()):
            yield from self.desk.as_known(self.desk.store.records_of(Transfer, TRANSFERS, ids), self.as_of)

    def strikes(self) -> Iterator[Strike]:
        """Lines of the strike ledger."""
        return iter(self.given_strikes())

    def tallies(self) -> Iterator[Tally]:
        """Running tolls."""
        return iter(self.given_tallies())

    def judgements(self) -> Iterator[Judgement]:
        """Judgements of persons that stand."""
        return iter(self.desk.store.judgements())


class Exports:
    """What each page shows; one method a page, named as that of `Answers`, asked by the same parameters."""

    def __init__(self, answers: Answers) -> None:
        self._answers, self._desk, self._store = answers, answers.desk, answers.store

    def today(self, asked: Annotated[AskedDay, Query()]) -> Records:
        """What the reports of a day tell."""
        day = asked.day or self._desk.newest(asked)
        if day is None:
            raise Problem(404, "missing", "Nothing is on record yet.")
        return records_of_day(self._desk, day, asked.as_of)

    def timeline(self, asked: Annotated[Days, Query()]) -> Records:
        """The events that the timeline draws."""
        return self._drawn("timeline", asked)

    def map(self, asked: Annotated[Days, Query()]) -> Records:
        """The events that the map draws."""
        return self._drawn("map", asked)

    def _drawn(self, name: str, asked: Days) -> Records:
        return Shown(self._desk, asked.as_of, event_ids=lambda: self._drawn_ids(name, asked))

    def _drawn_ids(self, name: str, asked: Days) -> list[str]:
        return [row["id"] for row in DrawnRows(self._answers.drawn(name, asked)[: DRAWN[name]])]

    def claims(self, asked: Annotated[SoughtClaims, Query()]) -> Records:
        """The claims that the ledger's filter finds."""

        def keys() -> list[int]:
            look, dialect = looked(asked), self._store.dialect
            found = browse.after(browse.claims(look, dialect), look, None, key=schema.ledger.c.key, limit=None)
            return [row.key for row in self._store.rows(found, browse.parameters(look, dialect))]

        return Shown(self._desk, asked.as_of, keys=keys)

    def source(self, name: Name, asked: Annotated[SoughtClaims, Query()]) -> Records:
        """The claims of a source."""
        self._answers.standings(name, asked)
        return self.claims(asked.model_copy(update={"source": name}))

    def events(self, asked: Annotated[SoughtEvents, Query()]) -> Records:
        """The events that a filter finds."""
        look = looked(asked, events=True)
        listed, key = events_listed(look)
        found = browse.after(listed, look, None, key=key, limit=None)
        return Shown(self._desk, asked.as_of, event_ids=lambda: [row.id for row in self._store.rows(found)])

    def event(self, id: Id, asked: Annotated[AsOf, Query()]) -> Records:
        """An event with its claims."""
        event = self._desk.event(id, asked.as_of)
        return Shown(self._desk, asked.as_of, event_ids=lambda: [event.id])

    def transfers(self, asked: Annotated[SoughtTransfers, Query()]) -> Records:
        """The transfers that a filter finds."""
        look = looked(asked, events=True)
        found = browse.after(browse.transfers(look), look, None, key=schema.transfer.c.id, limit=None)
        return Shown(self._desk, asked.as_of, transfer_ids=lambda: self._store.ids(found))

    def transfer(self, id: Id, asked: Annotated[AsOf, Query()]) -> Records:
        """A transfer with its claims."""
        transfer = self._desk.transfer(id, asked.as_of)
        return Shown(self._desk, asked.as_of, transfer_ids=lambda: [transfer.id])

    def strikes(self, asked: Annotated[Days, Query()]) -> Records:
        """The arithmetic of the days' attacks, and running tolls."""
        answer = self._answers.strikes(asked)
        return Shown(
            self._desk,
            asked.as_of,
            given_strikes=lambda: answer["strikes"],
            given_tallies=lambda: answer["tallies"],
        )

    def report(self, id: Id, asked: Annotated[AsOf, Query()]) -> Records:
        """The claims of a report."""
        self._answers.known_report(id, asked)
        keys = query.claim_keys(Filter(report=id, as_of=asked.as_of))
        return Shown(self._desk, asked.as_of, keys=lambda: self._store.ids(keys))
