"""Places by name, from one SQLite file that is built once on the user's machine and then only read.

The file is made by `gazetteer_build` from two installed packages and our own lists; see docs/decisions/gazetteer.md.
"""

import os
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock
from platformdirs import user_cache_path

from onrecord.errors import GazetteerError

Progress = Callable[[str, float], None]  # what is being done, and which share of the whole is done (0 to 1)
CACHED = 32_768  # names kept in memory; a report names some hundred
MOST = 80  # candidates a name may have, the weightiest first: "San Antonio" has more than 300
COLUMNS = "p.id, p.geonameid, p.name, p.feature, p.country, p.adm1, p.adm2, p.lat, p.lon, p.weight, p.spread, n.main"
BY_NAME = (
    f"SELECT {COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.name = ? "
    f"ORDER BY p.weight + min(n.main, 1) * 0.7 DESC LIMIT {MOST}"
)
BY_ID = f"SELECT {COLUMNS.replace('n.main', '1')} FROM place p WHERE p.id = ?"
BY_COUNTRY = f"SELECT {COLUMNS.replace('n.main', '1')} FROM place p WHERE p.feature = 'country' AND p.country = ?"

LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ə": "a"}
    | dict.fromkeys("'’‘`´ʻʼʿʾ′”\".", None)
    | dict.fromkeys("-–—‐‑/,", " ")
)
SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|esh|et|ez|en|ul|ol)\b ?")


class Feature(StrEnum):
    """What a place is. Each feature has one precision of the codebook (`find.place_value`)."""

    COUNTRY = "country"
    ADM1 = "adm1"
    ADM2 = "adm2"
    PLACE = "place"  # town, village, quarter of a town
    AREA = "area"  # region, front, peninsula, islands, river, desert, mountains
    CONTINENT = "continent"  # and other regions of several states
    SEA = "sea"  # seas, straits, gulfs
    SITE = "site"  # base, plant, dam, airport, crossing, camp


class Entry(NamedTuple):
    """One place that a name may mean. `weight` is about the logarithm (base 10) of how many people live there,
    `spread` how far (in degrees) its towns lie from its centre;
    `main` is 1 where the name asked for is the place's own, 0 where it is another name of it, 2 where our lists
    give it.
    """

    id: int
    geonameid: int | None
    name: str
    feature: str
    country: str | None
    adm1: int | None
    adm2: int | None
    lat: float | None
    lon: float | None
    weight: float
    spread: float
    main: int


def key(name: str) -> str:
    """The form in which names are stored and looked up: lower case, no accents, apostrophes, full stops or hyphens.

    >>> key("St. Mary’s"), key("Deir al-Balah"), key("Şanʻā’")
    ('saint marys', 'deir al balah', 'sana')
    """
    folded = name.lower()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    words = folded.translate(LETTERS).split()
    return " ".join(SHORT.get(word, word) for word in words)


class Gazetteer:
    """Places by name. Opens the file read-only, so any number of processes may hold it open at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self.version = str(self._db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()[0])
        except (sqlite3.Error, TypeError) as error:
            raise GazetteerError(
                f"{path}: not a gazetteer ({error}); delete it and run again to build it anew"
            ) from error
        self.lookup = lru_cache(maxsize=CACHED)(self._lookup)
        self.get = lru_cache(maxsize=CACHED)(self._get)
        self.country = lru_cache(maxsize=512)(self._country)

    def __reduce__(self) -> tuple[type["Gazetteer"], tuple[Path]]:
        """Another process opens the file for itself."""
        return Gazetteer, (self.path,)

    def _lookup(self, name: str) -> tuple[Entry, ...]:
        """The places that a name may mean, weightiest first; () where none is known.

        A name with an Arabic article is also tried with another article and without.
        """
        wanted = key(name)
        rows = self._rows(wanted)
        if not rows and ARTICLE.search(wanted):
            rows = next(filter(None, map(self._rows, variants(wanted))), [])
        return tuple(Entry(*row) for row in rows)

    def _rows(self, wanted: str) -> list[tuple[Any, ...]]:
        return self._db.execute(BY_NAME, (wanted,)).fetchall()

    def _get(self, place: int) -> Entry | None:
        """The place with an id of this file."""
        row = self._db.execute(BY_ID, (place,)).fetchone()
        return Entry(*row) if row else None

    def _country(self, iso3: str) -> Entry | None:
        """The state with an ISO 3166-1 alpha-3 code."""
        row = self._db.execute(BY_COUNTRY, (iso3,)).fetchone()
        return Entry(*row) if row else None


def variants(wanted: str) -> list[str]:
    """Other ways to write an Arabic article in a key.

    >>> variants("el fasher")
    ['al fasher', 'fasher']
    """
    found = [re.sub(ARTICLE, f"{article} ", wanted).strip() for article in ("al", "el")]
    found.append(re.sub(ARTICLE, "", wanted).strip())
    return [other for other in dict.fromkeys(found) if other != wanted and len(other) > 3]


def default_path() -> Path:
    """Where the gazetteer is built unless another path is given: the user's cache directory, one file a version."""
    from onrecord.vocab.gazetteer_build import wanted_version

    return user_cache_path("onrecord") / f"gazetteer-{wanted_version()}.sqlite"


def load_gazetteer(path: Path, progress: Progress | None = None) -> Gazetteer:
    """The gazetteer at a path, built there where it is missing or out of date.

    Where the path cannot be written to, a folder for temporary files takes its place. Raises GazetteerError where
    that fails too.
    """
    from onrecord.vocab.gazetteer_build import wanted_version

    version = wanted_version()
    for place in (path, spare_path()):
        if stored_version(place) == version:
            return Gazetteer(place)
    failed: list[str] = []
    for place in (path, spare_path()):
        try:
            return _built(place, version, progress)
        except (OSError, sqlite3.Error) as error:
            failed.append(f"{place}: {error}")
    raise GazetteerError(f"the gazetteer cannot be built ({'; '.join(failed)}); give a path that can be written to")


def _built(path: Path, version: str, progress: Progress | None) -> Gazetteer:
    """Builds at the path unless another process just did."""
    from onrecord.vocab.gazetteer_build import build

    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{path}.lock"):
        if stored_version(path) != version:
            build(path, version, progress or (lambda step, share: None))
    return Gazetteer(path)


def stored_version(path: Path) -> str | None:
    """Of which version the file at a path is; None where there is none, or it is damaged."""
    if not path.exists():
        return None
    try:
        return Gazetteer(path).version
    except GazetteerError:
        return None


def spare_path() -> Path:
    """Where the gazetteer is built when the user's cache directory cannot be written to."""
    owner = os.getuid() if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"onrecord-{owner}" / "gazetteer.sqlite"
