"""Which noun a number counts, told from the parse."""

from onrecord.model.document import Document, Token
from onrecord.model.mention import Mention

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
NUMERALS = frozenset({"nummod", "quantmod", "compound", "amod", "det", "predet", "nmod", "poss", "advmod", "npadvmod"})
NUMBER_NOUNS = frozenset(
    {
        "dozen",
        "score",
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "ten",
        "couple",
        "handful",
        "pair",
        "number",
    }
)
# Adjectives that stand for people: "three of the wounded".
FELLED = frozenset({"dead", "wounded", "injured", "missing", "displaced", "detained", "abducted", "deceased"})
# Measures and packings: "40 tons of flour" counts flour.
MEASURES = frozenset(
    {
        "ton",
        "tonne",
        "barrel",
        "kilogram",
        "kg",
        "litre",
        "liter",
        "gallon",
        "bag",
        "sack",
        "truckload",
        "round",
        "percent",
        "%",
        "t",
    }
)
REACH = 11  # words between a number and its noun: "three large Soviet-era surface-to-air missile systems"
INSIDE = frozenset(
    {
        "JJ",
        "JJR",
        "JJS",
        "VBN",
        "VBG",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "HYPH",
        "POS",
        "CD",
        "RB",
        ",",
        "``",
        "''",
        "CC",
        "RBR",
        "RBS",
        "PRP$",
        "DT",
    }
)


def counted(document: Document, mention: Mention) -> int | None:
    """Index of the noun that a quantity counts, None where the words do not name it ("Eleven were destroyed")."""
    noun = counted_noun(document, mention.head)
    if noun is not None and document.tokens[noun].lemma.lower() in MEASURES:
        return _partitive(document, noun + 1) or noun
    return noun


def counted_noun(document: Document, head: int) -> int | None:
    """Index of the noun that the numeral at token `head` counts, None where it stands alone.

    "67 people" gives people; "dozens of drones", "41 of 64 drones" give drones; "killing 67" gives None. A measure
    is its own noun here ("40 tons of flour" gives tons); `counted` looks past it.
    """
    end = _after_number(document, head)
    partitive = _partitive(document, end)
    if partitive is not None:
        return partitive
    direct = end > head + 1 and end < len(document.tokens) and document.tokens[end].tag in NOUNS
    return _by_words(document, end) if direct else _by_parse(document, head, end)


def _after_number(document: Document, head: int) -> int:
    """The first token after the number's own words ("660 million")."""
    tokens, at = document.tokens, head + 1
    while at < len(tokens) and tokens[at].sentence == tokens[head].sentence and _numeric(tokens[at]):
        at += 1
    return at


def _numeric(token: Token) -> bool:
    return token.tag == "CD" or token.lower in NUMBER_NOUNS or token.lower in ("more", "other", "additional")


def _partitive(document: Document, at: int) -> int | None:
    """The noun after "of": "dozens of drones", "41 of the 64 drones", "two of its ships"."""
    tokens = document.tokens
    if at + 2 >= len(tokens) or tokens[at].sentence != tokens[at - 1].sentence:
        return None
    at += tokens[at].lower == "out" or (tokens[at].text == "," and tokens[at + 1].lower == "of")
    if tokens[at].lower != "of":
        return None
    felled = next((t for t in tokens[at + 1 : at + 4] if t.lower in FELLED and t.tag not in NOUNS), None)
    return _by_words(document, at + 1) or (felled.index if felled is not None else None)


def _by_parse(document: Document, head: int, end: int) -> int | None:
    """The noun that the parse makes the number modify, else the noun that follows it."""
    token = document.tokens[head]
    while token.dep in NUMERALS and token.head != token.index:
        governor = document.tokens[token.head]
        if (
            governor.index >= end
            and governor.tag in NOUNS
            and governor.lower not in NUMBER_NOUNS
            and governor.index - end <= REACH
        ):
            found = _by_words(document, end)
            return (
                governor.index
                if found is None or (found < governor.index and _one_phrase(document, found, governor.index))
                else found
            )
        if (governor.index < head and governor.tag not in ("CD",)) or governor.index >= end + REACH:
            break
        token = governor
    return _by_words(document, end)


def _one_phrase(document: Document, first: int, last: int) -> bool:
    return all(token.tag in INSIDE and token.text != "," for token in document.tokens[first:last])


def _by_words(document: Document, start: int) -> int | None:
    """The last noun of the phrase that starts at a token: adjectives and compounds before it are passed over."""
    tokens = document.tokens
    found: int | None = None
    for at in range(start, min(start + REACH + 1, len(tokens))):
        token = tokens[at]
        if token.sentence != tokens[start].sentence:
            break
        if _hyphened(tokens, at) or (token.lower == "mm" and tokens[at - 1].tag == "CD"):
            found = None
            continue
        if token.tag not in INSIDE or (found is not None and _ends(tokens, found, at)):
            break
        if token.tag in ("CC", ",") and not _between_adjectives(document, at):
            break
        if token.tag in NOUNS:
            found = at
    return found


def _hyphened(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a token is inside a hyphenated word, and not its end: "surface", "-", "to", "-" of "surface-to-air"."""
    token = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text == "-":
        return after is not None and after.start == token.end
    return after is not None and after.text == "-" and after.start == token.end


def _ends(tokens: tuple[Token, ...], noun: int, at: int) -> bool:
    """Whether the phrase whose noun was found ends before a token: no noun follows, or one of another phrase."""
    token = tokens[at]
    if token.tag == "CD" and tokens[noun].tag == "NNP" and at + 1 < len(tokens) and tokens[at + 1].tag in NOUNS:
        return False  # "14 Leopard 2A4 tanks"
    if token.tag not in (*NOUNS, "POS"):
        return True
    return tokens[noun].tag == "NNS" and token.tag in ("NN", "NNP") and tokens[noun].head != at


def _between_adjectives(document: Document, at: int) -> bool:
    """ "67 killed and injured people" counts people; "67 and" counts nothing."""
    tokens = document.tokens
    inside = ("JJ", "VBN", "JJS", "CD")
    return (
        0 < at < len(tokens) - 1
        and tokens[at - 1].tag in inside
        and tokens[at + 1].tag in (*inside, "NNP")
        and tokens[at - 1].tag != "CD"
    )
