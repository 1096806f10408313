"""What each page answers: one method a page, whose parameters are those of its address."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import Path, Query
from sqlalchemy import select

from onrecord.model.record import Event, Told
from onrecord.model.report import Report
from onrecord.pipeline import records
from onrecord.publish import make_brief
from onrecord.publish.document import Question
from onrecord.serve import lookup
from onrecord.serve.asked import AsOf, Day, Days, ListedClaims, ListedEvents, ListedTransfers, looked
from onrecord.serve.day import records_of_day
from onrecord.serve.desk import Desk
from onrecord.serve.figures import grouped, sides
from onrecord.serve.finding import findings
from onrecord.serve.marked import marked
from onrecord.serve.plain import Ready
from onrecord.serve.problem import Problem
from onrecord.serve.search import Sought, found
from onrecord.store import Filter, browse, schema
from onrecord.store.fitting import looks
from onrecord.store.keys import batches
from onrecord.store.known import day_of

Answer = Mapping[str, Any]
Id = Annotated[str, Path(max_length=80, pattern=r"^[0-9A-Za-z_.:|-]+$")]
Name = Annotated[str, Path(max_length=200, pattern=r"^[^\x00]*$")]
SPANS = tuple(map(timedelta, (30, 90, 365)))  # timeline and map show the first in which FEW events begin
FEW = 20
DRAWN = {"timeline": 5_000, "map": 10_000}  # events drawn at once
SOURCES = 200


class AskedDay(AsOf):
    """A day of publication."""

    day: Day | None = None


class DrawnRows(Sequence[dict[str, Any]]):
    """Rows that are drawn, from their JSON, as they are looked at: a page lists some of thousands."""

    def __init__(self, rows: Sequence[str]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return DrawnRows(self._rows[at])
        return dict(zip(browse.EVENT_COLUMNS, json.loads(self._rows[at]), strict=True))


class Answers:
    """Answers to the desk's pages over one record."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.store = desk, desk.store

    def today(self, asked: Annotated[AskedDay, Query()]) -> Answer:
        """The brief of a day, what is new, what is disputed."""
        day = asked.day or self.desk.newest(asked)
        if day is None:
            return {"day": None, "before": None, "after": None, "brief": None, "counts": {}, "new": [], "disputed": []}
        return self.desk.remembered(("today", day, asked.as_of), lambda: self._today(day, asked))

    def _today(self, day: date, asked: AsOf) -> Answer:
        kept = records_of_day(self.desk, day, asked.as_of)
        told, events, transfers = kept.held_claims, kept.held_events, kept.held_transfers
        before, after = self.store.rows(lookup.days_around(day, looked(asked)))[0]
        most_told = sorted(events, key=lambda event: (-event.independent_sources, -len(event.figures), event.id))
        new = [event for event in most_told if event.first_reported == day]
        disputed = [event for event in most_told if event.disputes]
        return {
            "day": day,
            "before": before,
            "after": after,
            "brief": make_brief(Question(day, as_of=asked.as_of), kept),
            "counts": {
                "claims": len(told),
                "reports": len({one.report.id for one in told}),
                "events": len(events),
                "new events": len(new),
                "disputed events": len(disputed),
                "transfers": len(transfers),
            },
            "new": new[:40],
            "disputed": disputed[:40],
        }

    def timeline(self, asked: Annotated[Days, Query()]) -> Answer:
        """Events by day; an uncertain date is a span of days."""
        return self._drawn("timeline", asked)

    def map(self, asked: Annotated[Days, Query()]) -> Answer:
        """Events by place, each as exact as its words are: a point, a circle or an area."""
        return self._drawn("map", asked)

    def spanned(self, asked: Days) -> Days:
        """The question with the days that it leaves open: a month up to the newest report, more where it is bare."""
        last = asked.last or self.desk.newest(asked) or date(2000, 1, 1)
        first = asked.first or self._since(asked, last)
        return asked.model_copy(update={"first": first, "last": last})

    def _since(self, asked: Days, last: date) -> date:
        """The first day of the shortest span up to a day in which some events begin."""
        for span in SPANS:
            first = max(last - span, date(1900, 1, 1))
            look = looked(asked.model_copy(update={"first": first, "last": last}), events=True)
            if len(self.store.ids(browse.started(look, FEW))) == FEW:
                break
        return first

    def drawn(self, name: str, asked: Days) -> Sequence[str]:
        """Rows (JSON) of the events that the timeline or the map draws, and one more where there are more."""
        look = looked(self.spanned(asked), events=True)
        drawn = browse.drawn_events(look, self.store.dialect, placed=name == "map", most=DRAWN[name] + 1)
        return self.store.ids(drawn)

    def _drawn(self, name: str, asked: Days) -> Answer:
        most, days, rows = DRAWN[name], self.spanned(asked), self.drawn(name, asked)
        shown = self._as_known(rows[:most], days, placed=name == "map")
        return {
            "first": days.first,
            "last": days.last,
            "more": len(rows) > most,
            "columns": browse.EVENT_COLUMNS,
            "rows": Ready(f"[{', '.join(shown)}]"),
            "_rows": DrawnRows(shown),
        }

    def _as_known(self, rows: Sequence[str], asked: Days, *, placed: bool) -> list[str]:
        """Rows of events as they stood; those that later reports added to are described anew."""
        if asked.as_of is None:
            return list(rows)
        look, before = looked(asked, events=True), self.desk.before(asked.as_of)
        day, told = day_of(asked.as_of).isoformat(), DrawnRows(rows)
        grown = {row["id"] for row in told if row["last_reported"] is None or row["last_reported"] >= day}
        grown = {id_ for id_ in grown if not before.instead(id_)}
        records = [old for some in batches(list(grown)) for old in self.store.records_of(Event, lookup.EVENTS, some)]
        stood = {id_: event for id_, event in self.desk.stood(records, asked.as_of).items() if looks(event, look)}
        still = [
            lookup.row_of(stood[row["id"]]) if row["id"] in stood else rows[number]
            for number, row in enumerate(told)
            if row["id"] in stood or (row["id"] not in grown and not before.instead(row["id"]))
        ]
        stood_before = [event for event in before.of(Event) if looks(event, look)]
        there = [event for event in stood_before if not placed or any(place.lat is not None for place in event.place)]
        return [*(lookup.row_of(event) for event in there), *still]

    def claims(self, asked: Annotated[ListedClaims, Query()]) -> Answer:
        """The ledger: claims with their sources and standing, by facets and words."""
        claims, facets = self.desk.ledger(asked)
        return {"claims": claims, "facets": facets, "findings": findings(self.desk, claims.rows)}

    def events(self, asked: Annotated[ListedEvents, Query()]) -> Answer:
        """Events, each with how well it is vouched for."""
        return {"events": self.desk.events(asked)}

    def event(self, id: Id, asked: Annotated[AsOf, Query()]) -> Answer:
        """An event: figures by speaker in the order of time, disputes, claims, independent sources."""
        event = self.desk.event(id, asked.as_of)
        told = self.desk.told(event.claims, asked.as_of)
        figures = sorted(event.figures, key=lambda figure: (figure.reported or date.max, figure.claim))
        return {
            "event": event,
            "figures": figures,
            "claims": told,
            "findings": findings(self.desk, told),
            "sources": lookup.voices(told),
            "_groups": grouped(event.figures, told),
            "_disputes": [(dispute.about, sides(dispute, told, event.figures)) for dispute in event.disputes],
        }

    def transfers(self, asked: Annotated[ListedTransfers, Query()]) -> Answer:
        """Arms and aid, each as far as it has come."""
        return {"transfers": self.desk.transfers(asked)}

    def transfer(self, id: Id, asked: Annotated[AsOf, Query()]) -> Answer:
        """A transfer: each step of the ladder with who reported it."""
        transfer = self.desk.transfer(id, asked.as_of)
        told = self.desk.told(transfer.claims, asked.as_of)
        return {"transfer": transfer, "claims": told, "findings": findings(self.desk, told)}

    def strikes(self, asked: Annotated[Days, Query()]) -> Answer:
        """The arithmetic of each day's attack by speaker, and running tolls."""
        days = self.spanned(asked)
        first, last = days.first, days.last
        kept = records(self.store, Filter(first=first, last=last, as_of=asked.as_of, country=asked.country))
        tolls = records(self.store, Filter(reported_first=first, reported_last=last, as_of=asked.as_of))
        return {"first": first, "last": last, "strikes": list(kept.strikes()), "tallies": list(tolls.tallies())[:200]}

    def sources(self, asked: Annotated[AsOf, Query()]) -> Answer:
        """Who says so: sources by how much they claim, with the ratings that users gave."""

        def counted() -> list[dict[str, Any]]:
            rows = self.store.rows(browse.sources(SOURCES, asked.as_of))
            return [{"source": row.source, "claims": row.claims} for row in rows]

        ratings, counts = lookup.ratings(self.store), self.desk.remembered(("sources", asked.as_of), counted)
        return {"sources": [{**row, "rating": ratings.get(row["source"])} for row in counts]}

    def source(self, name: Name, asked: Annotated[ListedClaims, Query()]) -> Answer:
        """A source: what it claims, and how often that is confirmed or contradicted."""
        as_of, standings = asked.as_of, self.standings(name, asked)
        claims = self.desk.claims(asked.model_copy(update={"source": name}))
        borne = self.desk.remembered(("borne", name, as_of), lambda: lookup.borne_out(self.desk, name, as_of))
        rating = lookup.ratings(self.store).get(name)
        found = findings(self.desk, claims.rows)
        shown = {"standings": standings, "events": borne, "rating": rating, "claims": claims, "findings": found}
        return {"source": name, **shown}

    def standings(self, name: str, asked: AsOf) -> dict[str, int]:
        """Standing -> claims of a source that had said something by then. Raises Problem."""

        def counted() -> dict[str, int]:
            return {row[0]: row[1] for row in self.store.rows(browse.standings(name, asked.as_of))}

        found = self.desk.remembered(("source", name, asked.as_of), counted)
        if not found or name == lookup.UNLISTED:
            said = f"had said anything by {asked.as_of}" if asked.as_of else "is on the record"
            raise Problem(404, "missing", f"No source of that name {said}; private persons have no page.")
        return found

    def report(self, id: Id, asked: Annotated[AsOf, Query()]) -> Answer:
        """A report's text with the words of each claim marked, and the claims beside it."""
        report = self.known_report(id, asked)
        told = self.store.claims(Filter(report=id, as_of=asked.as_of))
        links = self._events_of(told)
        return {
            "report": report,
            "claims": told,
            "findings": findings(self.desk, told),
            "events": links,
            "issues": self.store.issues(id),
            "_marked": marked(report.text, told),
        }

    def known_report(self, id: str, asked: AsOf) -> Report:
        """A report that was known by then. Raises Problem."""
        report = self.store.report(id)
        if report is None:
            raise Problem(404, "missing", f"There is no report {id} on the record.")
        if not self.desk.knew(id, asked.as_of):
            raise Problem(404, "missing", f"The report {id} was not published by {asked.as_of}: choose a later day.")
        return report

    def _events_of(self, told: tuple[Told, ...]) -> dict[str, str]:
        """Claim -> its event, for those that have one."""
        links = schema.event_claim.c
        events: dict[str, str] = {}
        ids = [one.claim.id for one in told]
        for some in batches(ids):
            asked = select(links.claim, links.event).where(links.claim.in_(some))
            events.update({row.claim: row.event for row in self.store.rows(asked)})
        return events

    def search(self, asked: Annotated[Sought, Query()]) -> Answer:
        """Reports, claims, events, actors and places that the words find."""
        return found(self.desk, asked)

    def about(self, asked: Annotated[AsOf, Query()]) -> Answer:
        """What is on record, and whose data the desk shows."""
        before = self.desk.before(asked.as_of)
        asking = lookup.how_many(asked.as_of, before)
        counted = self.desk.remembered(("about", asked.as_of), lambda: self.store.rows(asking)[0])._mapping
        return {"counts": {**counted, "event": counted["event"] + len(before.of(Event))}}
