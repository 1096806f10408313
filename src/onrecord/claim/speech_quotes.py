"""Where a report quotes: stretches between quotation marks, over sentences and paragraphs."""

from dataclasses import dataclass

from onrecord.model.document import Document, Token

OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'
NESTING = "‘"
LONGEST = 600  # words; a quotation that runs on beyond this has lost its closing mark


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `first` to `last` (half-open), marks included. `closed` is False where the mark never comes."""

    first: int
    last: int
    closed: bool

    @property
    def words(self) -> int:
        """Tokens between the marks."""
        return self.last - self.first - 1 - self.closed


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """All outer quotations in reading order. An unclosed one ends with its paragraph."""
    found: list[Quotation] = []
    tokens, start, ends = document.tokens, None, _section_ends(document)
    mark = ""
    for index, token in enumerate(tokens):
        if start is None:
            if opens(tokens, index):
                start, mark = index, token.text
        elif closes(token, mark):
            found.append(Quotation(start, index + 1, True))
            start = None
        if start is not None and index + 1 in ends:
            if mark != NESTING and index - start < LONGEST:
                found.append(Quotation(start, index + 1, False))
            start = None
    return tuple(quotation for quotation in found if quotation.words > 0)


def opens(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a token is a mark that opens a quotation; straight marks open where none is open."""
    text = tokens[index].text
    return text in OPENING or text in (STRAIGHT, "``", "''", NESTING)


def closes(token: Token, mark: str) -> bool:
    """Whether a token closes a quotation that the mark opened."""
    if mark == NESTING:
        return token.text == "’"
    return token.text in CLOSING or token.text in (STRAIGHT, "''")


def _section_ends(document: Document) -> frozenset[int]:
    """Where a section's last token is passed."""
    sentences = document.sentences
    return frozenset(
        sentence.last
        for number, sentence in enumerate(sentences)
        if number + 1 == len(sentences) or sentences[number + 1].section != sentence.section
    )
