"""Rows of delimited text, and events with the claims that tell them, a few hundred at a time."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.model.mention import Actor, Place
from onrecord.model.record import Event, Records, Told
from onrecord.publish.cell import guarded

BATCH = 400
LIST = "; "


def write_rows(
    out: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    before: Sequence[Sequence[str]] = (),
    after: Sequence[Sequence[str]] = (),
) -> int:
    """Writes delimited text: rows `before` the head, the head, rows `after` it, then the rows; returns their number."""
    count = 0
    with out.open("w", encoding=encoding, errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([*before, columns, *after])
        for row in rows:
            writer.writerow([guarded(cell) for cell in row])
            count += 1
    return count


def with_claims(records: Records, events: Iterable[Event] | None = None) -> Iterator[tuple[Event, tuple[Told, ...]]]:
    """Events with the claims that tell them, in order."""
    left = iter(records.events() if events is None else events)
    while batch := list(islice(left, BATCH)):
        ids = dict.fromkeys(id_ for event in batch for id_ in event.claims)
        told = {one.claim.id: one for one in records.told(ids)}
        for event in batch:
            yield event, tuple(told[id_] for id_ in event.claims if id_ in told)


def named(actors: Iterable[Actor]) -> str | None:
    """Names of actors as one cell."""
    return LIST.join(dict.fromkeys(actor.name for actor in actors)) or None


def outlets(told: Iterable[Told]) -> str | None:
    """Outlets as one cell, in order of report."""
    return LIST.join(dict.fromkeys(one.report.outlet for one in told if one.report.outlet)) or None


def pinned(places: Iterable[Place]) -> Place | None:
    """The first place, finest first, that has coordinates; else the first one."""
    every = tuple(places)
    return next((place for place in every if place.lat is not None), every[0] if every else None)


def quoted(told: Sequence[Told]) -> str | None:
    """The first sentence that tells it, with its outlet and day, on one line."""
    if not told:
        return None
    first = told[0]
    said = ", ".join(part for part in (first.report.outlet, str(first.report.day or "")) if part)
    sentence = " ".join(first.quote.split())
    return f"{said}: {sentence}" if said else sentence
