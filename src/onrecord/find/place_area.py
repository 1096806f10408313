"""Words around a name that change what is meant: "southern Lebanon", "30 km west of Mosul", "off Hodeidah"."""

import math
from dataclasses import dataclass, replace

from onrecord.model.document import Document
from onrecord.model.mention import Place, PlacePrecision
from onrecord.vocab.place_words import PlaceWords

KM = 111.2  # a degree of latitude
MILE = 1.609
PART = {
    PlacePrecision.COUNTRY: PlacePrecision.AREA,
    PlacePrecision.SITE: PlacePrecision.SITE,
    PlacePrecision.PLACE: PlacePrecision.PLACE,
}
NOT_ABOVE = {
    "take",
    "hand",
    "win",
    "control",
    "dispute",
    "conflict",
    "war",
    "talk",
    "fight",
    "battle",
    "rule",
    "sovereignty",
}
MEASURE = 9  # words: "110 kilometers (68 miles) northwest of the city of X"
NUMBER = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "dozen": 12}


@dataclass(frozen=True, slots=True)
class Area:
    """A place with the words around it: tokens `first` to `last`, the token that governs them, the value."""

    first: int
    last: int
    head: int
    place: Place


def widened(document: Document, words: PlaceWords, area: Area, spread: float) -> Area:
    """The area with the words to its left and right that belong to it.

    `spread` is how far, in degrees, the towns of the place lie from its centre.
    """
    area = _after(document, words, area, spread)
    area = _directed(document, words, area, spread)
    area = _part(document, words, area, spread)
    return _near(document, words, area)


def _after(document: Document, words: PlaceWords, area: Area, spread: float) -> Area:
    """ "Ukraine's south", "the Kharkiv area", "the Pokrovsk sector"."""
    tokens = document.tokens
    at = area.last
    if (
        at < len(tokens)
        and words.regions.get(tokens[at].lower) == "near"
        and tokens[at].sentence == tokens[area.first].sentence
    ):
        return replace(
            area, last=at + 1, head=at, place=replace(area.place, precision=_coarser(area.place, PlacePrecision.NEAR))
        )
    if at + 1 < len(tokens) and tokens[at].lower in ("'s", "’s") and tokens[at].sentence == tokens[area.first].sentence:
        moved = words.directions.get(tokens[at + 1].lower)
        noun = tokens[at + 1].pos == "NOUN" and tokens[at + 1].dep != "compound"
        if moved and noun:
            return replace(area, last=at + 2, head=at + 1, place=_moved(document, area, moved, spread, at + 2))
    return area


def _directed(document: Document, words: PlaceWords, area: Area, spread: float) -> Area:
    """ "southern Lebanon", "central and southern Gaza", "Russian-occupied Donetsk"."""
    first, moves = area.first, []
    sentence = document.sentences[document.tokens[area.first].sentence]
    while first > sentence.first:
        start, word = _word(document, first - 1, sentence.first)
        if word in words.directions:
            moves.append(words.directions[word])
        elif word in ("and", "or", "-") and moves and _word(document, first - 2, sentence.first)[1] in words.directions:
            start = first - 1
        elif word not in words.qualifiers and not _held(word):
            break
        first = start
    if first == area.first:
        return area
    if not moves:
        return replace(area, first=first)
    moved = (sum(north for north, _ in moves) / len(moves), sum(east for _, east in moves) / len(moves))
    widened = replace(area, first=first)
    return replace(widened, place=_moved(document, widened, moved, spread, area.last))


def _held(word: str) -> bool:
    """ "Russian-held", "rebel-controlled", "army-run": which side holds the place."""
    return word.endswith(("-held", "-controlled", "-occupied", "-run", "-administered", "-annexed", "-besieged"))


def _word(document: Document, at: int, first: int) -> tuple[int, str]:
    """The word that ends at a token, with its hyphens: "south-eastern" is three tokens."""
    start = at
    while (
        start - 2 >= first
        and document.tokens[start - 1].text == "-"
        and document.tokens[start - 1].end == document.tokens[start].start
    ):
        start -= 2
    text = document.span(start, at + 1).quote(document.text).lower()
    return start, text.replace("-", "") if text.startswith(("north-", "south-")) else text


