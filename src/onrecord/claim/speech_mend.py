"""Mends what the trained chooser leaves askew: loose quotation marks, half quotations, sources of passives.

The chooser learned from political news; what is mended here was seen in reports of war.
"""

from dataclasses import replace

from onrecord.claim.speech_options import Option, Page, Ranges, by_label, contents, trimmed
from onrecord.claim.speech_quotes import CLOSING, OPENING, STRAIGHT
from onrecord.claim.speech_rules import Draft
from onrecord.claim.speech_source import is_channel
from onrecord.model.document import Token
from onrecord.vocab.speech import Speech

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
BARE = frozenset(("this", "that", "it", "these", "those", "neither"))
NAMES = frozenset(("PROPN", "NOUN", "ADJ"))
LAND = frozenset(("area", "city", "enclave", "island", "land", "peninsula", "region", "strip", "territory", "town"))
WHEN = frozenset(("after", "before", "while", "since", "upon", "on"))  # 'spoke to reporters after inspecting the front'
DATES = frozenset(("DATE", "TIME"))


def says(page: Page, draft: Draft, words: Speech) -> bool:
    """Whether a draft is of something said, thought or shown, not done.

    The chooser learned from texts in which any stance counts ('backed the bill'). Here a cue is a word of speech or
    thought, or its content is a clause or a quotation. That nobody could confirm 'this' is a verification, and that a
    source asked not to be named is no content.
    """
    tokens, ranges = page.document.tokens, draft.content.ranges
    inside = [i for first, last in ranges for i in range(first, last)]
    if draft.source is None and len(inside) == 1 and tokens[inside[0]].lower in BARE:
        return False
    asked = any(token.lemma in words.unnamed for token in tokens[draft.cue.index : draft.cue.right])
    if asked and words.verb(draft.cue.lemma) != "say" and len(inside) <= SHORT:
        return False
    if unsaid(page, draft, words) or _bare_participle(tokens, draft.cue) or _remark(draft.cue, words):
        return False
    if _striven(tokens, draft.cue) or _owned(tokens, draft.cue):
        return False
    if draft.cue.lemma.lower() in words.deeds:
        return False
    if draft.cue.pos == "PUNCT" or words.speaks(draft.cue.lemma) or words.speaks(draft.cue.lower):
        return True
    return any(tokens[i].tag in FINITE or page.within[i] >= 0 for i in inside)


def unsaid(page: Page, draft: Draft, words: Speech) -> bool:
    """Whether nothing was said: 'did not say who', 'has not rejected', 'no one claimed', 'declared an emergency'."""
    tokens, cue = page.document.tokens, draft.cue
    first = draft.content.ranges[0][0]
    if draft.source and tokens[draft.source.ranges[0][0]].lower in ("no", "nobody", "none"):
        return draft.source.ranges[0][1] - draft.source.ranges[0][0] <= 2
    clausal = any(tokens[i].dep == "ccomp" for i in cue.children) or page.within[first] >= 0
    if (cue.lemma in words.performed and not clausal) or _only_way(tokens, cue, draft.content, words):
        return True
    if not any(tokens[i].dep == "neg" for i in cue.children):
        return False
    asked = tokens[first].tag in ("WP", "WRB", "WDT") or tokens[first].lower in ("whether", "if")
    return asked or cue.lemma in words.silence or cue.lemma in words.verdicts


def _remark(cue: Token, words: Speech) -> bool:
    """Whether a participle is the report's own remark: 'ten died, officials said, underscoring the danger'."""
    return cue.tag == "VBG" and cue.dep in ("advcl", "conj") and cue.lemma in words.remarks


def _striven(tokens: tuple[Token, ...], cue: Token) -> bool:
    """Whether somebody but tries: 'as the government seeks to end the war'."""
    return cue.lemma == "seek" and any(tokens[i].dep == "xcomp" for i in cue.children)


def _owned(tokens: tuple[Token, ...], cue: Token) -> bool:
    """Whether land is claimed, not a fact: 'the region is claimed by Chad'."""
    below = [tokens[i] for i in cue.children]
    subject = next((t for t in below if t.dep in ("nsubjpass", "nsubj")), None)
    if cue.lemma != "claim" or not any(t.dep == "agent" for t in below):
        return False
    above = cue
    while subject is None and above.dep == "conj":
        above = tokens[above.head]
        subject = next((tokens[i] for i in above.children if tokens[i].dep in ("nsubjpass", "nsubj")), None)
    if subject is not None and subject.lower in ("which", "that"):
        subject = tokens[above.head]
    return subject is not None and (subject.entity in ("GPE", "LOC") or subject.lemma in LAND)


