"""What a number counts: a currency, a measure, or the noun that the parse gives it."""

from dataclasses import dataclass

from onrecord.find.quantity_number import DASHES, Number, exact
from onrecord.model.counting import counted_noun
from onrecord.model.document import Document, Token
from onrecord.model.mention import Mention, Quantity, Thing
from onrecord.vocab.quantity import Bounds, QuantityWords, regular_singular

IRREGULAR = {
    "lives": "life",
    "women": "woman",
    "men": "man",
    "troops": "troop",
    "people": "people",
}  # the model's lemmas waver
ASIDE = frozenset({"including", "among"})  # a part of what was counted before it
HARM = frozenset({"die", "kill", "wound", "injure", "hurt", "perish", "drown", "arrest", "detain", "abduct", "kidnap"})
LOST = frozenset({"life", "death", "fatality", "casualty", "body", "person"})  # "15 lives and 12 others": twelve people
PROPER = frozenset({"GPE", "LOC", "ORG", "PERSON"})
F_STEMS = frozenset({"kni", "wi", "li", "lea", "wol", "hal", "thie", "shel", "loa", "cal", "sel", "el", "scar", "hoo"})
LONGEST_UNIT = 3  # words: "barrels per day"
CASUALTY = frozenset({"VBN", "VBD", "JJ", "VBP"})
FELLED = frozenset({"dead", "wounded", "injured", "missing", "killed", "hurt", "displaced", "deceased"})


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


def unit_of(document: Document, number: Number, words: QuantityWords, things: dict[int, Thing]) -> Unit:
    """The unit that the words beside a number name; `name` None where they name none."""
    tokens = document.tokens
    return (
        _money_before(tokens, number, words)
        or _money_after(tokens, number, words)
        or _measure(tokens, number, words)
        or Unit(_noun(document, number, things), number.first, number.last)
    )


def _money_before(tokens: tuple[Token, ...], number: Number, words: QuantityWords) -> Unit | None:
    """ "$660 million", "US$5m", "EUR 3 bn"."""
    at = number.first - 1
    if at < 0 or tokens[at].sentence != tokens[number.first].sentence:
        return None
    code = words.currencies.get(tokens[at].lower)
    if code is None or (tokens[at].text.isalpha() and not tokens[at].text[0].isupper() and tokens[at].lower != "dlrs"):
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
        if _lower(tokens, at + 1).startswith("pound"):
            return None  # "a 500-pound bomb"
        at += 1
    following = [token for token in tokens[at : at + 3] if token.sentence == sentence]
    for size, token in enumerate(following):
        if token.lower not in words.money:
            continue
        if token.lower in ("pound", "pounds") and _weighs(tokens, at + size + 1):
            return None
        pair = (*(t.lower for t in following[:size]), token.lemma.lower())
        code = words.whose.get(pair) if size else words.money[token.lower]
        return Unit(code, number.first, at + size + 1, True) if code else None
    sign = following[0] if following else None
    code = (
        words.currencies.get(sign.lower) if sign is not None and (sign.text.isupper() or sign.text in "$€£₴₽") else None
    )
    return Unit(code, number.first, at + 1, True) if code else None


def _weighs(tokens: tuple[Token, ...], after: int) -> bool:
    """Whether pounds are a weight: "of explosives" follows, or kilograms in brackets."""
    following = [token.lower for token in tokens[after : after + 4]]
    return bool(following) and (
        following[0] in ("of", "(", "[") or bool({"kg", "kilograms", "explosives"} & {*following})
    )


def _lower(tokens: tuple[Token, ...], at: int) -> str:
    return tokens[at].lower if at < len(tokens) else ""


def _measure(tokens: tuple[Token, ...], number: Number, words: QuantityWords) -> Unit | None:
    """ "11 km", "30 percent", "900-kilometre": the longest unit that follows."""
    start = number.last + (number.last < len(tokens) and tokens[number.last].text in DASHES)
    if number.letters == "m" and number.last - number.first == 1:
        return Unit("m", number.first, number.last)
    if start >= len(tokens) or tokens[start].lower not in words.opens:
        return None
    for size in range(LONGEST_UNIT, 0, -1):
        phrase = tuple(token.lower for token in tokens[start : start + size])
        symbol = words.units.get(phrase) or words.units.get(("".join(phrase),))
        if symbol is not None and len(phrase) == size and tokens[start].sentence == tokens[number.first].sentence:
            return Unit(symbol, number.first, start + size)
    return None


def _noun(document: Document, number: Number, things: dict[int, Thing]) -> str | None:
    at = counted_noun(document, number.last - 1)
    if at is None or document.tokens[at].lemma == "other":
        return None
    return lemma(document.tokens[at], things.get(at))


def lemma(token: Token, thing: Thing | None = None) -> str:
    """A noun's lemma; a people's or a design's name keeps its capitals: "Palestinians" is Palestinian."""
    named = thing is not None and (token.entity == "NORP" or token.text.startswith(thing.designation or "\n"))
    if (
        named
        or token.text.removesuffix("s").isupper()
        or any(char.isdigit() for char in token.text)
        or token.entity == "NORP"
    ):
        return token.text[:-1] if token.text.endswith("s") else token.text
    if token.lower in FELLED:
        return "people"
    if token.lower in IRREGULAR:
        return IRREGULAR[token.lower]
    if token.tag == "NNP" and token.entity in PROPER:
        return token.text
    found = token.lemma.lower()
    wrong = token.lower.endswith("ves") and found.endswith("f") and token.lower[:-3] not in F_STEMS
    return regular_singular(token.lower) if wrong or token.tag == "NNPS" else found


def elliptic_unit(document: Document, number: Number, before: list[Mention]) -> str | None:
    """What a bare number in a parallel clause counts: in "67 people were killed and 19 wounded", people."""
    tokens, at = document.tokens, number.last
    if _lower(tokens, at) == "of" and _lower(tokens, at + 1) in ("them", "whom", "which", "those", "these"):
        return _last_unit(document, before, tokens[number.first].sentence - 1)
    if at < len(tokens) and tokens[at].lower == "more":
        at += 1
    if at >= len(tokens) or tokens[at].sentence != tokens[at - 1].sentence:
        return None
    others = tokens[at].lemma == "other" and _of_harm(document, tokens[at].sentence)
    fallback = "people" if others or tokens[at].lower in FELLED else None
    while tokens[at].tag == "RB" and at + 1 < len(tokens):
        at += 1
    if tokens[at].tag not in CASUALTY and tokens[at].lemma != "other":
        return fallback
    return _last_unit(document, before, tokens[at].sentence) or fallback


def _of_harm(document: Document, sentence: int) -> bool:
    """Whether a sentence tells of people who were harmed: "his mother and 10 others died"."""
    told = document.sentences[sentence]
    return any(token.lemma in HARM for token in document.tokens[told.first : told.last])


def _last_unit(document: Document, before: list[Mention], earliest: int) -> str | None:
    """The unit of the last number that counted something, no earlier than a sentence; parts of a count passed over."""
    for mention in reversed(before):
        if document.tokens[mention.head].sentence < earliest:
            return None
        first = document.inside(mention.span).start
        aside = first and document.tokens[first - 1].lower in ASIDE
        value = mention.value
        if isinstance(value, Quantity) and value.unit and value.unit.islower() and not aside:
            return "people" if value.unit in LOST else value.unit
    return None
