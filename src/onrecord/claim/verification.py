"""Sentences that say whether a claim is confirmed, and which claims each of them reaches back to.

`This could not be confirmed independently` is found by its words (`vocab/data/verification.yaml`). It covers what
*this* stands for: claims of one party in the nearest sentence that has any; *neither account* those of two parties;
*neither figure* claims with numbers; *no comment from X* claims about X. The span is the sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.model.attribution import Attribution
from onrecord.model.claim import Aspect, Claim, Polarity, Role, Status, Verification, plain
from onrecord.model.document import Document, Sentence
from onrecord.model.span import Sourced, Span
from onrecord.vocab.verification import Cue, VerificationWords

WORD = re.compile(r"[A-Za-z]+")
BACK = 6  # sentences that a verification reaches back over at most: agency paragraphs have two or three
POSTS = {
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "official",
    "officials",
    "officer",
    "officers",
    "representative",
    "representatives",
    "ministry",
    "administration",
    "authorities",
    "forces",
    "the",
    "of",
    "for",
    "s",
}
PRONOUNS = {"it", "he", "she", "they", "who", "which", "we"}
BECAUSE = {"because", "due", "owing", "amid", "given", "despite"}
REASONS = {"because", "as", "since", "while", "although", "though", "after", "before", "so"}
SUBJECT = {"nsubj", "nsubjpass"}
ANAPHORS = {"this", "that", "it", "them", "these", "those"}


@dataclass(frozen=True, slots=True)
class Found:
    """One verification: its sentence, its words, and how far it reaches."""

    sentence: Sentence
    words: Span
    cue: Cue
    by: str | None
    of: Aspect


class Covered:
    """Claims by sentence, and who says them: what the verifications look through."""

    def __init__(self, document: Document, claims: tuple[Claim, ...], attributions: tuple[Attribution, ...]) -> None:
        self.document = document
        self.parties = _parties(attributions)
        self.by_sentence: dict[int, list[Claim]] = {}
        for claim in claims:
            sentence = document.sentence_at(claim.type.span.start)
            if sentence is not None:
                self.by_sentence.setdefault(sentence.index, []).append(claim)

    def party(self, claim: Claim) -> str | None:
        """The innermost source, one name for one actor; None in the report's own voice."""
        return self.parties.get(claim.attribution[0], "") if claim.attribution else None

    def speaker(self, claim: Claim) -> str | None:
        """The outermost source: all that one party is told to have said goes together."""
        return self.parties.get(claim.attribution[-1], "") if claim.attribution else None

    def before(self, sentence: Sentence) -> Iterator[tuple[int, list[Claim]]]:
        """Sentences with claims before this one, nearest first."""
        for number in range(sentence.index - 1, max(-1, sentence.index - 1 - BACK), -1):
            if self.by_sentence.get(number):
                yield number, self.by_sentence[number]


def with_verification(
    document: Document, claims: tuple[Claim, ...], attributions: tuple[Attribution, ...], words: VerificationWords
) -> tuple[Claim, ...]:
    """The claims with what the words say of their verification, the sentence that says it as its span."""
    covered = Covered(document, claims, attributions)
    said: dict[str, list[Sourced[Verification]]] = {}
    for found in find_verifications(document, words):
        value = Sourced(Verification(found.cue.status, found.by, found.of), found.sentence.span)
        for claim in reached(found, covered, words):
            said.setdefault(claim.id, []).append(value)
    for claim, value in denied(claims, covered):
        if not any(other.value.status is Status.DISPUTED for other in said.get(claim.id, ())):
            said.setdefault(claim.id, []).append(value)
    return tuple(replace(claim, verification=_once(said.get(claim.id, []))) for claim in claims)


def _once(values: list[Sourced[Verification]]) -> tuple[Sourced[Verification], ...]:
    """One value for each status and aspect, in reading order."""
    kept: dict[tuple[Status, Aspect | None], Sourced[Verification]] = {}
    for value in values:
        kept.setdefault((value.value.status, value.value.of), value)
    return tuple(sorted(kept.values(), key=lambda value: value.span))


# finding the sentences


def find_verifications(document: Document, words: VerificationWords) -> Iterator[Found]:
    """The sentences that say whether something is confirmed; a word is read once, by the first cue that matches it."""
    taken: list[Span] = []
    for cue in words.cues:
        for match in cue.pattern.finditer(document.text):
            span = Span(*match.span())
            sentence = document.sentence_at(span.start)
            if sentence is None or any(span.overlaps(other) for other in taken):
                continue
            taken.append(span)
            of = cue.of or _aspect(document, sentence, span, cue, words)
            yield Found(sentence, span, cue, _by(document, sentence, span, cue), of)


