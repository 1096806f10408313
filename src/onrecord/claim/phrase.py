"""Noun phrases: what kind of thing a phrase names, who its people or weapons belong to, how many they are."""

import re
from functools import cached_property

from onrecord.model.claim import Type
from onrecord.model.counting import counted
from onrecord.model.document import Document, SectionKind, Token
from onrecord.model.mention import Actor, Kind, Mention, Place, Quantity, Thing
from onrecord.model.mentions import MentionIndex
from onrecord.model.span import Basis, Sourced, Span
from onrecord.vocab.event import EventWords

BEFORE = {"compound", "amod", "nmod", "poss", "nummod", "npadvmod"}
FORCES = {"MIL", "REB", "UAF", "COP", "SPY"}
NO_ARMS = {"people", "facility", "money", "goods", None}  # categories of things that are no military equipment
FILLING = {"dobj", "nsubj", "nsubjpass", "pobj"}  # where an adjective that counts stands for a noun: "many of them"
CALIBRES = {"mm", "cm"}
TROOPS = {"personnel", "troop", "armoured", "armored"}  # what carriers on wheels or tracks carry, or are
MODEL = re.compile(r"[A-Z].*\d")  # a type of aircraft: F-16, JF-17, J-10CE
STANDING_ALONE = {"another", "others", "most", "last", "all", "both", "several"}  # they count without a noun


