"""Bare nouns that mean a place named before: "the peninsula", "the capital", "the city"."""

from collections import Counter
from dataclasses import dataclass

from onrecord.find.place_area import measured
from onrecord.model.document import Document
from onrecord.vocab import Vocab
from onrecord.vocab.gazetteer import Entry, Feature

FEATURES = {
    "area": (Feature.AREA,),
    "place": (Feature.PLACE,),
    "adm1": (Feature.ADM1,),
    "adm2": (Feature.ADM2,),
    "country": (Feature.COUNTRY,),
    "site": (Feature.SITE,),
}
# of weight, about the logarithm of the people: nobody calls a city of a million a village
SIZES = {"village": (0.0, 4.9), "hamlet": (0.0, 4.9), "settlement": (0.0, 5.0), "town": (0.0, 5.8), "city": (4.3, 9.0)}
REACH = 12  # sentences: farther back a bare noun means something else more often than not


@dataclass(frozen=True, slots=True)
class Back:
    """A bare noun: its tokens `first` to `last`, and the place it goes back to."""

    first: int
    last: int
    entry: Entry


def find_back(document: Document, vocab: Vocab, named: list[tuple[int, Entry]], taken: set[int]) -> list[Back]:
    """The bare nouns of places. `named` are the resolved names in reading order, by token; `taken` their tokens."""
    found = []
    for token in document.tokens:
        kinds = vocab.places.back.get(token.lower)
        before = document.tokens[token.index - 1].lower if token.index else ""
        if (
            kinds
            and before in vocab.places.back_before
            and token.index not in taken
            and _bare(document, token.index, taken)
        ):
            near = [
                (at, entry) for at, entry in named
                if at < token.index and token.sentence - document.tokens[at].sentence <= REACH
                and not measured(document, vocab.places, at)
            ]  # fmt: skip
            entry = _meant(vocab, token.lower, kinds, near)
            if entry:
                found.append(Back(token.index - 1, token.index + 1, entry))
    return found


def _bare(document: Document, at: int, taken: set[int]) -> bool:
    """Whether nothing names the place right after: not "the city of Goma", "the capital, Kyiv", "the city centre"."""
    following = document.tokens[at + 1 : at + 4]
    if not following:
        return True
    if following[0].lower == "of" or following[0].index in taken or following[0].tag in ("NN", "NNP", "NNS", "CD"):
        return False
    return not (following[0].text == "," and len(following) > 1 and following[1].index in taken)


def _meant(vocab: Vocab, noun: str, kinds: tuple[str, ...], near: list[tuple[int, Entry]]) -> Entry | None:
    """The nearest place before that the noun fits: a peninsula for "the peninsula" before any other area."""
    if kinds == ("capital",):
        return _capital(vocab, near)
    if kinds == ("country",):
        return _country(vocab, near)
    for _, entry in reversed(near):
        if _called(vocab, entry, noun):
            return entry
    features = [feature for kind in kinds for feature in FEATURES[kind]]
    least, most = SIZES.get(noun, (0.0, 9.0))
    fitting = (entry for _, entry in reversed(near) if entry.feature in features)
    return next((entry for entry in fitting if entry.feature != Feature.PLACE or least <= entry.weight < most), None)


def _country(vocab: Vocab, near: list[tuple[int, Entry]]) -> Entry | None:
    """The state of which the report has spoken most so far, the last of these where several are level."""
    spoken = Counter(entry.country for _, entry in near if entry.country)
    most = max(spoken.values(), default=0)
    last = next((entry.country for _, entry in reversed(near) if entry.country and spoken[entry.country] == most), None)
    return vocab.gazetteer.country(last) if last else None


def _called(vocab: Vocab, entry: Entry, noun: str) -> bool:
    """Whether the gazetteer knows the place by the noun: Gaza as "Gaza Strip"."""
    if entry.feature not in (Feature.AREA, Feature.SEA, Feature.SITE):
        return False
    if noun in entry.name.lower():
        return True
    return any(known.id == entry.id for known in vocab.gazetteer.lookup(f"{entry.name} {noun}"))


def _capital(vocab: Vocab, near: list[tuple[int, Entry]]) -> Entry | None:
    """The capital of the state most spoken of."""
    state = _country(vocab, near)
    country = state.country if state else None
    name = vocab.places.capitals.get(country or "")
    if not name:
        return None
    towns = [e for e in vocab.gazetteer.lookup(name) if e.country == country and e.feature == Feature.PLACE]
    return towns[0] if towns else None
