"""Places in invented sentences about many conflicts: the words, the state, the precision, and where on the map."""

import math
from pathlib import Path

import pytest
import yaml

from onrecord.find.place import find_places
from onrecord.gather import make_report
from onrecord.model.mention import Mention, Place
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab import Vocab, load_vocab
from onrecord.vocab.gazetteer import default_path

KM = 111.2
CLOSE = 60.0  # km


@pytest.fixture(scope="module")
def reader() -> tuple[Parser, Vocab]:
    return Parser(), load_vocab(default_path())


def places(reader: tuple[Parser, Vocab], text: str) -> dict[str, Mention]:
    """Mentions by their words."""
    document = read_document(make_report(text), reader[0])
    mentions, _ = find_places(document, reader[1], ())
    return {mention.span.quote(text): mention for mention in mentions}


def kilometres(place: Place, lat: float, lon: float) -> float:
    assert place.lat is not None
    assert place.lon is not None
    return KM * math.hypot(place.lat - lat, (place.lon - lon) * math.cos(math.radians(lat)))


CASES = yaml.safe_load((Path(__file__).parent / "place_sentences.yaml").read_text(encoding="utf-8"))
ROWS = [(case["text"], *place[:3], place[3:]) for case in CASES for place in case["places"]]


@pytest.mark.parametrize(("text", "quote", "country", "precision", "point"), ROWS)
def test_place_is_found_with_state_precision_and_point(reader, text, quote, country, precision, point):
    found = places(reader, text)
    assert quote in found, f"{quote!r} is not among {sorted(found)}"
    place = found[quote].value
    assert isinstance(place, Place)
    assert (place.country, place.precision) == (country, precision)
    if point:
        assert kilometres(place, *point) < CLOSE
