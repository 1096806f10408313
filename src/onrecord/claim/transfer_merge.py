"""Which words tell one giving, and which list tells several: drafts of arms and aid from their triggers."""

from dataclasses import replace

from onrecord.claim.draft import Draft
from onrecord.claim.items import item_of
from onrecord.claim.phrase import Phrases
from onrecord.claim.trigger_frame import Trigger
from onrecord.model.claim import Role, Stage
from onrecord.model.mention import Kind, Thing


def transfers_merged(phrases: Phrases, triggers: list[Trigger]) -> list[Draft]:
    """Drafts in reading order; "approved the sale of", "talks about the supply of" are one claim each."""
    triggers = [trigger for trigger in triggers if not _only_laden(phrases, trigger, triggers)]
    by_head = {trigger.head: trigger for trigger in triggers}
    into: dict[int, int] = {}
    for trigger in triggers:
        if not trigger.noun:
            continue
        for token in phrases.document.ancestors(trigger.head):
            above = by_head.get(token.index)
            if above is not None:
                fillers = {filler for fillers in above.slots.values() for filler in fillers}
                over = phrases.token(phrases.token(trigger.head).head)
                if trigger.head in fillers or (over.dep == "prep" and over.head in fillers):
                    into[trigger.head] = above.head  # "10 million euros for the purchase of drones"
                break
    groups: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        root = trigger.head
        while root in into:
            root = into[root]
        groups.setdefault(root, []).append(trigger)
    drafts = []
    for root, members in groups.items():
        main = by_head[root]
        drafts.append(Draft([main, *(m for m in members if m.head != root)], main.type))
    return sorted(drafts, key=lambda draft: draft.main.first)


def _only_laden(phrases: Phrases, trigger: Trigger, triggers: list[Trigger]) -> bool:
    """A participle that says what a carrier holds, where another verb says where it got: "trucks carrying flour"."""
    token = phrases.token(trigger.head)
    if token.dep != "acl" or "carrier" not in trigger.frame.roles.values():
        return False
    others = [f for other in triggers if other is not trigger for fillers in other.slots.values() for f in fillers]
    return any(phrases.token(f).left <= token.index < phrases.token(f).right for f in others)


def told_twice(phrases: Phrases, drafts: list[Draft]) -> list[Draft]:
    """Drafts without an earlier promise of the very goods that another hands on: "tanks it had already promised"."""
    kept = []
    for draft in drafts:
        token = phrases.token(draft.main.head)
        again = any(mode.value == "re-announced" for mode in draft.modes)
        promise = token.dep in {"relcl", "acl"} and token.lemma.lower() in phrases.words.lists["promising"]
        others = [d for d in drafts if d is not draft and set(d.heads) & set(draft.heads)]
        if not (again and promise and others):
            kept.append(draft)
    return kept


def examples(phrases: Phrases, draft: Draft) -> list[Draft]:
    """A discussion about goods of which each has its own supplier is one claim each: "X from A or Y from B"."""
    if draft.stage is None or draft.stage.value is not Stage.DISCUSSED:
        return [draft]
    sentence = phrases.document.sentences[phrases.token(draft.main.head).sentence]
    span = phrases.document.span(draft.main.last, sentence.last) if draft.main.last < sentence.last else None
    parts: list[Draft] = []
    for mention in phrases.mentions.in_span(Kind.THING, span) if span is not None else ():
        children = [phrases.token(child) for child in phrases.token(mention.head).children]
        supplier = next((child for child in children if child.lower == "from"), None)
        below = phrases.document.child(supplier.index, "pobj") if supplier is not None else None
        named = phrases.actors(below.index, owners=False) if below is not None else ()
        if named and not (isinstance(mention.value, Thing) and mention.value.category in {"people", "facility"}):
            first = phrases.document.inside(mention.span)[0]
            trigger = replace(draft.main, head=mention.head, first=first, last=mention.head + 1, host=None, slots={})
            part = Draft([trigger], draft.type, actor=list(named), recipient=list(draft.recipient), stage=draft.stage)
            part.add(item_of(phrases, mention.head, Role.GOODS, None), mention.head)
            parts.append(part)
    return parts or [draft]
