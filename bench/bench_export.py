"""Exports of 100,000 invented events: seconds and peak memory of each format, each in a process of its own.

The events are made as they are asked for, so what is measured is the format alone; of a database, add its reading.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from onrecord.model.attribution import Attribution, Style
from onrecord.model.claim import Claim, Effect, Item, Plover, Role, Stage, Type
from onrecord.model.mention import Actor, Place, PlacePrecision, Quantity, Thing, TimePrecision, When
from onrecord.model.record import Event, Figure, Judgement, Standing, Step, Strike, Tally, Told, Total, Transfer
from onrecord.model.report import Report
from onrecord.model.span import Sourced, Span
from onrecord.publish.formats import FORMATS, Options

EVENTS = 100_000
ARMY, REBELS, DOCTORS = (
    Actor("SDN-MIL", "Sudanese armed forces", "SDN", "MIL"),
    Actor("rsf", "Rapid Support Forces", "SDN", "REB"),
    Actor(None, "doctors", "SDN", "MED"),
)
DAYS = 365


class Made:
    """Records that are made as they are asked for: event number n is always the same."""

    def __init__(self, count: int) -> None:
        self.count = count

    def reports(self) -> Iterator[Report]:
        return (_told(number).report for number in range(self.count))

    def claims(self) -> Iterator[Told]:
        return (_told(number) for number in range(self.count))

    def told(self, claims: Iterable[str]) -> tuple[Told, ...]:
        return tuple(_told(int(id_, 16)) for id_ in claims)

    def events(self) -> Iterator[Event]:
        return (_event(number) for number in range(self.count))

    def transfers(self) -> Iterator[Transfer]:
        return (_transfer(number) for number in range(self.count))

    def strikes(self) -> Iterator[Strike]:
        return iter(())

    def tallies(self) -> Iterator[Tally]:
        return iter(())

    def judgements(self) -> Iterator[Judgement]:
        return iter(())


def _day(number: int) -> date:
    return date(2024, 1, 1) + timedelta(days=number % DAYS)


def _place(number: int) -> Place:
    lat, lon = 10 + number % 100 / 10, 23 + number % 97 / 10
    return Place(f"Village {number % 5000}", "SDN", "North Darfur", lat, lon, number % 5000, PlacePrecision.PLACE)


def _told(number: int) -> Told:
    text = f"Shells hit Village {number % 5000}, killing {number % 9 + 1} civilians, doctors said."
    report = Report(
        id=f"r{number:x}", outlet=f"Outlet {number % 50}", headline=f"Shelling {number}", byline=None, dateline=None,
        published=_day(number), url=f"https://example.org/{number}", retrieved=None, language="en", text=text,
        sha256="0" * 64, raw_sha256="0" * 64,
    )  # fmt: skip
    span, dead = Span(7, 10), float(number % 9 + 1)
    item = Item(
        Role.CASUALTY, Sourced(Thing(None, "civilian", "people"), span), None,
        Sourced(Quantity(dead, dead, dead, "civilian", None), span), effect=Sourced(Effect.KILLED, span),
    )  # fmt: skip
    attribution = Attribution("a0", (Sourced(DOCTORS, span),), None, (span,), Style.INDIRECT)
    claim = Claim(
        id=f"{number:x}", type=Sourced(Type.ASSAULT, span), sentence=Span(0, len(text)),
        mode=(Sourced("heavy-weapons", span),), plover=Plover("ASSAULT", "heavy-weapons"),
        actor=(Sourced(REBELS, span),),
        when=Sourced(_when(number), span), place=(Sourced(_place(number), span),), items=(item,), attribution=("a0",),
    )  # fmt: skip
    return Told(claim, report, (attribution,))


def _when(number: int) -> When:
    return When(_day(number), _day(number), TimePrecision.DAY, _day(number).isoformat())


def _event(number: int) -> Event:
    dead = number % 9 + 1
    return Event(
        id=f"{number:x}", type=Type.ASSAULT, mode=("heavy-weapons",), actor=(REBELS,), recipient=(ARMY,),
        when=_when(number), place=(_place(number),), items=(),
        figures=(Figure("killed", "civilian", None, DOCTORS, dead, dead, dead, _day(number), f"{number:x}"),),
        totals=(Total("killed", "civilian", None, dead, dead, dead),), disputes=(), verification=Standing.CLAIMED,
        independent_sources=1, outlets=1, reports=1, first_reported=_day(number), last_reported=_day(number),
        claims=(f"{number:x}",),
    )  # fmt: skip


def _transfer(number: int) -> Transfer:
    step = Step(Stage.DELIVERED.value, _day(number), _when(number), ARMY, f"{number:x}")
    two = Quantity(2, 2, 2, None, None)
    return Transfer(f"{number:x}", ARMY, REBELS, Thing("Caesar", "howitzer", "Artillery"), two, two, two, None, (step,),
                    False, (f"{number:x}",))  # fmt: skip


def measure(name: str, count: int) -> dict[str, float]:
    """Seconds and megabytes of one format, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        start = perf_counter()
        FORMATS[name].write(Made(count), Path(folder) / "out", Options())
        seconds = perf_counter() - start
    return {"seconds": round(seconds, 1), "mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def run(data: Path, *, peers: bool, sample: int) -> dict[str, Any]:
    """Seconds and peak memory by format; the memory at a tenth of the events beside it shows whether it is flat."""
    figures: dict[str, Any] = {}
    whole = sample or EVENTS
    print(f"{'format':<12}{'seconds':>9}{'MB':>7}{'MB at a tenth':>15}")
    for name in FORMATS:
        (tenth, all_) = (_apart(name, count) for count in (whole // 10, whole))
        print(f"{name:<12}{all_['seconds']:>9}{all_['mb']:>7}{tenth['mb']:>15}")
        figures |= {f"{name}_seconds": all_["seconds"], f"{name}_mb": all_["mb"], f"{name}_mb_tenth": tenth["mb"]}
    return {**figures, "events": whole}


def _apart(name: str, count: int) -> dict[str, float]:
    line = [sys.executable, "-c", f"import json; from bench.bench_export import measure; "
            f"print(json.dumps(measure({name!r}, {count})))"]  # fmt: skip
    return dict(json.loads(subprocess.run(line, capture_output=True, text=True, check=True).stdout))
