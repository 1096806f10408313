"""Places in invented sentences about many conflicts: the words, the state, the precision, and where on the map."""

import math
from pathlib import Path

import pytest
import yaml

from onrecord.find.place import find_places
from onrecord.gather import make_report
from onrecord.model.mention import Mention, Place
from onrecord.model.span import Basis
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


CONTEXT = [
    ("Drones flew over Crimea. Debris fell on the peninsula.", "the peninsula", "Crimea", "area"),
    ("Shells hit Gaza on Monday. Nobody can leave the strip.", "the strip", "Gaza", "area"),
    ("Fighting reached Goma. Thousands fled the city.", "the city", "Goma", "place"),
    ("Rockets hit Lebanon. Sirens wailed in the south of the country.", "the south of the country", None, "area"),
    ("Ukraine was attacked again. Explosions shook the capital.", "the capital", "Kyiv", "place"),
    ("The Kherson region was shelled. Two people died in the region.", "the region", "Kherson", "adm1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "name", "precision"), CONTEXT)
def test_a_bare_noun_means_the_place_named_before(reader, text, quote, name, precision):
    mention = places(reader, text)[quote]
    assert mention.basis is Basis.CONTEXT
    assert isinstance(mention.value, Place)
    assert mention.value.precision == precision
    assert name is None or mention.value.name == name


NO_PLACES = [
    "Gordon Brown met Michael Jordan.",
    "Mr Lincoln thanked President Paul Kagame.",
    "The New York Times and the Washington Post reported it.",
    "The White House and the Kremlin declined to comment.",
    "Israeli and Russian officials met a Somali delegation.",
    "May and March were quiet, police said.",
]


@pytest.mark.parametrize("text", NO_PLACES)
def test_persons_papers_and_nationalities_are_no_places(reader, text):
    assert places(reader, text) == {}


def issues(reader: tuple[Parser, Vocab], text: str) -> list[str]:
    document = read_document(make_report(text), reader[0])
    return [issue.code for issue in find_places(document, reader[1], ())[1]]


@pytest.mark.parametrize(
    "text",
    [
        "A missile hit the tanker Medina in the Red Sea on Monday; the Medina was on its way to Suez.",
        "Drones struck the Maersk Medina off Yemen, and a boat helped the Medina reach port.",
    ],
)
def test_a_ship_named_like_a_town_is_no_place(reader, text):
    assert "Medina" not in places(reader, text)


def test_a_town_known_only_outside_what_holds_it_has_no_point(reader):
    text = "Bombs fell on Sagaing Region's Pale township in Myanmar. Ten died in the town of Pale."
    found = places(reader, text)
    assert [mention.value for quote, mention in found.items() if "Pale" in quote] == [None, None]
    assert "place_unsure" in issues(reader, text)


def test_an_unknown_village_gets_the_division_that_holds_it_and_an_issue(reader):
    text = "Gunmen raided the village of Qwembezi in North Kivu on Monday."
    place = places(reader, text)["Qwembezi"].value
    assert isinstance(place, Place)
    assert (place.name, place.country, place.adm1, place.geonameid) == ("Qwembezi", "COD", "North Kivu", None)
    assert place.precision == "adm1"
    assert issues(reader, text) == ["place_unknown"]


def test_an_unknown_village_that_nothing_holds_keeps_its_name_and_gets_no_point(reader):
    text = "Gunmen raided the village of Qwembezi on Monday."
    assert places(reader, text)["Qwembezi"].value == Place("Qwembezi")
    assert issues(reader, text) == ["place_unknown"]


UNKNOWN = [
    ("Fighters stormed defences on the outskirts of Zorbat Alham.", "Zorbat Alham"),
    ("A bomb exploded inside the Al-Dorraqiyah District of Mosul.", "Al-Dorraqiyah"),
    ("A soldier was killed late on Monday in Dholwiqa, 70 kilometres north of Baghdad.", "Dholwiqa"),
    ("Gunmen shot dead an official in Marqin Gubo, a small town in southern Somalia.", "Marqin Gubo"),
    ("Inmates rioted at the Palqasola prison on Friday.", "Palqasola"),
    ("Police guarded the Wathqah Square on Friday.", "Wathqah"),
    ("A market burned in the town of al-Wafqa west of Ramadi.", "al-Wafqa"),
    ("Militias burned houses in villages like Cailqaco and Manqapa.", "Manqapa"),
    ("Two men died at a checkpoint in Adhqaim in northern Iraq.", "Adhqaim"),
    ("A mortar fell near the stronghold of Dholqiya, north of Baghdad.", "Dholqiya"),
    ("Protesters gathered inside Ain Helqweh refugee camp.", "Ain Helqweh"),
]


@pytest.mark.parametrize(("text", "name"), UNKNOWN)
def test_an_unknown_place_is_told_by_the_words_beside_it(reader, text, name):
    assert places(reader, text)[name].value.geonameid is None


@pytest.mark.parametrize(
    "text",
    [
        "Voters have little confidence in Edwin Marsh, a poll says.",
        "The Marsh camp rejected the claim.",
        "Edwin Marsh won. In Marsh they saw a leader.",
        "He works for the Navarro County Criminal District Attorney.",
        "He studies at Edwin Marsh School in Rochester.",
        "Second-district judges met on Monday.",
        "Schools in the village of Kunlong, Marsh said, are closed.",
    ],
)
def test_a_person_or_an_office_is_no_unknown_place(reader, text):
    read = {said for said, mention in places(reader, text).items() if mention.value is not None}
    assert not read & {
        "Edwin Marsh",
        "Marsh",
        "Criminal",
        "Navarro County Criminal",
        "Edwin Marsh School",
        "-",
        "Second",
    }


def test_the_date_line_names_a_place_with_its_own_basis(reader):
    text = "Quiet returns\n\nGOMA, Democratic Republic of Congo, July 15 2013 (Harbour News) - Calm returned on Monday."
    mention = places(reader, text)["GOMA"]
    assert mention.basis is Basis.DATELINE
    assert isinstance(mention.value, Place)
    assert mention.value.country == "COD"


def test_every_span_slices_to_its_words_and_heads_lie_in_the_document(reader):
    for case in CASES:
        document = read_document(make_report(case["text"]), reader[0])
        for mention in find_places(document, reader[1], ())[0]:
            assert mention.span.quote(document.text).strip()
            assert 0 <= mention.head < len(document.tokens)
