"""Words by which reports say who says so: verbs, nouns, adjectives and adverbs, by what they govern."""

from dataclasses import dataclass
from functools import cache

from onrecord.vocab.loader import read_yaml

CUES = ("say", "act", "think", "show", "nouns", "adjectives", "hearsay", "phrases", "citing")
CLASSES = (
    *CUES,
    "channels",
    "showing",
    "deeds",
    "unnamed",
    "cited",
    "parties",
    "verdicts",
    "silence",
    "tolls",
    "spoken",
    "seeming",
    "performed",
    "remarks",
    "talking",
)


@dataclass(frozen=True, slots=True)
class Speech:
    """Lemmas (of `phrases`, `hearsay` and `citing` the words themselves) by class; the data file defines each."""

    say: frozenset[str]
    act: frozenset[str]
    think: frozenset[str]
    show: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    hearsay: frozenset[str]
    phrases: frozenset[str]
    citing: frozenset[str]
    channels: frozenset[str]
    showing: frozenset[str]
    deeds: frozenset[str]
    unnamed: frozenset[str]
    cited: frozenset[str]
    parties: frozenset[str]
    verdicts: frozenset[str]
    silence: frozenset[str]
    tolls: frozenset[str]
    spoken: frozenset[str]
    seeming: frozenset[str]
    performed: frozenset[str]
    remarks: frozenset[str]
    talking: frozenset[str]
    figures: dict[str, str]
    evidence: dict[str, str]
    sectors: dict[str, str]

    def speaks(self, lemma: str) -> bool:
        """Whether a lemma is of any class that may be a cue."""
        return any(lemma in getattr(self, name) for name in CUES)

    def verb(self, lemma: str) -> str | None:
        """The class of a verb, None for a verb of nothing said.

        >>> load_speech().verb("announce")
        'say'
        """
        return next((name for name in ("say", "act", "think", "show") if lemma in getattr(self, name)), None)


@cache
def load_speech() -> Speech:
    """The words of `data/speech.yaml`."""
    loaded = read_yaml("speech.yaml")
    words = {name: frozenset(loaded[name].split()) for name in CLASSES}
    return Speech(
        **words,
        figures=dict(loaded["figures"]),
        evidence=_by_word(loaded["evidence"]),
        sectors=_by_word(loaded["sectors"]),
    )


def _by_word(classes: dict[str, str]) -> dict[str, str]:
    """Word -> its class, the first class named where there are two."""
    named: dict[str, str] = {}
    for name, words in classes.items():
        for word in words.split():
            named.setdefault(word, name)
    return named
