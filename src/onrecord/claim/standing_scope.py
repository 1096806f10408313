"""How a trigger stands in its parse: negation, modality and certainty, each with the word that carries it.

A trigger stands as the words beside it say (`beside`), within what the predicates above it make of their content
(`above`). The way up ends where the content is told as so: at a relative clause, a time clause, a factive verb.
"""

from typing import NamedTuple

from onrecord.model.claim import Modality
from onrecord.model.document import Document, Token
from onrecord.model.span import Certainty
from onrecord.vocab.standing import FACTIVE, INHERIT, OPEN, SPEECH, Effect, StandingWords

WEIGHT = {
    Modality.ACTUAL: 0,
    Modality.HABITUAL: 1,
    Modality.ATTEMPTED: 2,
    Modality.EXPECTED: 3,
    Modality.HYPOTHETICAL: 4,
}
DOUBT = {Certainty.CERTAIN: 0, Certainty.PROBABLE: 1, Certainty.POSSIBLE: 2, Certainty.UNKNOWN: 3}
DOUBTS = {"unknown": Certainty.UNKNOWN, "possible": Certainty.POSSIBLE}
CLASS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}
CONDITIONS = {"if", "unless", "provided", "assuming", "lest"}
HAPPEN = {"happen", "occur", "follow", "resume", "continue", "begin", "start", "ensue", "proceed", "materialise"}
STATES = {"be", "have", "know", "own", "contain", "include", "belong", "exist", "remain", "mean", "involve"}
PERCEIVED = {"hear", "see", "feel", "smell"}
INVERTED = {"had", "should", "were"}
FINITE = {"VBD", "VBZ", "VBP"}
OPEN_QUESTION = {"WP", "WRB", "WDT", "WP$"}
WONDER = {"know", "ask", "see", "wonder", "determine", "clear", "unclear", "say", "known", "unknown", "sure", "check"}
NOT = {"not", "n't"}
ONLY = {"only", "just", "merely", "simply", "necessarily"}
ASIDE = {"relcl", "appos", "parataxis", "poss", "ROOT", "dep", "meta", "agent"}
DEPTH = 12  # links climbed at most: deeper nests are parse errors


class Mark(NamedTuple):
    """How something stands, with the index of the word that carries each part; None where no word does.

    `speech` is whether a predicate of saying stands above it.
    """

    negation: int | None = None
    modality: Modality = Modality.ACTUAL
    modality_at: int | None = None
    certainty: Certainty = Certainty.CERTAIN
    certainty_at: int | None = None
    speech: bool = False


PLAIN = Mark()


def standing_at(document: Document, trigger: int, words: StandingWords) -> Mark:
    """How the word with index `trigger` stands. A pure function of the parse."""
    return _Scope(document, words).at(trigger, 0)


def joined(inner: Mark, outer: Mark) -> Mark:
    """Two layers as one: negations cancel out, the less actual modality and the lesser certainty win."""
    negation = inner.negation if outer.negation is None else outer.negation if inner.negation is None else None
    modal = outer if WEIGHT[outer.modality] > WEIGHT[inner.modality] else inner
    sure = outer if DOUBT[outer.certainty] > DOUBT[inner.certainty] else inner
    return Mark(
        negation,
        modal.modality,
        modal.modality_at,
        sure.certainty,
        sure.certainty_at,
        inner.speech or outer.speech,
    )


