"""Sentences that say whether something is confirmed: *This could not be verified*, *Kyiv has not commented*.

They are found by their words (`vocab/data/verification.yaml`); `claim/verification.py` says which claims each reaches.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model.claim import Aspect, Status
from onrecord.model.document import Document, Sentence
from onrecord.model.span import Span
from onrecord.vocab.verification import Cue, VerificationWords

WORD = re.compile(r"[A-Za-z]+")
SUBJECT = ("nsubj", "nsubjpass")
PEOPLE = "NORP"  # OntoNotes: nationalities, religious and political groups
COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Found:
    """One verification: sentence, words, where their clause starts, who verifies or keeps silent, what of.

    `anaphor` is the word that stands for what was told before.
    """

    sentence: Sentence
    words: Span
    clause: int
    cue: Cue
    by: str | None
    of: Aspect
    anaphor: str | None


def find_verifications(document: Document, words: VerificationWords) -> Iterator[Found]:
    """The sentences that say whether something is confirmed; a word is read once, by the first cue that matches it."""
    taken: list[Span] = []
    for cue in words.cues:
        for match in cue.pattern.finditer(document.text):
            span = Span(*match.span())
            sentence = document.sentence_at(span.start)
            if sentence is not None and not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield _read(document, sentence, span, cue, words)


def _read(document: Document, sentence: Sentence, span: Span, cue: Cue, words: VerificationWords) -> Found:
    within = _clause(document, sentence, span)
    clause = within.quote(document.text)
    # in "satellite images confirmed" the images are what confirms, not what is confirmed
    told = clause.replace(span.quote(document.text), " ") if cue.status is Status.CONFIRMED else clause
    named = (words.aspects[word] for word in WORD.findall(told.lower()) if word in words.aspects)
    of = cue.of or next(named, Aspect.OCCURRENCE)
    by = _by(document, sentence, span, cue, words)
    return Found(sentence, span, within.start, cue, by, of, _anaphor(clause, words))


def _clause(document: Document, sentence: Sentence, span: Span) -> Span:
    """The match's own clause: from the last comma or semicolon before it to the next after it."""
    text = document.text
    start = max(text.rfind(mark, sentence.span.start, span.start) for mark in ",;") + 1
    stops = [at for mark in ",;" if (at := text.find(mark, span.end, sentence.span.end)) >= 0]
    return Span(max(start, sentence.span.start), min(stops, default=sentence.span.end))


def _anaphor(clause: str, words: VerificationWords) -> str | None:
    """The word that stands for what was told before; one for several accounts goes before one for a single one."""
    told = [word.lower() for word in WORD.findall(clause)]
    several = next((word for word in told if word in words.several), None)
    return several or next((word for word in told if word in words.one), None)


def _by(document: Document, sentence: Sentence, span: Span, cue: Cue, words: VerificationWords) -> str | None:
    """Who verifies, denies or keeps silent: after *from* or *by*, else the subject of the words; None where unnamed."""
    people = next((i for i in document.inside(span) if document.tokens[i].entity == PEOPLE), None)
    if cue.scope == COMMENT and people is not None:  # no immediate Israeli comment
        return document.tokens[people].text
    after = span.end < sentence.span.end and document.inside(Span(span.end, sentence.span.end))
    if after and document.tokens[after[0]].lower == ("from" if cue.scope == COMMENT else "by"):
        noun = document.child(after[0], "pobj")
        return _phrase(document, noun.index) if noun else None
    for number in sorted(document.inside(span), key=lambda i: document.tokens[i].pos not in ("VERB", "AUX")):
        subject = _subject(document, number)
        if subject is not None and (cue.scope == COMMENT or _verifies(document, subject, span)):
            phrase = _phrase(document, subject)
            return None if phrase.lower() in words.pronouns else phrase
    return None


def _verifies(document: Document, subject: int, span: Span) -> bool:
    """Whether a subject is who verifies: of an active verb, and not what is or remains unverified."""
    token = document.tokens[subject]
    states = document.tokens[token.head].lemma in ("be", "remain") and "able" not in span.quote(document.text)
    return token.dep == "nsubj" and not states


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
