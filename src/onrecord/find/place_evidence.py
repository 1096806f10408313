"""How much each sign counts that words name a place.

The weights are those of a logistic regression on LGL (bench/train/train_place.py), rounded; "own", "owner", "no
place after", "paper after", "ship", "fits in" and "said again" are set by hand: newspapers of small towns say little
of them.
"""

ENOUGH = 0.0
MAYBE = -3.0  # below this nothing else in the report helps
EVIDENCE = {
    "fits in": 0.4,
    "said again": 0.7,
    "county": 3.8,
    "place": 1.9,
    "holder after": 1.8,
    "kind of": 1.6,
    "wide": 1.3,
    "several words": 1.2,
    "own": 1.5,
    "fame": 1.1,
    "capitals": 1.0,
    "level after": 0.9,
    "hyphen before": 0.8,
    "preposition": 0.8,
    "institution after": 0.7,
    "nationality": 0.6,
    "of before": 0.6,
    "noun after": 0.4,
    "comma before": 0.4,
    "organisation": 0.4,
    "in a place": 0.4,
    "and before": 0.3,
    "opens the sentence": 0.2,
    "person": 0.1,
    "nothing after": 0.0,
    "alias": -0.1,
    "in an organisation": -0.1,
    "nothing before": -0.2,
    "hyphen after": -0.2,
    "no label": -0.3,
    "owner": -0.3,
    "opens an organisation": -0.4,
    "owner before": -0.6,
    "capital after": -0.9,
    "base": -0.9,
    "verb after": -1.0,
    "other label": -1.2,
    "capital before": -1.3,
    "surname": -1.4,
    "no place after": -1.5,
    "in a person": -1.5,
    "title before": -2.4,
    "paper after": -6.0,
    "ship": -6.0,
    "person here": -2.6,
}


def weighed(signs: dict[str, float]) -> float:
    """The sum of the signs' weights: above 0 the words are more likely a place than not."""
    return EVIDENCE["base"] + sum(EVIDENCE.get(sign, 0.0) * value for sign, value in signs.items())
