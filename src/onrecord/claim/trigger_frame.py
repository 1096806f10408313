"""Words that make a claim, and whether what their frame asks of their clause holds."""

from dataclasses import dataclass

from onrecord.claim.clause import Slots
from onrecord.claim.phrase import Phrases
from onrecord.model.claim import Type
from onrecord.model.document import Token
from onrecord.model.mention import Kind
from onrecord.model.span import Span
from onrecord.vocab.event import Frame

NOMINAL = {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "ROOT", "appos", "oprd", "npadvmod", "dep"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that make one claim. `head` is their governing token, `host` the verb whose clause they stand in."""

    frame: Frame
    head: int
    first: int
    last: int
    slots: Slots
    host: int | None
    light: bool = False
    noun: bool = False

    @property
    def type(self) -> Type:
        """The claim's type."""
        return self.frame.type


def holds(phrases: Phrases, frame: Frame, slots: Slots, token: Token) -> bool:
    """Whether a frame's conditions hold over the slots of a word."""
    if not all(_filled(phrases, slot, wanted, slots) for slot, wanted in frame.needs):
        return False
    if any(_filled(phrases, slot, barred, slots) for slot, barred in frame.bars):
        return False
    if frame.bare and ("clause" in slots or slots.keys() & {"for", "as"}):
        return False
    return not frame.also or any(_beside(phrases, wanted, slots, token) for wanted in frame.also)


def _filled(phrases: Phrases, slot: str, wanted: frozenset[str], slots: Slots) -> bool:
    fillers = slots.get(slot, ())
    if not fillers:
        return "none" in wanted
    if slot == "compound":
        named = "actor" in wanted and any(phrases.mentions.by_head(Kind.ACTOR, filler) for filler in fillers)
        return named or any({phrases.token(f).lower, phrases.token(f).lemma.lower()} & wanted for f in fillers)
    if slot == "clause":
        return "any" in wanted or any(f"={phrases.token(f).lemma.lower()}" in wanted for f in fillers)
    if slot == "figure":
        return True
    return any(_is(phrases, filler, wanted) for filler in fillers)


def _is(phrases: Phrases, filler: int, wanted: frozenset[str]) -> bool:
    kinds = phrases.classes(filler)
    if kinds & wanted:
        return True
    return "time" in wanted and phrases.mentions.of_phrase(Kind.TIME, phrases.document, filler) is not None


def _beside(phrases: Phrases, wanted: str, slots: Slots, token: Token) -> bool:
    if wanted in slots or wanted == "any":
        return True
    if wanted == "purpose":
        return any(phrases.token(child).tag == "VB" for child in token.children)
    subtree = phrases.document.tokens[token.left : token.right]
    if wanted == "beneficiary":
        return any(_named_by(phrases, other) for other in subtree if other.lower in {"for", "to"})
    if wanted.startswith("="):
        return any(wanted[1:] in (other.lemma.lower(), other.lower) for other in subtree)
    fillers = [filler for slot in slots.values() for filler in slot]
    return any(wanted in phrases.classes(filler) for filler in fillers)


def _named_by(phrases: Phrases, preposition: Token) -> bool:
    """Whether a preposition governs the name of a party or a place: "10 million euros for Armenia"."""
    below = phrases.document.child(preposition.index, "pobj")
    return below is not None and below.pos == "PROPN" and bool(phrases.classes(below.index) & {"actor", "place"})


def words_of(phrases: Phrases, trigger: Trigger) -> Span:
    """The characters of the trigger's words."""
    return phrases.document.span(trigger.first, trigger.last)
