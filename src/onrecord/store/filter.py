"""Which part of the record is asked for. Plain data, so that whoever asks need not load the database's library."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onrecord.model.claim import Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is asked for; None leaves a side open.

    `first` to `last` are days of the happening (any overlap counts), `reported_first` to `reported_last` days of
    publication, all included. `as_of` is the day or moment up to which reports had been published: a report that
    gives a day only is known from that day's end on, one without any date from when it was taken in. `country` (ISO
    3166-1 alpha-3) is that of a place. `ids` are ids of claims: for events and transfers, those that hold them.
    `takers` are countries of an actor or recipient, `tolls` effects of running tolls. `undated` asks, beside the days,
    for claims without a date that were published within them, or at most so long after.
    """

    first: date | None = None
    last: date | None = None
    reported_first: date | None = None
    reported_last: date | None = None
    as_of: date | datetime | None = None
    types: tuple[Type, ...] | None = None
    country: str | None = None
    report: str | None = None
    ids: tuple[str, ...] | None = None
    takers: frozenset[str] | None = None
    tolls: frozenset[str] | None = None
    undated: timedelta | None = None


EVERYTHING = Filter()
