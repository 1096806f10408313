"""Values told from another day: the year of 'March', the date of 'two weeks later', the day of 'Friday'."""

import re
from datetime import date, timedelta

from onrecord.find.times.calendar import (
    Stamp,
    century_of,
    day_of,
    decade_of,
    month_of,
    open_value,
    quarter_of,
    season_of,
    shift_day,
    shift_months,
    valid,
    week_of,
    weekend_of,
    year_code,
    year_of,
)
from onrecord.find.times.context import Context, Tense
from onrecord.model.mention import TimePrecision, When
from onrecord.vocab.time import TimeVocab

SOON = 75  # days: a date without a year lies at most so far ahead of a report that does not tell it as to come
LATER = 150  # days: the same, where nothing tells it as past
LONG_AGO = 330  # days: one that lies further back in the report's own year is next year's
WRAP = 8  # in a history a month so many before the one last spoken of is the next year's
CLOCK_UNITS = ("H", "MIN", "S")
IN_TERMS = {"F": ("W", 2), "Q": ("M", 3), "DE": ("Y", 10), "CE": ("Y", 100), "WE": ("D", 2), "N": ("D", 1)}
FRACTION = re.compile(r"(\d+) ([1-3])/([2-4])")
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def number_of(words: str, vocab: TimeVocab) -> float | None:
    """A number in figures or words; None where the words give none ('several').

    >>> from onrecord.vocab.time import load_times
    >>> number_of("twenty-four", load_times()), number_of("1,000", load_times()), number_of("several", load_times())
    (24, 1000, None)
    """
    words = re.sub(r"\s+", " ", words.strip().lower())
    fraction = FRACTION.fullmatch(words)
    if fraction:
        return int(fraction[1]) + int(fraction[2]) / int(fraction[3])
    if DIGITS.fullmatch(words):
        value = float(words.replace(",", ""))
        return int(value) if value == int(value) else value
    if words in vocab.amounts:
        return vocab.amounts[words]
    total = 0
    for word in re.split(r"[\s-]", words):
        number = vocab.numbers.get(word)
        if number is None:
            return None
        total = max(total, 1) * number if number >= 100 else total + number
    return total


def ordinal_of(words: str, vocab: TimeVocab) -> int | None:
    """An ordinal number in figures or words, None for 'last' and 'final'."""
    digits = re.match(r"\d+", words)
    if digits:
        return int(digits[0])
    *tens, last = re.split(r"[\s-]", words.lower())
    number = vocab.ordinals.get(last)
    return None if number is None else number + sum(vocab.numbers.get(word, 0) for word in tens)


def duration_code(amount: float | None, unit: str) -> str:
    """The TIMEX3 value of a length of time, in the units of ISO 8601; X where the amount is not told.

    >>> duration_code(2, "Y"), duration_code(None, "H"), duration_code(1.5, "M"), duration_code(2, "F")
    ('P2Y', 'PTXH', 'P1.5M', 'P4W')
    >>> duration_code(5.5, "H"), duration_code(1, "DE"), duration_code(None, "DE")
    ('PT5H30M', 'P10Y', 'PXY')
    """
    unit, times = IN_TERMS.get(unit, (unit, 1))
    amount = None if amount is None else amount * times
    shown = "X" if amount is None else f"{amount:g}" if amount < 1_000_000 else str(int(amount))
    if unit == "H" and amount is not None and amount % 1 == 0.5 and amount > 1:
        return f"PT{int(amount)}H30M"
    return f"PT{shown}{unit[0]}" if unit in CLOCK_UNITS else f"P{shown}{unit}"


