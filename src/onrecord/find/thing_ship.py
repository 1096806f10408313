"""Ships by name: after a prefix ("USS Carney", "MV Amber Star") or after the noun ("the frigate Weser")."""

from collections.abc import Iterator

from onrecord.find.thing_phrase import Hit, Names
from onrecord.model.document import Document, Token
from onrecord.vocab.thing import SHIPS, Term, ThingWords

LONGEST = 5  # words of a ship's name
LINKS = frozenset({"de", "du", "la", "al", "van", "von", "-", "'s"})


def find_ships(document: Document, words: ThingWords, names: Names) -> Iterator[Hit]:
    """The names of ships, each as the designation of a ship; a noun beside it says which kind."""
    starts = {token.start: token.index for token in document.tokens}
    for match in words.prefixed.finditer(document.text):
        first, named = starts.get(match.start()), starts.get(match.end())
        if first is None or named is None:
            continue
        last = _name(document.tokens, named, document.tokens[first].sentence)
        if last > named:
            kind = "warship" if match[1] in words.naval else "ship"
            yield Hit(first, last, Term(document.span(first, last).quote(document.text), kind, SHIPS))
    yield from _after_nouns(document, words, names)


def _after_nouns(document: Document, words: ThingWords, names: Names) -> Iterator[Hit]:
    """ "The frigate Weser", "the oil tanker Torm Thor"."""
    for token in document.tokens:
        if token.lemma not in words.ships or token.tag not in ("NN", "JJ", "NNP"):
            continue
        first = token.index + 1
        last = _name(document.tokens, first, token.sentence)
        if first < last and not names.dated(document.tokens[first]):
            named = document.tokens[first].text not in words.naval
            if named and not words.prefixed.match(document.text, document.tokens[first].start):
                name = document.span(first, last).quote(document.text)
                yield Hit(first, last, Term(name, token.lemma, SHIPS))


def _name(tokens: tuple[Token, ...], first: int, sentence: int) -> int:
    """Where a ship's name ends that begins here: capitalised words and links between them ("Charles de Gaulle")."""
    last = first
    for token in tokens[first : first + LONGEST]:
        if token.sentence != sentence:
            break
        if token.text[0].isupper() and token.tag in ("NNP", "NNPS", "CD", "NN", "JJ"):
            last = token.index + 1
        elif last == first or token.lower not in LINKS:
            break
    return last
