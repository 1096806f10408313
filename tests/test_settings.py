"""A flag wins over the environment, that over the file, that over the default; a bad value says where it stands."""

from pathlib import Path

import pytest

from onrecord.errors import SettingError
from onrecord.settings import load_settings


@pytest.mark.parametrize(
    ("flags", "environment", "written", "expected"),
    [
        ({}, {}, "", ("onrecord.db", "default")),
        ({}, {}, 'db = "a.db"', ("a.db", "onrecord.toml")),
        ({}, {"ONRECORD_DB": "b.db"}, 'db = "a.db"', ("b.db", "ONRECORD_DB")),
        ({"db": "c.db"}, {"ONRECORD_DB": "b.db"}, 'db = "a.db"', ("c.db", "flag")),
    ],
)
def test_precedence(
    tmp_path: Path, flags: dict[str, str], environment: dict[str, str], written: str, expected: tuple[str, str]
) -> None:
    (tmp_path / "onrecord.toml").write_text(written)
    settings = load_settings(flags, environment=environment, folder=tmp_path)
    assert (settings["db"], Path(settings.origin["db"]).name) == expected


@pytest.mark.parametrize(
    ("environment", "written", "named"),
    [
        ({"ONRECORD_PROCESSES": "many"}, "", "ONRECORD_PROCESSES"),
        ({}, 'database = "a.db"', "database"),
        ({}, "db = ", "onrecord.toml"),
        ({}, 'log_format = "xml"', "text, json"),
        ({}, "max_chars = 2.5", "2.5 is no int"),
        ({}, "db = 5", "5 is no str"),
        ({}, "processes = true", "True is no int"),
        ({"ONRECORD_MAX_CHARS": "-1"}, "", "give 1 or more"),
    ],
)
def test_a_bad_setting_says_where_it_stands(
    tmp_path: Path, environment: dict[str, str], written: str, named: str
) -> None:
    (tmp_path / "onrecord.toml").write_text(written)
    with pytest.raises(SettingError, match=named):
        load_settings({}, environment=environment, folder=tmp_path)
