"""When and where each happening was: the time and the place that stand nearest to its words in the parse."""

from collections.abc import Iterable
from itertools import takewhile

from onrecord.claim.clause_party import SUBJECTS
from onrecord.claim.draft import Draft, same_party
from onrecord.claim.event_merge import ANSWERING, aside, two_sides
from onrecord.claim.phrase import Phrases
from onrecord.claim.placing import AWAY, RANKS, Placing
from onrecord.claim.trigger_frame import Trigger
from onrecord.claim.trigger_noun import carrying_out
from onrecord.model.claim import Type
from onrecord.model.document import Token
from onrecord.model.mention import Kind, Mention, Place, Quantity, TimePrecision, When
from onrecord.model.span import Basis, Sourced

POLITICAL = set(Type) - {
    *(Type.ASSAULT, Type.INTERCEPT, Type.BLAST, Type.ALERT, Type.CONTROL, Type.SITUATION, Type.RETREAT, Type.PROTEST),
}  # a state named in these is a party first
PHYSICAL = {Type.COERCE}  # arrests and captures take place, whoever is a party to them
ASIDE = {"since", "after", "before", "until", "although", "though", "because"}
CHARGING = {"of", "for"}
RESULTS = {"spark", "trigger", "ignite", "prompt", "fuel", "raise"}
GOES_ON = {"while", "when"}  # "was shot while driving in X": in X
REACH = 5  # words from "491 kilometres" to the town from which it is counted
CHAIN = 6  # verbs above one another, each lending its time: "is expected to try to"