def _bare_participle(tokens: tuple[Token, ...], cue: Token) -> bool:
    """Whether the cue only describes the noun before it: 'questioned the number of casualties reported'."""
    alone = all(tokens[i].dep == "punct" for i in cue.children)
    return alone and cue.tag in ("VBN", "VBD") and cue.dep in ("acl", "advcl")


def _only_way(tokens: tuple[Token, ...], cue: Token, content: Option, words: Speech) -> bool:
    """Whether the content only says where or how: 'speaking on state television', 'responded by closing the road'."""
    first, last = content.ranges[0]
    opening = tokens[tokens[first].head] if tokens[first].dep == "pcomp" else tokens[first]
    if opening.lower in WHEN and opening.dep == "prep" and opening.head == cue.index:
        return any(tokens[i].dep == "pcomp" for i in opening.children)
    if tokens[first].pos != "ADP" or tokens[first].head != cue.index:
        return False
    if cue.lemma in words.talking and tokens[first].lower in ("to", "with"):
        return True
    passive = any(tokens[i].dep == "auxpass" for i in cue.children)
    noun = next((tokens[i] for i in tokens[first].children if tokens[i].dep == "pobj"), None)
    channel = noun is not None and is_channel(noun, words) and last - first <= SHORT // 2
    return channel or (tokens[first].lower == "by" and not passive)


SHORT = 12  # words of a request for anonymity: 'not to be named because he may not speak to reporters'


def mended(page: Page, draft: Draft, words: Speech) -> Draft:
    """The draft with its content whole and its source bare of marks."""
    content = _content(page, draft, words)
    source = _source(page, replace(draft, content=content))
    return replace(draft, content=content, source=source)


def _content(page: Page, draft: Draft, words: Speech) -> Option:
    tokens, ranges = page.document.tokens, draft.content.ranges
    ranges = _around_cue(page, draft.cue, ranges)
    if draft.cue.lemma in words.showing and draft.cue.pos == "VERB":
        ranges = _shown(page, draft.cue, ranges)
    ranges = _with_object(tokens, draft.cue, ranges, words)
    ranges = _with_quotation_before(page, draft.cue, ranges)
    ranges = (*ranges[:-1], _without_tail(page, draft.cue, ranges[-1], words))
    ranges = tuple(part for first, last in ranges if (part := _whole(page, *_plain(tokens, first, last))))
    return Option(draft.content.labels, ranges or draft.content.ranges)


def _around_cue(page: Page, cue: Token, ranges: Ranges) -> Ranges:
    """With the clause before a cue put in between: 'It hit the school, the ministry said, days after it closed'."""
    tokens = page.document.tokens
    between = cue.dep == "parataxis" and cue.head < cue.index < ranges[0][0]
    if not between or page.within[ranges[0][0]] >= 0 or any(tokens[i].dep == "ccomp" for i in cue.children):
        return ranges
    both = by_label(contents(page, cue)).get("both")
    return both.ranges if both else ranges


def _shown(page: Page, cue: Token, ranges: Ranges) -> Ranges:
    """What a source shows, to the end of the sentence: 'published images and videos showing clouds of smoke'."""
    whole = by_label(contents(page, cue)).get("to-end")
    stands_after = ranges[0][0] > cue.index and page.within[ranges[0][0]] < 0
    return whole.ranges if whole and stands_after and ranges[0][0] <= whole.ranges[0][0] + 1 else ranges


def _without_tail(page: Page, cue: Token, part: tuple[int, int], words: Speech) -> tuple[int, int]:
    """Without the cue's own day and channel, and without what the source did besides: 'urged them to talk and left'."""
    tokens, (first, last) = page.document.tokens, part
    if first <= cue.index:
        return part
    for token in tokens[first:last]:
        own = token.dep == "conj" and token.tag == "VBD" and tokens[token.head].tag == "VB" and token.head >= first
        if own and token.left > first + 1:
            last = token.left - (tokens[token.left - 1].pos == "CCONJ")
            break
    for index in reversed([i for i in cue.children if first < i < last]):
        child = tokens[index]
        noun = next((tokens[i] for i in child.children if tokens[i].dep == "pobj"), child)
        passing = child.dep in ("prep", "npadvmod") and (noun.entity in DATES or is_channel(noun, words))
        if not passing or child.right < last or child.left <= first:
            break
        last = child.left
    return first, last


def _with_object(tokens: tuple[Token, ...], cue: Token, ranges: Ranges, words: Speech) -> Ranges:
    """With the object that the content says something of: 'denied this as false', 'urged both sides to stop'."""
    first, last = ranges[0]
    object_ = next((tokens[i] for i in cue.children if tokens[i].dep == "dobj" and i > cue.index), None)
    bound = tokens[first].lower == "as" or cue.lemma in words.verdicts
    accused = next((tokens[i] for i in cue.children if tokens[i].dep == "nsubjpass"), None)
    if accused and bound and first > cue.index:
        return ((accused.left, accused.right), *ranges)
    if object_ is None or object_.right != first or not bound:
        return ranges
    return ((object_.left, last), *ranges[1:])


