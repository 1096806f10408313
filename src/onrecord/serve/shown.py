"""What a page shows as records that any format of publish can write: all that its filter finds, as of its day."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Query

from onrecord.model.record import Event, Judgement, Records, Strike, Tally, Told, Transfer
from onrecord.model.report import Report
from onrecord.serve.answers import Answers, AskedDay, DrawnRows, Id, Name
from onrecord.serve.asked import AsOf, Days, SoughtClaims, SoughtEvents, SoughtTransfers, looked
from onrecord.serve.day import records_of_day
from onrecord.serve.desk import Desk
from onrecord.serve.problem import Problem
from onrecord.store import Filter, browse, query
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
    given_events: Callable[[], Iterable[Event]] = _none
    given_transfers: Callable[[], Iterable[Transfer]] = _none
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
        return iter(self.given_events())

    def transfers(self) -> Iterator[Transfer]:
        """Transfers in the page's order."""
        return iter(self.given_transfers())

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
        return Shown(self._desk, asked.as_of, given_events=lambda: self._drawn_events(name, asked))

    def _drawn_events(self, name: str, asked: Days) -> Iterator[Event]:
        rows: DrawnRows = getattr(self._answers, name)(asked)["_rows"]
        before = {event.id: event for event in self._desk.before(asked.as_of).of(Event)}
        ids = [row["id"] for row in rows]
        yield from (before[id_] for id_ in ids if id_ in before)
        for some in batches([id_ for id_ in ids if id_ not in before]):
            for id_ in some:
                yield self._desk.event(id_, asked.as_of)

    def claims(self, asked: Annotated[SoughtClaims, Query()]) -> Records:
        """The claims that the ledger's filter finds."""

        def keys() -> list[int]:
            look, dialect = looked(asked), self._store.dialect
            listed = browse.claims(look, dialect)
            found = browse.after(listed, look, None, key=listed.selected_columns["key"], limit=None)
            return [row.key for row in self._store.rows(found, browse.parameters(look, dialect))]

        return Shown(self._desk, asked.as_of, keys=keys)

    def source(self, name: Name, asked: Annotated[SoughtClaims, Query()]) -> Records:
        """The claims of a source."""
        self._answers.standings(name, asked)
        return self.claims(asked.model_copy(update={"source": name}))

    def events(self, asked: Annotated[SoughtEvents, Query()]) -> Records:
        """The events that a filter finds."""
        return Shown(self._desk, asked.as_of, given_events=lambda: self._desk.every(asked, Event, EVENTS))

    def event(self, id: Id, asked: Annotated[AsOf, Query()]) -> Records:
        """An event with its claims."""
        event = self._desk.event(id, asked.as_of)
        return Shown(self._desk, asked.as_of, given_events=lambda: [event])

    def transfers(self, asked: Annotated[SoughtTransfers, Query()]) -> Records:
        """The transfers that a filter finds."""
        return Shown(self._desk, asked.as_of, given_transfers=lambda: self._desk.every(asked, Transfer, TRANSFERS))

    def transfer(self, id: Id, asked: Annotated[AsOf, Query()]) -> Records:
        """A transfer with its claims."""
        transfer = self._desk.transfer(id, asked.as_of)
        return Shown(self._desk, asked.as_of, given_transfers=lambda: [transfer])

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
