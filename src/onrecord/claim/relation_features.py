"""What tells the type of an act between two parties: features of a pair of nouns and of the words that join them.

A feature is a short string of names of classes, labels of the parse and at most one lemma. No name of a party is a
feature: names stand as "*", so that who acts does not change how the act is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.claim.speech_features import neutral
from onrecord.model.document import Document, Token
from onrecord.model.mention import Actor, Kind
from onrecord.model.mentions import MentionIndex
from onrecord.model.span import Span
from onrecord.vocab.relation import RelationWords

VERBAL = frozenset(("VERB", "AUX"))
NOMINAL = frozenset(("NOUN", "PROPN"))
FACING = frozenset(("dobj", "nsubjpass", "attr", "acomp", "oprd", "pobj", "nsubj"))
LINKS = frozenset(("prep", "agent", "prt", "dative"))
MODIFIERS = frozenset(("amod", "compound", "nmod"))
CLAUSES = frozenset(("ccomp", "xcomp"))
LEADING = frozenset(("V.say", "V.agree", "V.promise", "V.intend", "V.fail", "V.refuse", "V.expect", "V.ask"))
PASSING = frozenset(("begin", "start", "continue", "have", "be", "try"))
NEGATIONS = frozenset(("not", "n't", "never"))
COUNTS = frozenset(("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "ORDINAL"))
DEEP = 3  # clauses that are followed below the verb of the source


@dataclass(frozen=True, slots=True)
class Scene:
    """One document with what the features ask of it."""

    document: Document
    mentions: MentionIndex
    words: RelationWords

    def classes(self, token: Token) -> tuple[str, ...]:
        """The classes of a word in its part of speech; a verb with its particle where that is one."""
        lemma, known = token.lemma.lower(), self.words.classes
        if token.pos in VERBAL:
            for child in token.children:
                other = self.document.tokens[child]
                parted = known["verbs"].get(f"{lemma} {other.lower}") if other.dep in LINKS else None
                if parted is not None:
                    return parted
            return known["verbs"].get(lemma, ())
        if token.pos in NOMINAL:
            return known["nouns"].get(lemma) or known["nouns"].get(token.lower, ())
        if token.pos == "ADJ":
            return known["adjectives"].get(lemma) or known["nouns"].get(lemma, ())
        return ()

    def verb_above(self, index: int) -> tuple[int, str]:
        """The nearest verb above a word, and the labels that lead to it."""
        token, labels = self.document.tokens[index], []
        while token.pos not in VERBAL and token.head != token.index:
            labels.append(f"prep_{token.lower}" if token.dep == "prep" else token.dep)
            token = self.document.tokens[token.head]
        return token.index, ">".join(labels[:4])


def one_features(scene: Scene, tag: str, index: int, first: bool) -> list[str]:
    """What speaks for one noun as the source (`s`) or the target (`t`) of an act, whatever the other is."""
    document, mentions = scene.document, scene.mentions
    token = document.tokens[index]
    verb, labels = scene.verb_above(index)
    actor = mentions.by_head(Kind.ACTOR, index)
    sector = actor.value.sector if actor is not None and isinstance(actor.value, Actor) else None
    features = [f"{tag}path={labels}", f"{tag}actor={actor is not None}|{sector}", f"{tag}pos={token.pos}"]
    features += [f"{tag}place={mentions.by_head(Kind.PLACE, index) is not None}", f"{tag}entity={token.entity}"]
    features += [
        f"{tag}count={token.entity in COUNTS}",
        f"{tag}deep={min(6, sum(1 for _ in document.ancestors(index)))}",
    ]
    features += [f"{tag}said={'V.say' in scene.classes(document.tokens[verb])}", f"{tag}first={first}"]
    return features + [f"{tag}class={name}" for name in scene.classes(token)]


def pair_features(scene: Scene, source: int, target: int) -> list[str]:
    """What speaks for two nouns together as the parties of one act."""
    (upper, one), (lower, two) = scene.verb_above(source), scene.verb_above(target)
    above = [token.index for token in scene.document.ancestors(lower)] if upper != lower else []
    where = "same" if upper == lower else f"below{min(3, above.index(upper))}" if upper in above else "apart"
    lag = min(6, abs(source - target) // 4)
    return [where, f"{where}|{two}", f"{where}|{one}|{two[:8]}", f"order={source < target}", f"lag={lag}"]


def joining(scene: Scene, source: int, target: int) -> tuple[list[Token], list[Token], bool]:
    """The verbs from the source's own down to the target's, the words above the target, whether these meet."""
    document = scene.document
    own = document.tokens[scene.verb_above(source)[0]]
    above = [document.tokens[target], *document.ancestors(target)]
    at = next((place for place, token in enumerate(above) if token.index == own.index), None)
    path = above[: at + 1] if at is not None else above
    verbs = [token for token in reversed(path) if token.pos in VERBAL]
    if at is None:
        verbs = [own, *(token for token in reversed(verbs) if token.index != own.index)][:2]
    return _led_down(scene, verbs or [own], own, at is not None), path, at is not None


def _led_down(scene: Scene, verbs: list[Token], own: Token, meet: bool) -> list[Token]:
    """The verbs with those of the clauses below: "said it will release" goes on to the release."""
    last = verbs[-1] if meet else own
    for _ in range(DEEP):
        tokens = (scene.document.tokens[child] for child in last.children)
        below = [token for token in tokens if token.dep in CLAUSES and token.pos in VERBAL | NOMINAL | {"ADJ"}]
        leads = bool(LEADING & set(scene.classes(last))) or last.pos == "AUX" or last.lemma in PASSING
        if not below or not leads or below[0] in verbs:
            break
        last = below[0]
        verbs.append(last)
    return verbs


def type_features(scene: Scene, source: int, target: int, spans: tuple[Span, Span]) -> list[str]:
    """What tells the type of the act between two parties, whose words are `spans`."""
    verbs, path, meet = joining(scene, source, target)
    found = ["bias", f"meet={meet}", f"spath={'>'.join(scene.verb_above(source)[1].split('>')[-2:])}"]
    found.append(f"tpath={'>'.join(token.dep for token in path[:2])}")
    found += _of_verbs(scene, verbs)
    for verb in verbs:
        found += _below(scene, verb, source, target)
    found += _of_path(scene, verbs, path, target)
    for tag, index, span in (("s", source, spans[0]), ("t", target, spans[1])):
        found += _of_party(scene, tag, index, span)
    found += _around(scene, source, spans)
    return sorted(set(found))


def marks(scene: Scene, verb: Token) -> list[str]:
    """How a verb stands: negated, future, a duty, passive, an infinitive, perfect."""
    found = []
    for child in verb.children:
        token = scene.document.tokens[child]
        if token.dep == "neg" or token.lower in NEGATIONS:
            found.append("neg")
        if token.dep == "aux":
            found += scene.words.classes["modals"].get(token.lower, ())
            found += ["to"] if token.lower == "to" else ["perfect"] if token.lemma == "have" else []
        elif token.dep == "auxpass":
            found.append("passive")
    return found


def _of_verbs(scene: Scene, verbs: list[Token]) -> Iterator[str]:
    classes = [scene.classes(verb) for verb in verbs]
    for place, (verb, names) in enumerate(zip(verbs, classes, strict=True)):
        which = "only" if len(verbs) == 1 else ("first" if place == 0 else "last" if place == len(verbs) - 1 else "mid")
        how = marks(scene, verb)
        yield from (f"v.{which}={neutral(verb)}", f"v={neutral(verb)}")
        yield from (f"v.{which}:{name}" for name in names)
        yield from (f"v:{name}" for name in names)
        yield from (f"{name}&{mark}" for name in names for mark in how)
        yield from (f"{which}&{mark}" for mark in how)
        yield from (f"any&{mark}" for mark in how)
    for upper, lower in pairwise(classes):
        yield from (f"{one}>{two}" for one in upper for two in lower)


def _below(scene: Scene, verb: Token, source: int, target: int) -> Iterator[str]:
    """The objects of a verb, what modifies them, its prepositions and what these hold."""
    tokens, own = scene.document.tokens, scene.classes(verb)
    for token in (tokens[child] for child in verb.children if child != source):
        if token.dep in FACING:
            names = scene.classes(token)
            yield f"o={neutral(token)}"
            yield from (f"o:{name}" for name in names)
            yield from (f"{one}+{two}" for one in own for two in names)
            for modifier in (tokens[k] for k in token.children if tokens[k].dep in MODIFIERS):
                yield f"om={neutral(modifier)}"
                yield from (f"om:{name}" for name in scene.classes(modifier) or _as_noun(scene, modifier))
        elif token.dep in LINKS:
            yield f"p={token.lower}"
            yield from (f"{name}~{token.lower}" for name in own)
            for held in (tokens[k] for k in token.children if tokens[k].dep == "pobj" and k != target):
                yield f"po={neutral(held)}"
                yield from (f"po:{name}" for name in scene.classes(held))


def _as_noun(scene: Scene, token: Token) -> tuple[str, ...]:
    return scene.words.classes["nouns"].get(token.lower, ())


def _of_path(scene: Scene, verbs: list[Token], path: list[Token], target: int) -> Iterator[str]:
    above = {name for verb in verbs for name in scene.classes(verb)}
    for token in path[:6]:
        if token.pos in {"NOUN", "ADJ"} and token.index != target:
            names = scene.classes(token)
            yield f"n={neutral(token)}"
            yield from (f"n:{name}" for name in names)
            yield from (f"{one}+{two}" for one in above for two in names)
        elif token.pos == "ADP":
            yield f"np={token.lower}"


def _of_party(scene: Scene, tag: str, index: int, span: Span) -> Iterator[str]:
    document = scene.document
    yield f"{tag}n={neutral(document.tokens[index])}"
    yield f"{tag}entity={document.tokens[index].entity}"
    for at in document.inside(span):
        yield from (f"{tag}:{name}" for name in scene.classes(document.tokens[at]))
    actors = scene.mentions.overlapping(Kind.ACTOR, span)
    if actors and isinstance(actors[0].value, Actor):
        yield f"{tag}sector={actors[0].value.sector}"


def _around(scene: Scene, source: int, spans: tuple[Span, Span]) -> Iterator[str]:
    """The words between the two parties, and the classes of all others of the sentence."""
    document = scene.document
    first, last = min(span.end for span in spans), max(span.start for span in spans)
    sentence = document.sentences[document.tokens[source].sentence]
    for token in document.tokens[sentence.first : sentence.last]:
        if any(span.overlaps(token.span) for span in spans):
            continue
        between = first <= token.start < last
        for name in scene.classes(token):
            yield from (f"{'b' if between else 'w'}:{name}", f"a:{name}")
        if between and token.pos in {"VERB", "NOUN", "ADJ", "ADV", "ADP"}:
            yield f"b={neutral(token)}"
