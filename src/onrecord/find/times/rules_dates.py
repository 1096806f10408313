"""Dates of the calendar: days, months, years, seasons, quarters, decades, centuries, and ranges of them."""

import re

from onrecord.find.times.calendar import (
    Stamp,
    month_of,
    open_value,
    range_of,
    valid,
    week_of,
    year_of,
)
from onrecord.find.times.context import Context
from onrecord.find.times.grammar import Joined, Part, Reading, Rule
from onrecord.find.times.reckon import dated, number_of, ordinal_of, year_for
from onrecord.model.mention import When
from onrecord.model.report import Issue

SAME_YEAR = r"(?P<same>(?:of )?(?:that|this|the same|last|next|the following|the previous|the next) year)"
NAMED_YEAR = r"(?:{year}|(?P<short>['’]\d\d)\b|(?P<old>\d{1,4}) {bc}|(?P<old_2>\d{1,4}) {ad})"
OF_YEAR = rf"(?:(?:,\s*| )(?:of )?(?:the year )?{NAMED_YEAR}|,? {SAME_YEAR})?"
OLD_YEAR = re.compile(
    r"\b(?:in|since|by|of|until|from|to|during|before|after|through|and|year|early|late|mid)[\s-]+$|[(–—\-\n]\s*$",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"-\d")  # a part of a longer number: '2013-01-S-025'
SHORT = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")  # "9 JAN 90" (FBIS)
LIKE_WORDS = ("may", "march", "august", "april", "june")
BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|of|until|till|from|to|during|before|after|through|throughout|and|or|the|early|late|mid|last|"
    r"next|this|that|previous|following|between|into|each|every|for)[\s-]+(?:the\s+)?$|[(–—\-]\s*$",
    re.IGNORECASE,
)


def month_in(match: re.Match[str], context: Context) -> int:
    """The number of the month that a pattern has found."""
    return context.vocab.months[match["month"].rstrip(".").capitalize()]


def year_in(match: re.Match[str], context: Context) -> int | None:
    """The year that a pattern with OF_YEAR has found, None where it names none."""
    groups = match.groupdict()
    if groups.get("year") or groups.get("old_2"):
        return int(groups.get("year") or groups["old_2"])
    if groups.get("old"):
        return -int(groups["old"])
    if groups.get("short") or groups.get("two"):
        return _long_year(int(groups.get("two") or groups["short"][1:]), context)
    if groups.get("same"):
        return _same_year(groups["same"], context)
    return None


def _long_year(short: int, context: Context) -> int:
    """'89: the one in the century last spoken of in a history, else the last one up to the report's next years."""
    here = context.here
    if here is None:
        return 1900 + short
    year = here.year - here.year % 100 + short
    return year if context.narrative or year <= here.year + 5 else year - 100


def _same_year(words: str, context: Context) -> int | None:
    shift = 1 if re.search("next|following", words) else -1 if re.search("last|previous", words) else 0
    base = context.spoken if re.search("that|same|following|previous", words) else context.here
    return base.year + shift if base else None


def week_of_date(match: re.Match[str], context: Context) -> Reading:
    """'the week of March 6'."""
    when = month_day(match, context)
    return week_of(when.start) if isinstance(when, When) and when.start else None


def month_day(match: re.Match[str], context: Context) -> Reading:
    """'January 4', '4 January 2024', 'last Oct. 23': the year is the words', else told from the report's day."""
    month = month_in(match, context)
    day = int(re.match(r"\d+", match["day"])[0])  # type: ignore[index]
    year = year_in(match, context)
    if year is None and match.groupdict().get("next") and context.here:
        year = _year_beside(match["next"].lower(), Stamp(context.here.year, month, day), context.here)
    return dated(year if year is not None else year_for(context, month, day), month, day)


def _year_beside(word: str, named: Stamp, here: Stamp) -> int:
    """The year of 'last Oct. 23' and 'next Oct. 23'; 'this' is the report's own."""
    behind = (named.month or 0, named.day or 0) < (here.month or 0, here.day or 0)
    return here.year - (not behind) if word in ("last", "past") else here.year + behind if word == "next" else here.year


