"""Answers as JSON and CSV: the record's own types by the public contract, lists and days as they are."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from onrecord.model.claim import plain as plain_field
from onrecord.model.contract import encode
from onrecord.model.record import Event, Strike, Tally, Told, Transfer
from onrecord.publish.cell import guarded


class Ready(str):
    """A part of an answer that is JSON already: thousands of rows need no second look."""

    __slots__ = ()


def as_text(answer: Mapping[str, Any]) -> str:
    """An answer as JSON."""
    parts = {name: part if isinstance(part, Ready) else _text(part) for name, part in answer.items()}
    return "{" + ", ".join(f"{_text(name)}: {part}" for name, part in parts.items()) + "}"


def _text(part: Any) -> str:
    return json.dumps(as_json(part), ensure_ascii=False)


def as_json(value: Any) -> Any:
    """An answer as plain JSON data."""
    if isinstance(value, Mapping):
        return {str(name): as_json(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return encode(value)
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def as_csv(rows: Iterable[Any]) -> str:
    """Rows as CSV with a head; a cell that a spreadsheet would run as a formula begins with an apostrophe."""
    flat = [_flat(row) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: guarded(value) for name, value in row.items()} for row in flat)
    return out.getvalue()


def _names(actors: Sequence[Any]) -> str:
    return "; ".join(getattr(actor, "value", actor).name for actor in actors)


def _name(actor: Any) -> str | None:
    return actor.name if actor else None


def _number(quantity: Any) -> Any:
    return next((n for n in (quantity.best, quantity.low, quantity.high) if n is not None), None) if quantity else None


def _flat(row: Any) -> dict[str, Any]:
    """A record as one line of plain cells."""
    kinds = {Told: _told, Event: _event, Transfer: _transfer, Strike: _strike, Tally: _tally}
    make = kinds.get(type(row))
    return make(row) if make else {str(name): as_json(value) for name, value in row.items()}


def _told(told: Any) -> dict[str, Any]:
    claim, report = told.claim, told.report
    when = claim.when.value if claim.when else None
    named = next((a.sources for a in told.attributions if a.sources), ())
    return {
        "claim": claim.id,
        "reported": report.day,
        "outlet": report.outlet,
        "type": claim.type.value.value if claim.type.value else None,
        "mode": "; ".join(mode.value for mode in claim.mode),
        "actor": _names(claim.actor),
        "recipient": _names(claim.recipient),
        "first_day": when.start if when else None,
        "last_day": when.end if when else None,
        "place": _names(claim.place),
        "source": _names(named),
        "polarity": plain_field(claim.polarity),
        "modality": plain_field(claim.modality),
        "certainty": plain_field(claim.certainty),
        "verification": "; ".join(check.value.status.value for check in claim.verification),
        "stage": claim.stage.value.value if claim.stage else None,
        "quote": told.quote,
        "report": report.id,
    }


def _event(event: Any) -> dict[str, Any]:
    names = ("independent_sources", "outlets", "reports", "first_reported", "last_reported")
    return {
        "event": event.id,
        "type": event.type.value,
        "mode": "; ".join(event.mode),
        "first_day": event.when.start if event.when else None,
        "last_day": event.when.end if event.when else None,
        "actor": _names(event.actor),
        "recipient": _names(event.recipient),
        "place": _names(event.place),
        "verification": event.verification.value,
        "disputed": "; ".join(dispute.about for dispute in event.disputes),
        **{name: getattr(event, name) for name in names},
    }


def _transfer(transfer: Any) -> dict[str, Any]:
    what, last = transfer.what, transfer.stages[-1] if transfer.stages else None
    return {
        "transfer": transfer.id,
        "supplier": _name(transfer.supplier),
        "recipient": _name(transfer.recipient),
        "what": (what.designation or what.description) if what else None,
        **{name: _number(getattr(transfer, name)) for name in ("announced", "ordered", "delivered", "value")},
        "stage": last.stage if last else None,
        "last_reported": last.reported if last else None,
        "alleged": transfer.alleged,
    }


def _strike(strike: Any) -> dict[str, Any]:
    counts = ("launched", "intercepted", "jammed", "hit", "fallen")
    return {
        "day": strike.day,
        "side": _name(strike.side),
        "weapon": strike.weapon,
        "source": _name(strike.source),
        **{name: _number(getattr(strike, name)) for name in counts},
        "sums": strike.sums,
    }


def _tally(tally: Any) -> dict[str, Any]:
    last = tally.reports[-1]
    return {
        **{name: getattr(tally, name) for name in ("kind", "of", "since")},
        "side": _name(tally.side),
        "place": _name(tally.place),
        "source": _name(tally.source),
        **{name: getattr(last, name) for name in ("reported", "low", "best", "high")},
    }
