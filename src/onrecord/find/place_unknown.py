"""Places that the words call a village, town or district and the gazetteer does not know: "the village of Ndoluma"."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.find.place_names import WIDE, is_capital
from onrecord.find.place_value import division
from onrecord.model.document import Document
from onrecord.model.mention import Place, PlacePrecision
from onrecord.vocab import Vocab
from onrecord.vocab.gazetteer import Entry, Feature
from onrecord.vocab.phrases import fold

REACH = 14  # tokens after the name in which "in X" or ", X" still holds it
CAPITAL = {  # nouns that are part of the name when written so
    *("Township", "Woreda", "Village", "District", "Town", "City", "Camp", "Square", "Checkpoint", "Prison"),
    *("Crossing", "Farms", "Mountains", "Neighbourhood", "Neighborhood", "Commune", "Airbase"),
}
WHERE = {"in", "at", "near", "around", "outside", "inside"}
LOCAL = {"GPE", "LOC", "FAC"}  # entity labels of places
INSIDE = {"in", "inside"}  # after these the model's "person" is a place that it does not know
TAKING = {  # whose object is a place, whatever else the model takes it for
    *("enter", "invade", "storm", "shell", "besiege", "overrun", "recapture", "liberate", "retake", "seize", "raze"),
    *("occupy", "bombard", "encircle"),
}
HELD = TAKING | {"capture", "take", "attack", "burn", "raid", "reach", "abandon", "leave", "lose", "bomb", "hold"}
LEADING = {"of", "from", "to", "on", "through"}  # before a place only where the words after it say that it is one
LOCALLY = {"local", "government", "refugee", "rural", "residential", "border"}  # between a name and its noun
LONGEST = 5  # words of a name
POINTS = {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"}
ABOUT = {"just", "some", "about", "around"}
UNITS = {"km", "kilometres", "kilometers", "miles"}
MANY = 3
TRUSTING = {"trust", "believe", "confidence", "faith", "interest", "belief", "interested", "hope", "disappointed"}
HOLDING = {"in", "of", "(", "on"}
FINE = {Feature.ADM1, Feature.ADM2, Feature.PLACE, Feature.SITE, Feature.AREA}


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that must name a place: tokens `first` to `last`, the words, and what is known of it."""

    first: int
    last: int
    said: str
    place: Place


def find_unknown(document: Document, vocab: Vocab, named: dict[int, Entry], taken: set[int]) -> list[Unknown]:
    """The unknown places in reading order. `named` are known places by first token, `taken` all tokens of names.

    Where the same sentence says what holds it, the place gets that division's point and precision, never its own.
    """
    runs = dict.fromkeys(run for at in range(len(document.tokens)) for run in _runs(document, vocab, at, taken))
    return [
        Unknown(first, last, said, _held(vocab, said, _holder(document, named, last)))
        for first, last in runs
        for said in (" ".join(document.span(first, last).quote(document.text).split()),)
    ]


