"""Claims of one report that retell one thing, taken together: what one leaves open, another may say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from onrecord.model.claim import Claim, Item, Modality, Polarity, Scope, Type, plain
from onrecord.model.mention import Actor, Place, When
from onrecord.model.record import Told
from onrecord.reconcile.together import Together

# Plans, suppositions and habits are no events; plans of arms and aid are steps of a transfer.
HAPPENED = frozenset({Modality.ACTUAL.value, Modality.ATTEMPTED.value})
ATTACK = {Type.ASSAULT, Type.BLAST}
PLANNED = HAPPENED | {Modality.EXPECTED.value}


@dataclass(frozen=True)
class Retold:
    """Claims that `coref` links, in reading order; fields are those of the first claim that has them."""

    told: tuple[Told, ...]

    @cached_property
    def type(self) -> Type | None:
        """The type of the first claim that has one."""
        return next((one.claim.type.value for one in self.told if one.claim.type.value), None)

    @cached_property
    def when(self) -> When | None:
        """The date."""
        return next((one.claim.when.value for one in self.told if one.claim.when), None)

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """First and last day, None where the date is missing or open."""
        when = self.when
        return (when.start, when.end) if when and when.start and when.end else None

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where."""
        return self._first("place")

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Who acts."""
        return self._first("actor")

    @cached_property
    def recipients(self) -> tuple[Actor, ...]:
        """Who is acted on."""
        return self._first("recipient")

    @cached_property
    def modes(self) -> frozenset[str]:
        """All modes."""
        return frozenset(mode.value for one in self.told for mode in one.claim.mode)

    def _first(self, field: str) -> tuple[Any, ...]:
        found = (getattr(one.claim, field) for one in self.told)
        return next((tuple(sourced.value for sourced in values) for values in found if values), ())


def in_order(told: Iterable[Told]) -> list[Told]:
    """Claims by day of publication (those without one last), report and place in the report: one order for all."""
    return sorted(
        told,
        key=lambda one: (one.report.day or date.max, one.report.id, one.claim.type.span, one.claim.id),
    )


def lent(told: Iterable[Told]) -> list[Told]:
    """Claims, in order, each with the date and the places of what it retells where it has none of its own.

    "Air defences shot down 58 of them" is an event of its own, on the day of the attack that it speaks of.
    """
    ordered = in_order(told)
    by_id = {one.claim.id: one.claim for one in ordered}
    return [replace(one, claim=_borrowing(one.claim, by_id)) if one.claim.coref in by_id else one for one in ordered]


def _borrowing(claim: Claim, by_id: dict[str, Claim]) -> Claim:
    when, place, above, seen = claim.when, claim.place, claim, {claim.id}
    while above.coref in by_id and above.coref not in seen:
        above = by_id[above.coref]
        seen.add(above.id)
        when, place = when or above.when, place or above.place
    return replace(claim, when=when, place=place)


def retold(told: Iterable[Told]) -> list[Retold]:
    """Claims put together by their `coref`, each group at the place of its first claim. Order is kept.

    An effect retells the attack that had it; an interception, a toll or a reaction is another event.
    """
    listed = list(told)
    number = {one.claim.id: at for at, one in enumerate(listed)}
    together = Together(len(listed))
    for at, one in enumerate(listed):
        if one.claim.coref in number:
            above = number[one.claim.coref]
            if _one_kind(one.claim, listed[above].claim):
                together.join(at, above)
    return [Retold(tuple(group)) for group in together.groups(listed)]


def _one_kind(left: Claim, right: Claim) -> bool:
    kinds = {left.type.value, right.type.value}
    return len(kinds) == 1 or kinds == ATTACK


def tells_transfer(told: Told) -> bool:
    """Whether a claim tells of arms or aid on its way: AID, or a request for it, that is no supposition."""
    kind = told.claim.type.value
    asks = kind is Type.REQUEST and any(mode.value == "assist" for mode in told.claim.mode)
    return (kind is Type.AID or asks) and plain(told.claim.modality) in PLANNED


def tells_event(told: Told) -> bool:
    """Whether a claim tells of something that happened (or is denied to have): no statement, plan, transfer or toll."""
    claim = told.claim
    if claim.type.value is None or claim.type.value is Type.AID or tells_transfer(told):
        return False
    counted = [item for item in claim.items if item.quantity]
    toll = bool(counted) and all(item.scope is Scope.PERIOD for item in counted)
    return plain(claim.modality) in HAPPENED and not toll


def counted(told: Sequence[Told]) -> Iterator[tuple[Told, Item]]:
    """Affirmed claims with each of their items that has a number and an effect, running tolls left out."""
    for one in told:
        if plain(one.claim.polarity) == Polarity.AFFIRMED.value:
            for item in one.claim.items:
                if item.quantity and item.effect and item.scope is not Scope.PERIOD:
                    yield one, item


def length(days: tuple[date, date]) -> timedelta:
    """How long an interval is, both its days included."""
    return days[1] - days[0] + timedelta(days=1)
