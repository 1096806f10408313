"""Fills the roles of arms and aid: supplier, recipient, goods with their numbers, stage, terms and package."""

from dataclasses import replace

from onrecord.claim.clause import conjuncts
from onrecord.claim.draft import Draft, add_actors
from onrecord.claim.items import item_of
from onrecord.claim.phrase import Phrases
from onrecord.claim.transfer_stage import told_again, told_stage, told_terms
from onrecord.claim.trigger import Trigger, words_of
from onrecord.model.claim import Role, Stage, Type
from onrecord.model.mention import Kind, Thing
from onrecord.model.span import Sourced, Span

HANDLING = {
    *("delivery", "supply", "shipment", "transfer", "provision", "sale", "donation", "export", "purchase", "handover"),
}
TERMS = {"sale", "donation", "loan", "lease", "licence", "license", "grant", "gift"}
FUTURE = {"will", "would", "shall", "'ll", "to"}
PACKAGES = {"package", "tranche"}
COMING = {Stage.DELIVERED, Stage.IN_TRANSIT}
GOODS = {"goods", "weapon", "help", "thing", "vehicle", "aircraft", "ship"}


class TransferRoles:
    """Fills drafts of arms and aid from their triggers."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases

    def fill(self, draft: Draft) -> None:
        """All slots of all triggers, then what hangs further down in the clause."""
        for trigger in draft.triggers:
            span = words_of(self.phrases, trigger)
            if trigger.frame.mode:
                draft.add_mode(trigger.frame.mode, span)
            if trigger.frame.stage is not None and draft.stage is None:
                draft.stage = Sourced(self._stage(trigger), span)
            for slot, role in trigger.frame.roles.items():
                for filler in trigger.slots.get(slot, ()):
                    self._one(draft, role, filler)
            self._words(draft, trigger.head)
            if trigger.noun:
                add_actors(draft.actor, self.phrases.owners(trigger.head))
                self._told_of(draft, trigger)
        self._cleft(draft)
        if not draft.items:
            self._loose(draft)
        else:
            self._listed(draft)
        self._directed(draft)
        told_stage(self.phrases, draft)
        told_terms(self.phrases, draft, TERMS)
        told_again(self.phrases, draft)

    def _stage(self, trigger: Trigger) -> Stage:
        """A delivery that is still to come is announced."""
        assert trigger.frame.stage is not None
        children = [self.phrases.token(child) for child in self.phrases.token(trigger.head).children]
        coming = any(child.lower in FUTURE and child.dep == "aux" for child in children)
        return Stage.ANNOUNCED if coming and trigger.frame.stage in COMING else trigger.frame.stage

    def _one(self, draft: Draft, role: str, filler: int) -> None:
        if role == "goods":
            for part in conjuncts(self.phrases.document, filler):
                self._goods(draft, part)
        elif role in {"actor", "recipient", "via"}:
            known = {"actor": draft.actor, "recipient": draft.recipient, "via": draft.via}[role]
            add_actors(known, self.phrases.actors(filler) or self.phrases.state_at(filler))
        elif role == "package":
            self._package(draft, filler)
        elif role == "cargo":
            self._cargo(draft, filler)

    def _cargo(self, draft: Draft, filler: int) -> None:
        """What a ship or convoy carries; the trucks themselves where nothing more is said."""
        carried: list[int] = []
        for child in self.phrases.token(filler).children:
            token = self.phrases.token(child)
            if token.dep == "acl" and token.lemma in {"carry", "load", "bring", "transport", "haul", "lade"}:
                loaded = self.phrases.document.child(child, "dobj") or self.phrases.document.child(child, "prep")
                carried += [loaded.index] if loaded is not None and loaded.dep == "dobj" else []
                child, token = (loaded.index, loaded) if loaded is not None else (child, token)
            below = self.phrases.document.child(child, "pobj")
            if below is not None and token.lower in {"with", "of"}:
                carried.append(below.index)
        for part in carried or [filler]:
            self._one(draft, "goods", part)
        token = self.phrases.token(filler)
        for index in range(token.left, token.right):
            below = self.phrases.document.child(index, "pobj")
            if self.phrases.token(index).lower == "from" and below is not None:
                self._one(draft, "actor", below.index)

    def _goods(self, draft: Draft, filler: int) -> None:
        """One kind of goods; of "the supply of missiles" the missiles, of "military aid for X" also X."""
        token = self.phrases.token(filler)
        if token.lemma.lower() in HANDLING:
            self._words(draft, filler)
            of = [child for child in token.children if self.phrases.token(child).lower == "of"]
            for child in token.children if not of else ():
                if self.phrases.token(child).dep == "compound" and self.phrases.classes(child) & {"goods", "weapon"}:
                    self._add(draft, child)  # "arms exports"
            for inner in [below for child in of for below in self.phrases.token(child).children]:
                for part in conjuncts(self.phrases.document, inner):
                    self._goods(draft, part)
        elif self._are_goods(filler):
            self._add(draft, filler)
        self._package(draft, filler)
        self._whose(draft, filler)

    def _add(self, draft: Draft, filler: int) -> None:
        """The item; of "155mm and 105mm rounds" one for each calibre."""
        core = self.phrases.core(filler)
        item = item_of(self.phrases, filler, Role.GOODS, None)
        calibres = self._calibres(core)
        if not calibres or (len(calibres) == 1 and item.what is not None):
            draft.add(item, core)
            return
        for first in calibres:
            last = first == calibres[-1]
            span = self.phrases.document.span(first, core + 1 if last else first + 2)
            name = f"{self.phrases.token(first).text}mm {self.phrases.token(core).text}"
            draft.add(replace(item, what=Sourced(Thing(None, name, "ammunition"), span)), core if last else first)

    def _calibres(self, core: int) -> list[int]:
        """The numbers of the calibres that stand before a noun, in reading order."""
        found, at = [], core - 1
        while at > 0 and (
            self.phrases.token(at).lower in {"mm", "and", ",", "-"} or self.phrases.token(at).pos == "NUM"
        ):
            if self.phrases.token(at).pos == "NUM" and self.phrases.token(at + 1).lower == "mm":
                found.append(at)
            at -= 1
        return found[::-1]

    def _are_goods(self, filler: int) -> bool:
        kinds = self.phrases.classes(filler)
        party = bool(self.phrases.named(filler)) and "thing" not in kinds
        return not party and bool(kinds & GOODS or self.phrases.quantity(filler) is not None)

    def _whose(self, draft: Draft, filler: int) -> None:
        """ "Weapons for Ukraine", "from Germany", "German aid": the parties that hang on the goods."""
        for child in self.phrases.token(filler).children:
            preposition = self.phrases.token(child)
            below = self.phrases.document.child(child, "pobj")
            if below is None:
                continue
            if preposition.lower == "for" and self.phrases.classes(filler) & {"money"}:
                self._bought(draft, below.index)
            giver = draft.recipient if draft.type is Type.REQUEST else draft.actor  # of a need, who is to give
            known = {"for": draft.recipient, "to": draft.recipient, "from": giver}.get(preposition.lower)
            if known is not None:
                add_actors(known, self.phrases.actors(below.index, owners=False) or self.phrases.state_at(below.index))
        if not draft.actor and self.phrases.classes(filler) & {"help"}:
            add_actors(draft.actor, self.phrases.owners(filler))

    def _bought(self, draft: Draft, filler: int) -> None:
        """What money is given for: "150 million euros for artillery shells", "for the purchase of drones"."""
        handled = self.phrases.token(filler).lemma.lower() in HANDLING
        if handled or (self._are_goods(filler) and self.phrases.classes(filler) & {"weapon", "goods"}):
            for part in conjuncts(self.phrases.document, filler):
                self._goods(draft, part)

    def _package(self, draft: Draft, filler: int) -> None:
        token = self.phrases.token(filler)
        if token.lemma.lower() not in PACKAGES or draft.package is not None:
            return
        span = self._called(filler) or self.phrases.span(filler)
        draft.package = Sourced(span.quote(self.phrases.document.text), span)
        if not draft.actor:
            add_actors(draft.actor, self.phrases.owners(filler))
        self._whose(draft, filler)

    def _called(self, filler: int) -> Span | None:
        """The name of a package: "dubbed Winter Shield"."""
        document = self.phrases.document
        for child in self.phrases.token(filler).children:
            if self.phrases.token(child).lemma in {"dub", "call", "name", "codename", "nickname"}:
                name = document.child(child, "oprd", "dobj", "attr", "ccomp", "xcomp")
                if name is not None and name.pos == "PROPN":
                    return document.span(name.left, name.index + 1)
        return None

    def _words(self, draft: Draft, index: int) -> None:
        token = self.phrases.token(index)
        if draft.terms is None and token.lemma.lower() in TERMS | {"sell", "donate", "lend", "lease"}:
            draft.terms = Sourced(token.lemma.lower(), token.span)

    def _told_of(self, draft: Draft, trigger: Trigger) -> None:
        """ "In the USA the discussion about new aid is stuck": the state where it is discussed is the one to give."""
        verb = self.phrases.token(trigger.host) if trigger.host is not None else None
        if verb is None or draft.actor or draft.stage is None or draft.stage.value is not Stage.DISCUSSED:
            return
        if verb.lemma in {"stick", "stall", "block", "freeze", "deadlock"}:
            draft.stage = Sourced(Stage.DELAYED, verb.span)
        for child in verb.children:
            below = self.phrases.document.child(child, "pobj")
            if self.phrases.token(child).lower == "in" and below is not None:
                add_actors(draft.actor, self.phrases.named(below.index) or self.phrases.state_at(below.index))

    def _cleft(self, draft: Draft) -> None:
        """ "What X needs is Y": the goods are what follows the verb to be."""
        token = self.phrases.token(draft.main.head)
        if draft.type is Type.REQUEST and token.dep == "csubj":
            said = self.phrases.document.child(token.head, "attr")
            for part in conjuncts(self.phrases.document, said.index) if said is not None else ():
                self._goods(draft, part)

    def _loose(self, draft: Draft) -> None:
        """Goods in the clause that the parse hung elsewhere: "received, among other things, ten carriers"."""
        head = self.phrases.token(draft.main.head)
        last = self.phrases.document.sentences[head.sentence].last
        span = self.phrases.document.span(head.index, min(head.right, last))
        for mention in self.phrases.mentions.in_span(Kind.THING, span):
            if isinstance(mention.value, Thing) and mention.value.category not in {"people", "facility", None}:
                self._goods(draft, mention.head)

    def _listed(self, draft: Draft) -> None:
        """Members of a list of goods that the parse hung on "for" or "of": "missiles for X systems, shells"."""
        last = max(draft.heads)
        head = self.phrases.token(draft.main.head)
        end = self.phrases.document.sentences[head.sentence].last
        for mention in self.phrases.mentions.in_span(Kind.THING, self.phrases.document.span(last, end)):
            token = self.phrases.token(mention.head)
            top = token
            while top.dep in {"conj", "appos"}:
                top = self.phrases.token(top.head)
            if not isinstance(mention.value, Thing) or mention.value.category in {"people", "facility", None}:
                continue
            under = {above.index for above in self.phrases.document.ancestors(token.index)}
            if top is not token and under & set(draft.heads) and not self._apart(token.index, head.index):
                self._goods(draft, token.index)
        self._worth(draft, head.index, end)

    def _worth(self, draft: Draft, first: int, end: int) -> None:
        """The value of the goods in money, where the sentence tells it: "worth $150 million"."""
        for mention in self.phrases.mentions.in_span(Kind.THING, self.phrases.document.span(first, end)):
            known = any(item.what is not None and item.what.span.overlaps(mention.span) for item in draft.items)
            handling = self.phrases.token(mention.head).lemma.lower() in HANDLING
            money = isinstance(mention.value, Thing) and mention.value.category == "money"
            if money and not known and not handling:
                draft.add(item_of(self.phrases, mention.head, Role.GOODS, None), mention.head)
                return

    def _directed(self, draft: Draft) -> None:
        """A recipient or supplier that the parse hung on another word of the clause."""
        head = self.phrases.token(draft.main.head)
        for index in range(head.index, head.right):
            token = self.phrases.token(index)
            below = self.phrases.document.child(index, "pobj") if token.dep in {"prep", "dative"} else None
            according = self.phrases.token(token.head).lower == "according"
            if below is None or according or self._apart(index, head.index):
                continue
            if token.lower in {"to", "for"} and not draft.recipient:
                found = self.phrases.actors(below.index, owners=False) or self.phrases.state_at(below.index)
                add_actors(draft.recipient, found)
            elif token.lower == "from" and not draft.actor and draft.type is not Type.REQUEST:
                named = self.phrases.actors(below.index, owners=False)
                add_actors(draft.actor, named or self.phrases.state_at(below.index))

    def _apart(self, index: int, top: int) -> bool:
        """Whether a clause of its own stands between a word and the trigger."""
        for token in self.phrases.document.ancestors(index):
            if token.index == top:
                return False
            if token.dep in {"relcl", "advcl", "ccomp", "acl", "parataxis"}:
                return True
        return True
