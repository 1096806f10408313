"""The tables of a brief: strikes by speaker, casualties with whose figure, what conflicts, what changed.

Figures of different speakers stand side by side and are never added.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from onrecord.model.claim import Polarity, Role, Status, Type, plain
from onrecord.model.mention import PlacePrecision, Quantity
from onrecord.model.record import Event, Figure, Records, Standing, Strike, Told
from onrecord.publish import phrase, setting
from onrecord.publish.document import Row, Table
from onrecord.publish.notes import Notes
from onrecord.publish.speaker import outlet_of, speaker
from onrecord.publish.topic import label

PEOPLE = ("killed", "died", "injured", "missing", "captured", "abducted", "arrested", "displaced")
STRIKES = ("Day", "Launched by", "Weapon", "Speaker", "Launched", "Shot down", "Jammed", "Hit", "Fell")
CASUALTIES = ("What", "Of whom", "Figure", "Whose figure")
CONFLICTS = ("What", "About", "Side by side")
QUIET = ("No change reported", "What was last said", "On")
CHANGES = ("What", "Before", "Now", "Who says so")


def who(told: Told) -> str:
    """Whose words a claim's are, for a table's cell."""
    for attribution in told.attributions:
        if attribution.sources:
            return speaker(attribution, told)
    return outlet_of(told)


def strike_table(strikes: Iterable[Strike], records: Records, first: date, last: date, notes: Notes) -> Table | None:
    """One row a speaker and kind of weapon, of the attacks that reports of these days tell."""
    rows = []
    for strike in strikes:
        told = [each for each in records.told(strike.claims) if each.report.day and first <= each.report.day <= last]
        if not told:
            continue
        numbers = (strike.launched, strike.intercepted, strike.jammed, strike.hit, strike.fallen)
        side = phrase.actor(strike.side) if strike.side else ""
        cells = (setting.day(strike.day), side, strike.weapon, who(told[0]), *(amount(each) for each in numbers))
        rows.append(Row(cells, notes.cite(told)))
    return Table(STRIKES, tuple(rows)) if rows else None


def amount(value: Quantity | None) -> str:
    """A quantity for a cell, in digits; "" where nothing is said."""
    return "" if value is None else figure_words(value.low, value.best, value.high, value.word)


def figure_words(
    low: int | float | None, best: int | float | None, high: int | float | None, word: str | None = None
) -> str:
    """Low, best and high as words.

    >>> figure_words(40, None, None), figure_words(4, 4, 4), figure_words(0, 0, 0)
    ('at least 40', '4', 'none')
    """
    return digits(phrase.quantity(Quantity(low, best, high, None, word)))


def digits(words: str) -> str:
    """A figure as a table shows it.

    >>> digits("at least four"), digits("no"), digits("a"), digits("dozens")
    ('at least 4', 'none', '1', 'dozens')
    """
    ones = {word: str(n) for n, word in enumerate(phrase.WORDS)} | {"a": "1", "an": "1", "no": "none"}
    return " ".join(ones.get(word, word) for word in words.split(" "))


MANY = {"man": "men", "woman": "women", "child": "children", "person": "people", "aircraft": "aircraft"}


def people(of: str) -> str:
    """The people of a figure in the plural.

    >>> people("man"), people("soldier"), people("civilians"), people("aid worker")
    ('men', 'soldiers', 'civilians', 'aid workers')
    """
    *before, last = of.split(" ")
    plural = MANY.get(last, last if last.endswith("s") or last in MANY.values() else f"{last}s")
    return " ".join((*before, plural))


def quiet_table(records: Records, today: dict[str, Told], first: date, notes: Notes) -> Table | None:
    """Where the days before told of fighting for ground, and no report of these days does: the last that was said."""
    named = {place.value.name for each in today.values() for place in each.claim.place}
    last: dict[str, Told] = {}
    for each in records.claims():
        ground = setting.finest(each.claim.place)
        if each.claim.type.value is not Type.CONTROL or ground is None or ground.precision is PlacePrecision.COUNTRY:
            continue
        if each.report.day and each.report.day < first and ground.name not in named:
            before = last.get(ground.name)
            if before is None or (before.report.day or first) <= each.report.day:
                last[ground.name] = each
    rows = [
        Row((setting.place(ground), label(each), setting.day(each.report.day)), notes.cite([each]))
        for each in last.values()
        if (ground := setting.finest(each.claim.place)) and each.report.day
    ]
    return Table(QUIET, tuple(sorted(rows, key=lambda row: row.cells))) if rows else None


def casualty_table(events: Iterable[Event], today: dict[str, Told], notes: Notes) -> Table | None:
    """One row a figure of people harmed that reports of the day give."""
    found: dict[tuple[str, ...], set[int]] = {}  # cells -> notes
    for event in events:
        for figure in event.figures:
            told = today.get(figure.claim)
            if told is None or figure.kind not in PEOPLE or not _bounded(figure):
                continue
            whom = figure.of if figure.best == 1 else people(figure.of)
            side = "" if figure.of[:1].isupper() else phrase.whose(figure.side)  # "South Africans" says whose
            harmed = f"{whom} {figure.kind}{f' ({side})' if side else ''}"
            cells = (label(told), harmed, _figure(figure, told), who(told))
            found.setdefault(cells, set()).update(notes.cite([told]))
    rows = tuple(Row(cells, tuple(sorted(cited))) for cells, cited in found.items())
    return Table(CASUALTIES, rows) if rows else None


def _bounded(figure: Figure) -> bool:
    return any(each is not None for each in (figure.low, figure.best, figure.high))


def _figure(figure: Figure, told: Told) -> str:
    """The figure in the words of its claim's quantity, so that 'dozens' stays 'dozens'."""
    bounds = (figure.low, figure.best, figure.high)
    for item in told.claim.items:
        value = item.quantity.value if item.quantity else None
        if value and (value.low, value.best, value.high) == bounds and item.role is Role.CASUALTY:
            return digits(phrase.quantity(value))
    return figure_words(*bounds)


