"""Running tolls over a period ("48,000 killed since October 7"): how one source's count grew. Never an event's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model.claim import Item, Scope
from onrecord.model.record import Tally, TallyReport, Told
from onrecord.model.report import digest
from onrecord.reconcile.account import of
from onrecord.reconcile.dispute import negated
from onrecord.reconcile.party import party, source, voice


@dataclass(frozen=True, slots=True)
class Toll:
    """A running toll in one claim."""

    told: Told
    item: Item


def tolls(told: Iterable[Told]) -> dict[str, list[Toll]]:
    """Tolls by the id of what is counted, by whom, since when."""
    found: defaultdict[str, list[Toll]] = defaultdict(list)
    for one in told:
        for item in one.claim.items if not negated(one) else ():
            if item.scope is Scope.PERIOD and item.quantity and item.effect:
                toll = Toll(one, item)
                found[digest(repr(_key(toll)))[:16]].append(toll)
    return found


def describe_tally(id_: str, tolls: Sequence[Toll]) -> Tally:
    """The toll with what each report gave, by day."""
    ordered = sorted(tolls, key=lambda toll: (toll.told.report.day or date.max, toll.told.claim.id))
    first = ordered[0]
    kind, people = _counts(first)
    when = first.told.claim.when
    return Tally(
        id=id_,
        kind=kind,
        of=people,
        side=next((toll.item.side.value for toll in ordered if toll.item.side), None),
        place=next((place.value for toll in ordered for place in toll.told.claim.place), None),
        since=when.value.start if when else None,
        source=source(first.told),
        reports=tuple(_reports(ordered)),
    )


def _reports(tolls: Sequence[Toll]) -> Iterator[TallyReport]:
    for toll in tolls:
        number = toll.item.quantity.value if toll.item.quantity else None
        if number is not None:
            yield TallyReport(toll.told.report.day, number.low, number.best, number.high, toll.told.claim.id)


def _counts(toll: Toll) -> tuple[str, str]:
    return toll.item.effect.value.value if toll.item.effect else "", of(toll.item)


def _key(toll: Toll) -> tuple[object, ...]:
    claim = toll.told.claim
    side = toll.item.side.value if toll.item.side else None
    countries = sorted({place.value.country or place.value.name for place in claim.place})
    befalls = party(side) if side else next(iter(party(actor.value) for actor in claim.recipient), None)
    since = claim.when.value.start if claim.when else None
    return (*_counts(toll), befalls or (countries[0] if countries else None), since, voice(toll.told))
