"""Times with a name: holidays, the turn of the year, days of a war, the beginning of a conflict."""

import re
from collections import Counter
from datetime import date, timedelta

from onrecord.find.times.calendar import day_of, night_of, open_value, stretch, week_of
from onrecord.find.times.context import Context
from onrecord.find.times.feasts import holiday_of
from onrecord.find.times.grammar import Reading, Rule
from onrecord.find.times.reckon import ordinal_of
from onrecord.find.times.rules_dates import OF_YEAR, year_in
from onrecord.model.report import Issue
from onrecord.vocab.phrases import fold
from onrecord.vocab.time import Conflict, Holiday

DATED = re.compile(
    r"\s+(?:in|on|around|early|late|at)?\s*(?:early\s+|late\s+|mid-?)?(?:the\s+\w+\s+of\s+)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|\d)"
)
NEAR_COUNT = 30  # days: a war day so near to the report's own count is meant to be the report's day


def holiday(match: re.Match[str], context: Context) -> Reading:
    """'Christmas', 'Easter 2022', 'Ramadan': the last one, or the next where it is to come."""
    words = re.sub(r"\s+", " ", match["holiday"].replace("’", "'")).lower()
    found = next(h for h in context.vocab.holidays if words in (name.lower() for name in h.names))
    year = year_in(match, context)
    day = holiday_of(found, year) if year else _near_holiday(found, context)
    if day is None:
        return open_value("XXXX-XX-XX")
    if match.groupdict().get("week"):
        return week_of(day)
    part = match.groupdict().get("part")
    if part and context.vocab.parts[part.lower()] == "NI":
        return night_of(day)
    return day_of(day) if found.days == 1 else stretch(day, day + timedelta(found.days - 1))


def _near_holiday(found: Holiday, context: Context) -> date | None:
    here = context.here
    if here is None:
        return None
    days = [holiday_of(found, here.year + shift) for shift in (-1, 0, 1)]
    known = [day for day in days if day]
    if context.narrative or context.anchor is None:
        return holiday_of(found, here.year)
    past = [day for day in known if day <= context.anchor]
    future = [day for day in known if day >= context.anchor]
    coming = bool(future) and (context.told_as_coming() or (future[0] - context.anchor).days <= NEAR_COUNT)
    return future[0] if coming else past[-1] if past else None


def turn_of_year(match: re.Match[str], context: Context) -> Reading:
    """'the turn of the year': 31 December and 1 January, of the winter that the report stands in."""
    if context.anchor is None or context.narrative:
        base = context.spoken
        if base is None:
            return open_value("XXXX-12-31/XXXX-01-01")
        year = base.year if (base.month or 12) > 6 else base.year - 1
    else:
        year = (
            context.anchor.year if context.anchor.month > 6 and not context.told_as_past() else context.anchor.year - 1
        )
    return stretch(date(year, 12, 31), date(year + 1, 1, 1))


def conflict_of(context: Context, called: str | None = None) -> Conflict | None:
    """The conflict that the text is about: the one whose names it uses most, of those begun by the report's day."""
    if "conflict" not in context.known:
        words = Counter(re.findall(r"[\w'-]+", fold(context.document.text)))
        counts = {conflict.name: sum(words[word] for word in conflict.words) for conflict in context.vocab.conflicts}
        context.known["conflict"] = counts
    counts = context.known["conflict"]
    named = [
        conflict
        for conflict in context.vocab.conflicts
        if _under_way(conflict, context.anchor, called)
        and (called is None or called in (fold(start) for start in conflict.starts))
    ]
    best = max(named, key=lambda c: counts[c.name], default=None)
    return best if best is not None and counts[best.name] else None


def _under_way(conflict: Conflict, anchor: date | None, called: str | None) -> bool:
    """Whether a conflict has begun by the report's day; one that is over needs a name of its own ('the Iraq war')."""
    if anchor is None:
        return True
    over = conflict.end is not None and anchor > conflict.end
    return conflict.day_one <= anchor and (not over or (called is not None and " " in called))


def war_start(match: re.Match[str], context: Context) -> Reading:
    """'the start of the full-scale invasion', 'since the war began': day 1 of the conflict the text is about."""
    if context.narrative or DATED.match(context.after):
        return None  # a history tells of its own wars; 'the war began in March 2011' names the day itself
    conflict = conflict_of(context, re.sub(r"\s+", " ", fold(match["called"])))
    return day_of(conflict.day_one) if conflict else None


def war_day(match: re.Match[str], context: Context) -> Reading:
    """'the 681st day of the war', 'day 681 of the invasion'. One that disagrees with the calendar is an Issue."""
    number = ordinal_of(match["ordinal"], context.vocab) if match.groupdict().get("ordinal") else int(match["digits"])
    conflict = conflict_of(context) if number else None
    if number is None or conflict is None:
        return None
    day = conflict.day_one + timedelta(number - 1)
    off = abs((context.anchor - day).days) if context.anchor else 0
    ahead = context.anchor is not None and day > context.anchor and context.told_as_past()
    if context.anchor and (ahead or (0 < off <= NEAR_COUNT < number)):
        counted = (context.anchor - conflict.day_one).days + 1
        message = f"day {number} of the war is {day}, but the report's day {context.anchor} is day {counted}"
        context.pending = Issue("war_day", "find", context.span, message)
        return open_value(None)
    return day_of(day)


def campaign_day(match: re.Match[str], context: Context) -> Reading:
    """'D+3': so many days after a day that the words do not name."""
    return open_value("XXXX-XX-XX")


RULES = (
    Rule(rf"(?:the )?{{holiday}}(?: (?:(?P<week>week)|{{part}}))?{OF_YEAR}", ("holiday", "the"), holiday),
    Rule(r"(?:the )?turn of the year", ("the", "turn"), turn_of_year),
    Rule(r"(?:the )?{ordinal} day of (?:the )?{war}", ("ordinal", "the"), war_day),
    Rule(r"day (?P<digits>\d{1,4}) of (?:the )?{war}", ("day",), war_day),
    Rule(
        r"(?:the )?(?:very )?(?:start|beginning|outbreak|onset|launch) of (?:the )?{called}",
        ("the", "start", "beginning", "outbreak", "onset", "launch"),
        war_start,
    ),
    Rule(r"(?:the )?{called} (?:began|started|broke out|erupted)", ("the", "called"), war_start),
    Rule(r"(?-i:D)[+-]\d{1,3}", ("d",), campaign_day),
)
