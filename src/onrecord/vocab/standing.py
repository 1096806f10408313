"""Words that say how a claim stands: negators, hedges, modal verbs, and predicates with their effect on content."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from onrecord.errors import VocabError
from onrecord.model.claim import Claim, Modality, Polarity, plain
from onrecord.model.span import Certainty
from onrecord.vocab.loader import read_csv, read_yaml

OPEN = "open"
SPEECH, FACTIVE, INHERIT = "speech", "factive", "inherit"
KINDS = {SPEECH, FACTIVE, INHERIT, OPEN}
NOT = {"flip", "keep", "unknown", "possible"}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a word does to the standing of the content beside or below it.

    `kind` is speech (another says so), factive (told as so whatever governs it), inherit (stands as the word does),
    open (expected before a bare verb of doing) or "". `negated` says what becomes of the content where the word
    itself is negated: flip, keep, unknown or possible.
    """

    negates: bool = False
    modality: Modality | None = None
    certainty: Certainty | None = None
    kind: str = ""
    negated: str = "flip"


@dataclass(frozen=True, slots=True)
class StandingWords:
    """Effects by word: `modals` by form, `hedges` by form and place, `predicates` by lemma, word class and content;
    `weights` by feature of `claim/standing_grade.py`; the sets are of `standing_words.yaml`, which says what each is.
    """

    modals: dict[str, Effect]
    hedges: dict[str, tuple[tuple[str, Effect], ...]]
    predicates: dict[tuple[str, str, str], Effect]
    weights: dict[str, float]
    conditions: frozenset[str]
    inverted: frozenset[str]
    states: frozenset[str]
    perceived: frozenset[str]
    wonder: frozenset[str]
    only: frozenset[str]


def load_standing() -> StandingWords:
    """The words from `modals.csv`, `hedges.csv`, `predicates.csv`, `standing_weights.csv` and so on."""
    modals = {row["word"]: _effect(row, row["modality"], "flip") for row in read_csv("modals.csv")}
    hedges: dict[str, tuple[tuple[str, Effect], ...]] = {}
    for row in read_csv("hedges.csv"):
        effect = _effect(row, row["modality"], "flip")
        hedges[row["word"]] = (*hedges.get(row["word"], ()), (row["on"], effect))
    predicates = {
        (row["word"], row["pos"], row["takes"]): _effect(row, row["effect"], row["not"])
        for row in read_csv("predicates.csv")
    }
    weights = {row["feature"]: float(row["weight"]) for row in read_csv("standing_weights.csv")}
    closed = read_yaml("standing_words.yaml")
    sets = (frozenset(closed[field]) for field in ("conditions", "inverted", "states", "perceived", "wonder", "only"))
    return StandingWords(modals, hedges, predicates, weights, *sets)


def _effect(row: dict[str, str], effect: str, negated: str) -> Effect:
    """A row as an effect. Raises VocabError where a cell holds no value that the codebook knows."""
    try:
        return Effect(
            row.get("polarity", "") == "negated",
            Modality(effect) if effect and effect not in KINDS else None,
            Certainty(row["certainty"]) if row["certainty"] else None,
            effect if effect in KINDS else "",
            negated if negated in NOT else _unknown(row),
        )
    except ValueError as error:
        raise VocabError(f"vocab/data: row {row}: {error}; mend it") from error


def _unknown(row: dict[str, str]) -> str:
    raise VocabError(f"vocab/data: row {row}: 'not' must be one of {sorted(NOT)}; mend it")


ANY = "any"
Cell = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class StandingTable:
    """What a standing is in other systems; `cells` by polarity, modality and certainty: FactBank value, commitment."""

    cells: dict[Cell, tuple[str, float]]
    outer: str
    credibility: dict[str, int]
    grades: tuple[str, ...]
    unrated: str
    verbs: dict[str, str | None]

    def commitment(self, polarity: str, modality: str, certainty: str) -> float:
        """How far the speaker stands for it, from -3 (is not so) to 3 (is so), as in the UW factuality scores."""
        return self.cells[polarity, modality, certainty][1]


@cache
def load_table() -> StandingTable:
    """The table in `standing_table.yaml`. Raises VocabError where a standing has no line."""
    read = read_yaml("standing_table.yaml")
    cells: dict[Cell, tuple[str, float]] = {}
    for polarity, modality, certainty, factbank_value, number in read["standing"]:
        for each in [c.value for c in Certainty] if certainty == ANY else [certainty]:
            cells[polarity, modality, each] = factbank_value, float(number)
    for cell in product(Polarity, Modality, Certainty):
        if tuple(part.value for part in cell) not in cells:
            raise VocabError(f"vocab/data/standing_table.yaml: no line for {[part.value for part in cell]}; add it")
    grades: dict[str, Any] = read["reliability"]
    return StandingTable(
        cells, read["outer"], read["credibility"], tuple(grades["grades"]), grades["unrated"], read["verbs"]
    )


def factbank(claim: Claim, link: int = 0) -> str:
    """FactBank's value of the claim for one link of its chain: 0 the innermost speaker, the author last.

    A claim in the report's own voice has the author as link 0. Who only passes another's words on is Uu about them.
    """
    table = load_table()
    if link > 0:
        return table.outer
    return table.cells[plain(claim.polarity), plain(claim.modality), plain(claim.certainty)][0]


def credibility(*, agreeing: int, evidence: bool = False, contradicted: bool = False) -> int:
    """The Admiralty code's credibility, 1 to 6: `agreeing` counts independent parties that say it.

    >>> credibility(agreeing=2), credibility(agreeing=1), credibility(agreeing=1, contradicted=True)
    (1, 6, 5)
    """
    table = load_table().credibility
    if contradicted:
        return table["contradicted"]
    return table["agreed" if agreeing + evidence > 1 else "otherwise"]


def reliability(source: str | None, ratings: Mapping[str, str]) -> str:
    """The Admiralty code's reliability of a source, A to F, by the user's own ratings (actor id -> grade).

    >>> reliability("RUS MIL", {"UKR MIL": "B"})
    'F'
    """
    table = load_table()
    grade = ratings.get(source, table.unrated) if source else table.unrated
    if grade not in table.grades:
        raise VocabError(f"rating {grade!r} of {source}: must be one of {' '.join(table.grades)}")
    return grade


def verb(*, sources: int, named: bool = True, evidence: bool = False, contradicted: bool = False) -> str | None:
    """The brief's verb: *shows* > *reported* > *said* > *reportedly*; *claimed* only against confirmed evidence.

    `sources` counts the independent parties that say it, 0 where the report speaks for itself.

    >>> verb(sources=1), verb(sources=2), verb(sources=1, contradicted=True), verb(sources=0, named=False)
    ('said', 'reported', 'claimed', 'reportedly')
    """
    return load_table().verbs[_ground(sources, named, evidence, contradicted)]


def _ground(sources: int, named: bool, evidence: bool, contradicted: bool) -> str:
    if evidence:
        return "evidence"
    if contradicted:
        return "contradicted"
    if sources > 1:
        return "independent"
    if sources == 1 and named:
        return "source"
    return "report" if named else "hearsay"
