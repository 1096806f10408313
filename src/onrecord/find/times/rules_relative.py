"""Stretches told from another: last week, the following year, two days later, the past 24 hours, the year's end."""

import re
from datetime import date, timedelta

from onrecord.find.times.calendar import Stamp, day_of, open_value, shift_day, stretch
from onrecord.find.times.context import Context
from onrecord.find.times.grammar import Reading, Rule
from onrecord.find.times.reckon import CLOCK_UNITS, IN_TERMS, duration_code, number_of, shifted
from onrecord.find.times.rules_days import BACK, ON, TOLD, WHICH_WORDS
from onrecord.model.mention import When
from onrecord.vocab.time import TimeVocab

UNKNOWN = {"D": "XXXX-XX-XX", "N": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "WE": "XXXX-WXX-WE"}
CLAUSE = re.compile(r"\s+(?:[A-Za-z]|the\b)")
STANDS = re.compile(r"\s+(?:and|but|in|at|on|to|when|while|as|with|by|for|from|they|he|she|it|we|of)\b", re.IGNORECASE)


def unit_in(match: re.Match[str], vocab: TimeVocab) -> str:
    """The TIMEX3 code of the unit that a pattern has found."""
    return vocab.units[match["unit"].lower()]


def amount_in(match: re.Match[str], context: Context) -> float | None:
    """The amount that a pattern has found, None where the words tell none ('several')."""
    groups = match.groupdict()
    words = groups.get("number") or groups.get("amount")
    amount = number_of(words, context.vocab) if words else None
    return amount + 0.5 if amount is not None and groups.get("half") else amount


def beside_unit(match: re.Match[str], context: Context) -> Reading:
    """'last week', 'next month', 'the following year', 'that same day', 'earlier this year'."""
    word, unit = re.sub(r"\s+", " ", match["which"].lower()), unit_in(match, context.vocab)
    shift = -1 if BACK.search(word) else 1 if ON.search(word) else 0
    if unit in CLOCK_UNITS:
        return open_value(duration_code(1, unit)) if BACK.search(word) else None
    if word in ("past", "the past", "this past", "the last", "the coming"):
        return lasting(match, context)
    if unit == "D" and (word in ("last", "the last", "next") or (word == "this" and not context.narrative)):
        return None  # 'the last day of', 'to this day': no day of the calendar
    told = context.narrative or TOLD.search(word)
    value = shifted(context.spoken if told else context.here, unit, shift)
    return _told(value, unit)


def lasting(match: re.Match[str], context: Context) -> Reading:
    """'the past 24 hours', 'the last three weeks', 'the next two years': a stretch that touches the report's day."""
    groups, unit = match.groupdict(), unit_in(match, context.vocab)
    amount = amount_in(match, context) if groups.get("number") or groups.get("vague") is not None else 1
    code = duration_code(amount, unit)
    today = context.today
    if today is None or amount is None or context.narrative or amount != int(amount):
        return open_value(code)
    return _touching(today, unit, int(amount) * (-1 if BACK.search(match["which"]) else 1), code)


