"""Claims of one event -> the event: its fields, each source's figures, what is disputed, how well it is vouched for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from onrecord.model.claim import Aspect, Item, Status
from onrecord.model.mention import Actor, Place, PlacePrecision, When
from onrecord.model.record import Event, Standing, Told
from onrecord.reconcile.dispute import disputes_of, negated
from onrecord.reconcile.figure import figures_of, totals_of
from onrecord.reconcile.party import independent, source
from onrecord.reconcile.retold import Retold, length
from onrecord.reconcile.syndication import wire_groups

FINEST = tuple(PlacePrecision)  # the model names them from the finest to the coarsest
LONG = timedelta.max


def describe_event(told: tuple[Told, ...], unreliable: frozenset[str] = frozenset()) -> Event:
    """The event that claims of one happening describe; they are in order, the earliest first.

    `unreliable` are sources (parties) whose word a person judged to carry no weight: they corroborate nothing.
    """
    whole = Retold(told)
    if whole.type is None:
        raise ValueError(f"claim {told[0].claim.id} has no type and makes no event")
    said = tuple(one for one in told if not negated(one)) or told
    wires = wire_groups(one.report for one in told)
    figures, days = figures_of(told), [one.report.day for one in told if one.report.day]
    return Event(
        id=told[0].claim.id,
        type=whole.type,
        mode=tuple(dict.fromkeys(mode.value for one in told for mode in one.claim.mode)),
        actor=distinct_actors(actor.value for one in said for actor in one.claim.actor),
        recipient=distinct_actors(actor.value for one in said for actor in one.claim.recipient),
        when=_when(said),
        place=_places(said),
        items=_items(said),
        figures=figures,
        totals=totals_of(figures, told, wires),
        disputes=disputes_of(told),
        verification=standing(told, wires, unreliable),
        independent_sources=independent(told, wires, unreliable),
        outlets=len({one.report.outlet or one.report.id for one in told}),
        reports=len({one.report.id for one in told}),
        first_reported=min(days, default=None),
        last_reported=max(days, default=None),
        claims=tuple(one.claim.id for one in told),
    )


def standing(told: Sequence[Told], wires: Mapping[str, str], unreliable: frozenset[str]) -> Standing:
    """How well an event is vouched for: the first line that holds.

    | standing | holds where |
    |---|---|
    | confirmed | words say that it is confirmed |
    | denied | all that is said of it is that it was not so |
    | corroborated | two or more independent sources say it, and none denies it |
    | unverified | words say that it could not be verified, or is disputed; or a source denies it |
    | claimed | one source says it |
    | reported | the report's own voice alone says it |
    """
    checks = (check.value for one in told for check in one.claim.verification)
    statuses = {check.status for check in checks if check.of in (None, Aspect.OCCURRENCE)}
    affirmed = tuple(one for one in told if not negated(one))
    if Status.CONFIRMED in statuses:
        return Standing.CONFIRMED
    if not affirmed:
        return Standing.DENIED
    denied = len(affirmed) < len(told)
    if independent(affirmed, wires, unreliable) > 1 and not denied:
        return Standing.CORROBORATED
    if denied or statuses & {Status.UNVERIFIED, Status.DISPUTED, Status.WITHDRAWN}:
        return Standing.UNVERIFIED
    return Standing.CLAIMED if any(source(one) for one in affirmed) else Standing.REPORTED


def distinct_actors(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Actors, each once, by id or name."""
    once: dict[str, Actor] = {}
    for actor in actors:
        once.setdefault(actor.id or actor.name, actor)
    return tuple(once.values())


def _when(told: Sequence[Told]) -> When | None:
    """The shortest of the dates that are given; of two as short, the one that was reported first."""
    given = [one.claim.when.value for one in told if one.claim.when]
    return min(
        given, key=lambda when: length((when.start, when.end)) if when.start and when.end else LONG, default=None
    )


def _places(told: Sequence[Told]) -> tuple[Place, ...]:
    """Places, each once, the finest first."""
    once: dict[int | str, Place] = {}
    for one in told:
        for place in one.claim.place:
            once.setdefault(place.value.geonameid or place.value.name.casefold(), place.value)
    return tuple(sorted(once.values(), key=_fineness))


def _fineness(place: Place) -> int:
    return FINEST.index(place.precision) if place.precision else len(FINEST)


def _items(told: Sequence[Told]) -> tuple[Item, ...]:
    """What is named, each kind once as it was first told; what `part_of` points at stands in the claim, not here."""
    kinds: dict[tuple[object, ...], Item] = {}
    for one in told:
        for item in one.claim.items:
            what = item.what.value if item.what else None
            kinds.setdefault((item.role, what, item.effect.value if item.effect else None), item)
    return tuple(item for item in kinds.values() if item.part_of is None)
