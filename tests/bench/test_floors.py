"""Accuracy does not fall below what was pinned, where the data is there to measure it."""

import pytest

from bench.__main__ import data_folder
from bench.floors import Row, compare, measure, read_floors, repinned, same_text

PINNED = read_floors()


@pytest.mark.slow
@pytest.mark.parametrize("bench", PINNED)
def test_pinned_floors_hold(bench: str) -> None:
    if not data_folder().exists():
        pytest.skip(f"no data at {data_folder()}: set ONRECORD_DATA to measure")
    figures = measure(bench, PINNED[bench], data_folder())
    if not same_text(PINNED[bench], figures):
        pytest.skip(f"{bench}: the data is not the text on which the floors were pinned")
    assert [row for row in compare(bench, PINNED[bench], figures) if not row.held] == []


PIN = {"sample": 2, "corpus": {"set_corpus": "abc"}, "floors": {"f1": 80.0, "recall": None}}


def test_a_figure_below_its_floor_is_missed() -> None:
    rows = compare("any", PIN, {"f1": 79.9, "recall": 50.0})
    assert [row.held for row in rows] == [False, True]


def test_a_figure_that_the_bench_no_longer_gives_is_missed() -> None:
    assert not compare("any", PIN, {})[0].held


def test_floors_rise_by_themselves_and_fall_only_when_told() -> None:
    rows = [Row("any", "f1", 80.0, 70.0), Row("any", "recall", None, 50.0)]
    figures = {"set_corpus": "abc"}
    assert repinned(PIN, figures, rows, lower=False)["floors"] == {"f1": 80.0, "recall": 49.0}
    assert repinned(PIN, figures, rows, lower=True)["floors"] == {"f1": 69.0, "recall": 49.0}


def test_other_text_is_told_by_its_hash() -> None:
    assert same_text(PIN, {"set_corpus": "abc"})
    assert not same_text(PIN, {"set_corpus": "abd"})
