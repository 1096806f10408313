"""How each claim stands: affirmed or negated, actual or not, how sure, and what the words say of its verification."""

from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from onrecord.claim.clause import CLAIMING, author_verb
from onrecord.claim.standing_grade import chosen
from onrecord.claim.standing_mark import PLAIN, Mark, joined
from onrecord.claim.standing_scope import standing_at
from onrecord.claim.verification import with_verification
from onrecord.model.attribution import Attribution
from onrecord.model.claim import Claim, Polarity
from onrecord.model.document import Document
from onrecord.model.span import Sourced, Span
from onrecord.vocab import Vocab
from onrecord.vocab.standing import StandingWords

E = TypeVar("E", bound=StrEnum)
EMPTY = {"no", "none", "nobody", "nothing"}


def with_standing(
    document: Document, claims: tuple[Claim, ...], attributions: tuple[Attribution, ...], vocab: Vocab
) -> tuple[Claim, ...]:
    """The claims with polarity, modality, certainty and verification, each with the words that carry it."""
    stood = tuple(_standing(document, claim, vocab.standing) for claim in claims)
    return with_verification(document, stood, attributions, vocab.verification)


def _standing(document: Document, claim: Claim, words: StandingWords) -> Claim:
    trigger = document.head_of(claim.type.span)
    mark = chosen(document, trigger, words) if trigger is not None else PLAIN
    if trigger is not None and claim.actor:
        mark = joined(mark, _authorship(document, trigger, words))
    return marked(document, claim, mark)


def _authorship(document: Document, noun: int, words: StandingWords) -> Mark:
    """How it stands that somebody made an attack: "denied responsibility for", "may be behind"."""
    verb = author_verb(document, noun)
    if verb is None:
        return PLAIN
    if document.tokens[verb].lemma in CLAIMING:
        return Mark(negation=verb) if document.tokens[verb].lemma == "deny" else PLAIN
    return standing_at(document, verb, words)


def marked(document: Document, claim: Claim, mark: Mark) -> Claim:
    """The claim with the fields that its words mark; a field that no word marks stays bare."""
    negation = None if _counted(document, claim, mark.negation) else mark.negation
    return replace(
        claim,
        polarity=_field(document, Polarity.NEGATED if negation is not None else Polarity.AFFIRMED, negation),
        modality=_field(document, mark.modality, mark.modality_at),
        certainty=_field(document, mark.certainty, mark.certainty_at),
    )


def _field(document: Document, value: E, at: int | None) -> Sourced[E] | E:
    return value if at is None else Sourced(value, document.tokens[at].span)


def _counted(document: Document, claim: Claim, at: int | None) -> bool:
    """Whether the negator is a number: 'none were hurt' is affirmed, with nought hurt."""
    if at is None or document.tokens[at].lower not in EMPTY:
        return False
    word: Span = document.tokens[at].span
    numbers = (item.quantity for item in claim.items)
    return any(number and number.value.best == 0 and word.overlaps(number.span) for number in numbers)
