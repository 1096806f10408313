"""Ships by name: after a prefix ("USS Carney", "MV Amber Star") or after the noun ("the frigate Weser")."""

from collections.abc import Iterator

from onrecord.find.thing_phrase import Hit, Names
from onrecord.model.document import Document, Token
from onrecord.vocab.thing import SHIPS, Term, ThingWords

LONGEST = 5  # words of a ship's name
LINKS = frozenset({"de", "du", "la", "al", "van", "von", "-", "'s"})


def find_ships(document: Document, words: ThingWords, names: Names) -> Iterator[Hit]:
    """The names of ships, each as the designation of a ship; a noun beside it says which kind."""
    prefixes = frozenset(words.prefixes)
    for token in document.tokens:
        if token.text in prefixes:
            last = _name(document.tokens, token.index + 1, token.sentence)
            if last > token.index + 1:
                kind = "warship" if token.text in words.naval else "ship"
                name = document.span(token.index, last).quote(document.text)
                yield Hit(token.index, last, Term(name, kind, SHIPS))
        elif token.lemma in words.ships and token.tag == "NN":
            first = token.index + 1
            last = _name(document.tokens, first, token.sentence)
            if first < last and not names.dated(document.tokens[first]) and document.tokens[first].text not in prefixes:
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
