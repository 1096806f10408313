"""Days told from another day: yesterday, Friday, last night, the night to Friday, the weekend."""

import re
from datetime import date, timedelta

from onrecord.find.times.calendar import Stamp, day_of, night_of, open_value, part_of, weekend_of
from onrecord.find.times.context import Context
from onrecord.find.times.grammar import Reading, Rule
from onrecord.find.times.reckon import unknown, weekday_date
from onrecord.model.mention import When

DEICTIC = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
EVENING = 20  # a report of this hour or later tells of the night that has begun
BACK = re.compile(r"last|past|previous|preceding|prior", re.IGNORECASE)
ON = re.compile(r"next|following|coming|upcoming|subsequent", re.IGNORECASE)
TOLD = re.compile(r"that|same|following|previous|preceding|subsequent|prior|the (?:very )?next", re.IGNORECASE)


def weekday_in(match: re.Match[str], context: Context) -> int:
    """The ISO number of the weekday that a pattern has found."""
    return context.vocab.weekdays[match["weekday"].rstrip(".").capitalize()]


def part_in(match: re.Match[str], context: Context) -> str | None:
    """The TIMEX3 code of the part of a day that a pattern has found, None where it found none."""
    words = match.groupdict().get("part")
    return context.vocab.parts[words.lower()] if words else None


def deictic(match: re.Match[str], context: Context) -> Reading:
    """'yesterday', 'tomorrow night', 'tonight'; in a history 'today' is the present, not a day."""
    word, part = match["word"].lower(), part_in(match, context)
    if context.narrative:
        return open_value("PRESENT_REF") if word == "today" else open_value("XXXX-XX-XX")
    if context.anchor is None:
        return open_value("XXXX-XX-XXTNI" if word == "tonight" else "XXXX-XX-XX")
    day = context.anchor + timedelta(DEICTIC[word])
    if word == "tonight":
        return night_of(day)
    return part_of(day, part) if part else day_of(day)


def day_beside(match: re.Match[str], context: Context) -> Reading:
    """'the day before yesterday', 'the day after tomorrow'."""
    shift = -2 if match["side"].lower() == "before" else 2
    return day_of(context.anchor + timedelta(shift)) if context.anchor else open_value("XXXX-XX-XX")


def this_part(match: re.Match[str], context: Context) -> Reading:
    """'this morning' is the report's, 'last night' ended that morning, 'that night' is the day's last spoken of."""
    word, code = match["which"].lower(), context.vocab.parts[match["part"].lower()]
    told = context.spoken if TOLD.search(word) else None
    today = told.date if told else context.today
    if today is None:
        return unknown_part(told, code)
    if ON.search(word):
        today += timedelta(1)
    elif "previous" in word or (word == "last" and code in ("NI", "EV")):
        today -= timedelta(1)
    return part_of(today, code)


def unknown_part(stamp: Stamp | None, code: str) -> When:
    """A part of a day that is not known."""
    return open_value(f"{unknown(stamp, 'D').timex if stamp else 'XXXX-XX-XX'}T{code}")


def overnight(match: re.Match[str], context: Context) -> Reading:
    """'overnight' is the night that ended on the report's morning; with a day, the night that ended on that day's."""
    named = bool(match.groupdict().get("weekday"))
    day = weekday_date(context, weekday_in(match, context)) if named else context.today
    return night_of(day - timedelta(1)) if day else open_value("XXXX-XX-XXTNI")


