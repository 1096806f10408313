"""How a trigger stands in its parse: negation, modality and certainty, each with the word that carries it.

A trigger stands as the words beside it say (`beside`), within what the predicates above it make of their content
(`above`). The way up ends where the content is told as so: at a relative clause, a time clause, a factive verb.
"""

from onrecord.claim.standing_beside import Beside
from onrecord.claim.standing_mark import PLAIN, Mark, effected, joined, modal
from onrecord.model.claim import Modality
from onrecord.model.document import Document, Token
from onrecord.model.span import Certainty
from onrecord.vocab.standing import FACTIVE, INHERIT, OPEN, SPEECH, Effect, StandingWords

DOUBTS = {"unknown": Certainty.UNKNOWN, "possible": Certainty.POSSIBLE}
CLASS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adj"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}
FINITE = {"VBD", "VBZ", "VBP"}
OPEN_QUESTION = {"WP", "WRB", "WDT", "WP$"}
ASIDE = {"relcl", "appos", "parataxis", "poss", "ROOT", "dep", "meta", "agent"}
GIVEN = {"despite", "amid", "amidst"}
DEPTH = 12  # links climbed at most: deeper nests are parse errors


def standing_at(document: Document, trigger: int, words: StandingWords) -> Mark:
    """How the word with index `trigger` stands. A pure function of the parse."""
    return _Scope(document, words).at(trigger, 0)


