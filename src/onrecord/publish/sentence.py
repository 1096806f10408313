"""A claim as a sentence that says who says so, by the wording rules of the codebook, section 2."""

from datetime import date

from onrecord.model.attribution import Attribution
from onrecord.model.claim import Polarity, plain
from onrecord.model.mention import Actor
from onrecord.model.record import Told
from onrecord.model.span import Basis, Sourced
from onrecord.publish import phrase
from onrecord.publish.clause import clause

PRONOUNS = {"he", "she", "it", "they", "who", "which", "that", "this"}


def sentence(told: Told, reference: date) -> str:
    """The source, a neutral verb and the claim; the report's own words where the fields carry no clause."""
    said = clause(told.claim, told.report.text, reference)
    if said is None:
        return quoted(told)
    text = f"{lead(told)} {said}"
    return text[0].upper() + text[1:].rstrip(".") + "."


def quoted(told: Told) -> str:
    """The report's own sentence, as a quotation."""
    words = " ".join(told.quote.split()).replace("“", "‘").replace("”", "’").replace('"', "'")
    return f"{told.report.outlet or 'One report'} reported: “{words}”"


def lead(told: Told) -> str:
    """Who says so, with the same neutral verb for every side: 'the army said that', 'reportedly,'."""
    if not told.attributions:
        return f"{told.report.outlet or 'one report'} reported that"
    named = [attribution for attribution in told.attributions if attribution.sources]
    if not named:
        return "reportedly,"
    inner = named[0]
    denied = plain(told.claim.polarity) == Polarity.NEGATED.value
    verb = "denied that" if denied else "said that"
    if len(named) > 1:
        return f"{speaker(named[-1], told)} said, citing {speaker(inner, told)}, that"
    return f"{speaker(inner, told)} {verb}"


def speaker(attribution: Attribution, told: Told) -> str:
    """The sources of an attribution in the report's words; a pronoun gives way to the name behind it."""
    return phrase.listed([_source(source, told.report.text) for source in attribution.sources])


def _source(source: Sourced[Actor], text: str) -> str:
    words = " ".join(source.span.quote(text).split())
    first = words.split(" ")[0]
    if words.lower() in PRONOUNS or source.basis is Basis.CONTEXT:
        return phrase.actor(source.value)
    return words[0].lower() + words[1:] if first in {"The", "A", "An", "Two", "Three", "Its", "Their", "His"} else words


def source_key(told: Told) -> str:
    """Whom a claim is counted to: the innermost source, else the outlet itself."""
    for attribution in told.attributions:
        if attribution.sources:
            return "+".join(sorted(s.value.id or s.value.name.lower() for s in attribution.sources))
    return f"outlet:{told.report.outlet}"
