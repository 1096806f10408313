"""A document with the names and roles that its words hold, token by token, and what was made of them so far."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from onrecord.model.document import Document, SectionKind
from onrecord.model.mention import Actor, Kind, Mention
from onrecord.model.span import Basis, Span
from onrecord.vocab.actor import Actors, Name, NameKind, Role

LEFT = {"det", "amod", "compound", "poss", "nummod", "nmod", "predet", "quantmod", "preconj", "npadvmod", "advmod"}
NOUNS = {"NOUN", "PROPN"}
PART = ("compound", "amod", "nmod", "npadvmod")
NOT_NAMES = {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"}
READ = {SectionKind.HEADLINE, SectionKind.HEADING, SectionKind.PARAGRAPH}


@dataclass(frozen=True, slots=True)
class Hit:
    """A name or role that tokens `first` to `last` (half-open) spell; `head` governs them."""

    first: int
    last: int
    head: int
    name: Name


@dataclass(slots=True)
class Reference:
    """A noun phrase that refers to somebody: tokens `first` to `last`, governed by `head`.

    `actor` None: somebody is meant, but it is not told who. `hidden` ones help to resolve others and give no mention.
    """

    head: int
    first: int
    last: int
    actor: Actor | None
    sort: str  # state, body, person, people, office, pair
    role: Role | None = None
    basis: Basis = Basis.STATED
    plural: bool = False
    subject: bool = False
    sentence: int = 0
    hidden: bool = False
    others: tuple[Actor, ...] = ()


@dataclass(slots=True)
class Scene:
    """What the rules for actors share while they read one document."""

    document: Document
    actors: Actors
    hits: list[Hit]
    at: dict[int, Hit]
    places: dict[int, str]
    person_at: set[int]
    refs: dict[int, Reference] = field(default_factory=dict)
    order: list[Reference] = field(default_factory=list)

    def words(self, first: int, last: int) -> str:
        """The text of tokens `first` to before `last`."""
        return self.document.span(first, last).quote(self.document.text)

    def left_edge(self, head: int, first: int) -> int:
        """The first token of a noun phrase: its determiner and modifiers before `first`, no conjunction before them."""
        tokens = self.document.tokens
        edge = first
        for index in {head, first}:
            for child in tokens[index].children:
                if child < edge and tokens[child].dep in LEFT:
                    edge = min(edge, tokens[child].left)
        edge = self._after_another(edge, first)
        while edge < first and (tokens[edge].pos in {"PUNCT", "CCONJ", "SCONJ"} or _adverb(tokens[edge])):
            edge += 1
        return edge

    def _after_another(self, edge: int, first: int) -> int:
        """Where the parse puts 'the army and' into the phrase of 'M23 rebels', the phrase begins after the 'and'."""
        for index in range(first - 1, edge, -1):
            joins = self.document.tokens[index].lower in {"and", "or"}
            if joins and any(i in self.at and self.at[i].name.kind is NameKind.ROLE for i in range(edge, index)):
                return index + 1
        return edge

    def remember(self, reference: Reference) -> Reference:
        """Keeps a reference for later words to go back to."""
        token = self.document.tokens[reference.head]
        reference.sentence = token.sentence
        reference.subject = token.dep in {"nsubj", "nsubjpass"} or (
            token.dep == "conj" and self.document.tokens[token.head].dep == "nsubj"
        )
        self.refs[reference.head] = reference
        self.order.append(reference)
        return reference

    def earlier(self, token: int) -> list[Reference]:
        """What was referred to before a token, nearest first."""
        return [r for r in reversed(self.order) if r.head < token]


def _adverb(token) -> bool:  # type: ignore[no-untyped-def]
    return token.pos == "ADV" and token.lower in {
        "meanwhile",
        "also",
        "even",
        "only",
        "then",
        "however",
        "later",
        "so",
        "especially",
        "particularly",
        "still",
    }


def set_scene(document: Document, actors: Actors, found: tuple[Mention, ...]) -> Scene:
    """The scene of a document, with the names, places and persons that are known before any rule."""
    hits = _hits(document, actors)
    at = {index: hit for hit in hits for index in range(hit.first, hit.last)}
    places = {
        index: str(mention.value.country)  # type: ignore[union-attr]
        for mention in found
        if mention.kind is Kind.PLACE and mention.value is not None and getattr(mention.value, "country", None)
        for index in document.inside(mention.span)
    }
    persons = {i for e in document.entities if e.label == "PERSON" for i in range(e.first, e.last)}
    return Scene(document, actors, hits, at, places, persons)


def _hits(document: Document, actors: Actors) -> list[Hit]:
    tokens = document.tokens
    starts = [token.start for token in tokens]
    hits: list[Hit] = []
    for start, end, name in actors.find(document.text):
        first = bisect_right(starts, start) - 1
        last = bisect_left(starts, end)
        if first < 0 or tokens[first].end <= start or not last > first:
            continue  # in a part of the text that is not parsed
        head = document.head_of(Span(start, end))
        hit = Hit(first, last, last - 1 if head is None else head, name)
        if _stands(document, actors, hit):
            hits.append(hit)
    return hits


def _stands(document: Document, actors: Actors, hit: Hit) -> bool:
    """Whether a name is one here: not a verb or adjective that is spelt alike, not a part of 'pro-X'."""
    tokens, name = document.tokens, hit.name
    token = tokens[hit.head]
    if hit.first >= 2 and tokens[hit.first - 1].text == "-" and tokens[hit.first - 2].lower in actors.words.stances:
        return False
    if name.kind is NameKind.ROLE:
        return any(tokens[i].pos in NOUNS for i in range(hit.first, hit.last)) or token.tag in {"NN", "NNS"}
    if hit.last - hit.first == 1 and token.pos in {"VERB", "AUX", "PRON", "ADP", "SCONJ", "CCONJ"}:
        return False
    return token.entity not in {"DATE", "TIME", "MONEY", "PERCENT", "LANGUAGE"} or name.kind is NameKind.DEMONYM
