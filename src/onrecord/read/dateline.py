"""The date line that opens a report: KYIV, Jan 5 (Agency) -"""

import re
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model.document import Section, SectionKind
from onrecord.model.span import Span

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CENTURY = 70  # no wire report of ours is older
DAY = (
    r"(?:(?P<month>(?i:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*)\.?\s+(?P<day>\d{1,2})"
    r"|(?P<day2>\d{1,2})\s+(?P<month2>(?i:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*)\.?)"
    r"(?:[,.]?\s*\b(?P<year>\d{4}|\d{2}))?"
)
# A town in capitals, or two; possessive, since a run of hyphens could be split in too many ways
PLACE = r"(?P<place>[A-Z][A-Z.'’\-]++(?:[ /][A-Z][A-Z.'’\-]*+)*+)"
DATELINE = re.compile(
    PLACE + r"(?:,\s+(?P<country>[A-Z][\w.'’]+(?:\s+(?:of|and|the|[A-Z][\w.'’]+)){0,4}))??"
    rf"(?:,\s+{DAY})?"
    r"(?:,?\s+\((?P<agency>[^()\n]{2,40})\))?"
    r"\s*(?:\s[-–—]+\s|[–—]+\s*|:\s)"
)
RELEASE = re.compile(  # an armed force's press release: day in brackets, often on a line of its own
    PLACE + r"(?:,\s+(?P<country>[A-Z][\w.'’]+(?:\s+(?:of|and|the|[A-Z][\w.'’]+)){0,4}))?"
    rf",?\s+\({DAY}(?P<agency>)\)\s*[-–—−:]*\s*"
)
READ = {SectionKind.HEADLINE, SectionKind.HEADING, SectionKind.PARAGRAPH}


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a date line says. `day` only where it names the year."""

    place: Span
    day: date | None
    agency: str | None


def read_dateline(text: str, sections: tuple[Section, ...]) -> tuple[tuple[Section, ...], Dateline | None]:
    """The sections with the date line cut off the first paragraph that opens with one, or set apart where it is all
    that a line holds.
    """
    for number, section in enumerate(sections):
        match = _match(text, section)
        if match:
            cut = Section(SectionKind.DATELINE, Span(match.start(), len(match[0].rstrip()) + match.start()))
            rest = (
                (replace(section, span=Span(match.end(), section.span.end)),) if match.end() < section.span.end else ()
            )
            place = Span(match.start("place"), match.end("country") if match["country"] else match.end("place"))
            line = Dateline(place, _day(match), match["agency"] or None)
            return (*sections[:number], cut, *rest, *sections[number + 1 :]), line
    return sections, None


def _match(text: str, section: Section) -> re.Match[str] | None:
    """The date line that a section opens with."""
    if section.kind not in READ:
        return None
    release = RELEASE.match(text, section.span.start, section.span.end)
    if release or section.kind is not SectionKind.PARAGRAPH:
        return release
    match = DATELINE.match(text, section.span.start, section.span.end)
    return match if match and match.end() < section.span.end else None


def _century(year: int) -> int:
    """The year of two figures that a date line means: '90 is 1990, '24 is 2024."""
    return year if year > 99 else year + (1900 if year >= CENTURY else 2000)


def _day(match: re.Match[str]) -> date | None:
    """The day, where the line gives its year and the calendar has it."""
    month, day, year = match["month"] or match["month2"], match["day"] or match["day2"], match["year"]
    if not (month and day and year):
        return None
    try:
        return date(_century(int(year)), MONTHS.index(month[:3].lower()) + 1, int(day))
    except ValueError:
        return None
