"""What words in one report name: times, places, actors, quantities and things."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.model.span import Basis, Span


class Kind(StrEnum):
    """What a mention names."""

    TIME = "time"
    PLACE = "place"
    ACTOR = "actor"
    QUANTITY = "quantity"
    THING = "thing"


class TimePrecision(StrEnum):
    """How exact a date is; the codebook's table gives UCDP's date_prec and ACLED's time_precision."""

    HOUR = "hour"
    NIGHT = "night"
    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    LONGER = "longer"


class PlacePrecision(StrEnum):
    """How exact a place is; the codebook's table gives UCDP's where_prec and ACLED's geo_precision."""

    SITE = "site"
    PLACE = "place"
    NEAR = "near"
    ADM2 = "adm2"
    ADM1 = "adm1"
    AREA = "area"
    COUNTRY = "country"
    INTERNATIONAL = "international"


@dataclass(frozen=True, slots=True)
class When:
    """Calendar days from `start` to `end`, both included; None is an open end. `timex` is the TIMEX3 value."""

    start: date | None
    end: date | None
    precision: TimePrecision | None
    timex: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its precision. `lat`, `lon` in degrees (WGS 84); `country` ISO 3166-1 alpha-3 as the UN lists it."""

    name: str
    country: str | None = None
    adm1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: PlacePrecision | None = None


PERSON = "person"  # name of an actor without a post: private persons have no record, the words alone name them


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `country` ISO 3166-1 alpha-3, or IGO NGO IMG MNC; `sector` one of PLOVER's."""

    id: str | None
    name: str
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as low, best and high, each None where the words do not bound it; `word` keeps what was said."""

    low: int | float | None
    best: int | float | None
    high: int | float | None
    unit: str | None = None
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """Equipment in SIPRI's terms, or people, a facility, goods, money."""

    designation: str | None
    description: str | None
    category: str | None = None


Value = When | Place | Actor | Quantity | Thing


@dataclass(frozen=True, slots=True)
class Mention:
    """Words and what they name. `head` is the index of the token that governs them.

    `value` None means that the words name something of this kind, but it cannot be told which.
    """

    kind: Kind
    span: Span
    value: Value | None
    head: int
    basis: Basis = Basis.STATED
