"""Who or what a noun of an act names as its party: an actor on record, another's deed, or people without a name."""

from onrecord.claim.phrase import known
from onrecord.model.document import Document, Token
from onrecord.model.mention import PERSON, Actor, Kind, Mention
from onrecord.model.mentions import MentionIndex
from onrecord.model.span import Sourced, Span

PARTIES = frozenset(("people", "force", "body"))  # classes of nouns that can be a party without a name
NAMED = frozenset(("ORG", "NORP"))
BEFORE = frozenset(("compound", "amod", "nmod", "poss", "det", "nummod", "npadvmod"))
OPENING = frozenset(("DET", "NUM", "PUNCT", "CCONJ", "ADP", "PRON", "ADV"))
NOBODY = frozenset(("no", "any"))
EMPTY = frozenset(("one", "other", "none", "nobody", "life", "self"))
OWNING = frozenset(("of", "by"))
STEPS = 2  # of "the results of the U.N. report" the U.N. is two steps below

Nouns = dict[str, frozenset[str]]


def party(
    document: Document, mentions: MentionIndex, nouns: Nouns, index: int, *, owners: bool
) -> tuple[Sourced[Actor], ...]:
    """The actor that a noun names, else people or a body without a name; with `owners`, else whose the noun is.

    `nouns` are the classes of nouns. "Critics" are a party as their words say it, and so is "the company"; of "the
    court's decision" the court is.
    """
    mention = mentions.of_phrase(Kind.ACTOR, document, index)
    if mention is not None and isinstance(mention.value, Actor) and known(mention.value):
        return (Sourced(mention.value, mention.span, mention.basis),)
    named = _unnamed(document, mentions, nouns, index, mention)
    if named is not None:
        return (named,)
    return _owner(document, mentions, index, STEPS) if owners else ()


def _unnamed(
    document: Document, mentions: MentionIndex, nouns: Nouns, index: int, mention: Mention | None
) -> Sourced[Actor] | None:
    token = document.tokens[index]
    if any(document.tokens[child].lower in NOBODY for child in token.children):
        return None
    if mention is not None and isinstance(mention.value, Actor) and mention.head == index:
        return Sourced(mention.value, mention.span, mention.basis)
    if mentions.of_phrase(Kind.PLACE, document, index) is not None:
        return None
    span = _words(document, index)
    if token.entity == "PERSON":
        return Sourced(Actor(None, PERSON), span)
    classes = nouns.get(token.lemma.lower(), frozenset())
    is_noun = token.pos == "NOUN" and token.lemma.lower() not in EMPTY and bool(classes & PARTIES)
    if is_noun or (token.pos == "PROPN" and token.entity in NAMED):
        return Sourced(Actor(None, _name(document, span), _country(mentions, span)), span)
    return None


def _words(document: Document, index: int) -> Span:
    """A noun with the words before it that belong to it, articles and numbers left off."""
    first = index
    for child in sorted(document.tokens[index].children, reverse=True):
        if child < index and document.tokens[child].dep in BEFORE | {"punct"}:
            first = min(first, document.tokens[child].left)
    while first < index and document.tokens[first].pos in OPENING:
        first += 1
    return document.span(first, index + 1)


def _name(document: Document, span: Span) -> str:
    """The words as a name: the capital that begins a sentence is none of the name's own."""
    words = " ".join(span.quote(document.text).split())
    first = document.tokens[document.inside(span)[0]]
    opens = document.sentences[first.sentence].first == first.index and first.pos in {"NOUN", "ADJ"}
    return words[0].lower() + words[1:] if opens and words[1:2].islower() and not first.entity else words


def _country(mentions: MentionIndex, span: Span) -> str | None:
    """The state that the words themselves name: of "Malian shopkeepers" Mali."""
    owners = (m.value for m in mentions.in_span(Kind.ACTOR, span) if isinstance(m.value, Actor))
    return next((owner.country for owner in owners if owner.country), None)


def _owner(document: Document, mentions: MentionIndex, index: int, steps: int) -> tuple[Sourced[Actor], ...]:
    """Whose deed or thing a noun is: before it, or after its "of" or "by"."""
    tokens = document.tokens
    for child in (tokens[c] for c in tokens[index].children):
        if child.dep in BEFORE and child.index < index:
            found = _known(mentions, document, child)
            if found:
                return found
    for child in (tokens[c] for c in tokens[index].children if tokens[c].lower in OWNING):
        for held in (c for c in child.children if tokens[c].dep == "pobj"):
            found = _known(mentions, document, tokens[held])
            found = found or (_owner(document, mentions, held, steps - 1) if steps > 1 else ())
            if found:
                return found
    return ()


def _known(mentions: MentionIndex, document: Document, token: Token) -> tuple[Sourced[Actor], ...]:
    mention = mentions.of_phrase(Kind.ACTOR, document, token.index)
    if mention is None or not isinstance(mention.value, Actor) or not known(mention.value):
        return ()
    return (Sourced(mention.value, mention.span, mention.basis),)
