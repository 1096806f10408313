"""A document with the names and roles that its words hold, token by token, and what was made of them so far."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.model.document import Document, Token
from onrecord.model.mention import Actor, Kind, Mention, Place
from onrecord.model.span import Basis, Span
from onrecord.vocab.actor import Actors, Name, NameKind, Role

LEFT = {"det", "amod", "compound", "poss", "nummod", "nmod", "predet", "quantmod", "preconj", "npadvmod", "advmod"}
NOUNS = {"NOUN", "PROPN"}
PART = ("compound", "amod", "nmod", "npadvmod")
NOT_NAMES = {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"}
OPENERS = {"meanwhile", "also", "even", "only", "then", "however", "later", "so", "especially", "particularly", "still"}
BORDERS = {"border", "frontier"}
OWNING = {NameKind.STATE, NameKind.DEMONYM, NameKind.BODY, NameKind.REGION}


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

    `sort` is state, body, person, people or office. `actor` None: somebody is meant, but it is not told who.
    `party` is for whom a person speaks. `hidden` ones help to resolve others and give no mention; `others` are meant
    by the same words ("both sides").
    """

    head: int
    first: int
    last: int
    actor: Actor | None
    sort: str
    role: Role | None = None
    basis: Basis = Basis.STATED
    party: Actor | None = None
    plural: bool = False
    subject: bool = False
    sentence: int = 0
    hidden: bool = False
    others: tuple[Actor, ...] = ()


@dataclass(slots=True)
class Scene:
    """What the rules for actors share while they read one document. `places` is token -> country of a place there."""

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
        edge = self._beside(self._after_another(edge, first))
        for index in range(first - 1, edge - 1, -1):
            if tokens[index].text in {"(", ")", "[", "]", ":", ";"}:
                edge = index + 1
                break
        if edge < first and tokens[edge].tag == "VBG" and edge and tokens[edge - 1].pos in {"ADP", "VERB", "SCONJ"}:
            edge += 1  # 'of harming civilians'
        while edge < first and (tokens[edge].pos in {"PUNCT", "CCONJ", "SCONJ"} or tokens[edge].lower in OPENERS):
            edge += 1
        return edge

    def _after_another(self, edge: int, first: int) -> int:
        """Where the parse puts 'the army and' into the phrase of 'M23 rebels', the phrase begins after the 'and'."""
        for index in range(first - 1, edge, -1):
            joins = self.document.tokens[index].lower in {"and", "or"}
            if joins and any(self._is_whole(i) for i in range(edge, index)):
                return index + 1
        return edge

    def _is_whole(self, index: int) -> bool:
        """Whether a token ends an actor that owns nothing after it: a role, or a state's force or organ by name."""
        hit = self.at.get(index)
        if hit is None:
            return False
        actor = hit.name.actor
        force = hit.name.kind is NameKind.BODY and actor is not None and actor.country in self.actors.states
        return hit.name.kind is NameKind.ROLE or (force and actor is not None and actor.sector in {"MIL", "COP", "GOV"})

    def _beside(self, edge: int) -> int:
        """Where the parse leaves 'Mali's' or 'Malian' outside a phrase that it stands right before, it is taken in."""
        tokens = self.document.tokens
        if edge == 0 or tokens[edge - 1].sentence != tokens[edge].sentence:
            return edge
        owned = tokens[edge - 1].tag == "POS"
        hit = self.at.get(edge - 2 if owned else edge - 1) if edge > owned else None
        if hit is None or hit.name.kind not in OWNING or tokens[edge - 1].entity in NOT_NAMES:
            return edge
        points = hit.name.kind is NameKind.DEMONYM or tokens[hit.head].head >= edge
        if not (owned or points):
            return edge
        before = hit.first
        return before - 1 if before and tokens[before - 1].tag == "DT" else before

    def remember(self, reference: Reference) -> Reference:
        """Keeps a reference for later words to go back to. A later one of the same head takes its place."""
        tokens = self.document.tokens
        token = tokens[reference.head]
        top = tokens[token.head] if token.dep == "conj" else token
        reference.sentence = token.sentence
        reference.subject = top.dep in {"nsubj", "nsubjpass"}
        self.refs[reference.head] = reference
        self.order.append(reference)
        return reference

    def earlier(self, token: int) -> Iterator[Reference]:
        """What was referred to before a token, nearest first."""
        return (r for r in reversed(self.order) if r.head < token)

    def state_of(self, actor: Actor | None) -> Actor | None:
        """The state that an actor belongs to, None where it belongs to none."""
        state = self.actors.states.get(actor.country or "") if actor else None
        return state.actor if state else None

    def party_of(self, reference: Reference) -> Actor | None:
        """For whom somebody acts: a person for the group or state, anyone else for himself."""
        actor = reference.actor
        if reference.party is not None or actor is None or reference.sort != "person":
            return reference.party or actor
        return self.actors.parties.get(actor.id or "") or self.state_of(actor) or actor

    def speaks_at(self, verb: Token) -> bool:
        """Whether a verb is one of speech or thought."""
        return verb.pos == "VERB" and verb.lemma in self.actors.words.reporting


