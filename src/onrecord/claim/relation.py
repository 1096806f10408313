"""The act that a sentence tells between two parties: which two nouns, and of which type, by trained weights.

It reads what frames leave: courts, asylum, promises, words such as "must". docs/decisions/relations.md says how well.
"""

from dataclasses import dataclass

from onrecord.claim.relation_features import NOMINAL, Scene, joining, one_features, pair_features, type_features
from onrecord.model.document import Document, SectionKind, Sentence
from onrecord.model.mention import Mention
from onrecord.model.mentions import MentionIndex
from onrecord.model.span import Span
from onrecord.vocab.relation import RelationWords

PLACES = frozenset(
    (
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "attr",
        "conj",
        "appos",
        "poss",
        "compound",
        "ROOT",
        "dative",
        "oprd",
        "amod",
    )
)
PARTIES = 2  # an act between parties has two
SOURCES = 3  # nouns tried as the source, best first by what speaks for each alone
NONE = "NONE"  # the words tell no act between the two
WORDS = 70  # sentences longer than this are lists, tables or failures of the splitter


@dataclass(frozen=True, slots=True)
class Relation:
    """An act between two nouns (token indexes) of a sentence: its verb, its PLOVER root, how sure that is.

    `root` is one of PLOVER's, or YIELD for CONCEDE and RETREAT together. `verbs` lead from the source's verb to the
    target's.
    """

    source: int
    target: int
    verbs: tuple[int, ...]
    root: str
    share: float


def find_relations(
    document: Document, mentions: tuple[Mention, ...], words: RelationWords
) -> tuple[Relation | None, ...]:
    """The likeliest act of each sentence, None where it names no two nouns or is a heading."""
    scene = Scene(document, MentionIndex(mentions), words)
    return tuple(_of_sentence(scene, sentence) for sentence in document.sentences)


def _of_sentence(scene: Scene, sentence: Sentence) -> Relation | None:
    heading = scene.document.section_of(sentence).kind is SectionKind.HEADING
    if heading or sentence.last - sentence.first > WORDS:
        return None
    pair = likeliest_pair(scene, sentence)
    if pair is None:
        return None
    relation = read_pair(scene, *pair, (phrase(scene, pair[0]), phrase(scene, pair[1])))
    return relation if relation.root != NONE else None


def candidates(scene: Scene, sentence: Sentence) -> list[int]:
    """The nouns and pronouns that may be a party."""
    tokens = scene.document.tokens[sentence.first : sentence.last]
    return [
        token.index
        for token in tokens
        if token.dep in PLACES and (token.pos in NOMINAL or token.tag == "PRP" or token.entity == "NORP")
    ]


def likeliest_pair(scene: Scene, sentence: Sentence) -> tuple[int, int] | None:
    """Source and target of the act that the sentence most likely tells."""
    nouns = candidates(scene, sentence)
    if len(nouns) < PARTIES:
        return None
    weights = scene.words.weights
    as_source = {i: weights.fit(one_features(scene, "s", i, i == nouns[0])) for i in nouns}
    as_target = {i: weights.fit(one_features(scene, "t", i, i == nouns[0])) for i in nouns}
    tried = sorted(nouns, key=lambda i: -as_source[i])[:SOURCES]
    pairs = [(i, j) for i in tried for j in nouns if i != j]
    return max(pairs, key=lambda p: as_source[p[0]] + as_target[p[1]] + weights.fit(pair_features(scene, *p)))


def phrase(scene: Scene, index: int) -> Span:
    """A noun with the words before it that hang on it."""
    return scene.document.span(scene.document.tokens[index].left, index + 1)


def read_pair(scene: Scene, source: int, target: int, spans: tuple[Span, Span], *, acts_only: bool = False) -> Relation:
    """The act between two nouns whose words are `spans`; its root may be NONE unless `acts_only`."""
    weights = scene.words.weights
    shares = weights.shares(type_features(scene, source, target, spans))
    if acts_only and NONE in weights.kinds:
        shares[weights.kinds.index(NONE)] = 0
    best = int(shares.argmax())
    verbs = tuple(token.index for token in joining(scene, source, target)[0])
    return Relation(source, target, verbs, weights.kinds[best], float(shares[best]))


def relate(
    document: Document, mentions: tuple[Mention, ...], words: RelationWords, source: Span, target: Span
) -> Relation | None:
    """The act between two parties that are given by their words, None where a span holds no word."""
    heads = document.head_of(source), document.head_of(target)
    if heads[0] is None or heads[1] is None:
        return None
    scene = Scene(document, MentionIndex(mentions), words)
    return read_pair(scene, heads[0], heads[1], (source, target), acts_only=True)
