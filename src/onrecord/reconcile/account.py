"""One report's account of one happening: retold claims, with the day and the place that its report gives them.

Most reports name day and town once and go on telling. An account without a day or a place of its own takes it from the
account next to it in the same report, where nothing speaks against it; the basis says so, and counts for less.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from functools import cached_property

from onrecord.model.claim import Item, Role, Type
from onrecord.model.mention import Place, PlacePrecision
from onrecord.model.record import Told
from onrecord.reconcile.party import parties, state, voice
from onrecord.reconcile.retold import Retold, counted, retold, tells_event
from onrecord.vocab.reconcile import load_telling

Days = tuple[date, date]
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
BROAD = frozenset({None, PlacePrecision.COUNTRY, PlacePrecision.INTERNATIONAL, PlacePrecision.AREA})
COARSE = BROAD | {PlacePrecision.ADM1}
FAMILIES = ((Type.ASSAULT, Type.BLAST),)  # types of which one happening may be told as either


HARMED = (Role.CASUALTY, Role.TARGET)


class Ground(IntEnum):
    """On what ground an account has its day or its place, the best last."""

    NONE = 0
    ASSUMED = 1  # an undated account is taken to tell of the day of its report or the one before
    NEXT = 2  # of the account beside it in the report
    STATED = 3


@dataclass(frozen=True)
class Account:
    """Claims of one report that retell one thing, with what is compared; made once, looked at often."""

    retold: Retold
    days: Days | None
    places: tuple[Place, ...]
    dated: Ground
    placed: Ground

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Its claims, in reading order."""
        return self.retold.told

    @cached_property
    def key(self) -> str:
        """The id of its first claim."""
        return self.told[0].claim.id

    @cached_property
    def claims(self) -> frozenset[str]:
        """The ids of its claims."""
        return frozenset(one.claim.id for one in self.told)

    @cached_property
    def report(self) -> str:
        """The id of its report."""
        return self.told[0].report.id

    @cached_property
    def family(self) -> str:
        """Its type, or those types that may be one happening."""
        return family(self.retold.type)

    @cached_property
    def span(self) -> Days | None:
        """Its days where they can be one happening's: no longer than a week."""
        return self.days if self.days and timedelta() <= self.days[1] - self.days[0] < WEEK else None

    @cached_property
    def fine(self) -> tuple[Place, ...]:
        """Its places that are no larger than a district."""
        return tuple(place for place in self.places if place.precision not in COARSE)

    @cached_property
    def zones(self) -> frozenset[str]:
        """The countries it may be in: those of its places, else of whom it befalls, else of who acts."""
        actors = (self.retold.recipients, self.retold.actors)
        ways = (
            {place.country for place in self.places},
            *({state(actor) or actor.country for actor in some} for some in actors),
        )
        return frozenset(next((found for way in ways if (found := {zone for zone in way if zone})), ()))

    @cached_property
    def actors(self) -> frozenset[str]:
        """Parties that act, as affirmed."""
        return parties(self.retold.actors)

    @cached_property
    def recipients(self) -> frozenset[str]:
        """Parties that are acted on: those named, and those whose people are harmed."""
        sides = tuple(
            item.side.value for one in self.told for item in one.claim.items if item.side and item.role in HARMED
        )
        return parties(self.retold.recipients + sides)

    @cached_property
    def means(self) -> frozenset[str]:
        """Its modes."""
        return self.retold.modes

    @cached_property
    def targets(self) -> frozenset[str]:
        """Heads of what was hit or aimed at, the plain ones ("building") left out."""
        things = (item for one in self.told for item in one.claim.items if item.role is Role.TARGET)
        return frozenset(head for item in things if (head := target(item)))

    @cached_property
    def numbers(self) -> dict[tuple[str, str], tuple[object, ...]]:
        """Its numbers by kind of effect and what is counted."""
        found: dict[tuple[str, str], tuple[object, ...]] = {}
        for _, item in counted(self.told):
            if item.quantity and item.effect:
                number = item.quantity.value
                found.setdefault((item.effect.value.value, of(item)), (number.low, number.best, number.high))
        return found

    @cached_property
    def voices(self) -> frozenset[str]:
        """Whose words its claims are."""
        return frozenset(voice(one) for one in self.told)

    @cached_property
    def goes_on(self) -> bool:
        """Whether its words say that it is the next happening of which the report tells: "a second strike"."""
        first = self.told[0]
        return not load_telling().next.isdisjoint(first.quote.casefold().replace(",", " ").split())

    @cached_property
    def order(self) -> tuple[object, ...]:
        """By day of report, report and place in it."""
        first = self.told[0]
        return (first.report.day or date.max, first.report.id, first.claim.type.span, first.claim.id)


