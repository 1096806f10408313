"""The words around names of places: directions, nouns of regions, prepositions, titles of persons."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.vocab.loader import read_csv, read_yaml

NAME = "places_words.yaml"


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What `places_words.yaml` lists. Phrases are in lower case; `near` and `over` are split into words."""

    directions: dict[str, tuple[float, float]]
    qualifiers: frozenset[str]
    parts: dict[str, str]
    regions: dict[str, str]
    kinds: dict[str, str]
    near: tuple[tuple[str, ...], ...]
    over: tuple[tuple[str, ...], ...]
    distance: frozenset[str]
    locative: frozenset[str]
    ships: frozenset[str]
    joiners: frozenset[str]
    tails: frozenset[str]
    papers: frozenset[str]
    unknown: frozenset[str]
    unknown_of: frozenset[str]
    articles: frozenset[str]
    not_before: frozenset[str]
    titles: frozenset[str]
    never: frozenset[str]
    surnames: frozenset[str]
    institutions: frozenset[str]
    loose: frozenset[str]
    abbreviations: frozenset[str]
    demonyms: dict[str, str]
    capitals: dict[str, str]
    back: dict[str, tuple[str, ...]]
    back_before: frozenset[str]


@cache
def load_place_words() -> PlaceWords:
    """The words, read once."""
    data = read_yaml(NAME)
    return PlaceWords(
        directions={word: (float(north), float(east)) for word, (north, east) in data["directions"].items()},
        parts=_inverted(data["parts"]),
        regions=_inverted(data["regions"]),
        kinds=_inverted(data["kinds"]),
        near=_phrases(data["near"]),
        over=_phrases(data["over"]),
        loose=frozenset({"the", *data["directions"], *data["qualifiers"]}),
        demonyms=_states("demonyms"),
        capitals={state: capital for capital, state in reversed(_states("capital").items())},
        back={noun: tuple(kinds) for noun, kinds in data["back"].items()},
        **{name: frozenset(data[name]) for name in SETS},
    )


SETS = (
    "qualifiers",
    "distance",
    "locative",
    "ships",
    "joiners",
    "tails",
    "papers",
    "unknown",
    "unknown_of",
    "articles",
    "not_before",
    "titles",
    "never",
    "surnames",
    "institutions",
    "abbreviations",
    "back_before",
)


def _inverted(lists: dict[str, list[str]]) -> dict[str, str]:
    """Word -> the list that it stands in; the first list wins."""
    return {word: name for name, words in reversed(lists.items()) for word in words}


def _phrases(phrases: Iterable[Any]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(str(phrase).split()) for phrase in phrases), key=len, reverse=True))


def _states(column: str) -> dict[str, str]:
    """Word of a column of countries.csv -> the state's ISO code; the first state wins."""
    rows = reversed(read_csv("countries.csv"))
    return {word: row["iso3"] for row in rows for word in reversed(row[column].split("|")) if word}
