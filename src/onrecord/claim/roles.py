"""Fills the roles of a claim from the slots of its triggers: who acts, on whom, with what, how many were hurt."""

from dataclasses import replace

from onrecord.claim.draft import Draft, add_actors, same_party
from onrecord.claim.items import item_of, one_of
from onrecord.claim.phrase import Phrases, in_context
from onrecord.claim.roles_counted import among_them, companions, shares
from onrecord.claim.roles_noun import around, modifiers, weapon_modes
from onrecord.claim.trigger import REFLEXIVE
from onrecord.claim.trigger_frame import Trigger, words_of
from onrecord.model.claim import Effect, Role, Type
from onrecord.model.mention import Actor
from onrecord.model.span import Basis, Sourced

WEAPONS = {"flying", "weapon", "aircraft", "explosive"}
AGENTS = {"force", "actor", "people", "ship"}
AIMED = AGENTS | {"structure", "vehicle"}
VIOLENT = {Type.ASSAULT, Type.INTERCEPT, Type.BLAST}
HARM = {Effect.KILLED, Effect.INJURED, Effect.DIED, Effect.MISSING}
HURTS = {"injury", "wound", "burn", "bruise", "fracture"}  # "wounded others with injuries": no weapon and no target
HARMING = {"kill", "wound", "injure", "die", "capture", "maim", "hurt"}
UNHURT = {"hit", "damaged", "destroyed"}
SUFFERED = {"casualty", "arrested", "released"}
THINGS = {"ship", "vehicle", "aircraft", "structure", "weapon", "goods", "event", "statement", "place", "money"}