def _bounds(document: Document, head: int, place: Place) -> bool:
    """Whether a place only names a border, which has another side too: 'near the Niger border'."""
    return place.adm1 is None and document.tokens[document.tokens[head].head].lemma in BORDERS


def set_scene(document: Document, actors: Actors, found: tuple[Mention, ...]) -> Scene:
    """The scene of a document, with the names, places and persons that are known before any rule."""
    hits = _with_acronyms(document, _hits(document, actors))
    at = {index: hit for hit in hits for index in range(hit.first, hit.last)}
    places = {
        index: mention.value.country
        for mention in found
        if mention.kind is Kind.PLACE
        and isinstance(mention.value, Place)
        and mention.value.country
        and not _bounds(document, mention.head, mention.value)
        for index in document.inside(mention.span)
    }
    persons = {i for e in document.entities if e.label == "PERSON" for i in range(e.first, e.last)}
    return Scene(document, actors, hits, at, places, persons)


def _hits(document: Document, actors: Actors) -> list[Hit]:
    tokens = document.tokens
    starts = [token.start for token in tokens]
    hits: list[Hit] = []
    small = actors.words.small_words if _is_in_capitals(document.text) else frozenset()
    for start, end, name in actors.find(document.text):
        if name.exact and name.phrase.lower() in small:
            continue
        first = bisect_right(starts, start) - 1
        last = bisect_left(starts, end)
        if first < 0 or tokens[first].end <= start or not last > first:
            continue  # in a part of the text that is not parsed
        head = document.head_of(Span(start, end))
        hit = Hit(first, last, last - 1 if head is None else head, name)
        if _stands(document, actors, hit):
            hits.append(hit)
    return hits


def _is_in_capitals(text: str) -> bool:
    """Whether a text, by its first two thousand letters, is written in capitals, as old wires were."""
    letters = [char for char in text[:2000] if char.isalpha()]
    return sum(char.isupper() for char in letters) > len(letters) / 2


def _with_acronyms(document: Document, hits: list[Hit]) -> list[Hit]:
    """The hits, with the short forms that this report gives its actors: 'the Arakan Army (AA)', 'X, or XY,'."""
    short: dict[str, Name] = {}
    tokens = document.tokens
    for hit in hits:
        if hit.name.kind is not NameKind.BODY or hit.last + 2 >= len(tokens):
            continue
        between = tokens[hit.last].text + tokens[hit.last + 1].lower
        if between.startswith("(") and tokens[hit.last + 2].text == ")":
            short[tokens[hit.last + 1].text] = hit.name
        elif between == ",or":
            short[tokens[hit.last + 2].text] = hit.name
    short = {word: name for word, name in short.items() if word.isupper() and 2 <= len(word) <= 8}
    if not short:
        return hits
    kept = [h for h in hits if not (h.last - h.first == 1 and tokens[h.first].text in short)]
    new = [Hit(t.index, t.index + 1, t.index, short[t.text]) for t in tokens if t.text in short and not _held(kept, t)]
    return sorted(kept + new, key=lambda hit: hit.first)


def _held(hits: list[Hit], token: Token) -> bool:
    return any(hit.first <= token.index < hit.last for hit in hits)


def _stands(document: Document, actors: Actors, hit: Hit) -> bool:
    """Whether a name is one here: not a verb or adjective that is spelt alike, not a part of 'pro-X'."""
    tokens, name = document.tokens, hit.name
    token = tokens[hit.head]
    if hit.first >= 2 and tokens[hit.first - 1].text == "-" and tokens[hit.first - 2].lower in actors.words.stances:
        return False
    if name.role is not None and name.role.word == "military":
        return True  # 'a military statement': an adjective that says whose it is
    if name.kind is NameKind.ROLE:
        return any(tokens[i].pos in NOUNS for i in range(hit.first, hit.last)) or token.tag in {"NN", "NNS"}
    if (
        name.phrase.startswith("The ")
        and tokens[hit.last - 1].dep == "compound"
        and tokens[hit.last - 1].head >= hit.last
    ):
        return False  # 'The Independent' in 'The Independent Commission'
    if hit.last - hit.first == 1 and token.pos in {"VERB", "AUX", "PRON", "ADP", "SCONJ", "CCONJ"}:
        return False
    return token.entity not in {"DATE", "TIME", "MONEY", "PERCENT", "LANGUAGE"} or name.kind is NameKind.DEMONYM
