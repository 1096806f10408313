"""What a time is told from: the report's day, the day last spoken of, the tense of the verb, the kind of text."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from onrecord.find.times.calendar import Stamp, stamp_of
from onrecord.model.document import Document, SectionKind, Token
from onrecord.model.mention import When
from onrecord.model.report import Issue
from onrecord.model.span import Span
from onrecord.vocab.time import TimeVocab

YEAR = re.compile(r"(?<![\d,.$£€-])(?:1[5-9]|20)\d\d(?![\d,%]|\.\d)")
DEICTIC = re.compile(
    r"\b(?:(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|yesterday|today|tonight|tomorrow"
    r"|last (?:week|month|year|night))\b",
    re.IGNORECASE,
)
FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "may", "might", "should", "must"})
PLANS = frozenset(
    (
        "expect", "plan", "schedule", "due", "set", "hope", "intend", "promise", "vow", "pledge", "agree", "prepare",
        "want", "order", "ask", "urge", "demand", "aim", "seek", "wait", "likely", "ready", "go", "about", "slate",
        "poise", "propose", "decide",
    )
)  # fmt: skip
NOWHERE = Span(0, 0)


class Tense(StrEnum):
    """When the verb that governs a time puts it."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


@dataclass(slots=True)
class Context:
    """What is known at one point of the reading; `last` moves on as times are read.

    `anchor` is the report's day. A narrative (a history, no report of the day) reckons from the day last spoken of.
    """

    document: Document
    vocab: TimeVocab
    anchor: date | None
    hour: int | None
    narrative: bool
    last: Stamp | None = None
    last_sentence: int = -1
    span: Span = NOWHERE
    issues: list[Issue] = field(default_factory=list)
    pending: Issue | None = None
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date | None:
        """The day from which 'yesterday' is told: the report's, in a narrative the day last spoken of."""
        if self.narrative:
            return self.last.date if self.last else None
        return self.anchor

    @property
    def here(self) -> Stamp | None:
        """The year, month or day from which underspecified dates are told."""
        anchor = Stamp(self.anchor.year, self.anchor.month, self.anchor.day) if self.anchor else None
        return (self.last or anchor) if self.narrative else anchor

    @property
    def spoken(self) -> Stamp | None:
        """The day last spoken of in the text, else the report's."""
        anchor = Stamp(self.anchor.year, self.anchor.month, self.anchor.day) if self.anchor else None
        return self.last or anchor

    @property
    def before(self) -> str:
        """The words just before those being read."""
        return self.document.text[max(0, self.span.start - 40) : self.span.start]

    @property
    def after(self) -> str:
        """The words just after those being read."""
        return self.document.text[self.span.end : self.span.end + 40]

    @property
    def sentence(self) -> int:
        """The number of the sentence that holds the words, -1 between sentences."""
        sentence = self.document.sentence_at(self.span.start)
        return sentence.index if sentence else -1

    def is_amount(self) -> bool:
        """Whether the parse has the figure count a noun that follows ('2000 shells')."""
        head = self.document.head_of(self.span)
        if head is None:
            return False
        token = self.document.tokens[head]
        above = self.document.tokens[token.head]
        return token.dep == "nummod" and above.tag == "NNS" and above.index > token.index

    def is_noun(self) -> bool:
        """Whether the parse has the last of the words as a noun ('the fall', 'a spring offensive')."""
        inside = self.document.inside(self.span)
        return bool(inside) and self.document.tokens[inside[-1]].tag.startswith("NN")

    def stands_for_time(self, words: str) -> bool:
        """Whether 'soon', 'shortly', 'once', 'future' stand for a time by themselves and are no part of a phrase."""
        if words == "once":
            return False
        return not re.match(r"\s+(?:after|before|as|be)\b", self.after)

    def note(self, when: When, sentence: int) -> None:
        """Remembers a time as the one last spoken of, where it is a point of the calendar."""
        stamp = stamp_of(when.timex)
        if stamp is not None:
            self.last, self.last_sentence = stamp, sentence

    def verb(self) -> Token | None:
        """The verb that governs the words being read."""
        head = self.document.head_of(self.span)
        if head is None:
            return None
        tokens = self.document.tokens
        above = (tokens[head], *self.document.ancestors(head))
        return next((token for token in above if token.tag.startswith(("VB", "MD")) and token.pos != "NOUN"), None)

    def tense(self) -> Tense | None:
        """Past, present or future, by the verb that governs the words; None where no verb is found."""
        verb = self.verb()
        return self._tense_of(verb) if verb else None

    def _tense_of(self, verb: Token) -> Tense:
        tokens = self.document.tokens
        helpers = {tokens[i].lower for i in verb.children if tokens[i].dep in ("aux", "auxpass")}
        if helpers & FUTURE and "have" not in helpers:
            return Tense.FUTURE
        if verb.tag == "VB" and "to" in helpers and tokens[verb.head].lemma in PLANS:
            return Tense.FUTURE
        if verb.tag in ("VBD", "VBN") or helpers & {"did", "had", "was", "were", "has", "have"}:
            present = helpers & {"is", "are", "'s"} and verb.tag != "VBD"
            return Tense.PRESENT if present else Tense.PAST
        if verb.tag in ("VBG", "VB") and verb.head != verb.index and not helpers:
            above = tokens[verb.head]
            if above.tag.startswith(("VB", "MD")):
                return self._tense_of(above)
        return Tense.PRESENT

    def in_headline(self) -> bool:
        """Whether the words stand in a headline, whose present tense tells what is past."""
        sentence = self.document.sentence_at(self.span.start)
        kinds = (SectionKind.HEADLINE, SectionKind.HEADING)
        return sentence is not None and self.document.section_of(sentence).kind in kinds

    def told_as_past(self) -> bool:
        """Whether the words tell what is past: anything but future tense, or present tense outside a headline."""
        tense = self.tense()
        return tense in (Tense.PAST, None) or (tense is Tense.PRESENT and self.in_headline())

    def told_as_future(self) -> bool:
        """Whether the words tell what is to come."""
        return self.tense() is Tense.FUTURE


def is_narrative(text: str, anchor: date | None) -> bool:
    """Whether a text tells a history: it names years far more often than weekdays and 'yesterday', and not its own.

    Without a report's day, a text that names years is read as a history, since nothing else gives them.
    """
    years = [int(match[0]) for match in YEAR.finditer(text)]
    deictic = len(DEICTIC.findall(text))
    if anchor is None:
        return bool(years)
    far = sum(abs(year - anchor.year) > 1 for year in years)
    return len(years) >= 4 and far > 2 * deictic and far * 2 > len(years)