class _Scope:
    """Climbs from a word to what governs it. Holds the document and the words, and no other state."""

    __slots__ = ("tokens", "words")

    def __init__(self, document: Document, words: StandingWords) -> None:
        self.tokens = document.tokens
        self.words = words

    def at(self, index: int, depth: int, below: int = -1) -> Mark:
        """How a word stands; `below` is the child from which the way came up, whose own words were counted there."""
        return joined(self.beside(index, below), self.above(index, depth + 1))

    # what stands beside a word

    def beside(self, index: int, below: int = -1) -> Mark:
        """What auxiliaries, adverbs, adjectives, determiners and conjunctions beside a word say."""
        token, mark = self.tokens[index], PLAIN
        for number in token.children:
            child = self.tokens[number]
            found = self._child(token, child) if number != below else None
            if found is not None and child.dep == "mark" and child.lower == "if" and self._wondered(token):
                found = Mark(certainty=Certainty.UNKNOWN, certainty_at=child.index)
            if found is not None:
                mark = joined(mark, found)
        return mark

    def _child(self, token: Token, child: Token) -> Mark | None:
        dep = child.dep
        if dep == "aux":
            return self._auxiliary(token, child)
        if dep == "punct":
            return self._question(token, child) if child.lower == "?" else None
        if dep == "prep":
            return self._lacking(token, child) if child.lower == "without" else None
        if dep == "mark" or (dep == "advmod" and child.lower in CONDITIONS):
            return _clause(child)
        if dep in ("neg", "advmod", "amod", "det", "preconj", "cc", "nummod"):
            return self._hedge(token, child)
        if dep in ("nsubj", "nsubjpass", "dobj", "attr", "pobj"):
            return self._empty(token, child)
        if dep == "npadvmod":
            every = self._first(child, ("det",))
            return _modal(Modality.HABITUAL, child.index) if every and every.lower in ("every", "each") else None
        if dep == "advcl":
            condition = self._condition(child) if self._has_modal(token) else None
            if condition is not None:
                return _modal(Modality.HYPOTHETICAL, condition.index)
        return None

    def _auxiliary(self, token: Token, child: Token) -> Mark | None:
        """A modal verb; or one that opens a clause before its subject: had they known, should they attack."""
        subject = self._first(token, ("nsubj", "nsubjpass"))
        if child.lower in INVERTED and token.dep in ("advcl", "ccomp") and subject and child.index < subject.index:
            return _modal(Modality.HYPOTHETICAL, child.index)
        return self._modal(token, child) if child.tag == "MD" else None

    def _question(self, token: Token, child: Token) -> Mark | None:
        """A question that yes or no would answer leaves open whether it is so."""
        opens = self.tokens[token.left].pos == "AUX"
        return Mark(certainty=Certainty.UNKNOWN, certainty_at=child.index) if opens else None

    def _lacking(self, token: Token, child: Token) -> Mark | None:
        """Without the corridor, the garrison would run out of shells: a condition."""
        would = any(self.tokens[i].lower in ("would", "could", "'d") for i in token.children)
        return _modal(Modality.HYPOTHETICAL, child.index) if would and child.index < token.index else None

    def _modal(self, token: Token, child: Token) -> Mark | None:
        effect = self.words.modals.get(child.lower)
        if effect is None or (token.lemma in PERCEIVED and child.lower in ("could", "can")):
            return None
        done = self._done(token)
        if child.lower in ("could", "can", "ca", "cannot") and self._first(token, ("neg",)) is not None:
            return PLAIN
        if child.lower in ("would", "could", "should") and done:
            return _modal(Modality.HYPOTHETICAL, child.index)
        if effect.kind == OPEN:
            state = self._state(token)
            modality = Modality.ACTUAL if state else Modality.EXPECTED
            return Mark(None, modality, None if state else child.index, Certainty.POSSIBLE, child.index)
        return self._mark(effect, child.index)

    def _hedge(self, token: Token, child: Token) -> Mark | None:
        if child.lower == "longer" and child.index and self.tokens[child.index - 1].lower == "no":
            return Mark(negation=child.index)
        if child.lower in NOT and self._only(child):
            return None
        place = "adjective" if child.dep == "amod" else "verb" if token.pos == "VERB" else "adverb"
        for on, effect in self.words.hedges.get(child.lower, ()):
            if (on == place or on == "any" or (on == "adverb" and place == "verb")) and not (
                child.dep == "cc" and not effect.negates
            ):
                return self._mark(effect, child.index)
        return None

    def _only(self, child: Token) -> bool:
        """Not only, not just: nothing is negated."""
        after = child.index + 1
        return after < len(self.tokens) and self.tokens[after].lower in ONLY

    def _empty(self, token: Token, child: Token) -> Mark | None:
        """No one, none, no ship: a subject or object that is nobody negates its verb."""
        if token.pos not in ("VERB", "AUX", "ADP"):
            return None
        if child.lower in ("none", "nobody", "nothing", "neither"):
            return Mark(negation=child.index)
        det = self._first(child, ("det",))
        return Mark(negation=det.index) if det is not None and det.lower in ("no", "neither") else None

    def _mark(self, effect: Effect, at: int) -> Mark:
        return Mark(
            at if effect.negates else None,
            effect.modality or Modality.ACTUAL,
            at if effect.modality else None,
            effect.certainty or Certainty.CERTAIN,
            at if effect.certainty else None,
            effect.kind == SPEECH,
        )

    # what governs a word

    def above(self, index: int, depth: int) -> Mark:
        """What the words above make of this one."""
        token = self.tokens[index]
        head = self.tokens[token.head]
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
        if self._first(token, tuple(SUBJECTS)) is not None:
            return self.above(head.index, depth + 1)
        if token.tag in FINITE and head.tag in ("VB", "VBG") and head.tag != token.tag:
            return PLAIN  # will send jets and denied that ...: the parse hung it too low
        shared = self.at(head.index, depth)
        same = token.tag == head.tag and (token.tag == "VB" or token.pos == "NOUN")
        return shared if same else shared._replace(negation=self.above(head.index, depth + 1).negation)

    def _content(self, token: Token, head: Token, depth: int) -> Mark:
        """A clause as content: what its predicate makes of it."""
        to = next((i for i in token.children if self.tokens[i].tag == "TO"), None)
        gerund = token.tag == "VBG" and self._first(token, ("aux", "mark")) is None
        takes = "infinitive" if to is not None or gerund or token.dep in ("acomp", "oprd") else "finite"
        if token.dep == "oprd" and to is None and token.pos in ("NOUN", "PROPN"):
            return PLAIN  # what it called a depot
        if token.dep == "acl" and to is None and takes == "finite" and self._first(token, ("mark",)) is None:
            return PLAIN
        if head.lemma == "be":
            return self._copula(token, head, takes, depth)
        if token.dep == "acl" and takes == "infinitive" and to is None:
            return PLAIN
        effect = self._effect(head, takes)
        if effect is None and head.lemma == "use" and head.tag == "VBD" and self._first(head, ("dobj",)) is None:
            return _modal(Modality.HABITUAL, head.index)
        if effect is None or effect.kind == INHERIT:
            yet = self._yet(head)
            if yet is not None:
                return joined(Mark(negation=yet), self.at(head.index, depth))
        if head.lower == "going" and takes == "infinitive":
            return joined(_modal(Modality.EXPECTED, head.index), self.at(head.index, depth))
        if effect is None:
            if token.dep == "acl" and to is not None:
                return joined(_modal(Modality.EXPECTED, to), self.above(head.index, depth + 1))
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
                outer = joined(self.at(head.index, depth), self.beside(child.index))
                return self._made(effect, child.index, outer, token)
        if takes == "infinitive" and token.dep != "acomp":
            return joined(_modal(Modality.EXPECTED, head.index), self.at(head.index, depth))
        return self.at(head.index, depth)

    def _adverbial(self, token: Token, head: Token, depth: int) -> Mark:
        """An adverbial clause: purposes are expected, participles go along with their verb, the rest is told as so."""
        to = next((i for i in token.children if self.tokens[i].tag == "TO"), None)
        if to is not None:
            effect = self._effect(head, "infinitive")
            if effect is not None and effect.kind != INHERIT:
                return self._under(effect, head, depth, token)
            outer = self.at(head.index, depth)._replace(negation=None)
            return joined(_modal(Modality.EXPECTED, to), outer)
        if token.tag in ("VBG", "VBN") and self._first(token, ("mark", "advmod", "nsubj")) is None:
            return self.at(head.index, depth)._replace(negation=None)
        return PLAIN

    def _noun(self, token: Token, head: Token, depth: int) -> Mark:
        """An event named by a noun: planned, denied, prevented, launched; or said to be likely, to have begun."""
        if token.dep == "nsubj":
            if head.lemma == "be":
                return self._copula(token, head, "infinitive", depth) if self._predicative(head) else PLAIN
            return self.at(head.index, depth, token.index) if head.lemma in HAPPEN or self._takes_place(head) else PLAIN
        effect = self._effect(head, "noun")
        return self._vague(token, head, depth) if effect is None else self._under(effect, head, depth, token)

    def _vague(self, token: Token, head: Token, depth: int) -> Mark:
        """A noun with no article that makes it known comes about as its verb does: will bring relief."""
        known = self._first(token, ("det", "poss"))
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

    # the predicate and its effect

    def _effect(self, head: Token, takes: str) -> Effect | None:
        pos = CLASS.get(head.pos, "")
        particle = self._first(head, ("prt",))
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
        beside = self.beside(head.index)
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
        mark = self._mark(effect, at)
        if Certainty.UNKNOWN in (mark.certainty, DOUBTS.get(effect.negated)) and self._asks(token):
            return PLAIN
        if effect.kind == OPEN and not self._state(token):
            mark = mark._replace(modality=Modality.EXPECTED, modality_at=at)
        if outer.negation is not None and effect.negated != "flip":
            doubt = DOUBTS.get(effect.negated)
            if doubt is not None:
                mark = Mark(certainty=doubt, certainty_at=outer.negation)
            outer = outer._replace(negation=None)
        return joined(mark, outer)

    # small looks at the parse

    def _first(self, token: Token, deps: tuple[str, ...]) -> Token | None:
        return next((self.tokens[i] for i in token.children if self.tokens[i].dep in deps), None)

    def _condition(self, clause: Token) -> Token | None:
        """The word that makes a clause a condition: if, unless, or an auxiliary before the subject."""
        first = self.tokens[clause.left]
        if first.lower in INVERTED and first.head == clause.index and self._first(clause, ("nsubj", "nsubjpass")):
            return first
        mark = self._first(clause, ("mark", "advmod"))
        return mark if mark is not None and mark.lower in CONDITIONS else None

    def _yet(self, head: Token) -> int | None:
        """Has yet to be found: the word *yet* under *have* or *be*."""
        yet = (i for i in head.children if self.tokens[i].lower == "yet")
        return next(yet, None) if head.lemma in ("have", "be") else None

    def _wondered(self, token: Token) -> bool:
        """Whether *if* means *whether*: not known if, asked if."""
        if token.dep not in ("ccomp", "advcl", "csubj"):
            return False
        head = self.tokens[token.head]
        words = (head, *(self.tokens[i] for i in head.children if self.tokens[i].dep == "acomp"))
        return any(word.lemma in WONDER and token.index > word.index for word in words)

    def _asks(self, token: Token) -> bool:
        """Who fired, how many fell: that it happened is not open, only who or how many."""
        return any(self.tokens[i].tag in OPEN_QUESTION for i in range(token.left, token.index))

    def _done(self, token: Token) -> bool:
        """Have seized, 've seized."""
        return any(self.tokens[i].lower in ("have", "'ve") for i in token.children if self.tokens[i].dep == "aux")

    def _state(self, token: Token) -> bool:
        """Whether a verb after a modal or *to* tells what is or was, not what is to come."""
        return token.lemma in STATES or self._done(token)

    def _has_modal(self, token: Token) -> bool:
        return any(self.tokens[i].tag == "MD" for i in token.children)

    def _predicative(self, head: Token) -> bool:
        child = self._first(head, ("acomp", "attr"))
        if child is None or self._first(head, ("xcomp",)) or self._first(child, ("xcomp",)):
            return False
        return (child.lemma, CLASS.get(child.pos, ""), "infinitive") in self.words.predicates

    def _takes_place(self, head: Token) -> bool:
        return head.lemma == "take" and any(self.tokens[i].lower == "place" for i in head.children)


def _clause(mark: Token) -> Mark | None:
    """The word that opens a clause: if, unless; whether."""
    if mark.lower in CONDITIONS:
        return _modal(Modality.HYPOTHETICAL, mark.index)
    if mark.lower == "whether":
        return Mark(certainty=Certainty.UNKNOWN, certainty_at=mark.index)
    return None


def _modal(modality: Modality, at: int) -> Mark:
    return Mark(modality=modality, modality_at=at)
