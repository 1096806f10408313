"""How an event came to stand as it stands: what each day's reports changed in it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from onrecord.model.record import Change, Event, Figure, Told
from onrecord.model.show import spread
from onrecord.reconcile.event import describe_event
from onrecord.reconcile.retold import in_order


def history(told: Sequence[Told]) -> tuple[Change, ...]:
    """The changes of an event, day by day, from all its claims. Those without a day of publication come last."""
    ordered, changes = in_order(told), list[Change]()
    before: Event | None = None
    for day in sorted({one.report.day or date.max for one in ordered}):
        known = tuple(one for one in ordered if (one.report.day or date.max) <= day)
        after = describe_event(known)
        changes += _changes(day if day != date.max else None, before, after)
        before = after
    return tuple(changes)


def _changes(day: date | None, before: Event | None, after: Event) -> Iterator[Change]:
    old = set(before.figures) if before else set()
    for figure in after.figures:
        if figure not in old:
            earlier = [one for one in (before.figures if before else ()) if _one_count(one, figure)]
            what = " ".join(word for word in (figure.of, figure.kind) if word)
            was = _number(earlier[-1]) if earlier else None
            if was != _number(figure):
                yield Change(day, what, was, _number(figure), figure.source, (figure.claim,))
    for field, value in _fields(after).items():
        earlier_value = _fields(before).get(field) if before else None
        if value != earlier_value:
            new = tuple(claim for claim in after.claims if before is None or claim not in before.claims)
            yield Change(day, field, earlier_value, value, None, new)


def _one_count(left: Figure, right: Figure) -> bool:
    return (left.kind, left.of, left.source) == (right.kind, right.of, right.source)


def _fields(event: Event) -> dict[str, str | None]:
    return {
        "verification": event.verification.value,
        "disputes": _listed(dispute.about for dispute in event.disputes),
        "actor": _listed(actor.name for actor in event.actor),
        "place": _listed(place.name for place in event.place),
        "reports": str(event.reports),
        "independent sources": str(event.independent_sources),
    }


def _listed(names: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(names)) or None


def _number(figure: Figure) -> str:
    return spread(figure.low, figure.best, figure.high)
