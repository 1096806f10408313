"""Figures side by side and the sides of a dispute, as an event's page shows them."""

from datetime import date
from pathlib import Path

import pytest

from onrecord.model.record import Figure
from onrecord.serve.figures import Range, drawn_range, grouped, in_short, sides
from onrecord.store import Store


def figure(kind: str, of: str, low: int | None, best: int | None, day: int, claim: str) -> Figure:
    return Figure(kind, of, None, None, low, best, best, date(2025, 3, day), claim)


TOLD = (
    figure("hit", "depot", 1, 1, 9, "c4"),
    figure("killed", "people", None, 64, 8, "c2"),
    figure("killed", "people", 40, None, 8, "c1"),
    figure("killed", "fighter", 25, 25, 9, "c3"),
)


def test_the_dead_come_first_and_each_effect_stands_by_itself() -> None:
    groups = [(group.kind, group.of, [line.figure.claim for line in group.lines]) for group in grouped(TOLD, ())]
    assert groups == [("killed", "people", ["c1", "c2"]), ("killed", "fighter", ["c3"]), ("hit", "depot", ["c4"])]


def test_a_list_tells_each_number_once_and_adds_none() -> None:
    assert in_short((*TOLD, figure("killed", "fighter", 25, 25, 10, "c5"))) == [
        ("killed", "people", ["at least 40", "64"]),
        ("killed", "fighters", ["25"]),
        ("hit", "depot", ["1"]),
    ]


@pytest.mark.parametrize(
    ("low", "best", "high", "drawn"),
    [
        (None, 50, None, Range(80.0, 80.0, 80.0, False)),
        (25, None, 50, Range(40.0, 80.0, None, False)),
        (None, None, 50, Range(0.0, 80.0, None, False)),
        (50, None, None, Range(80.0, 176, None, True)),
    ],
)
def test_a_figure_is_drawn_with_its_bounds(low: int | None, best: int | None, high: int | None, drawn: Range) -> None:
    assert drawn_range(Figure("killed", "people", None, None, low, best, high, None, "c"), 100) == drawn


def test_a_single_figure_is_drawn_on_no_scale() -> None:
    assert [line.range for group in grouped(TOLD[:1], ()) for line in group.lines] == [None]


def test_a_dispute_says_who_holds_what(record: Path) -> None:
    with Store.open(record) as store:
        event = next(event for event in store.events() if any(d.about == "figure" for d in event.disputes))
        told = store.told(event.claims)
        (dispute,) = [one for one in event.disputes if one.about == "figure"]
        held = sides(dispute, told, event.figures)
    assert [(side.says, [(name, [number for _, number in told]) for name, told in side.voices]) for side in held] == [
        ("12 people", [("Ukrainian interior ministry", [1])]),
        ("4 people", [("Russian defence ministry", [2])]),
    ]
