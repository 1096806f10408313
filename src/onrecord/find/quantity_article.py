"""Articles that count: "a hospital" is one, "another vehicle" is one, "no casualties" and "nobody" are none."""

from collections.abc import Iterator

from onrecord.find.quantity_unit import lemma
from onrecord.model.counting import counted_noun
from onrecord.model.document import Document, Token
from onrecord.model.mention import Kind, Mention, Quantity, Thing
from onrecord.vocab.quantity import QuantityWords
from onrecord.vocab.thing import GOODS, MONEY

ONE = frozenset({"a", "an", "another"})
REACH = 6  # words between an article and its noun: "a large Soviet-era long-range bomber"
INSIDE = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNP", "NNPS", "HYPH", "CD", "RB", "POS", "``", "''"})
UNCOUNTED = frozenset({GOODS, MONEY})


def find_articles(
    document: Document, words: QuantityWords, found: tuple[Mention, ...], numbers: list[Mention]
) -> list[Mention]:
    """One for "a", "an", "another" before a thing that `found` holds, none for "no", "none", "nobody"."""
    taken = {i for mention in numbers for i in document.inside(mention.span)}
    made: dict[int, Mention] = {}
    for mention in found:
        if mention.kind is Kind.THING and isinstance(mention.value, Thing):
            at = _determiner(document, mention)
            if at is not None and at not in taken and at not in made:
                made[at] = _of_thing(document, at, mention)
    for mention in (*_nobody(document, words), *_another(document)):
        if mention.head not in made and mention.head not in taken:
            made[mention.head] = mention
    return list(made.values())


def _of_thing(document: Document, at: int, mention: Mention) -> Mention:
    word, noun = document.tokens[at], document.tokens[mention.head]
    if word.lower == "no":
        return Mention(Kind.QUANTITY, word.span, Quantity(0, 0, 0, lemma(noun, _thing(mention)), "no"), at)
    return Mention(Kind.QUANTITY, word.span, Quantity(None, 1, None, lemma(noun, _thing(mention)), word.lower), at)


def _thing(mention: Mention) -> Thing | None:
    return mention.value if isinstance(mention.value, Thing) else None


def _determiner(document: Document, mention: Mention) -> int | None:
    """The token of an article that counts the thing, None where none does."""
    tokens, head = document.tokens, document.tokens[mention.head]
    first = document.inside(mention.span).start
    follows = tokens[mention.head + 1] if mention.head + 1 < len(tokens) else None
    if follows is not None and follows.tag in ("NN", "NNS") and head.dep in ("compound", "nmod", "amod"):
        return None
    for at in range(first - 1, max(-1, first - 1 - REACH), -1):
        token = tokens[at]
        if token.sentence != head.sentence:
            return None
        if token.lower == "no" and token.tag == "DT":
            return at
        if token.lower in ONE and token.tag == "DT":
            return at if _single(head, mention) and not _ordinal(tokens[at + 1]) else None
        if token.tag not in INSIDE and tokens[at - 1].tag != "CD":
            return None
    return None


def _ordinal(token: Token) -> bool:
    """ "A fifth missile" is the fifth, not one."""
    return token.lower in ("second", "third") or (token.lower.endswith("th") and token.tag in ("JJ", "RB"))


def _single(noun: Token, mention: Mention) -> bool:
    return noun.tag not in ("NNS", "NNPS") and isinstance(mention.value, Thing) and mention.value.category != MONEY


def _another(document: Document) -> Iterator[Mention]:
    """ "One soldier died and another was hurt": one more of those counted before it in the sentence."""
    tokens = document.tokens
    for token in tokens:
        if token.lower != "another" or token.index + 1 >= len(tokens):
            continue
        after = tokens[token.index + 1]
        if after.tag in ("VBN", "VBD") and after.sentence == token.sentence:
            unit = next((lemma(t) for t in reversed(tokens[: token.index]) if _counted(t, token)), None)
            yield Mention(Kind.QUANTITY, token.span, Quantity(None, 1, None, unit, "another"), token.index)


def _counted(noun: Token, word: Token) -> bool:
    return noun.sentence == word.sentence and noun.tag in ("NN", "NNS") and noun.dep in ("nsubj", "nsubjpass")


def _nobody(document: Document, words: QuantityWords) -> Iterator[Mention]:
    """ "None were hurt", "nobody", "no one", and "no" before a noun of harm ("no injuries")."""
    tokens = document.tokens
    for token in tokens:
        if token.lower in words.nobody:
            noun = counted_noun(document, token.index) if token.lower == "none" else None
            unit = "people" if token.lower != "none" else lemma(tokens[noun]) if noun is not None else None
            yield Mention(Kind.QUANTITY, token.span, Quantity(0, 0, 0, unit, token.lower), token.index)
        elif token.lower == "no" and token.index + 1 < len(tokens):
            after = tokens[token.index + 1]
            if after.lower == "one" and after.sentence == token.sentence:
                span = document.span(token.index, token.index + 2)
                yield Mention(Kind.QUANTITY, span, Quantity(0, 0, 0, "people", "no one"), token.index)
                continue
            noun = counted_noun(document, token.index)
            if noun is not None and tokens[noun].lemma in words.denied:
                yield Mention(Kind.QUANTITY, token.span, Quantity(0, 0, 0, lemma(tokens[noun]), "no"), token.index)
