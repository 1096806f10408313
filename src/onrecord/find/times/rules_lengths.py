"""Lengths of time, repetitions, and words for past, present and future that name no day."""

import re

from onrecord.find.times.calendar import open_value
from onrecord.find.times.context import Context
from onrecord.find.times.grammar import Reading, Rule
from onrecord.find.times.reckon import CLOCK_UNITS, duration_code, number_of, shifted
from onrecord.find.times.rules_relative import COUNT, amount_in, unit_in

BEFORE_BARE = re.compile(
    r"\b(?:for|in|over|within|after|of|last|lasted|lasting|took|take|takes|during|into|many|these|those|recent|"
    r"coming|past|first|final|next|and|or|the|just|only|until)\s+$",
    re.IGNORECASE,
)
HOURS_LONG = re.compile(r"^an? \w+s[\s-]long$", re.IGNORECASE)
AGE = re.compile(r"s?(?:[\s-]+olds?\b|\s+of\s+age)", re.IGNORECASE)
NAME = re.compile(r"\b[A-Z][a-z]+s?$")  # a unit in capitals is part of a name: '60 Minutes'
IN = re.compile(r"\b[Ii]n\s+(?:about\s+|just\s+|around\s+)?$")


def length(match: re.Match[str], context: Context) -> Reading:
    """'two months', 'almost two years', 'several weeks', 'a ten-day siege'. An age is no time.

    'In two weeks', told as to come, is the day or week so long after the report's.
    """
    unit, amount = unit_in(match, context.vocab), amount_in(match, context)
    if amount == 1 and HOURS_LONG.search(match[0]):
        return open_value(duration_code(None, unit))
    if AGE.match(context.after) or (amount is None and not match.groupdict().get("vague")):
        return None
    if NAME.search(match[0]) and not match[0].isupper():
        return None
    if unit in ("Q", "WE") or match[0].lower() in ("a second", "one second"):
        return None  # a share of something, a weekend of no date, an ordinal
    whole = amount is not None and amount == int(amount) and unit not in CLOCK_UNITS
    if whole and IN.search(context.before) and not context.narrative and context.told_as_coming():
        value = shifted(context.here, unit, int(amount or 0))
        return value if value.timex else open_value(duration_code(amount, unit))
    return open_value(duration_code(amount, unit))


def bare_units(match: re.Match[str], context: Context) -> Reading:
    """'for weeks', 'within days': an amount of units that is not told."""
    if not BEFORE_BARE.search(context.before) or unit_in(match, context.vocab) == "Q":
        return None
    return open_value(duration_code(None, unit_in(match, context.vocab)))


def long_unit(match: re.Match[str], context: Context) -> Reading:
    """'month-long', 'day-old'."""
    return open_value(duration_code(1, unit_in(match, context.vocab)))


def many_long(match: re.Match[str], context: Context) -> Reading:
    """'months-long', 'years-long'."""
    return open_value(duration_code(None, unit_in(match, context.vocab)))


def each(match: re.Match[str], context: Context) -> Reading:
    """'every day', 'each year', 'every two weeks', 'per month', 'twice a week'."""
    number = match.groupdict().get("number")
    amount = number_of(number, context.vocab) if number else 1
    return open_value(duration_code(amount, unit_in(match, context.vocab)))


def each_weekday(match: re.Match[str], context: Context) -> Reading:
    """'every Friday', 'Fridays'."""
    part = match.groupdict().get("part")
    code = f"T{context.vocab.parts[part.lower()]}" if part else ""
    return open_value(f"XXXX-WXX-{context.vocab.weekdays[match['weekday'].capitalize()]}{code}")


def each_month(match: re.Match[str], context: Context) -> Reading:
    """'every July'."""
    return open_value(f"XXXX-{context.vocab.months[match['month'].rstrip('.').capitalize()]:02d}")


def each_part(match: re.Match[str], context: Context) -> Reading:
    """'every night', 'at night', 'in the evening'."""
    return open_value(f"XXXX-XX-XXT{context.vocab.parts[match['part'].lower()]}")


def often(match: re.Match[str], context: Context) -> Reading:
    """'daily', 'annually'."""
    return open_value(context.vocab.sets[match["often"].lower()])


def reference(match: re.Match[str], context: Context) -> Reading:
    """'recently', 'now', 'in the future': past, present or future, and no day."""
    words = re.sub(r"\s+", " ", match["reference"].lower())
    if words == "future" and context.before.endswith(" a "):
        return None
    return open_value(context.vocab.references[words])


COUNTS = ("number", "amount", "vague")

RULES = (
    Rule(r"(?P<number>\d{1,3}|{number_2}) (?!and|or|hundred|thousand)(?:[a-z]+ ){unit}s", ("number",), length),
    Rule(rf"{COUNT}~{{unit}}s?(?P<half>[\s-]and[\s-]a[\s-]half)?(?:[\s-]long)?", COUNTS, length),
    Rule(r"{number}[\s-](?:and[\s-])?(?P<half>a[\s-]half)[\s-]{unit}s?(?:[\s-]long)?", ("number",), length),
    Rule(r"{number} {unit}s?(?P<half> and a half)", ("number",), length),
    Rule(
        r"(?P<number>)(?P<amount>half)[\s-](?:a |an )?{unit}",
        ("half",),
        lambda m, c: open_value(duration_code(0.5, unit_in(m, c.vocab))),
    ),
    Rule(r"{unit}s(?: and {unit_2}s)?", ("units",), bare_units),
    Rule(r"{unit}[\s-]long", ("unit",), long_unit),
    Rule(r"{unit}s[\s-]long", ("units",), many_long),
    Rule(r"(?:every|each|per)(?: other| single)?(?: {number})? {unit}s?", ("every", "each", "per"), each),
    Rule(
        r"(?:once|twice|{number_2} (?:times|hours|days)) (?:a|per|each|every) {unit}", ("once", "twice", "number"), each
    ),
    Rule(r"(?:every|each) {month}", ("every", "each"), each_month),
    Rule(r"(?:every|each) {weekday}(?: {part})?", ("every", "each"), each_weekday),
    Rule(
        r"(?P<weekday>(?-i:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))s(?: {part})?",
        tuple(f"{day}s" for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")),
        each_weekday,
    ),
    Rule(r"{weekday} (?P<part>morning|afternoon|evening|night)s", ("weekday",), each_weekday),
    Rule(r"(?:every|each) {part}", ("every", "each"), each_part),
    Rule(r"{often}", ("often",), often),
    Rule(r"{reference}", ("reference",), reference),
)
