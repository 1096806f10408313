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
ANCIENT = re.compile(r"\b\d{1,4}\sB\.?C\b")
DEICTIC = re.compile(
    r"\b(?:(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|yesterday|today|tonight|tomorrow"
    r"|last (?:week|month|year|night))\b",
    re.IGNORECASE,
)
FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "may", "might", "should", "must", "can"})
PLANS = frozenset(
    (
        "expect", "plan", "schedule", "due", "set", "hope", "intend", "promise", "vow", "pledge", "agree", "prepare",
        "want", "order", "ask", "urge", "demand", "aim", "seek", "wait", "likely", "ready", "go", "about", "slate",
        "poise", "propose", "decide",
    )
)  # fmt: skip
AGENDA = frozenset(
    (
        "arrive", "be", "begin", "close", "come", "convene", "depart", "end", "expire", "fly", "go", "host", "leave",
        "meet", "open", "reopen", "restart", "resume", "return", "start", "stop", "travel", "visit", "vote",
    )
)  # fmt: skip
LASTING = frozenset(
    (
        "continue",
        "drag",
        "fight",
        "go",
        "hold",
        "last",
        "live",
        "rage",
        "remain",
        "reign",
        "rule",
        "serve",
        "stay",
        "wait",
    )
)
SCHEDULING = frozenset({"schedule", "slate", "plan"})
COMING = re.compile(
    r"(?<!not )\b(?:until|till|as (?:soon|early|late) as|no later than|due|scheduled for|slated for|set for|expected)"
    r"(?: (?:on|by|at|in))?\s+(?:[\w.:]+\s+){0,3}$",
    re.IGNORECASE,
)
ASIDE = 5  # years; bench time, best on both halves of WikiWars
OPENING = re.compile(r"(?:^|[.\n])\s*(?:\w{1,5}\s*)?$")
AFTER_PREPOSITION = re.compile(r"\b(?:in|since|by|until|during|before|after)\s+$", re.IGNORECASE)
LEAD = 1000  # characters
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

    def counts_people(self) -> bool:
        """Whether the words after say what a figure counts ('2000 soldiers')."""
        words = [word.rstrip(".;:") for word in self.after.split(",")[0].split()[:2]]
        if len(words) == 2 and words[0].islower() and not AFTER_PREPOSITION.search(self.before):
            return words[0] in self.vocab.counted or words[1] in self.vocab.counted
        return bool(words) and words[0] in self.vocab.counted

    def is_noun(self) -> bool:
        """Whether the parse has the last of the words as a noun ('the fall', 'a spring offensive')."""
        inside = self.document.inside(self.span)
        return bool(inside) and self.document.tokens[inside[-1]].tag.startswith("NN")

    def note(self, when: When, sentence: int) -> None:
        """Remembers a time as the one last spoken of, where it is a point of the calendar.

        In a history a leap of more than ASIDE years inside a sentence is an aside and does not move the story.
        """
        stamp = stamp_of(when.timex)
        if stamp is None:
            return
        leap = self.narrative and self.last is not None and abs(stamp.year - self.last.year) > ASIDE
        if not leap or OPENING.search(self.before):
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
        """Past, present or future, by the verb that governs the words; None where no verb tells it."""
        verb = self.verb()
        return self._tense_of(verb) if verb else None

    def _tense_of(self, verb: Token) -> Tense | None:
        tokens = self.document.tokens
        helpers = {tokens[i].lower for i in verb.children if tokens[i].dep in ("aux", "auxpass")}
        if helpers & FUTURE and "have" not in helpers:
            return Tense.FUTURE
        above = tokens[verb.head]
        agreed = above.lemma in PLANS or (above.lower in ("is", "are") and above.index < verb.index)  # 'are to meet'
        if "to" in helpers and "have" not in helpers and agreed:
            return Tense.FUTURE
        if verb.tag in ("VBD", "VBN") or helpers & {"did", "had", "was", "were", "has", "have"}:
            return Tense.PAST
        if verb.tag in ("VBP", "VBZ") or helpers & {"is", "are", "'s", "'re", "am"}:
            return Tense.PRESENT
        return self._tense_of(above) if above is not verb and above.tag.startswith(("VB", "MD")) else None

    def in_headline(self) -> bool:
        """Whether the words stand in a headline, whose present tense tells what is past."""
        sentence = self.document.sentence_at(self.span.start)
        kinds = (SectionKind.HEADLINE, SectionKind.HEADING)
        return sentence is not None and self.document.section_of(sentence).kind in kinds

    def told_as_coming(self) -> bool:
        """Whether the words tell what is to come: future, 'until', or a present of the agenda ('they leave Sunday')."""
        if COMING.search(self.before) and not self.in_past_perfect() and not self.lasted():
            return True
        if self.after.startswith(("'s", "’s")):
            return False
        tense = self.tense()
        verb = self.verb()
        if tense is Tense.FUTURE or verb is None:
            return tense is Tense.FUTURE
        if tense is Tense.PRESENT:
            return verb.lemma in AGENDA | PLANS and not self.in_headline()
        return verb.lemma in SCHEDULING and verb.dep not in ("acl", "relcl") and verb.end < self.span.start

    def happened(self) -> bool:
        """Whether the words hang on a verb in the simple past ('launched in September'): they can't be to come."""
        verb = self.verb()
        head = self.document.head_of(self.span)
        if verb is None or head is None or verb.lemma in SCHEDULING or COMING.search(self.before):
            return False
        tokens = self.document.tokens
        helpers = {tokens[i].lower for i in verb.children if tokens[i].dep in ("aux", "auxpass")}
        if verb.tag != "VBD" and not (verb.tag == "VBN" and helpers & {"was", "were", "had"}):
            return False
        above = tokens[tokens[head].head]
        return above is verb or (above.dep == "prep" and above.lower in ("in", "on") and tokens[above.head] is verb)

    def lasted(self) -> bool:
        """Whether the verb says how long a thing went on ('held until Friday')."""
        verb = self.verb()
        return verb is not None and verb.tag in ("VBD", "VBN") and verb.lemma in LASTING

    def in_past_perfect(self) -> bool:
        """Whether the verb says what had been ('Until Thursday, they had not ...')."""
        verb = self.verb()
        return verb is not None and any(self.document.tokens[i].lower == "had" for i in verb.children)

    def told_as_past(self) -> bool:
        """Whether the words tell what is past: all that is not told as to come."""
        return not self.told_as_coming()


def is_narrative(text: str, anchor: date | None) -> bool:
    """Whether a text tells a history: it names years far more often than weekdays and 'yesterday', and not its own.

    Without a report's day, a text that names years is read as a history, since nothing else gives them.
    """
    if anchor is not None and DEICTIC.search(text, 0, LEAD):
        return False  # a report's first words say on which weekday it happened
    years = [int(match[0]) for match in YEAR.finditer(text)]
    deictic = len(DEICTIC.findall(text))
    if anchor is None or ANCIENT.search(text):
        return bool(years) or anchor is not None
    far = sum(abs(year - anchor.year) > 1 for year in years)
    return far > 3 * deictic + 3 and far * 2 > len(years)
