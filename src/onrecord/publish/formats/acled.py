"""ACLED's 31 columns, one row a place and day."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.model.claim import Item, Role, Type
from onrecord.model.mention import Actor, Place, PlacePrecision, When
from onrecord.model.record import Event, Records, Told
from onrecord.publish.formats.deaths import acled_deaths, hurt_civilians
from onrecord.publish.formats.format import Format, Options
from onrecord.publish.formats.rows import named, outlets, quoted, with_claims, write_rows
from onrecord.vocab.formats import acled_rows, columns, states, table

PROTESTERS, RIOTERS, CIVILIANS, EXTERNAL, STATE = 6, 5, 7, 8, 1
UNKNOWN = "Unidentified Armed Group"
EPOCH = date(1970, 1, 1)
Code = tuple[str, str]


def write_acled(records: Records, out: Path, options: Options) -> int:
    """A comma-separated file with ACLED's head."""
    return write_rows(out, columns("acled"), acled(records, options))


def acled(records: Records, options: Options) -> Iterator[Sequence[Any]]:
    """ACLED's rows. What has no day, no place finer than a state, or no kind of event there has no row."""
    for event, told in with_claims(records):
        code, day = code_of(event, told), day_of(event.when)
        places = apart([place for place in event.place if _geo(place) is not None])
        if code is None or day is None or not places:
            continue
        shares = divided(acled_deaths(told, options.fatalities), len(places))
        for number, (place, fatalities) in enumerate(zip(places, shares, strict=True)):
            yield _row(event, told, (code, day, place, fatalities, number))


def code_of(event: Event, told: Sequence[Told]) -> Code | None:
    """ACLED's event and sub-event type, None where it has none."""
    if event.type is Type.BLAST and "explosion" not in event.mode and not _armed(event.items):
        return None
    if event.type in (Type.AGREE, Type.RETREAT) and event.actor and not _stated(told):
        return None
    by = "state" if any(_kind(actor, None) == STATE for actor in event.actor) else "other" if event.actor else "unknown"
    against = "civilians" if hurt_civilians(told) else "armed" if event.recipient else ""
    row = next((row for row in acled_rows() if row.fits(event.type, event.mode, against, by)), None)
    return (row.event_type, row.sub_event_type) if row and row.event_type != "none" else None


def _armed(items: Sequence[Item]) -> bool:
    return any(item.role is Role.WEAPON for item in items)


def _stated(told: Sequence[Told]) -> bool:
    """Whether an agreement was reached as told, not only proposed or refused."""
    stages = {one.claim.stage.value.value for one in told if one.claim.stage}
    return not stages or bool(stages - {"proposed", "refused", "discussed"})


