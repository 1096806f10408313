"""Document -> mentions: every time, place, actor, quantity and thing the words name."""

from onrecord.find.actor import find_actors
from onrecord.find.place import find_places
from onrecord.find.quantity import find_quantities
from onrecord.find.thing import find_things
from onrecord.find.time import find_times
from onrecord.find.unknown import find_unknown
from onrecord.model.document import Document
from onrecord.model.mention import Actor, Kind, Mention
from onrecord.model.report import Issue
from onrecord.model.span import Span
from onrecord.vocab import Vocab

FINDERS = (find_times, find_places, find_actors, find_things, find_quantities)  # each sees what those before it found
STATELESS = (None, "NGO", "IGO")  # what a body of no state has for a country


def find_mentions(document: Document, vocab: Vocab) -> tuple[tuple[Mention, ...], tuple[Issue, ...]]:
    """All mentions in reading order, and what could not be told; where two of one kind overlap, the longer stays."""
    mentions: tuple[Mention, ...] = ()
    issues: tuple[Issue, ...] = ()
    for find in FINDERS:
        found, untold = find(document, vocab, mentions)
        mentions, issues = mentions + found, issues + untold
    kept = outside_names(longest(mentions), document.text)
    return kept, issues + find_unknown(document, kept)


def outside_names(mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
    """The mentions less places that are but a name's words: the Asia of "Radio Asia", a Red Cross that is a village."""
    actors = [(m.span, m.value) for m in mentions if m.kind is Kind.ACTOR and isinstance(m.value, Actor)]
    media = [span for span, actor in actors if actor.sector == "JRN"]
    bodies = [span for span, actor in actors if actor.id is not None and actor.country in STATELESS]
    return tuple(m for m in mentions if m.kind is not Kind.PLACE or not _names_body(m.span, media, bodies, text))


def _names_body(place: Span, media: list[Span], bodies: list[Span], text: str) -> bool:
    whole = any(b.end == place.end and text[b.start : place.start].casefold().strip() in ("", "the") for b in bodies)
    return whole or any(_in_name(place, span, text) for span in media)


def _in_name(place: Span, medium: Span, text: str) -> bool:
    """Whether a place is part of a longer name, not "reporters in Goma": a capital begins the word before it."""
    before = text[medium.start : place.start].split() if medium.start < place.start < medium.end else []
    return bool(before) and before[-1][0].isupper() and len(before[-1]) > 2


def longest(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions in reading order, less those that a longer one of their kind overlaps.

    The very same words may name two: both sides.
    """
    kept: list[Mention] = []
    for kind in Kind:
        end = -1
        same = sorted((m for m in mentions if m.kind is kind), key=lambda m: (m.span.start, -m.span.end))
        best: list[Mention] = []
        for mention in same:
            if best and mention.span == best[-1].span and mention.value != best[-1].value:
                best.append(mention)
            elif best and mention.span.start < end:
                if len(mention.span) > len(best[-1].span):
                    best[-1] = mention
            else:
                best.append(mention)
            end = best[-1].span.end
        kept += best
    return tuple(sorted(kept, key=lambda m: (m.span.start, -m.span.end, m.kind.value)))