def _part(document: Document, words: PlaceWords, area: Area, spread: float) -> Area:
    """ "the eastern half of Ukraine", "the south of the country", "the outskirts of Goma"."""
    tokens, sentence = document.tokens, document.sentences[document.tokens[area.first].sentence]
    at = area.first - 1
    if at >= sentence.first and tokens[at].lower == "the":
        at -= 1
    if at - 1 < sentence.first or tokens[at].lower != "of":
        return area
    noun = at - 1
    kind = words.parts.get(tokens[noun].lower)
    direction = (
        words.directions.get(tokens[noun].lower) if tokens[noun].pos in ("NOUN", "PROPN", "ADV", "ADJ") else None
    )
    if direction and not measured(document, words, noun):
        start = noun - 1 if noun > sentence.first and tokens[noun - 1].lower == "the" else noun
        wider = replace(area, first=start, head=noun)
        fine = area.place.precision in (PlacePrecision.PLACE, PlacePrecision.SITE)
        if start == noun and fine:  # "west of Khan Younis" is outside it, "the west of the city" inside
            return replace(wider, place=replace(area.place, precision=PlacePrecision.NEAR))
        return replace(wider, place=_moved(document, wider, direction, spread, area.last))
    if kind is None:
        return area
    start, moves = noun, (0.0, 0.0)
    while start > sentence.first:
        begin, word = _word(document, start - 1, sentence.first)
        if word not in words.directions and word not in ("the", "whole", "entire", "large", "and"):
            break
        moves = words.directions.get(word, moves)
        start = begin
    wider = replace(area, first=start, head=noun)
    if kind == "near":
        return replace(wider, place=replace(area.place, precision=_coarser(area.place, PlacePrecision.NEAR)))
    if start == noun or all(tokens[i].lower not in words.directions for i in range(start, noun)):
        return area
    return replace(wider, place=_moved(document, wider, moves, spread, area.last))


def _moved(document: Document, area: Area, moved: tuple[float, float], spread: float, last: int) -> Place:
    """The part of a place on one side of its centre. Its own number and pin are not those of the whole."""
    place, precision = area.place, area.place.precision
    if place.lat is None or place.lon is None or precision is PlacePrecision.INTERNATIONAL:
        return place
    name = document.span(area.first, last).quote(document.text)
    narrow = precision in (PlacePrecision.PLACE, PlacePrecision.SITE, PlacePrecision.NEAR)
    return Place(
        place.name if narrow else " ".join(name.split()),
        place.country,
        place.adm1,
        round(place.lat + moved[0] * spread, 4),
        round(place.lon + moved[1] * spread, 4),
        place.geonameid if narrow else None,
        PART.get(precision, precision) if precision else None,
    )


def _near(document: Document, words: PlaceWords, area: Area) -> Area:
    """ "near Sevastopol", "30 km west of Mosul", "over the Black Sea", "off the coast of Yemen"."""
    tokens, sentence = document.tokens, document.sentences[document.tokens[area.first].sentence]
    at = area.first
    if at > sentence.first and tokens[at - 1].lower == "the":
        at -= 1
    far = _off(document, words, area, _before_kind(document, words, at, sentence.first))
    if far:
        return far
    for phrase in words.near:
        if _ends_with(document, at, phrase, sentence.first):
            precision = _coarser(area.place, PlacePrecision.NEAR)
            return replace(area, first=at - len(phrase), place=replace(area.place, precision=precision))
    for phrase in words.over:
        if _ends_with(document, at, phrase, sentence.first) and not _taken_over(document, at - len(phrase)):
            return _over(area, at - len(phrase), phrase)
    return area