def shifted(base: Stamp | None, unit: str, amount: int) -> When:
    """The unit of the calendar so many units from a base: 2 months on is a month, 3 weeks on a week.

    Where the base does not go as far as the unit asks, what is missing is written X and no day is given.
    """
    if base is None:
        return open_value(None)
    if unit == "Y":
        return year_of(base.year + amount)
    if unit == "DE":
        return decade_of(base.year + 10 * amount)
    if unit == "CE":
        return century_of((base.year - 1) // 100 + 1 + amount if base.year > 0 else (base.year + 1) // 100 - 1 + amount)
    if unit == "Q" and base.month:
        count = base.year * 4 + (base.month - 1) // 3 + amount
        return quarter_of(count // 4, count % 4 + 1)
    if unit == "M" and base.month:
        return month_of(*shift_months(base.year, base.month, amount))
    return _shifted_days(base, unit, amount)


def _shifted_days(base: Stamp, unit: str, amount: int) -> When:
    day = base.date
    if day is None:
        return unknown(base, unit)
    weeks = {"W": amount, "F": 2 * amount, "WE": amount}
    if unit in weeks:
        other = shift_day(day, "W", weeks[unit])
        return open_value(None) if other is None else weekend_of(other) if unit == "WE" else week_of(other)
    other = shift_day(day, "D", amount if unit in ("D", "N") else 0)
    return day_of(other) if other else open_value(None)


def unknown(base: Stamp, unit: str) -> When:
    """A value of which only what the base says is known: '1943-07-XX'."""
    if unit in ("W", "F", "WE"):
        return open_value(f"{year_code(base.year)}-WXX")
    if unit in ("M", "Q"):
        return open_value(f"{year_code(base.year)}-XX")
    return open_value(f"{year_code(base.year)}-{f'{base.month:02d}' if base.month else 'XX'}-XX")


def year_for(context: Context, month: int, day: int | None = None) -> int | None:
    """The year of a month (and day) that is named without one."""
    here = context.here
    if here is None:
        return None
    if context.narrative:
        return here.year + 1 if here.month and here.month - month >= WRAP else here.year
    same = context.last if context.last_sentence == context.sentence else None
    if same and same.year < here.year - 1 and context.tense() is Tense.PAST:
        return same.year  # "In 2014 ... in March": the sentence is about that year
    return _news_year(context, Stamp(here.year, month, day), here)


def _news_year(context: Context, named: Stamp, here: Stamp) -> int:
    """The year in which such a month or day is near the report's: soon to come, or else the last one.

    What was longer ago than that, or is later, is said with its year or with 'last' and 'next'.
    """
    ahead, tense = _days_ahead(named, here), context.tense()
    if ahead > 0 and context.happened():
        return here.year - 1
    if ahead > SOON:
        coming = context.told_as_coming() or (tense is not Tense.PAST and ahead < LATER)
        return here.year if coming else here.year - 1
    if ahead < -LONG_AGO or (ahead < -SOON / 2 and tense is Tense.FUTURE) or (ahead < SOON - 365 and tense is None):
        return here.year + 1
    return here.year


def _days_ahead(named: Stamp, here: Stamp) -> float:
    months = (named.month or 0) - (here.month or 0)
    days = (named.day or 0) - (here.day or 0) if named.day else 0
    return months * 30.4 + days


def dated(year: int | None, month: int, day: int | None = None) -> When | None:
    """A month or day of a year; without the year only its TIMEX3 value. None where the calendar has no such day."""
    if year is None:
        code = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
        return When(None, None, TimePrecision.DAY if day else TimePrecision.MONTH, code)
    if day is None:
        return month_of(year, month)
    if year < 0:
        return When(None, None, TimePrecision.DAY, f"{year_code(year)}-{month:02d}-{day:02d}")
    leap = day == 29 and month == 2  # the year was told from others: the nearest that has the day
    found = next(
        (found for shift in ((0, -1, 1, -2, 2) if leap else (0,)) if (found := valid(year + shift, month, day))), None
    )
    return day_of(found) if found else None


def weekday_date(context: Context, weekday: int) -> date | None:
    """The day of a bare weekday (ISO number).

    In a report: the last one up to the report's own day where it is told as past, the next one from it where it is to
    come. In a history: the next one from the day last spoken of.
    """
    today = context.today
    if today is None:
        return None
    if context.narrative or context.told_as_coming():
        return today + timedelta((weekday - today.isoweekday()) % 7)
    return today - timedelta((today.isoweekday() - weekday) % 7)


def season_near(context: Context, code: str) -> When:
    """A season named without a year: this year's, or last year's where this year's is still to come and it is past."""
    here = context.here
    if here is None:
        return open_value(f"XXXX-{code}")
    season = season_of(here.year, code)
    if not context.narrative and season.start and context.anchor and season.start > context.anchor:
        return season_of(here.year - 1, code) if context.told_as_past() else season
    if not context.narrative and season.end and context.anchor and season.end < context.anchor:
        return season_of(here.year + 1, code) if context.told_as_coming() else season
    return season
