"""Events, transfers, strikes and tallies as rows: plain columns to read, and the whole record as JSON to load."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from onrecord.model.mention import Actor, Place, Quantity
from onrecord.model.record import Described, Event, Strike, Tally, Transfer
from onrecord.store import schema
from onrecord.store.keys import batches
from onrecord.store.pack import pack
from onrecord.store.rows import SEPARATOR, Row, number, when_columns

RECORDS = (schema.event, schema.transfer, schema.strike, schema.tally)  # each holds its claims through its links
LINKS = (schema.event_claim, schema.transfer_claim, schema.strike_claim, schema.tally_report)
KEYED = (  # what is put together by a key: table, its column of the key, the table of its claims
    (schema.transfer, schema.transfer.c.id, schema.transfer_claim),
    (schema.strike, schema.strike.c.key, schema.strike_claim),
    (schema.tally, schema.tally.c.id, schema.tally_report),
)
TABLES = (*RECORDS, *LINKS, schema.figure, schema.dispute, schema.step, schema.unsure)


def replace_derived(
    connection: Connection, claims: Sequence[str], placed: Sequence[str], keys: Sequence[str], described: Described
) -> None:
    """Takes away the events that hold any of the claims, what was in doubt about those that are placed anew, and what
    goes by these keys, and puts the described there.
    """
    for some in batches(claims):
        held = select(schema.event_claim.c.event).where(schema.event_claim.c.claim.in_(some)).distinct()
        connection.execute(delete(schema.event).where(schema.event.c.id.in_(held)))
        connection.execute(delete(schema.unsure).where(schema.unsure.c.right.in_(some)))
    for some in batches(placed):
        connection.execute(delete(schema.unsure).where(schema.unsure.c.left.in_(some)))
    for some in batches(keys):
        for table, key, _ in KEYED:
            connection.execute(delete(table).where(key.in_(some)))
    rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for event in described.events:
        _event(event, rows)
    for transfer in described.transfers:
        _transfer(transfer, rows)
    for strike in described.strikes:
        _strike(strike, rows)
    for tally in described.tallies:
        _tally(tally, rows)
    rows["unsure"] += [{"left": u.left, "right": u.right, "reasons": "\n".join(u.reasons)} for u in described.unsure]
    for table in TABLES:
        if rows[table.name]:
            connection.execute(insert(table), rows[table.name])


def events_holding(connection: Connection, claims: Sequence[str]) -> dict[str, frozenset[str]]:
    """The events (ids) that hold one of these claims, with the ids of all their claims."""
    links, found = schema.event_claim.c, defaultdict[str, set[str]](set)
    for some in batches(claims):
        held = select(links.event).where(links.claim.in_(some))
        for row in connection.execute(select(links.event, links.claim).where(links.event.in_(held))):
            found[row.event].add(row.claim)
    return {event: frozenset(own) for event, own in found.items()}


def doubting(connection: Connection, claims: Sequence[str]) -> frozenset[str]:
    """Claims of accounts that could not be placed for the sake of one of these."""
    table, found = schema.unsure.c, set[str]()
    for some in batches(claims):
        found |= set(connection.scalars(select(table.left).where(table.right.in_(some))))
    return frozenset(found)


def keys_holding(connection: Connection, claims: Sequence[str]) -> frozenset[str]:
    """Keys of the transfers, strikes and tallies that hold one of these claims."""
    found = set[str]()
    for table, key, links in KEYED:
        own = links.c[table.name] == table.c.id
        for some in batches(claims):
            held = select(key).join(links, own).where(links.c.claim.in_(some))
            found |= set(connection.scalars(held))
    return frozenset(found)


def members(connection: Connection, keys: Sequence[str]) -> frozenset[str]:
    """Ids of the claims in the transfers, strikes and tallies that go by these keys."""
    found = set[str]()
    for table, key, links in KEYED:
        own = links.c[table.name] == table.c.id
        for some in batches(keys):
            asked = select(links.c.claim).join(table, own).where(key.in_(some))
            found |= set(connection.scalars(asked))
    return frozenset(found)


def event_columns(event: Event) -> Row:
    """An event's plain columns."""
    countries = dict.fromkeys(place.country for place in event.place if place.country)
    return {
        "id": event.id,
        "type": event.type.value,
        "mode": SEPARATOR.join(event.mode) or None,
        **when_columns(event.when),
        "actor": _names(event.actor),
        "recipient": _names(event.recipient),
        "place": SEPARATOR.join(dict.fromkeys(place.name for place in event.place)) or None,
        "country": next(iter(countries), None),
        **_position(event.place),
        "verification": event.verification.value,
        "disputed": bool(event.disputes),
        **{name: getattr(event, name) for name in ("independent_sources", "outlets", "reports")},
        "first_reported": event.first_reported,
        "last_reported": event.last_reported,
    }


def _event(event: Event, rows: dict[str, list[Row]]) -> None:
    rows["event"].append({**event_columns(event), "record": pack(event)})
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


def _strike(strike: Strike, rows: dict[str, list[Row]]) -> None:
    counts = ("launched", "intercepted", "jammed", "hit", "fallen")
    rows["strike"].append(
        {
            **{name: getattr(strike, name) for name in ("id", "day", "weapon", "sums")},
            "key": strike.id.split(".")[0],
            "side": strike.side.name if strike.side else None,
            "source": strike.source.name if strike.source else None,
            **{name: _best(getattr(strike, name)) for name in counts},
            "record": pack(strike),
        }
    )
    rows["strike_claim"] += _links("strike", strike.id, strike.claims)


def _tally(tally: Tally, rows: dict[str, list[Row]]) -> None:
    rows["tally"].append(
        {
            **{name: getattr(tally, name) for name in ("id", "kind", "of", "since")},
            "side": tally.side.name if tally.side else None,
            "place": tally.place.name if tally.place else None,
            "country": tally.place.country if tally.place else None,
            "source": tally.source.name if tally.source else None,
            "record": pack(tally),
        }
    )
    for index, told in enumerate(tally.reports):
        numbers = {name: number(getattr(told, name)) for name in ("low", "best", "high")}
        link = {"tally": tally.id, "number": index, "reported": told.reported, "claim": told.claim}
        rows["tally_report"].append({**link, **numbers})


def _position(places: tuple[Place, ...]) -> Row:
    """Where the finest place lies, as far as it is known."""
    finest = next((place for place in places if place.lat is not None and place.lon is not None), None)
    return {
        "lat": finest.lat if finest else None,
        "lon": finest.lon if finest else None,
        "place_precision": finest.precision.value if finest and finest.precision else None,
    }


def _links(name: str, id_: str, claims: tuple[str, ...]) -> list[Row]:
    return [{name: id_, "claim": claim, "number": index} for index, claim in enumerate(claims)]


def _names(actors: tuple[Actor, ...]) -> str | None:
    return SEPARATOR.join(dict.fromkeys(actor.name for actor in actors)) or None


def _best(quantity: Quantity | None) -> float | None:
    """One number for the plain column: the best, else the low, else the high; the record has them all."""
    if quantity is None:
        return None
    return number(next((n for n in (quantity.best, quantity.low, quantity.high) if n is not None), None))
