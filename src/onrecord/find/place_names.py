"""Which words are names of places: gazetteer look-up over runs of capitals, then evidence for and against."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from onrecord.model.document import Document, Token
from onrecord.model.span import Span
from onrecord.vocab import Vocab
from onrecord.vocab.gazetteer import Entry, Feature
from onrecord.vocab.place_words import PlaceWords

LONGEST = 9  # tokens of the longest names, hyphens counted: "Democratic Republic of the Congo"
ENOUGH = 1.5  # bench place: evidence from which words count as a name
WIDE = {Feature.COUNTRY, Feature.ADM1, Feature.CONTINENT, Feature.SEA}
HYPHENS = {"-", "–", "‐", "‑", "'", "’", "/"}
PLACES = {"GPE", "LOC", "FAC"}


@dataclass(frozen=True, slots=True)
class Name:
    """Words that may name a place: tokens `first` to `last` (half-open), and what they may mean.

    `level` is adm1, adm2 or place where a noun beside the name says so ("Kherson region"), and `tail` is where
    that noun ends. `holders` are the names or states that are said to hold the place, with how firmly.
    """

    first: int
    last: int
    span: Span
    entries: tuple[Entry, ...]
    evidence: float = 0.0
    level: str | None = None
    tail: int = 0
    holders: tuple[tuple[tuple[Entry, ...], float], ...] = ()
    said: str = field(default="", compare=False)


class Looker:
    """Looks for names in one document."""

    def __init__(self, document: Document, vocab: Vocab) -> None:
        self.document, self.tokens, self.words = document, document.tokens, vocab.places
        self.gazetteer = vocab.gazetteer
        self.entity = _entities(document)
        self.persons = _persons(document, self.words)

    def names(self) -> list[Name]:
        """The names in reading order, each with its evidence."""
        found = [name for sentence in self.document.sentences for name in self._in(sentence.first, sentence.last)]
        return [replace(name, evidence=self._evidence(name)) for name in found]

    def given(self, span: Span) -> Name | None:
        """The name at a span that is known to name a place; None where the gazetteer does not know it."""
        said = span.quote(self.document.text)
        state = self.gazetteer.country(self.words.demonyms.get(said, ""))
        entries = (state,) if state else self.gazetteer.lookup(said)
        inside = self.document.inside(span)
        if not entries or not inside:
            return None
        name = Name(inside.start, inside.stop, span, entries, said=said, tail=inside.stop)
        return self._titled(name, self.document.sentences[self.tokens[inside.start].sentence].last)

    def _in(self, first: int, last: int) -> Iterator[Name]:
        at = first
        while at < last:
            name = self._at(at, last) if opens(self.tokens, at, last, self.words) else None
            if name:
                yield name
            at = name.last if name else at + 1

    def _at(self, at: int, last: int) -> Name | None:
        """The longest run from a token that the gazetteer knows."""
        for end in self._ends(at, last):
            span = self.document.span(at, end)
            said = span.quote(self.document.text)
            entries = self.gazetteer.lookup(said)
            if entries and self._plausible(at, end, said, entries):
                return self._titled(Name(at, end, span, entries, said=said, tail=end), last)
        return None

    def _ends(self, at: int, last: int) -> list[int]:
        """Where a run of capitals that opens at a token may end, farthest first."""
        ends, end = [], at
        while end < min(last, at + LONGEST):
            token = self.tokens[end]
            if is_capital(token) or (token.lower in self.words.tails and end > at):
                ends.append(end + 1)
            elif not (token.text in HYPHENS or token.lower in self.words.joiners):
                break
            end += 1
        return ends[::-1]

    def _plausible(self, at: int, end: int, said: str, entries: tuple[Entry, ...]) -> bool:
        """Whether short or everyday words are written as the name is: "US" is not "us", "Ky." not "Ky"."""
        if end - at > 1:
            return said.lower() not in self.words.never
        lower = self.tokens[at].lower
        if said.rstrip(".").lower() in self.words.abbreviations:
            return (
                said.endswith(".") or self.document.text[self.tokens[at].end : self.tokens[at].end + 1] == "."
            ) and (at > 0 and self.tokens[at - 1].text == ",")
        if len(said) <= 3:
            return ((said.isupper() or "." in said) and entries[0].feature == Feature.COUNTRY) or (
                len(said) == 3 and said[1:].islower()
            )
        return lower not in self.words.never or (entries[0].id < 0 and entries[0].weight > 5)

    def _titled(self, name: Name, last: int) -> Name:
        """The name with the noun that says of which level it is: "Kherson region", "the town of Vovchansk"."""
        after = self.tokens[name.last] if name.last < last else None
        level = self.words.regions.get(after.lower) if after else None
        if after and level and level != "near" and after.text not in HYPHENS:
            return replace(name, level=level, tail=name.last + 1)
        before = name.first - 1
        if before > 0 and self.tokens[before].lower == "of":
            return replace(name, level=self.words.kinds.get(self.tokens[before - 1].lower))
        if before >= 0 and self.tokens[before].text.islower():
            return replace(name, level=self.words.kinds.get(self.tokens[before].lower))
        return name

    def _evidence(self, name: Name) -> float:
        best = max(name.entries, key=lambda e: e.weight + 0.7 * e.main)
        score = self._fame(name, best) + self._labelled(name)
        score += self._before(name) + self._beside(name)
        single = name.last - name.first == 1
        if not single:
            score += 0.7
        if single and self.tokens[name.first].lower in self.words.surnames and best.feature not in WIDE:
            score -= 1.5
        if single and self.tokens[name.first].lower in self.persons and best.feature != Feature.COUNTRY:
            score -= 3
        return score

    def _fame(self, name: Name, best: Entry) -> float:
        wide = best.feature in WIDE and best.main
        return (3.0 if wide or best.id < 0 else 0.0) + (best.weight + 0.7 * best.main - 4.4) * (0.3 if wide else 1.0)

    def _labelled(self, name: Name) -> float:
        """What the model's entity says."""
        known = self.entity.get(self.tokens[name.last - 1].index)
        if known is None:
            return -0.7
        label, first, last = known
        exact = first >= name.first - 2 and last <= name.last + 1
        if label in PLACES:
            return 2.0 if exact or last == name.last else 0.8
        if label == "PERSON":
            return -1.0 if exact and last <= name.last and first >= name.first else -3.5
        if label in ("ORG", "NORP"):
            return -0.3 if exact else -0.8
        return -1.0

    def _before(self, name: Name) -> float:
        at = name.first - 1
        while at >= 0 and (
            self.tokens[at].lower in self.words.directions
            or self.tokens[at].lower in self.words.qualifiers
            or self.tokens[at].lower == "the"
        ):
            at -= 1
        if at < 0 or self.tokens[at].sentence != self.tokens[name.first].sentence:
            return -0.8
        before = self.tokens[at]
        if before.lower.rstrip(".") in self.words.titles and before.lower != "miss":
            return -3.5
        if before.lower in self.words.locative:
            return 1.5
        if before.lower == "of" and at > 0 and self.tokens[at - 1].lower in self.words.kinds:
            return 2.5
        return 0.0

    def _beside(self, name: Name) -> float:
        """A capital right before or after means that the name is longer than the gazetteer's."""
        score = 2.0 if name.level else 0.0
        sentence = self.document.sentences[self.tokens[name.first].sentence]
        if name.first > sentence.first:
            before = self.tokens[name.first - 1]
            if self._joins(before) and not self._apart(name.first - 1, name.last - 1):
                score -= 3.0
            if before.text in HYPHENS and name.first - 2 >= sentence.first and self._joins(self.tokens[name.first - 2]):
                score -= 2.0
        if name.last < sentence.last and not name.level:
            after = self.tokens[name.last]
            if is_capital(after):
                score -= (
                    4.0
                    if after.lower in self.words.not_before
                    else 0.0
                    if after.lower in self.words.institutions
                    else 2.0
                )
            elif after.text in ("&",) or (after.pos == "NUM" and after.text.isdigit() and len(after.text) < 3):
                score -= 1.0
        return score

    def _joins(self, token: Token) -> bool:
        """Whether a capital before a name is part of a longer name: not a direction, nationality or kind."""
        return (
            is_capital(token)
            and token.pos == "PROPN"
            and token.lower not in self.words.directions
            and token.lower not in self.words.qualifiers
            and token.lower not in self.words.kinds
            and token.text not in self.words.demonyms
            and not token.text.isupper()
        )

    def _apart(self, one: int, other: int) -> bool:
        """Whether the model takes two tokens for different entities."""
        return self.entity.get(one) != self.entity.get(other) and self.entity.get(one) is not None


