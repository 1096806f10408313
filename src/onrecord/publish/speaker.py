"""Who says so, in the report's words, and to whom a claim is counted."""

import re
from functools import lru_cache

from onrecord.model.attribution import Attribution
from onrecord.model.mention import Actor
from onrecord.model.record import Told
from onrecord.model.span import Sourced
from onrecord.publish import phrase

# What follows tells of the source, not who it is.
CLAUSE = re.compile(r",\s+(?:who|which|that|whose|an?|the)\b")
POINTING = {"the", "its", "their", "his", "her"}
PRONOUNS = {"he", "she", "it", "they", "who", "which", "that", "this"}


def speaker(attribution: Attribution, told: Told) -> str:
    """The sources of an attribution in the report's words; a pronoun gives way to the name behind it."""
    return phrase.listed([source_words(source, told.report.text) for source in attribution.sources])


def source_words(source: Sourced[Actor], text: str) -> str:
    """One source in the report's words."""
    return _worded(source.span.quote(text), source.value.name)


@lru_cache(maxsize=4096)
def _worded(quote: str, name: str) -> str:
    words = CLAUSE.split(" ".join(quote.split()))[0]
    first = words.split(" ")[0]
    if words.lower() in PRONOUNS or points_back(words, name):
        return phrase.named(name)
    return words[0].lower() + words[1:] if first in {"The", "A", "An", "Two", "Three", "Its", "Their", "His"} else words


def points_back(words: str, name: str) -> bool:
    """Whether the words name nobody without the text around them, and the record knows the name.

    >>> points_back("its government", "Norway"), points_back("the Danish army", "Denmark")
    (True, False)
    """
    first, *rest = words.split(" ")
    names_nobody = bool(rest) and not any(char.isupper() for word in rest for char in word)
    return first.lower() in POINTING and names_nobody and any(char.isupper() for char in name)


def outlet_of(told: Told) -> str:
    """The outlet's name at the head of a sentence."""
    return told.report.outlet or "one report"


def source_key(told: Told) -> str:
    """Whom a claim is counted to: the innermost source, else the outlet itself."""
    for attribution in told.attributions:
        if attribution.sources:
            return "+".join(sorted(s.value.id or s.value.name.lower() for s in attribution.sources))
    return f"outlet:{told.report.outlet}"


STATE = frozenset({"GOV", "MIL", "SPY", "COP", "JUD", "LEG"})


def party(told: Told) -> str:
    """Whom a claim is counted to where sources are to be independent: organs of one state are one party."""
    for attribution in told.attributions:
        for source in attribution.sources[:1]:
            actor = source.value
            of_state = actor.country if actor.sector in STATE else None
            return of_state or actor.id or actor.name.lower()
    return f"outlet:{told.report.outlet or told.report.id}"
