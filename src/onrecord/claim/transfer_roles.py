"""Fills the roles of arms and aid: the slots of their triggers, then what the parse hung elsewhere in the clause."""

from itertools import takewhile

from onrecord.claim.clause import verb_slots
from onrecord.claim.clause_party import conjuncts, grammatical_subjects
from onrecord.claim.draft import Draft, add_actors
from onrecord.claim.items import item_of
from onrecord.claim.phrase import Phrases, in_context
from onrecord.claim.roles_noun import OWNING
from onrecord.claim.transfer_request import asked, in_use, thanked, turned_down
from onrecord.claim.transfer_slots import HANDLING, TERMS, TransferSlots, given_by
from onrecord.claim.transfer_stage import told_again, told_stage, told_terms
from onrecord.claim.trigger_frame import Trigger, words_of
from onrecord.model.claim import Role, Stage, Type
from onrecord.model.mention import Kind, Mention, Thing
from onrecord.model.span import Sourced

FUTURE = {"will", "would", "shall", "'ll", "to"}
AMONG = {"including", "consisting", "comprising", "containing"}  # a list of what is handed on follows
TAKING = {"receive", "get", "obtain", "take", "await", "expect", "accept"}
COMING = {Stage.DELIVERED, Stage.IN_TRANSIT}


