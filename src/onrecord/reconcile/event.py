"""Claims of one event -> the event: its fields, each source's figures, what is disputed, how well it is vouched for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import combinations

from onrecord.model.claim import Aspect, Item, Polarity, Role, Status, plain
from onrecord.model.mention import Actor, Place, PlacePrecision, When
from onrecord.model.record import Dispute, Event, Figure, Standing, Told, Total
from onrecord.reconcile.party import independent, party, source, voice
from onrecord.reconcile.retold import Retold, counted, length

FINEST = tuple(PlacePrecision)  # the model names them from the finest to the coarsest
LONG = timedelta.max


def describe_event(told: tuple[Told, ...]) -> Event:
    """The event that claims of one happening describe; they are in order, the earliest first."""
    whole = Retold(told)
    if whole.type is None:
        raise ValueError(f"claim {told[0].claim.id} has no type and makes no event")
    said = tuple(one for one in told if not negated(one)) or told
    figures, days = _figures(told), [one.report.day for one in told if one.report.day]
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
        totals=_totals(figures),
        disputes=_disputes(told, figures),
        verification=standing(told),
        independent_sources=independent(told),
        outlets=len({one.report.outlet or one.report.id for one in told}),
        reports=len({one.report.id for one in told}),
        first_reported=min(days, default=None),
        last_reported=max(days, default=None),
        claims=tuple(one.claim.id for one in told),
    )


def negated(told: Told) -> bool:
    """Whether a claim says that it was not so."""
    return plain(told.claim.polarity) == Polarity.NEGATED.value


def standing(told: Sequence[Told]) -> Standing:
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
    if independent(affirmed) > 1 and not denied:
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


def _figures(told: Sequence[Told]) -> tuple[Figure, ...]:
    """Each source's numbers, kept apart, in order of report."""
    return tuple(
        Figure(
            kind=item.effect.value.value,
            of=_counted(item),
            side=item.side.value if item.side else None,
            source=source(one),
            low=item.quantity.value.low,
            best=item.quantity.value.best,
            high=item.quantity.value.high,
            reported=one.report.day,
            claim=one.claim.id,
        )
        for one, item in counted(told)
        if item.effect and item.quantity
    )


def _totals(figures: Sequence[Figure]) -> tuple[Total, ...]:
    """The envelope of each kind of figure; no `best` where more than one number was given."""
    kinds: defaultdict[tuple[str, str, str | None], list[Figure]] = defaultdict(list)
    for figure in figures:
        kinds[figure.kind, figure.of, party(figure.side) if figure.side else None].append(figure)
    return tuple(_envelope(same_kind) for same_kind in kinds.values())


def _envelope(figures: Sequence[Figure]) -> Total:
    lows = [low for figure in figures if (low := _first(figure.low, figure.best)) is not None]
    highs = [_first(figure.high, figure.best) for figure in figures]
    bests = {figure.best for figure in figures}
    return Total(
        kind=figures[0].kind,
        of=figures[0].of,
        side=figures[0].side,
        low=min(lows, default=None),
        best=bests.pop() if len(bests) == 1 else None,
        high=None if None in highs else max(high for high in highs if high is not None),
    )


def _first(*numbers: int | float | None) -> int | float | None:
    return next((number for number in numbers if number is not None), None)


def _counted(item: Item) -> str:
    thing = item.what.value if item.what else None
    named = thing and (thing.designation or thing.description or thing.category)
    return named or ("people" if item.role is Role.CASUALTY else item.role.value)


def _disputes(told: Sequence[Told], figures: Sequence[Figure]) -> tuple[Dispute, ...]:
    """Whether it happened, who did it, how many: where what two parties say cannot both be right."""
    found = []
    denying = [one for one in told if negated(one)]
    if denying and len(denying) < len(told):
        found.append(Dispute("occurrence", tuple(one.claim.id for one in told)))
    blamed = [(one.claim.id, {party(actor.value) for actor in one.claim.actor}) for one in told if one.claim.actor]
    if any(ours.isdisjoint(theirs) for (_, ours), (_, theirs) in combinations(blamed, 2)):
        found.append(Dispute("author", tuple(id_ for id_, _ in blamed)))
    voices = {one.claim.id: voice(one) for one in told}
    kinds: defaultdict[tuple[str, str, str | None], list[Figure]] = defaultdict(list)
    for figure in figures:
        kinds[figure.kind, figure.of, party(figure.side) if figure.side else None].append(figure)
    for same_kind in kinds.values():
        pairs = [pair for pair in combinations(same_kind, 2) if _apart(*pair, voices)]
        claims = dict.fromkeys(figure.claim for pair in pairs for figure in pair)
        if claims:
            found.append(Dispute("figure", tuple(claims)))
    return tuple(found)


def _apart(left: Figure, right: Figure, voices: dict[str, str]) -> bool:
    """Whether two voices give numbers with no number in common. One voice's later number is a revision."""
    if voices[left.claim] == voices[right.claim]:
        return False
    return _above(left, right) or _above(right, left)


def _above(left: Figure, right: Figure) -> bool:
    low, high = _first(left.low, left.best), _first(right.high, right.best)
    return low is not None and high is not None and low > high
