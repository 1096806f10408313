"""The record against a set coded by hand: ACLED's or UCDP's own rows, read from the user's copy."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from onrecord.errors import OutputError
from onrecord.model.mention import PlacePrecision
from onrecord.model.record import Event, Records
from onrecord.publish.formats.deaths import Deaths, deaths
from onrecord.publish.formats.rows import pinned, with_claims
from onrecord.vocab.formats import states

NEAR = 25.0  # km: what UCDP's where_prec 2 means
DAY = timedelta(days=1)
EARTH = 6371.0  # km
WIDE = (PlacePrecision.ADM1, PlacePrecision.AREA, PlacePrecision.ADM2)
HEADS = {"acled": {"event_date", "fatalities", "latitude"}, "ucdp": {"date_start", "best", "latitude"}}
COLUMNS = ("status", "their_id", "their_start", "their_end", "their_place", "their_dead", "our_id", "our_start",
           "our_end", "our_place", "our_low", "our_best", "our_high", "km")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coded:
    """A row of theirs, or an event of ours, as far as both can be held against one another."""

    id: str
    start: date
    end: date
    country: str
    place: str
    adm1: str
    point: tuple[float, float] | None
    wide: bool
    dead: Deaths | None


@dataclass(frozen=True, slots=True)
class Pair:
    """What was found: `matched`, `differs` (other numbers of dead), `missed` (theirs alone), `extra` (ours alone)."""

    status: str
    theirs: Coded | None
    ours: Coded | None
    km: float | None = None


def read_coded(path: Path) -> tuple[Coded, ...]:
    """Rows of ACLED or UCDP GED, told by the head; rows without a day or a known state are left out.

    Raises OutputError where it is neither, or cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            head = {name.strip().lower() for name in reader.fieldnames or ()}
            kind = next((kind for kind, needed in HEADS.items() if needed <= head), None)
            if kind is None:
                raise OutputError(
                    f"{path}: neither ACLED's nor UCDP GED's columns; export it anew as CSV with its head"
                )
            rows = [
                {(k or "").strip().lower(): v or "" for k, v in row.items() if isinstance(v, str)} for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OutputError(f"{path}: cannot be read ({error}); name a CSV file in UTF-8") from error
    read = _acled if kind == "acled" else _ucdp
    return tuple(one for row in rows if (one := read(row)))


def _acled(row: dict[str, str]) -> Coded | None:
    day, iso = _date(row["event_date"]), _named(row.get("country", ""))
    if day is None or iso is None:
        return None
    reach = {"2": 3, "3": 15}.get(row.get("time_precision", ""), 0)
    dead = _whole(row["fatalities"])
    return Coded(
        row.get("event_id_cnty", ""), day - reach * DAY, day + reach * DAY, iso, row.get("location", ""),
        row.get("admin1", ""), _point(row), row.get("geo_precision") == "3", Deaths(dead, dead, dead),
    )  # fmt: skip


def _ucdp(row: dict[str, str]) -> Coded | None:
    start, iso = _date(row["date_start"]), _named(row.get("country", ""))
    if start is None or iso is None:
        return None
    low, best, high = (_whole(row.get(name, "")) for name in ("low", "best", "high"))
    return Coded(
        row.get("id", ""), start, _date(row.get("date_end", "")) or start, iso, row.get("where_coordinates", ""),
        row.get("adm_1", ""), _point(row), row.get("where_prec", "") > "2", Deaths(low, best, high),
    )  # fmt: skip


def _date(words: str) -> date | None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%d-%b-%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"):
        try:
            return datetime.strptime(words.strip(), form).date()
        except ValueError:
            continue
    return None


def _named(country: str) -> str | None:
    """A state by the English name that the sets use; what stands in brackets is another name of it."""
    plain = country.casefold().split("(")[0].strip()
    return next((code for code, one in states().items() if one.name.casefold() in (plain, country.casefold())), None)


def _whole(words: str) -> int:
    return int(float(words)) if words.strip().replace(".", "", 1).isdigit() else 0


def _point(row: dict[str, str]) -> tuple[float, float] | None:
    try:
        return float(row["latitude"]), float(row["longitude"])
    except (KeyError, ValueError):
        return None


def coded(records: Records) -> Iterator[Coded]:
    """Events of ours that have a day and a state."""
    for event, told in with_claims(records):
        one = _ours(event, deaths(told))
        if one is not None:
            yield one


def _ours(event: Event, dead: Deaths | None) -> Coded | None:
    place, when = pinned(event.place), event.when
    if place is None or place.country is None or when is None or when.start is None or when.end is None:
        return None
    point = (place.lat, place.lon) if place.lat is not None and place.lon is not None else None
    wide = place.precision in WIDE
    return Coded(event.id, when.start, when.end, place.country, place.name, place.adm1 or "", point, wide, dead)


def compare(theirs: Iterable[Coded], ours: Iterable[Coded]) -> tuple[Pair, ...]:
    """Each row and event once, over the days and states that both hold, by day of theirs, then of ours."""
    left, right = _common(tuple(theirs), tuple(ours))
    near = sorted(_near(left, right), key=lambda found: (found[0], found[1].id, found[2].id))
    used: set[tuple[str, str]] = set()
    pairs: list[Pair] = []
    for km, their, our in near:
        if ("t", their.id) not in used and ("o", our.id) not in used:
            used |= {("t", their.id), ("o", our.id)}
            pairs.append(Pair("matched" if _agree(their, our) else "differs", their, our, km))
    pairs += [Pair("missed", one, None) for one in left if ("t", one.id) not in used]
    pairs += [Pair("extra", None, one) for one in right if ("o", one.id) not in used]
    return tuple(sorted(pairs, key=lambda pair: (_first(pair), pair.status)))


def _first(pair: Pair) -> date:
    one = pair.theirs or pair.ours
    assert one is not None
    return one.start


def _common(theirs: Sequence[Coded], ours: Sequence[Coded]) -> tuple[list[Coded], list[Coded]]:
    """What lies in the days and the states that both hold."""
    if not theirs or not ours:
        return list(theirs), list(ours)
    first = max(min(one.start for one in side) for side in (theirs, ours)) - DAY
    last = min(max(one.end for one in side) for side in (theirs, ours)) + DAY
    lands = {one.country for one in theirs} & {one.country for one in ours}
    kept = [[o for o in side if o.country in lands and o.start <= last and o.end >= first] for side in (theirs, ours)]
    return kept[0], kept[1]


def _near(theirs: Sequence[Coded], ours: Sequence[Coded]) -> Iterator[tuple[float, Coded, Coded]]:
    by_land: defaultdict[str, list[Coded]] = defaultdict(list)
    for one in ours:
        by_land[one.country].append(one)
    for their in theirs:
        for our in by_land[their.country]:
            if their.start <= our.end + DAY and our.start <= their.end + DAY:
                km = _apart(their, our)
                if km is not None:
                    yield km, their, our


def _apart(one: Coded, other: Coded) -> float | None:
    """Kilometres between two that may be one happening; None where their places differ."""
    km = distance(one.point, other.point) if one.point and other.point else None
    if one.place.casefold() == other.place.casefold():
        return km or 0.0
    if km is not None and km <= NEAR:
        return km
    region = one.adm1 and one.adm1.casefold() == other.adm1.casefold()
    return (km if km is not None else NEAR) if region and (one.wide or other.wide) else None


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points of latitude and longitude in degrees, on a sphere.

    >>> round(distance((50.45, 30.52), (49.99, 36.23)))
    409
    """
    (a, b), (c, d) = ((radians(lat), radians(lon)) for lat, lon in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def _agree(their: Coded, our: Coded) -> bool:
    """Whether the ranges of dead overlap; where we give no number they agree with none of theirs but 0."""
    theirs, ours = their.dead, our.dead
    if theirs is None or ours is None:
        return (theirs.best if theirs else 0) == (ours.best if ours else 0)
    return theirs.low <= ours.high and ours.low <= theirs.high


def lines(pairs: Iterable[Pair]) -> Iterator[tuple[object, ...]]:
    """A line a pair, in the order of `COLUMNS`."""
    for pair in pairs:
        their, our = pair.theirs, pair.ours
        dead = our.dead if our else None
        yield (
            pair.status, *((their.id, their.start, their.end, their.place, their.dead and their.dead.best) if their else
                           [None] * 5),
            *((our.id, our.start, our.end, our.place) if our else [None] * 4),
            *((dead.low, dead.best, dead.high) if dead else [None] * 3),
            round(pair.km, 1) if pair.km is not None else None,
        )  # fmt: skip
