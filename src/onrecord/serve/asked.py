"""What a page may be asked: one table of parameters, checked at the edge, and the cursor in which a list goes on."""

import binascii
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, datetime
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from onrecord.model.claim import Type
from onrecord.model.record import Standing
from onrecord.model.span import Certainty
from onrecord.serve.problem import Problem
from onrecord.store import browse
from onrecord.store.browse import Cursor, Looked

Day = Annotated[date, Ge(date(1900, 1, 1)), Le(date(2200, 1, 1))]
Words = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
FIRST, LAST = 1900, 2200  # years
DAY_LONG = len("2024-03-02")


def _moment(given: Any) -> Any:
    """A text with an hour is a moment, midnight too."""
    return datetime.fromisoformat(given) if isinstance(given, str) and len(given) > DAY_LONG else given


def _in_range(as_of: date | datetime | None) -> date | datetime | None:
    if as_of is not None and not FIRST <= as_of.year <= LAST:
        raise ValueError(f"the year lies outside {FIRST} to {LAST}")
    return as_of


ClaimStanding = Literal["confirmed", "denied", "unverified", "claimed", "reported"]


class AsOf(BaseModel):
    """As of which day or moment the record is shown: what had been published by then."""

    model_config = ConfigDict(extra="forbid")
    as_of: Annotated[
        date | datetime | None,
        BeforeValidator(_moment),
        AfterValidator(_in_range),
        Field(description="What had been published by then."),
    ] = None


class Days(AsOf):
    """A span of days of the happening, and which events."""

    first: Annotated[Day | None, Field(description="First day of the happening.")] = None
    last: Annotated[Day | None, Field(description="Last day of the happening.")] = None
    type: Type | None = None
    country: Annotated[str | None, Field(pattern="^[A-Z]{3}$", description="ISO 3166-1 alpha-3.")] = None
    standing: Standing | None = None
    disputed: bool = False


class Ordered(AsOf):
    """A list, in its order."""

    sort: Annotated[Literal["reported", "happened"], Field(description="By day of the report or of the happening.")] = (
        "reported"
    )
    order: Literal["newest", "oldest"] = "newest"


class Listed(Ordered):
    """A page of a list."""

    cursor: Annotated[str | None, Field(max_length=300, description="Where the list goes on: `next` of a page.")] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class SoughtEvents(Ordered):
    """Which events."""

    first: Day | None = None
    last: Day | None = None
    reported_first: Day | None = None
    reported_last: Day | None = None
    type: Type | None = None
    country: Annotated[str | None, Field(pattern="^[A-Z]{3}$")] = None
    standing: Standing | None = None
    disputed: bool = False


class SoughtClaims(Ordered):
    """Which claims."""

    q: Annotated[Words, Field(description="Words of the claim's sentence; the last may be cut short.")] = ""
    first: Day | None = None
    last: Day | None = None
    reported_first: Day | None = None
    reported_last: Day | None = None
    type: Type | None = None
    standing: ClaimStanding | None = None
    source: Words | None = None
    country: Annotated[str | None, Field(pattern="^[A-Z]{3}$")] = None
    thing: Words | None = None
    outlet: Words | None = None
    certainty: Certainty | None = None


class SoughtTransfers(Ordered):
    """Which transfers."""

    supplier: Words | None = None
    recipient: Words | None = None
    reported_first: Day | None = None
    reported_last: Day | None = None


class ListedEvents(SoughtEvents, Listed):
    """A page of events."""


class ListedClaims(SoughtClaims, Listed):
    """A page of the ledger."""


class ListedTransfers(SoughtTransfers, Listed):
    """A page of transfers."""


NUMBER, KEY = re.compile(r"\d{1,15}"), re.compile(r"[0-9A-Za-z_.:|-]{1,80}")  # as `Id` of a page
COLUMNS = {"standing": "verification"}  # what an event's table calls it
FACETS = frozenset({*browse.FACETS, "supplier", "recipient"})
DAYS = ("first", "last", "reported_first", "reported_last", "as_of")


def looked(asked: AsOf, *, events: bool = False) -> Looked:
    """What the store is to look for."""
    given = {name: value for name, value in asked if value not in (None, "")}
    equal = {
        (COLUMNS.get(name, name) if events else name): str(getattr(value, "value", value))
        for name, value in given.items()
        if name in FACETS
    }
    return Looked(
        equal=equal,
        words=given.get("q", ""),
        disputed=given.get("disputed", False),
        by_happening=given.get("sort") == "happened",
        ascending=given.get("order") == "oldest",
        **{name: given.get(name) for name in DAYS},
    )


def write_cursor(row: Any) -> str:
    """The place of a row (its `order` and its id or key) as text for an address."""
    return urlsafe_b64encode(json.dumps([row.order.isoformat(), str(row[0])]).encode()).decode().rstrip("=")


def read_cursor(text: str | None, *, whole: bool) -> Cursor | None:
    """The place that a cursor says; with `whole` its key is a number. Raises Problem for a text that is none."""
    if text is None:
        return None
    try:
        value, key = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        date.fromisoformat(value)
        if not (NUMBER if whole else KEY).fullmatch(str(key)):
            raise ValueError(key)
    except (binascii.Error, ValueError, TypeError) as error:
        raise Problem(
            400, "cursor", "The cursor is none of ours: take `next` of the page before, or leave it out."
        ) from error
    return value, str(key)