def _aspect(document: Document, sentence: Sentence, span: Span, cue: Cue, words: VerificationWords) -> Aspect:
    """What is verified or not: the word for it stands in the clause of the match."""
    clause = _clause(document, sentence, span)
    if cue.status is Status.CONFIRMED:  # "satellite images confirmed": the images are what confirms
        clause = clause.replace(span.quote(document.text), " ")
    clause = clause.lower()
    named = (words.aspects[word] for word in WORD.findall(clause) if word in words.aspects)
    return next(named, Aspect.OCCURRENCE)


def _clause(document: Document, sentence: Sentence, span: Span) -> str:
    """The words of the match's own clause: from the last comma or semicolon before it to the next after it."""
    text = document.text
    start = max(text.rfind(mark, sentence.span.start, span.start) for mark in ",;") + 1
    stops = [at for mark in ",;" if (at := text.find(mark, span.end, sentence.span.end)) >= 0]
    return text[max(start, sentence.span.start) : min(stops, default=sentence.span.end)]


def _by(document: Document, sentence: Sentence, span: Span, cue: Cue) -> str | None:
    """Who verifies, denies or keeps silent: after *from* or *by*, else the subject of the words; None where unnamed."""
    after = [i for i in document.inside(Span(span.end, sentence.span.end)) if i < sentence.last]
    if after and document.tokens[after[0]].lower in ("from", "by"):
        noun = document.child(after[0], "pobj")
        return _phrase(document, noun.index) if noun else None
    inside = document.inside(span)
    for number in sorted(inside, key=lambda i: document.tokens[i].pos not in ("VERB", "AUX")):
        subject = _subject(document, number)
        if subject is not None and (cue.scope == "comment" or document.tokens[subject].dep == "nsubj"):
            phrase = _phrase(document, subject)
            return None if phrase.lower() in ANAPHORS | PRONOUNS else phrase
    return None


def _subject(document: Document, number: int) -> int | None:
    for index in (number, *(token.index for token in document.ancestors(number))):
        child = document.child(index, *SUBJECT)
        if child is not None:
            return child.index
    return None


def _phrase(document: Document, noun: int) -> str:
    """A noun phrase up to its noun, without its article."""
    token = document.tokens[noun]
    first = token.left + (document.tokens[token.left].lower in ("the", "a", "an"))
    return document.span(min(first, noun), noun + 1).quote(document.text)


# what each reaches


def reached(found: Found, covered: Covered, words: VerificationWords) -> list[Claim]:
    """The claims that a verification covers, and no more."""
    here = covered.by_sentence.get(found.sentence.index, [])
    if found.cue.scope == "here":
        return here
    if found.cue.scope == "comment":
        return _about(found, covered)
    governed = [claim for claim in here if _governed(covered.document, claim, found.words)]
    if all(_retold(covered.document, claim) for claim in governed) and next(covered.before(found.sentence), None):
        governed = []
    if governed and found.cue.status is not Status.DISPUTED:
        return governed
    return _before(found, covered, _anaphor(found, covered.document, words), words)


def _retold(document: Document, claim: Claim) -> bool:
    """Whether a trigger only stands for what was told before: a noun made known and not described, *the loss*."""
    trigger = document.tokens[document.head_of(claim.type.span) or 0]
    known = document.child(trigger.index, "det", "poss")
    described = document.child(trigger.index, "prep", "acl", "relcl")
    definite = known is not None and known.lower in ("the", "this", "that", "these", "those", "its", "their", "his")
    return (trigger.pos in ("NOUN", "PROPN") and definite and described is None) or trigger.pos in ("PRON", "DET")


def _governed(document: Document, claim: Claim, words: Span) -> bool:
    """Whether the match governs the trigger: confirmed the exchange; not: unverified because roads were cut."""
    trigger = document.head_of(claim.type.span)
    if trigger is None or claim.type.span.start < words.end:
        return False
    below = document.tokens[trigger]
    for token in document.ancestors(trigger):
        mark = document.child(below.index, "mark") if below.dep == "advcl" else None
        if below.lower in BECAUSE or (mark is not None and mark.lower in REASONS):
            return False
        if token.span.overlaps(words):
            return True
        below = token
    return False


def _anaphor(found: Found, document: Document, words: VerificationWords) -> str | None:
    """The word that stands for what was told before, nearest to the match; plural wins."""
    clause = [word.lower() for word in WORD.findall(_clause(document, found.sentence, found.words))]
    several = next((word for word in clause if word in words.several), None)
    return several or next((word for word in clause if word in words.one), None)


