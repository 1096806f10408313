"""UCDP GED's 49 columns: events with at least one direct death."""

from collections.abc import Iterator, Sequence
from math import floor
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from onrecord.model.claim import Type
from onrecord.model.mention import Actor, Place, When
from onrecord.model.record import Event, Records, Told
from onrecord.publish.formats.deaths import Deaths, by_side, deaths, hurt_civilians
from onrecord.publish.formats.format import Format, Options
from onrecord.publish.formats.rows import named, outlets, pinned, with_claims, write_rows
from onrecord.vocab.formats import columns, states, table

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
LETHAL = (Type.ASSAULT, Type.BLAST, Type.INTERCEPT, Type.CONTROL)
NUMBER = 2**31 - 1


def write_ucdp(records: Records, out: Path, options: Options) -> int:
    """A comma-separated file with UCDP's head."""
    return write_rows(out, columns("ucdp"), ucdp(records))


def ucdp(records: Records) -> Iterator[Sequence[Any]]:
    """UCDP's rows: dated acts of violence in which a claim counts at least one dead."""
    for event, told in with_claims(records):
        dead = deaths(told) if event.type in LETHAL else None
        if dead is not None and dead.high > 0 and event.when and event.when.start and event.when.end:
            yield _row(event, told, dead, event.when)


def number(words: str | None) -> int | None:
    """A whole number that the words always give, None for none: UCDP's ids are numbers, ours are hashes."""
    if words is None:
        return None
    return uuid5(NAMESPACE_URL, words).int % NUMBER


def violence(event: Event, told: Sequence[Told]) -> int | None:
    """1 a state's force is a side, 3 a side attacks civilians, 2 two others; None where a side is unknown."""
    if hurt_civilians(told) and not any(_state(actor) for actor in event.recipient):
        return ONE_SIDED
    if any(_state(actor) for actor in (*event.actor, *event.recipient)):
        return STATE_BASED
    return NON_STATE if len(event.actor) > 1 or (event.actor and event.recipient) else None


def _state(actor: Actor) -> bool:
    return actor.country in states() and actor.sector in (None, "MIL", "GOV", "COP", "SPY")


def cell(lat: float, lon: float) -> int:
    """PRIO-GRID's number of the half-degree cell: 720 columns from 180 W, rows from 90 S, counted from 1.

    >>> cell(-89.9, -179.9), cell(0.1, 0.1)
    (1, 129961)
    """
    row, column = min(floor((lat + 90) * 2), 359), min(floor((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _row(event: Event, told: Sequence[Told], dead: Deaths, when: When) -> Sequence[Any]:
    assert when.start is not None
    place, kind = pinned(event.place), violence(event, told)
    side_a, side_b = _side(event.actor), "Civilians" if kind == ONE_SIDED else _side(event.recipient)
    dyad = f"{side_a} - {side_b}" if side_a and side_b else None
    split = by_side(event, told, dead.best)
    ids = [number(name) for name in (dyad, side_a, side_b)]
    exact = table("date_prec").get(when.precision)
    first = told[0].report if told else None
    return (
        number(event.id), event.id, when.start.year, None, None, kind, ids[0], ids[0], dyad, ids[0], ids[0], dyad,
        ids[1], ids[1], side_a, ids[2], ids[2], side_b, event.independent_sources, _articles(told), outlets(told),
        event.first_reported, first.headline if first else None,
        named(s.value for one in told for a in one.attributions[:1] for s in a.sources),
        *_where(place), None if exact is None else 1 if exact < 3 else 2,
        exact, when.start, when.end, split["a"], split["b"], split["civilians"],
        split["unknown"], dead.best, dead.high, dead.low, *(_gwno(actors) for actors in (event.actor, event.recipient)),
    )  # fmt: skip


def _where(place: Place | None) -> Sequence[Any]:
    """where_prec to region."""
    state = states().get(place.country or "") if place else None
    if place is None:
        return (None,) * 12
    point = place.lat is not None and place.lon is not None
    return (
        table("where_prec").get(place.precision or ""), place.name, place.name, place.adm1, None, place.lat, place.lon,
        f"POINT ({place.lon} {place.lat})" if point else None,
        cell(place.lat, place.lon) if place.lat is not None and place.lon is not None else None,
        state.name if state else None, state.gw if state else None, state.ucdp_region if state else None,
    )  # fmt: skip


def _articles(told: Sequence[Told]) -> str:
    reports = dict.fromkeys((one.report.outlet, one.report.day, one.report.headline) for one in told)
    return ";".join('"' + ",".join(str(part or "") for part in report) + '"' for report in reports)


def _side(actors: Sequence[Actor]) -> str | None:
    if not actors:
        return None
    state = states().get(actors[0].country or "")
    return f"Government of {state.name}" if state and _state(actors[0]) else actors[0].name


def _gwno(actors: Sequence[Actor]) -> int | None:
    state = states().get(actors[0].country or "") if actors and _state(actors[0]) else None
    return state.gw if state else None


UCDP = Format(
    "ucdp",
    "UCDP's Georeferenced Event Dataset",
    "GED 24.1, 49 columns, lethal events only",
    ".csv",
    write_ucdp,
    (
        ("id, relid", "a number made of the event's id; the id itself"),
        ("type_of_violence", "1 a state is a side, 3 civilians are the target, else 2"),
        ("conflict, dyad, side_a, side_b", "actor and recipient; their numbers are ours, not UCDP's"),
        ("source_*", "outlets, day and headline of the first report, and who says so in source_original"),
        ("where_prec, date_prec, event_clarity", "the codebook's table; a night is 2, open sea 7"),
        ("priogrid_gid", "the half-degree cell of the point"),
        ("deaths_*", "the claim that gives the best number, split by whose people died; else unknown"),
        ("best, low, high", "the number on which all claims agree, else the lowest; lowest and highest of one claim"),
    ),
    ("UCDP's own ids of conflicts, dyads and sides", "active_year and code_status, which only UCDP can give",
     "events without a death or without a day", "adm_2",
     "disputes beyond low and high"),
)  # fmt: skip