def _touching(today: date, unit: str, amount: int, code: str) -> When:
    """The stretch of so many units that begins today, or ends today where the amount is below 0."""
    if unit in CLOCK_UNITS:
        days = -(-abs(amount) // 24) if unit == "H" else 0
        unit, amount = "D", days if amount > 0 else -days
    unit, times = IN_TERMS.get(unit, (unit, 1))
    other = shift_day(today, unit, amount * times)
    return open_value(code) if other is None else stretch(min(today, other), max(today, other), code)


def ago(match: re.Match[str], context: Context) -> Reading:
    """'two weeks ago' from the report's day, 'two weeks later' from the day last spoken of.

    Before a clause ('two weeks after he was killed') the day is that of the clause, which is not known: a length.
    """
    side, unit, amount = (
        re.sub(r"\s+", " ", match["side"].lower()),
        unit_in(match, context.vocab),
        amount_in(match, context),
    )
    sign = -1 if side in ("ago", "earlier", "before", "previously", "prior", "back", "beforehand") else 1
    if side in ("before", "after", "prior") and CLAUSE.match(context.after) and not STANDS.match(context.after):
        return open_value(duration_code(amount, unit))
    told = context.narrative or side not in ("ago", "from now", "back", "hence")
    base = context.spoken if told else context.here
    if amount is not None and unit == "DE":
        amount, unit = 10 * amount, "Y"
    if amount is not None and amount != int(amount) and unit == "Y":
        amount, unit = round(12 * amount), "M"
    if amount is None or amount != int(amount):
        return open_value("PAST_REF" if sign < 0 else "FUTURE_REF")
    if unit in CLOCK_UNITS:
        return _hours(base, int(amount) * sign, unit, deictic=not told)
    value = shifted(base, unit, int(amount) * sign)
    return value if value.timex else open_value("PAST_REF" if sign < 0 else "FUTURE_REF")


def unit_beside(match: re.Match[str], context: Context) -> Reading:
    """'the day after', 'the year before', where no clause says after what."""
    side, unit = match["side"].lower(), unit_in(match, context.vocab)
    if CLAUSE.match(context.after) and not STANDS.match(context.after) and side in ("before", "after"):
        return None
    return _told(shifted(context.spoken, unit, -1 if side in ("before", "earlier") else 1), unit)


def _told(value: When, unit: str) -> When:
    return value if value.timex else open_value(UNKNOWN.get(unit, "XXXX"))


def _hours(base: Stamp | None, amount: int, unit: str, *, deictic: bool) -> When:
    """Hours from a day: the report's own where they do not reach a day back, open where no hour is known."""
    day = base.date if base else None
    reach = timedelta(hours=amount) if unit == "H" else timedelta()
    if day is None or (not deictic and abs(reach) < timedelta(1)):
        return open_value(duration_code(abs(amount), unit))
    return day_of(day + reach)


def edge(match: re.Match[str], context: Context) -> Reading:
    """'the end of the year', "month's end", 'later this month': the stretch itself; its edge is in the words."""
    unit = unit_in(match, context.vocab)
    word = (match.groupdict().get("which") or "").lower()
    if unit in CLOCK_UNITS:
        return None
    shift = -1 if BACK.search(word) else 1 if ON.search(word) else 0
    told = context.narrative or unit == "D" or re.search("that|same", word)
    value = shifted(context.spoken if told else context.here, unit, shift)
    return _told(value, unit)


AGO = r"(?P<side>ago|earlier|later|before|previously|prior|afterwards?|thereafter|from now|hence|back|beforehand|after)"
COUNT = r"(?:{number}(?: more| additional| full| long| straight| consecutive)?|{amount}|{vague}(?: more)?)"
BESIDE = (
    r"(?P<which>(?:the |this )?(?:very )?(?:last|next|past|coming|upcoming|previous|preceding|following|subsequent|"
    r"prior|current)|(?:the |this |that )?(?:very )?same|this|that(?: very)?)"
)
BESIDE_WORDS = (*WHICH_WORDS, "that", "preceding", "same", "subsequent", "prior", "current")

RULES = (
    Rule(
        rf"(?:earlier |later )?(?:in )?{BESIDE} (?:calendar )?{{unit}}",
        (*BESIDE_WORDS, "earlier", "later"),
        beside_unit,
    ),
    Rule(
        r"(?P<which>(?:the )?(?:last|past|next|coming)|the (?:previous|following|preceding))~(?:{number}|{vague})"
        r" {unit}s?",
        ("the", "last", "past", "next", "coming", "previous", "following", "preceding"),
        lasting,
    ),
    Rule(
        r"(?P<which>(?:the )?(?:past|last|next|coming|recent))(?P<vague>) {unit}s",
        ("the", "past", "last", "next", "coming", "recent"),
        lasting,
    ),
    Rule(rf"{COUNT}~{{unit}}s?(?P<half> and a half)? (?:or so )?{AGO}", ("number", "amount", "vague"), ago),
    Rule(rf"{{unit}}s {AGO}", ("units",), ago),
    Rule(r"the (?P<unit>day|week|month|year) (?P<side>before|after|following|later|earlier)", ("the",), unit_beside),
    Rule(
        r"(?P<which>(?:the |this |that )?(?:last |next |same |following |previous )?){unit}['’]s end",
        BESIDE_WORDS,
        edge,
    ),
    Rule(r"{unit}['’]s end", ("unit",), edge),
    Rule(
        r"(?:{share}|late|early|later|earlier)(?: in)?[\s-]+(?P<which>the|this|that|"
        r"(?:the |that )?(?:last|next|same|following|previous|current|past)) {unit}",
        ("share", "late", "early", "later", "earlier", "the"),
        edge,
    ),
    Rule(r"(?:beginning|start|end) of (?P<unit>year|month|week)", ("beginning", "start", "end"), edge),
)
