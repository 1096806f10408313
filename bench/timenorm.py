"""Phrases with a day to tell them from, from the timenorm data: groups of lines "words, type, value", the day first."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


@dataclass(frozen=True)
class Phrase:
    """Words, the day of the text that they stand in, and their TIMEX3 value."""

    words: str
    created: date
    value: str


def read_phrases(file: Path) -> Iterator[Phrase]:
    """The phrases of a file; a group without a day of its own is left out."""
    for group in re.split(r"\n\s*\n", file.read_text(encoding="utf-8").strip()):
        rows = [line.split("\t") for line in group.splitlines() if line.count("\t") == 2]
        if rows and re.match(r"\d{4}-\d\d-\d\d", rows[0][2]):
            created = date.fromisoformat(rows[0][2][:10])
            for words, _, value in rows[1:]:
                yield Phrase(words, created, value)


def interval(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 value, None where it is no stretch of the calendar.

    >>> interval("1999-Q2")
    (datetime.date(1999, 4, 1), datetime.date(1999, 6, 30))
    """
    if night := re.fullmatch(r"(\d{4}-\d\d-\d\d)TNI", value):
        return date.fromisoformat(night[1]), date.fromisoformat(night[1]) + timedelta(1)
    if day := re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T.*)?", value):
        return date.fromisoformat(day[1]), date.fromisoformat(day[1])
    if week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday + timedelta(5 if week[3] else 0), monday + timedelta(6)
    if part := re.fullmatch(r"(\d{4})(?:-(\d\d|Q\d|H\d|SP|SU|FA|WI))?", value):
        return _months(int(part[1]), part[2])
    return None


def _months(year: int, code: str | None) -> tuple[date, date]:
    if code is None:
        first, last = 1, 12
    elif code in SEASONS:
        first, last = SEASONS[code]
    elif code[0] in "QH":
        size = 3 if code[0] == "Q" else 6
        first, last = size * int(code[1]) - size + 1, size * int(code[1])
    else:
        first = last = int(code)
    end = year + (last < first)
    return date(year, first, 1), date(end, last, monthrange(end, last)[1])
