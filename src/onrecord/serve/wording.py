"""How values are written for people: days, numbers, names, and the codebook's words with what they mean."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from onrecord.model.claim import Type, plain
from onrecord.model.finding import is_link
from onrecord.model.record import anchor
from onrecord.publish import setting
from onrecord.publish.render import inert
from onrecord.publish.tables import people
from onrecord.publish.topic import KINDS, NOUNS, noun
from onrecord.serve.queue import name_of
from onrecord.store.judge import split_anchor
from onrecord.vocab.codebook import load_codebook

# Signs beside the words, so that colour is never the only one.
SIGNS = {"confirmed": "✓", "corroborated": "◆", "claimed": "●", "reported": "○", "unverified": "?", "denied": "✕"}
SIGNS |= {"disputed": "≠", "false": "✕"}  # what a person found
STANDINGS = {
    "confirmed": "a report says that somebody other than its source confirmed it",
    "corroborated": "independent sources say the same, copies of one wire story counted once",
    "claimed": "one source says so",
    "reported": "the report says so in its own voice and names no source",
    "unverified": "the words say that it could not be verified, or that it is disputed",
    "denied": "a source says that it was not so",
}
PRECISIONS = {
    "site": "exact site",
    "place": "town or village",
    "near": "near a town",
    "adm2": "district",
    "adm1": "region",
    "area": "wider area",
    "country": "country",
    "international": "across borders",
}
DISPUTES = {
    "occurrence": "whether it happened",
    "author": "who did it",
    "figure": "how many",
    "victims": "who the victims were",
    "target": "what was hit",
    "place": "where",
    "time": "when",
}
RATINGS = {  # the Admiralty scale's letters for a source
    "A": "reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
FACETS = {
    "q": "words",
    "type": "type",
    "standing": "standing",
    "source": "who says so",
    "country": "country",
    "thing": "thing",
    "outlet": "outlet",
    "certainty": "certainty",
}
WHAT = {**{type_.value: word for type_, word in KINDS.items() if type_}, **NOUNS}  # type or mode -> what an event is
TYPES = tuple(type_.value for type_ in Type)


@cache
def meanings() -> dict[str, str]:
    """Type -> what it is, by the codebook."""
    return {entry.type.value: entry.what for entry in load_codebook()}


def kind(type_: Any) -> str:
    """A type's name as a word: the codes are written in capitals.

    >>> kind("ASSAULT"), kind(None)
    ('Assault', 'Statement')
    """
    return str(getattr(type_, "value", type_)).capitalize() if type_ else "Statement"


def what(event: Any) -> str:
    """What an event is, as a brief names it: an air strike, a truce."""
    return noun(event.type, event.mode) or kind(event.type)


def what_row(row: Mapping[str, Any]) -> str:
    """The same of a row that is drawn."""
    return noun(Type(row["type"]), (row["mode"] or "").split("; ")) or kind(row["type"])


def day(value: date | None) -> str:
    """A day in a sentence."""
    return setting.day(value, year=True) if value else "no date"


def days(when: Any) -> str:
    """The days of a happening, as short as they can be told."""
    if when is None or (when.start is None and when.end is None):
        return "no date"
    if when.start == when.end:
        return day(when.start)
    if when.start is None:
        return f"up to {day(when.end)}"
    return f"from {day(when.start)}" if when.end is None else f"{day(when.start)} to {day(when.end)}"


def column(when: Any) -> str:
    """The days of a happening in a column of a table; a whole month or year is written as one.

    >>> from types import SimpleNamespace as When
    >>> column(When(start=date(2025, 3, 1), end=date(2025, 3, 31)))
    '2025-03'
    >>> column(When(start=date(2025, 3, 7), end=date(2025, 3, 8)))
    '2025-03-07 – 08'
    """
    if when is None or (when.start is None and when.end is None):
        return "—"
    start, end = when.start, when.end
    if start is None:
        return f"– {end}"
    if end is None:
        return f"{start} –"
    if start == end:
        return f"{start}"
    if start.day == 1 and (end + timedelta(days=1)).day == 1 and start.year == end.year:
        if start.month == end.month:
            return f"{start:%Y-%m}"
        if (start.month, end.month) == (1, 12):
            return f"{start.year}"
    shared = 8 if (start.year, start.month) == (end.year, end.month) else 5 if start.year == end.year else 0
    return f"{start} – {end.isoformat()[shared:]}"


def amount(value: Any) -> str:
    """A number with its bounds: best, else what bounds there are."""
    if value is None:
        return "not said"
    low, best, high = value.low, value.best, value.high
    if best is not None and low in (None, best) and high in (None, best):
        return _digits(best)
    if low is not None and high is not None:
        return f"{_digits(low)} to {_digits(high)}" if low != high else _digits(low)
    if low is not None:
        return f"at least {_digits(low)}"
    if high is not None:
        return f"up to {_digits(high)}"
    return f"about {_digits(best)}" if best is not None else "not said"


def measured(value: Any) -> str:
    """A number with its unit; a currency's code has no plural.

    >>> from onrecord.model.mention import Quantity
    >>> measured(Quantity(8, 8, 8, "howitzer", "eight")), measured(Quantity(1, 1, 1, "system", "a"))
    ('8 howitzers', '1 system')
    >>> measured(Quantity(220, 220, 220, "EUR", "220"))
    '220 EUR'
    """
    words = amount(value)
    unit = value.unit if value is not None else None
    if not unit:
        return words
    return f"{words} {unit if words == '1' or unit.isupper() else people(unit)}"


def _digits(number: float) -> str:
    """A number in figures, however small: columns of a table are compared."""
    return f"{number:,.10g}" if isinstance(number, float) and not number.is_integer() else f"{int(number):,}"


def names(actors: Any) -> str:
    """Names of actors or places in a row."""
    return ", ".join(inert(getattr(actor, "value", actor).name) for actor in actors)


def source(told: Any) -> str | None:
    """The innermost source that is named."""
    named = next((a.sources for a in told.attributions if a.sources), ())
    return names(named) or None


def standing(told: Any) -> str:
    """What the words say of a claim, by the ledger's five words."""
    statuses = {check.value.status.value for check in told.claim.verification}
    if "confirmed" in statuses:
        return "confirmed"
    if plain(told.claim.polarity) == "negated":
        return "denied"
    if statuses & {"unverified", "disputed", "withdrawn"}:
        return "unverified"
    return "claimed" if source(told) else "reported"


