"""Words of events: which verbs and nouns make which claim, the classes of nouns, and words that mislead."""

from dataclasses import dataclass
from typing import Any

from onrecord.errors import VocabError
from onrecord.model.claim import Effect, Stage, Type
from onrecord.vocab.loader import read_yaml
from onrecord.vocab.phrases import Phrases

BOOLEAN = {True: "on", False: "off"}  # YAML 1.1 reads a bare on and off as true and false
KEYS = {
    *(
        "verbs",
        "nouns",
        "adjectives",
        "type",
        "mode",
        "effect",
        "stage",
        "roles",
        "if",
        "not",
        "also",
        "unless",
        "under",
    ),
    *("span", "skip", "first", "after", "frame", "nocomplement", "number"),
}
Conditions = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """How one word makes a claim: under which conditions, and what its slots fill. `event_triggers.yaml` explains."""

    word: str
    particle: str
    type: Type
    mode: str | None
    effect: Effect | None
    stage: Stage | None
    roles: dict[str, str]
    needs: Conditions
    bars: Conditions
    also: frozenset[str]
    unless: frozenset[str]
    under: frozenset[str]
    span: str | None
    skip: bool
    after: Type | None
    kind: str | None
    bare: bool
    plural: bool


def bare(kind: Type) -> Frame:
    """A frame of a type that asks for nothing and fills nothing: for acts that are told otherwise than by frames."""
    none: frozenset[str] = frozenset()
    return Frame(
        word="",
        particle="",
        type=kind,
        mode=None,
        effect=None,
        stage=None,
        roles={},
        needs=(),
        bars=(),
        also=none,
        unless=none,
        under=none,
        span=None,
        skip=False,
        after=None,
        kind=None,
        bare=False,
        plural=False,
    )


@dataclass(frozen=True, slots=True)
class EventWords:
    """Frames by lemma (nouns by their last word, phrase and all), noun classes, and the smaller lists."""

    verbs: dict[str, tuple[Frame, ...]]
    nouns: dict[str, tuple[Frame, ...]]
    adjectives: dict[str, tuple[Frame, ...]]
    classes: dict[str, frozenset[str]]  # lemma -> its classes
    counters: frozenset[str]
    lists: dict[str, frozenset[str]]
    misleading: Phrases[str]
    domains: dict[str, str]  # word -> the field, other than war, that it speaks of
    weapon_modes: dict[str, frozenset[str]]


def load_event_words(name: str = "event_triggers.yaml") -> EventWords:
    """The words of events, or of transfers from their own file of the same form.

    Raises VocabError where a frame names something unknown.
    """
    table, words, classes = read_yaml(name), read_yaml("event_words.yaml"), read_yaml("event_classes.yaml")
    by_word: dict[str, dict[str, tuple[Frame, ...]]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    for part, kind, row, phrase in _rows(name, table["frames"]):
        frame = _frame(name, kind, row, phrase, table["defaults"], verb=part == "verbs")
        key = frame.word if part == "verbs" else phrase.split()[-1]
        known = by_word[part].get(key, ())
        by_word[part][key] = (frame, *known) if row.get("first") else (*known, frame)
    friends = words["false_friends"]
    return EventWords(
        by_word["verbs"],
        by_word["nouns"],
        by_word["adjectives"],
        _classes(classes["classes"]),
        frozenset(classes["counters"]),
        {key: frozenset(map(_word, value)) for key, value in words.items() if isinstance(value, list)},
        Phrases((phrase, phrase) for phrase in friends["phrases"]),
        {word: field for field, members in friends.items() if field != "phrases" for word in members},
        {mode: frozenset(nouns) for mode, nouns in words["weapon_modes"].items()},
    )


def _rows(name: str, frames: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str, dict[str, Any], str]]:
    rows = []
    for kind, listed in frames.items():
        for row in listed:
            if unknown := set(row) - KEYS:
                raise VocabError(f"vocab/data/{name}: {kind} {row} has unknown keys {sorted(unknown)}; mend it")
            for part in ("verbs", "nouns", "adjectives"):
                rows += [(part, kind, row, phrase) for phrase in row.get(part, ())]
    return rows


def _frame(name: str, kind: str, row: dict[str, Any], phrase: str, defaults: dict[str, Any], *, verb: bool) -> Frame:
    word, _, particle = phrase.partition(" ") if verb else (phrase, "", "")
    try:
        return Frame(
            word=word,
            particle=particle,
            type=Type(row.get("type", kind)),
            mode=row.get("mode") or None,
            effect=Effect(row["effect"]) if "effect" in row else None,
            stage=Stage(row["stage"]) if "stage" in row else None,
            roles=_roles(_slots(defaults.get(kind, {})), _slots(row.get("roles", {})), verb=verb),
            needs=_conditions(row.get("if", {})),
            bars=_conditions(row.get("not", {})),
            also=frozenset(_word(w) for w in row.get("also", ())),
            unless=frozenset(_word(w) for w in row.get("unless", ())),
            under=frozenset(_word(w) for w in row.get("under", ())),
            span=_word(row["span"]) if "span" in row else None,
            skip=bool(row.get("skip")),
            after=Type(row["after"]) if "after" in row else None,
            kind=row.get("frame"),
            bare=bool(row.get("nocomplement")),
            plural=row.get("number") == "plural",
        )
    except ValueError as error:
        raise VocabError(f"vocab/data/{name}: {kind} {phrase}: {error}; mend it") from error


def _roles(common: dict[str, str], own: dict[str, str], *, verb: bool) -> dict[str, str]:
    """The type's common roles and the frame's own; the object of a noun is its "of"."""
    of = {"object": own["of"]} if not verb and "of" in own else {}
    return {**common, **of, **own}


def _word(value: object) -> str:
    return BOOLEAN[value] if isinstance(value, bool) else str(value)


def _slots(roles: dict[Any, str]) -> dict[str, str]:
    return {_word(slot): role for slot, role in roles.items()}


def _conditions(table: dict[Any, list[Any]]) -> Conditions:
    return tuple((_word(slot), frozenset(_word(value) for value in values)) for slot, values in table.items())


def _classes(table: dict[str, list[Any]]) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for kind, lemmas in table.items():
        for lemma in lemmas:
            classes.setdefault(_word(lemma), set()).add(kind)
    return {lemma: frozenset(kinds) for lemma, kinds in classes.items()}
