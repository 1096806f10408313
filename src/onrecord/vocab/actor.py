"""Who can act: states, forces, groups, organisations, media and persons by name, and the nouns for their parts.

Sectors are PLOVER's, as the codebook lists them. JRN is journalists and media; MED, beside it, is medical staff.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

from ahocorasick_rs import AhoCorasick

from onrecord.model.mention import Actor
from onrecord.vocab.loader import read_csv, read_yaml
from onrecord.vocab.phrases import bounded, fold

BODIES = ("forces.csv", "groups.csv", "organisations.csv", "media.csv")
SHORT = 5  # a name in capitals of so many letters or fewer may be a word in small ones: US, WHO, IS


NO_SINGULAR = frozenset(
    [
        "forces",
        "services",
        "defences",
        "defenses",
        "affairs",
        "headquarters",
        "news",
        "corps",
        "chiefs",
        "media",
        "ranks",
        "units",
        "sources",
        "occupiers",
        "agencies",
        "crews",
        "rulers",
        "communications",
    ]
)


class NameKind(StrEnum):
    """What sort of name a phrase is: this decides what it does beside other words."""

    STATE = "state"
    DEMONYM = "demonym"
    REGION = "region"
    CITY = "city"
    SEAT = "seat"
    BODY = "body"
    PERSON = "person"
    ROLE = "role"


class RoleKind(StrEnum):
    """What a noun says of an actor's part; `roles.csv` explains each."""

    ORGAN = "organ"
    OFFICE = "office"
    PEOPLE = "people"
    GROUP = "group"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for a part: its plain form `word`, `sector`, `body` (what sets it apart), `scope`; see roles.csv."""

    word: str
    kind: RoleKind
    sector: str | None
    body: str
    scope: str


@dataclass(frozen=True, slots=True)
class Name:
    """What a phrase stands for: an actor, or a role. `exact`: only in the very letters of the phrase."""

    kind: NameKind
    phrase: str
    actor: Actor | None = None
    role: Role | None = None
    exact: bool = False

    def fits(self, words: str) -> bool:
        """Whether a text's words, the same but for case, are this name: names need their capital letter."""
        if self.kind is NameKind.ROLE:
            return True
        return words == self.phrase if self.exact else words[0].isupper() or not self.phrase[0].isupper()


@dataclass(frozen=True, slots=True)
class State:
    """A state: `adjective` is how its organs are named."""

    actor: Actor
    adjective: str


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of actor_words.yaml."""

    unowned: frozenset[str]
    moving: frozenset[str]
    not_in_names: frozenset[str]
    small_words: frozenset[str]
    utterances: frozenset[str]
    modifying: frozenset[str]
    meeting: frozenset[str]
    media: frozenset[str]
    appointed: frozenset[str]
    past: frozenset[str]
    state_things: frozenset[str]
    pairs: frozenset[str]
    paired: frozenset[str]
    reporting: frozenset[str]
    only_speaking: frozenset[str]
    lifeless: frozenset[str]
    needs_owner: frozenset[str]
    doubtful_capitals: frozenset[str]
    passive_places: frozenset[str]
    giving: frozenset[str]
    addressing: frozenset[str]
    dealing: frozenset[str]
    goods: frozenset[str]
    city_things: frozenset[str]
    locative: frozenset[str]
    not_owner: frozenset[str]
    linked: frozenset[str]
    stances: frozenset[str]
    particles: frozenset[str]
    federal: frozenset[str]
    sector_names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Actors:
    """All names and roles, found in one pass over a text. `persons` by folded name, `parties` by a person's id."""

    states: dict[str, State]
    words: Words
    persons: dict[str, Actor]
    parties: dict[str, Actor]
    _names: dict[str, tuple[Name, ...]] = field(repr=False)
    _phrases: tuple[str, ...] = field(repr=False)
    _automaton: AhoCorasick = field(repr=False)

    def find(self, text: str) -> Iterator[tuple[int, int, Name]]:
        """(start, end, name) of each name or role, in reading order; the earlier and longer keeps its words."""
        folded = fold(text)
        whole = sorted(
            (start, -end, number)
            for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True)
            if bounded(folded, start, end)
        )
        last = 0
        for start, minus_end, number in whole:
            if start < last:
                continue
            words = text[start:-minus_end]
            name = next((n for n in self._names[self._phrases[number]] if n.fits(words)), None)
            if name is not None:
                last = -minus_end
                yield start, last, name

    def get(self, phrase: str) -> tuple[Name, ...]:
        """What a phrase stands for, () where it is not among the names."""
        return self._names.get(fold(phrase), ())


@cache
def load_actors() -> Actors:
    """All names from the vocabulary files. Built once; the same object each time."""
    names: dict[str, list[Name]] = {}
    for name in (*_states(), *_cities(), *_bodies(), *_persons(), *_roles()):
        names.setdefault(fold(name.phrase), []).append(name)
    phrases = tuple(names)
    return Actors(
        states=_state_table(),
        words=_words(),
        persons={fold(n.phrase): n.actor for n in _persons() if n.actor},
        parties=_parties(),
        _names={phrase: tuple(same) for phrase, same in names.items()},
        _phrases=phrases,
        _automaton=AhoCorasick(list(phrases)),
    )


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _name(kind: NameKind, phrase: str, actor: Actor) -> Name:
    plain = phrase.removeprefix("~")
    exact = phrase.startswith("~") or (plain.isupper() and len(plain) <= SHORT and plain.isalpha())
    return Name(kind, plain, actor, exact=exact)


