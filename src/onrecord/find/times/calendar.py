"""Calendar stretches as `When`: first and last day, precision and TIMEX3 value. Years before Christ are negative.

Python's dates begin in the year 1, so a stretch before Christ has its TIMEX3 value and no days.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.model.mention import TimePrecision, When

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
FIRST_YEAR, LAST_YEAR = 2, 9997  # what Python's dates can hold, with room to reckon a year back and on


class Stamp(NamedTuple):
    """A year, month or day of the calendar, to reckon from; `month`, `day` None where the words go not so far."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        """The day, where this is one and Python's calendar has it."""
        return valid(self.year, self.month, self.day) if self.month and self.day else None


def valid(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def year_code(year: int) -> str:
    """A year as TIMEX3 writes it: four digits, BC before them where it is before Christ."""
    return f"BC{-year:04d}" if year < 0 else f"{year:04d}"


def precision_of(start: date, end: date) -> TimePrecision:
    """The precision of a stretch of whole days, by its length (codebook, section 3)."""
    days = (end - start).days + 1
    for limit, precision in (
        (1, TimePrecision.DAY),
        (6, TimePrecision.DAYS),
        (8, TimePrecision.WEEK),  # one day over, since 'the past week' holds both its ends
        (32, TimePrecision.MONTH),
        (367, TimePrecision.YEAR),
    ):
        if days <= limit:
            return precision
    return TimePrecision.LONGER


def stretch(start: date, end: date, timex: str | None = None) -> When:
    """The days from `start` to `end`; the TIMEX3 value is an ISO interval where none is given."""
    return When(start, end, precision_of(start, end), timex or f"{start.isoformat()}/{end.isoformat()}")


def range_of(first: When, last: When) -> When | None:
    """From one time to another; None where the second ends before the first begins."""
    timex = f"{first.timex}/{last.timex}"
    if first.start is None or last.end is None:
        return When(first.start, last.end, None, timex)
    if first.precision is last.precision is TimePrecision.HOUR and first.start <= last.end:
        return When(first.start, last.end, TimePrecision.HOUR, timex)
    return stretch(first.start, last.end, timex) if first.start <= last.end else None


def open_value(timex: str | None) -> When:
    """A value with no place in the calendar: a duration, a set, PAST_REF."""
    return When(None, None, None, timex)


def day_of(day: date) -> When:
    """One day."""
    return When(day, day, TimePrecision.DAY, day.isoformat())


def night_of(day: date) -> When:
    """The night that begins on a day: both its dates."""
    return When(day, day + timedelta(1), TimePrecision.NIGHT, f"{day.isoformat()}TNI")


def part_of(day: date, code: str) -> When:
    """A part of a day: MO, AF, EV, DT, or NI for its night."""
    return night_of(day) if code == "NI" else When(day, day, TimePrecision.HOUR, f"{day.isoformat()}T{code}")


def clock_of(day: date, hour: int, minute: int, zone: str = "") -> When:
    """A time of the clock on a day, `zone` as ISO 8601 writes it ("Z", "+03"). The day is that of the words' zone."""
    return When(day, day, TimePrecision.HOUR, f"{day.isoformat()}T{hour:02d}:{minute:02d}{zone}")


def zone_code(hours: float | None) -> str:
    """Hours east of Greenwich as ISO 8601 writes them, "" where the words tell no zone.

    >>> zone_code(0), zone_code(3), zone_code(-4.5), zone_code(None)
    ('Z', '+03', '-04:30', '')
    """
    if hours is None:
        return ""
    whole, rest = divmod(abs(round(60 * hours)), 60)
    return "Z" if not hours else f"{'+' if hours > 0 else '-'}{whole:02d}" + (f":{rest:02d}" if rest else "")


def week_of(day: date) -> When:
    """The ISO week (Monday to Sunday) that holds a day."""
    monday = day - timedelta(day.weekday())
    year, week, _ = day.isocalendar()
    return When(monday, monday + timedelta(6), TimePrecision.WEEK, f"{year:04d}-W{week:02d}")


def weekend_of(day: date) -> When:
    """Saturday and Sunday of the ISO week that holds a day."""
    monday = day - timedelta(day.weekday())
    year, week, _ = day.isocalendar()
    return When(monday + timedelta(5), monday + timedelta(6), TimePrecision.DAYS, f"{year:04d}-W{week:02d}-WE")


def month_of(year: int, month: int) -> When:
    """A month."""
    code = f"{year_code(year)}-{month:02d}"
    first = valid(year, month, 1)
    if first is None:
        return When(None, None, TimePrecision.MONTH, code)
    return When(first, date(year, month, monthrange(year, month)[1]), TimePrecision.MONTH, code)


def year_of(year: int) -> When:
    """A year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return When(None, None, TimePrecision.YEAR, year_code(year))
    return When(date(year, 1, 1), date(year, 12, 31), TimePrecision.YEAR, year_code(year))


def months_of(year: int, first: int, last: int, code: str) -> When:
    """Months `first` to `last` of a year (into the next where `last` is the smaller), with a code: SU, Q3, H1."""
    timex = f"{year_code(year)}-{code}"
    start, end = valid(year, first, 1), month_of(year + (last < first), last).end
    if start is None or end is None:
        return When(None, None, TimePrecision.YEAR, timex)
    return When(start, end, TimePrecision.YEAR, timex)


def season_of(year: int, code: str) -> When:
    """A season of the northern half of the earth; winter begins in December of its year."""
    return months_of(year, *SEASONS[code], code)


def quarter_of(year: int, quarter: int) -> When:
    """A quarter of a year, 1 to 4."""
    return months_of(year, 3 * quarter - 2, 3 * quarter, f"Q{quarter}")


def half_of(year: int, half: int) -> When:
    """The first or second half of a year."""
    return months_of(year, 6 * half - 5, 6 * half, f"H{half}")


def years_of(first: int, last: int, code: str) -> When:
    """Years `first` to `last` with their TIMEX3 code; no days where they lie before Christ."""
    start, end = valid(first, 1, 1), valid(last, 12, 31)
    return When(start, end, TimePrecision.LONGER, code) if start and end else open_long(code)


def open_long(code: str) -> When:
    """A stretch of years that Python's calendar does not hold."""
    return When(None, None, TimePrecision.LONGER, code)


def decade_of(year: int) -> When:
    """The ten years that share all but the last digit with a year: 1990 to 1999."""
    if year < 0:
        return open_long(f"BC{-year // 10:03d}")
    return years_of(year - year % 10, year - year % 10 + 9, f"{year // 10:03d}")


def century_of(number: int) -> When:
    """The nth century: 1901 to 2000 is the 20th, in TIMEX3 '19'. Negative before Christ."""
    if number < 0:
        return open_long(f"BC{-number - 1:02d}")
    return years_of(100 * number - 99, 100 * number, f"{number - 1:02d}")


def shift_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month so many months on (or back)."""
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def shift_day(day: date, unit: str, amount: int) -> date | None:
    """A day so many units (D, W, M, Y) on or back; the last of the month where that month is shorter."""
    try:
        if unit in ("D", "W"):
            return day + timedelta(amount * (7 if unit == "W" else 1))
        year, month = shift_months(day.year, day.month, amount * (12 if unit == "Y" else 1))
        return valid(year, month, min(day.day, monthrange(year, month)[1])) if FIRST_YEAR <= year <= LAST_YEAR else None
    except OverflowError:
        return None


def stamp_of(timex: str | None) -> Stamp | None:
    """Year, month, day of a TIMEX3 value, None where it is no point of the calendar.

    >>> stamp_of("1999-SU"), stamp_of("2024-01-04TNI"), stamp_of("BC0490")
    (Stamp(year=1999, month=None, day=None), Stamp(year=2024, month=1, day=4), Stamp(year=-490, month=None, day=None))
    """
    if not timex:
        return None
    sign, digits = (-1, timex[2:]) if timex.startswith("BC") else (1, timex)
    parts = digits.split("T")[0].split("-")
    if not (len(parts[0]) == 4 and parts[0].isdigit()):
        return None
    month = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else None
    day = int(parts[2]) if month and len(parts) > 2 and parts[2].isdigit() else None
    return Stamp(sign * int(parts[0]), month, day)
