"""One predicate said by one chain of sources with one standing."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.mention import Actor, Place, Quantity, Thing, When
from onrecord.model.span import Certainty, Sourced, Span


class Type(StrEnum):
    """PLOVER's sixteen types and five of ours; the codebook defines each."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    INTERCEPT = "INTERCEPT"
    ALERT = "ALERT"
    BLAST = "BLAST"
    CONTROL = "CONTROL"
    SITUATION = "SITUATION"


class Polarity(StrEnum):
    """Whether the content is said to be so or not to be so."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    """Whether it is told as done, tried, to come, supposed or usual."""

    ACTUAL = "actual"
    ATTEMPTED = "attempted"
    EXPECTED = "expected"
    HYPOTHETICAL = "hypothetical"
    HABITUAL = "habitual"


class Status(StrEnum):
    """What the words say of a claim's verification."""

    CONFIRMED = "confirmed"
    UNVERIFIED = "unverified"
    DISPUTED = "disputed"
    NO_COMMENT = "no-comment"
    WITHDRAWN = "withdrawn"


class Aspect(StrEnum):
    """What of a claim is verified or not."""

    OCCURRENCE = "occurrence"
    AUTHOR = "author"
    FIGURE = "figure"
    PLACE = "place"
    TIME = "time"
    FOOTAGE = "footage"


class Stage(StrEnum):
    """How far arms and aid, or a truce or agreement, have come."""

    DISCUSSED = "discussed"
    ANNOUNCED = "announced"
    APPROVED = "approved"
    ORDERED = "ordered"
    ALLOCATED = "allocated"
    IN_TRANSIT = "in-transit"
    DELIVERED = "delivered"
    IN_USE = "in-use"
    REFUSED = "refused"
    DELAYED = "delayed"
    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_FORCE = "in-force"
    EXTENDED = "extended"
    BROKEN = "broken"
    ENDED = "ended"


class Role(StrEnum):
    """What an item is to the predicate."""

    WEAPON = "weapon"
    TARGET = "target"
    GOODS = "goods"
    CASUALTY = "casualty"


class Effect(StrEnum):
    """What became of an item."""

    LAUNCHED = "launched"
    INTERCEPTED = "intercepted"
    JAMMED = "jammed"
    HIT = "hit"
    FALLEN = "fallen"
    DESTROYED = "destroyed"
    DAMAGED = "damaged"
    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    CAPTURED = "captured"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"
    RELEASED = "released"
    DISPLACED = "displaced"
    DIED = "died"


class Scope(StrEnum):
    """What a quantity counts: this event, an addition to it, or a period's running toll."""

    EVENT = "event"
    ADDED = "added"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Verification:
    """What words say of a claim's confirmation, and who says so. A target with no effect was aimed at."""

    status: Status
    by: str | None = None
    of: Aspect | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A weapon, target, goods or casualties. `part_of` is the index of the item that this one is counted in."""

    role: Role
    what: Sourced[Thing] | None = None
    side: Sourced[Actor] | None = None
    quantity: Sourced[Quantity] | None = None
    scope: Scope = Scope.EVENT
    part_of: int | None = None
    effect: Sourced[Effect] | None = None


@dataclass(frozen=True, slots=True)
class Plover:
    """PLOVER's own code of a claim, derived by the table in `vocab`."""

    type: str
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One report says that one chain of sources says one thing.

    `type.value` None is a statement that is no event; `type.span` is the trigger. `attribution` holds ids, innermost
    first; empty is the report's own voice. A bare polarity, modality or certainty is the plain case that no word marks.
    """

    id: str
    type: Sourced[Type | None]
    sentence: Span
    mode: tuple[Sourced[str], ...] = ()
    plover: Plover | None = None
    actor: tuple[Sourced[Actor], ...] = ()
    recipient: tuple[Sourced[Actor], ...] = ()
    via: tuple[Sourced[Actor], ...] = ()
    when: Sourced[When] | None = None
    place: tuple[Sourced[Place], ...] = ()
    origin: Sourced[Place] | None = None
    items: tuple[Item, ...] = ()
    attribution: tuple[str, ...] = ()
    polarity: Sourced[Polarity] | Polarity = Polarity.AFFIRMED
    modality: Sourced[Modality] | Modality = Modality.ACTUAL
    certainty: Sourced[Certainty] | Certainty = Certainty.CERTAIN
    verification: tuple[Sourced[Verification], ...] = ()
    stage: Sourced[Stage] | None = None
    terms: Sourced[str] | None = None
    package: Sourced[str] | None = None
    coref: str | None = None


def plain(field: Sourced[Certainty] | Sourced[Modality] | Sourced[Polarity] | StrEnum) -> str:
    """The value of a field that is bare where no word marks it.

    >>> plain(Polarity.AFFIRMED)
    'affirmed'
    """
    return str(field.value if isinstance(field, Sourced) else field)
