"""Synthetic reports, seeded: the same claims each time, as many as are asked for, some hundred a day.

Each day has events in the towns of twenty countries; one to four outlets tell each, on the day or the next, dated by
the day, by the night or not at all, with numbers of their own; some claims name a country alone, some are running
tolls, some tell of arms. Texts are made up word by word, so that none is a copy of another.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from onrecord.claim import identified
from onrecord.gather import make_report
from onrecord.model.attribution import Attribution, Style
from onrecord.model.claim import Claim, Effect, Item, Role, Scope, Stage, Type
from onrecord.model.document import Document
from onrecord.model.extraction import Extraction, Versions
from onrecord.model.mention import Actor, Place, PlacePrecision, Quantity, Thing, TimePrecision, When
from onrecord.model.record import Told
from onrecord.model.span import Sourced, Span

READER = Versions("bench", "none", "none", "1", "none", "none")
FIRST = date(2018, 1, 1)
COUNTRIES = [f"C{chr(65 + n)}{chr(65 + n)}" for n in range(20)]
TOWNS = 15  # a country
EVENTS = 48  # a day
OUTLETS = [f"Outlet {n}" for n in range(24)]
TYPES = [Type.ASSAULT] * 5 + [Type.BLAST, Type.CONTROL, Type.INTERCEPT, Type.COERCE, Type.AID]
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]


def synthetic(claims: int, *, seed: int = 7, countries: int = len(COUNTRIES)) -> Iterator[Extraction]:
    """Reports with so many claims in all (the last report may bring a few more), of so many countries."""
    random, made, day = Random(seed), 0, FIRST
    waiting: list[tuple[str, _Event]] = []
    while made < claims:
        by_outlet: defaultdict[str, list[_Event]] = defaultdict(list)
        for outlet, event in waiting:
            by_outlet[outlet].append(event)
        waiting = []
        for _ in range(EVENTS):
            event = _Event(random, day, COUNTRIES[:countries])
            for outlet in random.sample(OUTLETS, random.choice((1, 1, 2, 2, 3, 4))):
                if random.random() < 0.7:
                    by_outlet[outlet].append(event)
                else:
                    waiting.append((outlet, event))
        for outlet in sorted(by_outlet):
            report = _report(random, outlet, day, by_outlet[outlet])
            made += len(report.claims)
            yield report
            if made >= claims:
                return
        day += timedelta(days=1)


def told_of(extractions: Iterator[Extraction]) -> list[Told]:
    """The claims as the store hands them on."""
    told = []
    for made in extractions:
        chain = {attribution.id: attribution for attribution in made.attributions}
        told += [Told(c, made.report, tuple(chain[id_] for id_ in c.attribution)) for c in made.claims]
    return told


class _Event:
    """What happened; each outlet tells it in its own way."""

    def __init__(self, random: Random, day: date, countries: list[str]) -> None:
        self.day, self.country = day, random.choice(countries)
        number = random.randrange(TOWNS)
        index = COUNTRIES.index(self.country) * TOWNS + number
        lat, lon = 10 + COUNTRIES.index(self.country), 5 + number * 0.7
        self.place = Place(
            f"Town {index}", self.country, f"Region {index // 5}", lat, lon, 1000 + index, PlacePrecision.PLACE
        )
        self.whole = Place(self.country, self.country, None, lat, 10, 10 + index // TOWNS, PlacePrecision.COUNTRY)
        self.type, self.killed = random.choice(TYPES), random.randrange(1, 60)
        self.army = Actor(f"{self.country}-MIL", f"army of {self.country}", self.country, "MIL")
        self.rebels = Actor(f"rebels-{self.country}", f"rebels of {self.country}", self.country, "REB")


def _report(random: Random, outlet: str, day: date, events: list[_Event]) -> Extraction:
    sentences = [" ".join(_word(random) for _ in range(14)).capitalize() + "." for _ in events]
    report = make_report(" ".join(sentences), published=day, outlet=outlet)
    drafts, said, at = [], [], 0
    for number, (event, sentence) in enumerate(zip(events, sentences, strict=True)):
        span = Span(at, at + len(sentence))
        at = span.end + 1
        source = random.choice((None, event.army, event.rebels))
        if source:
            said.append(Attribution(f"a{number}", (Sourced(source, span),), None, (span,), Style.INDIRECT))
        drafts.append(_claim(random, number, event, span, (f"a{number}",) if source else ()))
    document = Document(report, report.day, (), (), (), (), report.issues)
    return Extraction(READER, document, (), tuple(said), identified(tuple(drafts), report, READER), ())


def _claim(random: Random, number: int, event: _Event, span: Span, chain: tuple[str, ...]) -> Claim:
    kind, coarse = random.random(), random.random() < 0.08
    night = When(event.day - timedelta(days=1), event.day, TimePrecision.NIGHT)
    when = None if kind < 0.1 else night if kind < 0.2 else When(event.day, event.day, TimePrecision.DAY)
    toll, aid = random.random() < 0.01, event.type is Type.AID
    return Claim(
        id=f"c{number}",
        type=Sourced(event.type, span),
        sentence=span,
        actor=(Sourced(event.army if aid else event.rebels, span),) if aid or random.random() < 0.6 else (),
        recipient=(Sourced(event.army, span),) if random.random() < 0.4 else (),
        when=Sourced(when, span) if when else None,
        place=() if aid else (Sourced(event.whole if coarse else event.place, span),),
        items=_items(random, event, span, toll),
        attribution=chain,
        stage=Sourced(random.choice((Stage.ANNOUNCED, Stage.DELIVERED)), span) if aid else None,
    )


def _items(random: Random, event: _Event, span: Span, toll: bool) -> tuple[Item, ...]:
    if event.type is Type.AID:
        goods = Thing(f"Model {random.randrange(40)}", "gun", "Artillery")
        return (Item(Role.GOODS, Sourced(goods, span), None, Sourced(Quantity(4, 4, 4), span)),)
    count = event.killed + random.choice((0, 0, 0, 3)) + (5000 if toll else 0)
    people = Sourced(Thing(None, "civilian", "people"), span)
    scope = Scope.PERIOD if toll else Scope.EVENT
    number = Sourced(Quantity(count, count, count), span)
    return (Item(Role.CASUALTY, people, None, number, scope, None, Sourced(Effect.KILLED, span)),)


def _word(random: Random) -> str:
    return "".join(random.choice(SYLLABLES) for _ in range(random.choice((1, 2, 3))))
