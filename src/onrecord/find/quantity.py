"""Quantities: numerals, vague words and articles that count, with their bounds and what they count.

How it reads: a numeral or vague word is read (`quantity_number`), what only looks like one is left out
(`quantity_guard`), the words beside it bound it (`bounded`) and give its unit (`quantity_unit`).
"""

from bisect import bisect_right

from onrecord.find.quantity_article import find_articles
from onrecord.find.quantity_guard import counts
from onrecord.find.quantity_number import DASHES, Number, read_number
from onrecord.find.quantity_unit import elliptic_unit, unit_of
from onrecord.model.document import Document, Token
from onrecord.model.mention import Kind, Mention, Quantity, Thing
from onrecord.model.report import Issue
from onrecord.model.span import Span
from onrecord.vocab import Vocab
from onrecord.vocab.quantity import Bounds, QuantityWords
from onrecord.vocab.thing import MONEY

LONGEST_BOUND = 4  # words: "at the very least"
NOUNED = frozenset({"many", "few", "both", "multiple", "numerous", "countless", "pair", "score", "couple"})


def find_quantities(
    document: Document, vocab: Vocab, found: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], tuple[Issue, ...]]:
    """Mentions of quantities, and of sums of money as things, in reading order.

    `span` holds the number with its bound words and its currency or measure, `head` is the number's last word, and
    `unit` the counted noun's lemma, an ISO 4217 code or a symbol of `units.yaml`. What `found` holds for a time, or
    for part of a thing's or place's name, is no quantity.
    """
    words, taken = vocab.quantities, Taken(found)
    mentions: list[Mention] = []
    at, tokens = 0, document.tokens
    while at < len(tokens):
        number = read_number(tokens, at, words) if _may_open(tokens, at, words) else None
        if number is not None:
            mentions += _mentions(document, vocab, taken, number, mentions)
        at = max(number.last, at + 1) if number is not None else at + 1
    mentions += find_articles(document, words, found, mentions)
    return tuple(sorted(mentions, key=lambda mention: mention.span.start)), ()


def _may_open(tokens: tuple[Token, ...], at: int, words: QuantityWords) -> bool:
    """Whether a number may begin at a token: a quick look, for most words are none."""
    word = tokens[at].lower
    if word in ("a", "an"):
        return at + 1 < len(tokens) and tokens[at + 1].lower in words.follow
    return word in words.starts or word[0].isdigit()


class Taken:
    """The characters that other finders read as a time, or as a part of a name."""

    def __init__(self, found: tuple[Mention, ...]) -> None:
        kinds = (Kind.TIME, Kind.THING, Kind.PLACE)
        self._spans = sorted((m.span.start, m.span.end, m.kind is Kind.TIME) for m in found if m.kind in kinds)
        self.things = {m.head: m.value for m in found if isinstance(m.value, Thing)}
        self._starts = [start for start, _, _ in self._spans]

    def holds(self, span: Span) -> bool:
        """Whether a time touches the span, or a name reaches over its start."""
        first = bisect_right(self._starts, span.end) - 1
        for start, end, timed in reversed(self._spans[max(0, first - 6) : first + 1]):
            if start < span.end and span.start < end and (timed or start < span.start):
                return True
        return False


def _mentions(document: Document, vocab: Vocab, taken: Taken, number: Number, before: list[Mention]) -> list[Mention]:
    words, tokens = vocab.quantities, document.tokens
    if taken.holds(document.span(number.first, number.last)):
        return []
    unit = unit_of(document, number, words, taken.things)
    first, kinds = _bounds_before(tokens, unit.first, words)
    last, more = _bounds_after(tokens, unit.last, words)
    if not counts(document, number, words, monied=unit.money, bound=bool(kinds or more)):
        return []
    if number.word == "both" and document.child(tokens[number.first].head, "conj") is not None:
        return []  # "both soldiers and civilians" counts nobody
    if unit.name is None and (number.word in NOUNED or _aged(tokens, first, number.first)):
        return []
    bounds = bounded(unit.scale(number), {*kinds, *more, *(["low"] if number.word == "+" else [])})
    name = unit.name or elliptic_unit(document, number, before)
    span = document.span(first, last)
    quantity = Quantity(*bounds, name, _word(document, number, first, last, kinds | more))
    counted = Mention(Kind.QUANTITY, span, quantity, number.last - 1)
    return [counted, Mention(Kind.THING, span, Thing(None, MONEY, MONEY), number.last - 1)] if unit.money else [counted]