def _with_quotation_before(page: Page, cue: Token, ranges: Ranges) -> Ranges:
    """With the quotation that the cue closes, where only one after it was taken."""
    first = ranges[0][0]
    if first < cue.index or page.within[first] < 0:
        return ranges
    before = by_label(contents(page, cue)).get("quote<")
    if before is None or page.document.tokens[before.ranges[0][1] - 1].sentence != cue.sentence:
        return ranges
    return (*before.ranges, *ranges)


def _plain(tokens: tuple[Token, ...], first: int, last: int) -> tuple[int, int]:
    """Without the 'that' that opens a clause."""
    opens = tokens[first].lower == "that" and tokens[first].dep in ("mark", "complm")
    return trimmed(tokens, first + 1, last) or (first, last) if opens and last > first + 1 else (first, last)


def _whole(page: Page, first: int, last: int) -> tuple[int, int] | None:
    """With the quotation mark at the other end, where only one end has its mark. None for a lone conjunction."""
    tokens = page.document.tokens
    if last - first == 1 and tokens[first].pos == "SCONJ":
        return None
    brackets = [token.text for token in tokens[first : last + 1] if token.text in "()"]
    if brackets and brackets[-1] == ")" and brackets.count("(") == brackets.count(")") and tokens[last].text == ")":
        last += 1
    number = page.within[last - 1]
    if number < 0:
        return first, last
    quotation = page.quotations[number]
    if first < quotation.first:
        return first, quotation.last if last == quotation.last - 1 and quotation.closed else last
    if page.within[first] != number:
        return first, last
    if first == quotation.first + 1 and last == quotation.last:
        return quotation.first, last
    if first == quotation.first and last < quotation.last <= last + 2:
        return first, quotation.last
    return first, last


def _source(page: Page, draft: Draft) -> Option | None:
    """The source without loose marks and dates, with the name before it; None where a passive names none."""
    tokens, source = page.document.tokens, draft.source
    if source is None or _unnamed(page, draft, source):
        return None
    own = next((tokens[i] for i in draft.cue.children if tokens[i].dep == "nsubj" and tokens[i].tag == "PRP"), None)
    if own is not None and all(label.startswith("noun^") for label in source.labels[:1]):
        return Option(("nsubj<",), ((own.index, own.index + 1),))  # "a man whom it said had planned it"
    first, last = source.ranges[0][0], source.ranges[-1][1]
    if draft.cue.lemma == "tell" and first > draft.cue.index:
        return _teller(page, draft)
    if len(source.ranges) > 1:
        return source
    marks = [i for i in range(first, last) if tokens[i].text in OPENING + CLOSING + STRAIGHT]
    if len(marks) % 2 and marks[0] - first <= 1:
        first = marks[0] + 1
    while last > first + 1 and tokens[last - 1].entity in DATES and tokens[last - 1].pos in ("PROPN", "NOUN"):
        last -= 1
    bare = trimmed(tokens, first, last)
    if bare is None:
        return None
    return Option(source.labels, ((_leftmost(page, draft, bare[0]) if draft.cue.index >= last else bare[0], bare[1]),))


def _teller(page: Page, draft: Draft) -> Option | None:
    """Who tells, where the parse took the one who is told: the words between the content and the cue."""
    first, last = draft.content.ranges[-1][1], draft.cue.index
    between = page.document.tokens[first:last]
    named = trimmed(page.document.tokens, first, last) if 0 < len(between) <= SHORT else None
    return Option(("between",), (named,)) if named else None


def _unnamed(page: Page, draft: Draft, source: Option) -> bool:
    """Whether the cue is a passive whose source is not said: 'a dozen are feared dead'."""
    passive = any(page.document.tokens[i].dep == "auxpass" for i in draft.cue.children)
    return passive and not any(label.startswith(("agent", "prep:by", "comma", "poss")) for label in source.labels)


def _leftmost(page: Page, draft: Draft, first: int) -> int:
    """Where the name starts that the parse cut in two: 'AFP fact-checking reporters'."""
    tokens = page.document.tokens
    held = {i for start, end in draft.content.ranges for i in range(start, end)}
    if tokens[first].pos not in NAMES:
        return first
    while (
        first > 0
        and (tokens[first - 1].pos in NAMES or _abbreviated(tokens[first - 1]))
        and tokens[first - 1].sentence == tokens[first].sentence
        and tokens[first - 1].entity not in DATES
        and first - 1 not in held
    ):
        first -= 1
    return first


def _abbreviated(token: Token) -> bool:
    """Whether a word is written in capitals, as agencies are: 'AFP', which the model may take for a verb."""
    return len(token.text) > 1 and token.text.isupper()