def family(type_: Type | None) -> str:
    """Types that may be one happening have one name.

    >>> family(Type.ASSAULT) == family(Type.BLAST), family(Type.AGREE)
    (True, 'AGREE')
    """
    return next((kinds[0].value for kinds in FAMILIES if type_ in kinds), type_.value if type_ else "")


def kin(name: str) -> frozenset[Type]:
    """The types of a family.

    >>> sorted(kin("ASSAULT"))
    [<Type.ASSAULT: 'ASSAULT'>, <Type.BLAST: 'BLAST'>]
    """
    return frozenset(type_ for type_ in Type if family(type_) == name)


def target(item: Item) -> str | None:
    """The last word of what was hit, None where it tells nothing apart."""
    thing = item.what.value if item.what else None
    words = ((thing.description or thing.designation or "") if thing else "").casefold().split()
    return words[-1] if words and words[-1] not in load_telling().plain_targets else None


def of(item: Item) -> str:
    """What a number counts: people, where the words name no kind of people."""
    thing = item.what.value if item.what else None
    named = thing and (thing.designation or thing.description or thing.category)
    return named or ("people" if item.role is Role.CASUALTY else item.role.value)


def accounts(told: Iterable[Told]) -> list[Account]:
    """All accounts of happenings in claims (in order, with what they borrow by `lent`), report by report."""
    by_report: defaultdict[tuple[str, str], list[Account]] = defaultdict(list)
    for whole in retold(one for one in told if tells_event(one)):
        dated = Ground.STATED if whole.when else Ground.NONE
        placed = Ground.STATED if whole.places else Ground.NONE
        made = Account(whole, whole.days, whole.places, dated, placed)
        by_report[made.report, made.family].append(made)
    return [settled for beside in by_report.values() for settled in _settled(beside)]


def _settled(beside: Sequence[Account]) -> list[Account]:
    """Accounts of one family in one report; each lacking a day or a place asks those before it, then those after."""
    found = []
    for at, one in enumerate(beside):
        near = [*reversed(beside[:at]), *beside[at + 1 :]]
        if not one.placed:
            giver = next((other for other in near if other.placed and _may_be_one(one, other)), None)
            one = replace(one, places=giver.places, placed=Ground.NEXT) if giver else one
        if not one.dated:
            giver = next((other for other in near if other.dated and other.span and _may_be_one(one, other)), None)
            one = replace(one, days=giver.days, dated=Ground.NEXT) if giver else _assumed(one)
        found.append(one)
    return found


def _assumed(one: Account) -> Account:
    day = one.told[0].report.day
    return replace(one, days=(day - DAY, day), dated=Ground.ASSUMED) if day else one


def _may_be_one(one: Account, other: Account) -> bool:
    """Whether nothing that both say of themselves speaks against one happening."""
    if one.goes_on and one.order > other.order:
        return False
    days = not (one.dated and other.dated and one.span and other.span) or overlap(one.span, other.span)
    places = not (one.placed and other.placed) or bool(names(one.places) & names(other.places))
    sides = all(
        not ours or not theirs or ours & theirs
        for ours, theirs in ((one.actors, other.actors), (one.recipients, other.recipients))
    )
    party_shared = bool(one.actors & other.actors or one.recipients & other.recipients)
    shared = party_shared or bool(one.placed) or bool(one.targets & other.targets)
    targets = not one.targets or not other.targets or shared
    return days and places and sides and targets and not excluded(one.means, other.means)


def names(places: Iterable[Place]) -> frozenset[object]:
    """Places as what can be compared: by GeoNames id, else by name and country."""
    return frozenset(place.geonameid or (place.name.casefold(), place.country) for place in places)


def overlap(left: Days, right: Days) -> bool:
    """Whether two stretches of days share one."""
    return left[0] <= right[1] and right[0] <= left[1]


def excluded(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two sets of modes cannot be of one happening: a drone attack is no ground assault."""
    if not left or not right or left & right:
        return False
    known = [modes for modes in load_telling().means if left & modes]
    return bool(known) and bool(right & frozenset.union(*load_telling().means)) and not any(right & m for m in known)
