"""What stands around an event noun: whose it is, by what means, and who the verb above it says made it."""

from onrecord.claim.clause import author_verb, verb_slots
from onrecord.claim.clause_party import ACCUSING, grammatical_subjects, objects
from onrecord.claim.draft import Draft, add_actors, same_party
from onrecord.claim.items import mode_of_weapon
from onrecord.claim.phrase import Phrases, in_context
from onrecord.claim.trigger_frame import Trigger
from onrecord.model.claim import Type
from onrecord.model.mention import Actor, Kind
from onrecord.model.span import Sourced

OWNING = {"confirm", "acknowledge", "admit"}


def modifiers(phrases: Phrases, draft: Draft, trigger: Trigger) -> None:
    """What stands before an event noun: whose it is ("an Israeli drone strike") and by what means."""
    head = trigger.head
    if not draft.actor and trigger.frame.roles.get("subject") == "actor" and draft.type is not Type.INTERCEPT:
        owners = [a for a in phrases.owners(head) if not _scene(phrases, head, a)]
        before = phrases.token(head).span.start
        left = draft.type is Type.RETREAT  # a "pullout from X" is not X's
        add_actors(draft.actor, tuple(a for a in owners if not left or a.span.start < before))
    for child in phrases.modifiers(head):
        if phrases.token(child).lower in phrases.words.lists["enemy"]:
            draft.enemy = phrases.token(child).span
    if draft.type is Type.ASSAULT:
        on = trigger.slots.get("on", ())
        ground = [at for at in on if phrases.token(at).lower == "ground"]
        own = () if trigger.frame.mode else (head,)  # "a car bombing" needs no aircraft
        for at in (*own, *phrases.modifiers(head), *ground):
            weapon_modes(phrases, draft, at)


def _scene(phrases: Phrases, head: int, actor: Sourced[Actor]) -> bool:
    """Whether a country's name before a noun may as well say where it was: "the Burkina attack", no "US strike"."""
    noun = phrases.token(head)
    if noun.lemma.lower() not in phrases.words.lists["of_a_place"] or actor.value.sector is not None:
        return False
    name = phrases.token(phrases.document.inside(actor.span)[-1])
    beside = name.index == head - 1 and name.pos == "PROPN" and not name.text.replace(".", "").isupper()
    return beside and phrases.mentions.covering(Kind.PLACE, actor.span) is not None


def around(phrases: Phrases, draft: Draft, trigger: Trigger) -> None:
    """The subject of the verb that a noun stands under: who expects an attack, who said it "in a phone call"."""
    token = phrases.token(trigger.head)
    over = phrases.token(token.head)
    verb = phrases.token(over.head) if over.pos == "ADP" else over
    author = author_verb(phrases.document, trigger.head) if draft.type in {Type.ASSAULT, Type.BLAST} else None
    if author is not None and not (over.lower == "behind" and draft.actor):
        for subject in grammatical_subjects(phrases.document, author):
            add_actors(draft.actor, phrases.actors(subject))
        if draft.actor and draft.type is Type.BLAST:  # somebody's blast is an attack
            draft.type, draft.modes = Type.ASSAULT, [Sourced("explosives", mode.span) for mode in draft.modes]
        return
    if verb.pos not in {"VERB", "AUX"} or trigger.light:
        return
    awaits = verb.lemma in phrases.words.lists["await"] and draft.type is Type.ASSAULT
    during = draft.type is Type.CONSULT and over.lower in {"in", "during"} and "with" in trigger.slots
    if draft.type is Type.ASSAULT and not draft.actor:
        for accused in _blamed(phrases, trigger):
            add_actors(draft.actor, phrases.actors(accused))
        _owned_up(phrases, draft, trigger, verb.index)
    for subject in grammatical_subjects(phrases.document, verb.index) if awaits or during else ():
        actors = phrases.actors(subject)
        others = tuple(a for a in actors if not any(same_party(a.value, b.value) for b in draft.actor))
        add_actors(draft.actor if during else draft.recipient, others)


def _owned_up(phrases: Phrases, draft: Draft, trigger: Trigger, verb: int) -> None:
    """Who confirms a strike on another's soil made it: "Israel confirmed a strike on Beirut"."""
    if draft.actor or phrases.token(verb).lemma not in OWNING or not trigger.noun:
        return
    if phrases.token(trigger.head).dep not in {"dobj", "conj"}:
        return
    soil = {a.value.country for s in ("on", "in", "at") for f in trigger.slots.get(s, ()) for a in _state(phrases, f)}
    for subject in grammatical_subjects(phrases.document, verb):
        owners = phrases.actors(subject)
        if soil and owners and not {actor.value.country for actor in owners} & soil:
            add_actors(draft.actor, tuple(in_context(actor) for actor in owners))


def _state(phrases: Phrases, filler: int) -> tuple[Sourced[Actor], ...]:
    """The state in which a place lies, also of "the outskirts of X"."""
    below = [k for k in phrases.token(filler).children if phrases.token(k).lower == "of"]
    inner = [p.index for k in below if (p := phrases.document.child(k, "pobj")) is not None]
    return tuple(actor for at in (filler, *inner) for actor in phrases.state_at(at))


def _blamed(phrases: Phrases, trigger: Trigger) -> list[int]:
    """Whom words charge with an attack: "blamed X for the attack", "the attack was blamed on X"."""
    document = phrases.document
    token = phrases.token(trigger.head)
    over = phrases.token(token.head)
    if over.lower in {"for", "of"} and token.dep == "pobj":
        verb = phrases.token(over.head)
        verb = phrases.token(verb.head) if verb.dep in {"dobj", "nsubjpass"} else verb
        return objects(document, verb.index) if verb.lemma in ACCUSING else []
    if over.lemma == "blame" and token.dep in {"dobj", "nsubjpass"}:
        return list(verb_slots(document, over.index).get("on", ()))
    return []


def weapon_modes(phrases: Phrases, draft: Draft, filler: int) -> None:
    """How an attack was made, as the weapon says: a drone, shells, a mine."""
    if draft.type is Type.ASSAULT:
        for mode, span in mode_of_weapon(phrases, filler):
            draft.add_mode(mode, span)
