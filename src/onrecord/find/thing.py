"""Things: equipment, people, facilities and goods, by the nouns and designations that name them.

How it reads: words of the tables are found in one pass (`_hits`), those that touch make one name (`_groups`:
"Marder" + "armored personnel carriers"), the name takes in what stands before it and says its kind
(`find/thing_phrase.py`: "short-range"), and the whole is valued (`_value`).
"""

from collections.abc import Iterator

from onrecord.find.thing_phrase import Hit, Names, Scene, category_of, extended, makes_name, unknown
from onrecord.find.thing_ship import find_ships
from onrecord.model.document import Document, Token
from onrecord.model.mention import Kind, Mention, Thing
from onrecord.model.report import Issue
from onrecord.vocab import Vocab
from onrecord.vocab.thing import FACILITY, GOODS, IGNORED, NOT_EQUIPMENT, PEOPLE, Term, ThingWords

AIRCRAFT = "Aircraft"
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
FELLED = frozenset(
    {"dead", "wounded", "injured", "missing", "displaced", "elderly", "deceased"}
)  # people only as nouns
BETWEEN = 5  # tokens: "surface-to-air"
KINDS = frozenset({"-type", "-style", "-class", "class", "type", "-series", "series"})
LEADS = frozenset({"the", "of", "its", "their", "our", "his", "more", "other", "many", "several"})


def find_things(
    document: Document, vocab: Vocab, found: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], tuple[Issue, ...]]:
    """Mentions of equipment, people, facilities and goods, in reading order. `head` is the noun's own token."""
    words, tokens = vocab.things, document.tokens
    names = Names.of(document, found)
    scene = Scene(document, words, names)
    ships = find_ships(document, words, names)
    hits = _meant(tokens, sorted((*_hits(document, words, names), *ships), key=lambda hit: hit.first))
    mentions = []
    for group in _groups(tokens, words, hits):
        last = group[-1].term.category
        if last != IGNORED and not _bare(group) and not _modifies(tokens, group[-1], words):
            mentions.append(_mention(scene, group))
    return tuple(mentions), ()


def _meant(tokens: tuple[Token, ...], hits: list[Hit]) -> list[Hit]:
    """The hits, two words read by what the report says of them: "F-16 fighters", "the bomber" of a suicide attack."""
    suicide = any(tokens[hit.first].lower == "suicide" and hit.term.category == PEOPLE for hit in hits)
    meant: list[Hit] = []
    for hit in hits:
        word = tokens[hit.first].lower
        before = meant[-1] if meant and meant[-1].last == hit.first else None
        if word in ("fighter", "fighters") and before and before.term.designation and before.term.category == AIRCRAFT:
            hit = Hit(hit.first, hit.last, Term(None, "", AIRCRAFT))
        elif suicide and word in ("bomber", "bombers") and hit.last == hit.first + 1:
            hit = Hit(hit.first, hit.last, Term(None, "", PEOPLE))
        meant.append(hit)
    return meant


def _bare(group: list[Hit]) -> bool:
    """Whether a group is but a noun that needs a design's name beside it."""
    return all(hit.term.careful and hit.term.designation is None for hit in group)


def _hits(document: Document, words: ThingWords, names: Names) -> Iterator[Hit]:
    """The words of the tables that the text holds, less those that mean something else where they stand."""
    tokens = document.tokens
    starts = {token.start: token.index for token in tokens}
    ends = {token.end: token.index + 1 for token in tokens}
    for span, terms in words.phrases.find(document.text):
        first, last = starts.get(span.start), ends.get(span.end)
        if first is None or last is None:
            continue
        hit = Hit(first, last, terms[0])
        if terms[0].category == IGNORED or _fits(tokens, hit, names):
            yield hit
    yield from unknown(document, words, starts)


def _fits(tokens: tuple[Token, ...], hit: Hit, names: Names) -> bool:
    """Whether a phrase of the tables is meant as such here."""
    first, term = tokens[hit.first], hit.term
    if term.loud and not first.text[:2].isupper():
        return False
    if term.designation is not None:
        return _is_designation(tokens, hit, names)
    if term.folk:
        return _is_folk(tokens, hit)
    if hit.last - hit.first > 1:
        titled = term.category in NOT_EQUIPMENT and _in_a_title(tokens, hit, names)
        return not _hyphened(tokens, hit) and not titled
    if first.lower in FELLED:
        return _is_nominal(tokens, hit.first)
    if not _is_noun(tokens, hit) or _hyphened(tokens, hit):
        return False
    return term.category not in NOT_EQUIPMENT or not _in_a_title(tokens, hit, names)


