"""How a place stands in the words around it: the scene of an act, where it came from, or a mere name of somebody."""

from collections.abc import Collection, Mapping
from functools import cached_property

from onrecord.claim.draft import Draft
from onrecord.claim.phrase import Phrases
from onrecord.model.claim import Type
from onrecord.model.document import Token
from onrecord.model.mention import Kind, Mention, Place, PlacePrecision

BORDERS = {"border", "frontier"}
EXAMPLES = {"like", "including", "as"}  # "in villages like X", "in such towns as X"
FROM = {"from", "off"}
AWAY = {"away", "far", "distant", "kilometre", "kilometres", "kilometer", "kilometers", "km", "mile", "miles"}
MOVING = {Type.MOBILIZE, Type.SITUATION}
RANKS = 12  # steps in the parse over which a place is still the claim's


class Placing:
    """Tells of a place how it stands. `heads` are the words that name a claim, `hosts` the verbs that carry one out,
    `words` all words of triggers.
    """

    def __init__(
        self,
        phrases: Phrases,
        drafts: list[Draft],
        heads: Mapping[int, Draft],
        hosts: Mapping[int, list[Draft]],
        words: Collection[int],
    ) -> None:
        self.phrases, self.drafts = phrases, drafts
        self.heads, self.hosts, self.words = heads, hosts, words

    def relation(self, mention: Mention) -> str | None:
        """How a place stands: `at` it, `origin`, or None where it names an actor or only qualifies a noun."""
        actor = self.phrases.mentions.covering(Kind.ACTOR, mention.span)
        token = self._carrier(mention)
        if token is None:
            return None
        above = self.phrases.token(token.head)
        if token.dep == "npadvmod" and self.phrases.token(token.index + 1).text == "-":
            return None  # "Iran-backed fighters"
        if token.dep == "pobj":
            if above.lower in FROM:
                away = self.phrases.token(above.head)
                last = self.phrases.token(max(0, above.index - 1))
                of_people = any(
                    noun.pos == "NOUN" and self.phrases.classes(noun.index) & {"people", "force"}
                    for noun in (away, last)
                )
                return None if away.lower in AWAY or of_people else "origin"  # "refugees from X", "50 km away from X"
            if self._seat(above):
                return None
            if above.lower == "of":
                outer = self.phrases.token(above.head)
                if outer.lower == "out" or self.phrases.document.child(outer.index, "prt") is not None:
                    return "origin"  # "driven out of X"
                beside = outer.lower in self.phrases.words.lists["locative"]  # "outside of X"
                site = "structure" in self.phrases.classes(outer.index)
                return "at" if beside or site or outer.index in self.words else None
            if above.lower == "between" and actor is None and isinstance(mention.value, Place):
                return "at" if mention.value.precision in {PlacePrecision.PLACE, PlacePrecision.SITE, None} else None
            return "at" if above.lower in self.phrases.words.lists["locative"] or self._goal(above) else None
        beside = token.dep == "dobj" and actor is not None and above.tag == "VBG" and above.dep == "advcl"
        if beside and above.index not in {*self.heads, *self.hosts}:
            return None  # "hit a suburb, endangering Israel"
        if token.dep in {"dobj", "attr", "advmod", "npadvmod"} or (token.dep == "nsubjpass" and actor is None):
            return "at"
        if token.dep in {"poss", "compound", "nmod"}:
            return self._modifies(mention, above, actor)
        return None

    def _seat(self, preposition: Token) -> bool:
        """Whether a place is but where an authority sits: "leading the ministry in Yerevan to threaten"."""
        noun = self.phrases.token(preposition.head)
        return noun.lemma.lower() in self.phrases.words.lists["authorities"] and noun.index not in self._filling

    @cached_property
    def _filling(self) -> frozenset[int]:
        """Words that fill a slot of some claim other than its doer's."""
        slots = (item for draft in self.drafts for trigger in draft.triggers for item in trigger.slots.items())
        return frozenset(filler for slot, fillers in slots if slot != "subject" for filler in fillers)

    def _carrier(self, mention: Mention) -> Token | None:
        """The word that stands in the clause for a place: of "most parts of X", "the city of X", "X city" their noun.

        None where the place is but said again: "el-Fasher, the capital of North Darfur".
        """
        token = self.phrases.token(mention.head)
        settlements = self.phrases.words.lists["settlements"]
        for _ in range(RANKS):
            above = self.phrases.token(token.head)
            outer = self.phrases.token(above.head)
            if above.index == token.index:
                return token
            if token.dep == "appos" and above.pos == "PROPN" and self.phrases.mentions.by_head(Kind.PLACE, above.index):
                return None
            if token.dep == "pobj" and above.lower in EXAMPLES and self._settled(outer):
                token = outer
            elif token.dep == "pobj" and above.lower == "of" and self._part(outer):
                longer = self.phrases.mentions.overlapping(Kind.PLACE, outer.span)
                if any(other.span != mention.span for other in longer):
                    return None  # part of a longer name: the region of X
                token = outer
            elif token.dep in {"conj", "appos"} or (
                token.dep in {"compound", "amod", "nmod"} and above.lemma.lower() in settlements
            ):
                token = above
            else:
                return token
        return token

    def _settled(self, noun: Token) -> bool:
        """Whether a noun is a kind of place: of "in villages like X" X is one."""
        lists, lemma = self.phrases.words.lists, noun.lemma.lower()
        return lemma in lists["settlements"] or lemma in lists["parts"] or lemma in {"place", "location"}

    def _part(self, noun: Token) -> bool:
        """Whether a noun before "of" only says what or which part a place is."""
        words = self.phrases.words
        kinds = words.classes.get(noun.lemma.lower(), frozenset())
        named = noun.lemma.lower() in words.lists["settlements"] or noun.lemma.lower() in words.lists["parts"]
        return noun.index not in self.heads and (named or "territory" in kinds)

    def _goal(self, preposition: Token) -> bool:
        """Whether "to" says where those who are sent or flee end up."""
        moved = self.heads.get(preposition.head)
        return preposition.lower == "to" and moved is not None and moved.type in MOVING

    def _modifies(self, mention: Mention, above: Token, actor: Mention | None) -> str | None:
        """A place before a noun: "a Gaza hospital", "the Aleppo offensive"; not so before "border"."""
        if above.lemma in BORDERS and isinstance(mention.value, Place) and mention.value.adm1 is None:
            return None  # the event may lie on this side
        whole = self.phrases.token(above.head)
        housed = above.dep == "pobj" and whole.lower in self.phrases.words.lists["locative"]
        if whole.lower == "of" and above.dep == "pobj":  # "in one of Mali's northern provinces"
            outer = self.phrases.token(whole.head)
            locative = self.phrases.token(outer.head).lower in self.phrases.words.lists["locative"]
            housed = locative and self.phrases.core(outer.index) == above.index
        kinds = self.phrases.classes(above.index)
        sited = bool(kinds & {"structure", "territory"}) or self._settled(above)
        return "at" if (sited and housed) or (kinds & {"structure", "event"} and not actor) else None
