"""What a number counts: a currency, a measure, or the noun that the parse gives it."""

from dataclasses import dataclass

from onrecord.find.quantity_number import DASHES, Number, exact
from onrecord.model.counting import counted_noun
from onrecord.model.document import Document, Token
from onrecord.model.mention import Kind, Mention, Quantity
from onrecord.vocab.quantity import Bounds, QuantityWords, regular_singular
from onrecord.vocab.thing import plural

LONGEST_UNIT = 3  # words: "barrels per day"
CASUALTY = frozenset({"VBN", "VBD", "JJ"})
FELLED = frozenset({"dead", "wounded", "injured", "missing", "killed", "hurt", "displaced"})


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a number, and tokens `first` to `last` (half-open) of number and unit."""

    name: str | None
    first: int
    last: int
    money: bool = False
    factor: int = 1

    def scale(self, number: Number) -> Bounds:
        """The number's bounds, times what a letter after the digits stands for ("$5m")."""
        if self.factor == 1:
            return number.bounds
        low, best, high = (None if b is None else exact(b * self.factor)[0] for b in number.bounds)
        return low, best, high


def unit_of(document: Document, number: Number, words: QuantityWords) -> Unit:
    """The unit that the words beside a number name; `name` None where they name none."""
    tokens = document.tokens
    return (
        _money_before(tokens, number, words)
        or _money_after(tokens, number, words)
        or _measure(tokens, number, words)
        or Unit(_noun(document, number), number.first, number.last)
    )


def _money_before(tokens: tuple[Token, ...], number: Number, words: QuantityWords) -> Unit | None:
    """ "$660 million", "US$5m", "EUR 3 bn"."""
    at = number.first - 1
    if at < 0 or tokens[at].sentence != tokens[number.first].sentence:
        return None
    code = words.currencies.get(tokens[at].lower)
    if code is None or (tokens[at].text.isalpha() and not tokens[at].text[0].isupper()):
        return None
    first = at
    if tokens[at].text == "$" and at and tokens[at - 1].end == tokens[at].start:
        joined = words.currencies.get(tokens[at - 1].lower + "$")
        code, first = (joined, at - 1) if joined else (code, first)
    return Unit(code, first, number.last, True, words.letters.get(number.letters, 1) if number.letters == "m" else 1)


def _money_after(tokens: tuple[Token, ...], number: Number, words: QuantityWords) -> Unit | None:
    """ "5 million euros", "40 million US dollars", "300,000 Swiss francs"."""
    at, sentence = number.last, tokens[number.first].sentence
    if at < len(tokens) and tokens[at].text in DASHES:
        at += 1
    following = [token for token in tokens[at : at + 3] if token.sentence == sentence]
    for size, token in enumerate(following):
        code = words.money.get(token.lower)
        if code is None or (token.lower in ("pound", "pounds") and _lower(tokens, at + size + 1) == "of"):
            continue
        pair = (*(t.lower for t in following[:size]), token.lemma.lower())
        if size and words.whose.get(pair) is None:
            return None
        return Unit(words.whose.get(pair, code) if size else code, number.first, at + size + 1, True)
    code = (
        words.currencies.get(following[0].lower)
        if (following and following[0].text.isupper()) or (following and following[0].text in "$€£₴₽")
        else None
    )
    return Unit(code, number.first, at + 1, True) if code else None


def _lower(tokens: tuple[Token, ...], at: int) -> str:
    return tokens[at].lower if at < len(tokens) else ""


def _measure(tokens: tuple[Token, ...], number: Number, words: QuantityWords) -> Unit | None:
    """ "11 km", "30 percent", "900-kilometre": the longest unit that follows."""
    start = number.last + (number.last < len(tokens) and tokens[number.last].text in DASHES)
    if number.letters == "m" and number.last - number.first == 1:
        return Unit("m", number.first, number.last)
    for size in range(LONGEST_UNIT, 0, -1):
        phrase = tuple(token.lower for token in tokens[start : start + size])
        symbol = words.units.get(phrase) or words.units.get(("".join(phrase),))
        if symbol is not None and len(phrase) == size and tokens[start].sentence == tokens[number.first].sentence:
            return Unit(symbol, number.first, start + size)
    return None


def _noun(document: Document, number: Number) -> str | None:
    at = counted_noun(document, number.last - 1)
    return None if at is None else lemma(document.tokens[at])


def lemma(token: Token) -> str:
    """A noun's lemma; people by their state keep their capital: "Palestinians" is Palestinian."""
    if token.tag in ("NNPS", "NNP") and not any(char.isdigit() for char in token.text):
        return (
            token.text[:-1] if token.text.endswith("s") and token.tag == "NNPS" and len(token.text) > 3 else token.text
        )
    if any(char.isdigit() for char in token.text):
        return token.text[:-1] if token.text.endswith("s") else token.text
    found = token.lemma.lower()
    regular = token.lower.endswith("s") and found != token.lower and plural(found) != token.lower
    return regular_singular(token.lower) if regular else found


def elliptic_unit(document: Document, number: Number, before: list[Mention]) -> str | None:
    """What a bare number in a parallel clause counts: in "67 people were killed and 19 wounded", people."""
    tokens, at = document.tokens, number.last
    if at < len(tokens) and tokens[at].lower == "more":
        at += 1
    if at >= len(tokens) or tokens[at].sentence != tokens[at - 1].sentence:
        return None
    fallback = "people" if tokens[at].lower in FELLED else None
    if tokens[at].tag not in CASUALTY:
        return fallback
    for mention in reversed(before):
        if tokens[mention.head].sentence != tokens[at].sentence:
            break
        if mention.kind is Kind.QUANTITY and isinstance(mention.value, Quantity) and mention.value.unit:
            return mention.value.unit
    return fallback
