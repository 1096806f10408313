"""ACLED's 31 columns, one row a place and day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from onrecord.model.claim import Item, Role, Type
from onrecord.model.mention import Actor, Place, PlacePrecision, TimePrecision, When
from onrecord.model.record import Event, Records, Told
from onrecord.publish.formats.deaths import acled_deaths, hurt_civilians
from onrecord.publish.formats.format import Format, Options
from onrecord.publish.formats.rows import named, outlets, quoted, with_claims, write_rows
from onrecord.vocab.formats import acled_rows, columns, listed, states, table

PROTESTERS, RIOTERS, CIVILIANS, EXTERNAL, STATE = 6, 5, 7, 8, 1
UNKNOWN = "Unidentified Armed Group"
EPOCH = date(1970, 1, 1)
DAY = timedelta(days=1)
Code = tuple[str, str]


def write_acled(records: Records, out: Path, options: Options) -> int:
    """A comma-separated file with ACLED's head."""
    return write_rows(out, columns("acled"), acled(records, options))


def acled(records: Records, options: Options) -> Iterator[Sequence[Any]]:
    """ACLED's rows. What has no day, no place finer than a state, or no kind of event there has no row."""
    for event, told in with_claims(records):
        code = code_of(event, told)
        places = apart([place for place in event.place if _geo(place) is not None])
        spots = [(day, place) for day in days_of(event.when) for place in places]
        if code is None or not spots:
            continue
        shares = divided(acled_deaths(told, options.fatalities), len(spots))
        for number, ((day, place), fatalities) in enumerate(zip(spots, shares, strict=True)):
            yield _row(event, told, (code, day, place, fatalities, number))


def code_of(event: Event, told: Sequence[Told]) -> Code | None:
    """ACLED's event and sub-event type, None where it has none."""
    if event.type is Type.BLAST and "explosion" not in event.mode and not _armed(event.items):
        return None
    if event.type in (Type.AGREE, Type.RETREAT) and event.actor and not _stated(told):
        return None
    if event.type is Type.INTERCEPT and "shot-down" in event.mode and _crewed(event.items):
        return "Explosions/Remote violence", "Shelling/artillery/missile attack"
    by = "state" if any(_kind(actor, None) == STATE for actor in event.actor) else "other" if event.actor else "unknown"
    against = "civilians" if hurt_civilians(told) else "armed" if event.recipient else ""
    row = next((row for row in acled_rows() if row.fits(event.type, event.mode, against, by)), None)
    return (row.event_type, row.sub_event_type) if row and row.event_type != "none" else None


def _armed(items: Sequence[Item]) -> bool:
    return any(item.role is Role.WEAPON for item in items)


def _crewed(items: Sequence[Item]) -> bool:
    """Whether an aircraft with people in it is among what was shot down."""
    nouns = [(item.what.value.description or "").lower() for item in items if item.what]
    return any(noun in listed("crewed") for noun in nouns)


def _stated(told: Sequence[Told]) -> bool:
    """Whether an agreement was reached as told, not only proposed or refused."""
    stages = {one.claim.stage.value.value for one in told if one.claim.stage}
    return not stages or bool(stages - {"proposed", "refused", "discussed"})


def days_of(when: When | None) -> list[tuple[date, int]]:
    """The days of an event's rows with their time_precision: a night is the day that it ended on, two to six days are
    a row each, a week or a month is its mid-point. None where it has no day, or is longer.
    """
    if when is None or when.start is None or when.end is None or when.precision is None:
        return []
    precision = table("time_precision").get(when.precision.value)
    if precision is None:
        return []
    if precision == 1:
        return [(when.end, precision)]
    if when.precision is TimePrecision.DAYS:
        return [(when.start + number * DAY, precision) for number in range(min((when.end - when.start).days, 6) + 1)]
    return [(when.start + (when.end - when.start) // 2, precision)]


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


def _kind(actor: Actor, country: str | None) -> int | None:
    """ACLED's number of an actor's kind; a state's forces abroad, and bodies of several states, are external."""
    if actor.country == "IGO":
        return EXTERNAL
    kind = table("acled_sectors").get(actor.sector)
    if kind is None:
        kind = STATE if actor.sector is None and actor.country in states() else None
    abroad = country is not None and actor.country is not None and actor.country != country
    return EXTERNAL if kind == STATE and abroad else kind


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
        ("event_date, time_precision", "the event's day, a night's last; two to six days a row each; "
         "mid-point of weeks and months"),
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