def weekday(match: re.Match[str], context: Context) -> Reading:
    """'Thursday' in a Friday report is yesterday, 'next Tuesday' is to come, 'last Friday' is over.

    The night of the report's own weekday, told as past, is the one that ended that morning, unless the report's hour
    is late enough for the night to have begun.
    """
    number, part = weekday_in(match, context), part_in(match, context)
    if len(match["weekday"]) < 5 or (
        match["weekday"].endswith(".") and part is None and not context.after[:1].isspace()
    ):
        return None  # 'Sun' is also a name; abbreviations count beside a date alone
    day = _weekday_beside(match.groupdict(), context, number) or weekday_date(context, number)
    if day is None:
        return open_value(f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    if part == "NI" and has_ended(day, context):
        day -= timedelta(1)
    return part_of(day, part) if part else day_of(day)


def has_ended(day: date, context: Context) -> bool:
    """Whether the night of a day is told as over although the day is the report's own."""
    late = context.hour is not None and context.hour >= EVENING
    return not context.narrative and day == context.anchor and context.told_as_past() and not late


def _weekday_beside(groups: dict[str, str | None], context: Context, number: int) -> date | None:
    """The day of a weekday with 'last', 'next', 'the following' or 'last week', None where it stands bare."""
    word, week = (groups.get("which") or "").lower(), (groups.get("week") or "").lower()
    told = context.spoken.date if context.spoken and TOLD.search(word) else context.today
    if told is None or not (word or week):
        return None
    if week:
        monday = told - timedelta(told.isoweekday() - 1)
        return monday + timedelta(number - 1 + (7 if "next" in week else -7 if "last" in week else 0))
    if BACK.search(word):
        return told - timedelta((told.isoweekday() - number - 1) % 7 + 1)
    if ON.search(word):
        return told + timedelta((number - told.isoweekday() - 1) % 7 + 1)
    return None


def night_to(match: re.Match[str], context: Context) -> Reading:
    """'Thursday night into Friday', 'the night to Friday', 'overnight from Thursday to Friday'."""
    day = weekday_date(context, weekday_in(match, context))
    return night_of(day - timedelta(1)) if day else open_value("XXXX-XX-XXTNI")


def weekend(match: re.Match[str], context: Context) -> Reading:
    """'the weekend', told as past before Saturday, is the last one; else the one of the report's week."""
    today, word = context.today, match["which"].lower()
    if not word and context.before.lower().endswith((" a ", "every ", "long ")):
        return None
    if today is None:
        return open_value("XXXX-WXX-WE")
    weeks = -1 if BACK.search(word) else 1 if ON.search(word) else 0
    if not weeks and today.isoweekday() < 6 and context.told_as_past():
        weeks = -1
    return weekend_of(today + timedelta(7 * weeks))


def week_from(match: re.Match[str], context: Context) -> Reading:
    """'a week ago Friday', 'a week from Monday'."""
    day = weekday_date(context, weekday_in(match, context))
    return day_of(day + timedelta(7 if match["side"].lower() == "from" else -7)) if day else None


WHICH = r"(?P<which>(?:the |this )?(?:last|next|past|coming|previous|following|upcoming)|this)"
WHICH_WORDS = ("last", "next", "this", "past", "coming", "previous", "the", "following", "upcoming")
EDGE = r"(?: (?:early|late))?"

RULES = (
    Rule(
        r"(?P<word>yesterday|today|tomorrow|tonight)(?:['’]s)?(?:[\s-]{part})?",
        ("yesterday", "today", "tomorrow", "tonight"),
        deictic,
    ),
    Rule(r"the day (?P<side>before|after) (?:yesterday|tomorrow)", ("the",), day_beside),
    Rule(
        r"(?P<which>(?:that |this |the )?(?:very )?(?:same|next|following|previous)|this|that|last)[\s-]+(?:very )?"
        r"(?:early |late )?{part}",
        ("this", "that", "last", "the", "same", "next", "following", "previous"),
        this_part,
    ),
    Rule(r"overnight(?: (?:on |to |into )?{weekday})?", ("overnight",), overnight),
    Rule(
        rf"(?:{WHICH} )?{{weekday}}(?: (?P<week>(?:of )?(?:last|next|this) week)|{EDGE}(?:[\s-]{{part}})?)",
        ("weekday", *WHICH_WORDS),
        weekday,
    ),
    Rule(r"{weekday_2} night (?:in)?to (?:early )?{weekday}(?: morning)?", ("weekday",), night_to),
    Rule(r"(?:in |on )?the night (?:in)?to {weekday}", ("the", "in", "on"), night_to),
    Rule(r"overnight (?:from )?{weekday_2} (?:in)?to {weekday}", ("overnight",), night_to),
    Rule(r"(?P<which>(?:the |this )?(?:last |next |past |coming )?)weekend", (*WHICH_WORDS, "weekend"), weekend),
    Rule(r"a week (?P<side>ago|from)(?: on)? {weekday}", ("a",), week_from),
)
