"""Claims from acts between two parties: new ones where frames read nothing, and PLOVER's code where the act is sure."""

from dataclasses import dataclass, replace
from itertools import takewhile

from onrecord.claim.clause_party import grammatical_subjects
from onrecord.claim.draft import Draft, claim_of, same_party
from onrecord.claim.phrase import Phrases, known
from onrecord.claim.relation import Relation
from onrecord.claim.relation_party import party
from onrecord.claim.setting import Setting
from onrecord.claim.trigger_frame import Trigger
from onrecord.model.claim import Claim, Modality, Plover, Polarity, Type
from onrecord.model.document import Document
from onrecord.model.mention import Actor, Kind, Place
from onrecord.model.mentions import MentionIndex
from onrecord.model.span import Basis, Sourced, Span
from onrecord.vocab.event import bare
from onrecord.vocab.relation import RelationWords

NEW = 0.6  # share from which an act that no frame reads makes a claim; best F1 on six folds of the dev half
BESIDE = 0.8  # the same where frames read another act in the sentence
SURE = 0.45  # share from which the code of a claim is the act's
OWN = "r"  # what the draft ids of claims made here begin with
SPOKEN = frozenset((Type.AGREE, Type.REQUEST, Type.REJECT, Type.THREATEN, Type.ACCUSE, Type.SUPPORT, Type.CONSULT))
LEFT_TO_FRAMES = frozenset((Type.ASSAULT,))  # force is told by frames alone: words of war mislead
GIVING_UP = frozenset(("V.free", "V.withdraw", "V.disarm", "V.resign", "N.truce", "N.prisoner"))
BETWEEN = SPOKEN | {Type.CONCEDE, Type.RETREAT, Type.SANCTION, Type.COERCE, Type.AID, Type.COOPERATE, Type.MOBILIZE}
GIVEN = frozenset((Type.AID, Type.SANCTION, Type.CONCEDE, Type.COOPERATE))
YIELD = frozenset(("CONCEDE", "RETREAT"))
WHILE = frozenset(("after", "before", "during", "since", "amid", "following", "until"))  # what they govern only dates


@dataclass(frozen=True, slots=True)
class Reading:
    """One document's acts by the number of their sentence, with what claims need to know of it."""

    phrases: Phrases
    words: RelationWords
    relations: tuple[Relation | None, ...]

    @property
    def document(self) -> Document:
        """The document whose acts they are."""
        return self.phrases.document

    @property
    def mentions(self) -> MentionIndex:
        """Its mentions."""
        return self.phrases.mentions

    def party(self, index: int, *, owners: bool = False) -> tuple[Sourced[Actor], ...]:
        """Who a noun names as the party of an act."""
        return party(self.document, self.mentions, self.phrases.words.classes, index, owners=owners)

    def place(self, index: int) -> tuple[Sourced[Place], ...]:
        """The place that a noun names."""
        mention = self.mentions.of_phrase(Kind.PLACE, self.document, index)
        if mention is None or not isinstance(mention.value, Place):
            return ()
        return (Sourced(mention.value, mention.span, mention.basis),)

    def only_points(self, actor: tuple[Sourced[Actor], ...], source: tuple[Sourced[Actor], ...]) -> bool:
        """Whether a claim's one actor is a pronoun for the source: of "Mali said it will leave" the name is told."""
        if len(actor) != 1 or len(source) != 1 or actor[0].value.id is None:
            return False
        head = self.document.head_of(actor[0].span)
        pronoun = head is not None and self.document.tokens[head].pos == "PRON"
        return pronoun and actor[0].value.id == source[0].value.id

    def only_says(self, relation: Relation, act: int) -> bool:
        """Whether the source only tells what another did: of "agents said that residents condemned it" the agents."""
        saying = self.phrases.words.lists["saying"]
        own = grammatical_subjects(self.document, act)
        others = any(self.document.tokens[i].pos in {"NOUN", "PROPN"} for i in own) and relation.source not in own
        return others and any(self.document.tokens[i].lemma.lower() in saying for i in (act, *relation.verbs))

    def names(self, index: int) -> bool:
        """Whether a noun names an actor, a place or a thing."""
        kinds = (Kind.ACTOR, Kind.PLACE, Kind.THING)
        return any(self.mentions.of_phrase(kind, self.document, index) is not None for kind in kinds)

    def no_party(self, relation: Relation) -> bool:
        """Whether the target is no party: in "needs shells, she said after the Malian raid", "a force led by Mali"."""
        source = self.document.tokens[relation.source]
        if source.left <= relation.target < source.right:
            return True  # "several states, including Mali, voiced alarm"
        leads = self.document.tokens[self.document.tokens[relation.target].head]
        if leads.dep == "agent" and self.document.tokens[leads.head].dep == "acl":
            return True
        above = takewhile(lambda token: token.index not in relation.verbs, self.document.ancestors(relation.target))
        return any(token.lower in WHILE and token.pos in {"ADP", "SCONJ", "VERB"} for token in above)

    def type_of(self, relation: Relation) -> Type:
        """Our type of an act; of YIELD, whether something is given up or a burden eased."""
        if relation.root != "YIELD":
            return Type(relation.root)
        tokens = self.document.tokens
        near = {*relation.verbs, *(c for verb in relation.verbs for c in tokens[verb].children)}
        names = {name for i in near for name in self.named(i)}
        return Type.RETREAT if names & GIVING_UP else Type.CONCEDE

    def named(self, index: int) -> tuple[str, ...]:
        """The classes of a word."""
        token = self.document.tokens[index]
        part = "verbs" if token.pos in {"VERB", "AUX"} else "nouns"
        return self.words.classes[part].get(token.lemma.lower(), ())