def _before(found: Found, covered: Covered, anaphor: str | None, words: VerificationWords) -> list[Claim]:
    """Claims of one party, or of two where several accounts are meant, from the nearest sentence back."""
    several, said = anaphor in words.several, anaphor in words.said or found.cue.status is Status.DISPUTED
    parties: list[str | None] = []
    reach: list[Claim] = []
    tolls = found.of is Aspect.FIGURE and any(_counts_people(c) for _, cs in covered.before(found.sentence) for c in cs)
    for number, claims in covered.before(found.sentence):
        claims = [claim for claim in claims if _counts_people(claim)] if tolls else claims
        fitting = [c for c in reversed(claims) if _fits(c, number, found, covered, said)]
        for claim in fitting:
            party = covered.speaker(claim)
            if party not in parties:
                if len(parties) > several:
                    return reach
                parties.append(party)
            reach.append(claim)
        if reach and not several:
            return reach
    return reach


def _fits(claim: Claim, number: int, found: Found, covered: Covered, said: bool) -> bool:
    if said and not claim.attribution and covered.document.sentences[number].index != found.sentence.index - 1:
        return False
    if found.cue.status is Status.DISPUTED and found.by and _same_party(covered.party(claim), found.by):
        return False
    return found.of is not Aspect.FIGURE or _has_number(claim, number, covered.document)


def _has_number(claim: Claim, number: int, document: Document) -> bool:
    if any(item.quantity is not None for item in claim.items):
        return True
    sentence = document.sentences[number]
    return any(document.tokens[i].pos == "NUM" for i in range(sentence.first, sentence.last))


def _counts_people(claim: Claim) -> bool:
    return any(item.role is Role.CASUALTY and item.quantity is not None for item in claim.items)


def _about(found: Found, covered: Covered) -> list[Claim]:
    """Claims about who keeps silent: in the nearest sentence that names them, else in the nearest with claims."""
    nearest: list[Claim] = []
    for number, claims in covered.before(found.sentence):
        others = [claim for claim in claims if not _same_party(covered.party(claim), found.by)]
        if others and not nearest:
            nearest = others
        if found.by is None:
            break
        if others and _names(covered.document, number, found.by):
            return others
    return nearest


def _names(document: Document, number: int, name: str) -> bool:
    """Whether a sentence has a word of a party's name, less its post: of *junta spokesman* the junta."""
    words = {word.lower() for word in WORD.findall(name)}
    words = words - POSTS or words
    sentence = document.sentences[number]
    return any(document.tokens[i].lower in words for i in range(sentence.first, sentence.last))


def _same_party(party: str | None, name: str | None) -> bool:
    return bool(party and name) and (str(name).split()[-1].lower() in str(party).lower().split())


def _parties(attributions: tuple[Attribution, ...]) -> dict[str, str]:
    """Attribution id -> the name of its first source; a pronoun is whoever spoke last."""
    names: dict[str, str] = {}
    last = ""
    for attribution in attributions:
        if attribution.sources:
            name = attribution.sources[0].value.name
            last = last if name.lower() in PRONOUNS and last else name
            names[attribution.id] = last
        else:
            names[attribution.id] = ""
    return names


# one side's denial of the other side's claim


def denied(claims: tuple[Claim, ...], covered: Covered) -> Iterator[tuple[Claim, Sourced[Verification]]]:
    """A claim that another party denies is disputed, and so is the denial; the words are the denial's sentence."""
    for number, denial in enumerate(claims):
        if plain(denial.polarity) != Polarity.NEGATED.value or not denial.attribution:
            continue
        for claim in reversed(claims[:number]):
            if _contradicts(denial, claim, covered):
                of = Aspect.OCCURRENCE
                yield claim, Sourced(Verification(Status.DISPUTED, covered.party(denial), of), denial.sentence)
                yield denial, Sourced(Verification(Status.DISPUTED, covered.party(claim), of), denial.sentence)
                break


def _contradicts(denial: Claim, claim: Claim, covered: Covered) -> bool:
    """Whether both tell of one event, by other parties: the same type or word, and no place or day that differs."""
    if plain(claim.polarity) != Polarity.AFFIRMED.value or covered.party(claim) in (None, covered.party(denial)):
        return False
    if denial.type.value is None or claim.type.value is None:
        return _lemma(denial, covered.document) == _lemma(claim, covered.document)
    places = {p.value.name for p in denial.place}, {p.value.name for p in claim.place}
    if all(places) and not places[0] & places[1]:
        return False
    days = denial.when and denial.when.value.start, claim.when and claim.when.value.start
    return denial.type.value is claim.type.value and (None in days or days[0] == days[1])


def _lemma(claim: Claim, document: Document) -> str | None:
    head = document.head_of(claim.type.span)
    return document.tokens[head].lemma if head is not None else None
