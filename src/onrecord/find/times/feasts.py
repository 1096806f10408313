"""Days of holidays in a year, by the rules of `vocab/data/holidays.yaml`."""

from datetime import date, timedelta

from onrecord.find.times.calendar import valid
from onrecord.vocab.time import Holiday

HEBREW_EPOCH = 347996.5  # Julian day before which no Hebrew day is counted
ISLAMIC_EPOCH = 1948438.5  # the astronomical one, Thursday 15 July 622
GREGORIAN_EPOCH = 1721424.5  # Julian day of 0001-01-01


def holiday_of(holiday: Holiday, year: int) -> date | None:
    """The first day of a holiday in a year of our calendar, None where that year has none."""
    numbers = holiday.numbers
    if holiday.rule == "day":
        return valid(year, numbers[0], numbers[1])
    if not 1584 <= year <= 4000:
        return None  # Gregorian rules of feasts
    if holiday.rule == "nth":
        return nth_weekday(year, *numbers)
    if holiday.rule == "easter":
        return easter(year) + timedelta(numbers[0])
    if holiday.rule == "orthodox":
        return orthodox_easter(year) + timedelta(numbers[0])
    return islamic(year, *numbers) if holiday.rule == "islamic" else hebrew(year, *numbers)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The nth of an ISO weekday in a month; -1 is the last."""
    if number > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (number - 1))
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta((after.isoweekday() - weekday - 1) % 7 + 1)


def easter(year: int) -> date:
    """Western Easter (the anonymous Gregorian reckoning)."""
    golden, century, rest = year % 19, *divmod(year, 100)
    leap, cycle = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * cycle + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter by the Julian reckoning, as a day of our calendar."""
    moon = (19 * (year % 19) + 15) % 30
    week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + week + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)


def islamic(year: int, month: int, day: int) -> date | None:
    """The first such day in a year by the tabular Islamic calendar: the moon seen may move it by a day."""
    first = (year - 622) * 33 // 32
    for hijri in (first, first + 1):
        julian = day + (59 * (month - 1) + 1) // 2 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + ISLAMIC_EPOCH - 1
        found = _from_julian(julian)
        if found.year == year:
            return found
    return None


def hebrew(year: int, month: int, day: int) -> date:
    """A day by the Hebrew calendar; month 1 is Nisan, 7 Tishri, 9 Kislev."""
    before_new_year = month < 7
    hebrew_year = year + 3760 if before_new_year else year + 3761
    new_year = _hebrew_new_year(hebrew_year)
    if not before_new_year:
        long_heshvan = (_hebrew_new_year(hebrew_year + 1) - new_year) % 10 == 5
        days = {7: 0, 8: 30, 9: 59 + long_heshvan}[month]
    else:
        # Nisan's first day is 177 days before the next new year, in every year
        days = int(_hebrew_new_year(hebrew_year + 1) - new_year) - 177
    return _from_julian(HEBREW_EPOCH + new_year + days + day - 1)


def _hebrew_new_year(year: int) -> int:
    """Days from the epoch to the first of Tishri."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + (3 * (days + 1) % 7 < 3) + _delay(year)


def _delay(year: int) -> int:
    """Days by which a new year is moved so that no year has a length that the calendar does not allow."""
    before, here, after = (_molad(number) for number in (year - 1, year, year + 1))
    if after - here == 356:
        return 2
    return 1 if here - before == 382 else 0


def _molad(year: int) -> int:
    months = (235 * year - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + (3 * (days + 1) % 7 < 3)


def _from_julian(julian: float) -> date:
    return date.fromordinal(int(julian - GREGORIAN_EPOCH) + 1)
