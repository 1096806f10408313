"""The words for times: months, units, parts of days, holidays, and conflicts with their first day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.errors import VocabError
from onrecord.vocab.loader import read_yaml

TABLES = (
    "months",
    "weekdays",
    "units",
    "numbers",
    "ordinals",
    "parts",
    "seasons",
    "hours",
    "amounts",
    "sets",
    "zones",
)
LISTS = ("vague", "approximate", "shares", "wars", "war_words", "season_goods", "counted")
RULES = ("day", "easter", "orthodox", "nth", "islamic", "hebrew")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday: the kind of its rule, the rule's numbers, and how many days it lasts."""

    names: tuple[str, ...]
    rule: str
    numbers: tuple[int, ...]
    days: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """A war with its day 1; `words` show that a text is about it, `starts` is what its beginning is called."""

    name: str
    day_one: date
    end: date | None
    words: tuple[str, ...]
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TimeVocab:
    """All words of times, in lower case unless their case tells them from other words (months, weekdays, zones)."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    parts: dict[str, str]
    seasons: dict[str, str]
    hours: dict[str, int]
    vague: tuple[str, ...]
    amounts: dict[str, float]
    approximate: tuple[str, ...]
    shares: tuple[str, ...]
    references: dict[str, str]
    sets: dict[str, str]
    zones: dict[str, float | None]
    wars: tuple[str, ...]
    war_words: tuple[str, ...]
    season_goods: tuple[str, ...]
    counted: tuple[str, ...]
    holidays: tuple[Holiday, ...]
    conflicts: tuple[Conflict, ...]


def load_times() -> TimeVocab:
    """The words of `times.yaml`, `holidays.yaml` and `conflicts.yaml`."""
    words = read_yaml("times.yaml")
    tables: Any = {name: words[name] for name in TABLES}
    lists: Any = {name: tuple(words[name]) for name in LISTS}
    return TimeVocab(
        **tables,
        **lists,
        references={phrase: code for code, phrases in words["references"].items() for phrase in phrases},
        holidays=tuple(_holiday(row) for row in read_yaml("holidays.yaml")["holidays"]),
        conflicts=tuple(_conflict(row) for row in read_yaml("conflicts.yaml")["conflicts"]),
    )


def _holiday(row: dict[str, Any]) -> Holiday:
    rules = [rule for rule in RULES if rule in row]
    if len(rules) != 1:
        raise VocabError(f"vocab/data/holidays.yaml: {row['names'][0]} needs one rule of {', '.join(RULES)}; mend it")
    numbers = row[rules[0]] if isinstance(row[rules[0]], list) else [row[rules[0]]]
    return Holiday(tuple(row["names"]), rules[0], tuple(numbers), row.get("days", 1))


def _conflict(row: dict[str, Any]) -> Conflict:
    return Conflict(row["name"], row["day_one"], row.get("end"), tuple(row["words"]), tuple(row["starts"]))
