"""What a headline tells in short, the text below it tells in full: one happening, told twice."""

from onrecord.claim.coref import EVENTS, contradict, lend_setting_back, one_place
from onrecord.claim.draft import Draft, same_party
from onrecord.claim.phrase import Phrases
from onrecord.model.claim import Effect, Item
from onrecord.model.document import SectionKind
from onrecord.model.mention import PlacePrecision, Quantity

LEDE = 4  # paragraphs below a headline in which its story is told
ROUNDED = 0.1  # "around 70 dead" over "at least 67 people were killed"
DEATHS = {Effect.DIED: Effect.KILLED}
WIDE = (None, PlacePrecision.COUNTRY, PlacePrecision.INTERNATIONAL)


def link_headline(phrases: Phrases, drafts: list[Draft]) -> None:
    """Links the first claim of the text that tells a headline's happening to it, and lends the headline its setting."""
    for number, head in enumerate(drafts):
        if not _in_headline(phrases, head) or head.type not in EVENTS:
            continue
        for later in drafts[number + 1 :]:
            if _in_headline(phrases, later) or later.coref is not None or not _in_lede(phrases, head, later):
                continue
            if later.type is head.type and not contradict(head, later) and _one_story(phrases, head, later):
                later.coref = number
                lend_setting_back(head, later)
                break


def _section(phrases: Phrases, draft: Draft) -> int:
    return phrases.document.sentences[phrases.token(draft.main.head).sentence].section


def _in_headline(phrases: Phrases, draft: Draft) -> bool:
    sentence = phrases.document.sentences[phrases.token(draft.main.head).sentence]
    return phrases.document.section_of(sentence).kind is SectionKind.HEADLINE


def _in_lede(phrases: Phrases, head: Draft, later: Draft) -> bool:
    return _section(phrases, later) - _section(phrases, head) <= LEDE


def _one_story(phrases: Phrases, head: Draft, later: Draft) -> bool:
    """Whether the two share what tells happenings apart: a number, a town, a target, or both sides."""
    numbers = [_agree(one, two) for one in head.items for two in later.items if _one_harm(one, two)]
    if numbers:
        return all(numbers)
    towns = [(a.value, b.value) for a in head.places for b in later.places if a.value.precision not in WIDE]
    if any(one_place(one, two) for one, two in towns):
        return True
    if _nouns(phrases, head) & _nouns(phrases, later):
        return True
    sides = ((head.actor, later.actor), (head.recipient, later.recipient))
    return all(any(same_party(a.value, b.value) for a in one for b in two) for one, two in sides)


def _nouns(phrases: Phrases, draft: Draft) -> set[str]:
    targets = [head for head, item in zip(draft.heads, draft.items, strict=True) if item.role.value == "target"]
    return {phrases.token(head).lemma.lower() for head in targets if phrases.token(head).pos == "NOUN"}


def _one_harm(one: Item, two: Item) -> bool:
    if one.quantity is None or two.quantity is None or one.effect is None or two.effect is None:
        return False
    effects = [DEATHS.get(item.effect.value, item.effect.value) for item in (one, two) if item.effect]
    return one.part_of is None and two.part_of is None and effects[0] is effects[1]


def _agree(one: Item, two: Item) -> bool:
    """Whether two numbers may be one: near one another, or one within what the other leaves open."""
    assert one.quantity is not None
    assert two.quantity is not None
    left, right = _bounds(one.quantity.value), _bounds(two.quantity.value)
    slack = ROUNDED * max(left[0], right[0])
    return left[0] <= right[1] + slack and right[0] <= left[1] + slack


def _bounds(value: Quantity) -> tuple[float, float]:
    low = value.low if value.low is not None else value.best if value.best is not None else 0
    high = value.high if value.high is not None else value.best
    return low, float("inf") if high is None else high
