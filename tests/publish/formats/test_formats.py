"""Every format of the examples' record is read back by its own library, or by a strict reader of its columns."""

import csv
import json
import sqlite3
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
import stix2
from hypothesis import HealthCheck, given, settings

from onrecord.gather import make_report
from onrecord.model.extraction import Extraction
from onrecord.model.mention import Actor, Place, PlacePrecision, TimePrecision, When
from onrecord.model.record import Judgement, Records, Verdict, anchor
from onrecord.pipeline import extract, load_reader, records, update
from onrecord.publish.formats import FORMATS, Options
from onrecord.publish.formats.acled import _kind, apart, days_of
from onrecord.publish.formats.places import point
from onrecord.publish.formats.tables import TABLES
from onrecord.store import Store
from onrecord.vocab.formats import acled_rows, columns, listed, states, table
from tests.records import extractions

OPTIONS = Options()


def written(name: str, records: Records, folder: Path) -> Path:
    out = folder / f"out{FORMATS[name].suffix}"
    FORMATS[name].write(records, out, OPTIONS)
    return out


def rows(path: Path, *, delimiter: str = ",", skip: int = 0, encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=delimiter, strict=True))[skip:]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_record_gives_the_same_file(name: str, examples: Records, tmp_path: Path) -> None:
    first, second = (
        written(name, examples, tmp_path / side) for side in ("a", "b") if (tmp_path / side).mkdir() is None
    )
    files = (
        [(one, second / one.relative_to(first)) for one in first.rglob("*.*")] if first.is_dir() else [(first, second)]
    )
    assert files
    for one, other in files:
        if name not in ("xlsx", "sqlite"):  # a workbook holds the moment at which it was made
            assert one.read_bytes() == other.read_bytes()


