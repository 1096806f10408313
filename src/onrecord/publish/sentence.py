"""A claim as a sentence that says who says so, by the wording rules of the codebook, section 2."""

import re
from datetime import date

from onrecord.model.attribution import Attribution
from onrecord.model.claim import Polarity, plain
from onrecord.model.mention import Actor
from onrecord.model.record import Told
from onrecord.model.span import Sourced
from onrecord.publish import phrase
from onrecord.publish.clause import clause
from onrecord.vocab.standing import verb

CLAUSE = re.compile(r",\s+(?:who|which|that|whose)\b")  # what follows tells of the source, not who it is
PRONOUNS = {"he", "she", "it", "they", "who", "which", "that", "this"}


def sentence(told: Told, reference: date) -> str:
    """The source, a neutral verb and the claim; the report's own words where the fields carry no clause."""
    said = clause(told.claim, told.report.text, reference)
    if said is None:
        return quoted(told)
    text = f"{lead(told)} {_of_itself(told, said)}"
    return text[0].upper() + text[1:].rstrip(".") + "."


def _of_itself(told: Told, said: str) -> str:
    """A body that speaks of its own deeds is 'it' the second time: 'the air force said that it shot down ...'."""
    speakers = told.attributions[0].sources if told.attributions else ()
    own = len(speakers) == 1 and [actor.value.id for actor in told.claim.actor] == [speakers[0].value.id]
    name = phrase.actors(told.claim.actor)
    body = name.startswith("the ") or bool(own and speakers[0].value.id and speakers[0].value.id.isupper())
    return said.replace(name, "it", 1) if own and body and said.startswith(name) else said


def quoted(told: Told) -> str:
    """The report's own sentence, as a quotation."""
    words = " ".join(told.quote.split()).replace("“", "‘").replace("”", "’").replace('"', "'")
    return f"{told.report.outlet} reported: “{words}”" if told.report.outlet else f"One report said: “{words}”"


def lead(told: Told) -> str:
    """Who says so, with the same neutral verb for every side: 'the army said that', 'reportedly,'."""
    if not told.attributions:
        return f"{told.report.outlet} reported that" if told.report.outlet else "one report said that"
    named = [attribution for attribution in told.attributions if attribution.sources]
    if not named:
        return f"{verb(sources=0, named=False)},"
    said = verb(sources=1)
    if len(named) > 1:
        return f"{speaker(named[-1], told)} {said}, citing {speaker(named[0], told)}, that"
    denied = plain(told.claim.polarity) == Polarity.NEGATED.value
    return f"{speaker(named[0], told)} {'denied' if denied else said} that"


def speaker(attribution: Attribution, told: Told) -> str:
    """The sources of an attribution in the report's words; a pronoun gives way to the name behind it."""
    return phrase.listed([_source(source, told.report.text) for source in attribution.sources])


def _source(source: Sourced[Actor], text: str) -> str:
    words = CLAUSE.split(" ".join(source.span.quote(text).split()))[0]
    first = words.split(" ")[0]
    if words.lower() in PRONOUNS:
        return phrase.actor(source.value)
    return words[0].lower() + words[1:] if first in {"The", "A", "An", "Two", "Three", "Its", "Their", "His"} else words


def source_key(told: Told) -> str:
    """Whom a claim is counted to: the innermost source, else the outlet itself."""
    for attribution in told.attributions:
        if attribution.sources:
            return "+".join(sorted(s.value.id or s.value.name.lower() for s in attribution.sources))
    return f"outlet:{told.report.outlet}"
