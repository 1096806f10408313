"""The record as a folder of plain pages that any host serves: no script, no network, links that do not move.

A day's brief is `brief/DAY.html`, an event `event/ID.html` and a transfer `transfer/ID.html`. An event's id is that of
its earliest claim; the id of each other claim that it holds has a page that leads on to it, so that a link still holds
when two events turn out to be one.
"""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from onrecord.model.record import Event, Figure, Records, Told, Transfer
from onrecord.publish import tables
from onrecord.publish.document import Brief, Mark
from onrecord.publish.map import svg_map
from onrecord.publish.render import Look, as_json, environment, page, slug
from onrecord.publish.speaker import outlet_of
from onrecord.publish.timeline import svg_timeline
from onrecord.publish.topic import label

Files = Iterator[tuple[str, str]]


def make_site(briefs: Iterable[Brief], records: Records, look: Look | None = None) -> Files:
    """All pages as (path, text). Each day's brief is written as it comes; the rest is gone through once."""
    look = look or Look()
    days = []
    marks: dict[tuple[str, str], Mark] = {}
    for brief in briefs:
        days.append(brief)
        marks |= {(mark.event, mark.event or mark.label): mark for mark in brief.marks}
        yield f"brief/{brief.day}.html", page("brief.html", brief, look).lstrip()
        yield f"brief/{brief.day}.json", as_json(brief, look)
    events, transfers = list(records.events()), list(records.transfers())
    yield from _events(events, records, look)
    yield from _transfers(transfers, records, look)
    yield from _pictures(list(marks.values()), days, look)
    yield "index.html", _page("site_index.html", look, days=list(reversed(days)), counts=(len(events), len(transfers)))


def _page(name: str, look: Look, *, up: str = "", **values: object) -> str:
    """A page of the site; `up` leads from its folder to the site's own."""
    return environment(look.template).get_template(name).render(up=up, **values).lstrip()


def _events(events: list[Event], records: Records, look: Look) -> Files:
    rows = []
    for event in events:
        told = records.told(event.claims)
        if not told:
            continue
        rows.append((slug(event.id), label(told[0]), event))
        figures = list(_figures(event, told))
        claims = [(each, tables.who(each), outlet_of(each)) for each in told]
        yield (
            f"event/{slug(event.id)}.html",
            _page("site_event.html", look, up="../", event=event, title=label(told[0]), figures=figures, claims=claims),
        )
        for claim in event.claims:
            if claim != event.id:
                yield f"event/{slug(claim)}.html", _page("site_moved.html", look, up="../", to=slug(event.id))
    yield "events.html", _page("site_events.html", look, rows=rows)


def _figures(event: Event, told: tuple[Told, ...]) -> Iterator[tuple[Figure, str, str]]:
    """Each figure with its words and whose it is."""
    by_id = {each.claim.id: each for each in told}
    for figure in event.figures:
        if figure.claim in by_id:
            words = tables.figure_words(figure.low, figure.best, figure.high)
            yield figure, words, tables.who(by_id[figure.claim])


def _transfers(transfers: list[Transfer], records: Records, look: Look) -> Files:
    rows = []
    for transfer in transfers:
        told = {each.claim.id: each for each in records.told(transfer.claims)}
        if not told:
            continue
        parties = [side.name if side else "not said" for side in (transfer.supplier, transfer.recipient)]
        what = transfer.what
        goods = (what.designation or what.description or what.category) if what else None
        title = f"{goods or 'Aid'}: {parties[0]} to {parties[1]}"
        rows.append((slug(transfer.id), title, transfer))
        steps = [(step, told[step.claim]) for step in transfer.stages if step.claim in told]
        steps.sort(key=lambda pair: (str(pair[0].reported or ""), pair[0].claim))
        yield (
            f"transfer/{slug(transfer.id)}.html",
            _page("site_transfer.html", look, up="../", title=title, steps=steps, transfer=transfer),
        )
    yield "transfers.html", _page("site_transfers.html", look, rows=rows)


def _pictures(marks: list[Mark], days: list[Brief], look: Look) -> Files:
    """Map and timeline of all briefs, the places and days also as lists, for who cannot see the pictures."""
    picture = Markup(svg_map(marks, look.base))
    yield "map.html", _page("site_picture.html", look, title="Map", picture=picture, marks=marks)
    line = Markup(svg_timeline(marks, days[0].day, days[-1].day)) if days else ""
    yield "timeline.html", _page("site_picture.html", look, title="Timeline", picture=line, marks=marks)
