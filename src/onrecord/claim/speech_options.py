"""What a cue may govern: for each cue word the stretches that may be its content (its sources: `speech_sources`).

Each option is labelled by the way that leads to it from the cue. Rules or a trained model choose among them.
"""

from dataclasses import dataclass

from onrecord.claim.speech_quotes import Quotation
from onrecord.model.document import Document, Sentence, Token

Ranges = tuple[tuple[int, int], ...]
Way = tuple[str, Ranges]
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
LEADING = frozenset(("aux", "auxpass", "neg", "advmod", "mark", "nsubj", "nsubjpass", "expl", "npadvmod", "cc"))
EDGES = frozenset(".,;:-–—!?()…[]")
MARKS = frozenset('“”„"«»')
SIDE = frozenset(("advcl", "agent", "npadvmod", "cc", "conj", "parataxis"))
REACH = 25  # words between a comma and the cue whose source it opens
FEW = 6  # heads climbed in search of a host or a subject


@dataclass(frozen=True, slots=True)
class Option:
    """A stretch (token ranges, half-open, in reading order) with the ways that lead to it from the cue."""

    labels: tuple[str, ...]
    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Page:
    """A document with its quotations, and for each token the number of the one that it stands in (-1: none)."""

    document: Document
    quotations: tuple[Quotation, ...]
    within: tuple[int, ...]


def make_page(document: Document, quotations: tuple[Quotation, ...]) -> Page:
    """The document with its quotations marked on the tokens."""
    within = [-1] * len(document.tokens)
    for number, quotation in enumerate(quotations):
        within[quotation.first : quotation.last] = [number] * (quotation.last - quotation.first)
    return Page(document, quotations, tuple(within))


def trimmed(tokens: tuple[Token, ...], first: int, last: int) -> tuple[int, int] | None:
    """The range less the punctuation at its edges, None where nothing is left. Quotation marks stay."""
    while first < last and tokens[first].text in EDGES:
        first += 1
    while last > first and tokens[last - 1].text in EDGES:
        last -= 1
    return (first, last) if first < last else None


def join(tokens: tuple[Token, ...], *ranges: tuple[int, int]) -> Ranges:
    """The trimmed ranges, those left out that are empty."""
    kept = (trimmed(tokens, first, last) for first, last in ranges if first < last)
    return tuple(part for part in kept if part)


def clause(tokens: tuple[Token, ...], cue: Token) -> tuple[int, int]:
    """The cue with its own subject, auxiliaries and adverbs: what is neither content before it nor after it."""
    first, last = cue.index, cue.index + 1
    for index in reversed([i for i in cue.children if i < cue.index]):
        child = tokens[index]
        if child.dep not in LEADING or child.right < first - 1:
            break
        first = min(first, child.left)
    for index in (i for i in cue.children if i > cue.index):
        child = tokens[index]
        if child.dep in ("prt", "dative", "neg") or (child.dep in SUBJECTS and child.left <= last + 1):
            last = child.right
        elif child.dep != "punct":
            break
    return first, last


def contents(page: Page, cue: Token) -> list[Option]:
    """The options for the content of a cue: those of the parse, the rest of the sentence, quotations."""
    tokens, sentence = page.document.tokens, page.document.sentences[page.document.tokens[cue.index].sentence]
    if cue.text in (":", "―", "—"):
        found = _after_colon(page, cue, sentence)
    else:
        found = [*_children(tokens, cue), *_hosts(tokens, cue), *_around(page, cue, sentence), *_quoted(page, cue)]
    return merged(found)


def merged(found: list[Way]) -> list[Option]:
    """One option a stretch, with all ways that lead to it."""
    ways: dict[Ranges, list[str]] = {}
    for label, ranges in found:
        if ranges:
            ways.setdefault(ranges, []).append(label)
    return [Option(tuple(labels), ranges) for ranges, labels in ways.items()]


def by_label(options: list[Option]) -> dict[str, Option]:
    """The options by way; of two with the same way the earlier."""
    return {label: option for option in reversed(options) for label in option.labels}


def _after_colon(page: Page, cue: Token, sentence: Sentence) -> list[Way]:
    tokens = page.document.tokens
    section = sentence.last
    sentences = page.document.sentences
    for other in sentences[sentence.index + 1 :]:
        if other.section != sentence.section:
            break
        section = other.last
    found = [
        ("after", join(tokens, (cue.index + 1, sentence.last))),
        ("section", join(tokens, (cue.index + 1, section))),
    ]
    return found + [o for o in _quoted(page, cue) if o[0].startswith("quote>")]


