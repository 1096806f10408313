"""An event's figures side by side, and who stands on which side of what is disputed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model.claim import Item, Role, plain
from onrecord.model.record import Dispute, Figure, Told
from onrecord.publish.tables import people
from onrecord.serve.wording import amount, days, names, source, standing

FIRST = ("killed", "injured", "missing", "captured", "displaced")  # what is looked for first
WIDE, MIDDLE = 176, 7  # of a drawn range, in pixels


@dataclass(frozen=True, slots=True)
class Range:
    """A figure on the scale of its group: ends and best in pixels; an open end goes on as far as the scale does."""

    start: float
    end: float
    best: float | None
    open: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with the claim that gives it, by its number on the page."""

    figure: Figure
    told: Told | None
    number: int | None
    standing: str | None
    range: Range | None


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one effect on one kind of people or things, in the order of time."""

    kind: str
    of: str
    lines: tuple[Line, ...]


def grouped(figures: Iterable[Figure], told: Sequence[Told]) -> tuple[Group, ...]:
    """Figures by what they count, the dead first; never a sum."""
    by_id = {one.claim.id: (number, one) for number, one in enumerate(told, 1)}
    found: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda each: (each.reported or date.max, each.claim)):
        found[figure.kind, figure.of].append(figure)
    order = sorted(found.items(), key=lambda each: (_rank(each[0][0]), -len(each[1])))
    return tuple(Group(kind, of, tuple(_lines(held, by_id))) for (kind, of), held in order)


def _rank(kind: str) -> int:
    return FIRST.index(kind) if kind in FIRST else len(FIRST)


def _lines(figures: Sequence[Figure], by_id: Mapping[str, tuple[int, Told]]) -> Iterable[Line]:
    most = max((bound for one in figures for bound in (one.low, one.best, one.high) if bound is not None), default=0)
    for one in figures:
        number, told = by_id.get(one.claim, (None, None))
        drawn = drawn_range(one, most) if most and len(figures) > 1 else None
        yield Line(one, told, number, standing(told) if told else None, drawn)


def drawn_range(figure: Figure, most: float) -> Range:
    """Where a figure lies on a scale from nought to a little above the group's highest number.

    >>> at_least = Figure("killed", "people", None, None, 40, None, None, None, "c1")
    >>> drawn_range(at_least, 80)
    Range(start=80.0, end=176, best=None, open=True)
    """
    scale = WIDE / (most * 1.1)
    low, best, high = figure.low, figure.best, figure.high
    first = low if low is not None else best if best is not None else 0
    last = high if high is not None else best
    end = WIDE if last is None else round(last * scale, 1)
    return Range(round(first * scale, 1), end, None if best is None else round(best * scale, 1), last is None)


def in_short(figures: Iterable[Figure]) -> list[tuple[str, str, list[str]]]:
    """What is counted -> the numbers that are told of it, each once, for a line of a list."""
    told = [
        (group.kind, group.of, list(dict.fromkeys(amount(line.figure) for line in group.lines)))
        for group in grouped(figures, ())
    ]
    return [(kind, of if amounts == ["1"] else people(of), amounts) for kind, of, amounts in told]


@dataclass(frozen=True, slots=True)
class Side:
    """What some voices say of a disputed thing: the words, and each voice with its claims and their numbers."""

    says: str
    voices: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def sides(dispute: Dispute, told: Sequence[Told], figures: Sequence[Figure]) -> tuple[Side, ...]:
    """The claims of a dispute by what they say of it."""
    by_id = {one.claim.id: (number, one) for number, one in enumerate(told, 1)}
    found: defaultdict[str, defaultdict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    for claim in dispute.claims:
        if claim in by_id:
            number, one = by_id[claim]
            found[_said(dispute.about, one, figures)][source(one) or "the report itself"].append((claim, number))
    return tuple(
        Side(says, tuple((name, tuple(claims)) for name, claims in voices.items())) for says, voices in found.items()
    )


def _said(about: str, told: Told, figures: Sequence[Figure]) -> str:
    """What a claim says of that over which it is disputed."""
    claim = told.claim
    if about == "occurrence":
        return "it did not" if plain(claim.polarity) == "negated" else "it did"
    if about == "figure":
        return ", ".join(f"{amount(one)} {people(one.of)}" for one in figures if one.claim == claim.id)
    if about == "author":
        return names(claim.actor)
    if about == "place":
        return names(claim.place)
    if about == "time":
        return days(claim.when.value if claim.when else None)
    role = Role.CASUALTY if about == "victims" else Role.TARGET
    items = [item for item in claim.items if item.role is role and item.what]
    return ", ".join(dict.fromkeys(_thing(item, told.report.text) for item in items)) or "people"


def _thing(item: Item, text: str) -> str:
    """Who or what an item is, in the report's words; none of them where its number is nought."""
    words = " ".join(item.what.span.quote(text).split()) if item.what else ""
    none = item.quantity is not None and item.quantity.value.best == 0
    return f"no {words}" if none and not words.startswith("no ") else words
