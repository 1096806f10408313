"""A timeline of a brief's events as one SVG picture: a bar a happening, as long as its date is exact."""

from collections.abc import Iterable
from datetime import date, timedelta
from html import escape

from onrecord.publish import setting
from onrecord.publish.document import Mark
from onrecord.publish.map import FILLS, RULE, SOFT, STROKE

WIDTH, LABELS, LINE = 760, 330, 20  # pixels
MOST, LONGEST = 30, 52  # rows; characters of a label
BEFORE = 6  # days shown before the first day of the brief: what is older has an open end at the left


def svg_timeline(marks: Iterable[Mark], since: date, last: date) -> str:
    """The timeline as SVG; "" where no event of these days has a date."""
    first, end = since - timedelta(days=BEFORE), last + timedelta(days=2)
    rows: dict[tuple[object, ...], Mark] = {}
    for mark in marks:
        start = mark.start or mark.end
        if start and start <= end and (mark.end or last) >= first:
            rows.setdefault((mark.label, start, mark.end), mark)
    shown = sorted(rows.values(), key=lambda m: (m.start or m.end or first, m.end or last, m.label))[-MOST:]
    if not shown:
        return ""
    step = (WIDTH - LABELS) / ((end - first).days + 1)
    height = LINE * (len(shown) + 1) + 8
    parts = [*_days(first, end, step, height)]
    for number, mark in enumerate(shown, 1):
        parts.append(_bar(mark, (number * LINE) + 6, first, end, step))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="Timeline of the events" font-family="sans-serif" font-size="12">{"".join(parts)}</svg>'
    )


def _days(first: date, end: date, step: float, height: int) -> Iterable[str]:
    for n in range((end - first).days + 1):
        x = LABELS + n * step
        yield f'<path d="M{x:.1f} {LINE}V{height}" stroke="{RULE}" stroke-width=".6"/>'
        if step >= 34 or n % (int(34 / step) + 1) == 0:
            day = first + timedelta(days=n)
            yield f'<text x="{x + 3:.1f}" y="14" fill="{SOFT}" font-size="10">{day.day} {day:%b}</text>'


def _bar(mark: Mark, y: int, first: date, end: date, step: float) -> str:
    """A bar from the first to the last day; an end that is open or out of the picture is an arrow."""
    start, stop = mark.start or mark.end or first, mark.end or end
    left, right = max(start, first), min(stop, end)
    x, wide = LABELS + (left - first).days * step, ((right - left).days + 1) * step
    fill = FILLS.get(mark.standing, "#7d96b5")
    name = mark.label if len(mark.label) <= LONGEST else mark.label[: LONGEST - 1].rstrip() + "…"
    title = f"<title>{escape(mark.label)}: {escape(_span(mark))}</title>"
    arrows = ""
    if start < first or mark.start is None:
        arrows += f'<path d="M{x + 6:.1f} {y + 2}l-6 5l6 5" fill="none" stroke="{STROKE}"/>'
    if stop > end or mark.end is None:
        arrows += f'<path d="M{x + wide - 6:.1f} {y + 2}l6 5l-6 5" fill="none" stroke="{STROKE}"/>'
    return (
        f'<text x="{LABELS - 8}" y="{y + 11}" text-anchor="end" fill="#1b1b1d">{escape(name)}{title}</text>'
        f'<rect x="{x + 1:.1f}" y="{y + 2}" width="{max(wide - 2, 3):.1f}" height="10" rx="2" fill="{fill}" '
        f'stroke="{STROKE}" stroke-width=".8">{title}</rect>{arrows}'
    )


def _span(mark: Mark) -> str:
    days = [setting.day(day, year=True) for day in (mark.start, mark.end) if day]
    return " to ".join(dict.fromkeys(days))
