"""What claims together describe: events, transfers, strikes and tallies, and the judgements that join them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from onrecord.model.attribution import Attribution
from onrecord.model.claim import Claim, Item, Type
from onrecord.model.mention import Actor, Place, Quantity, Thing, When
from onrecord.model.report import Report


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the report that tells it and the attributions of its chain, innermost first.

    What the store hands to reconcile and publish: `claim.sentence.quote(report.text)` are its words.
    """

    claim: Claim
    report: Report
    attributions: tuple[Attribution, ...]

    @property
    def quote(self) -> str:
        """The sentence that tells it."""
        return self.claim.sentence.quote(self.report.text)


@dataclass(frozen=True, slots=True)
class Figure:
    """One source's number of one kind of effect, as one claim gives it."""

    kind: str
    of: str
    side: Actor | None
    source: Actor | None
    low: int | float | None
    best: int | float | None
    high: int | float | None
    reported: date | None
    claim: str


@dataclass(frozen=True, slots=True)
class Total:
    """The event's own number of one kind of effect: the envelope of all sources' figures.

    `best` is there only where independent sources agree or a person judged.
    """

    kind: str
    of: str
    side: Actor | None
    low: int | float | None
    best: int | float | None
    high: int | float | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Claims that cannot all be right, and about what."""

    about: str
    claims: tuple[str, ...]


class Standing(StrEnum):
    """How well an event is vouched for, best first."""

    CONFIRMED = "confirmed"
    CORROBORATED = "corroborated"
    CLAIMED = "claimed"
    REPORTED = "reported"
    UNVERIFIED = "unverified"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Event:
    """What claims of one happening together describe. Its id is that of its earliest claim."""

    id: str
    type: Type
    mode: tuple[str, ...]
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    when: When | None
    place: tuple[Place, ...]
    items: tuple[Item, ...]
    figures: tuple[Figure, ...]
    totals: tuple[Total, ...]
    disputes: tuple[Dispute, ...]
    verification: Standing
    independent_sources: int
    outlets: int
    reports: int
    first_reported: date | None
    last_reported: date | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a transfer along the ladder, as one claim gives it."""

    stage: str
    reported: date | None
    when: When | None
    source: Actor | None
    claim: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """Arms or aid from one supplier to one recipient, with each step that was reported."""

    id: str
    supplier: Actor | None
    recipient: Actor | None
    what: Thing | None
    announced: Quantity | None
    ordered: Quantity | None
    delivered: Quantity | None
    value: Quantity | None
    stages: tuple[Step, ...]
    alleged: bool
    claims: tuple[str, ...]
    package: str | None = None  # id of the transfer of money in whose package these goods were promised


@dataclass(frozen=True, slots=True)
class Strike:
    """One speaker's arithmetic of one day's (or night's) attack with one kind of weapon; `side` launched it.

    `day` is the day on which the attack ended. Numbers of different speakers, or reports, are never added.
    """

    id: str
    day: date
    side: Actor | None
    weapon: str
    source: Actor | None
    launched: Quantity | None
    intercepted: Quantity | None
    jammed: Quantity | None
    hit: Quantity | None
    fallen: Quantity | None
    sums: bool | None  # whether the parts fit in the whole; None where it cannot be told
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TallyReport:
    """A running toll as one claim gives it."""

    reported: date | None
    low: int | float | None
    best: int | float | None
    high: int | float | None
    claim: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A running toll over a period, by one source: how it grew from report to report. Never part of an event."""

    id: str
    kind: str
    of: str
    side: Actor | None
    place: Place | None
    since: date | None
    source: Actor | None
    reports: tuple[TallyReport, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of its claims."""
        return tuple(report.claim for report in self.reports)


class Verdict(StrEnum):
    """What a judgement says of two claims."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


RATING = "rating"  # field of a judgement of a source: `left` is its actor's id or name, `value` the Admiralty letter
ISSUE = "issue"  # field of a judgement of an issue: `left` is the anchor of its words, `value` its code, or a note


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision, by rule or person, that can be withdrawn. Either left and right, or field and value."""

    left: str
    right: str | None
    field: str | None
    value: str | None
    verdict: Verdict | None
    reasons: tuple[str, ...]
    by: str
    at: datetime
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """Two claims (ids) of which the rules cannot tell whether they are one event, and what speaks for and against.

    `left` is of the account that could not be placed, `right` the one with which the event began.
    """

    left: str
    right: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What the reports of one day changed in an event: a source's number, or a field of the event. None: not there."""

    reported: date | None
    field: str
    before: str | None
    after: str | None
    source: Actor | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """All that claims together describe: what reconcile gives and the store keeps until the next rebuild."""

    events: tuple[Event, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    strikes: tuple[Strike, ...] = ()
    tallies: tuple[Tally, ...] = ()
    unsure: tuple[Unsure, ...] = ()


class Bearing(NamedTuple):
    """Where a report's account of a happening may meet others: a family of types, a country, first and last day."""

    family: str
    country: str
    first: date
    last: date


def anchor(told: Told) -> str:
    """What a judgement holds on to: the report and the claim's trigger words, the same for any reader.

    `REPORT:START-END`, in characters of the report's text.
    """
    span = told.claim.type.span
    return f"{told.report.id}:{span.start}-{span.end}"


def report_of(held: str) -> str:
    """The report (id) of an anchor.

    >>> report_of("9f3c:12-18")
    '9f3c'
    """
    return held.rpartition(":")[0]


class Records(Protocol):
    """What is on record for one question (days, countries, `as of`): how the store hands it to publish.

    Each iterator starts anew at each call and holds no more than a few thousand records at once.
    """

    def reports(self) -> Iterator[Report]:
        """Reports that tell any of it, by day of publication."""

    def claims(self) -> Iterator[Told]:
        """Claims, by report and in its order."""

    def told(self, claims: Iterable[str]) -> tuple[Told, ...]:
        """Claims by their ids, in the order of the ids; unknown ids are left out."""

    def events(self) -> Iterator[Event]:
        """Events, by their day."""

    def transfers(self) -> Iterator[Transfer]:
        """Transfers, by the day of their first report."""

    def strikes(self) -> Iterator[Strike]:
        """The strike ledger, by day."""

    def tallies(self) -> Iterator[Tally]:
        """Running tolls."""

    def judgements(self) -> Iterator[Judgement]:
        """Judgements of persons that stand."""
