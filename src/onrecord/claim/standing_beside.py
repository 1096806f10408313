"""What the words beside a trigger say: auxiliaries, adverbs, adjectives, determiners and conjunctions."""

from onrecord.claim.standing_mark import PLAIN, Mark, effected, joined, modal
from onrecord.model.claim import Modality
from onrecord.model.document import Document, Token
from onrecord.model.span import Certainty
from onrecord.vocab.standing import OPEN, StandingWords

NOT = {"not", "n't"}
DONE = ("carry", "launch", "conduct", "stage", "commit", "perpetrate", "execute")
HEDGED = ("neg", "advmod", "amod", "det", "preconj", "cc", "nummod")
HELD = ("nsubj", "nsubjpass", "dobj", "attr", "pobj")


class Beside:
    """Reads the children of a word. Holds the document and the words, and no other state."""

    __slots__ = ("tokens", "words")

    def __init__(self, document: Document, words: StandingWords) -> None:
        self.tokens = document.tokens
        self.words = words

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
        if dep == "mark" or (dep == "advmod" and child.lower in self.words.conditions):
            return self._clause(child)
        if dep in HEDGED:
            return self._hedge(token, child)
        if dep in HELD:
            return self._empty(token, child)
        if dep == "npadvmod":
            every = self.first(child, ("det",))
            return modal(Modality.HABITUAL, child.index) if every and every.lower in ("every", "each") else None
        if dep == "advcl":
            condition = self._condition(child) if self._has_modal(token) else None
            if condition is not None:
                return modal(Modality.HYPOTHETICAL, condition.index)
        return None

    def _auxiliary(self, token: Token, child: Token) -> Mark | None:
        """A modal verb; or one that opens a clause before its subject: had they known, should they attack."""
        subject = self.first(token, ("nsubj", "nsubjpass"))
        if (
            child.lower in self.words.inverted
            and token.dep in ("advcl", "ccomp")
            and subject
            and child.index < subject.index
        ):
            return modal(Modality.HYPOTHETICAL, child.index)
        return self._modal(token, child) if child.tag == "MD" else None

    def _question(self, token: Token, child: Token) -> Mark | None:
        """A question that yes or no would answer leaves open whether it is so."""
        opens = self.tokens[token.left].pos == "AUX"
        return Mark(certainty=Certainty.UNKNOWN, certainty_at=child.index) if opens else None

    def _lacking(self, token: Token, child: Token) -> Mark | None:
        """Without the corridor, the garrison would run out of shells: a condition."""
        would = any(self.tokens[i].lower in ("would", "could", "'d") for i in token.children)
        return modal(Modality.HYPOTHETICAL, child.index) if would and child.index < token.index else None

    def _modal(self, token: Token, child: Token) -> Mark | None:
        effect = self.words.modals.get(child.lower)
        if effect is None or (token.lemma in self.words.perceived and child.lower in ("could", "can")):
            return None
        done = self.done(token)
        if child.lower in ("could", "can", "ca", "cannot") and self.first(token, ("neg",)) is not None:
            return PLAIN
        if child.lower in ("would", "could", "should") and done:
            return modal(Modality.HYPOTHETICAL, child.index)
        if effect.kind == OPEN:
            state = self.state(token)
            modality = Modality.ACTUAL if state else Modality.EXPECTED
            return Mark(None, modality, None if state else child.index, Certainty.POSSIBLE, child.index)
        return effected(effect, child.index)

    def _hedge(self, token: Token, child: Token) -> Mark | None:
        if child.lower == "longer" and child.index and self.tokens[child.index - 1].lower == "no":
            return Mark(negation=child.index)
        if child.lower in NOT and self._only(child):
            return None
        if child.dep == "amod" and child.lower == "planned" and self.tokens[token.head].lemma in DONE:
            return None  # "carried out planned attacks"
        place = "adjective" if child.dep == "amod" else "verb" if token.pos == "VERB" else "adverb"
        for on, effect in self.words.hedges.get(child.lower, ()):
            if (on == place or on == "any" or (on == "adverb" and place == "verb")) and not (
                child.dep == "cc" and not effect.negates
            ):
                return effected(effect, child.index)
        return None

    def _only(self, child: Token) -> bool:
        """Not only, not just: nothing is negated."""
        after = child.index + 1
        return after < len(self.tokens) and self.tokens[after].lower in self.words.only

    def _empty(self, token: Token, child: Token) -> Mark | None:
        """No one, none, no ship: a subject or object that is nobody negates its verb."""
        if token.pos not in ("VERB", "AUX", "ADP"):
            return None
        if child.lower in ("none", "nobody", "nothing", "neither"):
            return Mark(negation=child.index)
        det = self.first(child, ("det",))
        return Mark(negation=det.index) if det is not None and det.lower in ("no", "neither") else None

    def _condition(self, clause: Token) -> Token | None:
        """The word that makes a clause a condition: if, unless, or an auxiliary before the subject."""
        first = self.tokens[clause.left]
        if (
            first.lower in self.words.inverted
            and first.head == clause.index
            and self.first(clause, ("nsubj", "nsubjpass"))
        ):
            return first
        mark = self.first(clause, ("mark", "advmod"))
        return mark if mark is not None and mark.lower in self.words.conditions else None

    def _wondered(self, token: Token) -> bool:
        """Whether *if* means *whether*: not known if, asked if."""
        if token.dep not in ("ccomp", "advcl", "csubj"):
            return False
        head = self.tokens[token.head]
        words = (head, *(self.tokens[i] for i in head.children if self.tokens[i].dep == "acomp"))
        return any(word.lemma in self.words.wonder and token.index > word.index for word in words)

    def _has_modal(self, token: Token) -> bool:
        return any(self.tokens[i].tag == "MD" for i in token.children)

    def first(self, token: Token, deps: tuple[str, ...]) -> Token | None:
        """The first child with one of the labels."""
        return next((self.tokens[i] for i in token.children if self.tokens[i].dep in deps), None)

    def done(self, token: Token) -> bool:
        """Have seized, 've seized."""
        return any(self.tokens[i].lower in ("have", "'ve") for i in token.children if self.tokens[i].dep == "aux")

    def state(self, token: Token) -> bool:
        """Whether a verb after a modal or *to* tells what is or was, not what is to come."""
        return token.lemma in self.words.states or self.done(token)

    def _clause(self, mark: Token) -> Mark | None:
        """The word that opens a clause: if, unless; whether."""
        if mark.lower in self.words.conditions:
            return modal(Modality.HYPOTHETICAL, mark.index)
        if mark.lower == "whether":
            return Mark(certainty=Certainty.UNKNOWN, certainty_at=mark.index)
        return None
