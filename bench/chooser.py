"""A log-linear chooser among candidates: each is a set of feature names, the weights are learned, ties go to the first.

Small on purpose: what it learns are a few hundred numbers, kept as JSON, that a reader can look at.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

Features = frozenset[str]
Weights = dict[str, float]
ROUNDS = 300  # full passes; the answers no longer change by then
STEP = 0.3  # of AdaGrad, whose steps shrink with what a weight has moved
PULL = 0.01  # L2 a case, by cross-validation inside ISAF's training half
LEAST = 2  # a feature that fewer cases have is no habit of the set


def score(features: Features, weights: Weights) -> float:
    """How well a candidate fits."""
    return sum(weights.get(feature, 0.0) for feature in features)


def choose(candidates: Sequence[Features], weights: Weights) -> int:
    """The index of the best candidate."""
    return max(range(len(candidates)), key=lambda at: (score(candidates[at], weights), -at))


def learn(cases: Iterable[tuple[Sequence[Features], frozenset[int]]]) -> Weights:
    """Weights under which the right candidates (any of the indices) are chosen; cases without one are left out."""
    cases = [case for case in cases if case[1] and len(case[1]) < len(case[0])]
    seen: dict[str, int] = defaultdict(int)
    for candidates, _ in cases:
        for feature in frozenset().union(*candidates):
            seen[feature] += 1
    weights = {feature: 0.0 for feature, times in sorted(seen.items()) if times >= LEAST}
    moved = dict.fromkeys(weights, 1e-6)
    for _ in range(ROUNDS):
        slope = _slope(cases, weights)
        for feature in weights:
            push = slope.get(feature, 0.0) / len(cases) - PULL * weights[feature]
            moved[feature] += push * push
            weights[feature] += STEP * push / math.sqrt(moved[feature])
    return {feature: round(weight, 3) for feature, weight in weights.items() if abs(weight) >= 0.001}


def _slope(cases: list[tuple[Sequence[Features], frozenset[int]]], weights: Weights) -> dict[str, float]:
    slope: dict[str, float] = defaultdict(float)
    for candidates, right in cases:
        scores = [score(features, weights) for features in candidates]
        top = max(scores)
        parts = [math.exp(one - top) for one in scores]
        whole, good = sum(parts), sum(parts[at] for at in right)
        for at, features in enumerate(candidates):
            push = (parts[at] / good if at in right else 0.0) - parts[at] / whole
            for feature in features:
                slope[feature] += push
    return slope
