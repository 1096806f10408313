"""Names, dates and numbers that the language model marks and no finder could read: Issues, never values."""

from onrecord.model.document import Document, Entity
from onrecord.model.mention import Kind, Mention
from onrecord.model.report import Issue

# The model's labels (OntoNotes): of which kind a reading would be, and the Issue where there is none.
KINDS = {
    "GPE": (frozenset({Kind.PLACE, Kind.ACTOR}), "unknown_name"),
    "LOC": (frozenset({Kind.PLACE, Kind.ACTOR}), "unknown_name"),
    "FAC": (frozenset({Kind.PLACE, Kind.ACTOR, Kind.THING}), "unknown_name"),
    "NORP": (frozenset({Kind.PLACE, Kind.ACTOR, Kind.THING}), "unknown_name"),
    "ORG": (frozenset(Kind), "unknown_name"),
    "DATE": (frozenset({Kind.TIME}), "unknown_time"),
    "TIME": (frozenset({Kind.TIME}), "unknown_time"),
    "CARDINAL": (frozenset(Kind), "unknown_number"),
    "MONEY": (frozenset(Kind), "unknown_number"),
}
WORDS = {"unknown_name": "name", "unknown_time": "time", "unknown_number": "number"}


def find_unknown(document: Document, mentions: tuple[Mention, ...]) -> tuple[Issue, ...]:
    """An Issue for each marked name, date and number of which no mention reads a word, and each date read in part."""
    read: dict[int, set[Kind]] = {}
    for mention in mentions:
        for index in document.inside(mention.span):
            read.setdefault(index, set()).add(mention.kind)
    return tuple(issue for entity in document.entities if (issue := _issue(document, entity, read)))


def _issue(document: Document, entity: Entity, read: dict[int, set[Kind]]) -> Issue | None:
    kinds, code = KINDS.get(entity.label, (frozenset(), ""))
    inside = range(entity.first, entity.last)
    left = [index for index in inside if kinds and kinds.isdisjoint(read.get(index, ()))]
    partly = len(left) < len(inside)
    if not left or (partly and not (code == "unknown_time" and _numeral(document, left, read))):
        return None
    span = document.span(entity.first, entity.last)
    quote = span.quote(document.text)
    message = f"only a part of '{quote}' could be read" if partly else f"no {WORDS[code]} could be read in '{quote}'"
    return Issue(code, "find", span, message)


def _numeral(document: Document, left: list[int], read: dict[int, set[Kind]]) -> bool:
    """Whether a number that no finder read is among the tokens: the day of a date that the calendar does not have."""
    return any(document.tokens[index].text[0].isdigit() and index not in read for index in left)