def _children(tokens: tuple[Token, ...], cue: Token) -> list[Way]:
    """Children that may hold the content, and the stretch from each to the end of what the cue governs."""
    found: list[Way] = []
    last = cue.right
    after = [tokens[i] for i in cue.children if i > cue.index]
    core = next((c.left for c in after if c.dep in SIDE and c.left > cue.index + 1), last)
    started = False
    for index in cue.children:
        child = tokens[index]
        dep = child.dep
        if dep in ("punct", "aux", "auxpass", "neg", "prt", "det", "mark", "cc", "advmod", "expl", "amod", "compound"):
            continue
        side = "<" if index < cue.index else ">"
        name = f"{dep}:{child.lower}" if dep in ("prep", "agent") else dep
        part = join(tokens, (child.left, child.right))
        found.append((name + side, part))
        if side == ">" and dep not in SUBJECTS and dep not in ("dative", "agent", "conj", "npadvmod"):
            if core > child.left:
                found.append((f"{'first' if not started else dep}..core", join(tokens, (child.left, core))))
            found.append((f"{'first' if not started else dep}..end", join(tokens, (child.left, last))))
            started = True
        if dep == "prep":
            inner = [tokens[i] for i in child.children if tokens[i].dep in ("pobj", "pcomp")]
            if inner:
                found.append(("pobj:" + child.lower, join(tokens, (inner[0].left, child.right))))
        if dep in ("acomp", "attr", "dobj", "oprd"):
            for below in child.children:
                grand = tokens[below]
                if grand.dep in ("ccomp", "xcomp", "acl", "prep", "advcl", "relcl") and below > index:
                    found.append((f"{dep}>{grand.dep}", join(tokens, (grand.left, grand.right))))
        if dep == "nsubjpass":
            rest = next((c for c in after if c.dep in ("xcomp", "oprd", "ccomp")), None)
            if rest:
                found.append(("raised", join(tokens, (child.left, child.right), (rest.left, rest.right))))
    return found


def _hosts(tokens: tuple[Token, ...], cue: Token) -> list[Way]:
    """The clauses above the cue, less what the cue governs: 'X, according to Y', 'X, as Y announced'."""
    found: list[Way] = []
    part = cue
    own = cue
    for level in range(FEW):
        if part.head == part.index:
            break
        own = part if part.pos in ("ADP", "SCONJ", "ADV") or part is cue else own
        part = tokens[part.head]
        if part.pos in ("VERB", "AUX") or part.dep == "ROOT":
            ranges = join(tokens, (part.left, own.left), (own.right, part.right))
            found.append((f"host{min(level, 2)}", ranges))
            if part.dep in ("ccomp", "ROOT"):
                break
    return found


def _around(page: Page, cue: Token, sentence: Sentence) -> list[Way]:
    """What stands in the sentence before the cue's own clause and after it."""
    tokens = page.document.tokens
    first, last = clause(tokens, cue)
    before, after = (sentence.first, first), (last, sentence.last)
    return [
        ("before", join(tokens, before)),
        ("after", join(tokens, after)),
        ("both", join(tokens, before, after)),
        ("to-end", join(tokens, (cue.index + 1, sentence.last))),
        *((f"comma{n}", join(tokens, (sentence.first, at))) for n, at in enumerate(commas(page, cue))),
    ]


def commas(page: Page, cue: Token) -> list[int]:
    """The commas before a cue from which a name may reach to it, nearest first: 'Ten died, officials in Harsa said.'

    They stand where the parse took the source for a part of the content.
    """
    tokens, found = page.document.tokens, []
    first = page.document.sentences[cue.sentence].first
    for index in range(cue.index - 2, max(first, cue.index - REACH), -1):
        token = tokens[index]
        if token.tag in ("VBD", "VBZ", "VBP", "MD") or page.within[index] != page.within[cue.index]:
            break
        after = tokens[index + 1]
        if token.text == "," and (after.pos in ("NOUN", "PROPN", "DET", "ADJ", "PRON", "NUM") or foreign(after)):
            found.append(index)
    return found[:2]


def foreign(token: Token) -> bool:
    """Whether a word is a name that the tagger took for something else: 'ten died, Ombaka wrote'."""
    return token.text[0].isupper() and token.pos in ("ADV", "ADJ", "X", "INTJ")


def _quoted(page: Page, cue: Token) -> list[Way]:
    """The nearest quotation before the cue, the nearest after it, and both together."""
    quotations = page.quotations
    if page.within[cue.index] >= 0:
        return []
    before = next((q for q in reversed(quotations) if q.last <= cue.index), None)
    after = next((q for q in quotations if q.first > cue.index), None)
    before = before if before and near(page, cue, before) else None
    after = after if after and near(page, cue, after) else None
    found: list[Way] = []
    if before:
        found.append(("quote<", ((before.first, before.last),)))
    if after:
        found.append(("quote>", ((after.first, after.last),)))
        found.append(("quote>>", _paragraphs(page, after)))
    if before and after:
        found.append(("quote<>", ((before.first, before.last), (after.first, after.last))))
    return found


def near(page: Page, cue: Token, quotation: Quotation) -> bool:
    """Whether a quotation stands in the cue's sentence or touches it."""
    document = page.document
    sentence = document.sentences[cue.sentence]
    gap = sentence.first - quotation.last if quotation.last <= cue.index else quotation.first - sentence.last
    return gap <= 0


def _paragraphs(page: Page, quotation: Quotation) -> Ranges:
    """A quotation with those that open the paragraphs after it while its closing mark has not come."""
    ranges = [(quotation.first, quotation.last)]
    number = page.within[quotation.first]
    while not page.quotations[number].closed and number + 1 < len(page.quotations):
        follower = page.quotations[number + 1]
        if follower.first != ranges[-1][1]:
            break
        ranges.append((follower.first, follower.last))
        number += 1
    return tuple(ranges)