def conflict_table(events: Iterable[Event], today: dict[str, Told], records: Records, notes: Notes) -> Table | None:
    """What sources tell differently, what is denied, and what the reports say that nobody could check."""
    rows: list[Row] = []
    for event in events:
        if not any(claim in today for claim in event.claims):
            continue
        told = {each.claim.id: each for each in records.told(event.claims)}
        rows += _figures_apart(event, told, notes)
        unchecked = [each for each in told.values() if each.claim.id in today and _unverified(each)]
        if unchecked:
            names = phrase.listed(list(dict.fromkeys(who(each) for each in unchecked)))
            rows.append(Row((_named(unchecked), "not verified", f"said by {names}"), notes.cite(unchecked)))
        denied = [each for each in told.values() if _denies(each)]
        others = [each for each in told.values() if not _denies(each)]
        if denied and others and event.verification is not Standing.CONFIRMED:
            sides = f"said by {_names(others)}; denied by {_names(denied)}"
            rows.append(Row((_named(others), "occurrence", sides), notes.cite((*others, *denied))))
    return Table(CONFLICTS, tuple(dict.fromkeys(rows))) if rows else None


def _named(told: Iterable[Told]) -> str:
    """An event by the label that says most."""
    return max((label(each) for each in told), key=lambda words: (words.count(" "), words), default="")


def _whose(figure: Figure) -> str | None:
    """Whose figure it is, the same for 'a doctors' union' and 'the doctors' union' within one event."""
    if figure.source is None:
        return None
    return figure.source.id or re.sub(r"^(?:an?|the) ", "", figure.source.name.lower())


def _names(told: list[Told]) -> str:
    return phrase.listed(list(dict.fromkeys(who(each) for each in told)))


def _unverified(told: Told) -> bool:
    return any(said.value.status is Status.UNVERIFIED for said in told.claim.verification)


def _denies(told: Told) -> bool:
    return plain(told.claim.polarity) == Polarity.NEGATED.value


def _figures_apart(event: Event, told: dict[str, Told], notes: Notes) -> list[Row]:
    """Figures of one kind that differ between sources, side by side: the newest of each source."""
    kinds: dict[tuple[str, str], dict[str, tuple[Figure, Told]]] = defaultdict(dict)
    for figure in sorted(event.figures, key=lambda each: each.reported or date.min):
        claim = told.get(figure.claim)
        if claim is not None and figure.kind in PEOPLE and _bounded(figure):
            kinds[(figure.kind, figure.of)][_whose(figure) or f"outlet:{outlet_of(claim)}"] = (figure, claim)
    rows = []
    for (kind, of), by_source in kinds.items():
        pairs = list(by_source.values())
        if len({(f.low, f.best, f.high) for f, _ in pairs}) > 1:
            sides = "; ".join(f"{_figure(figure, claim)} ({who(claim)})" for figure, claim in pairs)
            about = f"{people(of)} {kind}"
            rows.append(Row((_named(told.values()), about, sides), notes.cite([claim for _, claim in pairs])))
    return rows


def change_table(events: Iterable[Event], first: date, records: Records, notes: Notes) -> Table | None:
    """Figures that a source gives otherwise than before the brief's first day, and what is denied since."""
    rows: list[Row] = []
    for event in events:
        told = {each.claim.id: each for each in records.told(event.claims)}
        by_source: dict[object, list[Figure]] = defaultdict(list)
        for figure in event.figures:
            if figure.source and figure.reported and figure.claim in told and _bounded(figure):
                key = (figure.kind, figure.of, _whose(figure))
                by_source[key].append(figure)
        for figures in by_source.values():
            rows += _changed(figures, told, first, notes)
    for judgement in records.judgements():
        if judgement.at.date() >= first and judgement.field and judgement.value is not None:
            rows.append(Row((judgement.field, "as it was read", judgement.value, f"judged by {judgement.by}"), ()))
    return Table(CHANGES, tuple(dict.fromkeys(rows))) if rows else None


def _changed(figures: list[Figure], told: dict[str, Told], first: date, notes: Notes) -> list[Row]:
    before = [each for each in figures if each.reported and each.reported < first]
    now = [each for each in figures if each.reported and each.reported >= first]
    if not before or not now:
        return []
    old, new = max(before, key=lambda f: f.reported or first), max(now, key=lambda f: f.reported or first)
    if (old.low, old.best, old.high) == (new.low, new.best, new.high):
        return []
    was, is_ = told[old.claim], told[new.claim]
    cells = (f"{_named(told.values())}: {people(new.of)} {new.kind}", _figure(old, was), _figure(new, is_), who(is_))
    return [Row(cells, notes.cite((was, is_)))]
