"""Who a source is: the actor that its words name, and by which channel and on what evidence it speaks."""

from onrecord.claim.speech_options import Page, Ranges
from onrecord.model.document import Document, Token
from onrecord.model.mention import Actor, Kind, Place
from onrecord.model.mentions import MentionIndex
from onrecord.model.span import Basis, Sourced, Span
from onrecord.vocab.speech import Speech

WAYS = frozenset(("on", "in", "via", "to", "through", "during", "at", "by", "over"))
STOPS = frozenset("().,;:")
PERSONAL = frozenset(("he", "she"))
RELATIVE = frozenset(("who", "which", "that"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))


def spans(document: Document, ranges: Ranges) -> tuple[Span, ...]:
    """The characters of token ranges."""
    return tuple(document.span(first, last) for first, last in ranges)


def parts(document: Document, ranges: Ranges) -> Ranges:
    """The noun phrases that 'and' joins: 'officials and the head of the agency' are two sources."""
    if len(ranges) != 1:
        return ranges
    tokens, ((first, last),) = document.tokens, ranges
    head = document.head_of(document.span(first, last))
    if head is None or tokens[head].pos not in NOMINAL:
        return ranges
    conjuncts = [tokens[i] for i in tokens[head].children if tokens[i].dep == "conj" and first < i < last]
    link = next((tokens[i] for i in tokens[head].children if tokens[i].dep == "cc" and first < i < last), None)
    if len(conjuncts) != 1 or link is None or conjuncts[0].pos not in NOMINAL or link.index >= conjuncts[0].left:
        return ranges
    return ((first, link.index), (conjuncts[0].left, last))


def actor_of(page: Page, index: MentionIndex, words: Speech, ranges: tuple[int, int]) -> Sourced[Actor]:
    """The actor that a noun phrase names. One that no mention resolves keeps its words, and what modifiers tell."""
    document = page.document
    span = document.span(*ranges)
    head = _named(document, document.head_of(span))
    if head is not None:
        for noun in (head, *_beside(document, head)):
            mention = index.of_phrase(Kind.ACTOR, document, noun)
            if mention and isinstance(mention.value, Actor) and span.start <= mention.span.start < span.end:
                return Sourced(mention.value, span, mention.basis)
    named = next((m.value for m in index.in_span(Kind.ACTOR, span) if isinstance(m.value, Actor)), None)
    where = next((m.value for m in index.in_span(Kind.PLACE, span) if isinstance(m.value, Place)), None)
    country = named.country if named else where.country if where else None
    sector = words.sectors.get(document.tokens[head].lemma.lower()) if head is not None else None
    return Sourced(Actor(None, span.quote(document.text), country, sector), span)


def _beside(document: Document, head: int) -> tuple[int, ...]:
    """The nouns in apposition to a head: the name in "the affiliate, X", or the speaker after a day."""
    tokens = document.tokens
    return tuple(i for i in tokens[head].children if tokens[i].dep == "appos" and tokens[i].pos in ("NOUN", "PROPN"))


def _named(document: Document, head: int | None) -> int | None:
    """The noun that a relative pronoun stands for, else the head itself."""
    if head is None or document.tokens[head].lower not in RELATIVE:
        return head
    verb = document.tokens[document.tokens[head].head]
    return verb.head if verb.dep == "relcl" else head


def after_speaker(source: Sourced[Actor], earlier: Sourced[Actor]) -> Sourced[Actor]:
    """A pronoun that no mention resolves, with the actor of the last speaker; any other source as it is."""
    if source.value.id is None and source.value.name.lower() in PERSONAL:
        return Sourced(earlier.value, source.span, Basis.CONTEXT)
    return source


def channel_of(page: Page, cue: Token, words: Speech) -> Sourced[str] | None:
    """The words by which the cue says where it was said: 'on Telegram', 'in a statement', 'told state television'."""
    tokens = page.document.tokens
    if cue.lower in words.phrases:
        return None
    for index in cue.children:
        child = tokens[index]
        if child.dep == "prep" and child.lower in WAYS:
            noun = next((tokens[i] for i in child.children if tokens[i].dep == "pobj"), None)
            if noun and is_channel(noun, words):
                return _words(page, child.index, noun.right)
        elif child.dep in ("dobj", "dative") and cue.lemma in ("tell", "inform") and _is_outlet(child, words):
            return _words(page, child.left, child.right)
    return None


def is_channel(noun: Token, words: Speech) -> bool:
    """Whether a noun names a way by which words reach the public."""
    return noun.lemma.lower() in words.channels or noun.lower in words.channels


def _is_outlet(noun: Token, words: Speech) -> bool:
    """Whether somebody is told who passes it on: 'told AFP', 'told state television', not 'told the minister'."""
    agency = len(noun.text) > 1 and noun.text.isupper()
    return is_channel(noun, words) or noun.entity == "ORG" or agency


def _words(page: Page, first: int, last: int) -> Sourced[str]:
    """A noun phrase up to a bracket, a full stop or a comma."""
    tokens = page.document.tokens
    end = next((i for i in range(first + 1, last) if tokens[i].text in STOPS), last)
    span = page.document.span(first, end)
    return Sourced(span.quote(page.document.text), span)


def evidence_of(page: Page, cue: Token, source: Ranges, content: Ranges, words: Speech) -> Sourced[str] | None:
    """The first word of the source, or of what the cue shows, that names evidence; the value is its kind."""
    tokens = page.document.tokens
    shown = content[:1] if cue.lemma in words.showing else ()
    for first, last in (*source, *((a, min(b, a + 6)) for a, b in shown)):
        for token in tokens[first:last]:
            kind = words.evidence.get(token.lemma.lower())
            if kind and (token.pos == "NOUN" or (token.pos == "PROPN" and not token.entity)):
                return Sourced(kind, token.span)
    return None