class Setting:
    """Which claim each time and place of a report belongs to."""

    def __init__(self, phrases: Phrases, drafts: list[Draft]) -> None:
        self.phrases = phrases
        self.drafts = drafts
        self.heads: dict[int, Draft] = {}
        self.hosts: dict[int, list[Draft]] = {}
        self.words: set[int] = set()
        for draft in drafts:
            for trigger in draft.triggers:
                self.heads[trigger.head] = draft
                self.words |= {trigger.head, *range(trigger.first, trigger.last)}  # "took control" of X
        for draft in drafts:
            for trigger in draft.triggers:
                self._climb_hosts(draft, self._host(trigger) if trigger.noun else trigger.head)
                made = carrying_out(phrases, phrases.words, phrases.token(trigger.head)) if trigger.noun else None
                if made is not None:
                    self.hosts.setdefault(made, []).append(draft)
        self.placing = Placing(phrases, drafts, self.heads, self.hosts, self.words)

    def _host(self, trigger: Trigger) -> int | None:
        """The verb whose time and place a noun shares: not one that says it, nor one that it only dates."""
        host = trigger.host
        if host is None or trigger.light:
            return host
        under = takewhile(lambda token: token.index != host, self.phrases.document.ancestors(trigger.head))
        dates = any(token.lower in ASIDE and token.pos == "ADP" for token in under)
        told = self.phrases.token(trigger.head).dep not in {"dobj", "nsubjpass", "conj"}  # "confirmed Monday's strike"
        return None if dates or (told and self.speaks(self.phrases.token(host))) else host

    def _climb_hosts(self, draft: Draft, index: int | None) -> None:
        """Verbs whose own times and places are the claim's too: "managed to", "is expected to", "carried out"."""
        seen = 0
        while index is not None and seen < CHAIN:
            token = self.phrases.token(index)
            if token.index not in self.heads:
                self.hosts.setdefault(index, []).append(draft)
            above = token.head if token.head != index else None
            if above is not None and self._goes_on(token) and above not in self.heads:
                index, seen = above, seen + 1
                continue
            if above is None or token.dep not in {"xcomp", "ccomp", "acomp"}:
                return
            if token.dep == "ccomp" and (self.speaks(self.phrases.token(above)) or above in self.heads):
                return
            index, seen = above, seen + 1

    def _goes_on(self, token: Token) -> bool:
        """Whether a verb shares subject and setting with the verb before it: "broke into a bar in X and killed"."""
        above = self.phrases.token(token.head)
        joined = token.dep == "conj" or (token.dep == "advcl" and token.tag == "VBG")
        own = self.phrases.document.child(token.index, "nsubj", "nsubjpass", "mark") is not None
        return joined and not own and token.pos == above.pos == "VERB" and not self.speaks(above)

    def speaks(self, token: Token) -> bool:
        """Whether a verb says or shows, so that its time and place are those of the saying."""
        named = self.phrases.document.child(token.index, "oprd") is not None  # "what it called a depot"
        return token.pos == "VERB" and token.lemma.lower() in self.phrases.words.lists["speech"] and not named

    def owners(self, mention: Mention) -> tuple[list[Draft], int]:
        """The claims that a time or place belongs to, and how far it stands from them (0: among their own words)."""
        token = self.phrases.token(mention.head)
        steps = 0
        before = self.phrases.token(max(token.head - 1, 0))
        if before.pos == "NUM" and before.index in self.heads:
            return [self.heads[before.index]], steps  # "and 50 on Saturday"
        while True:
            if token.index in self.heads:
                return [self.heads[token.index]], steps
            if token.index in self.hosts:
                return self.hosts[token.index], steps + 1
            if token.lemma in ANSWERING:
                return [], steps  # "in response to the raid in X"
            if token.head == token.index or (steps and (self.speaks(token) or self._apart(token))):
                return [], steps
            token, steps = self.phrases.token(token.head), steps + 1

    def _apart(self, token: Token) -> bool:
        """Whether a clause of its own begins at a word: what stands in it is said of nothing outside."""
        children = [self.phrases.token(child) for child in token.children]
        timed = token.dep == "advcl" and any(
            child.tag in {"WRB"} or (child.lower == "as" and child.dep == "mark") for child in children
        )
        if token.dep == "advcl" and token.tag == "VBG" and all(child.dep not in SUBJECTS for child in children):
            mark = next((child for child in children if child.dep == "mark"), None)
            if token.lemma in RESULTS:
                return True  # "attacked X, sparking a war in Y"
            return mark is not None and mark.lower not in GOES_ON
        if token.dep in {"relcl", "advcl"} and not timed and all(child.dep != "oprd" for child in children):
            return True
        return token.dep == "conj" and self.phrases.document.child(token.index, "nsubj", "nsubjpass") is not None

    def place_all(self) -> None:
        """Gives every claim its times and places."""
        read = self.phrases.read
        for mention in self._mentions(Kind.TIME, read):
            if isinstance(mention.value, When) and not self._names(mention, mention.value):
                found = [] if self._of_saying(mention) else self.owners(mention)[0]
                drafts = [d for d in found if not self._counted_from(mention, d)]
                when = self._since(mention, mention.value)
                for draft in drafts:
                    if draft.when is None or self._better(mention, draft):
                        draft.when = Sourced(when, mention.span, mention.basis)
        left = [m for m in self._mentions(Kind.PLACE, read) if not self._place(m, self._named(m))]
        for mention in left:
            self._only(mention)
        self._where()
        self._beside()

    def _of_saying(self, mention: Mention) -> bool:
        """Whether a day right after a verb of saying was hung on what is said: "said on Monday its men had fled"."""
        token = self.phrases.token(mention.head)
        first = token if token.dep == "npadvmod" else self.phrases.token(token.head)
        above = self.phrases.token(first.head)
        before = self.phrases.token(max(0, first.left - 1))
        return first.left > 0 and self.speaks(before) and above.index > first.right and above.head == before.index

    def _counted_from(self, mention: Mention, draft: Draft) -> bool:
        """Whether a day is counted from what a claim tells: "retook the town a day after it was seized"."""
        last = self.phrases.document.inside(mention.span)[-1]
        words = self.phrases.document.tokens[last : last + 2]
        return any(token.lower in {"after", "before"} for token in words) and draft.main.head > last

    def _names(self, mention: Mention, when: When) -> bool:
        """Whether a time before a noun only names it: "the September offensive", no "overnight attack"."""
        token = self.phrases.token(mention.head)
        nightly = when.precision is TimePrecision.NIGHT and token.head in self.heads
        return token.dep in {"compound", "amod"} and not nightly

    def _named(self, mention: Mention) -> Place:
        """The place of a mention; its bare name where it cannot be told which of several places is meant."""
        if isinstance(mention.value, Place):
            return mention.value
        return Place(" ".join(mention.span.quote(self.phrases.document.text).split()))

    def _since(self, mention: Mention, when: When) -> When:
        """ "Since October 7" opens an interval there; its end stays open."""
        token = self.phrases.token(mention.head)
        above = self.phrases.token(token.head)
        if above.lower == "since" and when.start is not None:
            return When(when.start, None, TimePrecision.LONGER, when.timex)
        return when

    def _mentions(self, kind: Kind, read: frozenset[int]) -> Iterable[Mention]:
        for mention in self.phrases.mentions.of(kind):
            head = self.phrases.token(mention.head)
            if head.sentence in read and head.span.overlaps(mention.span):
                yield mention

    def _better(self, mention: Mention, draft: Draft) -> bool:
        """A day is better than a span of days or a duration."""
        assert draft.when is not None
        old, new = draft.when.value, mention.value
        if not isinstance(new, When) or new.start is None or new.end is None:
            return False
        if old.start is None or old.end is None:
            return True
        return (new.end - new.start) < (old.end - old.start)

    def _only(self, mention: Mention) -> None:
        """A place that the parse hung on nothing is that of its sentence's nearest claim that has none."""
        if self.placing.relation(mention) != "at" or self._told_of(mention) or self._elsewhere(mention):
            return
        sentence = self.phrases.token(mention.head).sentence
        here = {id(d): d for d in self.drafts if self.phrases.token(d.main.head).sentence == sentence}
        bare = [d for d in here.values() if not d.places and (len(here) == 1 or d.type not in POLITICAL)]
        draft = min(bare, key=lambda d: abs(d.main.head - mention.head), default=None)
        if draft is not None:
            draft.places.append(Sourced(self._named(mention), mention.span, mention.basis))

    def _elsewhere(self, mention: Mention) -> bool:
        """Whether a clause of its own tells where others act: "rebels who tax traders in X", "since a fleet left X"."""
        for token in self.phrases.document.ancestors(mention.head):
            children = [self.phrases.token(child) for child in token.children]
            marked = any(child.dep == "mark" and child.lower in ASIDE for child in children)
            if token.lemma in ANSWERING:
                return True
            usual = token.dep == "relcl" and token.tag in {"VBP", "VBZ"}
            if usual or (token.dep == "advcl" and marked and any(child.dep in SUBJECTS for child in children)):
                return True
        return False

    def _told_of(self, mention: Mention) -> bool:
        """Whether a place is that of a saying."""
        return any(self.speaks(token) for token in self.phrases.document.ancestors(mention.head))

    def _where(self) -> None:
        """What a clause after "where" tells happened at the place before it: "in X, where the toll stands at four"."""
        for draft in (draft for draft in self.drafts if not draft.places):
            for token in (self.phrases.token(draft.main.head), *self.phrases.document.ancestors(draft.main.head)):
                if token.dep == "relcl" and any(self.phrases.token(c).lower == "where" for c in token.children):
                    named = self.phrases.document.span(self.phrases.token(token.head).left, token.left)
                    found = [m for m in self._mentions(Kind.PLACE, self.phrases.read) if m.span.within(named)]
                    draft.places = [Sourced(self._named(m), m.span, m.basis) for m in found]
                    break

    def _beside(self) -> None:
        """A happening without a place lies where the sentence puts another that it is part of, or the only other."""
        for draft in self.drafts:
            sentence = self.phrases.token(draft.main.head).sentence
            if draft.places or draft.type in POLITICAL - PHYSICAL:
                continue
            others = [o for o in self.drafts if o.places and self.phrases.token(o.main.head).sentence == sentence]
            during = next((o for o in others if self._during(draft, o)), None)
            near = [[place.value for place in other.places] for other in others]
            if during is not None:
                draft.places += during.places
            elif near and all(places == near[0] for places in near) and not self._moved(draft, others):
                draft.places += others[0].places

    def _during(self, draft: Draft, other: Draft) -> bool:
        """Whether another happening hangs on this one's words as its occasion: "captured in a raid in X"."""
        if not other.main.noun:
            return False
        token = self.phrases.token(other.main.head)
        while token.dep in {"pobj", "prep", "agent", "conj", "compound"} and token.head != token.index:
            token = self.phrases.token(token.head)
            if token.lemma in ANSWERING:
                return False
            if token.index in {trigger.head for trigger in draft.triggers}:
                return True
        return False

    def _moved(self, draft: Draft, others: list[Draft]) -> bool:
        """Whether a claim and those beside it are of other days or other parties."""
        for other in others:
            answered = any(t.lemma in ANSWERING for t in self.phrases.document.ancestors(other.main.head))
            dated = other.when is not None and draft.when is not None and other.when.value != draft.when.value
            acting = other.actor and draft.actor
            if dated or (acting and not any(same_party(a.value, b.value) for a in other.actor for b in draft.actor)):
                return True
            if answered or two_sides(self.phrases, other.main, draft.main) or aside(self.phrases, draft, other):
                return True
        return False

    def _place(self, mention: Mention, place: Place) -> bool:
        """Gives a place to the claims that it belongs to; False where it belongs to none."""
        how = self.placing.relation(mention)
        if how is None or self._by_distance(mention):
            return True
        drafts, steps = self.owners(mention)
        if self._of_another_act(mention, how):
            return True
        for draft in drafts:
            sourced = Sourced(place, mention.span, mention.basis)
            parties = [a for a in (*draft.actor, *draft.recipient) if a.basis is not Basis.CONTEXT]
            if draft.type in POLITICAL and any(actor.span.within(mention.span) for actor in parties):
                continue
            lost = "place" in {draft.main.frame.roles.get(slot) for slot in ("from", "out", "of")}  # "driven out of X"
            if how == "origin" and draft.type.value not in {"RETREAT", "SITUATION"} and not lost:
                draft.origin = draft.origin or sourced
            elif steps <= RANKS and all(place != other.value for other in draft.places):
                draft.places.append(sourced)
        return bool(drafts)

    def _of_another_act(self, mention: Mention, how: str) -> bool:
        """Whether another verb with an object of its own has the place: "held men suspected of taxing X in Y"."""
        for token in self.phrases.document.ancestors(mention.head):
            if token.index in self.heads or token.index in self.hosts:
                return False
            charge = token.dep == "pcomp" and self.phrases.token(token.head).lower in CHARGING
            other = charge or (how == "origin" and token.tag == "VBG")
            if token.pos == "VERB" and other and self.phrases.document.child(token.index, "dobj"):
                return True
        return False

    def _by_distance(self, mention: Mention) -> bool:
        """Whether words only say how far the place before them lies from a known one: "X village, 30 km west of Y"."""
        mentions, sentence = self.phrases.mentions, self.phrases.token(mention.head).sentence
        first = self.phrases.document.inside(mention.span)[0]
        before = [token.lower for token in self.phrases.document.tokens[max(0, first - REACH) : first]]
        told = set(before) & AWAY and {"of", "from"} & set(before[-2:])  # "491 kilometres southwest of capital X"
        if not told and not any(
            isinstance(m.value, Quantity) for m in mentions.overlapping(Kind.QUANTITY, mention.span)
        ):
            return False
        earlier = (m for m in mentions.of(Kind.PLACE) if m.span.end <= mention.span.start)
        return any(self.phrases.token(m.head).sentence == sentence for m in earlier)
