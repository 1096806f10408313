"""Small invented reports, each sentence one claim, made by hand without the reader."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onrecord.claim.identity import identified
from onrecord.gather import make_report
from onrecord.model.attribution import Attribution, Style
from onrecord.model.claim import Claim, Effect, Item, Modality, Polarity, Role, Scope, Stage, Status, Type, Verification
from onrecord.model.extraction import Extraction, Versions
from onrecord.model.mention import Actor, Place, PlacePrecision, Quantity, Thing, TimePrecision, When
from onrecord.model.record import Told
from onrecord.model.span import Sourced, Span
from tests.records import VERSIONS, extraction

ARMY = Actor("SDN-MIL", "Sudanese army", "SDN", "MIL")
RSF = Actor("SDN-REB-RSF", "RSF", "SDN", "REB")
HOSPITAL = Actor("hospital", "a hospital in El Fasher", "SDN", "CVL")
UKRAINE = Actor("UKR", "Ukraine", "UKR", "GOV")
GERMANY = Actor("DEU", "Germany", "DEU", "GOV")
FRIDAY = date(2024, 1, 5)
FASHER = Place("El Fasher", "SDN", "North Darfur", 13.6, 25.3, 379253, PlacePrecision.PLACE)
NYALA = Place("Nyala", "SDN", "South Darfur", 12.0, 24.9, 371760, PlacePrecision.PLACE)
SUDAN = Place("Sudan", "SDN", None, 16.0, 30.0, 366755, PlacePrecision.COUNTRY)


@dataclass(frozen=True)
class Say:
    """One claim in plain values; None is what the sentence leaves open."""

    words: str = "Shells fell on the town."
    type: Type | None = Type.ASSAULT
    mode: str | None = None
    day: date | None = FRIDAY
    until: date | None = None
    lasting: str | None = None  # an ISO 8601 duration in place of a day: "P2Y"
    place: Place | None = FASHER
    actor: Actor | None = None
    recipient: Actor | None = None
    source: Actor | None = None
    killed: int | None = None
    of: str = "civilians"
    goods: str | None = None
    number: int | None = None
    stage: Stage | None = None
    denied: bool = False
    period: bool = False
    modality: Modality = Modality.ACTUAL
    status: Status | None = None
    retells: int | None = None  # the number of the sentence that it retells


@dataclass(frozen=True)
class Story:
    """A report of one outlet on one day."""

    says: tuple[Say, ...] = field(default_factory=lambda: (Say(),))
    outlet: str = "Morning Post"
    day: date | None = date(2024, 1, 6)
    reader: Versions = VERSIONS


def read(story: Story) -> Extraction:
    """The extraction that a reader would make of the story."""
    text = " ".join(f"{say.words}" for say in story.says)
    report = make_report(text, published=story.day, outlet=story.outlet)
    claims, said, at = [], [], 0
    for number, say in enumerate(story.says):
        span = Span(at, at + len(say.words))
        at = span.end + 1
        if say.source:
            said.append(Attribution(f"a{number}", (Sourced(say.source, span),), None, (span,), Style.INDIRECT))
        claims.append(_claim(number, say, span))
    named = identified(tuple(claims), report, story.reader)
    return extraction(report, named, tuple(said), reader=story.reader)


def told(*stories: Story) -> list[Told]:
    """The claims of stories as the store hands them on."""
    found = []
    for story in stories:
        made = read(story)
        by_id = {attribution.id: attribution for attribution in made.attributions}
        for claim in made.claims:
            found.append(Told(claim, made.report, tuple(by_id[id_] for id_ in claim.attribution)))
    return found


def _claim(number: int, say: Say, span: Span) -> Claim:
    def words(value: Any) -> Any:
        return None if value is None else Sourced(value, span)

    def listed(value: Any) -> Any:
        return () if value is None else (Sourced(value, span),)

    precision = TimePrecision.DAY if say.until in (None, say.day) else TimePrecision.DAYS
    return Claim(
        id=f"c{number}",
        type=Sourced(say.type, span),
        sentence=span,
        mode=listed(say.mode),
        actor=listed(say.actor),
        recipient=listed(say.recipient),
        when=words(
            When(None, None, None, say.lasting)
            if say.lasting
            else say.day and When(say.day, say.until or say.day, precision)
        ),
        place=listed(say.place),
        items=_items(say, span),
        attribution=(f"a{number}",) if say.source else (),
        polarity=Sourced(Polarity.NEGATED, span) if say.denied else Polarity.AFFIRMED,
        modality=say.modality if say.modality is Modality.ACTUAL else Sourced(say.modality, span),
        verification=listed(say.status and Verification(say.status)),
        stage=words(say.stage),
        coref=None if say.retells is None else f"c{say.retells}",
    )


def _items(say: Say, span: Span) -> tuple[Item, ...]:
    scope, made = Scope.PERIOD if say.period else Scope.EVENT, []
    if say.killed is not None:
        people, number = Thing(None, say.of, "people"), Quantity(say.killed, say.killed, say.killed)
        effect = Sourced(Effect.KILLED, span)
        made.append(Item(Role.CASUALTY, Sourced(people, span), None, Sourced(number, span), scope, None, effect))
    if say.goods:
        number = Quantity(say.number, say.number, say.number) if say.number else None
        thing = Thing(say.goods, None, "armour")
        made.append(Item(Role.GOODS, Sourced(thing, span), None, Sourced(number, span) if number else None))
    return tuple(made)
