"""The gazetteer file: names, variants, versions, and where it is built."""

import pickle
import sqlite3
import time
from pathlib import Path

import pytest

from onrecord.errors import GazetteerError
from onrecord.vocab import gazetteer as module
from onrecord.vocab.gazetteer import Feature, Gazetteer, default_path, key, load_gazetteer, variants
from onrecord.vocab.gazetteer_build import names_of


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(default_path())


def small(path: Path, version: str) -> None:
    """A file of the right form with nothing in it."""
    with sqlite3.connect(path) as db:
        db.executescript("CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT);")
        db.execute("INSERT INTO meta VALUES ('version', ?)", (version,))
    db.close()


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Deir al-Balah", "deir al balah"),
        ("Şanʻā’", "sana"),
        ("St. Petersburg", "saint petersburg"),
        ("Łódź", "lodz"),
        ("Cox’s Bazar", "coxs bazar"),
    ],
)
def test_names_are_stored_in_one_plain_form(name: str, folded: str) -> None:
    assert key(name) == folded


def test_codes_scripts_and_machine_transliterations_are_no_names() -> None:
    assert names_of("Goma", ["GOM", "ge ma", "Гома", "Ngoma"]) == {"goma": 1, "ngoma": 0}


def test_an_arabic_article_may_be_another_or_none() -> None:
    assert variants("el fasher") == ["al fasher", "fasher"]


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Kiev", "Kyiv", "UKR"),
        ("Kharkov", "Kharkiv", "UKR"),
        ("Yevpatoriya", "Yevpatoria", "UKR"),
        ("Marinka", "Maryinka", "UKR"),
        ("el-Fasher", "Al Fashir", "SDN"),
        ("Hodeidah", "Al Hudaydah", "YEM"),
        ("Khan Younis", "Khan Yunis", "PSE"),
        ("Deir ez-Zor", "Deir al-Zor", "SYR"),
        ("Bekaa Valley", "Beqaa Valley", "LBN"),
        ("Bahri", "Khartoum North", "SDN"),
    ],
)
def test_two_spellings_are_one_place(gazetteer: Gazetteer, one: str, other: str, country: str) -> None:
    shared = {e.id for e in gazetteer.lookup(one)} & {e.id for e in gazetteer.lookup(other)}
    assert country in {gazetteer.get(place).country for place in shared if gazetteer.get(place)}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "feature", "country"),
    [
        ("Crimea", Feature.AREA, "UKR"),
        ("Gaza", Feature.AREA, "PSE"),
        ("Golan Heights", Feature.AREA, "SYR"),
        ("Black Sea", Feature.SEA, None),
        ("North Kivu", Feature.ADM1, "COD"),
        ("DR Congo", Feature.COUNTRY, "COD"),
        ("Kakhovka Dam", Feature.SITE, "UKR"),
        ("Sahel", Feature.CONTINENT, None),
    ],
)
def test_the_weightiest_place_of_a_name(gazetteer: Gazetteer, name: str, feature: str, country: str | None) -> None:
    first = gazetteer.lookup(name)[0]
    assert (first.feature, first.country) == (feature, country)


def test_every_state_has_a_centre(gazetteer: Gazetteer) -> None:
    for iso3 in ("UKR", "SDN", "PSE", "MMR", "SSD", "XKX"):
        state = gazetteer.country(iso3)
        assert state is not None
        assert state.lat is not None


def test_an_unknown_name_gives_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Qwxzplaats") == ()


def test_it_opens_fast_and_answers_in_microseconds(gazetteer: Gazetteer) -> None:
    before = time.process_time()
    opened = Gazetteer(gazetteer.path)
    assert time.process_time() - before < 0.05
    opened.lookup("Goma")
    before = time.process_time()
    for _ in range(1000):
        opened.lookup("Goma")
    assert time.process_time() - before < 0.01


def test_another_process_opens_the_file_for_itself(gazetteer: Gazetteer) -> None:
    copy = pickle.loads(pickle.dumps(gazetteer))
    assert copy.lookup("Goma") == gazetteer.lookup("Goma")


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    damaged = tmp_path / "g.sqlite"
    damaged.write_bytes(b"not a database at all")
    with pytest.raises(GazetteerError, match="delete it and run again"):
        Gazetteer(damaged)


def test_a_file_of_the_right_version_is_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.vocab.gazetteer_build.wanted_version", lambda: "v1")
    small(tmp_path / "g.sqlite", "v1")
    assert load_gazetteer(tmp_path / "g.sqlite").version == "v1"


def test_an_old_file_is_built_anew_and_progress_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.vocab.gazetteer_build.wanted_version", lambda: "v2")
    monkeypatch.setattr(
        "onrecord.vocab.gazetteer_build._fill",
        lambda db, progress: progress("reading towns", 0.0),
    )
    monkeypatch.setattr(module, "spare_path", lambda: tmp_path / "spare.sqlite")
    small(tmp_path / "g.sqlite", "v1")
    told: list[tuple[str, float]] = []
    assert load_gazetteer(tmp_path / "g.sqlite", lambda step, share: told.append((step, share))).version == "v2"
    assert told[-1] == ("done", 1.0)
    assert [file.name for file in tmp_path.glob("*.part")] == []


def test_where_the_cache_cannot_be_written_a_temporary_folder_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.vocab.gazetteer_build.wanted_version", lambda: "v3")
    monkeypatch.setattr("onrecord.vocab.gazetteer_build._fill", lambda db, progress: None)
    monkeypatch.setattr(module, "spare_path", lambda: tmp_path / "spare" / "gazetteer.sqlite")
    (tmp_path / "file").write_text("a file, so no folder can be made under it")
    opened = load_gazetteer(tmp_path / "file" / "gazetteer.sqlite")
    assert opened.path == tmp_path / "spare" / "gazetteer.sqlite"


def test_where_nothing_can_be_written_the_error_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.vocab.gazetteer_build.wanted_version", lambda: "v4")
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(module, "spare_path", lambda: tmp_path / "file" / "spare.sqlite")
    with pytest.raises(GazetteerError, match="give a path that can be written to"):
        load_gazetteer(tmp_path / "file" / "gazetteer.sqlite")
