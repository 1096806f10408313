"""What claims together describe: events, transfers, strikes and tallies, and the judgements that join them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

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


class Verdict(StrEnum):
    """What a judgement says of two claims."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


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
