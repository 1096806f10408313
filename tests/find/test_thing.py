"""Things: equipment, people, facilities and goods, by the words that name them."""

from pathlib import Path

import pytest
import yaml

from onrecord.find import find_mentions
from onrecord.gather import make_report
from onrecord.model.document import Document
from onrecord.model.mention import Kind, Mention, Thing
from onrecord.pipeline import Reader, default_reader
from onrecord.read import read_document
from onrecord.vocab.loader import read_csv

TABLE = yaml.safe_load(Path(__file__).with_name("thing_sentences.yaml").read_text(encoding="utf-8"))["sentences"]
# Sentences whose labels we hold to be right and do not reach; the bench shows them. Shorten this, never lengthen it.
UNREACHED = {"Cluster munition rounds for 155mm howitzers are in the package."}
SIPRI = {
    "Aircraft",
    "Air defence systems",
    "Armoured vehicles",
    "Artillery",
    "Engines",
    "Missiles",
    "Naval weapons",
    "Satellites",
    "Sensors",
    "Ships",
    "Other",
}


@pytest.fixture(scope="session")
def reader() -> Reader:
    return default_reader()


def read(reader: Reader, text: str) -> tuple[Document, tuple[Mention, ...]]:
    document = read_document(make_report(text), reader.parser)
    mentions, _ = find_mentions(document, reader.vocab)
    return document, tuple(m for m in mentions if m.kind is Kind.THING)


@pytest.mark.parametrize("row", TABLE, ids=[row["text"][:60] for row in TABLE])
def test_things_of_the_table_are_read(reader: Reader, row: dict) -> None:
    if row["text"] in UNREACHED:
        pytest.xfail("labelled, not reached")
    document, mentions = read(reader, row["text"])
    found = [
        [m.span.quote(document.text), m.value.designation, m.value.category]
        for m in mentions
        if isinstance(m.value, Thing)
    ]
    assert found == row["things"]


DESCRIBED = [
    ("ten armored personnel carriers arrived.", "armoured personnel carrier"),
    ("an MRAP was hit.", "mine-resistant vehicle"),
    ("A Taurus cruise missile was fired.", "cruise missile"),
    ("A Hellfire missile was fired.", "anti-tank missile"),
    ("Women fled.", "woman"),
    ("Two South Africans died.", "South African"),
    ("A T-72B3 was lost.", "tank"),
    ("They fired long-range rockets.", "long-range rocket"),
    ("Houses burned.", "house"),
    ("Buses burned.", "bus"),
]


@pytest.mark.parametrize(("text", "description"), DESCRIBED)
def test_descriptions_are_singular_and_british(reader: Reader, text: str, description: str) -> None:
    _, mentions = read(reader, text)
    assert [m.value.description for m in mentions if isinstance(m.value, Thing)] == [description]


def test_the_head_is_the_token_of_the_noun(reader: Reader) -> None:
    document, mentions = read(reader, "Germany sent ten Marder armored personnel carriers by rail.")
    assert [document.tokens[m.head].text for m in mentions] == ["carriers"]


def test_six_hundred_designations_have_sipris_categories() -> None:
    rows = read_csv("equipment.csv")
    assert len({row["name"] for row in rows}) >= 600
    assert {row["category"] for row in rows} - SIPRI == {"goods"}
    assert {len(row["country"]) for row in rows} <= {0, 3}
