"""The words of the brief's own sentences, from `wording.yaml`: which claim each of them needs."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from onrecord.model.claim import Claim, plain

Features = dict[str, set[str]]  # kind (type, mode, effect, stage, unit) -> what a claim has of it


@dataclass(frozen=True, slots=True)
class Wording:
    """Frame words, words with what a claim must be for them, and the words that a standing asks for."""

    frame: frozenset[str]
    free: frozenset[str]  # words that need nothing of a claim here: those of the frame and of standings
    words: dict[str, dict[str, frozenset[str]]]
    standing: dict[str, frozenset[str]]
    past: frozenset[str]
    bare: frozenset[str]
    towards: frozenset[str]
    effects: frozenset[str]

    def carried(self, word: str, is_: Features) -> bool:
        """Whether a claim of these features is what the word needs."""
        needs = self.words[word]
        if is_["mode"] & needs.get("or_mode", frozenset()):
            return True
        return all(is_[kind] & allowed for kind, allowed in needs.items() if kind != "or_mode")


def features_of(claim: Claim) -> Features:
    """What words may need of a claim."""
    return {
        "type": {str(claim.type.value.value) if claim.type.value else ""},
        "mode": {mode.value for mode in claim.mode},
        "effect": {str(item.effect.value.value) for item in claim.items if item.effect},
        "stage": {str(claim.stage.value.value)} if claim.stage else set(),
        "unit": {item.quantity.value.unit or "" for item in claim.items if item.quantity},
    }


def standings(claim: Claim) -> set[str]:
    """The marks of a claim's standing that a sentence must show."""
    return {plain(claim.modality), plain(claim.certainty)}


@cache
def load_wording() -> Wording:
    """The words, loaded once."""
    read: dict[str, Any] = yaml.safe_load(files("onrecord.publish").joinpath("wording.yaml").read_text("utf-8"))
    sets = (frozenset(read[name]) for name in ("past", "bare", "towards", "effects"))
    frame = frozenset(read["frame"])
    needs = {word: {kind: frozenset(allowed) for kind, allowed in own.items()} for word, own in read["words"].items()}
    standing = {name: frozenset(words) for name, words in read["standing"].items()}
    return Wording(frame, frame.union(*standing.values()), needs, standing, *sets)
