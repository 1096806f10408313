"""Numerals that count nothing: designators, dates, ages, scores, addresses, list numbers."""

from onrecord.find.quantity_number import DASHES, Number
from onrecord.model.document import Document, Token
from onrecord.vocab.quantity import QuantityWords

STREETS = frozenset({"street", "avenue", "road", "boulevard", "lane", "square", "drive", "st", "st."})
TIMES = frozenset({"hour", "day", "week", "month", "year", "minute"})
AFTER_ONE = frozenset({"another", "must", "can", "should", "'s"})
FRACTIONS = frozenset({"third", "thirds", "quarter", "quarters", "fifth", "fifths", "half", "tenth", "tenths"})
NO_ONE = frozenset({"the", "this", "that", "another", "no", "every", "each", "any", "which", "some", "previous", "new"})


def counts(document: Document, number: Number, words: QuantityWords, *, monied: bool, bound: bool) -> bool:
    """Whether a numeral counts or measures something, as far as the words beside it tell.

    `monied`: a currency stands beside it; `bound`: words like "at least" do.
    """
    tokens = document.tokens
    before = _beside(tokens, number.first, -1)
    after = _beside(tokens, number.last - 1, 1)
    low, _, high = number.bounds
    if number.ranged and low is not None and high is not None and low >= high:
        return False  # "3-1"
    if monied:
        return True
    if _share(tokens, number, before, after):
        return False
    if _glued_left(tokens, number) or _glued_right(tokens, number, words) or _timed(before, after, words):
        return False
    if bound:
        return True
    return not (
        _designates(tokens, number, before, after, words)
        or _year(tokens, number, after)
        or _listed(tokens, number, before, after)
        or _age(tokens, number, before, after)
        or _score(number, tokens, after)
        or _address(tokens, number)
        or _pronoun(tokens, number, before, after)
    )


def _beside(tokens: tuple[Token, ...], index: int, step: int) -> Token | None:
    at = index + step
    if 0 <= at < len(tokens) and tokens[at].sentence == tokens[index].sentence:
        return tokens[at]
    return None


def _glued_left(tokens: tuple[Token, ...], number: Number) -> bool:
    """ "Covid-19", "+44", "#5"."""
    first = tokens[number.first]
    before = tokens[number.first - 1] if number.first else None
    if before is None or before.end != first.start:
        return False
    return before.text in ("+", "#", "/", ".", "@", ":", "_") or before.text in DASHES or before.text[-1].isalpha()


def _glued_right(tokens: tuple[Token, ...], number: Number, words: QuantityWords) -> bool:
    """ "35-year-old", "12-member", "two-thirds", "155-mm": the number describes, unless a measure follows."""
    last = tokens[number.last - 1]
    joint, after = _beside(tokens, number.last - 1, 1), _beside(tokens, number.last, 1)
    if joint is None or joint.start != last.end:
        return False
    if joint.text in ("th", "st", "nd", "rd", "/", ":", "°", "′") or (joint.text[0].isalpha() and joint.lower == "mm"):
        return True
    if joint.text not in DASHES or after is None or after.start != joint.end:
        return False
    if after.lower == "plus":
        return False
    return after.text[0].isalnum() and (
        after.lower == "mm" or (after.lower,) not in words.units or after.lower in ("foot", "pound")
    )


def _timed(before: Token | None, after: Token | None, words: QuantityWords) -> bool:
    """Beside a noun of time: a date, an hour or a duration."""
    if after is not None and (after.lemma.lower() in words.times or after.lower in words.times):
        return True
    return before is not None and before.lower in words.times and before.text[0].isupper() and before.tag == "NNP"


def _designates(
    tokens: tuple[Token, ...], number: Number, before: Token | None, after: Token | None, words: QuantityWords
) -> bool:
    """ "Resolution 1701", "Channel 12", "Group of Seven", "Boeing 737"."""
    first = tokens[number.first]
    plural_follows = after is not None and after.tag in ("NNS", "NNPS", "JJ")
    if first.text[0].isalpha() and first.text[0].isupper() and not first.text.isupper() and _inner(tokens, first):
        return True
    if first.text.isdigit() and _numbered(tokens, number, words):
        return True
    if before is None:
        return False
    if before.text == "." and before.index and tokens[before.index - 1].lower in ("no", "nr"):
        return True
    if before.lower in words.designators and not plural_follows and before.tag != "NNS":
        return True
    if before.lower == "of" and before.index and tokens[before.index - 1].lower in ("magnitude", "age", "version"):
        return True
    named = (
        before.tag in ("NNP", "NNPS") and first.head == before.index and first.dep in ("nummod", "appos", "npadvmod")
    )
    return named and not plural_follows


def _numbered(tokens: tuple[Token, ...], number: Number, words: QuantityWords) -> bool:
    """ "28 Task Force Brigade", "42 Commando": the number is the unit's name."""
    for token in tokens[number.last : number.last + 4]:
        if not token.text[0].isupper() or token.sentence != tokens[number.first].sentence:
            return False
        if token.lower in words.formations:
            return True
    return False