class Roles:
    """Fills drafts from their triggers."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases

    def fill(self, draft: Draft) -> None:
        """All slots of all triggers of a draft, those of the naming trigger first."""
        for trigger in draft.triggers:
            span = words_of(self.phrases, trigger)
            if trigger.frame.mode:
                draft.add_mode(trigger.frame.mode, span)
            if trigger.frame.stage is not None and draft.stage is None:
                draft.stage = Sourced(trigger.frame.stage, span)
            for slot, role in trigger.frame.roles.items():
                fillers = trigger.slots.get(slot, ())
                for filler in (*fillers, *(companions(self.phrases, trigger, fillers) if role in SUFFERED else ())):
                    self._one(draft, trigger, role, filler, slot)
            if trigger.noun:
                modifiers(self.phrases, draft, trigger)
                around(self.phrases, draft, trigger)
            if trigger.frame.kind == "figure":
                self._figure(draft, trigger)
            if trigger.frame.mode == "explosives":  # a "car bombing" comes from no aircraft
                draft.modes = [m for m in draft.modes if m.value != "aerial" or not m.span.within(span)]
        self._recipient_of_place(draft)
        draft.recipient = [r for r in draft.recipient if not any(_oneself(a, r) for a in draft.actor)]

    def _one(self, draft: Draft, trigger: Trigger, role: str, filler: int, slot: str) -> None:
        heads = {t.head for t in draft.triggers if t.slots.get("object") != (t.head,)}
        named = self.phrases.core(filler) == filler and filler in heads
        bomb = bool(self.phrases.classes(filler) & {"explosive"})
        hurt = self.phrases.token(self.phrases.core(filler)).lemma.lower() in HURTS
        theirs = draft.items and self.phrases.token(filler).lemma == "life" and self.phrases.quantity(filler) is None
        if (named and not bomb) or hurt or theirs or "event" in self.phrases.classes(filler):
            return
        fill = {
            "actor": self._actor,
            "recipient": self._recipient,
            "party": self._party,
            "target": self._target,
            "weapon": self._weapon,
            "casualty": self._casualty,
            "released": self._person,
            "arrested": self._person,
            "via": self._via,
            "place": self._held,
            "taken": self._taken,
        }.get(role)
        if fill is not None and not (role == "actor" and slot == "from" and self._country(filler)):
            fill(draft, trigger, filler)

    def _country(self, filler: int) -> bool:
        """Whether a noun only names a country: of "fire from Congo" it is where the fire came from, not who fired."""
        named = self.phrases.named(filler)
        return bool(named) and all(a.value.id == a.value.country for a in named)

    def _done(self, trigger: Trigger) -> Sourced[Effect] | None:
        """The effect on a thing aimed at: people are killed, buildings are not."""
        return None if trigger.frame.effect in {*HARM, Effect.LAUNCHED} else self.effect(trigger)

    def effect(self, trigger: Trigger) -> Sourced[Effect] | None:
        """What the trigger does to its item, with its words; of "killed or wounded" neither can be told."""
        effect = trigger.frame.effect
        if effect in HARM and self._either(trigger.head):
            return None
        return Sourced(effect, words_of(self.phrases, trigger)) if effect is not None else None

    def _either(self, verb: int) -> bool:
        """Whether another harm stands beside a verb by "or": "has had 70,000 killed or wounded"."""
        words = self.phrases.document.tokens
        trios = [words[max(first, 0) : first + 3] for first in (verb, verb - 2)]
        return any(
            len(trio) == 3 and trio[1].lower == "or" and {trio[0].lemma, trio[2].lemma} <= HARMING for trio in trios
        )

    def _actor(self, draft: Draft, trigger: Trigger, filler: int) -> None:
        kinds = self.phrases.classes(filler)
        if draft.type in VIOLENT and kinds & WEAPONS and not kinds & AGENTS:
            self._weapon(draft, trigger, filler)
            add_actors(draft.actor, self.phrases.owners(filler))
            return
        weapon_modes(self.phrases, draft, filler)
        if not self._only_says(trigger, filler) and not (draft.type in VIOLENT and self._land(filler)):
            doers = self.phrases.actors(filler)
            if draft.type in VIOLENT:  # of "the channel reported ten raids hit X" the channel fights nobody
                doers = tuple(actor for actor in doers if actor.value.sector != "JRN")
            add_actors(draft.actor, doers)

    def _land(self, filler: int) -> bool:
        """Whether a noun names ground on which none acts: "the Chadian territory held by them, that has killed 20"."""
        noun = self.phrases.token(filler)
        kinds = self.phrases.words.classes.get(noun.lemma.lower(), frozenset())
        return noun.pos == "NOUN" and "territory" in kinds and not kinds & AGENTS

    def _only_says(self, trigger: Trigger, filler: int) -> bool:
        """Whether a participle's subject is but the source: "raids hit X, media reported, killing 14"."""
        verb = self.phrases.token(self.phrases.token(filler).head)
        loose = self.phrases.token(trigger.head).dep in {"advcl", "conj"} and verb.index != trigger.head
        return loose and verb.lemma.lower() in self.phrases.words.lists["saying"]

    def _recipient(self, draft: Draft, trigger: Trigger, filler: int) -> None:
        named = self.phrases.actors(filler)
        add_actors(draft.recipient, named or self.phrases.state_at(filler))

    def _party(self, draft: Draft, trigger: Trigger, filler: int) -> None:
        add_actors(draft.actor, self.phrases.actors(filler) or self.phrases.state_at(filler))

    def _taken(self, draft: Draft, trigger: Trigger, filler: int) -> None:
        """Things that are seized are an item and their owner suffers it; a party that is seized suffers it itself."""
        add_actors(draft.recipient, self.phrases.actors(filler))
        if self.phrases.classes(filler) & {"thing", "weapon", "vehicle", "ship", "counted"}:
            draft.add(item_of(self.phrases, filler, Role.TARGET, self.effect(trigger)), self.phrases.core(filler))

    def _held(self, draft: Draft, trigger: Trigger, filler: int) -> None:
        """A building or base that is taken or held is its target; a town is the place itself."""
        kinds = self.phrases.classes(filler)
        site = "thing" in kinds and "structure" in kinds and "place" not in kinds
        if draft.type is Type.CONTROL and site and trigger.slots.get("object") == (filler,):
            draft.add(item_of(self.phrases, filler, Role.TARGET, None), self.phrases.core(filler))

    def _via(self, draft: Draft, trigger: Trigger, filler: int) -> None:
        add_actors(draft.via, self.phrases.actors(filler))

    def _weapon(self, draft: Draft, trigger: Trigger, filler: int) -> None:
        kinds = self.phrases.classes(filler)
        hurt = draft.type in VIOLENT and "people" in kinds and not kinds & WEAPONS  # "killed with two guards"
        himself = self.phrases.token(filler).lower in REFLEXIVE  # "blew himself up"
        site = "structure" in kinds and not kinds & WEAPONS  # "an area with two schools"
        if hurt or himself or site or not kinds & (WEAPONS | {"number", "pronoun", "thing"}):
            return
        effect = self.effect(trigger) if trigger.frame.effect in {Effect.LAUNCHED, Effect.FALLEN} else None
        draft.add(item_of(self.phrases, filler, Role.WEAPON, effect), self.phrases.core(filler))
        weapon_modes(self.phrases, draft, filler)

    def _target(self, draft: Draft, trigger: Trigger, filler: int) -> None:
        kinds = self.phrases.classes(filler)
        if draft.type is Type.INTERCEPT:
            self._intercepted(draft, trigger, filler)
            return
        if kinds & WEAPONS and not kinds & AIMED and filler not in trigger.slots.get("object", ()):
            self._weapon(draft, trigger, filler)
            return
        add_actors(draft.recipient, self.phrases.actors(filler))
        if ("people" in kinds and kinds & {"number"}) or self._hurt(trigger, kinds):
            draft.add(item_of(self.phrases, filler, Role.CASUALTY, self.effect(trigger)), self.phrases.core(filler))
        elif kinds & {"structure", "vehicle", "ship", "people", "force", "thing", "aircraft", "weapon", "number"}:
            named = "place" in kinds and "thing" not in kinds
            harm = self.phrases.token(self.phrases.core(filler)).lemma.lower() in self.phrases.words.lists["harmed"]
            if not (named or harm) and self.phrases.token(filler).pos not in {"PROPN", "PRON"}:
                draft.add(item_of(self.phrases, filler, Role.TARGET, self._done(trigger)), self.phrases.core(filler))

    def _hurt(self, trigger: Trigger, kinds: frozenset[str]) -> bool:
        return trigger.frame.effect in HARM and bool(kinds & {"people", "number"})

    def _intercepted(self, draft: Draft, trigger: Trigger, filler: int) -> None:
        kinds = self.phrases.classes(filler)
        add_actors(draft.recipient, self.phrases.owners(filler))
        if kinds & (WEAPONS | {"number", "pronoun", "thing"}):
            draft.add(item_of(self.phrases, filler, Role.TARGET, self.effect(trigger)), self.phrases.core(filler))
        for child in self.phrases.modifiers(filler):
            token = self.phrases.token(child)
            if token.lower in self.phrases.words.lists["enemy"]:
                draft.enemy = token.span

    def _casualty(self, draft: Draft, trigger: Trigger, filler: int) -> None:
        kinds = self.phrases.classes(filler)
        effect = self.effect(trigger)
        driven = [self.phrases.token(c) for c in self.phrases.token(filler).children]
        driven = [token for token in driven if token.dep == "amod" and token.lower == "displaced"]
        if driven and filler in trigger.slots.get("object", ())[1:]:  # "claimed 900 lives and displaced millions"
            effect = Sourced(Effect.DISPLACED, driven[0].span)
        if kinds & {"flying", "vehicle", "aircraft", "ship"} and not kinds & {"people"}:
            lost = Sourced(Effect.DESTROYED, effect.span) if effect else None
            draft.add(item_of(self.phrases, filler, Role.TARGET, lost), self.phrases.core(filler))
        elif "people" in kinds or "number" in kinds or "force" in kinds or "pronoun" in kinds or "actor" in kinds:
            item = item_of(self.phrases, filler, Role.CASUALTY, effect)
            if item.what is not None or item.quantity is not None:
                draft.add(item, self.phrases.core(filler))
                self._parts(draft, trigger, filler)
        add_actors(draft.recipient, self._side(filler))

    def _parts(self, draft: Draft, trigger: Trigger, filler: int) -> None:
        """ "Including four children": a part of the casualties just counted."""
        whole = len(draft.items) - 1
        hosts = dict.fromkeys((filler, self.phrases.core(filler), trigger.head))  # "were killed, including a medic"
        below = [c for at in hosts for c in self.phrases.token(at).children]
        for child in (c for c in below if self.phrases.token(c).lower == "including"):
            part = self.phrases.document.child(child, "pobj")
            if part is not None:
                item = item_of(self.phrases, part.index, Role.CASUALTY, self.effect(trigger))
                draft.add(replace(item, part_of=whole), part.index)
        for share, noun in (*shares(self.phrases, filler), *among_them(self.phrases, hosts)):
            item = item_of(self.phrases, noun, Role.CASUALTY, self.effect(trigger))
            counted = self.phrases.quantity(share)
            draft.add(replace(item, part_of=whole, quantity=counted), noun)

    def _side(self, filler: int) -> tuple[Sourced[Actor], ...]:
        """Whose people the casualties are: the forces they are counted in, not the private persons themselves."""
        kin = self.phrases.token(filler).lemma.lower() in self.phrases.words.lists["kin"]
        return () if kin else self.phrases.actors(filler)

    def _person(self, draft: Draft, trigger: Trigger, filler: int) -> None:
        kinds = self.phrases.classes(filler)
        unnamed = self.phrases.token(filler).pos == "NOUN" and not kinds & {*THINGS, "thing"}
        one = one_of(self.phrases, filler) is not None
        if kinds & {"people", "number", "force"} or one or (trigger.frame.effect is Effect.ARRESTED and unnamed):
            draft.add(item_of(self.phrases, filler, Role.CASUALTY, self.effect(trigger)), self.phrases.core(filler))
            self._parts(draft, trigger, filler)
        add_actors(draft.recipient, self.phrases.actors(filler))

    def _figure(self, draft: Draft, trigger: Trigger) -> None:
        """A number put on losses: the casualties are the noun's, the number stands elsewhere."""
        number = trigger.slots["figure"][0]
        effect = self.effect(trigger)
        item = item_of(self.phrases, number, Role.CASUALTY, effect)
        quantity = item.quantity or self.phrases.quantity(trigger.head)
        if quantity is None:
            return
        for owner in trigger.slots.get("poss", ()):
            add_actors(draft.recipient, self.phrases.actors(owner))
        side = draft.recipient[0] if draft.recipient else None
        draft.add(type(item)(Role.CASUALTY, item.what, side, quantity, item.scope, None, effect), number)

    def _recipient_of_place(self, draft: Draft) -> None:
        """An attack into a country is on that country: "fired into Ukraine", "air strikes on Kyiv"."""
        if draft.recipient or draft.type not in {Type.ASSAULT}:
            return
        for trigger in draft.triggers:
            for slot in ("on", "at", "into", "against", "object", "towards", "toward"):
                if trigger.frame.roles.get(slot) == "target":
                    for filler in trigger.slots.get(slot, ()):
                        add_actors(draft.recipient, self.phrases.state_at(filler))


def _oneself(actor: Sourced[Actor], recipient: Sourced[Actor]) -> bool:
    """Whether who suffers it does it: the same actor, or the actor's own state, told only by where it happens."""
    same = actor.value.id == recipient.value.id and (
        actor.value.id is not None or actor.value.name == recipient.value.name
    )
    return same or (recipient.basis is Basis.CONTEXT and same_party(actor.value, recipient.value))


def own_doer(phrases: Phrases, trigger: Trigger) -> bool:
    """Whether a noun of its own says who acts, though nobody knows whom it means: "the frigate Anika shot down two"."""
    for filler in trigger.slots.get("subject", ()):
        pos = phrases.token(filler).pos
        if pos == "PROPN" or (pos == "NOUN" and phrases.classes(filler) & AGENTS):
            return True
    return False


def borrowed(known: list[Sourced[Actor]], lent: list[Sourced[Actor]]) -> None:
    """Fills an empty role with another claim's actors, told from context."""
    if not known:
        known.extend(in_context(actor) for actor in lent)
