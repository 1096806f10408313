"""The chooser learns which features of a candidate speak for it, and cases of truecasing keep their places."""

from collections import Counter

from bench.chooser import choose, learn
from bench.truecase import truecased


def test_the_feature_that_always_marks_the_right_candidate_wins() -> None:
    cases = [([frozenset({"first"}), frozenset({"told"})], frozenset({1})) for _ in range(4)]
    weights = learn(cases)
    assert weights["told"] > weights["first"]
    assert choose([frozenset({"first"}), frozenset({"told"})], weights) == 1


def test_candidates_that_are_alike_leave_the_first() -> None:
    assert choose([frozenset(), frozenset()], {}) == 0


def test_truecasing_keeps_every_letter_in_its_place() -> None:
    counts = {word: Counter({word: 5}) for word in ("the", "mill", "in", "was", "burned")}
    text = "THE MILL IN\nTERRANOVA WAS BURNED.  THE MILL..."
    cased = truecased(text, counts)
    assert cased == "The mill in\nTerranova was burned.  The mill..."
    assert cased.upper() == text