class TransferRoles:
    """Fills drafts of arms and aid from their triggers."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.slots = TransferSlots(phrases)

    def fill(self, draft: Draft) -> None:
        """All slots of all triggers, then what hangs further down in the clause."""
        for trigger in draft.triggers:
            span = words_of(self.phrases, trigger)
            if trigger.frame.mode:
                draft.add_mode(trigger.frame.mode, span)
            if trigger.frame.stage is not None and draft.stage is None:
                draft.stage = Sourced(self._stage(trigger), span)
            taker = trigger.noun and trigger.host is not None and self.phrases.token(trigger.host).lemma in TAKING
            for slot, role in trigger.frame.roles.items():
                if slot == "subject" and taker:
                    continue  # "received the first shipments": the subject gives nothing
                for filler in trigger.slots.get(slot, ()):
                    self.slots.one(draft, role, filler)
            self.slots.words(draft, trigger.head)
            if trigger.noun:
                add_actors(draft.actor, self.phrases.owners(trigger.head))
                self._told_of(draft, trigger)
        self._cleft(draft)
        self._named_first(draft)
        if not draft.items:
            self._loose(draft)
        else:
            self._listed(draft)
        self._directed(draft)
        self._bought_for(draft)
        self._theirs(draft)
        told_stage(self.phrases, draft)
        told_terms(self.phrases, draft, TERMS)
        told_again(self.phrases, draft)
        for tell in (in_use, thanked, turned_down, asked):
            tell(self.phrases, draft)

    def _bought_for(self, draft: Draft) -> None:
        """Who buys arms for another gives them to it: "will buy 300 drones for Ukraine"."""
        frame = draft.main.frame
        if frame.roles.get("subject") != "recipient" or frame.roles.get("for") != "recipient":
            return
        meant = [f for f in draft.main.slots.get("for", ()) if self.phrases.actors(f, owners=False)]
        buyers = [a for f in draft.main.slots.get("subject", ()) for a in self.phrases.actors(f)]
        ids = {a.value.id for a in buyers}
        others = [a for a in draft.recipient if a.value.id not in ids]
        if (meant or len(others) > 0) and others and buyers:
            draft.recipient = others
            add_actors(draft.actor, tuple(buyers))

    def _theirs(self, draft: Draft) -> None:
        """Whose goods another supplies gets them: "supplied most of Chad's weapons"; who confirms a sale sells."""
        head = self.phrases.token(draft.main.head)
        if head.lemma == "supply" and draft.actor and not draft.recipient:
            theirs = [a for at in draft.heads for a in self.phrases.owners(at)]
            ids = {a.value.country for a in draft.actor}
            add_actors(draft.recipient, tuple(a for a in theirs if a.value.country not in ids))
        verb = self.phrases.token(head.head)
        owned = draft.main.noun and verb.lemma in OWNING and head.dep == "dobj"
        for filler in verb_slots(self.phrases.document, verb.index).get("to", ()) if owned else ():
            if not draft.recipient and filler > head.index:
                add_actors(draft.recipient, self.phrases.actors(filler) or self.phrases.state_at(filler))
        if owned and draft.recipient and not draft.actor:
            takers = {a.value.country for a in draft.recipient}
            for subject in grammatical_subjects(self.phrases.document, verb.index):
                named = [a for a in self.phrases.actors(subject) if a.value.sector in {None, "GOV", "MIL"}]
                add_actors(draft.actor, tuple(in_context(a) for a in named if a.value.country not in takers))

    def _stage(self, trigger: Trigger) -> Stage:
        """A delivery that is still to come is announced."""
        assert trigger.frame.stage is not None
        children = [self.phrases.token(child) for child in self.phrases.token(trigger.head).children]
        coming = any(child.lower in FUTURE and child.dep == "aux" for child in children)
        return Stage.ANNOUNCED if coming and trigger.frame.stage in COMING else trigger.frame.stage

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

    def _named_first(self, draft: Draft) -> None:
        """ "Handed Kyiv three helicopters": the name that the parse takes for part of the goods is who gets them."""
        verb = self.phrases.token(draft.main.head)
        goods = self.phrases.document.child(verb.index, "dobj")
        if draft.main.frame.roles.get("dative") != "recipient" or draft.recipient or goods is None:
            return
        name = self.phrases.token(verb.index + 1)
        counted = self.phrases.token(name.index + 1).tag in {"CD", "PRP$", "DT"}
        if name.pos == "PROPN" and name.dep in {"nmod", "compound"} and name.index < goods.index and counted:
            add_actors(draft.recipient, self.phrases.named(name.index) or self.phrases.state_at(name.index))

    def _cleft(self, draft: Draft) -> None:
        """ "What X needs is Y": the goods are what follows the verb to be."""
        token = self.phrases.token(draft.main.head)
        if draft.type is Type.REQUEST and token.dep == "csubj":
            said = self.phrases.document.child(token.head, "attr")
            for part in conjuncts(self.phrases.document, said.index) if said is not None else ():
                self.slots.goods(draft, part)

    def _loose(self, draft: Draft) -> None:
        """Goods in the clause that the parse hung elsewhere: "received, among other things, ten carriers"."""
        head = self.phrases.token(draft.main.head)
        last = self.phrases.document.sentences[head.sentence].last
        span = self.phrases.document.span(head.index, min(head.right, last))
        for mention in self.phrases.mentions.in_span(Kind.THING, span):
            if isinstance(mention.value, Thing) and mention.value.category not in {"people", "facility", None}:
                self.slots.goods(draft, mention.head)

    def _listed(self, draft: Draft) -> None:
        """Members of a list of goods that the parse hung on "for" or "of": "missiles for X systems, shells"."""
        last = max(draft.heads)
        head = self.phrases.token(draft.main.head)
        end = self.phrases.document.sentences[head.sentence].last
        for mention in self.phrases.mentions.in_span(Kind.THING, self.phrases.document.span(last, end)):
            if not isinstance(mention.value, Thing) or mention.value.category in {"people", "facility", None}:
                continue
            under = {above.index for above in self.phrases.document.ancestors(mention.head)}
            among, listed = self._among(mention.head)
            reached = among or (listed and not self._apart(mention.head, head.index))
            if reached and under & {*draft.heads, head.index}:
                self.slots.goods(draft, mention.head)
        self._worth(draft, head.index, end)

    def _among(self, index: int) -> tuple[bool, bool]:
        """Whether a noun stands in a list after "including" or "consisting of", and whether it goes on with a list."""
        top = self.phrases.token(index)
        while top.dep in {"conj", "appos"}:
            top = self.phrases.token(top.head)
        over = self.phrases.token(top.head)
        among = {over.lower, self.phrases.token(over.head).lower} & AMONG
        return bool(among), top.index != index

    def _worth(self, draft: Draft, first: int, end: int) -> None:
        """The value of the goods in money, where the sentence tells it: "worth $150 million"."""
        for mention in self._sums(first, end):
            known = any(item.what is not None and item.what.span.overlaps(mention.span) for item in draft.items)
            handling = self.phrases.token(mention.head).lemma.lower() in HANDLING
            money = isinstance(mention.value, Thing) and mention.value.category == "money"
            if money and not known and not handling:
                draft.add(item_of(self.phrases, mention.head, Role.GOODS, None), mention.head)
                return

    def _sums(self, first: int, end: int) -> list[Mention]:
        """The things told after the trigger, then those that a "worth" before it tells of its goods or its contract."""
        mentions = self.phrases.mentions
        begin = self.phrases.document.sentences[self.phrases.token(first).sentence].first
        before = mentions.in_span(Kind.THING, self.phrases.document.span(begin, first)) if begin < first else ()
        valued = [m for m in before if any(t.lower == "worth" for t in self.phrases.document.ancestors(m.head))]
        after = mentions.in_span(Kind.THING, self.phrases.document.span(first, end))
        return [*(m for m in after if not self._of_a_clause(m.head, first)), *valued]

    def _of_a_clause(self, index: int, top: int) -> bool:
        """Whether a sum stands in a relative clause: of "jets, for which it provides the money" the jets are given."""
        below = takewhile(lambda token: token.index != top, self.phrases.document.ancestors(index))
        return any(token.dep == "relcl" for token in below)

    def _directed(self, draft: Draft) -> None:
        """A recipient or supplier that the parse hung on another word of the clause."""
        head = self.phrases.token(draft.main.head)
        own = given_by(self.phrases, draft)
        for index in range(head.index, head.right):
            token = self.phrases.token(index)
            below = self.phrases.document.child(index, "pobj") if token.dep in {"prep", "dative"} else None
            if below is None or self._according(index, head.index) or self._apart(index, head.index):
                continue
            if token.lower == "by" and below.lemma == "way":
                self._by_way(draft, below.index)
            elif token.lower in {"to", "for"} and not draft.recipient:
                found = self.phrases.actors(below.index, owners=False) or self.phrases.state_at(below.index)
                add_actors(draft.recipient, found)
            elif token.lower == "from" and not (draft.actor or own or draft.type is Type.REQUEST):
                named = self.phrases.actors(below.index, owners=False)
                add_actors(draft.actor, named or self.phrases.state_at(below.index))

    def _according(self, index: int, top: int) -> bool:
        """Whether words only name who says so: "according to a statement from the spokesman"."""
        under = [token.index for token in self.phrases.document.ancestors(index)]
        inside = under[: under.index(top)] if top in under else under
        return any(self.phrases.token(at).lower == "according" for at in inside)

    def _by_way(self, draft: Draft, way: int) -> None:
        """ "By way of X"."""
        for child in self.phrases.token(way).children:
            below = self.phrases.document.child(child, "pobj")
            if below is not None and not draft.via:
                add_actors(draft.via, self.phrases.actors(below.index) or self.phrases.state_at(below.index))

    def _apart(self, index: int, top: int) -> bool:
        """Whether a clause of its own stands between a word and the trigger."""
        for token in self.phrases.document.ancestors(index):
            if token.index == top:
                return False
            if token.dep in {"relcl", "advcl", "ccomp", "acl", "parataxis"}:
                return True
        return True
