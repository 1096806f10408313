"""Which words are names of places: gazetteer look-up over runs of capitals, then evidence for and against."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.find.place_evidence import weighed
from onrecord.model.document import Document, Token
from onrecord.model.span import Span
from onrecord.vocab import Vocab
from onrecord.vocab.gazetteer import Entry, Feature
from onrecord.vocab.place_words import PlaceWords

LONGEST = 9  # tokens of the longest names, hyphens counted: "Democratic Republic of the Congo"
WIDE = {Feature.COUNTRY, Feature.ADM1, Feature.CONTINENT, Feature.SEA}
HYPHENS = {"-", "–", "‐", "‑", "'", "’", "/"}
APOSTROPHES = frozenset("‘ʿʻ'’`")
LISTED = {",", "and", ", and", "or"}
PLACES = {"GPE", "LOC", "FAC"}


@dataclass(slots=True)
class Name:
    """Words that may name a place: tokens `first` to `last` (half-open), and what they may mean.

    `level` is adm1, adm2 or place where a noun beside the name says so ("Kherson region"), and `tail` is where
    that noun ends; `holding` that it follows a name and a comma ("Ithaca, New York").
    `holders` are the names or states that are said to hold the place, with how firmly.
    """

    first: int
    last: int
    span: Span
    entries: tuple[Entry, ...]
    evidence: float = 0.0
    level: str | None = None
    tail: int = 0
    holders: tuple[tuple[tuple[Entry, ...], float], ...] = ()
    holding: bool = False
    said: str = field(default="", compare=False)


class Looker:
    """Looks for names in one document."""

    def __init__(self, document: Document, vocab: Vocab) -> None:
        self.document, self.tokens, self.words = document, document.tokens, vocab.places
        self.gazetteer = vocab.gazetteer
        self.entity = _entities(document)
        self.persons = _persons(document, self.words)
        self.ships: set[str] = set()

    def names(self) -> list[Name]:
        """The names in reading order, each with its evidence."""
        found = [name for sentence in self.document.sentences for name in self._in(sentence.first, sentence.last)]
        self._listed(found)
        for name in found:
            name.evidence = weighed(self.signs(name))
        return found

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
        at, tokens, articles = first, self.tokens, self.words.articles
        while at < last:
            token = tokens[at]
            if not token.text[0].isupper() and token.lower not in articles and token.text[0] not in APOSTROPHES:
                at += 1
                continue
            name = self._at(at, last) if opens(tokens, at, last, self.words) else None
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
            elif not (token.text in HYPHENS or token.lower in self.words.joiners or self._hyphened(at, end)):
                break
            end += 1
        return ends[::-1]

    def _hyphened(self, at: int, end: int) -> bool:
        """Whether a word hangs on a hyphen: "Indian-administered Kashmir"."""
        return end > at and self.tokens[end - 1].text == "-" and self.tokens[end - 1].end == self.tokens[end].start

    def _plausible(self, at: int, end: int, said: str, entries: tuple[Entry, ...]) -> bool:
        """Whether short or everyday words are written as the name is: "US" is not "us", "Ky." not "Ky"."""
        if end - at > 1:
            return said.lower() not in self.words.never
        lower = self.tokens[at].lower
        if said in self.words.demonyms:  # "Somali State" is a region, "Somali" its people
            return end < len(self.tokens) and self.tokens[end].lower in self.words.regions
        if said[1:].rstrip(".").islower() and said.rstrip(".").lower() in self.words.abbreviations:
            return (
                said.endswith(".") or self.document.text[self.tokens[at].end : self.tokens[at].end + 1] == "."
            ) and (at > 0 and self.tokens[at - 1].text == ",")
        if len(said) <= 3:
            return ((said.isupper() or "." in said) and entries[0].feature == Feature.COUNTRY) or (
                len(said) == 3 and said[1:].islower()
            )
        return lower not in self.words.never or (entries[0].main == 2 and entries[0].weight > 5)

    def _titled(self, name: Name, last: int) -> Name:
        """The name with the noun that says of which level it is: "Kherson region", "the town of Vovchansk"."""
        after = self.tokens[name.last] if name.last < last else None
        level = self.words.regions.get(after.lower) if after else None
        if level == "place" and name.last + 1 < last and self.tokens[name.last + 1].lower == "of":  # "the Gaza town of"
            level = None
        if level and level != "near":
            name.level, name.tail = level, name.last + 1
            return name
        before = name.first - 1
        if before > 0 and self.tokens[before].lower == "of":
            before -= 1
        elif before < 0 or not self.tokens[before].text.islower():
            return name
        owner = self.tokens[before - 1]
        if before > 0 and is_capital(owner) and owner.text not in self.words.demonyms:  # "the Mopti region of Mali"
            return name
        name.level = self.words.kinds.get(self.tokens[before].lower)
        return name

    def _listed(self, names: list[Name]) -> None:
        """ "the Odesa, Sumy and Poltava regions": the noun at the end of a list is every name's."""
        shared = False
        for after, name in zip(names[::-1], names[-2::-1], strict=False):
            plural = after.tail > after.last and self.tokens[after.tail - 1].tag == "NNS"
            between = " ".join(token.lower for token in self.tokens[name.last : after.first])
            shared = (shared or plural) and name.level is None and between in LISTED
            if shared:
                name.level = after.level
        self._among(names)

    def _among(self, names: list[Name]) -> None:
        """ "Russian regions including Moscow, Kursk and Tula": the noun before the list is every name's."""
        level: str | None = None
        for before, name in zip([None, *names], names, strict=False):
            between = self.tokens[before.last : name.first] if before is not None else ()
            listed = level is not None and " ".join(token.lower for token in between) in LISTED
            noun = self.tokens[name.first - 2] if name.first > 1 else None
            opened = noun is not None and noun.tag == "NNS" and self.tokens[name.first - 1].lower == "including"
            kind = self.words.kinds.get(noun.lower) if noun is not None and opened else None
            level = level if listed else kind if kind in ("adm1", "adm2") else None
            name.level = name.level or level

    def signs(self, name: Name) -> dict[str, float]:
        """What speaks for and against the words being a name of a place, by the names of `place_evidence.EVIDENCE`."""
        best = max(name.entries, key=lambda e: e.weight + 0.7 * bool(e.main))
        wide = best.feature in WIDE and best.main > 0
        said, token = name.said, self.tokens[name.last - 1]
        found = {
            "fame": max(-2.0, min(3.0, best.weight + 0.7 * bool(best.main) - 4.4)) * (0.3 if wide else 1.0),
            "wide": float(wide),
            "own": float(any(entry.main == 2 for entry in name.entries)),
            "alias": float(not best.main),
            "several words": float(name.last - name.first > 1),
            "county": float(best.feature == Feature.ADM2 and token.lower in ("county", "parish")),
            "capitals": float(said.isupper() and len(said) > 3),
            self._label(name): 1.0,
            self._before(name): 1.0,
            self._after(name): 1.0,
            "ship": float(self._ship(name, best.feature)),
        }
        if name.last - name.first == 1:
            lower = token.lower
            found["surname"] = float(lower in self.words.surnames and not wide)
            found["person here"] = float(lower in self.persons and best.feature != Feature.COUNTRY)
        return found

    def _label(self, name: Name) -> str:
        """What the model's entity says."""
        known = self.entity.get(name.last - 1)
        if known is None:
            return "no label"
        label, first, last = known
        within = name.first <= first and last <= name.last
        if label in PLACES:
            return "place" if within or last == name.last else "in a place"
        if label == "PERSON":
            return "person" if within else "in a person"
        if label == "ORG":
            return (
                "organisation" if within else "opens an organisation" if first >= name.first else "in an organisation"
            )
        return "nationality" if label == "NORP" else "other label"

    def _before(self, name: Name) -> str:
        """What stands before, directions and the article left out."""
        at, first = name.first - 1, self.document.sentences[self.tokens[name.first].sentence].first
        if at >= first and self._joins(self.tokens[at]) and not self._apart(at, name.last - 1):
            return "title before" if self._title(at) else "capital before"
        while at >= first and self.tokens[at].lower in self.words.loose:
            at -= 1
        if at < first:
            return "opens the sentence"
        before = self.tokens[at]
        if self._title(at):
            return "title before"
        if before.lower in self.words.locative:
            return "preposition"
        if before.lower == "of" and at > first and self.tokens[at - 1].lower in self.words.kinds:
            return "kind of"
        if before.text in self.words.kinds:
            return "kind of"
        if before.text in HYPHENS and before.end == self.tokens[name.first].start:
            return "hyphen before"
        if before.text.lower() in ("'s", "’s"):
            return "owner before"
        return (
            "comma before"
            if before.text in (",", "(")
            else "and before"
            if before.lower in ("and", "or")
            else "of before"
            if before.lower == "of"
            else "nothing before"
        )

    def _ship(self, name: Name, feature: str) -> bool:
        """Whether the words name a ship: "the tanker Medina", "the Maersk Medina", and from then on "the Medina"."""
        before = [self.tokens[at] for at in range(max(0, name.first - 2), name.first)]
        if not before or before[-1].sentence != self.tokens[name.first].sentence or feature == Feature.COUNTRY:
            return False
        after = self.tokens[name.last] if name.last < len(self.tokens) else None
        longer = name.level is not None or (
            after is not None and (after.pos in ("NOUN", "PROPN", "ADJ") or after.text in HYPHENS)
        )
        held = before[-1].pos == "PROPN" and self._joins(before[-1]) and before[0].lower == "the"
        held = held and self.tokens[name.first].lower not in self.words.articles
        if before[-1].lower in self.words.ships or (held and not longer and feature == Feature.PLACE):
            self.ships.add(name.said)
            return True
        return before[-1].lower == "the" and not longer and name.said in self.ships

    def _title(self, at: int) -> bool:
        return self.tokens[at].lower.rstrip(".") in self.words.titles and self.tokens[at].lower != "miss"

    def _after(self, name: Name) -> str:
        """What stands after: a capital there means that the name is longer than the gazetteer's."""
        sentence = self.document.sentences[self.tokens[name.first].sentence]
        if (name.level and name.tail > name.last) or self.tokens[name.last - 1].text in self.words.regions:
            return "level after"
        if name.last >= sentence.last:
            return "nothing after"
        after = self.tokens[name.last]
        if is_capital(after):
            if after.lower in self.words.papers:
                return "paper after"
            if after.lower in self.words.not_before:
                return "no place after"
            return "institution after" if after.lower in self.words.institutions else "capital after"
        if after.text == "," and name.last + 1 < sentence.last and self._holder(name, sentence.last):
            return "holder after"
        if after.lower in ("'s", "’s"):
            return "owner"
        if after.text in HYPHENS and after.start == self.tokens[name.last - 1].end:
            return "hyphen after"
        if after.tag in ("VBD", "VBZ", "MD"):
            return "verb after"
        return "noun after" if after.tag in ("NN", "NNS") else "nothing after"

    def _holder(self, name: Name, last: int) -> bool:
        """Whether a state or division that holds the place follows after a comma: "Alexandria, Va."."""
        at = name.last + 1
        above = self._at(at, last) if opens(self.tokens, at, last, self.words) else None
        if above is None or above.entries[0].feature not in WIDE:
            return False
        states = {entry.country for entry in above.entries if entry.feature in WIDE}
        return any(entry.country in states for entry in name.entries)

    def _joins(self, token: Token) -> bool:
        """Whether a capital before a name is part of a longer name: not a direction, nationality or kind."""
        return (
            is_capital(token)
            and token.pos == "PROPN"
            and token.lower not in self.words.loose
            and token.lower not in self.words.kinds
            and token.text not in self.words.demonyms
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
