"""Chooses content and source by rule: which words are cues, and which way from each leads to what it governs."""

from dataclasses import dataclass

from onrecord.claim.speech_options import Option, Page, by_label, clause, commas, contents, foreign, join
from onrecord.claim.speech_sources import sources
from onrecord.model.document import SectionKind, Token
from onrecord.vocab.speech import Speech

QUOTED = ("quote<>", "quote<", "quote>>", "quote>")
SPOKEN = ("ccomp<", "ccomp>", "host0", "xcomp>")
ORDER = {
    "say": (*SPOKEN, "acl>", "nsubjpass<", "first..core", "before", "after"),
    "act": ("first..core", "ccomp>", "ccomp<", "xcomp>", "nsubjpass<"),
    "think": ("ccomp<", "ccomp>", "xcomp>", "first..core"),
    "show": ("ccomp<", "ccomp>", "host0"),
    "noun": ("acl>", "ccomp>", "prep:of>", "prep:that>", "xcomp>", "prep:about>"),
    "adjective": ("ccomp>", "xcomp>", "prep:of>", "prep:about>"),
    "phrase": ("host0", "before", "after"),
    "citing": ("host0", "host1", "before"),
    "hearsay": ("host0",),
    "headline": ("after",),
}
SPEAKER = ("nsubj<", "agent:by", "nsubj>", "poss<", "phrase<", "noun^relcl", "noun^acl")
OF_NOUN = ("poss<", "prep:by", "prep:of", "prep:from", "prep:among", "nsubj^dobj", "amod<", "compound<")
OF_PHRASE = ("prep:to>", "prep:to", "pobj", "dobj>", "dative>", "phrase>")
INTRANSITIVE = frozenset(("say", "tell", "add", "insist", "warn", "write", "note", "continue"))
TAIL = 14  # words after a closing 'said': 'on Friday', 'in a statement'
HEADLINE_WORDS = 6  # a headline's speaker before the colon is short: 'Kyiv:', 'US Central Command:'


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution before its source is resolved: the cue with the content and the source chosen for it.

    `inside` is the cue of the draft that says this one, where their contents are the same and only the words tell.
    """

    cue: Token
    content: Option
    source: Option | None
    score: float
    inside: int | None = None

    def holds(self, inner: "Draft") -> bool:
        """Whether the content holds the other's cue: this one says what the other says."""
        return any(first <= inner.cue.index < last for first, last in self.content.ranges)


def drafts(page: Page, speech: Speech) -> list[Draft]:
    """The attributions that the rules find, in the order of their cues: the baseline beside the trained chooser."""
    kinds = ((token, kind_of(page, token, speech)) for token in page.document.tokens)
    return [draft for token, kind in kinds if kind and (draft := _draft(page, token, kind))]


def sure_drafts(page: Page, speech: Speech) -> list[Draft]:
    """Those that the rules are sure of: 'according to', 'reportedly', 'citing', 'as Y announced', 'put the toll at'."""
    found = (_draft(page, token, kind) for token in page.document.tokens if (kind := _sure_kind(page, token, speech)))
    return [draft for draft in found if draft]


def _sure_kind(page: Page, token: Token, speech: Speech) -> str | None:
    """The kind of a word that leaves little doubt that it is a cue."""
    if token.lower in speech.phrases or token.lower in speech.hearsay or token.lower in speech.citing:
        return kind_of(page, token, speech)
    if token.text == ":" and _in_heading(page, token):
        return kind_of(page, token, speech)
    if token.pos != "VERB":
        return None
    if token.lemma in speech.showing and page.document.tokens[token.head].lemma in speech.seeming:
        return "act"
    plain = token.lemma in speech.figures or token.lemma in speech.spoken
    plain = plain or (token.lemma in speech.verdicts and _named_subject(page, token))
    if token.lemma in speech.say and not plain:
        added = token.tag == "VBG" and token.dep in ("advcl", "conj", "dep") and _has(page, token, "ccomp")
        plain = added or (token.dep == "advcl" and _as(page, token)) or _closing(page, token) is not None
        plain = plain or _put_between(page, token) or _headless(page, token) is not None
    return kind_of(page, token, speech) if plain else None


