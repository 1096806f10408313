"""Items of a claim: weapons, targets, goods and casualties, each with its words, number, side and effect."""

from onrecord.claim.phrase import Phrases
from onrecord.model.claim import Effect, Item, Role
from onrecord.model.mention import Kind, Quantity, Thing
from onrecord.model.span import Basis, Sourced, Span

ONE = {"he", "him", "she", "her"}
LONGEST = 12  # words of the quote of a thing: a longer one is a clause and names nothing


def thing_of(phrases: Phrases, index: int, category: str | None) -> Sourced[Thing] | None:
    """What a noun names: the thing mention at it, else its own words. None for a bare number or pronoun."""
    core = phrases.core(index)
    mention = phrases.mentions.by_head(Kind.THING, core)
    if mention is not None and isinstance(mention.value, Thing):
        return Sourced(mention.value, mention.span, mention.basis)
    token = phrases.token(core)
    if token.pos in {"NUM", "PRON", "DET"} or token.tag == "CD" or {"number", "place"} & phrases.classes(core):
        return None
    span = phrases.span(core)
    words = span.quote(phrases.document.text)
    if len(words.split()) > LONGEST:
        span = token.span
        words = token.text
    return Sourced(Thing(None, words, category), span)


def item_of(phrases: Phrases, index: int, role: Role, effect: Sourced[Effect] | None) -> Item:
    """An item from a noun: what it is, whose, how many."""
    owners = phrases.actors(index)
    return Item(
        role=role,
        what=thing_of(phrases, index, category(phrases, index, role)),
        side=owners[0] if len(owners) == 1 else None,
        quantity=phrases.quantity(index) or (one_of(phrases, index) if role is Role.CASUALTY else None),
        effect=effect,
    )


def one_of(phrases: Phrases, index: int) -> Sourced[Quantity] | None:
    """A pronoun of one person counts one: "returned fire, killing him"."""
    token = phrases.token(index)
    if token.lower not in ONE or token.tag != "PRP":
        return None
    return Sourced(Quantity(None, 1, None, "person", token.lower), token.span, Basis.CONTEXT)


def category(phrases: Phrases, index: int, role: Role) -> str | None:
    """The category of a thing that no vocabulary knows, by its noun's class."""
    kinds = phrases.classes(index)
    if role is Role.CASUALTY or ("people" in kinds and "structure" not in kinds):
        return "people"
    if "structure" in kinds:
        return "facility"
    return "money" if "money" in kinds else "goods" if role is Role.GOODS else None


def mode_of_weapon(phrases: Phrases, index: int) -> tuple[tuple[str, Span], ...]:
    """The modes that a weapon implies, with its words: a drone is drone and aerial."""
    core = phrases.core(index)
    token = phrases.token(core)
    names = {token.lemma.lower(), token.lower}
    names |= {phrases.token(m).lower for m in phrases.modifiers(core)}
    if "suicide" in names:
        names -= {"bomber", "bombing"}  # no aircraft
    if names & {"tear", "teargas"}:
        names -= {"gas"}  # no chemical weapon
    return tuple((mode, token.span) for mode, nouns in phrases.words.weapon_modes.items() if names & nouns)