def short(text: str, most: int) -> str:
    """One line of a text, cut at a word.

    >>> short("three drones were shot down", 14)
    'three drones …'
    """
    line = inert(" ".join(text.split()))
    return line if len(line) <= most else f"{line[:most].rpartition(' ')[0] or line[:most]} …"


def moment(seconds: float) -> str:
    """A moment of the audit list.

    >>> moment(0)
    '1970-01-01 00:00'
    """
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"


def said(text: str | None) -> Markup:
    """Words of a report, apart in the line's direction from what stands around them."""
    return Markup(f"<bdi>{escape(inert(text or ''))}</bdi>")


def noted(numbers: Iterable[int]) -> Markup:
    """Links to endnotes. A brief has hundreds of them, and as many words: neither is left to a macro."""
    return Markup("".join(f'<sup><a href="#note-{n:d}" aria-label="Note {n:d}">{n:d}</a></sup>' for n in numbers))


FILTERS: dict[str, Any] = {
    "said": said,
    "noted": noted,
    "inert": lambda text: inert(text or ""),
    "kind": kind,
    "what": what,
    "what_row": what_row,
    "day": day,
    "days": days,
    "column": column,
    "amount": amount,
    "measured": measured,
    "names": names,
    "source": source,
    "standing": standing,
    "short": short,
    "many": people,
    "moment": moment,
    "plain": plain,
    "anchor": anchor,
    "name_of": name_of,
    "is_link": is_link,
    "value": lambda judgement: " ".join(word for word in (judgement.value or "").split(" ") if not split_anchor(word)),
    "one_line": lambda text: inert(" ".join(text.split())),
    "safe_url": lambda url: url if url and url.startswith(("http://", "https://")) else None,
    "thousands": lambda number: f"{number:,}",
    "path": lambda text: quote(text, safe=""),
}
