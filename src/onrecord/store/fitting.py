"""Whether a record that is in no table fits a question, and where it stands among those that are."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from onrecord.model.record import Event, Strike, Tally, Told, Transfer
from onrecord.store.browse import Looked
from onrecord.store.filter import Filter

LAST = "\U0010ffff"  # what is not told comes last


def fits(record: Any, told: Mapping[str, Told], asked: Filter) -> bool:
    """As `query.Kept.ids` decides it for those in its table; `told` holds the record's claims."""
    own = [told[id_] for id_ in record.claims if id_ in told]
    return (
        _happened(record, asked)
        and _reported(record, own, asked)
        and (asked.ids is None or not set(asked.ids).isdisjoint(record.claims))
        and (asked.report is None or any(one.report.id == asked.report for one in own))
        and (asked.country is None or any(p.value.country == asked.country for one in own for p in one.claim.place))
        and (asked.types is None or not isinstance(record, Event) or record.type in asked.types)
    )


def _happened(record: Any, asked: Filter) -> bool:
    if isinstance(record, Strike):
        return overlap(record.day, record.day, asked.first, asked.last)
    if not isinstance(record, Event):
        return True
    when = record.when
    return overlap(when.start if when else None, when.end if when else None, asked.first, asked.last)


def overlap(start: date | None, end: date | None, first: date | None, last: date | None) -> bool:
    """An open end of an interval reaches as far as is asked; no date at all never overlaps."""
    if first is None and last is None:
        return True
    if start is None and end is None:
        return False
    return (first is None or end is None or end >= first) and (last is None or start is None or start <= last)


def _reported(record: Any, own: list[Told], asked: Filter) -> bool:
    if isinstance(record, Event | Transfer):
        days = reported(record)
        first, last = min(days, default=None), max(days, default=None)
        after = asked.reported_first is None or (last is not None and last >= asked.reported_first)
        return after and (asked.reported_last is None or (first is not None and first <= asked.reported_last))
    first, last = asked.reported_first or date.min, asked.reported_last or date.max
    return (first, last) == (date.min, date.max) or any(
        first <= one.report.day <= last for one in own if one.report.day
    )


def reported(record: Event | Transfer) -> list[date]:
    """Days on which it was reported: of an event the first and the last."""
    days = (
        (record.first_reported, record.last_reported)
        if isinstance(record, Event)
        else tuple(step.reported for step in record.stages)
    )
    return [day for day in days if day is not None]


def looks(record: Event | Transfer, looked: Looked) -> bool:
    """As `browse` decides it for those in a table by what is known of them now."""
    days = reported(record)
    first, last = min(days, default=None), max(days, default=None)
    if looked.reported_first and (last is None or last < looked.reported_first):
        return False
    if looked.reported_last and (first is None or first > looked.reported_last):
        return False
    columns = _event_columns(record) if isinstance(record, Event) else _transfer_columns(record)
    if any(columns.get(name) != value for name, value in looked.equal.items()):
        return False
    return not isinstance(record, Event) or (_on(record, looked) and (bool(record.disputes) or not looked.disputed))


def _on(event: Event, looked: Looked) -> bool:
    start, end = (event.when.start, event.when.end) if event.when else (None, None)
    after = looked.first is None or end is None or end >= looked.first
    return after and (looked.last is None or (start is not None and start <= looked.last))


def _event_columns(event: Event) -> Mapping[str, str | None]:
    country = next((place.country for place in event.place if place.country), None)
    return {"type": event.type.value, "verification": event.verification.value, "country": country}


def _transfer_columns(transfer: Transfer) -> Mapping[str, str | None]:
    sides = (transfer.supplier, transfer.recipient)
    return dict(zip(("supplier", "recipient"), (side.name if side else None for side in sides), strict=True))


def _event(event: Event) -> tuple[Any, ...]:
    places = "; ".join(dict.fromkeys(place.name for place in event.place))
    return (event.when.start if event.when and event.when.start else date.max, places or LAST, event.id)


def _transfer(transfer: Transfer) -> tuple[Any, ...]:
    supplier = transfer.supplier.name if transfer.supplier else LAST
    return (min(reported(transfer), default=date.max), supplier, transfer.id)


def _strike(strike: Strike) -> tuple[Any, ...]:
    side, source = (each.name if each else LAST for each in (strike.side, strike.source))
    return (strike.day or date.max, side, strike.weapon or LAST, source, strike.id)


def _tally(tally: Tally) -> tuple[Any, ...]:
    country = (tally.place.country if tally.place else None) or LAST
    return (country, tally.kind, tally.of, tally.source.name if tally.source else LAST, tally.id)


ORDER: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    Event: _event,
    Transfer: _transfer,
    Strike: _strike,
    Tally: _tally,
}