def unread(reading: Reading, drafts: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Claims of the sentences in which frames read none, where the act is likely and its source is known."""
    told: dict[Span, list[Claim]] = {}
    for claim in drafts:
        told.setdefault(claim.sentence, []).append(claim)
    found: list[Draft] = []
    for sentence, relation in zip(reading.document.sentences, reading.relations, strict=True):
        others = told.get(sentence.span, [])
        if relation is None or relation.share < (BESIDE if others else NEW):
            continue
        if any(tells(reading, other, relation) for other in others):
            continue
        draft = _draft(reading, relation)
        if draft is not None:
            found.append(draft)
    if found:
        Setting(reading.phrases, found).place_all()
    return tuple(claim_of(draft, reading.document, number, OWN, {}) for number, draft in enumerate(found))


def _draft(reading: Reading, relation: Relation) -> Draft | None:
    kind = reading.type_of(relation)
    source, target = reading.party(relation.source), reading.party(relation.target, owners=True)
    told = any(known(actor.value) for actor in (*source, *target))  # one party at least is on record
    if kind in LEFT_TO_FRAMES or not source or not told or not (target or reading.names(relation.target)):
        return None
    if kind is Type.AID and not target:
        return None  # "had deployed drones": nobody is given anything
    over = [reading.document.tokens[i] for i in (relation.source, relation.target)]
    if any(above.lower == "according" for token in over for above in reading.document.ancestors(token.index)):
        return None  # who is cited is no party
    if reading.no_party(relation):
        return None
    trigger = next((i for i in reversed(relation.verbs) if reading.named(i)), relation.verbs[-1])
    if reading.only_says(relation, trigger):
        return None
    act = Trigger(bare(kind), trigger, trigger, trigger + 1, {}, None)
    return Draft([act], kind, actor=list(source), recipient=list(target))


def coded(reading: Reading, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with the code of their sentence's act, where that is sure and the claim tells it."""
    acts = {
        sentence.span: relation
        for sentence, relation in zip(reading.document.sentences, reading.relations, strict=True)
        if relation is not None and relation.share >= SURE
    }
    return tuple(_apart(_coded(reading, _done(claim), acts.get(claim.sentence))) for claim in claims)


def _apart(claim: Claim) -> Claim:
    """Of "delivered shells to Moscow", "accused Iran" the name is a party's, and no place where that happened."""
    if claim.type.value not in SPOKEN | GIVEN:
        return claim
    parties = {one.span for one in (*claim.actor, *claim.recipient) if one.basis is Basis.STATED}
    return replace(claim, place=tuple(one for one in claim.place if one.span not in parties))


def _done(claim: Claim) -> Claim:
    """A refusal or a promise is done by its words: their "will not" is what makes it, and does not undo it."""
    if not claim.id.startswith(OWN) or claim.type.value not in SPOKEN:
        return claim
    return replace(claim, polarity=Polarity.AFFIRMED, modality=Modality.ACTUAL, plover=Plover(claim.type.value, None))


def _coded(reading: Reading, claim: Claim, relation: Relation | None) -> Claim:
    code = claim.plover
    if relation is None or code is None or not tells(reading, claim, relation):
        return claim
    kind = reading.type_of(relation).value
    kept = kind == code.type or {kind, code.type} <= YIELD
    return replace(_with_parties(reading, claim, relation), plover=code if kept else Plover(kind, None))


def _with_parties(reading: Reading, claim: Claim, relation: Relation) -> Claim:
    """The claim with the act's source and target where it has no actor or no recipient of its own."""
    act = reading.document.head_of(claim.type.span)
    if claim.type.value not in BETWEEN or (act is not None and reading.only_says(relation, act)):
        return claim
    source = reading.party(relation.source)
    actor = source if not claim.actor or reading.only_points(claim.actor, source) else claim.actor
    place = claim.place or reading.place(relation.target)
    if claim.recipient or reading.no_party(relation):
        suffer = tuple(r for r in claim.recipient if not any(r.value == a.value for a in actor))
        return replace(claim, actor=actor, recipient=suffer, place=place)
    others = reading.party(relation.target, owners=True)
    apart = not any(same_party(one.value, other.value) for one in actor for other in others)
    return replace(claim, actor=actor, recipient=others if apart else (), place=place)


def tells(reading: Reading, claim: Claim, relation: Relation) -> bool:
    """Whether a claim is of the act: it is told by a verb that joins the two, or by a word that hangs on one."""
    tokens = reading.document.tokens
    near = {*relation.verbs, *(c for verb in relation.verbs for c in tokens[verb].children)}
    return any(at in near for at in reading.document.inside(claim.type.span))