def day_of(when: When | None) -> tuple[date, int] | None:
    """The day of a row and its time_precision: the day itself, or the mid-point of a week or a month."""
    if when is None or when.start is None or when.precision is None:
        return None
    precision = table("time_precision").get(when.precision.value)
    if precision is None or when.end is None:
        return None
    return (when.start if precision == 1 else when.start + (when.end - when.start) // 2), precision


def _geo(place: Place) -> int | None:
    return table("geo_precision").get(place.precision.value) if place.precision and place.lat is not None else None


def apart(places: Sequence[Place]) -> list[Place]:
    """The places less those that only say in which region or part of a state a finer one lies."""
    fine = [place for place in places if _geo(place) in (1, 2)]
    return [place for place in places if place in fine or not any(_holds(place, other) for other in fine)]


def _holds(wide: Place, fine: Place) -> bool:
    if wide.country != fine.country:
        return False
    return wide.precision is PlacePrecision.AREA or (wide.adm1 or wide.name) == fine.adm1


def divided(total: int, parts: int) -> list[int]:
    """A total over rows, the remainder on the first.

    >>> divided(7, 3)
    [3, 2, 2]
    """
    share, rest = divmod(total, parts)
    return [share + rest if number == 0 else share for number in range(parts)]


def _kind(actor: Actor, country: str | None) -> int:
    """ACLED's number of an actor's kind; a state's forces abroad are external."""
    if actor.sector is None and actor.country in states():
        kind = STATE
    else:
        kind = int(table("acled_sectors").get(actor.sector or "", CIVILIANS))
    abroad = country is not None and actor.country is not None and actor.country != country
    return EXTERNAL if kind == STATE and (abroad or actor.country in ("IGO", "IMG")) else kind


def _sides(event: Event, code: Code, place: Place) -> tuple[str | None, int | None, str | None, int | None]:
    """actor1, inter1, actor2, inter2. The target of violence against civilians is always the second."""
    first, second = event.actor[:1], event.recipient[:1] or event.actor[1:2]
    if code[0] in ("Protests", "Riots"):
        name, kind = ("Protesters", PROTESTERS) if code[0] == "Protests" else ("Rioters", RIOTERS)
        return name, kind, second[0].name if second else None, _kind(second[0], place.country) if second else None
    one = first[0].name if first else UNKNOWN if event.type is Type.ASSAULT else None
    kind_one = _kind(first[0], place.country) if first else 3 if one else None
    two = second[0] if second else None
    if code[0] == "Violence against civilians" or (two and _kind(two, place.country) == CIVILIANS):
        state = states().get(place.country or "")
        return one, kind_one, f"Civilians ({state.name})" if state else "Civilians", CIVILIANS
    return one, kind_one, two.name if two else None, _kind(two, place.country) if two else None


def interaction(one: int | None, two: int | None) -> str | None:
    """The sorted pair in words, 'X only' for one side.

    >>> interaction(8, 1), interaction(2, None)
    ('State forces-External/Other forces', 'Rebel group only')
    """
    words = [table("acled_actors")[kind] for kind in sorted(kind for kind in (one, two) if kind)]
    if not words:
        return None
    return f"{words[0]} only" if len(words) == 1 else "-".join(words)


def _row(event: Event, told: Sequence[Told], cells: tuple[Code, tuple[date, int], Place, int, int]) -> Sequence[Any]:
    code, (day, precision), place, fatalities, number = cells
    state, words = states().get(place.country or ""), table("acled_actors")
    one, kind_one, two, kind_two = _sides(event, code, place)
    targeted = code[0] == "Violence against civilians" or (event.type is Type.ASSAULT and hurt_civilians(told))
    stamp = max((one.report.day for one in told if one.report.day), default=None)
    return (
        f"{place.country or 'XXX'}{event.id}{'' if number == 0 else f'-{number + 1}'}", day, day.year, precision,
        table("acled_disorder")[code[0]], *code, one, named(event.actor[1:]), words.get(kind_one),
        two, named(event.recipient[1:]), words.get(kind_two), interaction(kind_one, kind_two),
        "Civilian targeting" if targeted else None, state.numeric if state else None,
        state.acled_region if state else None, state.name if state else None, place.adm1, None, None, place.name,
        place.lat, place.lon, _geo(place), outlets(told), None, quoted(told), fatalities, None,
        _seconds(stamp) if stamp else None,
    )  # fmt: skip


def _seconds(day: date) -> int:
    """Unix time of the end of the day on which the newest report was published: a record has no clock of its own."""
    return ((day - EPOCH).days + 1) * 86_400 - 1


ACLED = Format(
    "acled",
    "ACLED's event table",
    "the 31 columns and the codebook of 2024 (kinds of actors as words)",
    ".csv",
    write_acled,
    (
        ("event_id_cnty", "the state's ISO code and the event's id; further places of one event get a number"),
        ("event_date, time_precision", "the event's day; mid-point of days, weeks and months"),
        ("event_type, sub_event_type, disorder_type", "vocab/data/acled_events.csv, the first row that fits"),
        ("actor1, actor2, inter1, inter2, interaction", "actor and recipient; kinds by sector, a state's forces abroad "
         "external"),
        ("civilian_targeting", "civilians among those harmed or aimed at"),
        ("location, admin1, latitude, longitude, geo_precision", "each place finer than a state, one row a place"),
        ("source, notes", "outlets; the first sentence that tells it"),
        ("fatalities", "the lowest report, 0 where none gives a number (dozens 12, hundreds 100, several 3); or "
         "`best`, the number on which all agree; divided over the rows of one event"),
        ("timestamp", "the end of the day of the newest report"),
    ),
    (
        "who says so, disputes, verification: ACLED has one number",
        "events without a day, of more than a month, of a whole state, or of types that ACLED has not",
        "admin2, admin3, source_scale, tags and assoc_actor beyond joint actors stay empty",
    ),
)  # fmt: skip
