"""Which claims a verification covers, and no more.

`This could not be confirmed independently` covers what *this* stands for: claims of one party in the nearest sentence
that has any; *neither account* those of two parties; *neither figure* claims with numbers; *no comment from X* claims
about X. The span is the sentence that says so.
"""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.claim.standing_sentences import WORD, Found, find_verifications
from onrecord.model.attribution import Attribution
from onrecord.model.claim import Aspect, Claim, Polarity, Role, Status, Type, Verification, plain
from onrecord.model.document import Document, Token
from onrecord.model.span import Certainty, Sourced, Span
from onrecord.vocab.verification import VerificationWords

BACK = 6  # sentences that a verification reaches back over at most: agency paragraphs have two or three
ACTS = {Type.REJECT, Type.REQUEST}  # what is done by saying it is not what a later sentence doubts


class Told:
    """Claims by sentence, and who says them: what the verifications look through."""

    def __init__(
        self,
        document: Document,
        claims: tuple[Claim, ...],
        attributions: tuple[Attribution, ...],
        words: VerificationWords,
    ) -> None:
        self.document = document
        self.words = words
        self.names = _names(attributions, words)
        self.by_sentence: dict[int, list[Claim]] = {}
        for claim in claims:
            sentence = document.sentence_at(claim.type.span.start)
            if sentence is not None:
                self.by_sentence.setdefault(sentence.index, []).append(claim)

    def party(self, claim: Claim) -> str | None:
        """The innermost source, one name for one actor; None in the report's own voice."""
        return self.names.get(claim.attribution[0], "") if claim.attribution else None

    def speaker(self, claim: Claim) -> str | None:
        """The outermost source: all that one party is told to have said goes together."""
        return self.names.get(claim.attribution[-1], "") if claim.attribution else None

    def said_by(self, claim: Claim, name: str | None) -> bool:
        """Whether the innermost source is of the party with this name."""
        return bool(name) and bool(self.core(self.party(claim) or "") & self.core(name or ""))

    def core(self, name: str) -> set[str]:
        """The words of a name less its post: of *junta spokesman* the junta."""
        words = {word.lower() for word in WORD.findall(name)}
        return words - self.words.posts or words

    def before(self, found: Found) -> Iterator[tuple[int, list[Claim]]]:
        """Claims told before a verification, by sentence, nearest first; its own earlier clauses are the nearest."""
        sentence = found.sentence
        here = [c for c in self.by_sentence.get(sentence.index, []) if c.type.span.end <= found.clause]
        if here:
            yield sentence.index, here
        for number in range(sentence.index - 1, max(-1, sentence.index - 1 - BACK), -1):
            if self.by_sentence.get(number):
                yield number, self.by_sentence[number]


def _names(attributions: tuple[Attribution, ...], words: VerificationWords) -> dict[str, str]:
    """Attribution id -> the name of its first source; a pronoun is whoever spoke last."""
    names: dict[str, str] = {}
    last = ""
    for attribution in attributions:
        if attribution.sources:
            name = attribution.sources[0].value.name
            last = last if name.lower() in words.pronouns and last else name
        names[attribution.id] = last if attribution.sources else ""
    return names


def with_verification(
    document: Document, claims: tuple[Claim, ...], attributions: tuple[Attribution, ...], words: VerificationWords
) -> tuple[Claim, ...]:
    """The claims with what the words say of their verification, the sentence that says it as its span."""
    told = Told(document, claims, attributions, words)
    said: dict[str, list[Sourced[Verification]]] = {}
    for found in find_verifications(document, words):
        value = Sourced(Verification(found.cue.status, found.by, found.of), found.sentence.span)
        for claim in reached(found, told):
            said.setdefault(claim.id, []).append(value)
    for claim, value in denied(claims, told):
        if not any(other.value.status is Status.DISPUTED for other in said.get(claim.id, ())):
            said.setdefault(claim.id, []).append(value)
    return tuple(replace(claim, verification=_once(said.get(claim.id, []))) for claim in claims)


def _once(values: list[Sourced[Verification]]) -> tuple[Sourced[Verification], ...]:
    """One value for each status and aspect, in reading order."""
    kept: dict[tuple[Status, Aspect | None], Sourced[Verification]] = {}
    for value in values:
        kept.setdefault((value.value.status, value.value.of), value)
    return tuple(sorted(kept.values(), key=lambda value: value.span))


def reached(found: Found, told: Told) -> list[Claim]:
    """The claims that a verification covers."""
    here = told.by_sentence.get(found.sentence.index, [])
    if found.cue.scope == "here":
        return here
    if found.cue.scope == "comment":
        return _about(found, told)
    shown = [claim for claim in here if claim.type.span.start >= found.words.end]
    if found.cue.scope == "content" and shown:
        return shown  # "geolocated footage shows that troops advanced"
    governed = [claim for claim in here if _governed(told, claim, found.words)]
    if all(_retold(told.document, claim) for claim in governed) and next(told.before(found), None):
        governed = []
    if governed and found.cue.status is not Status.DISPUTED:
        return governed
    return _before(found, told)


def _retold(document: Document, claim: Claim) -> bool:
    """Whether a trigger only stands for what was told before: a noun made known and not described, *the loss*."""
    trigger = _trigger(document, claim)
    if trigger is None or trigger.pos in ("PRON", "DET"):
        return True
    known = document.child(trigger.index, "det", "poss")
    described = document.child(trigger.index, "prep", "acl", "relcl")
    definite = known is not None and known.lower in ("the", "this", "that", "these", "those", "its", "their", "his")
    return trigger.pos in ("NOUN", "PROPN") and definite and described is None


