"""Arms and aid: SIPRI's trade register and a table like that of the Kiel tracker."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.model.mention import Actor, Quantity
from onrecord.model.record import Records, Told, Transfer
from onrecord.publish.formats.format import Format, Options
from onrecord.publish.formats.rows import BATCH, LIST, quoted, write_rows
from onrecord.vocab.formats import columns

ORDERED = ("ordered", "allocated", "in-transit", "delivered", "in-use")
PLEDGED = ("announced", "approved", "ordered")
ARRIVED = ("delivered", "in-use")
SOFT = ("people", "facility", "goods", "money", None)
PREAMBLE = 11
MISSING = "."
FIRST_MONTH = 2022 * 12


def transfers(records: Records) -> Iterator[tuple[Transfer, tuple[Told, ...]]]:
    """Transfers with the claims that tell them."""
    left = records.transfers()
    while batch := list(islice(left, BATCH)):
        told = {one.claim.id: one for one in records.told(dict.fromkeys(c for t in batch for c in t.claims))}
        for transfer in batch:
            yield transfer, tuple(told[id_] for id_ in transfer.claims if id_ in told)


def write_sipri(records: Records, out: Path, options: Options) -> int:
    """SIPRI's register: eleven lines of preamble, then the head, in Latin-1."""
    lines = [
        f"Transfers of major weapons: as reported, kept by {options.title}",
        "Made by onrecord in the layout of SIPRI's trade register; it is not SIPRI's data.",
        "A question mark after a number or year marks it as uncertain.",
        "TIV is a volume index of SIPRI's own and is left blank.",
    ]
    before = [[line] for line in (*lines, *[""] * (PREAMBLE - len(lines)))]
    rows = (_sipri(*one) for one in transfers(records) if _major(one[0]))
    return write_rows(out, columns("sipri"), rows, encoding="latin-1", before=before)


def _major(transfer: Transfer) -> bool:
    """Whether it is of equipment, and ordered or on its way: SIPRI lists no pledges."""
    what = transfer.what
    return what is not None and what.category not in SOFT and any(s.stage in ORDERED for s in transfer.stages)


def _sipri(transfer: Transfer, told: Sequence[Told]) -> Sequence[Any]:
    what, unsure = transfer.what, "?" if transfer.alleged else ""
    ordered = transfer.ordered or transfer.announced or transfer.delivered
    begun = next((s.reported for s in transfer.stages if s.stage in ORDERED and s.reported), None)
    years = dict.fromkeys(str(y) for s in transfer.stages if s.stage in ARRIVED and (y := _year(s)))
    terms = dict.fromkeys(one.claim.terms.value for one in told if one.claim.terms)
    return (
        _name(transfer.recipient), _name(transfer.supplier), begun.year if begun else None, "?" if begun else None,
        _best(ordered), unsure or _flag(ordered), what.designation if what else None,
        what.description if what else None, _best(transfer.delivered), unsure or _flag(transfer.delivered),
        LIST.join(years), None, _comment(transfer, told, LIST.join(terms)), None, None, None,
    )  # fmt: skip


def _comment(transfer: Transfer, told: Sequence[Told], terms: str) -> str:
    parts = (terms, "alleged" if transfer.alleged else "", quoted(told) or "")
    return LIST.join(part for part in parts if part)


def _year(step: Any) -> int | None:
    day = (step.when.start if step.when else None) or step.reported
    return day.year if day else None


def write_kiel(records: Records, out: Path, options: Options) -> int:
    """A table like Kiel's main sheet; a point stands for what is missing."""
    return write_rows(out, columns("kiel"), (_kiel(*one) for one in transfers(records)))


def _kiel(transfer: Transfer, told: Sequence[Told]) -> Sequence[Any]:
    what, stages = transfer.what, {step.stage for step in transfer.stages}
    first = next((step.reported for step in transfer.stages if step.reported), None)
    money, value = what is not None and what.category == "money", transfer.value
    number, arrived = transfer.announced or transfer.ordered, transfer.delivered
    sources = [one.report.url or one.report.outlet for one in told]
    cells = (
        _name(transfer.supplier), first, _aid_type(transfer), what.category if what else None, quoted(told),
        "Allocation" if stages & set(ORDERED) else "Commitment" if stages & {*PLEDGED, "discussed"} else None,
        value.unit if value else None, _best(value), _best(value), *[None] * 6,
        None if money else (what.designation or what.description) if what else None,
        what.category if what else None, _best(number), _best(arrived), None, None, None,
        first.year * 12 + first.month - FIRST_MONTH if first else 0,
        *(list(dict.fromkeys(s for s in sources if s)) + [None] * 4)[:4],
    )  # fmt: skip
    return tuple(MISSING if cell is None else cell for cell in cells)


def _aid_type(transfer: Transfer) -> str | None:
    category = transfer.what.category if transfer.what else None
    if category == "money":
        return "Financial"
    return "Military" if category and category not in SOFT else None


def _name(actor: Actor | None) -> str | None:
    return actor.name if actor else None


def _best(quantity: Quantity | None) -> int | float | None:
    if quantity is None:
        return None
    return next((n for n in (quantity.best, quantity.low, quantity.high) if n is not None), None)


def _flag(quantity: Quantity | None) -> str | None:
    """SIPRI's mark of an uncertain number."""
    return "?" if quantity is not None and not quantity.low == quantity.best == quantity.high else None


SIPRI = Format(
    "sipri",
    "SIPRI's trade register",
    "the register's CSV download of 2024: eleven lines of preamble, Latin-1",
    ".csv",
    write_sipri,
    (
        ("Recipient, Supplier, Weapon ...", "recipient, supplier, designation and description of a transfer"),
        ("Year of order", "the year of the first report of an order or a later step, always marked uncertain"),
        ("Number ordered", "the number ordered, else announced, else delivered"),
        ("Number delivered, Year(s) of delivery", "steps delivered and in use"),
        ("? columns", "alleged transfers, and numbers that are not exact"),
        ("Comments", "means (donation, sale, ...), and the first sentence that tells it"),
    ),
    ("pledges before an order", "ammunition's small change, money, humanitarian goods", "TIV", "status (new, used)",
     "letters beyond Latin-1"),
)  # fmt: skip
KIEL = Format(
    "kiel",
    "a table of aid like Kiel's main sheet",
    "Ukraine Support Tracker, release of 2024, sheet of bilateral assistance",
    ".csv",
    write_kiel,
    (
        ("donor, item, item_numb, item_numb_deliv", "supplier, goods, numbers announced or ordered, and delivered"),
        ("measure", "Allocation from `ordered` onwards, else Commitment"),
        ("aid_type_general", "Financial for money, Military for equipment; other goods do not say"),
        ("source_reported_value, reporting_currency", "the value as said"),
        ("month", "months since December 2021; 0 where no report has a day"),
        ("Source of Aid 1 to 4", "addresses of the reports, else outlets"),
    ),
    ("values in euros and prices: nothing is converted", "the recipient: Kiel's is always Ukraine; filter by it",
     "who denies it"),
)  # fmt: skip
