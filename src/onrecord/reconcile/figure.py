"""Each source's numbers side by side, and the event's own: the envelope, never a sum or an average."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord.model.record import Figure, Told, Total
from onrecord.reconcile.account import of
from onrecord.reconcile.party import party, source, voice
from onrecord.reconcile.retold import counted

Kind = tuple[str, str, str | None]


def figures_of(told: Sequence[Told]) -> tuple[Figure, ...]:
    """Each source's numbers, in order of report. A copy's number is there too: its claim says where it stands."""
    return tuple(
        Figure(
            kind=item.effect.value.value,
            of=of(item),
            side=item.side.value if item.side else None,
            source=source(one),
            low=item.quantity.value.low,
            best=item.quantity.value.best,
            high=item.quantity.value.high,
            reported=one.report.day,
            claim=one.claim.id,
        )
        for one, item in counted(told)
        if item.effect and item.quantity
    )


def kinds(figures: Sequence[Figure]) -> dict[Kind, list[Figure]]:
    """Figures by what they count."""
    found: defaultdict[Kind, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.kind, figure.of, party(figure.side) if figure.side else None].append(figure)
    return dict(found)


def latest(figures: Sequence[Figure], voices: Mapping[str, str]) -> list[Figure]:
    """The last number of each voice: what it said before was a first count, or an error that it mended.

    A number that another voice gave too and has since mended is gone with it: "five dead, residents and a medic said",
    then "eight, the medic said".
    """
    last: dict[str, Figure] = {}
    mended: dict[tuple[object, ...], set[str]] = {}
    for figure in figures:
        says = voices[figure.claim]
        before = last.get(says)
        if before and _number(before) != _number(figure):
            mended.setdefault(_number(before), set()).add(says)
        last[says] = figure
    stands = [figure for says, figure in last.items() if not mended.get(_number(figure), set()) - {says}]
    return stands or list(last.values())  # two that took over each other's number


def _number(figure: Figure) -> tuple[object, ...]:
    return figure.low, figure.best, figure.high


def totals_of(figures: Sequence[Figure], told: Sequence[Told], wires: Mapping[str, str]) -> tuple[Total, ...]:
    """The envelope of each kind of figure, over what each source said last; `best` where two sources agree on it."""
    voices = {one.claim.id: _voice(one, wires) for one in told}
    return tuple(_envelope(latest(same_kind, voices)) for same_kind in kinds(figures).values())


def _voice(told: Told, wires: Mapping[str, str]) -> str:
    return voice(told) if source(told) else f"wire {wires[told.report.id]}"


def _envelope(figures: Sequence[Figure]) -> Total:
    lows = [low for figure in figures if (low := _first(figure.low, figure.best)) is not None]
    highs = [_first(figure.high, figure.best) for figure in figures]
    bests = {figure.best for figure in figures}
    agreed = len(figures) > 1 and len(bests) == 1
    return Total(
        kind=figures[0].kind,
        of=figures[0].of,
        side=figures[0].side,
        low=min(lows, default=None),
        best=bests.pop() if agreed else None,
        high=None if None in highs else max(high for high in highs if high is not None),
    )


def above(left: Figure, right: Figure) -> bool:
    """Whether the least that one says is more than the most that the other says."""
    low, high = _first(left.low, left.best), _first(right.high, right.best)
    return low is not None and high is not None and low > high


def _first(*numbers: int | float | None) -> int | float | None:
    return next((number for number in numbers if number is not None), None)