def _is_noun(tokens: tuple[Token, ...], hit: Hit) -> bool:
    """Whether a word stands as a noun. The model takes some nouns of war for adjectives ("a 50 kg warhead")."""
    token = tokens[hit.first]
    if token.tag in NOUNS:
        return True
    after = tokens[hit.last] if hit.last < len(tokens) else None
    ends = after is None or after.tag not in ("NN", "NNS", "JJ", "HYPH")
    return token.tag == "JJ" and hit.term.category not in (PEOPLE, FACILITY, GOODS) and ends


def _is_designation(tokens: tuple[Token, ...], hit: Hit, names: Names) -> bool:
    """A design's name has a capital or a digit; one that is also a common word must stand beside a noun of its kind."""
    first, term = tokens[hit.first], hit.term
    if not (first.text[0].isupper() or any(char.isdigit() for char in first.text)):
        return False
    if "-" not in first.text and hit.last - hit.first == 1 and first.text.isalpha() and names.person(hit.first):
        return makes_name(tokens, hit)
    return not term.careful or makes_name(tokens, hit)


def _is_folk(tokens: tuple[Token, ...], hit: Hit) -> bool:
    """People by their state: "Palestinians", "a Tanzanian"; an adjective before a noun is none."""
    last = tokens[hit.last - 1]
    after = tokens[hit.last] if hit.last < len(tokens) else None
    if after is not None and after.sentence == last.sentence and (after.tag in NOUNS or after.text == "-"):
        return False
    if last.text.endswith("s") and last.text[-2:] not in ("ss", "is"):
        return last.tag not in ("JJ", "VBZ")
    before = tokens[hit.first - 1] if hit.first else None
    one = before is not None and before.lower in ("a", "an", "one", "another")
    return one and last.tag in NOUNS


def _is_nominal(tokens: tuple[Token, ...], at: int) -> bool:
    """ "the wounded", "37 of the wounded", "the number of dead": no noun follows and something determines it."""
    token = tokens[at]
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].sentence == token.sentence else None
    joined = before is not None and before.lower in ("and", "or") and tokens[at - 2].lower in FELLED
    if (
        before is None
        or (before.lower not in LEADS and not joined)
        or (after is not None and after.tag in (*NOUNS, "JJ", "HYPH", "CD", "DT", "RB", "JJR"))
    ):
        return False
    return token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "appos", "ROOT")


def _hyphened(tokens: tuple[Token, ...], hit: Hit) -> bool:
    """Whether the word is the first part of a compound: "tank-busting", "drone-filled"."""
    if hit.last + 1 >= len(tokens):
        return False
    joint, after = tokens[hit.last], tokens[hit.last + 1]
    glued = joint.start == tokens[hit.last - 1].end and after.start == joint.end
    return glued and joint.text == "-" and after.text[0].isalpha()


def _in_a_title(tokens: tuple[Token, ...], hit: Hit, names: Names) -> bool:
    """Whether a capitalised common noun is part of an organisation's or a person's name."""
    token = tokens[hit.first]
    if not token.text[0].isupper() or token.text.isupper():
        return False
    before = tokens[hit.first - 1] if hit.first else None
    after = tokens[hit.last] if hit.last < len(tokens) else None
    opens = before is None or before.sentence != token.sentence or before.text in '"“'
    follows = (
        after is not None and after.sentence == token.sentence and (after.tag == "NNP" or after.lower in ("of", "for"))
    )
    if hit.term.category == PEOPLE:
        return not opens or bool(follows and after is not None and after.tag == "NNP")
    if hit.term.category == FACILITY:  # "Port Sudan" is a town
        return names.actor(hit.first) or (after is not None and after.tag == "NNP" and bool(follows))
    beside = not opens and before is not None and before.text[0].isupper()
    return names.actor(hit.first) or beside or (follows and after is not None and after.tag == "NNP")


def _groups(tokens: tuple[Token, ...], words: ThingWords, hits: list[Hit]) -> Iterator[list[Hit]]:
    """Hits that touch name one thing: a design and its kind, or a compound whose last noun governs."""
    group: list[Hit] = []
    for hit in hits:
        if group and hit.first < group[-1].last:
            continue
        if group and _joins(tokens, words, group[-1], hit):
            group.append(hit)
            continue
        if group:
            yield group
        group = [hit]
    if group:
        yield group