def worded_day(match: re.Match[str], context: Context) -> Reading:
    """'the twenty-fourth of February'."""
    month = month_in(match, context)
    day, year = ordinal_of(match["day"], context.vocab), year_in(match, context)
    if day is None:
        return None
    return dated(year if year is not None else year_for(context, month, day), month, day)


def day_range(match: re.Match[str], context: Context) -> Reading:
    """'January 3-5', '6 and 7 February': two days of one month."""
    month = month_in(match, context)
    first, last = (int(re.match(r"\d+", match[name])[0]) for name in ("day", "day_2"))  # type: ignore[index]
    year = year_in(match, context)
    year = year if year is not None else year_for(context, month, last)
    return joined(match, ("day", dated(year, month, first)), ("day_2", dated(year, month, last)))


def joined(match: re.Match[str], *ends: tuple[str, When | None]) -> Joined | None:
    """A range of two times, the first of which takes in the words up to its own group's end, the other the rest."""
    (name, first), (other, last) = ends
    if first is None or last is None:
        return None
    whole = range_of(first, last)
    parts = Part(match.start(), match.end(name), first), Part(match.start(other), match.end(), last)
    return Joined(whole, parts) if whole else None


def month_only(match: re.Match[str], context: Context) -> Reading:
    """'October 2023', 'last March', 'in May'. A bare 'May' needs a word before it that goes with months."""
    month = month_in(match, context)
    year = year_in(match, context)
    if year is None and (match.groupdict().get("next") or ""):
        return _month_beside(match["next"].lower(), month, context)
    if year is None:
        name = match["month"].lower()
        if (len(name) == 3 and name != "may") or (name in LIKE_WORDS and not BEFORE_MONTH.search(context.before)):
            return None  # 'Jan' and 'May' are names of people and other words too
        year = year_for(context, month)
    return dated(year, month)


def _month_beside(word: str, month: int, context: Context) -> When | None:
    """'last March' is the latest one that is over, 'next March' the first to come, 'this March' the year's own."""
    here = context.spoken if word in ("previous", "following", "that") else context.here
    if here is None:
        return dated(None, month)
    now = here.month or 1
    if word in ("last", "past", "previous"):
        return month_of(here.year - (month >= now), month)
    if word in ("next", "coming", "following"):
        return month_of(here.year + (month <= now), month)
    return month_of(here.year, month)


def bare_year(match: re.Match[str], context: Context) -> Reading:
    """'1998', '490 BC', 'fiscal 1989': not an amount ('2000 soldiers'), not a part of a name."""
    if match.groupdict().get("bc"):
        return year_of(-int(match["year"]))
    year = int(match["year"])
    if not 1900 <= year <= 2100 and not OLD_YEAR.search(context.before):
        return None
    if context.counts_people() or NUMBERED.match(context.after) or re.search(r"[$£€#]\s*$|\bNo\.\s*$", context.before):
        return None
    event = re.search(r"\b(?:the|its|their|his|of)\s+$", context.before)
    return None if context.is_amount() and not event else year_of(year)


def worded_year(match: re.Match[str], context: Context) -> Reading:
    """'nineteen ninety-seven', 'two thousand and three', as broadcasts are written down."""
    groups = match.groupdict()
    century = 2000 if groups.get("thousand") else 100 * context.vocab.numbers[match["century"].lower()]
    rest = number_of(groups["number"], context.vocab) if groups.get("number") else 0
    return year_of(century + int(rest or 0)) if rest is not None and rest < 100 else None


def year_range(match: re.Match[str], context: Context) -> Reading:
    """'1861-63', '1914 to 1918', '499-493 BC'."""
    sign = -1 if match.groupdict().get("bc") else 1
    first, second = match["year"], match["year_2"]
    last = int(first[: len(first) - len(second)] + second)
    if (last < int(first)) == (sign > 0) or context.is_amount():
        return None
    ends = year_of(sign * int(first)), year_of(sign * last)
    return joined(match, ("year", ends[0]), ("year_2", ends[1]))


