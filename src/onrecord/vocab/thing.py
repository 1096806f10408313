"""Words for things: equipment with its designations, people, facilities, goods. Tables are in `data/`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from onrecord.vocab.loader import read_csv, read_yaml
from onrecord.vocab.phrases import Phrases

IGNORED = "ignored"
PEOPLE = "people"
FACILITY = "facility"
GOODS = "goods"
MONEY = "money"
SHIPS = "Ships"
OTHER = "Other"
NOT_EQUIPMENT = frozenset({PEOPLE, FACILITY, GOODS, MONEY})


@dataclass(frozen=True, slots=True)
class Term:
    """What a name or a common noun stands for.

    `designation` is None for a common noun. `careful` marks a name that is a word of another kind, too; `folk` people
    by their state; `loud` what counts in capitals only, `plural` a name with
    a plural's s.
    `country` is the ISO 3166-1 alpha-3 code of the state where a design comes from, None where that is not one.
    """

    designation: str | None
    description: str
    category: str
    country: str | None = None
    careful: bool = False
    folk: bool = False
    loud: bool = False
    plural: bool = False


@dataclass(frozen=True, slots=True)
class ThingWords:
    """Everything that `find/thing.py` reads. Sets hold lower-case words."""

    phrases: Phrases[Term]
    modifiers: frozenset[str]
    endings: frozenset[str]
    acts: frozenset[str]
    bare: frozenset[str]
    ships: frozenset[str]
    fired: frozenset[str]
    stray: frozenset[str]
    plain: frozenset[str]
    prefixed: re.Pattern[str]
    naval: frozenset[str]
    irregular: dict[str, str]
    invariant: frozenset[str]
    spelling: dict[str, str]

    def singular(self, phrase: str) -> str:
        """A phrase in lower case, its last word in the singular, in British spelling.

        Examples: "armored personnel carriers" is "armoured personnel carrier"; "children" is "child".
        """
        phrase = phrase.lower()
        if phrase in self.irregular:
            return self.irregular[phrase]
        head, of, rest = phrase.partition(" of ")
        if of:
            return f"{self.singular(head)} of {rest}"
        *before, last = phrase.split(" ")
        return " ".join(self.spelling.get(word, word) for word in (*before, self._one(last)))

    def _one(self, word: str) -> str:
        if word in self.irregular:
            return self.irregular[word]
        if word in self.invariant or not word.endswith("s") or word.endswith(("ss", "us")) or len(word) < 4:
            return word[:-3] + "man" if word.endswith("men") and len(word) > 4 else word
        if word.endswith("ies"):
            return word[:-3] + "y"
        return (
            word[:-2] if word.endswith(("shes", "ches", "sses", "xes", "buses", "campuses", "viruses")) else word[:-1]
        )


def load_things() -> ThingWords:
    """The words for things, read once."""
    words = read_yaml("thing.yaml")
    return ThingWords(
        phrases=Phrases(_unique((*_designations(), *_terms(), *_folk(), *_nouns()))),
        modifiers=frozenset(words["modifiers"]),
        endings=frozenset(words["endings"]),
        acts=frozenset(words["acts"]),
        bare=frozenset(words["bare"]),
        ships=frozenset(words["ships"]),
        fired=frozenset(words["fired"]),
        stray=frozenset(words["stray"]),
        plain=frozenset(words["plain"]),
        prefixed=re.compile(rf"\b({'|'.join(words['prefixes'])})\s+(?=[A-Z])"),
        naval=frozenset(words["naval"]),
        irregular=words["irregular"],
        invariant=frozenset(words["invariant"]),
        spelling=words["spelling"],
    )


Entry = tuple[str, Term]


def _unique(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The first meaning of each phrase: tables are read in order, designations first."""
    seen: set[str] = set()
    for phrase, term in entries:
        key = phrase.lower()
        if key not in seen:
            seen.add(key)
            yield phrase, term


def _designations() -> Iterator[Entry]:
    for row in read_csv("equipment.csv"):
        names = [row["name"], *_split(row["aliases"])]
        for name in names:
            single = " " not in name and not any(char.isdigit() for char in name)
            loud = single and name.isalpha() and name.isupper() and name.capitalize() not in names
            careful = bool(row["care"]) and single
            term = Term(row["name"], row["description"], row["category"], row["country"] or None, careful, loud=loud)
            for spelling in _spellings(name):
                yield spelling, term
                if not spelling.endswith("s"):
                    yield spelling + "s", replace(term, plural=True)


def _spellings(name: str) -> set[str]:
    """A designation as it is written: T-90, T90; Leopard 2, Leopard-2."""
    forms = {name}
    for joint in ("-", " "):
        head, found, tail = name.partition(joint)
        if found and tail[:1].isdigit() and joint not in tail:
            forms |= {head + "-" + tail} | ({head + tail} if head.isupper() else {head + " " + tail})
    return forms


def _terms() -> Iterator[Entry]:
    tables = (("weapons.csv", ""), ("goods.csv", ""), ("facilities.csv", FACILITY), ("people.csv", PEOPLE))
    rows = [(row, category) for table, category in tables for row in read_csv(table)]
    ignored = [pair for pair in rows if pair[0].get("category") == IGNORED]
    for row, category in (*ignored, *(pair for pair in rows if pair not in ignored)):
        for name in (row["term"], *_split(row["variants"])):
            abbreviated = name.isupper() and len(name) > 1
            described = row["term"] if abbreviated else ""
            term = Term(None, described, category or row["category"], loud=abbreviated)
            for form in _forms(name):
                yield form, term


def _forms(name: str) -> Iterator[str]:
    """A term with both spellings of the language, with and without hyphens, in both numbers."""
    swaps = read_yaml("thing.yaml")["spelling"]
    both = {**swaps, **{british: american for american, british in swaps.items()}}
    words = [({word, both[word]} if word in both else {word}) for word in name.split(" ")]
    for choice in product(*(sorted(options) for options in words)):
        form = " ".join(choice)
        joined = form.replace(" ", "-") if form.count(" ") == 1 else form
        for spelled in dict.fromkeys((form, form.replace("-", " "), joined)):
            yield spelled
            yield plural(spelled)


def plural(term: str) -> str:
    """The regular plural of a term.

    >>> plural("army"), plural("torpedo boat"), plural("trench")
    ('armies', 'torpedo boats', 'trenches')
    """
    if term.endswith("y") and term[-2:-1] not in "aeiou":
        return term[:-1] + "ies"
    return term + ("es" if term.endswith(("s", "sh", "ch", "x")) else "s")


def _folk() -> Iterator[Entry]:
    """People by their state: "Palestinians", "a Tanzanian"."""
    for row in read_csv("countries.csv"):
        for name in _split(row["demonyms"]):
            yield name, Term(None, "", PEOPLE, row["iso3"], folk=True)


def _nouns() -> Iterator[Entry]:
    """Nouns that are things only beside a design's name: "IRIS-T batteries"."""
    for category, words in read_yaml("thing.yaml")["nouns"].items():
        for word in words:
            for form in (word, plural(word)):
                yield form, Term(None, "", category, careful=True)


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
