"""Whether two retellings are of one event: each test is a small function, and all must hold."""

from datetime import timedelta

from onrecord.model.mention import Place, PlacePrecision
from onrecord.reconcile.party import parties
from onrecord.reconcile.retold import Retold, counted, length

NIGHT = timedelta(days=2)  # a night has two dates: what is no longer can be one happening
WEEK = timedelta(days=7)
COARSE = frozenset({None, PlacePrecision.COUNTRY, PlacePrecision.INTERNATIONAL, PlacePrecision.AREA})


def same(left: Retold, right: Retold) -> bool:
    """Whether both are of one event: all tests hold. Symmetric; False wherever it cannot be told."""
    return all(test(left, right) for test in TESTS)


def same_type(left: Retold, right: Retold) -> bool:
    """One type, and no two modes that exclude each other: a drone attack is no ground assault."""
    return left.type is right.type and (not left.modes or not right.modes or not left.modes.isdisjoint(right.modes))


def same_days(left: Retold, right: Retold) -> bool:
    """Days that overlap, where each is a day or a night; a longer stretch, up to a week, must be the same stretch."""
    if left.days is None or right.days is None:
        return False
    if length(left.days) <= NIGHT and length(right.days) <= NIGHT:
        return left.days[0] <= right.days[1] and right.days[0] <= left.days[1]
    return left.days == right.days and length(left.days) <= WEEK


def same_place(left: Retold, right: Retold) -> bool:
    """A place that both name. A country or an area is enough only where the parties are the same and are known."""
    shared = [place for place in left.places if any(_one_place(place, other) for other in right.places)]
    if any(place.precision not in COARSE for place in shared):
        return True
    coarse = bool(shared) or not (left.places or right.places)
    return coarse and all(
        ours and ours == theirs
        for ours, theirs in (
            (parties(left.actors), parties(right.actors)),
            (parties(left.recipients), parties(right.recipients)),
            (left.modes, right.modes),
        )
    )


def same_parties(left: Retold, right: Retold) -> bool:
    """No two actors and no two recipients that exclude each other; who is not named excludes nobody."""
    pairs = ((left.actors, right.actors), (left.recipients, right.recipients))
    return all(not ours or not theirs or not parties(ours).isdisjoint(parties(theirs)) for ours, theirs in pairs)


def not_told_apart(left: Retold, right: Retold) -> bool:
    """One report that gives two numbers of one kind from one source tells of two events."""
    if left.told[0].report.id != right.told[0].report.id:
        return True
    return all(number == other for key, number in _numbers(left).items() if (other := _numbers(right).get(key)))


TESTS = (same_type, same_days, same_parties, same_place, not_told_apart)


def _one_place(left: Place, right: Place) -> bool:
    if left.geonameid is not None and right.geonameid is not None:
        return left.geonameid == right.geonameid
    return left.name.casefold() == right.name.casefold() and left.country == right.country


def _numbers(retold: Retold) -> dict[tuple[object, ...], tuple[object, ...]]:
    found: dict[tuple[object, ...], tuple[object, ...]] = {}
    for one, item in counted(retold.told):
        if item.quantity and item.effect:
            number = item.quantity.value
            key = (item.effect.value, item.what.value if item.what else None, one.claim.attribution[:1])
            found[key] = (number.low, number.best, number.high)
    return found