def test_csv_and_parquet_hold_one_file_a_table(examples: Records, tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    folder, parquet = written("csv", examples, tmp_path), written("parquet", examples, tmp_path / "p")
    for one in TABLES:
        read = rows(folder / f"{one.name}.csv")
        typed = pq.read_table(parquet / f"{one.name}.parquet")
        assert tuple(read[0]) == one.heads == tuple(typed.column_names)
        assert len(read) - 1 == typed.num_rows == len(list(one.rows(examples)))
        assert all(len(row) == len(one.heads) for row in read)
    assert {row[0] for row in rows(folder / "evidence.csv")[1:]} == {one.claim.id for one in examples.claims()}


def test_evidence_quotes_the_reports(examples: Records, tmp_path: Path) -> None:
    texts = {one.claim.id: one.report.text for one in examples.claims()}
    for row in pq.read_table(written("parquet", examples, tmp_path) / "evidence.parquet").to_pylist():
        assert texts[row["claim"]][row["start"] : row["end"]] == row["quote"]


def test_sqlite_holds_the_tables(examples: Records, tmp_path: Path) -> None:
    base = sqlite3.connect(written("sqlite", examples, tmp_path))
    for one in TABLES:
        assert base.execute(f'SELECT COUNT(*) FROM "{one.name}"').fetchone()[0] == len(list(one.rows(examples)))
    joined = base.execute("SELECT COUNT(*) FROM evidence JOIN claims ON claims.id = evidence.claim").fetchone()[0]
    assert joined == base.execute("SELECT COUNT(*) FROM evidence").fetchone()[0]


def test_workbook_has_a_frozen_head_and_days(examples: Records, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written("xlsx", examples, tmp_path))
    assert book.sheetnames == [one.name for one in TABLES if one.name != "evidence"]
    sheet = book["claims"]
    assert sheet.freeze_panes == "B2"
    reported = [cell.value for cell in sheet["D"][1:]]
    assert reported
    assert all(isinstance(value, datetime) for value in reported)


def test_jsonl_is_the_contract(examples: Records, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in written("jsonl", examples, tmp_path).read_text().splitlines()]
    kinds = {line["record"] for line in lines}
    assert {"claim", "event", "transfer", "strike", "tally"} == kinds
    claim = next(line for line in lines if line["record"] == "claim")
    assert {"type", "actor", "when", "attribution", "report", "sentence"} <= claim.keys()


def test_geojson_never_pins_a_state(examples: Records, tmp_path: Path) -> None:
    read = json.loads(written("geojson", examples, tmp_path).read_text())
    assert read["type"] == "FeatureCollection"
    drawn = [feature for feature in read["features"] if feature["geometry"]]
    assert drawn
    assert len(read["features"]) == len(list(examples.events()))
    for feature in drawn:
        lon, lat = feature["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
        assert feature["properties"]["precision"] not in ("country", "international", None)
        assert feature["properties"]["radius_m"] >= 1000
    sea = Place("Red Sea", None, None, 20.0, 38.0, 1, PlacePrecision.INTERNATIONAL)
    assert point(sea) is None
    assert point(replace(sea, precision=PlacePrecision.COUNTRY)) is None


def test_acled_keeps_its_column_rules(examples: Records, tmp_path: Path) -> None:
    head, *read = rows(written("acled", examples, tmp_path))
    assert tuple(head) == columns("acled")
    assert len(head) == 31
    assert read
    kinds = {(row.event_type, row.sub_event_type) for row in acled_rows()}
    words = set(table("acled_actors").values())
    for row in (dict(zip(head, cells, strict=True)) for cells in read):
        assert (row["event_type"], row["sub_event_type"]) in kinds
        assert date.fromisoformat(row["event_date"]).year == int(row["year"])
        assert row["time_precision"] in "123"
        assert row["geo_precision"] in "123"
        assert int(row["fatalities"]) >= 0
        assert {row["inter1"], row["inter2"]} - {""} <= words
        assert row["interaction"].removesuffix(" only").split("-")[0] in {*words, ""}
        if row["event_type"] == "Violence against civilians":
            assert row["actor2"].startswith("Civilians")
            assert row["civilian_targeting"]


def test_acled_has_a_row_for_a_town_and_none_for_the_region_around_it() -> None:
    town = Place("Kabkabiya", "SDN", "North Darfur", 13.6, 24.1, 1, PlacePrecision.PLACE)
    region = Place("North Darfur", "SDN", "North Darfur", 13.7, 25.3, 2, PlacePrecision.ADM1)
    other = Place("South Darfur", "SDN", "South Darfur", 11.7, 25.3, 3, PlacePrecision.ADM1)
    assert apart([town, region, other]) == [town, other]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(date(2025, 3, 7), date(2025, 3, 8), TimePrecision.NIGHT), [(date(2025, 3, 8), 1)]),
        (When(date(2025, 3, 7), date(2025, 3, 8), TimePrecision.DAYS), [(date(2025, 3, 7), 2), (date(2025, 3, 8), 2)]),
        (When(date(2025, 3, 3), date(2025, 3, 9), TimePrecision.WEEK), [(date(2025, 3, 6), 2)]),
        (When(date(2025, 3, 1), date(2025, 3, 31), TimePrecision.MONTH), [(date(2025, 3, 16), 3)]),
        (When(date(2025, 1, 1), date(2025, 12, 31), TimePrecision.YEAR), []),
        (When(date(2025, 3, 1), None, TimePrecision.LONGER), []),
        (None, []),
    ],
)
def test_acled_has_a_row_a_day(when: When | None, expected: list[tuple[date, int]]) -> None:
    assert days_of(when) == expected


