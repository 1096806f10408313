"""Times that stand beside one another: an hour with its day, the two ends of a range, a year that serves for both."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from onrecord.find.times.calendar import clock_of, night_of, open_value, range_of, season_of, stamp_of
from onrecord.find.times.context import Context
from onrecord.find.times.grammar import Part
from onrecord.find.times.reckon import dated, shifted
from onrecord.find.times.rules_days import has_ended
from onrecord.model.mention import TimePrecision, When

GAP = 20  # characters: what joins two times is no longer
BESIDE = re.compile(r"\s*(?:,\s*)?(?:(?:on|of|at|in|as|around|about|early|late)\s+)?(?:the\s+)?", re.IGNORECASE)
TO = re.compile(r"\s*(?:[-–—]|(?:until|till|to|through|and)\s+(?:the\s+)?)\s*", re.IGNORECASE)
BOTH = re.compile(
    r"\s*(?:[-–—,/]|,?\s*(?:and|or|to|until|till|through)\s+(?:(?:in|on|from|the|again)\s+)*)\s*", re.IGNORECASE
)
SIDE = re.compile(r"\b(before|after)$", re.IGNORECASE)
LENGTH = re.compile(r"P(\d+)([DWMY])")
FROM = re.compile(r"\s+(?:the\s+)?", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CLOCK = re.compile(r"T(\d\d):(\d\d)(Z|[+-][\d:]+)?$")
OPEN_DAY = re.compile(r"XXXX-WXX-\d|XXXX-\d\d-\d\d")
TIMED = re.compile(r"[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|WXX-\d)(T.+)")
YEAR = re.compile(r"\b\d{4}\b|['’]\d\d\b|\bB\.?C\b|\byear\b|\b(?:last|next|this)\b", re.IGNORECASE)
SEASON = re.compile(r"\d{4}-(SP|SU|FA|WI)")


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the text and the time that they tell; `parts` are the times that a range joins."""

    start: int
    end: int
    when: When
    parts: tuple[Part, ...] = ()


def completed(context: Context, first: Found, second: Found) -> Found:
    """The first of two times that share a year which only the second names: 'April and June 1955'."""
    text = context.document.text
    if second.start - first.end > GAP or first.parts or not BOTH.fullmatch(text, first.end, second.start):
        return first
    named = stamp_of((second.parts[0].when if second.parts else second.when).timex)
    told = stamp_of(first.when.timex)
    if named is None or not YEAR.search(text, second.start, second.end) or YEAR.search(text, first.start, first.end):
        return first
    season = SEASON.fullmatch(first.when.timex or "")
    if season:
        return replace(first, when=season_of(named.year, season[1]))
    if told is None or told.month is None or "T" in (first.when.timex or ""):
        return first
    year = named.year - (named.month is not None and told.month > named.month)
    return replace(first, when=dated(year, told.month, told.day) or first.when)


def merge(context: Context, first: Found, second: Found) -> Found | None:
    """Two neighbours as one: a clock or part of a day with its day, a count with its day, the two ends of a range."""
    text = context.document.text
    if second.start - first.end > GAP:
        return None
    beside = BESIDE.fullmatch(text, first.end, second.start)
    if second.parts:
        return _night_of(first, second) if beside and not first.parts else None
    if first.parts:
        return _hours_on(first, second) if beside else None
    when = _on_day(context, first.when, second.when) if beside else None
    if beside and first.when.timex == "PAST_REF" and stamp_of(second.when.timex):
        when = second.when  # 'most recently last October'
    if when is None and FROM.fullmatch(text, first.end, second.start):
        when = _counted(text[first.start : first.end], first.when, second.when)
    if when:
        return Found(first.start, second.end, when)
    return _ranged(context, first, second) if TO.fullmatch(text, first.end, second.start) else None


def _hours_on(hours: Found, day: Found) -> Found | None:
    """'between 6:50 and 9:50 a.m.' + 'Sunday'; hours over midnight end on that day."""
    clocks = [CLOCK.search(part.when.timex or "") for part in hours.parts]
    if not (all(clocks) and DAY.fullmatch(day.when.timex or "") and day.when.start):
        return None
    zone = next((clock[3] for clock in clocks if clock and clock[3]), "")
    ends = [clock_of(day.when.start, int(clock[1]), int(clock[2]), zone) for clock in clocks if clock]
    ends = _over_midnight(*ends)
    parts = replace(hours.parts[0], when=ends[0]), replace(hours.parts[1], when=ends[1], end=day.end)
    whole = range_of(*ends)
    return Found(hours.start, day.end, whole, parts) if whole else None


def _over_midnight(first: When, second: When) -> list[When]:
    """Two hours told of one day; where the second is the earlier, the first is the day before's."""
    clocks = [CLOCK.search(end.timex or "") for end in (first, second)]
    one, other = clocks
    if not (one and other and first.start and first.start == second.start):
        return [first, second]
    day = first.start - timedelta(one.groups()[:2] > other.groups()[:2])
    return [clock_of(day, int(one[1]), int(one[2]), one[3] or other[3] or ""), second]


def _counted(words: str, length: When, base: When) -> When | None:
    """'two days before' + 'Christmas': so long before or after a time that the words name."""
    side, amount = SIDE.search(words), LENGTH.fullmatch(length.timex or "")
    stamp = stamp_of(base.timex)
    if not (side and amount and stamp):
        return None
    when = shifted(stamp, amount[2], int(amount[1]) * (-1 if side[1].lower() == "before" else 1))
    return when if when.timex else None


def _night_of(night: Found, days: Found) -> Found | None:
    """'the night of' + 'January 4-5'."""
    start, end = days.when.start, days.when.end
    if not (night.when.timex or "").endswith("TNI") or start is None or end != start + timedelta(1):
        return None
    return Found(night.start, days.end, night_of(start))


def _on_day(context: Context, first: When, second: When) -> When | None:
    """'10 p.m.' + 'Friday': the day of one with the hour or part of the other."""
    for timed, other in ((first, second), (second, first)):
        code, weekday = TIMED.fullmatch(timed.timex or ""), OPEN_DAY.fullmatch(other.timex or "")
        if code and weekday:
            return open_value(f"{other.timex}{code[1]}")
        code, day = TIMED.fullmatch(timed.timex or ""), DAY.fullmatch(other.timex or "")
        if code and day and other.start:
            if code[1] == "TNI":
                return night_of(other.start - timedelta(has_ended(other.start, context)))
            return When(other.start, other.start, TimePrecision.HOUR, f"{other.timex}{code[1]}")
    return None


def _ranged(context: Context, first: Found, second: Found) -> Found | None:
    """'from 3 March to 5 May', 'between 8 p.m. and 4:20 a.m.': one stretch; 'and' joins only after 'between'."""
    text = context.document.text
    between = BETWEEN.search(text[max(0, first.start - 16) : first.start])
    if text[first.end : second.start].strip().lower().startswith("and") and not between:
        return None
    ends = _over_midnight(first.when, second.when)
    if not all(end.start and end.end and stamp_of(end.timex) for end in ends):
        return None
    whole = range_of(*ends)
    if whole is None:
        return None
    parts = Part(first.start, first.end, ends[0]), Part(second.start, second.end, ends[1])
    return Found(first.start, second.end, whole, parts)
