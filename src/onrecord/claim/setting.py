"""When and where each happening was: the time and the place that stand nearest to its words in the parse."""

from collections.abc import Iterable

from onrecord.claim.draft import Draft
from onrecord.claim.phrase import Phrases
from onrecord.model.claim import Type
from onrecord.model.document import Token
from onrecord.model.mention import Kind, Mention, Place, TimePrecision, When
from onrecord.model.span import Sourced

POLITICAL = set(Type) - {
    *(Type.ASSAULT, Type.INTERCEPT, Type.BLAST, Type.ALERT, Type.CONTROL, Type.SITUATION, Type.RETREAT, Type.PROTEST),
}  # a state named in these is a party first
BORDERS = {"border", "frontier"}
FROM = {"from", "off"}
RANKS = 12  # steps in the parse over which a place is still the claim's
CHAIN = 6  # verbs above one another, each lending its time: "is expected to try to"


class Setting:
    """Which claim each time and place of a report belongs to."""

    def __init__(self, phrases: Phrases, drafts: list[Draft]) -> None:
        self.phrases = phrases
        self.drafts = drafts
        self.heads: dict[int, Draft] = {}
        self.hosts: dict[int, list[Draft]] = {}
        for draft in drafts:
            for trigger in draft.triggers:
                self.heads[trigger.head] = draft
        for draft in drafts:
            for trigger in draft.triggers:
                self._climb_hosts(draft, trigger.host if trigger.noun else trigger.head)

    def _climb_hosts(self, draft: Draft, index: int | None) -> None:
        """Verbs whose own times and places are the claim's too: "managed to", "is expected to", "carried out"."""
        seen = 0
        while index is not None and seen < CHAIN:
            token = self.phrases.token(index)
            if token.index not in self.heads:
                self.hosts.setdefault(index, []).append(draft)
            above = token.head if token.head != index else None
            if above is None or token.dep not in {"xcomp", "ccomp", "acomp"}:
                return
            if token.dep == "ccomp" and (self.speaks(self.phrases.token(above)) or above in self.heads):
                return
            index, seen = above, seen + 1

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
            if token.head == token.index or (steps and (self.speaks(token) or self._apart(token))):
                return [], steps
            token, steps = self.phrases.token(token.head), steps + 1

    def _apart(self, token: Token) -> bool:
        """Whether a clause of its own begins at a word: what stands in it is said of nothing outside."""
        children = [self.phrases.token(child) for child in token.children]
        timed = token.dep == "advcl" and any(child.tag in {"WRB"} or child.lower == "as" for child in children)
        if token.dep in {"relcl", "advcl"} and not timed and all(child.dep != "oprd" for child in children):
            return True
        return token.dep == "conj" and self.phrases.document.child(token.index, "nsubj", "nsubjpass") is not None

    def place_all(self) -> None:
        """Gives every claim its times and places."""
        read = self.phrases.read
        for mention in self._mentions(Kind.TIME, read):
            if isinstance(mention.value, When) and self.phrases.token(mention.head).dep not in {"compound", "amod"}:
                drafts, _ = self.owners(mention)
                when = self._since(mention, mention.value)
                for draft in drafts:
                    if draft.when is None or self._better(mention, draft):
                        draft.when = Sourced(when, mention.span, mention.basis)
        left = [
            m for m in self._mentions(Kind.PLACE, read) if isinstance(m.value, Place) and not self._place(m, m.value)
        ]
        for mention in left:
            self._only(mention)

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
        """A place that the parse hung on nothing is that of its sentence's only claim, where this has none."""
        sentence = self.phrases.token(mention.head).sentence
        here = {id(d): d for d in self.drafts if self.phrases.token(d.main.head).sentence == sentence}
        draft = next(iter(here.values()), None)
        if any(self.speaks(token) for token in self.phrases.document.ancestors(mention.head)):
            return
        if len(here) == 1 and draft is not None and not draft.places and self.relation(mention) == "at":
            draft.places.append(Sourced(mention.value, mention.span, mention.basis))  # type: ignore[arg-type]

    def _place(self, mention: Mention, place: Place) -> bool:
        """Gives a place to the claims that it belongs to; False where it belongs to none."""
        how = self.relation(mention)
        if how is None:
            return True
        drafts, steps = self.owners(mention)
        for draft in drafts:
            sourced = Sourced(place, mention.span, mention.basis)
            parties = (*draft.actor, *draft.recipient)
            if draft.type in POLITICAL and any(actor.span.overlaps(mention.span) for actor in parties):
                continue
            if how == "origin" and draft.type.value not in {"RETREAT", "SITUATION"}:
                draft.origin = draft.origin or sourced
            elif steps <= RANKS and all(place != other.value for other in draft.places):
                draft.places.append(sourced)
        return bool(drafts)

    def relation(self, mention: Mention) -> str | None:
        """How a place stands: `at` it, `origin`, or None where it names an actor or only qualifies a noun."""
        token = self.phrases.token(mention.head)
        actor = self.phrases.mentions.covering(Kind.ACTOR, mention.span)
        above = self.phrases.token(token.head)
        while token.dep in {"compound", "amod", "nmod"} and above.lemma in self.phrases.words.lists["settlements"]:
            token, above = above, self.phrases.token(above.head)
        while token.dep in {"conj", "appos"} and above.index != token.index:
            named = above.pos == "PROPN" and self.phrases.mentions.by_head(Kind.PLACE, above.index)
            if token.dep == "appos" and named:
                return None  # "el-Fasher, the capital of North Darfur"
            token, above = above, self.phrases.token(above.head)
        if above.lower in FROM and token.dep == "pobj":
            return "origin"
        if token.dep == "pobj":
            if above.lower == "of":
                outer = self.phrases.token(above.head)
                if self.phrases.mentions.overlapping(Kind.PLACE, outer.span):
                    return None  # part of a longer name: the region of X
                return "at" if "structure" in self.phrases.classes(outer.index) or outer.index in self.heads else None
            return "at" if above.lower in self.phrases.words.lists["locative"] else None
        if token.dep == "dobj" or (token.dep in {"advmod", "npadvmod"} and token.pos == "ADV"):
            return "at"
        if token.dep in {"nsubjpass"} and actor is None:
            return "at"
        if token.dep in {"poss", "compound", "nmod"}:
            if above.lemma in BORDERS and isinstance(mention.value, Place) and mention.value.adm1 is None:
                return None  # "near the X border": the neighbour's name, and the event may lie on this side
            whole = self.phrases.token(above.head)
            housed = above.dep == "pobj" and whole.lower in self.phrases.words.lists["locative"]
            kinds = self.phrases.classes(above.index)
            return (
                "at" if (kinds & {"structure"} and housed) or (kinds & {"structure", "event"} and not actor) else None
            )
        return None