def _in_heading(page: Page, token: Token) -> bool:
    """Whether a word stands in a headline or a heading."""
    section = page.document.section_of(page.document.sentences[token.sentence])
    return section.kind in (SectionKind.HEADLINE, SectionKind.HEADING)


def _named_subject(page: Page, token: Token) -> bool:
    """Whether a verb has a subject of its own that is no relative pronoun."""
    children = (page.document.tokens[i] for i in token.children)
    return any(child.dep == "nsubj" and child.tag not in ("WP", "WDT") for child in children)


def _has(page: Page, token: Token, dep: str) -> bool:
    return any(page.document.tokens[i].dep == dep for i in token.children)


def _headless(page: Page, cue: Token) -> Draft | None:
    """The draft of a verb that the parse took for a participle of its own subject: 'The BLA, which did it, alleged in
    a statement that its men had fled'."""
    tokens = page.document.tokens
    subject = tokens[cue.head]
    lost = cue.dep == "acl" and cue.tag == "VBN" and subject.dep == "ROOT" and tokens[cue.index - 1].text == ","
    that = next((i for i in range(cue.index + 1, cue.right) if tokens[i].lower == "that"), None) if lost else None
    told = join(tokens, (that + 1, page.document.sentences[cue.sentence].last)) if that is not None else None
    said = join(tokens, (subject.left, subject.index + 1))
    return Draft(cue, Option(("headless",), told), Option(("headless",), said), 1.0) if told else None


def _put_between(page: Page, cue: Token) -> bool:
    """Whether a short clause stands between two commas of a sentence: 'They fled, the group said, a setback'."""
    tokens = page.document.tokens
    first, last = clause(tokens, cue)
    inside = last < len(tokens) and first > 0 and last - first <= HEADLINE_WORDS and not _has(page, cue, "ccomp")
    commas_around = inside and tokens[first - 1].text == "," == tokens[last].text
    return commas_around and cue.dep == "parataxis" and _named_subject(page, cue) and not _as(page, cue)


def _closing(page: Page, cue: Token) -> int | None:
    """The comma before a source that stands between its words and the cue at the sentence's end, None for others.

    'Ten people died in Harsa, medics and officials said on Friday': the parse often takes the source for a part of the
    content. A name and what it is stand between two commas: 'Ten died, Okello, an officer, said'.
    """
    tokens = page.document.tokens
    sentence = page.document.sentences[cue.sentence]
    found, after = commas(page, cue), tokens[cue.index + 1 : sentence.last]
    if not found or len(after) > TAIL or _as(page, cue) or cue.dep == "acl":
        return None
    told_whom = cue.lemma == "tell" and after and after[0].pos == "PROPN" and _has(page, cue, "dobj")
    if after and after[0].pos not in ("PUNCT", "ADP") and after[0].entity != "DATE" and not told_whom:
        return None
    named = len(found) > 1 and all(token.pos == "PROPN" for token in tokens[found[1] + 1 : found[0]])
    appositive = len(found) > 1 and (named or tokens[cue.index - 1].text == ",")
    at = found[1] if appositive else found[0]
    told, between = tokens[sentence.first : at], tokens[at + 1 : cue.index]
    spoken = between[0].lower != "as" and (
        foreign(between[-1]) or between[-1].pos in ("NOUN", "PROPN", "PRON", "PUNCT")
    )
    stated = any(token.tag in ("VBD", "VBZ", "VBP", "MD") for token in told)
    return at if spoken and stated and page.within[at] < 0 else None


def spoken_within(page: Page, speech: Speech, outer: Draft) -> list[Draft]:
    """What somebody else says in what a source says: 'the radio reported that the general had said ...'."""
    tokens = page.document.tokens
    found = []
    for token in (tokens[i] for first, last in outer.content.ranges for i in range(first, last)):
        own_words = page.within[token.index] >= 0 or token.index == outer.cue.index
        if token.pos == "VERB" and token.lemma in speech.say and not own_words:
            below = {tokens[i].dep for i in token.children}
            draft = _draft(page, token, "say") if "ccomp" in below and "nsubj" in below else None
            if draft and draft.content.labels[0].startswith("ccomp"):
                found.append(draft)
    return found


