"""One trigger for each number that has a day or place of its own."""

from dataclasses import replace

from onrecord.claim.phrase import Phrases
from onrecord.claim.trigger_frame import Trigger
from onrecord.model.mention import Kind


def split(phrases: Phrases, trigger: Trigger) -> list[Trigger]:
    """One trigger for each number with its own day or place: "killed 60 on Friday and 50 on Saturday" are two."""
    if trigger.frame.effect is None or trigger.noun:
        return [trigger]
    verb = phrases.token(trigger.head)
    after = range(verb.index + 1, verb.right)
    parts = [i for i in after if _own_number(phrases, i) and _under(phrases, i, verb.index)]
    fillers = trigger.slots.get("object", ())
    others = [filler for filler in fillers[1:] if _counted(phrases, filler) and _set_apart(phrases, filler)]
    if others and not _set_apart(phrases, fillers[0]):
        others = []
    kept = tuple(filler for filler in fillers if filler not in others)
    main = replace(trigger, slots={**trigger.slots, "object": kept}) if others else trigger
    return [main, *(_part(phrases, trigger, part) for part in (*parts, *others))]


def _counted(phrases: Phrases, index: int) -> bool:
    """Whether a noun is counted, or names people: no "border" that the parse hung on "killed five men"."""
    return bool(
        phrases.classes(index) & {"people", "force", "number", "counted", "vehicle", "flying", "aircraft", "ship"}
    )


def _own_number(phrases: Phrases, index: int) -> bool:
    """A bare number beside a verb, with a day or place of its own: "and 50 on Saturday"."""
    token = phrases.token(index)
    return token.dep == "conj" and token.tag == "CD" and (_set_apart(phrases, index) or _followed(phrases, index))


def _under(phrases: Phrases, index: int, top: int) -> bool:
    """Whether no other verb stands between a word and the verb above it."""
    for token in phrases.document.ancestors(index):
        if token.index == top:
            return True
        if token.pos == "VERB":
            return False
    return False


def _followed(phrases: Phrases, index: int) -> bool:
    """Whether a day or place comes right after a number, wherever the parse hung it: "50 on Saturday"."""
    tokens = phrases.document.tokens
    if index + 2 >= len(tokens) or tokens[index + 1].tag != "IN":
        return False
    span = tokens[index + 2].span
    return any(phrases.mentions.covering(kind, span) for kind in (Kind.TIME, Kind.PLACE))


def _set_apart(phrases: Phrases, index: int) -> bool:
    """Whether a number's own phrase holds a day or a place."""
    below = [k for k in phrases.token(index).children if phrases.token(k).dep == "prep"]
    spans = [phrases.document.span(k, phrases.token(k).right) for k in below]
    kinds = (Kind.TIME, Kind.PLACE)
    return any(phrases.mentions.in_span(kind, span) for span in spans for kind in kinds)


def _part(phrases: Phrases, trigger: Trigger, index: int) -> Trigger:
    slots = {**trigger.slots, "object": (index,)}
    return replace(trigger, head=index, first=index, last=index + 1, slots=slots)
