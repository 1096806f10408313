"""Who wants what: a delivery that another is only asked for, and a request that was turned down."""

from dataclasses import replace

from onrecord.claim.clause import verb_slots
from onrecord.claim.draft import Draft, add_actors
from onrecord.claim.phrase import Phrases, in_context
from onrecord.claim.transfer_stage import above, doers, phrasal
from onrecord.model.claim import Stage, Type
from onrecord.model.document import Token
from onrecord.model.span import Sourced

ON = ("on", "to", "with")  # "called on X to send", "pleaded with X to send"


def asked(phrases: Phrases, draft: Draft) -> None:
    """ "Urged Berlin to hand over": no delivery but a request for one, put by who urges to who is to give."""
    verb = _asking(phrases, draft)
    if verb is None:
        return
    given = [a for a in draft.actor if not any(a.value.id == b.value.id for b in doers(phrases, verb))]
    slots = verb_slots(phrases.document, verb.index)
    put_to = [f for name in ("object", *ON) for f in slots.get(name, ()) if f < draft.main.head]
    draft.type, draft.stage, draft.terms = Type.REQUEST, None, None
    draft.actor, draft.recipient = [], given
    draft.modes = [mode for mode in draft.modes if mode.value == "assist"]
    add_actors(draft.actor, doers(phrases, verb))
    for filler in put_to if not draft.recipient else ():
        add_actors(draft.recipient, phrases.actors(filler) or phrases.state_at(filler))
    parted = len(next(iter(sorted(phrasal(phrases, verb), key=len, reverse=True))).split())
    known = any(" " in word for word in phrasal(phrases, verb) & phrases.words.lists["asking"])
    last = verb.index + (parted if known else 1)
    draft.triggers[0] = replace(draft.main, head=verb.index, first=verb.index, last=last, host=verb.index, noun=False)
    draft.add_mode("assist", phrases.document.span(verb.index, last))


def _asking(phrases: Phrases, draft: Draft) -> Token | None:
    """The verb of asking right above a verb of giving, None where there is none or where it is only asked whether."""
    token = phrases.token(draft.main.head)
    over = phrases.token(token.head)
    below = token.dep in {"xcomp", "ccomp", "advcl"} and token.pos == "VERB" and over.pos == "VERB"
    free = phrases.document.child(token.index, "aux") is not None and token.tag == "VB"
    wants = bool(phrasal(phrases, over) & phrases.words.lists["asking"])
    return over if draft.type is Type.AID and below and free and wants and over.index < token.index else None


def turned_down(phrases: Phrases, draft: Draft) -> None:
    """ "Rejected the junta's request for helicopters": a refusal by who rejects, of who asked."""
    if draft.type is not Type.REQUEST or not draft.main.noun:
        return
    for verb in above(phrases, draft.main.head):
        if verb.pos == "VERB" and phrasal(phrases, verb) & phrases.words.lists["refusing"]:
            draft.type, draft.modes = Type.AID, []
            draft.stage = Sourced(Stage.REFUSED, verb.span)
            draft.actor, draft.recipient = [], draft.actor
            add_actors(draft.actor, doers(phrases, verb))
            return


def in_use(phrases: Phrases, draft: Draft) -> None:
    """Who uses arms that were "supplied by Berlin" has got them: "troops fired the first missiles supplied by"."""
    token = phrases.token(draft.main.head)
    noun = phrases.token(token.head)
    verb = phrases.token(noun.head)
    if draft.recipient or token.dep not in {"acl", "relcl"} or noun.dep != "dobj" or verb.pos != "VERB":
        return
    if phrasal(phrases, verb) & phrases.words.lists["using"]:
        theirs = {a.value.id for a in draft.actor}
        found = tuple(in_context(a) for a in doers(phrases, verb) if a.value.id not in theirs)
        add_actors(draft.recipient, found)


def thanked(phrases: Phrases, draft: Draft) -> None:
    """Who thanks another for what it gives gets it: "thanked Oslo for the jets it has decided to donate"."""
    for token in phrases.document.ancestors(draft.main.head):
        if token.lemma != "thank" or draft.type is not Type.AID:
            continue
        subjects = [phrases.token(filler) for filler in draft.main.slots.get("subject", ())]
        thanked_one = [
            a for f in verb_slots(phrases.document, token.index).get("object", ()) for a in phrases.actors(f)
        ]
        if thanked_one and any(subject.pos == "PRON" for subject in subjects):
            draft.actor = [in_context(a) for a in thanked_one]
        if not draft.recipient:
            theirs = {a.value.country for a in draft.actor}
            found = tuple(in_context(a) for a in doers(phrases, token) if a.value.country not in theirs)
            add_actors(draft.recipient, found)
