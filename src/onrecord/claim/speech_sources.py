"""Candidates for the source of a cue: its subject, agent, possessor, the subjects above it, and its neighbours."""

from onrecord.claim.speech_options import FEW, SUBJECTS, Option, Page, Way, commas, join, merged
from onrecord.model.document import Token


def sources(page: Page, cue: Token) -> list[Option]:
    """The options for the source of a cue: its subject, agent, possessor, and the subjects above it."""
    tokens = page.document.tokens
    found = [*_own_sources(tokens, cue), *_borrowed_sources(tokens, cue), *_neighbours(page, cue)]
    return merged(found)


def _own_sources(tokens: tuple[Token, ...], cue: Token) -> list[Way]:
    found: list[Way] = []
    for index in cue.children:
        child = tokens[index]
        if child.dep in SUBJECTS or child.dep in ("poss", "compound", "amod", "appos", "dobj", "nmod", "attr"):
            label = child.dep + ("<" if index < cue.index else ">")
            found.append((label, join(tokens, (child.left, child.right))))
        elif child.dep in ("agent", "prep", "dative"):
            found += [
                (f"{child.dep}:{child.lower}", join(tokens, (tokens[i].left, tokens[i].right)))
                for i in child.children
                if tokens[i].dep == "pobj"
            ]
            # 'according to': the second preposition governs the noun
            for i in child.children:
                if tokens[i].dep in ("prep", "pcomp"):
                    found += [
                        (f"{child.dep}:{child.lower}>", join(tokens, (tokens[j].left, tokens[j].right)))
                        for j in tokens[i].children
                        if tokens[j].dep == "pobj"
                    ]
        elif child.dep == "pobj":
            found.append(("pobj", join(tokens, (child.left, child.right))))
    return found


def _borrowed_sources(tokens: tuple[Token, ...], cue: Token) -> list[Way]:
    """Subjects of the verbs above, and the noun that a relative clause or participle describes."""
    found: list[Way] = []
    part = cue
    for level in range(FEW):
        if part.head == part.index:
            break
        below, part = part, tokens[part.head]
        way = below.dep if level == 0 else f"{level}{below.dep}"
        if below.dep in ("relcl", "acl", "appos") and part.pos in ("NOUN", "PROPN", "PRON"):
            found.append((f"noun^{way}", join(tokens, (part.left, below.left))))
        for index in part.children:
            child = tokens[index]
            if child.index != below.index and (child.dep in SUBJECTS or child.dep == "agent"):
                found.append((f"{child.dep}^{way}", join(tokens, (child.left, child.right))))
            elif child.dep == "poss" and part.pos in ("NOUN", "PROPN"):
                found.append((f"poss^{way}", join(tokens, (child.left, child.right))))
    return found


def _neighbours(page: Page, cue: Token) -> list[Way]:
    """The words just before and after the cue, for where the parse went wrong, and a headline's opening."""
    tokens = page.document.tokens
    sentence = page.document.sentences[cue.sentence]
    found = []
    if cue.text in (":", "―", "—"):
        found.append(("opening", join(tokens, (sentence.first, cue.index))))
    before = _phrase_ending(tokens, cue.index, sentence.first)
    after = _phrase_starting(tokens, cue.index + 1, sentence.last)
    found += [(f"comma{n}", join(tokens, (at + 1, cue.index))) for n, at in enumerate(commas(page, cue))]
    if before:
        found.append(("phrase<", join(tokens, before)))
    if after:
        found.append(("phrase>", join(tokens, after)))
    return found


def _phrase_ending(tokens: tuple[Token, ...], end: int, first: int) -> tuple[int, int] | None:
    """The noun phrase that ends just before a token, adverbs and auxiliaries passed over."""
    at = end - 1
    while at >= first and tokens[at].pos in ("AUX", "ADV", "PART"):
        at -= 1
    if at < first or tokens[at].pos not in ("NOUN", "PROPN", "PRON"):
        return None
    head = tokens[at]
    while head.head < head.index and tokens[head.head].pos in ("NOUN", "PROPN") and tokens[head.head].index >= first:
        head = tokens[head.head]
    return (max(head.left, first), at + 1)


def _phrase_starting(tokens: tuple[Token, ...], start: int, last: int) -> tuple[int, int] | None:
    """The noun phrase that starts at a token."""
    if start >= last or tokens[start].pos not in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"):
        return None
    head = tokens[start]
    while head.head > head.index and head.head < last and tokens[head.head].pos in ("NOUN", "PROPN"):
        head = tokens[head.head]
    return (start, min(head.right, last)) if head.pos in ("NOUN", "PROPN", "PRON") else None