def cited_within(page: Page, speech: Speech, draft: Draft, found: list[Draft]) -> Draft:
    """'The agency reported ..., citing two officials': the officials say what the agency reports."""
    if draft.cue.lower not in speech.citing:
        return draft
    tokens = page.document.tokens
    named = [tokens[i] for i in draft.cue.children if tokens[i].dep == "dobj" and _may_speak(tokens[i], speech)]
    told = next((other for other in found if other.cue.index == draft.cue.head), None)
    if not named or told is None:
        return draft
    source = Option(("dobj>",), join(tokens, (named[0].left, named[0].right)))
    return Draft(draft.cue, told.content, source, draft.score, told.cue.index)


def _may_speak(noun: Token, speech: Speech) -> bool:
    """Whether a noun names somebody, or something that somebody wrote."""
    lemma = noun.lemma.lower()
    return noun.entity in ("PERSON", "ORG", "NORP", "GPE") or lemma in speech.sectors or lemma in speech.cited


def kind_of(page: Page, token: Token, speech: Speech) -> str | None:
    """What kind of cue a token may be, None for a word that is no cue."""
    tokens, lemma = page.document.tokens, token.lemma
    if token.lower in speech.citing and token.dep != "ROOT":
        return "citing"
    if token.pos == "VERB" and token.lower not in speech.phrases:
        if lemma in speech.spoken and _governs(page, token, "of"):
            return "spoken"
        return "figure" if _gives_figure(page, token, speech) else speech.verb(lemma)
    if token.lower in speech.phrases and token.children and token.head != token.index:
        return "phrase"
    if token.lower in speech.hearsay:
        return "hearsay"
    if token.pos == "NOUN" and lemma in speech.nouns:
        return "noun"
    if token.pos == "ADJ" and lemma in speech.adjectives and tokens[token.head].lemma == "be":
        return "adjective"
    return "headline" if token.text == ":" and _opens_sentence(page, token) else None


def _gives_figure(page: Page, verb: Token, speech: Speech) -> bool:
    """Whether a verb gives a number: 'put the dead at 70', 'raised the toll to 14', not 'raised the flag'."""
    if verb.lemma not in speech.figures or not _governs(page, verb, speech.figures[verb.lemma]):
        return False
    tokens = page.document.tokens
    counted = any(tokens[i].dep == "dobj" and tokens[i].lemma in speech.tolls for i in verb.children)
    return counted or verb.lemma == "put"


def _governs(page: Page, verb: Token, preposition: str) -> bool:
    """Whether a preposition stands below the verb or below its object."""
    tokens = page.document.tokens
    below = [tokens[i] for i in verb.children if i > verb.index]
    below += [tokens[i] for child in below if child.dep == "dobj" for i in child.children]
    return any(child.dep == "prep" and child.lower == preposition for child in below)


def _opens_sentence(page: Page, colon: Token) -> bool:
    """Whether the colon follows a speaker's name that opens the sentence."""
    sentence = page.document.sentences[colon.sentence]
    words = page.document.tokens[sentence.first : colon.index]
    named = 0 < len(words) <= HEADLINE_WORDS and (words[-1].pos == "PROPN" or _in_heading(page, colon))
    return named and all(word.pos != "VERB" for word in words)