class _Scope:
    """Climbs from a word to what governs it. Holds the document and the words, and no other state."""

    __slots__ = ("near", "tokens", "words")

    def __init__(self, document: Document, words: StandingWords) -> None:
        self.tokens = document.tokens
        self.words = words
        self.near = Beside(document, words)

    def at(self, index: int, depth: int, below: int = -1) -> Mark:
        """How a word stands; `below` is the child from which the way came up, whose own words were counted there."""
        return joined(self.near.beside(index, below), self.above(index, depth + 1))

    def above(self, index: int, depth: int) -> Mark:
        """What the words above make of this one."""
        token = self.tokens[index]
        head = self.tokens[token.head]
        if token.dep == "relcl" and self._told(token, head):
            return self._content(token, head, depth)
        if head is token or depth > DEPTH or token.dep in ASIDE:
            return PLAIN
        if token.dep == "conj":
            return self._conjunct(token, head, depth)
        if token.dep in ("compound", "nmod", "attr", "amod") and not (token.dep == "amod" and token.pos == "VERB"):
            return self.at(head.index, depth, index)
        if token.dep in ("xcomp", "ccomp", "acl", "csubj", "csubjpass", "oprd", "acomp"):
            return self._content(token, head, depth)
        if token.dep == "advcl":
            return self._adverbial(token, head, depth)
        if token.dep in ("dobj", "nsubjpass", "nsubj"):
            return self._noun(token, head, depth)
        if token.dep in ("pobj", "pcomp"):
            return self._prepositional(token, head, depth)
        return PLAIN

    def _conjunct(self, token: Token, head: Token, depth: int) -> Mark:
        """With a subject of its own a conjunct shares what governs the first; without one its auxiliaries too."""
        if self.near.first(token, tuple(SUBJECTS)) is not None:
            return self.above(head.index, depth + 1)
        if token.tag in FINITE and head.tag in ("VB", "VBG") and head.tag != token.tag:
            return PLAIN  # will send jets and denied that ...: the parse hung it too low
        shared = self.at(head.index, depth)
        same = token.tag == head.tag and (token.tag == "VB" or token.pos == "NOUN")
        return shared if same else shared._replace(negation=self.above(head.index, depth + 1).negation)

    def _content(self, token: Token, head: Token, depth: int) -> Mark:
        """A clause as content: what its predicate makes of it."""
        to = next((i for i in token.children if self.tokens[i].tag == "TO"), None)
        gerund = token.tag == "VBG" and self.near.first(token, ("aux", "mark")) is None
        takes = "infinitive" if to is not None or gerund or token.dep in ("acomp", "oprd") else "finite"
        if token.dep == "oprd" and to is None and token.pos in ("NOUN", "PROPN"):
            return PLAIN  # what it called a depot
        if token.dep == "acl" and to is None and takes == "finite" and self.near.first(token, ("mark",)) is None:
            return PLAIN
        if head.lemma == "be":
            return self._copula(token, head, takes, depth)
        if token.dep == "acl" and takes == "infinitive" and to is None:
            return PLAIN
        if token.dep == "csubj" and gerund and self.near.first(head, ("dobj",)) is not None:
            return self.at(head.index, depth)._replace(negation=None)  # 'sending jets will not change the balance'
        effect = self._effect(head, takes)
        if effect is None and head.lemma == "use" and head.tag == "VBD" and self.near.first(head, ("dobj",)) is None:
            return modal(Modality.HABITUAL, head.index)
        if effect is None or effect.kind == INHERIT:
            yet = self._yet(head)
            if yet is not None:
                return joined(Mark(negation=yet), self.at(head.index, depth))
        if head.lower == "going" and takes == "infinitive":
            return joined(modal(Modality.EXPECTED, head.index), self.at(head.index, depth))
        if effect is None:
            if token.dep == "acl" and to is not None:
                return joined(modal(Modality.EXPECTED, to), self.above(head.index, depth + 1))
            if to is not None and token.dep == "xcomp" and self.near.first(head, ("dobj",)) is not None:
                return joined(modal(Modality.EXPECTED, to), self.at(head.index, depth)._replace(negation=None))
            return self.at(head.index, depth) if takes == "infinitive" else Mark(speech=True)
        return self._under(effect, head, depth, token)

    def _copula(self, token: Token, head: Token, takes: str, depth: int) -> Mark:
        """It is likely that ..., it was not clear whether ..., the plan is to ..., troops are to ..."""
        for number in head.children:
            child = self.tokens[number]
            if child is token or child.dep not in ("acomp", "attr", "nsubj", "oprd"):
                continue
            effect = self._effect(child, takes)
            if effect is not None:
                outer = joined(self.at(head.index, depth), self.near.beside(child.index))
                return self._made(effect, child.index, outer, token)
        if takes == "infinitive" and token.dep != "acomp" and head.lower in self.words.inverted:
            subject = self.near.first(head, ("nsubj", "expl")) or self.near.first(token, ("nsubj",))
            if subject is not None and head.index < subject.index:  # were the port to fall
                return modal(Modality.HYPOTHETICAL, head.index)
        if takes == "infinitive" and token.dep != "acomp":
            return joined(modal(Modality.EXPECTED, head.index), self.at(head.index, depth))
        return self.at(head.index, depth)

    def _adverbial(self, token: Token, head: Token, depth: int) -> Mark:
        """An adverbial clause: purposes are expected, participles go along with their verb, the rest is told as so."""
        to = next((i for i in token.children if self.tokens[i].tag == "TO"), None)
        if to is not None:
            effect = self._effect(head, "infinitive")
            if effect is not None and effect.kind != INHERIT:
                return self._under(effect, head, depth, token)
            outer = self.at(head.index, depth)._replace(negation=None)
            return joined(modal(Modality.EXPECTED, to), outer)
        if token.tag in ("VBG", "VBN") and self.near.first(token, ("mark", "advmod", "nsubj")) is None:
            return self.at(head.index, depth)._replace(negation=None)
        return PLAIN

    def _noun(self, token: Token, head: Token, depth: int) -> Mark:
        """An event named by a noun: planned, denied, prevented, launched; or said to be likely, to have begun."""
        if token.dep == "nsubj":
            if head.lemma == "be":
                return self._copula(token, head, "infinitive", depth) if self._predicative(head) else PLAIN
            happens = self._effect(head, "subject") is not None or self._takes_place(head)
            return self.at(head.index, depth, token.index) if happens else PLAIN
        effect = self._effect(head, "noun")
        return self._vague(token, head, depth) if effect is None else self._under(effect, head, depth, token)

    def _vague(self, token: Token, head: Token, depth: int) -> Mark:
        """A noun with no article that makes it known comes about as its verb does: will bring relief."""
        known = self.near.first(token, ("det", "poss"))
        if token.pos != "NOUN" or (known is not None and known.lower not in ("a", "an", "any", "another")):
            return PLAIN
        content = self._effect(head, "finite")
        if content is not None and content.kind in (FACTIVE, SPEECH):  # will condemn attacks
            return PLAIN
        outer = self.at(head.index, depth, token.index)
        return Mark(modality=outer.modality, modality_at=outer.modality_at)

    def _prepositional(self, token: Token, prep: Token, depth: int) -> Mark:
        """What follows a preposition: without shelling, threat of attack, call for a truce, prevented from leaving."""
        if prep.lower == "without":
            return Mark(negation=prep.index)
        if prep.lower in GIVEN:  # 'their ability to attack despite an offensive': the offensive is a fact
            return PLAIN
        if prep.dep == "prep" and prep.head != prep.index:
            head = self.tokens[prep.head]
            takes = "noun" if token.dep == "pobj" else "infinitive"
            if token.dep == "pcomp" and prep.lower == "by":
                return self.at(head.index, depth)._replace(negation=None)
            effect = self.words.predicates.get((f"{head.lemma} {prep.lower}", CLASS.get(head.pos, ""), takes))
            if effect is None and prep.lower in ("of", "for", "from", "to", "against", "in", "on", "about", "with"):
                effect = self._effect(head, takes)
                if effect is not None and head.pos == "VERB" and prep.lower in ("in", "with", "on", "to", "against"):
                    effect = effect if effect.kind == INHERIT and takes == "infinitive" else None
            if effect is not None:
                return self._under(effect, head, depth, token)
            if token.dep == "pobj" and head.pos == "VERB":
                return self._vague(token, head, depth)
        return PLAIN

    def _effect(self, head: Token, takes: str) -> Effect | None:
        pos = CLASS.get(head.pos, "")
        particle = self.near.first(head, ("prt",))
        if particle is not None:
            found = self.words.predicates.get((f"{head.lemma} {particle.lower}", pos, takes))
            if found is not None:
                return found
        found = self.words.predicates.get((head.lemma, pos, takes))
        if found is None and pos == "noun" and takes != "noun" and head.tag == "NNS":  # "hopes to" is often misread
            return self.words.predicates.get((head.lemma, "verb", takes))
        return found

    def _under(self, effect: Effect, head: Token, depth: int, token: Token) -> Mark:
        if effect.kind == FACTIVE:
            return PLAIN
        if effect.kind == SPEECH:
            return self._said(effect, head, depth)
        return self._made(effect, head.index, self.at(head.index, depth, token.index), token)

    def _said(self, effect: Effect, head: Token, depth: int) -> Mark:
        """What is said stands for itself, unless the saying is denied, or never came about."""
        beside = self.near.beside(head.index)
        if head.pos == "NOUN":
            outer = self.above(head.index, depth + 1)
            if outer.negation is not None:
                return Mark(negation=outer.negation, speech=True)
        if beside.negation is not None and effect.negated == "unknown":
            return Mark(certainty=Certainty.UNKNOWN, certainty_at=beside.negation, speech=True)
        return Mark(speech=True)

    def _made(self, effect: Effect, at: int, outer: Mark, token: Token) -> Mark:
        """The effect of a predicate on its content, where the predicate itself stands as `outer`."""
        if effect.kind in (INHERIT, SPEECH, FACTIVE):
            return outer
        mark = effected(effect, at)
        if Certainty.UNKNOWN in (mark.certainty, DOUBTS.get(effect.negated)) and self._asks(token):
            return PLAIN
        if effect.kind == OPEN and not self.near.state(token):
            mark = mark._replace(modality=Modality.EXPECTED, modality_at=at)
        if outer.negation is not None and effect.negated != "flip":
            doubt = DOUBTS.get(effect.negated)
            if doubt is not None:
                mark = Mark(certainty=doubt, certainty_at=outer.negation)
            outer = outer._replace(negation=None)
        return joined(mark, outer)

    def _yet(self, head: Token) -> int | None:
        """Has yet to be found: the word *yet* under *have* or *be*."""
        yet = (i for i in head.children if self.tokens[i].lower == "yet")
        return next(yet, None) if head.lemma in ("have", "be") else None

    def _told(self, token: Token, head: Token) -> bool:
        """Accusations it bombed the camp: a content that is read as a relative clause, though no pronoun opens it."""
        effect = self.words.predicates.get((head.lemma, "noun", "finite"))
        if effect is None or effect.kind != SPEECH:
            return False
        return not any(self.tokens[i].tag in OPEN_QUESTION for i in range(token.left, token.index))

    def _asks(self, token: Token) -> bool:
        """Who fired, how many fell: that it happened is not open, only who or how many."""
        return any(self.tokens[i].tag in OPEN_QUESTION for i in range(token.left, token.index))

    def _predicative(self, head: Token) -> bool:
        child = self.near.first(head, ("acomp", "attr"))
        if child is None or self.near.first(head, ("xcomp",)) or self.near.first(child, ("xcomp",)):
            return False
        return (child.lemma, CLASS.get(child.pos, ""), "infinitive") in self.words.predicates

    def _takes_place(self, head: Token) -> bool:
        return head.lemma == "take" and any(self.tokens[i].lower == "place" for i in head.children)