@pytest.mark.parametrize(
    ("text", "sub_event"),
    [
        ("Ukraine shot down a Russian helicopter over Kherson on Friday.", "Shelling/artillery/missile attack"),
        ("Ukraine shot down ten Russian drones over Kherson on Friday.", "Disrupted weapons use"),
    ],
)
def test_acled_tells_crewed_aircraft_from_drones(text: str, sub_event: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "one.db") as store:
        update(store, [extract(make_report(text, published=date(2025, 3, 8)), load_reader())])
        head, row = rows(written("acled", records(store), tmp_path))
    assert dict(zip(head, row, strict=True))["sub_event_type"] == sub_event


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(extraction=extractions())
def test_any_record_is_written_and_read_back(extraction: Extraction, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    with Store.open(folder / "any.db") as store:
        update(store, [extraction])
        kept = records(store)
        for name in FORMATS:
            written(name, kept, folder)
        events = len(list(kept.events()))
    assert len(rows(folder / "out" / "events.csv")) - 1 == events
    assert len(json.loads((folder / "out.geojson").read_text())["features"]) == events
    ET.parse(folder / "out.atom")
    for line in rows(folder / "out" / "claims.csv")[1:]:
        assert not any(cell.lstrip().startswith(("=", "+", "@")) for cell in line)


def test_ucdp_has_the_dead_only(examples: Records, tmp_path: Path) -> None:
    head, *read = rows(written("ucdp", examples, tmp_path))
    assert tuple(head) == columns("ucdp")
    assert len(head) == 49
    assert read
    for row in (dict(zip(head, cells, strict=True)) for cells in read):
        low, best, high = (int(row[name]) for name in ("low", "best", "high"))
        assert 0 <= low <= best <= high
        assert high > 0
        sides = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert sum(int(row[name]) for name in sides) == best
        assert row["type_of_violence"] in {"", *"123"}
        assert row["date_prec"] in "12345"
        assert row["where_prec"] in {"", *"1234567"}
        assert row["date_start"] <= row["date_end"]


def test_polecat_is_tab_separated_with_forty_columns(examples: Records, tmp_path: Path) -> None:
    head, *read = rows(written("polecat", examples, tmp_path), delimiter="\t")
    assert tuple(head) == columns("polecat")
    assert len(head) == 40
    assert read
    quads = {str(value) for value in table("quad").values()}
    assert all(len(row) == 40 and row[2] in table("quad") and row[5] in quads for row in read)


def test_sipri_has_eleven_lines_of_preamble(examples: Records, tmp_path: Path) -> None:
    head, *read = rows(written("sipri", examples, tmp_path), skip=11, encoding="latin-1")
    assert tuple(head) == columns("sipri")
    assert read
    assert all(len(row) == 16 and row[13:] == ["", "", ""] for row in read)


def test_kiel_marks_what_is_missing(examples: Records, tmp_path: Path) -> None:
    head, *read = rows(written("kiel", examples, tmp_path))
    assert tuple(head) == columns("kiel")
    assert read
    assert all("" not in row and row[5] in ("Commitment", "Allocation", ".") for row in read)


def test_hxl_tags_stand_in_the_second_line(examples: Records, tmp_path: Path) -> None:
    head, tags, *read = rows(written("hxl", examples, tmp_path))
    assert list(zip(head, tags, strict=True)) == [tuple(pair) for pair in listed("hxl")]
    assert len(read) == len(list(examples.events()))


def test_stix_library_takes_the_bundle(examples: Records, tmp_path: Path) -> None:
    text = written("stix", examples, tmp_path).read_text()
    bundle = stix2.parse(text, allow_custom=False)
    kinds = {one.type for one in bundle.objects}
    assert {"identity", "incident", "note", "report", "location"} <= kinds
    known = {one.id for one in bundle.objects}
    for one in bundle.objects:
        assert set(getattr(one, "object_refs", [])) <= known
    assert len(known) == len(bundle.objects)


def test_ftm_entities_have_their_schema(examples: Records, tmp_path: Path) -> None:
    known = {
        "Event": {"name", "summary", "startDate", "endDate", "location", "country", "involved", "keywords",
                  "sourceUrl", "publisher"},
        "Organization": {"name", "country"},
    }  # fmt: skip
    entities = [json.loads(line) for line in written("ftm", examples, tmp_path).read_text().splitlines()]
    ids = {one["id"] for one in entities}
    for one in entities:
        assert set(one["properties"]) <= known[one["schema"]]
        assert one["properties"]["name"]
        assert all(isinstance(value, str) for values in one["properties"].values() for value in values)
        assert set(one["properties"].get("involved", ())) <= ids
        assert all(len(code) == 2 for code in one["properties"].get("country", ()))
    assert {one["schema"] for one in entities} == set(known)


def test_ftm_library_takes_the_entities(examples: Records, tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed (make setup-ftm)").model
    for line in written("ftm", examples, tmp_path).read_text().splitlines():
        entity = json.loads(line)
        proxy = model.get_proxy(entity)
        proxy.schema.validate(entity)
        assert set(proxy.properties) >= set(entity["properties"])


class Reviewed:
    """The examples with judgements of persons."""

    def __init__(self, records: Records, judgements: tuple[Judgement, ...]) -> None:
        self._records, self._judgements = records, judgements

    def __getattr__(self, name: str) -> object:
        return getattr(self._records, name)

    def judgements(self) -> object:
        return iter(self._judgements)


def test_only_reviewed_claims_are_fact_checks(examples: Records, tmp_path: Path) -> None:
    assert json.loads(written("claimreview", examples, tmp_path).read_text())["@graph"] == []
    told = next(iter(examples.claims()))
    at = datetime(2025, 3, 10, 9)
    person = Judgement(
        anchor(told), None, "verification", "disputed", Verdict.SAME, ("two hospitals differ",), "ana", at
    )
    withdrawn = replace(person, left="another", withdrawn=at)
    (tmp_path / "b").mkdir()
    read = json.loads(written("claimreview", Reviewed(examples, (person, withdrawn)), tmp_path / "b").read_text())  # type: ignore[arg-type]
    (review,) = read["@graph"]
    assert review["claimReviewed"] == told.quote
    assert review["author"]["name"] == "ana"
    assert review["reviewRating"] == {"@type": "Rating", "ratingValue": 2, "bestRating": 5, "worstRating": 1,
                                      "alternateName": "Disputed"}  # fmt: skip


def test_a_review_without_a_verdict_is_no_fact_check(examples: Records, tmp_path: Path) -> None:
    told = next(iter(examples.claims()))
    odd = Judgement(anchor(told), None, "verification", "interesting", None, (), "ana", datetime(2025, 3, 10, 9))
    read = json.loads(written("claimreview", Reviewed(examples, (odd,)), tmp_path).read_text())  # type: ignore[arg-type]
    assert read["@graph"] == []


def test_no_day_is_made_up_for_a_report_without_one(tmp_path: Path) -> None:
    with Store.open(tmp_path / "one.db") as store:
        update(store, [extract(make_report("Shells hit a school in Goma, medics said."), load_reader())])
        kept = records(store)
        assert len(list(kept.events())) == 1
        assert ET.parse(written("atom", kept, tmp_path)).getroot().findall("{http://www.w3.org/2005/Atom}entry") == []
        assert all(
            one["type"] != "report" for one in json.loads(written("stix", kept, tmp_path).read_text())["objects"]
        )
        assert len(rows(written("ucdp", kept, tmp_path))) == 1


@pytest.mark.parametrize(
    ("actor", "country", "expected"),
    [
        (Actor("SDN-MIL", "Sudanese armed forces", "SDN", "MIL"), "SDN", 1),
        (Actor("SDN-MIL", "Sudanese armed forces", "SDN", "MIL"), "TCD", 8),
        (Actor("SDN", "Sudan", "SDN"), "SDN", 1),
        (Actor("rsf", "Rapid Support Forces", "SDN", "REB"), "SDN", 2),
        (Actor("un", "United Nations", "IGO"), "SDN", 8),
        (Actor(None, "residents", None, "CVL"), "SDN", 7),
        (Actor(None, "armed men"), "SDN", None),
    ],
)
def test_acled_knows_no_kind_where_the_record_knows_none(actor: Actor, country: str, expected: int | None) -> None:
    assert _kind(actor, country) == expected


def test_timelinejs_tells_precision(examples: Records, tmp_path: Path) -> None:
    read = json.loads(written("timelinejs", examples, tmp_path).read_text())
    assert len({event["unique_id"] for event in read["events"]}) == len(read["events"]) > 0
    assert all(event["start_date"]["display_date"] for event in read["events"])
    assert any(event["start_date"]["display_date"].startswith("night of") for event in read["events"])


def test_atom_is_a_feed(examples: Records, tmp_path: Path) -> None:
    space = "{http://www.w3.org/2005/Atom}"
    feed = ET.parse(written("atom", examples, tmp_path)).getroot()
    entries = feed.findall(f"{space}entry")
    assert len(entries) == len(list(examples.events()))
    for one in (feed, *entries):
        assert all(one.find(space + name) is not None for name in ("id", "title", "updated"))


def test_states_have_their_numbers() -> None:
    assert states()["SDN"].gw == 625
    assert states()["UKR"].cow == 369
    assert states()["YEM"].gw == 678
    assert states()["DEU"].cow == 255
    assert states()["DEU"].gw == 260
    assert states()["MLI"].numeric == 466