class Phrases:
    """Answers about the noun phrases of one document, from its parse, its mentions and the noun classes."""

    def __init__(
        self, document: Document, mentions: tuple[Mention, ...], words: EventWords, states: dict[str, Actor]
    ) -> None:
        self.document = document
        self.states = states
        self.mentions = MentionIndex(mentions)
        self.words = words
        self.types: dict[int, Type] = {}
        self._classes: dict[int, frozenset[str]] = {}

    @cached_property
    def read(self) -> frozenset[int]:
        """Indexes of the sentences that may make claims: headings repeat what the text below them says."""
        sections = self.document.sections
        read = (s for s in self.document.sentences if sections[s.section].kind is not SectionKind.HEADING)
        return frozenset(sentence.index for sentence in read)

    def token(self, index: int) -> Token:
        """The token of an index."""
        return self.document.tokens[index]

    def core(self, index: int) -> int:
        """The word that says what is counted: of "several of these missiles" the missiles."""
        token = self.token(index)
        counts = token.lemma.lower() in self.words.counters or token.pos == "NUM" or token.lower in self.words.counters
        if counts:
            for child in token.children:
                if self.token(child).lower == "of":
                    below = self.document.child(child, "pobj")
                    one = (
                        below is not None and below.lemma.lower() in self.words.lists["household"] and below.tag == "NN"
                    )
                    if below is not None and below.pos != "PRON" and not one:  # "six members of a family" are no family
                        return self.core(below.index)
        return index

    def classes(self, index: int) -> frozenset[str]:
        """What kinds of thing the phrase may name: classes of its noun, of its mentions, and =lemma."""
        known = self._classes.get(index)
        if known is None:
            known = self._classes[index] = self._classify(index)
        return known

    def _classify(self, index: int) -> frozenset[str]:
        core = self.core(index)
        token = self.token(core)
        lemma = token.lemma.lower()
        kinds = {f"={lemma}", f"={token.lower}", "any"}
        kinds |= self.words.classes.get(lemma, frozenset()) | self.words.classes.get(token.lower, frozenset())
        if token.pos == "PRON" or token.lower in {"this", "these", "those", "that"}:
            kinds.add("pronoun")
        if (
            token.lower in STANDING_ALONE
            or token.pos == "NUM"
            or token.tag == "CD"
            or (lemma in self.words.counters and (token.pos == "NOUN" or (token.pos == "ADJ" and token.dep in FILLING)))
        ):
            kinds.add("number")
        if any(self.token(child).dep == "nummod" for child in (*token.children, *self.token(index).children)):
            kinds.add("counted")
        kinds |= self._mentioned(core)
        return frozenset(kinds - {"people", "force", "ship"} | {"arms"} if self._machine(token) else kinds)

    def _machine(self, token: Token) -> bool:
        """Whether what may be men or a ship is a machine: "JF-17 fighters", "armoured personnel carriers"."""
        before = [self.token(child) for child in token.children if child < token.index]
        if token.lemma == "carrier":
            return any(word.lower in TROOPS for word in before)
        return token.lemma in {"fighter", "bomber"} and any(MODEL.search(word.text) for word in before)

    def _mentioned(self, core: int) -> set[str]:
        kinds: set[str] = set()
        actor = self.mentions.of_phrase(Kind.ACTOR, self.document, core)
        if (actor is not None and actor.head == core) or (self.token(core).pos == "PROPN" and actor is not None):
            kinds.add("actor")
            if isinstance(actor.value, Actor) and actor.value.sector in FORCES:
                kinds.add("force")
        if self.mentions.of_phrase(Kind.PLACE, self.document, core) is not None:
            kinds.add("place")
        thing = self.mentions.by_head(Kind.THING, core)
        if thing is not None:
            arms = isinstance(thing.value, Thing) and thing.value.category not in NO_ARMS
            kinds |= {"thing", "arms"} if arms else {"thing"}
        if self.token(core).entity == "PERSON" and thing is None:
            kinds.add("people")
        if self.token(core).pos in {"PROPN", "NOUN"} and self.mentions.by_head(Kind.QUANTITY, core) is not None:
            kinds.add("number")
        return kinds

    def actors(self, index: int, *, owners: bool = True) -> tuple[Sourced[Actor], ...]:
        """The actors that a phrase names; else, with `owners`, those in its modifiers ("American warships")."""
        called = self.named(index) or self._called(index) or self._named_before(index)
        return called or (self.owners(index) if owners else ())

    def _called(self, index: int) -> tuple[Sourced[Actor], ...]:
        """The armed group that a noun's apposition names: of "Al Qaeda affiliate X" X, not Al Qaeda."""
        for child in self.token(index).children:
            token = self.token(child)
            named = self.named(child) if token.dep == "appos" and token.pos == "PROPN" and child > index else ()
            if named and all(actor.value.sector in FORCES for actor in named):
                return named
        return ()

    def _named_before(self, index: int) -> tuple[Sourced[Actor], ...]:
        """The armed group that an apposition says more of: of "X, the militant group that" X."""
        token = self.token(index)
        before = token.head < index and token.dep == "appos" and self.token(token.head).pos == "PROPN"
        if not before or "force" not in self.words.classes.get(token.lemma.lower(), ()):
            return ()
        return tuple(in_context(actor) for actor in self.named(token.head) if actor.value.sector in FORCES)

    def named(self, index: int) -> tuple[Sourced[Actor], ...]:
        """The actor that one noun names."""
        core = self.core(index)
        mention = self.mentions.of_phrase(Kind.ACTOR, self.document, core)
        thing = self.mentions.by_head(Kind.THING, core)
        tool = thing is not None and isinstance(thing.value, Thing) and thing.value.category != "people"
        if mention is None or tool or not isinstance(mention.value, Actor):
            return ()
        if mention.head != core and self.token(core).pos not in {"PROPN", "PRON"} and not self._ends(mention, core):
            return ()
        if not known(mention.value):
            return ()
        found = [Sourced(mention.value, mention.span, mention.basis)]
        for other in self.mentions.in_span(Kind.ACTOR, mention.span):  # "both sides" are two
            if other.span == mention.span and isinstance(other.value, Actor) and known(other.value):
                found.append(Sourced(other.value, other.span, other.basis))
        return distinct([*self._beside(core, mention), *found])

    def _beside(self, core: int, mention: Mention) -> list[Sourced[Actor]]:
        """The first of two that share a noun: of "American and British warships" the American ones."""
        found: list[Sourced[Actor]] = []
        for child in self.token(core).children:
            token = self.token(child)
            if token.dep in BEFORE and token.end <= mention.span.start:
                joined = [k for k in token.children if self.token(k).dep == "conj"]
                other = self.mentions.of_phrase(Kind.ACTOR, self.document, child)
                inside = any(self.token(k).span.within(mention.span) for k in joined)
                if inside and other is not None and isinstance(other.value, Actor) and known(other.value):
                    found.append(Sourced(other.value, other.span, other.basis))
        return found

    def _ends(self, mention: Mention, index: int) -> bool:
        return mention.span.end == self.token(index).end

    def owners(self, index: int) -> tuple[Sourced[Actor], ...]:
        """The actors that stand before a noun or possess it: "36 Ukrainian drones", "its headquarters"."""
        found: list[Sourced[Actor]] = []
        core = self.core(index)
        for at in dict.fromkeys((core, index)):
            for child in self.modifiers(at):
                mention = self.mentions.of_phrase(Kind.ACTOR, self.document, child)
                if mention is not None and isinstance(mention.value, Actor) and known(mention.value):
                    found.append(Sourced(mention.value, mention.span, mention.basis))
        return distinct(found or self._sent_by(core))

    def _sent_by(self, index: int) -> list[Sourced[Actor]]:
        """Who stands after a noun as its user: "a drone operated by", "missiles from"."""
        found: list[Sourced[Actor]] = []
        people = "people" in self.classes(index) or "number" in self.classes(index)
        left = self.token(index).lemma.lower() in self.words.lists["left"]
        for child in self.token(index).children:
            token = self.token(child)
            prepositions = [child] if token.lower == "from" and not left else []
            if token.dep == "acl" and token.lemma == "belong":
                prepositions = [k for k in token.children if self.token(k).lower == "to"]
            if token.dep == "acl" and token.tag == "VBN" and not people:  # "thousands displaced by X" are not X's
                prepositions = [k for k in token.children if self.token(k).dep == "agent"]
            for preposition in prepositions:
                span = self.document.span(preposition, self.token(preposition).right)
                for mention in self.mentions.in_span(Kind.ACTOR, span)[:1]:
                    if (
                        isinstance(mention.value, Actor)
                        and known(mention.value)
                        and not self._whence(index, mention.value)
                    ):
                        found.append(Sourced(mention.value, mention.span, mention.basis))
        return found

    def _whence(self, index: int, actor: Actor) -> bool:
        """Whether a state is but where something came from: of "fire from Congo" nobody has said who fired."""
        return "event" in self.classes(index) and actor.id == actor.country

    def modifiers(self, index: int) -> list[int]:
        """The words before a noun that modify it, with their own modifiers and conjuncts."""
        found: list[int] = []
        for child in self.token(index).children:
            token = self.token(child)
            if token.dep in BEFORE and (child < index or token.dep == "poss"):
                found += [child, *self._joined(child)]
        return found

    def _joined(self, index: int) -> list[int]:
        found: list[int] = []
        for child in self.token(index).children:
            if self.token(child).dep in {"conj", "compound", "amod", "nmod"}:
                found += [child, *self._joined(child)]
        return found

    def span(self, index: int) -> Span:
        """The noun with the words before it that belong to it, articles and numbers left off."""
        first = index
        for child in self.token(index).children:
            token = self.token(child)
            if child < index and token.dep in {"compound", "amod", "nmod", "npadvmod", "punct"}:
                first = min(first, token.left)
        while first < index and self.token(first).pos in {"DET", "NUM", "PUNCT", "CCONJ", "ADP", "PRON"}:
            first += 1
        return self.document.span(first, index + 1)

    @cached_property
    def _counts(self) -> dict[int, Mention]:
        """Quantities by the noun that they count."""
        counts: dict[int, Mention] = {}
        for mention in self.mentions.of(Kind.QUANTITY):
            if isinstance(mention.value, Quantity) and mention.value.unit in CALIBRES:
                continue  # "155 mm shells" are not 155
            noun = counted(self.document, mention)
            counts.setdefault(mention.head if noun is None else noun, mention)
        return counts

    def quantity(self, index: int) -> Sourced[Quantity] | None:
        """How many: the quantity mention that counts the noun."""
        core = self.core(index)
        parts = (index, core) if self.token(index).pos == "NUM" else (core, index)  # "24 of the 50 carriers": 24
        for at in dict.fromkeys(parts):
            mention = self._whole(at) or self._counts.get(at) or self.mentions.by_head(Kind.QUANTITY, at)
            if mention is None and self.token(at).pos in {"NUM", "PRON", "DET", "PROPN"}:
                mention = self.mentions.covering(Kind.QUANTITY, self.token(at).span)
            if mention is not None and isinstance(mention.value, Quantity):
                return Sourced(mention.value, mention.span, mention.basis)
        return None

    def _whole(self, index: int) -> Mention | None:
        """The number of a noun of which another counts a part: of "nine of the 30 tanks" the 30."""
        token = self.token(index)
        preposition = self.token(token.head)
        number = self.document.child(index, "nummod") if token.dep == "pobj" and preposition.lower == "of" else None
        part = number is not None and self.token(preposition.head).pos == "NUM"
        return self.mentions.by_head(Kind.QUANTITY, number.index) if number is not None and part else None

    def state_at(self, filler: int) -> tuple[Sourced[Actor], ...]:
        """The state that a place lies in, where the report names that state as an actor; nearest words first."""
        mention = self.mentions.of_phrase(Kind.PLACE, self.document, filler)
        if mention is None or not isinstance(mention.value, Place) or mention.value.country is None:
            return ()
        return self.state(mention.value.country, mention.span)

    def state(self, country: str, span: Span) -> tuple[Sourced[Actor], ...]:
        """The state of a country code as an actor, carried by the words of the place."""
        actor = self.states.get(country)
        return (Sourced(actor, span, Basis.CONTEXT),) if actor is not None else ()

    def definite(self, index: int) -> bool:
        """Whether a noun points back: the attack, these missiles, its strikes."""
        lowered = {self.token(child).lower for child in self.token(index).children}
        return bool(lowered & self.words.lists["definite"])


def known(actor: Actor) -> bool:
    """Whether an actor is told apart from others: private persons and unnamed fighters have no record."""
    private = actor.sector in {"CVL", "REB", None} and actor.name[:1].islower()
    generic = actor.country is None and (actor.id is None or actor.sector in {None, "CVL", "REB", "MIL"})
    return not private and not generic


def distinct(actors: list[Sourced[Actor]]) -> tuple[Sourced[Actor], ...]:
    """Each actor once, where it is first named; a state named beside its own forces is the same party."""
    kept: dict[tuple[str | None, str], Sourced[Actor]] = {}
    for actor in actors:
        kept.setdefault((actor.value.id, actor.value.name), actor)
    return tuple(kept.values())


def in_context(actor: Sourced[Actor]) -> Sourced[Actor]:
    """The same actor, told from elsewhere."""
    return Sourced(actor.value, actor.span, Basis.CONTEXT, actor.certainty)
