"""The standing of a word as data: a mark of each part, and how the marks of two layers become one."""

from typing import NamedTuple

from onrecord.model.claim import Modality
from onrecord.model.span import Certainty
from onrecord.vocab.standing import SPEECH, Effect

WEIGHT = {
    Modality.ACTUAL: 0,
    Modality.HABITUAL: 1,
    Modality.ATTEMPTED: 2,
    Modality.EXPECTED: 3,
    Modality.HYPOTHETICAL: 4,
}
DOUBT = {Certainty.CERTAIN: 0, Certainty.PROBABLE: 1, Certainty.POSSIBLE: 2, Certainty.UNKNOWN: 3}


class Mark(NamedTuple):
    """How something stands, with the index of the word that carries each part; None where no word does.

    `speech` is whether a predicate of saying stands above it.
    """

    negation: int | None = None
    modality: Modality = Modality.ACTUAL
    modality_at: int | None = None
    certainty: Certainty = Certainty.CERTAIN
    certainty_at: int | None = None
    speech: bool = False


PLAIN = Mark()


def joined(inner: Mark, outer: Mark) -> Mark:
    """Two layers as one: negations cancel out, the less actual modality and the lesser certainty win."""
    negation = inner.negation if outer.negation is None else outer.negation if inner.negation is None else None
    modal = outer if WEIGHT[outer.modality] > WEIGHT[inner.modality] else inner
    sure = outer if DOUBT[outer.certainty] > DOUBT[inner.certainty] else inner
    return Mark(
        negation,
        modal.modality,
        modal.modality_at,
        sure.certainty,
        sure.certainty_at,
        inner.speech or outer.speech,
    )


def effected(effect: Effect, at: int) -> Mark:
    """The effect of a word as a mark, with the index of the word."""
    return Mark(
        at if effect.negates else None,
        effect.modality or Modality.ACTUAL,
        at if effect.modality else None,
        effect.certainty or Certainty.CERTAIN,
        at if effect.certainty else None,
        effect.kind == SPEECH,
    )


def modal(modality: Modality, at: int) -> Mark:
    """A mark of modality alone."""
    return Mark(modality=modality, modality_at=at)
