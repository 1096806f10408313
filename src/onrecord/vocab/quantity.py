"""Words for numbers: numerals, bounds, vague words, currencies and units. Tables are in `data/`."""

from dataclasses import dataclass

from onrecord.vocab.loader import read_yaml
from onrecord.vocab.thing import plural

Bounds = tuple[int | float | None, int | float | None, int | float | None]


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """Everything that `find/quantity*.py` reads; all words in lower case.

    `before` and `after` map the words of a bound, in reading order, to its kind: low, high, near, about or exact.
    `starts` may open a number, `follow` stand after "a", `closes` end a bound, `opens` open a unit.
    `units` maps the words of a unit or currency to the symbol or code in the record.
    """

    numbers: dict[str, int]
    scales: dict[str, int]
    letters: dict[str, int]
    plenty: dict[str, int]
    vague: dict[str, Bounds]
    before: dict[tuple[str, ...], str]
    after: dict[tuple[str, ...], str]
    no_bound: dict[str, frozenset[str]]
    phrases: dict[tuple[str, ...], Bounds]
    currencies: dict[str, str]
    money: dict[str, str | None]
    whose: dict[tuple[str, ...], str]
    units: dict[tuple[str, ...], str]
    designators: frozenset[str]
    denied: frozenset[str]
    nobody: frozenset[str]
    times: frozenset[str]
    places: frozenset[str]
    formations: frozenset[str]
    starts: frozenset[str]
    follow: frozenset[str]
    closes: frozenset[str]
    opens: frozenset[str]


def load_quantities() -> QuantityWords:
    """The words for numbers, read once."""
    words = read_yaml("quantity.yaml")
    phrases = {tuple(phrase.split()): _bounds(value) for phrase, value in words["phrases"].items()}
    nobody = frozenset(words["nobody"])
    return QuantityWords(
        numbers=words["numbers"],
        scales=words["scales"],
        letters=words["letters"],
        plenty=words["plenty"],
        vague={word: _bounds(value) for word, value in words["vague"].items()},
        before=_by_words(words["bounds"]),
        after=_by_words(words["after"]),
        no_bound={word: frozenset(heads) for word, heads in words["no_bound"].items()},
        phrases=phrases,
        currencies=words["currencies"],
        money=words["money"],
        whose={tuple(key.split()): code for key, code in words["whose"].items()},
        units=_units(),
        designators=frozenset(words["designators"]),
        denied=frozenset(words["denied"]),
        nobody=nobody,
        times=frozenset(words["times"]),
        places=frozenset(words["places"]),
        formations=frozenset(words["formations"]),
        starts=frozenset({*words["numbers"], *words["plenty"], *words["vague"], "half", "large", "huge"}),
        follow=frozenset({*words["vague"], *words["scales"], "good", "mere", *(phrase[1] for phrase in phrases)}),
        closes=frozenset(phrase.split()[-1] for group in words["bounds"].values() for phrase in group),
        opens=frozenset(phrase[0] for phrase in _units()),
    )


def _bounds(value: list[int | float | None]) -> Bounds:
    low, best, high = value
    return low, best, high


def _by_words(groups: dict[str, list[str]]) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): kind for kind, phrases in groups.items() for phrase in phrases}


def regular_singular(word: str) -> str:
    """A regular plural's singular, in lower case: "graves" is grave, "families" is family."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    return word[:-2] if word.endswith(("shes", "ches", "sses", "xes")) else word[:-1]


def _units() -> dict[tuple[str, ...], str]:
    units: dict[tuple[str, ...], str] = {}
    for symbol, names in read_yaml("units.yaml")["units"].items():
        for name in names:
            units[tuple(name.split())] = symbol
            if len(name) > 2 and name.replace(" ", "").isalpha():
                *head, last = name.split()
                units[(*head, plural(last))] = symbol
    return units
