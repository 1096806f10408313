"""What belongs to a thing's name: the words before its noun, and designations that no table knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model.document import Document, Token
from onrecord.model.mention import Kind, Mention
from onrecord.vocab.thing import FACILITY, GOODS, MONEY, NOT_EQUIPMENT, PEOPLE, Term, ThingWords

# A design's name as makers write it: letters and a number (T-72B3, MQ-9A, Kh-101, R-37M), perhaps with a mark.
CODE = re.compile(r"\b(?P<base>[A-Z][A-Za-z]{0,3}-?\d{1,3})(?P<mark>[A-Z][A-Za-z0-9]{0,5}|[a-z])?(?:/[A-Z0-9-]+)?\b")
CALIBRE = re.compile(r"\d{1,3}(?:\.\d+)?-?mm")
NAMES = frozenset({"PRODUCT", "WORK_OF_ART"})
FOREIGN = frozenset(
    {"GPE", "NORP", "LOC", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "LANGUAGE", "EVENT"}
)


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens `first` to `last` (half-open) that are a phrase of the tables."""

    first: int
    last: int
    term: Term

    def quote(self, document: Document) -> str:
        """Its words."""
        return document.span(self.first, self.last).quote(document.text)

    def said(self, document: Document, words: ThingWords) -> str:
        """A designation as the report writes it, without its noun or a plural's s: "F-16s" is F-16."""
        said = self.quote(document)
        before, _, last = said.rpartition(" ")
        if before and last.islower() and words.singular(last) in words.bare:
            return before
        return said[:-1] if self.term.plural else said


@dataclass(frozen=True, slots=True)
class Names:
    """Which tokens other finders, or the parse, hold for names of people, places, actors and times."""

    actors: frozenset[int]
    others: frozenset[int]
    people: frozenset[int]
    told: bool = False  # whether the finders of places and actors have been at work

    @staticmethod
    def of(document: Document, found: tuple[Mention, ...]) -> "Names":
        """The names of a document."""
        actors: set[int] = set()
        others: set[int] = set()
        for mention in found:
            if mention.kind in (Kind.PLACE, Kind.TIME, Kind.ACTOR):
                (actors if mention.kind is Kind.ACTOR else others).update(document.inside(mention.span))
        people = {i for e in document.entities if e.label == "PERSON" for i in range(e.first, e.last)}
        return Names(frozenset(actors), frozenset(others), frozenset(people), bool(actors or others))

    def actor(self, index: int) -> bool:
        """Whether the token is part of an actor's name."""
        return index in self.actors

    def person(self, index: int) -> bool:
        """Whether the parse holds the token for a person's name, and it stands beside another part of it."""
        return index in self.people and (index - 1 in self.people or index + 1 in self.people)

    def foreign(self, token: Token) -> bool:
        """Whether a capitalised word names something else than a thing."""
        if token.index in self.actors or token.index in self.others:
            return True
        return token.entity in FOREIGN and not (self.told and token.entity in ("GPE", "LOC"))

    def dated(self, token: Token) -> bool:
        """Whether a capitalised word is a date or a demonym: no ship's name."""
        return token.entity in ("DATE", "TIME", "NORP")

    def designation(self, document: Document, words: ThingWords, first: int, group: list[Hit]) -> str | None:
        """The name that capitalised or numbered words before the noun give, None where there are none."""
        tokens = document.tokens
        chain = "".join(token.lower for token in tokens[first : first + 3])
        if (
            tokens[first].lower in words.modifiers
            or chain in words.modifiers
            or tokens[first].tag[:2] not in ("NN", "CD")
        ):
            return None
        last = next((i for i in range(first, group[0].first) if not _named(tokens[i])), group[0].first)
        return document.span(first, last).quote(document.text) if last > first else None

    def described_from(self, document: Document, first: int, last: int) -> int:
        """Where the description begins: after the name."""
        return next((i for i in range(first, last) if not _named(document.tokens[i])), last - 1)


def _named(token: Token) -> bool:
    return token.text[0].isupper() and not CALIBRE.fullmatch(token.text)


def makes_name(tokens: tuple[Token, ...], hit: Hit) -> bool:
    """Whether a noun or number code beside the word makes it a design's name: "Patriot missiles", "Storm Shadow"."""
    if hit.last >= len(tokens):
        return False
    after = tokens[hit.last]
    same = after.sentence == tokens[hit.first].sentence
    if same and (after.tag in ("NN", "NNS", "CD") or after.text == "-" or after.tag == "JJ"):
        return (
            tokens[hit.last - 1].dep in ("compound", "nmod", "amod", "poss", "npadvmod", "nummod", "appos")
            or after.tag == "NNS"
        )
    before = tokens[hit.first - 1] if hit.first else None
    return before is not None and before.tag in ("NN", "NNS") and before.sentence == tokens[hit.first].sentence


