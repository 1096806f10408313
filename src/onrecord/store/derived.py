"""Events and transfers as rows: plain columns to read, and the whole record as JSON to load."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from onrecord.model.mention import Actor, Quantity
from onrecord.model.record import Event, Transfer
from onrecord.store import schema
from onrecord.store.load import BATCH
from onrecord.store.pack import pack
from onrecord.store.rows import SEPARATOR, Row, number, when_columns

EVENT_TABLES = (schema.event, schema.event_claim, schema.figure, schema.dispute)
TRANSFER_TABLES = (schema.transfer, schema.transfer_claim, schema.step)


def replace_derived(
    connection: Connection, claims: frozenset[str], events: Iterable[Event], transfers: Iterable[Transfer]
) -> None:
    """Takes away the events and transfers that hold any of the claims, and puts these in their place."""
    _remove(connection, schema.event, schema.event_claim, claims)
    _remove(connection, schema.transfer, schema.transfer_claim, claims)
    rows: dict[str, list[Row]] = {table.name: [] for table in (*EVENT_TABLES, *TRANSFER_TABLES)}
    for event in events:
        _event(event, rows)
    for transfer in transfers:
        _transfer(transfer, rows)
    for table in (*EVENT_TABLES, *TRANSFER_TABLES):
        if rows[table.name]:
            connection.execute(insert(table), rows[table.name])


def _remove(connection: Connection, table: Any, links: Any, claims: frozenset[str]) -> None:
    ordered = sorted(claims)
    link = links.c[table.name]
    for first in range(0, len(ordered), BATCH):
        held = select(link).where(links.c.claim.in_(ordered[first : first + BATCH])).distinct()
        connection.execute(delete(table).where(table.c.id.in_(held)))


def _event(event: Event, rows: dict[str, list[Row]]) -> None:
    countries = dict.fromkeys(place.country for place in event.place if place.country)
    rows["event"].append(
        {
            "id": event.id,
            "type": event.type.value,
            "mode": SEPARATOR.join(event.mode) or None,
            **when_columns(event.when),
            "actor": _names(event.actor),
            "recipient": _names(event.recipient),
            "place": SEPARATOR.join(dict.fromkeys(place.name for place in event.place)) or None,
            "country": next(iter(countries), None),
            "verification": event.verification.value,
            **{name: getattr(event, name) for name in ("independent_sources", "outlets", "reports")},
            "first_reported": event.first_reported,
            "last_reported": event.last_reported,
            "record": pack(event),
        }
    )
    rows["event_claim"] += _links("event", event.id, event.claims)
    for index, figure in enumerate(event.figures):
        rows["figure"].append(
            {
                "event": event.id,
                "number": index,
                **{name: getattr(figure, name) for name in ("kind", "of", "reported", "claim")},
                "side": figure.side.name if figure.side else None,
                "source": figure.source.name if figure.source else None,
                **{name: number(getattr(figure, name)) for name in ("low", "best", "high")},
            }
        )
    for index, dispute in enumerate(event.disputes):
        for claim in dispute.claims:
            rows["dispute"].append({"event": event.id, "number": index, "about": dispute.about, "claim": claim})


def _transfer(transfer: Transfer, rows: dict[str, list[Row]]) -> None:
    what, days = transfer.what, [step.reported for step in transfer.stages if step.reported]
    rows["transfer"].append(
        {
            "id": transfer.id,
            "supplier": transfer.supplier.name if transfer.supplier else None,
            "recipient": transfer.recipient.name if transfer.recipient else None,
            "what": (what.designation or what.description) if what else None,
            "category": what.category if what else None,
            "stage": transfer.stages[-1].stage if transfer.stages else None,
            **{name: _best(getattr(transfer, name)) for name in ("announced", "ordered", "delivered", "value")},
            "alleged": transfer.alleged,
            "first_reported": min(days, default=None),
            "last_reported": max(days, default=None),
            "record": pack(transfer),
        }
    )
    rows["transfer_claim"] += _links("transfer", transfer.id, transfer.claims)
    for index, step in enumerate(transfer.stages):
        rows["step"].append(
            {
                "transfer": transfer.id,
                "number": index,
                "stage": step.stage,
                "reported": step.reported,
                **when_columns(step.when),
                "source": step.source.name if step.source else None,
                "claim": step.claim,
            }
        )


def _links(name: str, id_: str, claims: tuple[str, ...]) -> list[Row]:
    return [{name: id_, "claim": claim, "number": index} for index, claim in enumerate(claims)]


def _names(actors: tuple[Actor, ...]) -> str | None:
    return SEPARATOR.join(dict.fromkeys(actor.name for actor in actors)) or None


def _best(quantity: Quantity | None) -> float | None:
    """One number for the plain column: the best, else the low, else the high; the record has them all."""
    if quantity is None:
        return None
    return number(next((n for n in (quantity.best, quantity.low, quantity.high) if n is not None), None))
