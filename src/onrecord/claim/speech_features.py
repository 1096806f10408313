"""What the trained chooser looks at: features of a cue, of a stretch as its content, of a phrase as its source.

A feature is a short string of a name and a value; at most one lemma stands in it. The model knows features only by
their hashes. No name of a party is a feature: who speaks must not change what is heard.
"""

from onrecord.claim.speech_options import SUBJECTS, Option, Page, clause
from onrecord.model.document import SectionKind, Token
from onrecord.vocab.speech import load_speech

CUE_POS = frozenset(("VERB", "NOUN", "ADJ", "AUX", "ADV", "ADP", "SCONJ"))
COLONS = frozenset((":", "―", "—"))
HOLDING = frozenset(("ccomp", "xcomp", "dobj", "acl", "advcl", "acomp", "attr", "oprd", "relcl", "pobj", "nsubjpass"))
LENGTHS = (1, 2, 3, 5, 8, 12, 18, 27, 40, 60)
NAMED = frozenset(("GPE", "NORP", "ORG", "PERSON", "LOC", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"))
PARTIES = load_speech().parties
GRAMMAR = frozenset(("DET", "ADP", "SCONJ", "PRON", "PART", "PUNCT", "CCONJ", "AUX"))


def bucket(number: int) -> int:
    """The place of a count among `LENGTHS`."""
    for place, limit in enumerate(LENGTHS):
        if number <= limit:
            return place
    return len(LENGTHS)


def neutral(token: Token) -> str:
    """The lemma of a word, or of a name and of a word for a party only that it is one."""
    lemma = token.lemma.lower()
    if token.pos == "PROPN" or token.entity in NAMED or lemma in PARTIES:
        return "*"
    return lemma


def label(token: Token) -> str:
    """What kind of name a word is part of: the model that marks names is not sure enough of more."""
    return "N" if token.entity in NAMED else token.entity


def touched(page: Page, cue: Token) -> tuple[bool, bool]:
    """Whether a quotation ends just before the cue's own clause, and whether one starts just after it."""
    tokens, within = page.document.tokens, page.within
    first, last = clause(tokens, cue)
    while first > 0 and tokens[first - 1].text in ",-–—" and within[first - 1] < 0:
        first -= 1
    while last < len(tokens) and tokens[last].text in ",:.-–—" and within[last] < 0:
        last += 1
    return first > 0 and within[first - 1] >= 0, last < len(tokens) and within[last] >= 0


def cue_features(page: Page, cue: Token) -> list[str]:
    """What the cue looks like: its word, its place in the parse, its subject and what it governs."""
    tokens, index = page.document.tokens, cue.index
    sentence = page.document.sentences[cue.sentence]
    head = tokens[cue.head]
    lemma = cue.lemma.lower()
    found = [
        "bias",
        f"l={lemma}|{cue.pos}",
        f"w={cue.lower}|{cue.tag}",
        f"d={cue.dep}",
        f"t={cue.tag}|{cue.dep}",
        f"l={lemma}|d={cue.dep}",
        f"h={neutral(head) if cue.dep != 'ROOT' else ''}|{cue.dep}",
        f"hp={head.pos}|{cue.dep}",
        f"sec={page.document.sections[sentence.section].kind is SectionKind.PARAGRAPH}",
        f"len={bucket(sentence.last - sentence.first)}",
        f"at={bucket(index - sentence.first)}",
    ]
    before, after = touched(page, cue)
    inside = page.within[index] >= 0
    found.append(f"q={before:d}{after:d}{inside:d}")
    found.append(f"q={before:d}{after:d}{inside:d}|l={lemma}")
    if index + 1 < len(tokens):
        follower = tokens[index + 1]
        found.append(f"n={follower.tag}")
        if follower.pos in GRAMMAR:
            found.append(f"nw={follower.lower}")
            found.append(f"l={lemma}|nw={follower.lower}")
    if index:
        found.append(f"p={tokens[index - 1].tag}")
        if tokens[index - 1].pos in GRAMMAR:
            found.append(f"pw={tokens[index - 1].lower}")
    _child_features(tokens, cue, lemma, found)
    return found


def _child_features(tokens: tuple[Token, ...], cue: Token, lemma: str, found: list[str]) -> None:
    """Adds what the cue's children are."""
    subject = False
    for number in cue.children:
        child = tokens[number]
        dep = child.dep
        if dep in SUBJECTS:
            subject = True
            found.append(f"s={neutral(child)}")
            found.append(f"sp={dep}|{child.tag}|{label(child)}")
            found.append(f"l={lemma}|c={dep}")
        elif dep in HOLDING:
            side = "<" if number < cue.index else ">"
            found.append(f"c={dep}{side}")
            found.append(f"l={lemma}|c={dep}{side}")
            found.append(f"o={neutral(child)}|{dep}")
            found.append(f"ot={child.tag}|{dep}{label(child)}")
        elif dep in ("prep", "prt", "agent", "mark"):
            found.append(f"c={dep}:{child.lower}")
            found.append(f"l={lemma}|{dep}:{child.lower}")
        elif dep in ("aux", "auxpass", "neg"):
            found.append(f"a={child.lower}|{dep}")
        else:
            found.append(f"c={dep}")
    if not subject:
        found.append("s=")
        found.append(f"s=|d={cue.dep}")


def content_features(page: Page, cue: Token, option: Option, quoted: tuple[bool, bool]) -> list[str]:
    """What a stretch looks like as the content of the cue."""
    tokens, within = page.document.tokens, page.within
    lemma, ranges = cue.lemma.lower(), option.ranges
    first, last = ranges[0][0], ranges[-1][1]
    size = sum(b - a for a, b in ranges)
    marks = f"{quoted[0]:d}{quoted[1]:d}"
    opening, ending = tokens[first], tokens[last - 1]
    inside = (within[first] >= 0) + (within[last - 1] >= 0) * 2
    sentence = page.document.sentences[cue.sentence]
    side = "<" if last <= cue.index else ">" if first > cue.index else "o"
    gap = cue.index - last if side == "<" else first - cue.index - 1
    ends = (last >= sentence.last - 1) + (first == sentence.first) * 2 + (ending.sentence != opening.sentence) * 4
    joined = "+".join(option.labels)
    lead = opening.lower if opening.pos in GRAMMAR else opening.tag
    found = [
        f"L={joined}",
        f"z={bucket(size)}{side}",
        f"f={lead}|{side}",
        f"e={ends}{side}{len(ranges)}",
        f"i={inside}|{marks}|{len(ranges)}",
        f"i={inside}|l={lemma}",
        f"g={bucket(gap) if gap > 0 else gap}{side}",
        f"nx={tokens[last].tag if last < len(tokens) else ''}|{ending.tag}",
        f"l={lemma}|f={lead}",
    ]
    for way in option.labels:
        found += (f"L1={way}|l={lemma}", f"L1={way}|d={cue.dep}|{cue.pos}", f"L1={way}|q={marks}|{inside}")
    head = _head(tokens, ranges[0])
    found.append(f"ht={head.tag}|{head.dep}|{side}")
    found.append(f"hl={neutral(head)}")
    return found


def _head(tokens: tuple[Token, ...], part: tuple[int, int]) -> Token:
    """The token of a range that governs the others."""
    first, last = part
    token = tokens[first]
    while first <= token.head < last and token.head != token.index:
        token = tokens[token.head]
    return token


def source_features(page: Page, cue: Token, option: Option | None, content: Option) -> list[str]:
    """What a phrase, or its lack, looks like as the source of the cue with this content."""
    tokens, lemma = page.document.tokens, cue.lemma.lower()
    passive = any(tokens[i].dep in ("auxpass", "nsubjpass") for i in cue.children)
    content_way = content.labels[0]
    where = "<" if content.ranges[-1][1] <= cue.index else ">" if content.ranges[0][0] > cue.index else "o"
    if option is None:
        subject = any(tokens[i].dep in SUBJECTS for i in cue.children)
        return [
            "none",
            f"none|l={lemma}",
            f"none|d={cue.dep}|{cue.pos}",
            f"none|{passive:d}{subject:d}|{cue.dep}",
            f"none|w={content_way}",
            f"none|t={cue.tag}{passive:d}",
        ]
    first, last = option.ranges[0][0], option.ranges[-1][1]
    head = _head(tokens, option.ranges[0])
    shared = any(a < last and first < b for a, b in content.ranges)
    side = "<" if last <= cue.index else ">" if first > cue.index else "o"
    gap = bucket(cue.index - last if side == "<" else first - cue.index - 1)
    joined, named = "+".join(option.labels), label(head)
    found = [
        "some",
        f"S={joined}",
        f"S={joined}|l={lemma}",
        f"S={joined}|d={cue.dep}|{cue.pos}",
        f"x={shared:d}",
        f"x={shared:d}{side}{where}",
        f"g={gap}{side}",
        f"ht={head.tag}|{label(head)}",
        f"hl={neutral(head)}",
        f"z={bucket(last - first)}",
        f"q={page.within[first] >= 0:d}{page.within[cue.index] >= 0:d}{side}",
    ]
    for way in option.labels:
        found += (
            f"S1={way}",
            f"S1={way}|l={lemma}",
            f"S1={way}|{cue.pos}|{cue.dep}",
            f"S1={way}|p={passive:d}{shared:d}",
            f"S1={way}|w={content_way}",
            f"S1={way}|ht={head.tag}",
            f"S1={way}|he={named}",
            f"S1={way}|{where}",
        )
    return found
