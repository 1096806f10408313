"""Numerals: digits and words to a number, where it ends, and the bounds that a vague word gives."""

import re
from dataclasses import dataclass, replace

from onrecord.model.document import Token
from onrecord.vocab.quantity import Bounds, QuantityWords

Value = int | float
DIGITS = re.compile(
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d+)(?P<part>\.\d+)?(?P<letters>[kKmMbBtT][nN]?|mln|bln)?(?P<plus>\+)?"
)
THOUSANDS = re.compile(r"\d{3}")
DASHES = frozenset({"-", "–", "—"})


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens `first` to `last` (half-open) and what they come to: low, best, high. `word` is set for vague words."""

    first: int
    last: int
    bounds: Bounds
    word: str | None = None
    letters: str = ""
    ranged: bool = False
    scaled: bool = False

    @property
    def plain(self) -> Value | None:
        """The number of an exact numeral, None for ranges and vague words."""
        low, best, high = self.bounds
        return best if low == best == high else None


def read_number(tokens: tuple[Token, ...], first: int, words: QuantityWords) -> Number | None:
    """The number or range that begins at a token, None where none does."""
    number = _simple(tokens, first, words)
    if number is None:
        return None
    return _range(tokens, number, words) or number


def _simple(tokens: tuple[Token, ...], first: int, words: QuantityWords) -> Number | None:
    token = tokens[first]
    if token.text[0].isdigit():
        return _digits(tokens, first, words)
    for read in (_phrase, _article, _spelled, _vague):
        number = read(tokens, first, words)
        if number is not None:
            return number
    return _plenty(tokens, first, words) if token.lower in words.plenty else None


def _at(tokens: tuple[Token, ...], index: int, sentence: int) -> Token | None:
    return tokens[index] if index < len(tokens) and tokens[index].sentence == sentence else None


def _lower(tokens: tuple[Token, ...], index: int, sentence: int) -> str:
    token = _at(tokens, index, sentence)
    return token.lower if token else ""


def exact(value: Value) -> Bounds:
    """All three alike; a whole number is an int."""
    whole = int(value) if float(value).is_integer() else value
    return whole, whole, whole


def _digits(tokens: tuple[Token, ...], first: int, words: QuantityWords) -> Number | None:
    token = tokens[first]
    match = DIGITS.fullmatch(token.text)
    if match is None:
        return None
    whole, last = match["whole"], first + 1
    while len(whole) <= 3 and not match["part"] and (more := _at(tokens, last, token.sentence)) is not None:
        if (
            _lower(tokens, last + 1, token.sentence) == "mm"
            or not THOUSANDS.fullmatch(more.text)
            or more.start != tokens[last - 1].end + 1
            or whole == "0"
        ):
            break
        return _scaled(tokens, Number(first, last + 1, exact(int(whole + more.text))), words)
    value = float(whole.replace(",", "").replace(".", "") + (match["part"] or ""))
    letters = (match["letters"] or "").lower()
    if not letters and (unit := _at(tokens, last, token.sentence)) is not None and unit.start == token.end:
        letters, last = (unit.lower, last + 1) if _is_letter(tokens, unit, words) else ("", last)
    number = Number(first, last, exact(value), letters=letters, word="+" if match["plus"] else None)
    if letters and (letters != "m" or last > first + 1):
        return replace(number, bounds=exact(round(value * words.letters.get(letters, 1), 6)), scaled=True)
    return _scaled(tokens, number, words)


def _is_letter(tokens: tuple[Token, ...], unit: Token, words: QuantityWords) -> bool:
    """Whether letters glued to digits are a scale: "3.4m people", and not metres as in "500m away"."""
    after = _at(tokens, unit.index + 1, unit.sentence)
    return unit.lower in words.letters and (unit.lower != "m" or (after is not None and after.tag == "NNS"))


def _scaled(tokens: tuple[Token, ...], number: Number, words: QuantityWords) -> Number:
    """A number with the scale words after it: "12 million", "3 dozen"."""
    sentence, last, value = tokens[number.first].sentence, number.last, number.bounds[1] or 0
    while True:
        at = last + 1 if _lower(tokens, last, sentence) in DASHES else last
        scale = words.scales.get(_lower(tokens, at, sentence))
        if scale is None:
            break
        value, last = value * scale, at + 1
    if last == number.last:
        return number
    return replace(number, last=last, bounds=exact(round(value, 6)), scaled=True)


def _spelled(tokens: tuple[Token, ...], first: int, words: QuantityWords) -> Number | None:
    """Number words: "forty-one", "two hundred and fifty", "one and a half million"."""
    sentence, total, current, at = tokens[first].sentence, 0.0, 0.0, first
    if tokens[first].lower not in words.numbers:
        return None
    while True:
        word = _lower(tokens, at, sentence)
        if word in words.numbers and (
            at == first or current % 100 == 0 or (current % 10 == 0 and words.numbers[word] < 10)
        ):
            current, at = current + words.numbers[word], at + 1
        elif word == "hundred" and current:
            current, at = current * 100, at + 1
        elif word in words.scales and current:
            total, current, at = total + current * words.scales[word], 0.0, at + 1
        elif _links(tokens, at, sentence, words, total + current):
            at += 1
        elif word == "and" and _lower(tokens, at + 1, sentence) == "a" and _lower(tokens, at + 2, sentence) == "half":
            current, at = current + 0.5, at + 3
        else:
            break
    return Number(first, at, exact(total + current), scaled=at > first + 1)


def _links(tokens: tuple[Token, ...], at: int, sentence: int, words: QuantityWords, value: float) -> bool:
    """A hyphen after a ten ("forty-one"), or "and" after a hundred ("two hundred and fifty")."""
    word, after = _lower(tokens, at, sentence), _lower(tokens, at + 1, sentence)
    if word in DASHES:
        glued = tokens[at].start == tokens[at - 1].end and after
        ten = value % 10 == 0 and 20 <= value % 100 <= 90 and words.numbers.get(after, 10) < 10
        return bool(glued) and (ten or after in words.scales)
    return word == "and" and value >= 100 and value % 100 == 0 and after in words.numbers


def _article(tokens: tuple[Token, ...], first: int, words: QuantityWords) -> Number | None:
    """ "a dozen", "a few hundred", "half a million", "a quarter of a million"."""
    sentence, word = tokens[first].sentence, tokens[first].lower
    if word == "half":
        at = first + (2 if _lower(tokens, first + 1, sentence) in ("a", "-") else 1)
        scale = words.scales.get(_lower(tokens, at, sentence))
        return None if scale is None else Number(first, at + 1, (None, scale // 2, None), "half", scaled=True)
    if word not in ("a", "an", "the"):
        return None
    after = _lower(tokens, first + 1, sentence)
    if word != "the" and after in (
        "few",
        "couple",
        "handful",
        "pair",
        "dozen",
        "hundred",
        "thousand",
        "million",
        "billion",
        "score",
        "good",
        "mere",
    ):
        inner = _vague(tokens, first + 1, words)
        return None if inner is None else replace(inner, first=first)
    return None


def _vague(tokens: tuple[Token, ...], first: int, words: QuantityWords) -> Number | None:
    """ "several", "few hundred", "dozen", "many"."""
    word, sentence = tokens[first].lower, tokens[first].sentence
    bounds = words.vague.get(word)
    if bounds is None:
        return None
    if word == "few" and _lower(tokens, first - 1, sentence) not in (
        "a",
        "last",
        "past",
        "next",
        "the",
        "another",
        "these",
        "those",
    ):
        bounds = (None, None, None)
    last, factor = first + 1, 1
    while (scale := words.scales.get(_lower(tokens, last, sentence))) is not None:
        factor, last = factor * scale, last + 1
    if factor > 1 and word in ("dozen", "hundred", "thousand", "million", "score"):
        bounds = words.vague[word]
    low, best, high = (None if value is None else value * factor for value in bounds)
    return Number(first, last, (low, best, high), word, scaled=factor > 1)


def _plenty(tokens: tuple[Token, ...], first: int, words: QuantityWords) -> Number | None:
    """ "dozens", "hundreds of thousands"."""
    sentence, low, last = tokens[first].sentence, words.plenty[tokens[first].lower], first + 1
    while _lower(tokens, last, sentence) == "of" and _lower(tokens, last + 1, sentence) in words.plenty:
        low, last = low // 2 * words.plenty[_lower(tokens, last + 1, sentence)], last + 2
    if last > first + 1:  # "tens of thousands" is twenty thousand: the product of ten and two thousand
        pass
    return Number(first, last, (low, None, None), tokens[first].lower, scaled=True)


def _phrase(tokens: tuple[Token, ...], first: int, words: QuantityWords) -> Number | None:
    """ "a large number of"."""
    if tokens[first].lower not in ("a", "an", "large", "huge"):
        return None
    for size in (4, 3):
        found = tuple(token.lower for token in tokens[first : first + size])
        if found in words.phrases:
            return Number(first, first + size, words.phrases[found], " ".join(found))
    return None


def _range(tokens: tuple[Token, ...], left: Number, words: QuantityWords) -> Number | None:
    """ "10 to 15", "10-15", "two or three", "2-3 million", "between 10 and 15"; None where no range follows."""
    sentence, at = tokens[left.first].sentence, left.last
    joint = _lower(tokens, at, sentence)
    between = _lower(tokens, left.first - 1, sentence) == "between" and joint == "and"
    if left.plain is None or not (between or joint in ("to", "or") or joint in DASHES):
        return None
    skip = 1 + (_at(tokens, at + 1, sentence) is not None and tokens[at + 1].text in ("$", "€", "£"))
    right = _simple(tokens, at + skip, words) if _at(tokens, at + skip, sentence) is not None else None
    if right is None or right.plain is None:
        return None
    low, high = left.plain, right.plain
    factor = _shared_scale(tokens, left, right, words)
    if joint == "or" and high / factor - low > 1 and high / factor > low * 2:
        return None
    if not between and (joint == "to" and _changes(tokens, left)):
        return None
    return Number(left.first, right.last, (exact(low * factor)[0], None, high), None, right.letters, True, right.scaled)


def _shared_scale(tokens: tuple[Token, ...], left: Number, right: Number, words: QuantityWords) -> Value:
    """The scale of the second number that the first shares: "2 to 3 million"."""
    if left.scaled or not right.scaled or left.plain is None or right.plain is None:
        return 1
    scale = words.scales.get(tokens[right.last - 1].lower, 1)
    return scale if left.plain < right.plain / scale * 1.0001 or left.plain < scale else 1


CHANGES = frozenset(
    {
        "rise",
        "increase",
        "fall",
        "drop",
        "grow",
        "climb",
        "jump",
        "raise",
        "cut",
        "reduce",
        "shrink",
        "go",
        "decline",
        "surge",
        "revise",
    }
)


def _changes(tokens: tuple[Token, ...], left: Number) -> bool:
    """Whether "from 10 to 15" tells a change, not a range."""
    before = tokens[max(0, left.first - 6) : left.first]
    return bool(before) and before[-1].lower == "from" and any(token.lemma in CHANGES for token in before)
