"""Stretches of years and months: seasons, quarters, halves, decades, centuries."""

import re
from datetime import date

from onrecord.find.times.calendar import (
    century_of,
    decade_of,
    half_of,
    open_value,
    quarter_of,
    season_of,
    years_of,
)
from onrecord.find.times.context import Context
from onrecord.find.times.grammar import Reading, Rule
from onrecord.find.times.reckon import ordinal_of, season_near
from onrecord.find.times.rules_dates import OF_YEAR, year_in

IN_FALL = re.compile(r"\b(?:in|during|by|since|until|through|early|late)\s+(?:the\s+)?$", re.IGNORECASE)
OF_AGE = re.compile(r"\b(?:his|her|their|in|mid|early|late)[\s-]+$")


def season(match: re.Match[str], context: Context) -> Reading:
    """'the summer of 2008', 'last winter', 'spring'. A bare 'fall' or 'spring' must be a noun."""
    code = context.vocab.seasons[match["season"].lower()]
    year = year_in(match, context)
    if year is not None:
        return season_of(year, code)
    word = (match.groupdict().get("next") or "").lower()
    if not word:
        fallen = match["season"].lower() == "fall" and not IN_FALL.search(context.before)
        goods = context.after.split()[:1] and context.after.split()[0].strip(".,;") in context.vocab.season_goods
        return season_near(context, code) if context.is_noun() and not fallen and not goods else None
    here = context.spoken if word in ("previous", "following", "that", "same") else context.here
    if here is None:
        return open_value(f"XXXX-{code}")
    if word in ("last", "past", "previous"):
        current = season_of(here.year, code)
        day = here.date or date(max(here.year, 1), 12, 31)
        return current if current.end and current.end < day else season_of(here.year - 1, code)
    if word in ("next", "coming", "following"):
        current = season_of(here.year, code)
        return current if current.start and here.date and current.start > here.date else season_of(here.year + 1, code)
    return season_of(here.year, code)


def quarter(match: re.Match[str], context: Context) -> Reading:
    """'the first quarter of 2023', 'third-quarter', 'Q3 2023', 'the second half of the year'."""
    words = match.groupdict().get("ordinal")
    latter = words and words.lower() in ("last", "final", "latter")
    number = 2 if latter else ordinal_of(words, context.vocab) if words else int(match["digit"])
    half = (match.groupdict().get("unit") or "").lower() == "half"
    if number is None or not 1 <= number <= (2 if half else 4):
        return None
    year = year_in(match, context)
    here = context.here
    if year is None:
        if (half and not match.groupdict().get("own")) or here is None:
            return None
        year = here.year
    return half_of(year, number) if half else quarter_of(year, number)


def decade(match: re.Match[str], context: Context) -> Reading:
    """'the 1990s', "the '60s", 'the late 1930s', 'the 470s BC'."""
    digits = int(re.sub(r"\D", "", match["decade"]))
    if digits < 100 and OF_AGE.search(context.before) and not match[0].startswith(("'", "’")):
        return None  # 'in his 30s'
    if match.groupdict().get("bc"):
        return decade_of(-digits)
    if digits < 100:
        here = context.here
        century = (here.year if here else 2000) // 100 * 100
        digits += century if here and century + digits <= here.year else century - 100
    return (
        years_of(digits, digits + 99, f"{digits // 100:02d}")
        if digits % 100 == 0 and digits < 1900
        else decade_of(digits)
    )


TENS = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}


def named_decade(match: re.Match[str], context: Context) -> Reading:
    """'the nineties'."""
    return decade_of(1900 + TENS[match["tens"].lower()])


def century(match: re.Match[str], context: Context) -> Reading:
    """'the 19th century', 'the fourth century BC', 'last century'."""
    number = ordinal_of(match["ordinal"], context.vocab)
    return None if not number else century_of(-number if match.groupdict().get("bc") else number)


RULES = (
    Rule(
        rf"(?:(?P<next>last|next|this|that|past|coming|previous|following|same) )?{{season}}{OF_YEAR}",
        ("season", "last", "next", "this", "that", "past", "coming", "previous", "following", "same"),
        season,
    ),
    Rule(r"{year} {season}", ("#",), season),
    Rule(
        rf"(?P<ordinal>latter|{{ordinal_2}})~(?P<unit>quarter|half)(?:(?P<own> of the year)|{OF_YEAR})?",
        ("ordinal", "latter"),
        quarter,
    ),
    Rule(rf"(?P<unit>Q)(?P<digit>[1-4]){OF_YEAR}", ("q",), quarter),
    Rule(r"(?P<decade>(?:1\d|20)\d0)['’]?s", ("#",), decade),
    Rule(r"(?P<decade>\d{1,3}0)['’]?s {bc}", ("#",), decade),
    Rule(r"(?P<decade>['’]?[2-9]0)['’]?s", ("#",), decade),
    Rule(rf"(?P<tens>{'|'.join(TENS)})", tuple(TENS), named_decade),
    Rule(r"{ordinal}~century(?: {bc})?", ("ordinal",), century),
)
