"""Records as rows for people: a few plain columns each, the same in a table and in CSV."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from onrecord.model.claim import Claim, plain
from onrecord.model.mention import Actor, Quantity, When
from onrecord.model.record import Change, Event, Figure, Strike, Tally, Told, Transfer
from onrecord.model.show import spread

Row = dict[str, str]


def event_rows(event: Event) -> Iterator[Row]:
    """One row an event; each source's last number of each kind stands in `figures`, beside the other sources'."""
    yield {
        "day": day(event.when),
        "type": "/".join((event.type.value, *event.mode)),
        "place": ", ".join(dict.fromkeys(place.name for place in event.place)),
        "actor": _names(event.actor),
        "recipient": _names(event.recipient),
        "figures": "\n".join(figures(event.figures)),
        "disputed": ", ".join(dict.fromkeys(dispute.about for dispute in event.disputes)),
        "standing": event.verification.value,
        "sources": f"{event.independent_sources} in {event.reports} report{'' if event.reports == 1 else 's'}",
        "id": event.id,
    }


def figures(given: Iterable[Figure]) -> list[str]:
    """Each source's last number of each kind: "killed people: 64 (Idris Khamis)"."""
    last: dict[tuple[str, str], dict[str, str]] = {}
    for one in given:
        says = one.source.name if one.source else "report"
        last.setdefault((one.kind, one.of), {})[says] = spread(one.low, one.best, one.high)
    return [
        f"{kind} {of}: " + "; ".join(f"{number} ({source})" for source, number in said.items())
        for (kind, of), said in last.items()
    ]


def transfer_rows(transfer: Transfer) -> Iterator[Row]:
    """One row a transfer: what was announced beside what came, and the ladder so far."""
    what = transfer.what
    steps = dict.fromkeys(f"{step.stage} {step.reported or ''}".strip() for step in transfer.stages)
    yield {
        "supplier": _name(transfer.supplier),
        "recipient": _name(transfer.recipient),
        "what": " ".join(word for word in (what.designation, what.description) if word) if what else "",
        "announced": number(transfer.announced),
        "ordered": number(transfer.ordered),
        "delivered": number(transfer.delivered),
        "value": f"{number(transfer.value)} {(transfer.value.unit or '') if transfer.value else ''}".strip(),
        "ladder": "\n".join(steps),
        "standing": "alleged or denied" if transfer.alleged else "",
        "package": transfer.package or "",
        "id": transfer.id,
    }


def strike_rows(strike: Strike) -> Iterator[Row]:
    """One row a speaker's arithmetic."""
    yield {
        "day": strike.day.isoformat(),
        "launched by": _name(strike.side),
        "weapon": strike.weapon,
        "says": _name(strike.source) or "report",
        **{name: number(getattr(strike, name)) for name in ("launched", "intercepted", "jammed", "hit", "fallen")},
        "sums": {True: "fit", False: "do not fit", None: ""}[strike.sums],
        "claims": str(len(strike.claims)),
    }


def tally_rows(tally: Tally) -> Iterator[Row]:
    """One row a report of the toll."""
    for one in tally.reports:
        yield {
            "of": f"{tally.of} {tally.kind}",
            "side": _name(tally.side),
            "place": tally.place.name if tally.place else "",
            "since": tally.since.isoformat() if tally.since else "",
            "says": _name(tally.source) or "report",
            "reported": one.reported.isoformat() if one.reported else "",
            "number": spread(one.low, one.best, one.high),
            "claim": one.claim,
        }


def claim_rows(told: Told) -> Iterator[Row]:
    """One row a claim: who says what, in whose words."""
    claim, report = told.claim, told.report
    yield {
        "reported": report.day.isoformat() if report.day else "",
        "outlet": report.outlet or "",
        "type": claim.type.value.value if claim.type.value else "",
        "actor": ", ".join(actor.value.name for actor in claim.actor),
        "recipient": ", ".join(actor.value.name for actor in claim.recipient),
        "day": day(claim.when.value if claim.when else None),
        "place": ", ".join(place.value.name for place in claim.place),
        "says": " < ".join(_names(tuple(s.value for s in said.sources)) or "reportedly" for said in told.attributions),
        "standing": _standing(claim),
        "quote": " ".join(told.quote.split()),
        "id": claim.id,
    }


def change_rows(change: Change) -> Iterator[Row]:
    """One row a change."""
    yield {
        "reported": change.reported.isoformat() if change.reported else "",
        "what": change.field,
        "before": change.before or "",
        "after": change.after or "",
        "says": _name(change.source),
        "claims": " ".join(change.claims),
    }


def day(when: When | None) -> str:
    """A date in figures, both ends where there are two.

    >>> from datetime import date
    >>> day(When(date(2024, 1, 4), date(2024, 1, 5), None)), day(When(None, date(2024, 1, 5), None)), day(None)
    ('2024-01-04/2024-01-05', '/2024-01-05', '')
    """
    if when is None:
        return ""
    start, end = (each.isoformat() if each else "" for each in (when.start, when.end))
    return start if start == end else f"{start}/{end}"


def number(quantity: Quantity | None) -> str:
    """A quantity in words."""
    return spread(quantity.low, quantity.best, quantity.high) if quantity else ""


def _standing(claim: Claim) -> str:
    plainly = {"affirmed", "actual", "certain"}
    said = [plain(field) for field in (claim.polarity, claim.modality, claim.certainty)]
    return ", ".join(
        [word for word in said if word not in plainly] + [c.value.status.value for c in claim.verification]
    )


def _name(actor: Actor | None) -> str:
    return actor.name if actor else ""


def _names(actors: tuple[Actor, ...]) -> str:
    return ", ".join(dict.fromkeys(actor.name for actor in actors))


ROWS: dict[type, Callable[[Any], Iterator[Row]]] = {
    Event: event_rows,
    Transfer: transfer_rows,
    Strike: strike_rows,
    Tally: tally_rows,
    Told: claim_rows,
    Change: change_rows,
}
