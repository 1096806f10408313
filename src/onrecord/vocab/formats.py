"""Other systems' columns and codes: which columns a release has, what our types are there, numbers of states."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.model.claim import Type
from onrecord.vocab.loader import read_csv, read_yaml


@dataclass(frozen=True, slots=True)
class StateCodes:
    """A state's numbers: ISO 3166-1 numeric, Correlates of War, Gleditsch and Ward; the regions of ACLED and UCDP."""

    iso3: str
    name: str
    numeric: int | None
    cow: int | None
    gw: int | None
    acled_region: str | None
    ucdp_region: str | None


@dataclass(frozen=True, slots=True)
class AcledRow:
    """One row of the table of ACLED's events; a blank cell fits all."""

    type: str
    mode: str
    against: str
    by: str
    event_type: str
    sub_event_type: str

    def fits(self, type_: Type, modes: tuple[str, ...], against: str, by: str) -> bool:
        """Whether an event is of this row."""
        held = ((self.against, against), (self.by, by))
        return (
            self.type == type_.value
            and (not self.mode or self.mode in modes)
            and all(not wanted or wanted == told for wanted, told in held)
        )


@cache
def columns(name: str) -> tuple[str, ...]:
    """The columns of a format, in the order of its owner's releases."""
    return tuple(read_yaml("format_columns.yaml")[name])


@cache
def table(name: str) -> dict[Any, Any]:
    """A table of codes: `where_prec`, `acled_sectors`, `quad`, ..."""
    return dict(read_yaml("format_columns.yaml")[name])


@cache
def listed(name: str) -> tuple[Any, ...]:
    """A list of `format_columns.yaml`: `hxl`, `civilians`, `fighters`."""
    return tuple(tuple(row) if isinstance(row, list) else row for row in read_yaml("format_columns.yaml")[name])


@cache
def states() -> dict[str, StateCodes]:
    """States by their ISO 3166-1 alpha-3 code."""
    names = {row["iso3"]: row["name"] for row in read_csv("countries.csv")}
    return {row["iso3"]: _state(row, names.get(row["iso3"], row["iso3"])) for row in read_csv("states_codes.csv")}


def _state(row: dict[str, str], name: str) -> StateCodes:
    numeric, cow, gw = (int(row[key]) if row[key] else None for key in ("numeric", "cow", "gw"))
    return StateCodes(row["iso3"], name, numeric, cow, gw, row["acled_region"] or None, row["ucdp_region"] or None)


@cache
def acled_rows() -> tuple[AcledRow, ...]:
    """The table of ACLED's events; the first row that fits counts."""
    return tuple(AcledRow(**row) for row in read_csv("acled_events.csv"))


@cache
def alpha2() -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes by alpha-3."""
    return {row["iso3"]: row["iso2"] for row in read_csv("countries.csv") if row["iso2"]}