def _governed(told: Told, claim: Claim, words: Span) -> bool:
    """Whether the match governs the trigger: confirmed the exchange; not: unverified because roads were cut."""
    document = told.document
    below = _trigger(document, claim)
    if below is None or claim.type.span.start < words.end:
        return False
    for token in document.ancestors(below.index):
        mark = document.child(below.index, "mark") if below.dep == "advcl" else None
        if below.lower in told.words.reasons or (mark is not None and mark.lower in told.words.reasons):
            return False
        if below.dep == "relcl" or (below.dep == "conj" and document.child(below.index, "nsubj", "nsubjpass")):
            return False
        if token.span.overlaps(words):
            return True
        below = token
    return False


def _trigger(document: Document, claim: Claim) -> Token | None:
    head = document.head_of(claim.type.span)
    return document.tokens[head] if head is not None else None


def _before(found: Found, told: Told) -> list[Claim]:
    """Claims of one party, or of two where several accounts are meant, from the nearest sentence back."""
    author = found.cue.status is Status.DISPUTED and found.of is Aspect.AUTHOR
    several = found.anaphor in told.words.several and not author  # "both deny involvement" is of one charge
    parties: list[str | None] = []
    reach: list[Claim] = []
    tolls = found.of is Aspect.FIGURE and any(_counts_people(c) for _, cs in told.before(found) for c in cs)
    for number, claims in told.before(found):
        for claim in reversed(claims):
            if (tolls and not _counts_people(claim)) or not _fits(claim, number, found, told):
                continue
            party = told.speaker(claim)
            if party not in parties:
                if len(parties) > several:
                    return reach
                parties.append(party)
            reach.append(claim)
        if reach and not several:
            return reach
    return reach


def _fits(claim: Claim, number: int, found: Found, told: Told) -> bool:
    """Whether a claim is of the kind that is meant: said by somebody, by another party, with a number."""
    disputed = found.cue.status is Status.DISPUTED
    said = disputed or found.anaphor in told.words.said
    if claim.type.value in ACTS or (said and not claim.attribution and number < found.sentence.index - 1):
        return False
    if disputed and told.said_by(claim, found.by):
        return False
    return found.of is not Aspect.FIGURE or _has_number(claim, number, told.document)


def _has_number(claim: Claim, number: int, document: Document) -> bool:
    if any(item.quantity is not None for item in claim.items):
        return True
    sentence = document.sentences[number]
    return any(document.tokens[i].pos == "NUM" for i in range(sentence.first, sentence.last))


def _counts_people(claim: Claim) -> bool:
    return any(item.role is Role.CASUALTY and item.quantity is not None for item in claim.items)


def _about(found: Found, told: Told) -> list[Claim]:
    """Others' claims about who keeps silent: in the nearest sentence that names them, else in the nearest."""
    nearest: list[Claim] = []
    for number, claims in told.before(found):
        others = [claim for claim in claims if not told.said_by(claim, found.by)]
        nearest = nearest or others
        if found.by is None:
            break
        sentence = told.document.sentences[number]
        words = {told.document.tokens[i].lower for i in range(sentence.first, sentence.last)}
        if others and words & told.core(found.by):
            return others
    return nearest


def denied(claims: tuple[Claim, ...], told: Told) -> Iterator[tuple[Claim, Sourced[Verification]]]:
    """A claim that another party denies is disputed, and so is the denial; the words are the denial's sentence."""
    for number, denial in enumerate(claims):
        if plain(denial.polarity) != Polarity.NEGATED.value or not denial.attribution:
            continue
        if _of_another(told.document, denial):
            continue
        claim = next((claim for claim in reversed(claims[:number]) if _contradicts(denial, claim, told)), None)
        if claim is not None:
            for one, other in ((claim, denial), (denial, claim)):
                value = Verification(Status.DISPUTED, told.party(other), Aspect.OCCURRENCE)
                yield one, Sourced(value, denial.sentence)


def _of_others(document: Document, triggers: list[Token]) -> bool:
    """Whether two verbs are said of two nouns: "the ship sustained damage, but the crew sustained none"."""
    subjects = [document.child(token.index, "nsubj", "nsubjpass") for token in triggers]
    nouns = [token.lemma for token in subjects if token is not None and token.pos in {"NOUN", "PROPN"}]
    return len(nouns) > 1 and nouns[0] != nouns[1]


def _of_another(document: Document, denial: Claim) -> bool:
    """Whether the negated words only tell which are meant: "the two missiles that were not shot down"."""
    trigger = _trigger(document, denial)
    return trigger is not None and trigger.dep == "relcl"


def _contradicts(denial: Claim, claim: Claim, told: Told) -> bool:
    """Whether both tell of one event, by other parties: the same type or word, and no place or day that differs."""
    open_ = plain(claim.certainty) == Certainty.UNKNOWN.value  # did not say whether it was: nothing to deny
    if open_ or plain(claim.polarity) != Polarity.AFFIRMED.value or told.party(claim) in (None, told.party(denial)):
        return False
    if denial.type.value is None or claim.type.value is None:
        triggers = [token for c in (denial, claim) if (token := _trigger(told.document, c))]
        words = [token.lemma for token in triggers]
        same = len(words) > 1 and words[0] == words[1] and words[0] not in told.words.light
        return same and not _of_others(told.document, triggers)
    hurt = {i.effect.value for i in denial.items if i.role is Role.CASUALTY and i.effect}
    if hurt and not hurt & {i.effect.value for i in claim.items if i.effect}:
        return False  # "no one was hurt" does not deny that missiles were fired
    places = {p.value.name for p in denial.place}, {p.value.name for p in claim.place}
    if all(places) and not places[0] & places[1]:
        return False
    days = denial.when and denial.when.value.start, claim.when and claim.when.value.start
    return denial.type.value is claim.type.value and (None in days or days[0] == days[1])
