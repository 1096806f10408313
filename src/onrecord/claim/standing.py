"""."""

from onrecord.model.attribution import Attribution
from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.vocab import Vocab


def with_standing(
    document: Document, claims: tuple[Claim, ...], attributions: tuple[Attribution, ...], vocab: Vocab
) -> tuple[Claim, ...]:
    """The claims with polarity, modality, certainty and verification, each with the words that carry it."""
    return claims