def _state_table() -> dict[str, State]:
    rows = read_csv("countries.csv")
    return {
        row["iso3"]: State(Actor(row["iso3"], row["name"], row["iso3"]), (_split(row["demonyms"]) or [row["name"]])[0])
        for row in rows
    }


def _states() -> Iterator[Name]:
    table = _state_table()
    for row in read_csv("countries.csv"):
        actor = table[row["iso3"]].actor
        for phrase in (row["name"], *_split(row["aliases"])):
            yield _name(NameKind.STATE, phrase.removeprefix("the ").removeprefix("The "), actor)
        for phrase in _split(row["demonyms"]):
            yield _name(NameKind.DEMONYM, phrase, actor)
    for phrase, iso3 in read_yaml("actor_words.yaml")["regional"].items():
        proper = " ".join(word.capitalize() for word in str(phrase).split())
        yield Name(NameKind.REGION, proper, table[iso3].actor)


def _cities() -> Iterator[Name]:
    table, acts = _state_table(), read_yaml("actor_words.yaml")["city_acts"]
    bodies = {fold(name.phrase): name.actor for name in _bodies()}
    for row in read_csv("countries.csv"):
        state = table[row["iso3"]]
        government = Actor(f"{row['iso3']}-GOV", f"{state.adjective} government", row["iso3"], "GOV")
        for phrase in _split(row["capital"]):
            if phrase not in acts and phrase != row["name"]:
                yield _name(NameKind.CITY, phrase, state.actor)
        for phrase in _split(row["seats"]):
            plain = phrase.removeprefix("the ")
            yield _name(NameKind.SEAT, plain, bodies.get(fold(plain)) or government)
    named = {row["id"]: row for row in read_csv("organisations.csv")}
    for phrase, identity in acts.items():
        yield Name(NameKind.CITY, phrase, _actor(named[identity]))


def _actor(row: dict[str, str]) -> Actor:
    sector = row.get("sector", "JRN") or None
    return Actor(row["id"], row["name"], row["country"] or None, sector)


def _bodies() -> Iterator[Name]:
    table, sectors = _state_table(), read_yaml("actor_words.yaml")["sector_names"]
    organs = {row["body"] for row in read_csv("roles.csv") if row["kind"] == RoleKind.ORGAN and row["body"]}
    for file in BODIES:
        for row in read_csv(file):
            actor = _actor(row)
            whole = f"{actor.country}-{actor.sector}"  # one id has one name, whatever the words for it
            if actor.id == whole:
                actor = replace(actor, name=f"{table[str(actor.country)].adjective} {sectors[str(actor.sector)]}")
            elif str(actor.id).removeprefix(f"{whole}-") in organs:
                body = str(actor.id).removeprefix(f"{whole}-").replace("-", " ")
                actor = replace(actor, name=f"{table[str(actor.country)].adjective} {body}")
            for phrase in (row["name"], *_split(row["aliases"])):
                yield _name(NameKind.BODY, phrase.removeprefix("the "), actor)


def _persons() -> Iterator[Name]:
    for row in read_csv("persons.csv"):
        for phrase in (row["name"], *_split(row["aliases"])):
            yield _name(NameKind.PERSON, phrase, _actor(row))


def _parties() -> dict[str, Actor]:
    """Person's id -> the group or organisation that the person leads or speaks for."""
    bodies = {str(name.actor.id): name.actor for name in _bodies() if name.actor}
    return {row["id"]: bodies[row["party"]] for row in read_csv("persons.csv") if row["party"]}


def _roles() -> Iterator[Name]:
    """Each noun as the file has it, then in the number that the file leaves out."""
    roles = [
        Role(word, RoleKind(row["kind"]), row["sector"] or None, row["body"], row["scope"])
        for row in read_csv("roles.csv")
        for word in row["words"].split("|")
    ]
    for role in roles:
        yield Name(NameKind.ROLE, role.word, role=role)
    for role in roles:
        for form in {_plural(role.word), _singular(role.word)} - {role.word}:
            yield Name(NameKind.ROLE, form, role=role)


def _plural(word: str) -> str:
    if word.endswith(("s", "men", "people", "police", "media")) or " of " in word or word.endswith("."):
        return word
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"


def _singular(word: str) -> str:
    """'health workers' are known as a 'health worker' too; 'forces' are no 'force'."""
    last = word.split()[-1]
    if last in NO_SINGULAR or not last.endswith("s") or last.endswith(("ss", "us", "is", "ies", "'s")):
        return word
    return word[:-1]


def _words() -> Words:
    loaded = read_yaml("actor_words.yaml")
    lists = {name: frozenset(map(str, loaded[name])) for name in Words.__slots__ if name != "sector_names"}
    return Words(**lists, sector_names=dict(loaded["sector_names"]))