def iso(match: re.Match[str], context: Context) -> Reading:
    """'2024-01-04'."""
    return dated(int(match["y"]), int(match["m"]), int(match["d"]))


def slashed(match: re.Match[str], context: Context) -> Reading:
    """'01/13/2024', '13.1.2024': where day and month cannot be told apart, an Issue."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if match["sep"] == "." or first > 12 or first == second:
        return dated(year, second, first) if second <= 12 else None
    if second > 12:
        return dated(year, first, second)
    if valid(year, first, second) is None:
        return None
    context.pending = Issue(
        "ambiguous_date", "find", context.span, f"{match[0]!r} may be day and month or month and day"
    )
    return open_value(None)


RULES = (
    Rule(r"(?P<y>[12]\d{3})-(?P<m>[01]\d)-(?P<d>[0-3]\d)", ("#",), iso),
    Rule(r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)", ("#",), slashed),
    Rule(rf"(?:{{weekday}},? (?:the )?)?{{month}}\s?(?:the )?{{day}}{OF_YEAR}", ("month", "weekday"), month_day),
    Rule(r"(?P<next>last|next|this|past) {month} {day}", ("last", "next", "this", "past"), month_day),
    Rule(rf"(?:the )?week of {{month}} {{day}}{OF_YEAR}", ("the", "week"), week_of_date),
    Rule(rf"(?:the )?week of {{day}} {{month}}{OF_YEAR}", ("the", "week"), week_of_date),
    Rule(rf"{{day}} (?P<month>(?-i:{'|'.join(SHORT)})) (?P<two>\d\d)(?![\d:.,])", ("#",), month_day),
    Rule(rf"(?:{{weekday}},? (?:the )?)?{{day}}(?: day)?(?: of)?\s?{{month}}{OF_YEAR}", ("#", "weekday"), month_day),
    Rule(
        rf"(?:{{weekday}},? )?(?:the )?(?P<day>{{ordinal}}) of {{month}}{OF_YEAR}",
        ("ordinal", "weekday"),
        worded_day,
    ),
    Rule(rf"{{month}} {{day}}\s?(?:-|–|—|to|and|through|until|or)\s?{{day_2}}{OF_YEAR}", ("month",), day_range),
    Rule(rf"{{day}}\s?(?:-|–|—|to|and|through|until|or)\s?{{day_2}}(?: of)? {{month}}{OF_YEAR}", ("#",), day_range),
    Rule(
        rf"(?:(?P<next>last|next|this|that|past|coming|previous|following)[\s-])?{{month}}{OF_YEAR}",
        ("month", "last", "next", "this", "that", "past", "coming", "previous", "following"),
        month_only,
    ),
    Rule(r"(?:(?:the )?year |fiscal(?: year)? |FY\s?)?{year}", ("#", "year", "fiscal", "fy"), bare_year),
    Rule(
        r"(?P<century>eighteen|nineteen) {number}",
        ("eighteen", "nineteen"),
        worded_year,
    ),
    Rule(r"(?:the year )(?P<thousand>two thousand)(?:(?: and)? {number})?", ("the", "year"), worded_year),
    Rule(r"(?:the year )?(?P<year>\d{1,4}) {bc}", ("#", "the"), bare_year),
    Rule(r"(?:the year )?(?P<year>\d{1,4}) {ad}", ("#", "the"), lambda match, _: year_of(int(match["year"]))),
    Rule(r"{year}\s?(?:-|–|—|/|to|through|until)\s?(?P<year_2>(?:1\d|20)\d\d|\d\d)(?![\w-])", ("#",), year_range),
    Rule(r"(?P<year>\d{1,4})\s?(?:-|–|—|to|and|through|until)\s?(?P<year_2>\d{1,4}) {bc}", ("#",), year_range),
)