def _joins(tokens: tuple[Token, ...], words: ThingWords, left: Hit, right: Hit) -> bool:
    """Whether two names stand side by side in one noun phrase."""
    before, after = tokens[left.last - 1], tokens[right.first]
    glued = right.first == left.last or _kind_between(tokens, words, left, right)
    if not glued or before.sentence != after.sentence or IGNORED in (left.term.category, right.term.category):
        return False
    if left.term.designation or right.term.designation:
        return PEOPLE not in (left.term.category, right.term.category)
    return before.tag != "NNS" or right.term.category not in (PEOPLE,)


def _kind_between(tokens: tuple[Token, ...], words: ThingWords, left: Hit, right: Hit) -> bool:
    """ "Shahed-type drones", "AT4 anti-armor systems": what stands between says only of what kind it is."""
    if left.term.designation is None or not left.last < right.first <= left.last + BETWEEN:
        return False
    said = "".join(token.lower for token in tokens[left.last : right.first])
    return said in KINDS or said in words.modifiers or ("-" in said and said.rpartition("-")[2] in words.endings)


def _modifies(tokens: tuple[Token, ...], hit: Hit, words: ThingWords) -> bool:
    """Whether the name only describes a following noun ("hospital director"), not one that uses it ("drone strike")."""
    last = hit.last
    if last >= len(tokens):
        return False
    head, after = tokens[last - 1], tokens[last]
    tags = ("NN", "NNS", "NNP", "NNPS") if hit.term.category == PEOPLE and head.tag != "NNS" else ("NN", "NNS")
    if after.sentence != head.sentence or after.tag not in tags or after.start > head.end + 1:
        return False
    if words.singular(after.lower) in words.acts or after.lemma in words.acts:
        return False
    return head.dep in ("compound", "nmod", "amod", "nummod") and head.head >= last


def _mention(scene: Scene, group: list[Hit]) -> Mention:
    """The mention of one group, with the modifiers before it."""
    first, last = extended(scene, group), group[-1].last
    span, head = scene.document.span(first, last), last - 1
    if group[-1].term.designation is not None and len(group) > 1:
        governor = scene.document.head_of(span)
        head = governor if governor is not None and governor < last else last - 1
    return Mention(Kind.THING, span, _value(scene, first, group), head)


def _value(scene: Scene, first: int, group: list[Hit]) -> Thing:
    """Designation as it is said, description in the words said (or the table's, where they say less), category."""
    document, words = scene.document, scene.words
    named = next((hit for hit in group if hit.term.designation is not None), None)
    nouns = [hit for hit in reversed(group) if hit.term.designation is None]
    noun = next((hit for hit in nouns if not hit.term.careful), nouns[0] if nouns else None)
    if named is not None and noun is None:
        return Thing(named.said(document, words), named.term.description, named.term.category)
    assert noun is not None
    if named is None:
        designation = scene.names.designation(document, words, first, group)
        return Thing(designation, _described(scene, first, group, noun), noun.term.category)
    said = words.singular(noun.quote(document))
    category = category_of(named, noun, said in words.fired)
    return Thing(named.said(document, words), _told(named, noun, said, words), category)


def _told(named: Hit, noun: Hit, said: str, words: ThingWords) -> str:
    """What a known design is: the words said, unless they say less than the table."""
    if said == "missile" and named.term.category == "Air defence systems":
        return "surface-to-air missile"
    return named.term.description if said in words.bare and named.term.description else _written(noun, said)


def _described(scene: Scene, first: int, group: list[Hit], noun: Hit) -> str:
    """The words said for a thing without a known design, its modifiers included."""
    document, words = scene.document, scene.words
    if noun.term.category == PEOPLE:
        said = noun.quote(document)
        return _folk_name(words, said) if noun.term.folk else _written(noun, words.singular(said))
    if first == noun.first and noun is group[-1]:
        return _written(noun, words.singular(noun.quote(document)))
    start = scene.names.described_from(document, first, noun.last)
    return words.singular(document.span(start, group[-1].last).quote(document.text))


def _folk_name(words: ThingWords, said: str) -> str:
    """People by their state keep their capitals: "South Africans" is South African."""
    return said[:-1] if words.singular(said) != said.lower() else said


def _written(noun: Hit, said: str) -> str:
    """An abbreviation is written out."""
    return noun.term.description or said