def _before_kind(document: Document, words: PlaceWords, at: int, first: int) -> int:
    """The token before "the city of", where that stands before a name, else the name's own."""
    tokens = document.tokens
    if at - 2 < first or tokens[at - 1].lower != "of" or words.kinds.get(tokens[at - 2].lower) is None:
        return at
    return at - 3 if at - 3 > first and tokens[at - 3].lower == "the" else at - 2


def _taken_over(document: Document, at: int) -> bool:
    """ "took over the capital", "control over the city": no air above it."""
    return at > 0 and document.tokens[at - 1].lemma.lower() in NOT_ABOVE


def _over(area: Area, first: int, phrase: tuple[str, ...]) -> Area:
    """Air and water: over a sea is the sea; off a coast or a port is open water or near it."""
    precision = area.place.precision
    if precision is PlacePrecision.INTERNATIONAL:
        return replace(area, first=first)
    if phrase[0] in ("off", "in", "along") and "sk" not in " ".join(phrase) and "air" not in " ".join(phrase):
        wide = precision in (PlacePrecision.COUNTRY, PlacePrecision.AREA, PlacePrecision.ADM1)
        offshore = PlacePrecision.INTERNATIONAL if wide else PlacePrecision.NEAR
        return replace(area, first=first, place=replace(area.place, precision=offshore))
    return replace(area, first=first)


def _ends_with(document: Document, at: int, phrase: tuple[str, ...], first: int) -> bool:
    start = at - len(phrase)
    return start >= first and all(document.tokens[start + n].lower == word for n, word in enumerate(phrase))


def _coarser(place: Place, wanted: PlacePrecision) -> PlacePrecision | None:
    """Near a town or site is `near`; near a region or state is no finer than these."""
    return wanted if place.precision in (PlacePrecision.PLACE, PlacePrecision.SITE) else place.precision


def measured(document: Document, words: PlaceWords, at: int) -> bool:
    """Whether a unit of length stands shortly before: "30 km (19 miles) south of". What is there is elsewhere."""
    return any(document.tokens[i].lower in words.distance for i in range(max(0, at - MEASURE), at))


def _off(document: Document, words: PlaceWords, area: Area, at: int) -> Area | None:
    """ "about 30 km (19 miles) west of Mosul", "10 kilometres from the front line"."""
    tokens = document.tokens
    if at < 2 or tokens[at - 1].lower not in ("of", "from"):
        return None
    _, direction = _word(document, at - 2, 0)
    moved = words.directions.get(direction)
    from_ = tokens[at - 1].lower == "from"
    unit = at - 2 if from_ else at - 3
    if not from_ and moved is None:
        return None
    start = _opening(document, words, unit)
    if start is None or area.place.lat is None or area.place.lon is None:
        return None
    number, begin = start
    if tokens[begin].sentence != tokens[area.first].sentence:
        return None
    north, east = moved or (0.0, 0.0)
    scale = number / max(math.hypot(north, east), 1e-9) if moved else 0.0
    lat = area.place.lat + north * scale / KM
    lon = area.place.lon + east * scale / (KM * max(0.1, math.cos(math.radians(area.place.lat))))
    fine = area.place.precision in (PlacePrecision.PLACE, PlacePrecision.SITE, PlacePrecision.NEAR)
    precision = PlacePrecision.NEAR if fine else area.place.precision
    return replace(
        area, first=begin, place=replace(area.place, lat=round(lat, 4), lon=round(lon, 4), precision=precision)
    )


def _opening(document: Document, words: PlaceWords, unit: int) -> tuple[float, int] | None:
    """The kilometres before a direction and the token where they begin; the first number where two units are given."""
    tokens, found = document.tokens, None
    at = unit
    while at > 0 and unit - at < 9:
        token = tokens[at]
        if token.lower in words.distance and at > 0:
            number = _number(tokens[at - 1].text)
            if number is not None:
                mile = token.lower.startswith("mi")
                found = (number * (MILE if mile else 1.0), at - 1)
                at -= 1
        elif token.text not in ("(", ")", "/", ",", "to", "the", "-") and token.lower not in ("or", "about"):
            break
        at -= 1
    return found


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return NUMBER.get(text.lower())