def _draft(page: Page, cue: Token, kind: str) -> Draft | None:
    headless = _headless(page, cue) if kind == "say" else None
    if headless is not None:
        return headless
    labels = by_label(contents(page, cue))
    closing = _closing(page, cue) if kind == "say" else None
    clausal = labels.get("ccomp<")
    last = Option(("closing",), join(page.document.tokens, (closing + 1, cue.index))) if closing is not None else None
    if closing is not None and (clausal is None or clausal.ranges[-1][1] > closing):
        told = join(page.document.tokens, (page.document.sentences[cue.sentence].first, closing))
        return Draft(cue, Option(("closing",), told), last, 1.0)
    if kind == "say" and _put_between(page, cue) and "both" in labels:
        return Draft(cue, labels["both"], _source(page, cue, kind, labels["both"]), 1.0)
    if kind in ("figure", "spoken"):
        content = _figure(page, cue)
        return Draft(cue, content, _source(page, cue, kind, content), 1.0) if content else None
    content = _quotation(page, cue, labels) if kind in ("say", "headline") else None
    if content is None:
        content = next((labels[label] for label in ORDER[kind] if _fits(page, cue, kind, label, labels)), None)
    if content is None:
        return None
    return Draft(cue, content, _source(page, cue, kind, content) or last, 1.0)


def _figure(page: Page, cue: Token) -> Option | None:
    """All that a verb of figures governs, up to the next verb: 'the number of dead at 70, all of them children'."""
    tokens = page.document.tokens
    below = [tokens[i] for i in cue.children if i > cue.index]
    first = next((child.left for child in below if child.dep == "dobj"), cue.index + 1)
    last = next((child.left for child in below if child.dep in ("cc", "conj")), cue.right)
    told = join(tokens, (first, last))
    return Option(("figure",), told) if told else None


def _fits(page: Page, cue: Token, kind: str, label: str, labels: dict[str, Option]) -> bool:
    """Whether the way is there, and open to this cue."""
    if label not in labels:
        return False
    if label == "host0" and kind == "say":
        return cue.dep in ("parataxis", "advcl", "ccomp") and (cue.dep == "parataxis" or _as(page, cue))
    if label in ("before", "after") and kind == "say":
        return cue.lemma in INTRANSITIVE and cue.dep in ("ROOT", "parataxis", "ccomp")
    if label == "first..core" and kind == "say":
        return cue.lemma not in INTRANSITIVE
    return True


def _as(page: Page, cue: Token) -> bool:
    """Whether an 'as' opens the cue's clause: 'as the government announced'."""
    return any(page.document.tokens[i].lower == "as" for i in cue.children if i < cue.index)


def _quotation(page: Page, cue: Token, labels: dict[str, Option]) -> Option | None:
    """The quotation that touches the cue's own clause, with the one that goes on after it."""
    tokens = page.document.tokens
    first, last = clause(tokens, cue)
    before, after = labels.get("quote<"), labels.get("quote>")
    touches = before is not None and _touching(page, before.ranges[-1][1], first)
    follows = after is not None and _touching(page, last, after.ranges[0][0])
    if touches and after is not None and not _said_between(page, last, after.ranges[0][0]):
        return labels.get("quote<>")
    if touches:
        return before
    return labels.get("quote>>", after) if follows else None


def _touching(page: Page, last: int, first: int) -> bool:
    """Whether only punctuation stands between."""
    return first >= last and all(token.pos == "PUNCT" for token in page.document.tokens[last:first])


def _said_between(page: Page, last: int, first: int) -> bool:
    """Whether the words between clause and quotation are a statement of their own."""
    return any(token.pos == "VERB" or token.text == ":" for token in page.document.tokens[last:first])


def _source(page: Page, cue: Token, kind: str, content: Option) -> Option | None:
    """The first way that leads to a source outside the content."""
    if kind == "hearsay":
        return None
    order = {"noun": OF_NOUN, "phrase": OF_PHRASE, "citing": OF_PHRASE, "headline": ("opening",)}.get(kind, SPEAKER)
    options = [option for option in sources(page, cue) if not _shared(option, content)]
    labels = by_label(options)
    passive = any(page.document.tokens[i].dep == "nsubjpass" for i in cue.children)
    if passive and kind in ("say", "act", "think", "show"):
        return labels.get("agent:by")
    found = next((labels[label] for label in order if label in labels), None)
    if found or kind in ("noun", "phrase", "citing", "headline"):
        return found
    return next((option for label, option in labels.items() if label.startswith(("nsubj^", "poss^"))), None)


def _shared(source: Option, content: Option) -> bool:
    """Whether the two options share a token."""
    return any(a < d and c < b for a, b in source.ranges for c, d in content.ranges)
