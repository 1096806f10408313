"""Times of the clock, parts of a day that name no day, and military date-time groups."""

import re
from datetime import date, timedelta

from onrecord.find.times.calendar import clock_of, open_value, part_of, range_of, valid, zone_code
from onrecord.find.times.context import Context
from onrecord.find.times.grammar import Joined, Part, Reading, Rule
from onrecord.find.times.rules_days import has_ended
from onrecord.model.mention import When

CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?\s?(?:([ap])\.?\s?m\.?)?", re.IGNORECASE)
NEAR_SENTENCES = 1  # an hour without a day is of the day told in its own sentence or the one before
RANGE = re.compile(r"\b(?:between|from)\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
CLOCK_CODE = re.compile(r"T(\d\d):(\d\d)")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
AT = re.compile(
    r"\b(?:at|in|by|before|after|until|since|from|around|toward|towards|till|through|of|on|during|between|and|late|early|the|to|into|as|about)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def clock(match: re.Match[str], context: Context) -> Reading:
    """'10:35 a.m.', '4 p.m. Moscow time', '19:00 GMT'."""
    hour, minute, half = CLOCK.match(match["time"]).groups()  # type: ignore[union-attr]
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half.lower() == "p" else 0)
    return at(context, number, int(minute or 0), zone_in(match, context))


def clock_range(match: re.Match[str], context: Context) -> Reading:
    """'between 4 and 6 p.m.', '6:50-9:50 p.m.': of one half of the day, unless the first would be later."""
    last = clock(match, context)
    half = re.search(r"[ap]", match["time"], re.IGNORECASE)
    if not isinstance(last, When) or half is None or not RANGE.search(context.before):
        return None
    end = CLOCK_CODE.search(last.timex or "")
    hour, minute = (int(part or 0) for part in CLOCK.match(match["hour"]).groups()[:2])  # type: ignore[union-attr]
    hour = hour % 12 + (12 if half[0].lower() == "p" else 0)
    if end and (hour, minute) > (int(end[1]), int(end[2])):
        hour = (hour + 12) % 24
    first = at(context, hour, minute, zone_in(match, context))
    whole = range_of(first, last)
    parts = Part(match.start(), match.end("hour"), first), Part(match.start("time"), match.end(), last)
    return Joined(whole, parts) if whole else None


def zone_in(match: re.Match[str], context: Context) -> str:
    """The zone that a pattern has found, as ISO 8601 writes it; "" where it is not told or changes with the season."""
    groups = match.groupdict()
    words = re.sub(r"\s+", " ", groups.get("zone") or groups.get("zone_2") or "")
    hours = {name.lower(): hours for name, hours in context.vocab.zones.items()}
    return zone_code(hours.get(words.lower()))


def at(context: Context, hour: int, minute: int, zone: str = "") -> When:
    """A time of the clock on the day being told of, open where no day is known."""
    day = told_day(context)
    if day:
        return clock_of(day, hour, minute, zone)
    return open_value(f"{_open_day(context)}T{hour:02d}:{minute:02d}{zone}")


def told_day(context: Context) -> date | None:
    """The day that a time without a day belongs to: that of the same sentence, else the report's."""
    last = context.last.date if context.last else None
    if context.narrative:
        return last
    near = last is not None and 0 <= context.sentence - context.last_sentence <= NEAR_SENTENCES
    return last if near else context.anchor


def _open_day(context: Context) -> str:
    last = context.last if context.narrative else None
    if last is None:
        return "XXXX-XX-XX"
    return f"{last.year:04d}-{f'{last.month:02d}' if last.month else 'XX'}-XX" if last.year > 0 else "XXXX-XX-XX"


def four_figures(match: re.Match[str], context: Context) -> Reading:
    """'0735 GMT', '1430 hours'."""
    hour, minute = int(match["clock"][:2]), int(match["clock"][-2:])
    return at(context, hour, minute, zone_in(match, context)) if hour <= 24 and minute < 60 else None


def named_hour(match: re.Match[str], context: Context) -> Reading:
    """'at noon', 'by midnight'."""
    if not AT.search(context.before) and not context.before.rstrip().endswith("day"):
        return None
    return at(context, context.vocab.hours[match["named"].lower()], 0, zone_in(match, context))


def bare_part(match: re.Match[str], context: Context) -> Reading:
    """'in the afternoon', 'at dawn', 'at night': of the day being told of, open where that is not known.

    A night of the report's own day that is told as past is the one that ended that morning.
    """
    code = context.vocab.parts[match["part"].lower()]
    if not AT.search(context.before) and not match.groupdict().get("share"):
        return None
    general = re.search(r"\b(?:at|by)\s+$", context.before, re.IGNORECASE) and match["part"].lower() in (
        "night",
        "nighttime",
    )
    day = None if general else told_day(context)
    if day and code == "NI" and has_ended(day, context):
        day -= timedelta(1)
    return part_of(day, code) if day else open_value(f"{'XXXX-XX-XX' if general else _open_day(context)}T{code}")


def oclock(match: re.Match[str], context: Context) -> Reading:
    """ "ten o'clock"."""
    words = match["number"].lower()
    hour = int(words) if words.isdigit() else context.vocab.numbers.get(words, 99)
    return at(context, hour, 0) if hour <= 24 else None


def date_time_group(match: re.Match[str], context: Context) -> Reading:
    """'051200ZJAN24': day, hour, minute, zone, month, year, as armed forces write it (ACP 121)."""
    month = MONTHS.index(match["mon"].upper()) + 1
    year = 2000 + int(match["yy"]) if match["yy"] else (context.here.year if context.here else None)
    day = valid(year, month, int(match["d"])) if year else None
    hour, minute = int(match["h"]), int(match["mi"])
    return clock_of(day, hour, minute, military_zone(match["letter"])) if day and hour <= 24 and minute < 60 else None


def military_zone(letter: str | None) -> str:
    """The zone of a letter: Z is Greenwich, A to M east of it, N to Y west, J the place's own.

    >>> military_zone("Z"), military_zone("C"), military_zone("R"), military_zone("J")
    ('Z', '+03', '-05', '')
    """
    if letter in (None, "J"):
        return ""
    east, west = "ABCDEFGHIKLM".find(str(letter)), "NOPQRSTUVWXY".find(str(letter))
    return zone_code(east + 1 if east >= 0 else -west - 1 if west >= 0 else 0)


PLACE_TIME = r"local time|(?-i:[A-Z][a-z]+) time"
ZONED = rf"(?: (?:{{zone}}(?: time)?|{PLACE_TIME})| \((?:{{zone_2}}(?: time)?|{PLACE_TIME})\))?"

RULES = (
    Rule(rf"{{time}}{ZONED}", ("#",), clock),
    Rule(
        rf"(?P<hour>(?:1[0-2]|[1-9])(?:[:.][0-5]\d)?)\s?(?:-|–|—|and|to|until)\s?{{time}}{ZONED}", ("#",), clock_range
    ),
    Rule(r"(?P<clock>[0-2]\d:?[0-5]\d)\s?(?:{zone}|hrs?|hours(?: local time)?|local time)", ("#",), four_figures),
    Rule(r"{time} o['’]clock(?: local time)?", ("#",), clock),
    Rule(r"{number} o['’]clock(?: in the (?P<half>morning|afternoon|evening))?", ("number",), oclock),
    Rule(r"{number} in the (?P<half>morning|afternoon|evening)", ("number",), oclock),
    Rule(r"{named}(?: {zone})?", ("named",), named_hour),
    Rule(
        r"(?:(?P<share>early|late|mid|before|after)[\s-])?{part}(?: hours)?",
        ("part", "early", "late", "mid"),
        bare_part,
    ),
    Rule(
        rf"(?P<d>[0-3]\d)(?P<h>[0-2]\d)(?P<mi>[0-5]\d)\s?(?P<letter>[A-Z])?\s?(?P<mon>{'|'.join(MONTHS)})\s?(?P<yy>\d\d)?",
        ("#",),
        date_time_group,
    ),
)