def opens(tokens: tuple[Token, ...], at: int, last: int, words: PlaceWords) -> bool:
    """Whether a name may open at a token: a capital, or an Arabic article before a hyphen and a capital."""
    token = tokens[at]
    if token.lower in ("at", "as", "an") and at + 1 < last and tokens[at + 1].text != "-":
        return False
    if is_capital(token):
        return token.lower not in words.directions or at + 1 < last
    return token.lower in words.articles and at + 2 < last and tokens[at + 1].text == "-" and is_capital(tokens[at + 2])


def is_capital(token: Token) -> bool:
    """Whether a word opens with a capital letter."""
    return token.text[0].isupper() or (token.text[0] in "‘ʿʻ'’`" and token.text[1:2].isupper())


def _entities(document: Document) -> dict[int, tuple[str, int, int]]:
    """Token -> label, first and last of the model's entity there."""
    return {
        at: (entity.label, entity.first, entity.last)
        for entity in document.entities
        for at in range(entity.first, entity.last)
    }


def _persons(document: Document, words: PlaceWords) -> frozenset[str]:
    """Last words of the persons of two words or more that the report names, in lower case."""
    found = set()
    for entity in document.entities:
        if entity.label == "PERSON" and entity.last - entity.first > 1:
            last = document.tokens[entity.last - 1]
            if last.lower in ("'s", "’s") and entity.last - entity.first > 2:
                last = document.tokens[entity.last - 2]
            found.add(last.lower)
    return frozenset(found)