def _inner(tokens: tuple[Token, ...], first: Token) -> bool:
    """Whether a word stands inside a sentence, where a capital tells a name; titles capitalise every word."""
    before = _beside(tokens, first.index, -1)
    return (
        before is not None
        and before.text not in ('"', "“", "'", "‘", ":", "(", "-", "–", "—")
        and not before.text[0].isupper()
    )


def _year(tokens: tuple[Token, ...], number: Number, after: Token | None) -> bool:
    text = tokens[number.first].text
    bare = number.last == number.first + 1 or number.ranged
    if not (bare and len(text) == 4 and text.isdigit() and "1800" <= text <= "2099"):
        return False
    return after is None or after.tag not in ("NNS", "JJ") or (text.startswith("20") and after.tag != "NNS")


def _listed(tokens: tuple[Token, ...], number: Number, before: Token | None, after: Token | None) -> bool:
    """ "1.", "(2)", and long bare digit strings such as telephone numbers."""
    first = tokens[number.first]
    if not first.text[0].isdigit():
        return False
    if before is not None and before.text.count("-") > 1 and before.text[-1].isdigit():
        return True  # the slug of a wire service: "AP-NY-01-07-00 2253"
    if after is not None and after.text == ")" and (before is None or before.text == "("):
        return True
    if before is None and after is not None and after.text in (".", ")"):
        return True
    long = first.text[0] == "0" or len(first.text) > 2
    if long and any(token is not None and token.text.isdigit() and len(token.text) > 2 for token in (before, after)):
        return True
    return first.text.isdigit() and (len(first.text) > 7 or (len(first.text) > 1 and first.text[0] == "0"))


def _age(tokens: tuple[Token, ...], number: Number, before: Token | None, after: Token | None) -> bool:
    """ "Anna Kovalenko, 35, said"; "he was 19 when he joined"."""
    value = number.plain
    if before is None or value is None or value > 110 or not tokens[number.first].text[0].isdigit():
        return False
    if before.lower == "as" and before.index and tokens[before.index - 1].lower in ("young", "old"):
        return True
    if before.lemma == "be" and before.index and (after is None or after.tag in (".", ",", "WRB", "CC")):
        subject = tokens[before.index - 1]
        return subject.lower in ("he", "she", "i") or subject.entity == "PERSON"
    if before.text != "," or after is None or after.text not in (",", ".", ")", ";"):
        return False
    name = tokens[before.index - 1] if before.index else None
    return name is not None and name.tag in ("NNP", "NN")


def _score(number: Number, tokens: tuple[Token, ...], after: Token | None) -> bool:
    """ "1-3": a hyphen between small numbers with no noun after them."""
    if not number.ranged:
        return False
    high = number.bounds[2]
    hyphen = any(token.text in DASHES for token in tokens[number.first : number.last])
    noun = after is not None and after.tag in ("NNS", "NN", "JJ", "NNP", "$", "VBN")
    return hyphen and not noun and high is not None and high < 30


def _the(tokens: tuple[Token, ...], at: int) -> bool:
    return at > 0 and tokens[at - 1].lower == "the"


def _share(tokens: tuple[Token, ...], number: Number, before: Token | None, after: Token | None) -> bool:
    """ "One in five people" is a share, not a count."""
    shares = tokens[number.first].lower == "one" and after is not None and after.lower in ("in", "out")
    if shares and number.last + 1 < len(tokens) and tokens[number.last + 1].tag == "CD":
        return True
    earlier = tokens[before.index - 1] if before is not None and before.index else None
    return before is not None and before.lower == "in" and earlier is not None and earlier.lower == "one"


def _address(tokens: tuple[Token, ...], number: Number) -> bool:
    following = tokens[number.last : number.last + 3]
    return bool(following) and following[0].tag == "NNP" and any(t.lower in STREETS for t in following)


def _pronoun(tokens: tuple[Token, ...], number: Number, before: Token | None, after: Token | None) -> bool:
    """ "this one", "one another", "one must", "ground zero", "one in five", "how many"."""
    word = tokens[number.first].lower
    if before is not None and before.lower == "or" and before.index and tokens[before.index - 1].lemma in TIMES:
        return True  # "a month or two"
    if word == "one" and number.last == number.first + 1:
        if before is not None and (before.tag == "JJ" or (before.lower == "only" and _the(tokens, before.index))):
            return True  # "a federal one", "the only one"
        if (before is not None and before.lower in NO_ONE) or (after is not None and after.lower in AFTER_ONE):
            return True
        return tokens[number.first].tag == "PRP" and not (
            after is not None and after.tag in ("VBD", "VBN", "VBZ", "IN")
        )
    if word == "zero" and before is not None and before.lower == "ground":
        return True
    if word in ("many", "few") and before is not None and before.lower in ("how", "so", "too", "as", "very"):
        return True
    return after is not None and after.lower in FRACTIONS
