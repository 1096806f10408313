"""Where and when, as phrases: no finer than the words allow, the year only where it is not the brief's."""

from datetime import date, timedelta
from functools import lru_cache

from onrecord.model.mention import Place, PlacePrecision, TimePrecision, When
from onrecord.model.span import Sourced
from onrecord.publish.phrase import listed

PREPOSITIONS = {
    PlacePrecision.NEAR: "near",
    PlacePrecision.INTERNATIONAL: "over or in",
    PlacePrecision.SITE: "at",
}
ARTICLED = {
    *("sea", "gulf", "strip", "valley", "corridor", "states", "kingdom", "peninsula", "republic", "islands"),
    *("region", "province", "governorate", "district", "oblast", "front", "border", "desert", "heights", "strait"),
    *("netherlands", "philippines", "emirates", "coast", "bank", "sahel", "donbas", "canal", "basin", "delta"),
    "control",  # the Line of Control
}
FINENESS = tuple(PlacePrecision)  # from site to international


@lru_cache(maxsize=4096)
def day(value: date, *, year: bool = False) -> str:
    """A day as an English date.

    >>> day(date(2024, 1, 5)), day(date(2023, 10, 7), year=True)
    ('5 January', '7 October 2023')
    """
    return f"{value.day} {value:%B}{f' {value.year}' if year else ''}"


def when(value: When, reference: date) -> str:
    """Days as a phrase with its preposition, the year only where it is not that of the brief.

    >>> when(When(date(2024, 1, 4), date(2024, 1, 5), TimePrecision.NIGHT), date(2024, 1, 5))
    'in the night to 5 January'
    """
    start, end = value.start, value.end
    if start is None and end is None:
        return ""
    if start is None or end is None:
        known, word = (start, "since") if end is None else (end, "by")
        if known and value.precision is TimePrecision.MONTH:
            return f"{word} {known:%B}{f' {known.year}' if known.year != reference.year else ''}"
        return f"{word} {day(known, year=known.year != reference.year)}" if known else ""
    year = end.year != reference.year
    if value.precision is TimePrecision.NIGHT and end - start == timedelta(days=1):
        return f"in the night to {day(end, year=year)}"
    if start == end:
        return f"on {day(start, year=year)}"
    if value.precision is TimePrecision.MONTH and start.day == 1:
        return f"in {start:%B}{f' {start.year}' if year else ''}"
    if value.precision is TimePrecision.YEAR and (start.month, start.day) == (1, 1):
        return f"in {start.year}"
    return f"between {day(start, year=start.year != end.year)} and {day(end, year=year)}"


def place(value: Place) -> str:
    """A place as a phrase with its preposition, never finer than it is known.

    >>> place(Place("Sevastopol", "UKR", precision=PlacePrecision.NEAR))
    'near Sevastopol'
    """
    preposition = PREPOSITIONS.get(value.precision, "in") if value.precision else "in"
    name = value.name
    if value.precision is PlacePrecision.INTERNATIONAL:
        preposition = "over" if "airspace" in name.lower() else "in"
    return f"{preposition} {with_article(name)}"


def with_article(name: str) -> str:
    """A place's name in a sentence.

    >>> with_article("Red Sea"), with_article("Kyiv"), with_article("northern Sumy region")
    ('the Red Sea', 'Kyiv', 'the northern Sumy region')
    """
    return f"the {name}" if name.split(" ")[-1].lower() in ARTICLED else name


def places(values: tuple[Sourced[Place], ...]) -> str:
    """Places as phrases, finest first, each once; a place that holds another follows it after a comma.

    >>> inner, outer = Place("Shostka", "UKR", "Sumy", precision=PlacePrecision.PLACE), Place("Sumy", "UKR", "Sumy")
    >>> from onrecord.model.span import Span
    >>> places((Sourced(outer, Span(0, 1)), Sourced(inner, Span(0, 1))))
    'in Shostka in Sumy'
    """
    found = list({sourced.value.name: sourced.value for sourced in values}.values())
    found.sort(key=lambda each: FINENESS.index(each.precision) if each.precision else len(FINENESS))
    inner = [each for each in found if not any(_holds(each, other) for other in found)]
    said: list[str] = []
    before: str | None = None  # the preposition that carries on: 'in Belgorod, Kursk and Bryansk'
    for each in inner:
        holder = next((other.name for other in found if _holds(other, each)), None)
        words = f"{place(each)} in {with_article(holder)}" if holder else place(each)
        preposition, name = words.split(" ", 1)
        said.append(name if preposition == before and not holder else words)
        before = None if holder else preposition
    return listed(said)


def _holds(outer: Place, inner: Place) -> bool:
    """Whether one place is the division, area or state that another lies in."""
    if outer == inner or outer.country != inner.country or outer.precision is inner.precision:
        return False
    coarse = outer.precision in (PlacePrecision.COUNTRY, PlacePrecision.AREA)
    whole = outer.precision is PlacePrecision.ADM1 or (outer.adm1 is not None and outer.name in outer.adm1)
    return coarse or (whole and outer.adm1 is not None and outer.adm1 == inner.adm1)


def finest(values: tuple[Sourced[Place], ...]) -> Place | None:
    """The most exact place, None where there is none."""
    known = [sourced.value for sourced in values if sourced.value.precision]
    return min(known, key=lambda each: FINENESS.index(each.precision or PlacePrecision.COUNTRY), default=None)
