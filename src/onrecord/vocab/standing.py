"""Words that say how a claim stands: negators, hedges, modal verbs, and predicates with their effect on content."""

from dataclasses import dataclass

from onrecord.errors import VocabError
from onrecord.model.claim import Modality
from onrecord.model.span import Certainty
from onrecord.vocab.loader import read_csv

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
    """Effects by word: `modals` by form, `hedges` by form and place, `predicates` by lemma, word class and content."""

    modals: dict[str, Effect]
    hedges: dict[str, tuple[tuple[str, Effect], ...]]
    predicates: dict[tuple[str, str, str], Effect]


def load_standing() -> StandingWords:
    """The words from `modals.csv`, `hedges.csv` and `predicates.csv`."""
    modals = {row["word"]: _effect(row, row["modality"], "flip") for row in read_csv("modals.csv")}
    hedges: dict[str, tuple[tuple[str, Effect], ...]] = {}
    for row in read_csv("hedges.csv"):
        effect = _effect(row, row["modality"], "flip")
        hedges[row["word"]] = (*hedges.get(row["word"], ()), (row["on"], effect))
    predicates = {
        (row["word"], row["pos"], row["takes"]): _effect(row, row["effect"], row["not"])
        for row in read_csv("predicates.csv")
    }
    return StandingWords(modals, hedges, predicates)


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
