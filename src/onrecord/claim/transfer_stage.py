"""How far along the ladder: the verb above a delivery, the means by which it is given, and whether it is told again."""

from onrecord.claim.clause import grammatical_subjects
from onrecord.claim.draft import Draft, add_actors
from onrecord.claim.phrase import Phrases
from onrecord.model.claim import Stage, Type
from onrecord.model.document import Token
from onrecord.model.span import Sourced

# Word lists (event_words.yaml) of the verbs above a delivery, and the stage that they leave it at.
LADDER = (
    ("refusing", Stage.REFUSED),
    ("delaying", Stage.DELAYED),
    ("weighing", Stage.DISCUSSED),
    ("approving", Stage.APPROVED),
    ("contracting", Stage.ORDERED),
    ("promising", Stage.ANNOUNCED),
    ("completing", Stage.DELIVERED),
)
UP = 4  # steps from a delivery to the verb that speaks of it: "refused a request to hand over"
BY_MEANS = {"as", "on", "under", "by", "of"}
FREE = {"charge", "cost"}
BEFORE = {"previously", "already", "earlier", "long"}


def told_stage(phrases: Phrases, draft: Draft) -> None:
    """The stage and the giver that the verbs above a delivery tell: "refused to deliver", "delayed a shipment"."""
    if draft.type is not Type.AID:
        return
    for verb in _above(phrases, draft):
        for name, stage in LADDER:
            if verb.lemma.lower() in phrases.words.lists[name]:
                draft.stage = Sourced(stage, verb.span)
                if not draft.actor:
                    _givers(phrases, draft, verb)
                return


def _above(phrases: Phrases, draft: Draft) -> list[Token]:
    """The verbs that a delivery stands under, nearest first, up to one that only says so."""
    found: list[Token] = []
    token = phrases.token(draft.main.head)
    for _ in range(UP):
        above = phrases.token(token.head)
        governs = token.dep in {"xcomp", "pcomp", "dobj", "nsubjpass", "pobj", "prep", "acl", "nsubj", "ccomp"}
        if above.index == token.index or not governs:
            break
        if above.pos == "VERB":
            if above.lemma.lower() in phrases.words.lists["saying"] or (token.dep == "ccomp" and found):
                break
            found.append(above)
        token = above
    return found


def _givers(phrases: Phrases, draft: Draft, verb: Token) -> None:
    """Who refuses, weighs or completes a delivery is the one to give; a court or a parliament for its state."""
    for subject in grammatical_subjects(phrases.document, verb.index):
        theirs = {a.value.id for a in draft.recipient}
        add_actors(draft.actor, tuple(a for a in phrases.actors(subject) if a.value.id not in theirs))


def told_terms(phrases: Phrases, draft: Draft, terms: set[str]) -> None:
    """The means in an adjunct: "as a gift", "on loan", "under licence", "free of charge"."""
    token = phrases.token(draft.main.head)
    for index in range(token.index, min(token.right + 1, len(phrases.document.tokens))):
        noun = phrases.token(index)
        before = phrases.token(noun.head)
        if draft.terms is not None or noun.dep != "pobj" or before.lower not in BY_MEANS:
            continue
        if noun.lemma.lower() in FREE and phrases.token(before.head).lower == "free":
            draft.terms = Sourced("donation", phrases.document.span(before.head, index + 1))
        elif noun.lemma.lower() in terms and before.lower != "of":
            draft.terms = Sourced(noun.lemma.lower(), noun.span)


def told_again(phrases: Phrases, draft: Draft) -> None:
    """Goods "previously pledged" are announced once more, and are no new ones."""
    for head in draft.heads:
        for child in phrases.token(head).children:
            verb = phrases.token(child)
            before = [k for k in verb.children if phrases.token(k).lower in BEFORE]
            if verb.tag == "VBN" and before and verb.lemma.lower() in phrases.words.lists["promising"]:
                draft.add_mode("re-announced", phrases.document.span(min(before), verb.index + 1))