def _aged(tokens: tuple[Token, ...], first: int, number: int) -> bool:
    """ "Children under five", "36 of them under 15": ages."""
    sides = first < number and tokens[number - 1].lower in ("under", "over", "above", "below")
    return bool(
        sides
        and first
        and tokens[first - 1].tag in ("NNS", "PRP", "NN")
        and tokens[first].sentence == tokens[first - 1].sentence
    )


def _word(document: Document, number: Number, first: int, last: int, kinds: set[str]) -> str | None:
    """What was said where it is more or less than a plain number: "dozens", "at least 67"."""
    if number.word is None and not number.ranged and kinds <= {"exact"}:
        return None
    return document.span(first, last).quote(document.text).lower()


def _bounds_before(tokens: tuple[Token, ...], first: int, words: QuantityWords) -> tuple[int, set[str]]:
    """Where the bound words before a token begin, and their kinds; they may stack ("at least another")."""
    kinds: set[str] = set()
    while first and tokens[first - 1].lower in words.closes:
        size = next((n for n in range(LONGEST_BOUND, 0, -1) if _is_bound(tokens, first - n, first, words)), 0)
        if not size:
            break
        kinds.add(words.before[tuple(token.lower for token in tokens[first - size : first])])
        first -= size
    return first, kinds


def _above(tokens: tuple[Token, ...], at: int, words: QuantityWords) -> bool:
    """ "Over two villages" is above them: a small number in words, of a place."""
    small = words.numbers.get(tokens[at + 1].lower, 99) < 10
    return small and any(token.lemma in words.places for token in tokens[at + 2 : at + 5])


def _is_bound(tokens: tuple[Token, ...], start: int, stop: int, words: QuantityWords) -> bool:
    if start < 0 or tokens[start].sentence != tokens[stop].sentence:
        return False
    phrase = tuple(token.lower for token in tokens[start:stop])
    if phrase not in words.before:
        return False
    barred = words.no_bound.get(phrase[0]) if len(phrase) == 1 else None
    if barred is None:
        return True
    token = tokens[start]
    before = tokens[start - 1].lemma if start else ""
    if token.lower == "over" and _above(tokens, start, words):
        return False
    return token.dep != "prt" and before not in barred and tokens[token.head].lemma not in barred


def _bounds_after(tokens: tuple[Token, ...], last: int, words: QuantityWords) -> tuple[int, set[str]]:
    """Where the bound words after a number end, and their kind: "or more", "-plus"."""
    start = last + 1 if last < len(tokens) and tokens[last].text in DASHES else last
    for size in range(LONGEST_BOUND, 0, -1):
        following = tokens[start : start + size]
        phrase = tuple(token.lower for token in following if token.sentence == tokens[last - 1].sentence)
        if len(phrase) == size and phrase in words.after and (start == last or phrase == ("plus",)):
            return start + size, {words.after[phrase]}
    return last, set()


def bounded(bounds: Bounds, kinds: set[str]) -> Bounds:
    """A number's low, best and high under bound words, by the codebook's table (section 3).

    >>> bounded((67, 67, 67), {"low"}), bounded((12, 12, 12), {"near"}), bounded((None, 12, None), {"about"})
    ((67, None, None), (None, 12, 12), (None, 12, None))
    """
    low, best, high = bounds
    point = best if best is not None else low
    if "low" in kinds:
        return (low if low is not None else best), None, (high if low != high else None)
    if "high" in kinds:
        return None, None, (high if high is not None else best)
    if low is not None and best is None:
        return bounds
    if "near" in kinds:
        return None, point, point
    if "about" in kinds:
        return None, point, None
    return bounds