def _runs(document: Document, vocab: Vocab, at: int, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitals after "the villages of" or before "village", each of a list by itself."""
    tokens, words = document.tokens, vocab.places
    sentence = document.sentences[tokens[at].sentence]
    begin = at + 1 if tokens[at].lower in WHERE | LEADING and tokens[at].tag in {"IN", "TO"} else at
    end = _run(document, vocab, begin, taken) if begin > at or _held_or_hit(document, at) else begin
    if end > begin:
        named = tokens[at].lower not in LEADING and _is_named(document, begin, end)
        if (named or _is_sited(document, vocab, taken, at, begin, end)) and tokens[begin].lower not in words.never:
            yield begin, end
        return
    noun = tokens[at].lower
    if noun in words.unknown | words.unknown_of:
        yield from _listed(document, vocab, at, taken)
    if noun in words.unknown and at > sentence.first and _ends_name(document, at):
        end = at
        while end > sentence.first and tokens[end - 1].lower in LOCALLY:
            end -= 1
        begin = end
        while begin > sentence.first and _part(document, vocab, begin - 1, taken):
            begin -= 1
        while begin < end and tokens[begin].text == "-":
            begin += 1
        if begin < end and not _common(vocab, document, begin, end, sentence.first):
            yield begin, end


def _listed(document: Document, vocab: Vocab, at: int, taken: set[int]) -> Iterator[tuple[int, int]]:
    """The runs after "the villages of", "villages like", "towns such as", one by one."""
    tokens, last = document.tokens, document.sentences[document.tokens[at].sentence].last
    after = [token.lower for token in tokens[at + 1 : at + 3]]
    if after[:1] not in (["of"], ["like"], ["including"]) and after != ["such", "as"]:
        return
    begin = at + (3 if after[0] == "such" else 2)
    while begin < last:
        end = _run(document, vocab, begin, taken)
        if end > begin and (tokens[end - 1].dep == "nsubj" or tokens[begin].text in vocab.places.demonyms):
            return  # "in the village of X, Smith said", "in the city of X, Iraqi troops"
        if end > begin and tokens[begin].lower not in vocab.places.never:
            yield begin, end
        elif begin not in taken and end == begin:
            return
        while end < last and (end in taken or tokens[end].lower in (",", "and", "or")):
            end += 1
        if end == begin or tokens[end - 1].lower not in (",", "and", "or"):
            return
        begin = end


def _ends_name(document: Document, at: int) -> bool:
    """Whether a noun may end a name: in small letters, or with a capital where no longer name goes on."""
    tokens = document.tokens
    goes_on = at + 1 < len(tokens) and tokens[at + 1].pos == "PROPN" and tokens[at + 1].text[0].isupper()
    return tokens[at].text.islower() or (tokens[at].text in CAPITAL and not goes_on)


def _held_or_hit(document: Document, at: int) -> bool:
    """Whether a name begins here that is the object of a verb: "stormed Qarabagh"."""
    token = document.tokens[at]
    opens = at == 0 or document.tokens[at - 1].pos not in {"PROPN", "DET", "ADJ"}
    name = token
    while name.dep == "compound" and name.head > name.index:
        name = document.tokens[name.head]
    return opens and token.pos == "PROPN" and name.dep == "dobj"


def _is_named(document: Document, first: int, last: int) -> bool:
    """Whether the model takes the whole run for a place: of "in Operation Dawn" or "in April" it does not."""
    labels = {document.tokens[at].entity for at in range(first, last) if document.tokens[at].text != "-"}
    return bool(labels) and labels <= LOCAL


def _is_sited(document: Document, vocab: Vocab, taken: set[int], at: int, first: int, last: int) -> bool:
    """Whether a run that the model takes for no place must be one: by the words after it, or before it."""
    tokens = document.tokens
    labels = {tokens[i].entity for i in range(first, last) if tokens[i].text != "-"}
    after = [token.lower for token in tokens[last : last + 6] if token.sentence == tokens[at].sentence]
    owns = last < len(tokens) and tokens[last].tag == "POS"
    if labels & {"DATE", "TIME", "NORP"} or owns:
        return False
    if first > at and _is_told_by(vocab, after):
        return True
    if tokens[at].lower in LEADING:
        return False
    if first == at and tokens[tokens[last - 1].head].lemma in HELD and _is_told_by(vocab, after):
        return True  # "seized Ardun, south of the lake"
    within = after[:1] == ["in"] and bool(taken & {last + 1, last + 2})  # "at a post in X in northern Y"
    if tokens[last - 1].lower in vocab.places.not_before:
        return False  # "at X School in Y"
    if within and first > at and labels <= {"", "PERSON"}:
        return True
    if labels != {"PERSON"} or _acts(document, vocab, first, last):
        return False
    above = tokens[tokens[last - 1].head]
    if first == at:
        return above.lemma in TAKING
    return above.index == at and above.lower in INSIDE and tokens[above.head].lemma not in TRUSTING


def _acts(document: Document, vocab: Vocab, first: int, last: int) -> bool:
    """Whether a name is a person's: one of the vocabulary's, or the subject of a verb elsewhere in the report."""
    family = document.tokens[last - 1].text
    acting = any(t.text == family and t.dep == "nsubj" and t.entity == "PERSON" for t in document.tokens)
    return acting or fold(document.span(first, last).quote(document.text)) in vocab.actors.persons


def _is_told_by(vocab: Vocab, after: list[str]) -> bool:
    """Whether the words after a name say what kind of place it is, or how far from another: ", a small town"."""
    if after[:1] != [","] or len(after) < MANY:
        return False
    kind = after[1] in {"a", "the", "an"} and bool(set(after[2:5]) & (vocab.places.unknown | vocab.places.unknown_of))
    number = 2 if after[1] in ABOUT else 1
    way = bool(set(after[number + 1 : number + 2]) & UNITS) and after[number][:1].isdigit()
    points = after[1] in POINTS or (after[1] in ABOUT and after[2] in POINTS)
    return kind or way or (points and "of" in after[2:4])


def _common(vocab: Vocab, document: Document, first: int, last: int, opens: int) -> bool:
    """Whether a run before "village" is no name: a word of every day, a nationality, a sentence's first word."""
    words, token = vocab.places, document.tokens[first]
    if document.tokens[last].lower == "camp" and document.tokens[last - 1].entity == "PERSON":
        return True  # a candidate's people
    everyday = last - first == 1 and (token.lower in words.never or token.text in words.demonyms)
    return everyday or token.lower in words.loose or (first == opens and token.pos != "PROPN") or token.tag == "DT"


def _part(document: Document, vocab: Vocab, at: int, taken: set[int]) -> bool:
    tokens = document.tokens
    token = tokens[at]
    opens = document.sentences[token.sentence].first == at
    article = token.lower in vocab.places.articles and at + 1 < len(tokens) and tokens[at + 1].text == "-"
    capital = is_capital(token) and not (opens and token.pos != "PROPN")
    return at not in taken and (capital or article or token.text == "-")


def _run(document: Document, vocab: Vocab, begin: int, taken: set[int]) -> int:
    """The token after the run of capitals that starts at `begin`; `begin` where none does."""
    if begin >= len(document.tokens) or document.tokens[begin].text == "-":
        return begin
    last, end = document.sentences[document.tokens[begin].sentence].last, begin
    while end < last and end - begin < LONGEST and _part(document, vocab, end, taken):
        end += 1
    return end if any(is_capital(token) for token in document.tokens[begin:end]) else begin


def _holder(document: Document, named: dict[int, Entry], last: int) -> Entry | None:
    """The first place that the same sentence names after "in", "of", a comma or a bracket."""
    tokens = document.tokens
    for at in range(last, min(last + REACH, len(tokens))):
        if tokens[at].sentence != tokens[last - 1].sentence:
            return None
        entry = named.get(at)
        between = [token.lower for token in tokens[last:at]]
        if entry and (HOLDING & set(between) or (between == [","] and entry.feature in WIDE)):
            return entry
    return _fronted(document, named, last)


def _fronted(document: Document, named: dict[int, Entry], last: int) -> Entry | None:
    """The region with which a sentence opens: "In Ituri, militiamen attacked the village of X"."""
    tokens = document.tokens
    first = document.sentences[tokens[last - 1].sentence].first
    opens = tokens[first].lower == "in" and first + 1 < last
    at = next((i for i in range(first + 1, min(first + MANY + 1, last)) if i in named), None) if opens else None
    return named[at] if at is not None and named[at].feature in WIDE | FINE else None


def _held(vocab: Vocab, said: str, holder: Entry | None) -> Place:
    """The place under its own name, with its holder's division and point; with nothing else where nothing holds it."""
    if holder is None or holder.country is None:
        return Place(said)
    above = vocab.gazetteer.get(holder.adm1) if holder.adm1 and holder.feature in FINE else None
    coarse = above or vocab.gazetteer.country(holder.country)
    if coarse is None:
        return Place(said)
    precision = PlacePrecision.ADM1 if above else PlacePrecision.COUNTRY
    return Place(said, holder.country, division(holder, vocab.gazetteer), coarse.lat, coarse.lon, None, precision)
