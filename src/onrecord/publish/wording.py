"""The words of the brief's own sentences, from `wording.yaml`: which claim each of them needs."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from onrecord.model.claim import Claim, plain


@dataclass(frozen=True, slots=True)
class Wording:
    """Frame words, words with what a claim must be for them, and the words that a standing asks for."""

    frame: frozenset[str]
    words: dict[str, dict[str, list[str]]]
    standing: dict[str, list[str]]
    past: frozenset[str]
    bare: frozenset[str]
    towards: frozenset[str]
    effects: frozenset[str]

    def carried(self, word: str, claim: Claim) -> bool:
        """Whether a claim is what the word needs."""
        needs = self.words[word]
        is_ = {
            "type": {str(claim.type.value.value) if claim.type.value else ""},
            "mode": {mode.value for mode in claim.mode},
            "effect": {str(item.effect.value.value) for item in claim.items if item.effect},
            "stage": {str(claim.stage.value.value)} if claim.stage else set(),
            "unit": {item.quantity.value.unit or "" for item in claim.items if item.quantity},
        }
        if is_["mode"] & set(needs.get("or_mode", ())):
            return True
        return all(is_[kind] & set(allowed) for kind, allowed in needs.items() if kind != "or_mode")


def standings(claim: Claim) -> set[str]:
    """The marks of a claim's standing that a sentence must show."""
    return {plain(claim.modality), plain(claim.certainty)}


@cache
def load_wording() -> Wording:
    """The words, loaded once."""
    read: dict[str, Any] = yaml.safe_load(files("onrecord.publish").joinpath("wording.yaml").read_text("utf-8"))
    sets = (frozenset(read[name]) for name in ("past", "bare", "towards", "effects"))
    return Wording(frozenset(read["frame"]), read["words"], read["standing"], *sets)