def category_of(named: Hit | None, noun: Hit, fired: bool) -> str:
    """A design's own category, unless the noun says that the thing is another: a depot, ammunition."""
    other = fired or noun.term.category in (FACILITY, PEOPLE, GOODS)
    if named is None or other:
        return noun.term.category
    fires = named.term.category == "Air defence systems" and noun.term.category == "Missiles"
    return noun.term.category if fires else named.term.category


def unknown(document: Document, words: ThingWords, starts: dict[int, int]) -> Iterator[Hit]:
    """Marks of known designs that no table lists: T-72B3M is a T-72."""
    for match in CODE.finditer(document.text):
        if not match["mark"]:
            continue
        first = starts.get(match.start())
        terms = words.phrases.get(match["base"]) if first is not None else ()
        if first is not None and terms and document.tokens[first].end == match.end():
            yield Hit(first, first + 1, terms[0])


@dataclass(frozen=True, slots=True)
class Scene:
    """A document with the words for things and the names that others found in it."""

    document: Document
    words: ThingWords
    names: Names

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The document's tokens."""
        return self.document.tokens


def extended(scene: Scene, group: list[Hit]) -> int:
    """The token where the name begins, with the words before it that say what kind of thing it is."""
    tokens, first, category = scene.tokens, group[0].first, group[-1].term.category
    if category == PEOPLE or group[0].term.folk:
        return first
    named = any(hit.term.designation for hit in group)
    while first:
        start = _chain(tokens, first - 1)
        same = tokens[start].sentence == tokens[first].sentence
        if not same or not (_says_kind(scene, start, first) or _names_it(scene, start, first, category, named)):
            return first
        named = named or _named(tokens[start])
        first = start
    return first


def _chain(tokens: tuple[Token, ...], last: int) -> int:
    """The first token of a hyphenated word that ends here: "surface-to-air"."""
    first = last
    while first >= 2 and tokens[first - 1].text == "-" and tokens[first - 2].end == tokens[first - 1].start:
        if tokens[first - 1].end != tokens[first].start:
            break
        first -= 2
    return first


def _says_kind(scene: Scene, start: int, stop: int) -> bool:
    """Whether the word or hyphenated word of these tokens says what kind of thing it is: "mobile", "155mm"."""
    tokens, token = scene.tokens, scene.tokens[start]
    text = "".join(t.lower for t in tokens[start:stop])
    if text in scene.words.modifiers or CALIBRE.fullmatch(text):
        return True
    if "-" in text and text.rpartition("-")[2] in scene.words.endings:
        opens = not start or tokens[start - 1].sentence != token.sentence
        return opens or not token.text[0].isupper()
    return "mm" in (text, tokens[stop].lower) and "CD" in (token.tag, tokens[start - 1].tag)


def _names_it(scene: Scene, start: int, stop: int, category: str, named: bool) -> bool:
    """Whether a word is a noun that goes with the thing's own ("oil depot"), or a name for it."""
    token = scene.tokens[start]
    if stop - start > 1 or (named and token.text[0].isupper() and category != FACILITY):
        return False
    compound = token.tag == "NN" and token.text.islower() and token.dep in ("compound", "nmod")
    if compound and (category == FACILITY or category not in NOT_EQUIPMENT):
        return token.lower not in scene.words.stray
    if category in (PEOPLE, GOODS, MONEY) or token.tag not in ("NNP", "CD", "NN") or not token.text[0].isupper():
        return False
    if category == FACILITY:
        return _names_a_site(scene, token, scene.tokens[stop])
    return not scene.names.foreign(token) and _names_a_design(scene, token)


def _names_a_site(scene: Scene, token: Token, noun: Token) -> bool:
    """ "Nasser Hospital": a capitalised noun takes any name; a plain one only what the parse holds for one."""
    if token.lower in scene.words.plain:
        return False
    titled = noun.text[0].isupper() and token.tag == "NNP" and token.entity != "NORP"
    return titled or (not scene.names.foreign(token) and token.entity in ("FAC", "PERSON"))


def _names_a_design(scene: Scene, token: Token) -> bool:
    """ "Burya missiles", "Kh-59 missile": a code, or a capitalised word that does not just open the sentence."""
    if any(char.isdigit() for char in token.text) or token.entity in NAMES:
        return True
    opens = not token.index or scene.tokens[token.index - 1].sentence != token.sentence
    return not opens and token.tag == "NNP" and token.dep in ("compound", "nmod") and token.text.isalpha()
