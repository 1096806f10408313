"""A claim as a sentence that says who says so, by the wording rules of the codebook, section 2."""

import re
from datetime import date

from onrecord.model.attribution import Attribution
from onrecord.model.claim import Polarity, plain
from onrecord.model.mention import Actor
from onrecord.model.record import Told
from onrecord.model.span import Sourced
from onrecord.publish import phrase
from onrecord.publish.clause import clause, harm
from onrecord.vocab.standing import verb

CLAUSE = re.compile(r",\s+(?:who|which|that|whose)\b")  # what follows tells of the source, not who it is
POINTING = {"the", "its", "their", "his", "her"}
DENIALS = frozenset({"deny", "denial", "reject", "dismiss", "refute"})  # lemmas of cues that deny what they say
PRONOUNS = {"he", "she", "it", "they", "who", "which", "that", "this"}


def sentence(told: Told, reference: date) -> str:
    """The source, a neutral verb and the claim; the report's own words where the fields carry no clause."""
    said = clause(told.claim, told.report.text, reference) if _tellable(told) else None
    if said is None:
        return quoted(told)
    text = f"{lead(told)} {_of_itself(told, said)}{_harm(told)}"
    return text[0].upper() + text[1:].rstrip(".") + "."


def _harm(told: Told) -> str:
    """The harm, said by the same source: without a second 'that' it would be ours to say."""
    harmed = harm(told.claim, told.report.text)
    return f" and {'that ' if lead(told).endswith('that') else ''}{harmed}" if harmed else ""


def _of_itself(told: Told, said: str) -> str:
    """A body that speaks of its own deeds is 'it' the second time: 'the air force said that it shot down ...'."""
    speakers = told.attributions[0].sources if told.attributions else ()
    own = len(speakers) == 1 and [actor.value.id for actor in told.claim.actor] == [speakers[0].value.id]
    name = phrase.actors(told.claim.actor)
    body = name.startswith("the ") or bool(own and _is_body(speakers[0].value))
    return said.replace(name, "it", 1) if own and body and said.startswith(name) else said


def _is_body(actor: Actor) -> bool:
    """Whether an actor is a state, an organ or a group that goes by its letters, not a person."""
    return actor.name.isupper() or (actor.id or "").split("-")[0].isupper()


def _tellable(told: Told) -> bool:
    """Whether a clause may tell it: not where none were harmed, and a negated claim only as its source's denial."""
    if any(item.quantity and item.quantity.value.best == 0 for item in told.claim.items):
        return False
    if plain(told.claim.polarity) != Polarity.NEGATED.value:
        return True
    named = [attribution for attribution in told.attributions if attribution.sources]
    return len(named) == 1 and named[0].cue is not None and named[0].cue.value in DENIALS


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
    if words.lower() in PRONOUNS or points_back(words, source.value):
        return phrase.actor(source.value)
    return words[0].lower() + words[1:] if first in {"The", "A", "An", "Two", "Three", "Its", "Their", "His"} else words


def points_back(words: str, actor: Actor) -> bool:
    """Whether the words name nobody without the text around them, and the record knows the name.

    >>> points_back("its government", Actor("NOR", "Norway")), points_back("the Danish army", Actor("DNK", "Denmark"))
    (True, False)
    """
    first, *rest = words.split(" ")
    names_nobody = bool(rest) and not any(char.isupper() for word in rest for char in word)
    return first.lower() in POINTING and names_nobody and any(char.isupper() for char in actor.name)


def source_key(told: Told) -> str:
    """Whom a claim is counted to: the innermost source, else the outlet itself."""
    for attribution in told.attributions:
        if attribution.sources:
            return "+".join(sorted(s.value.id or s.value.name.lower() for s in attribution.sources))
    return f"outlet:{told.report.outlet}"
