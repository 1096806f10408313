"""How far a speaker stands for what a trigger tells, as a number: the standing's own, refined by the words around it.

A linear model over words of the parse, trained on the UW factuality scores by `bench/train/train_standing.py`; its
weights are `vocab/data/standing_weights.csv`, one a feature, and hold no text but single lemmas. It chooses where the
rules leave a choice: whether a word that stands under a marked verb shares the verb's mark (`chosen`).
"""

from collections.abc import Iterator

from onrecord.claim.standing_mark import Mark
from onrecord.claim.standing_scope import standing_at
from onrecord.model.claim import Polarity
from onrecord.model.document import Document, Token
from onrecord.vocab.standing import StandingWords, load_table

BIAS = "bias"
LOWEST, HIGHEST = -3.0, 3.0  # the UW scale
SHARES = 1.8  # midway between an event told as so and one to come; the lowest cut that moves events right on train
UP = 6  # words looked through on the way up; beyond, the link to the trigger is no longer one
CONTENT = {"VERB", "NOUN", "ADJ", "ADV", "AUX", "ADP", "SCONJ"}
CLOSED = {"aux", "auxpass", "det", "neg", "mark", "advmod", "amod", "cc", "prt"}
CLAUSES = {"ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "ROOT"}


def chosen(document: Document, trigger: int, words: StandingWords) -> Mark:
    """How the trigger stands by rule; where no rule marks it, by the marked verb above it if the grade says so."""
    mark = standing_at(document, trigger, words)
    if mark.negation is not None or mark.modality_at is not None or mark.certainty_at is not None:
        return mark
    above = _marked_above(document, trigger, words)
    if above is None or grade(document, trigger, mark, words) >= SHARES:
        return mark
    return above._replace(negation=None, speech=mark.speech or above.speech)


def _marked_above(document: Document, trigger: int, words: StandingWords) -> Mark | None:
    """The mark of the nearest word above that is not told as so."""
    for _, token in zip(range(UP), document.ancestors(trigger), strict=False):
        mark = standing_at(document, token.index, words)
        if mark.modality_at is not None or mark.certainty_at is not None:
            return mark
    return None


def cell(mark: Mark) -> tuple[str, str, str]:
    """Polarity, modality and certainty of a mark."""
    polarity = Polarity.AFFIRMED if mark.negation is None else Polarity.NEGATED
    return polarity.value, mark.modality.value, mark.certainty.value


def grade(document: Document, trigger: int, mark: Mark, words: StandingWords) -> float:
    """From -3 (is not so) to 3 (is so): the commitment of the mark's cell, moved by the weights of the features."""
    weights = words.weights
    moved = sum(weights.get(name, 0.0) for name in features(document, trigger, mark))
    return min(HIGHEST, max(LOWEST, load_table().commitment(*cell(mark)) + moved))


def features(document: Document, trigger: int, mark: Mark) -> Iterator[str]:
    """Names of what is so of a trigger: its standing, itself, the words beside it, the words above it."""
    tokens = document.tokens
    token = tokens[trigger]
    stands = ".".join(cell(mark))
    yield from (BIAS, f"cell {stands}", f"speech {mark.speech}", f"{token.dep} {stands}", f"{token.tag} {stands}")
    yield from (f"word {_lemma(token)}", f"tag {token.tag}", f"dep {token.dep}")
    for name, at in (("not", mark.negation), ("modal", mark.modality_at), ("sure", mark.certainty_at)):
        if at is not None:
            yield from (f"{name} {_lemma(tokens[at])}", f"{name} {_lemma(tokens[at])} {token.pos}")
    for number in token.children:
        child = tokens[number]
        yield f"child {child.dep}"
        if child.dep in CLOSED:
            yield f"child {child.dep} {_lemma(child)}"
    yield from _above(tokens, token)


def _above(tokens: tuple[Token, ...], token: Token) -> Iterator[str]:
    head = tokens[token.head]
    if head is token:
        return
    yield from (f"head {_lemma(head)}", f"head {_lemma(head)} {token.dep}", f"head tag {head.tag}")
    upper = tokens[head.head]
    if upper is not head:
        yield from (f"second {_lemma(upper)}", f"second {_lemma(upper)} {head.dep}", f"deps {head.dep} {token.dep}")
    seen = set()
    below = token
    for _ in range(UP):
        if below.head == below.index:
            break
        below = tokens[below.head]
        seen.add(f"above {below.dep}")
        if below.dep in CLAUSES:
            seen.add(f"above {_lemma(below)}")
        seen.update(f"above {tokens[i].lower}" for i in below.children if tokens[i].dep in ("aux", "neg", "mark"))
    yield from sorted(seen)


def _lemma(token: Token) -> str:
    """The lemma of a word of content; a name or number only counts as one."""
    return token.lemma.lower() if token.pos in CONTENT or token.dep in CLOSED else token.pos
