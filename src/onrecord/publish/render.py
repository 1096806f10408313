"""A brief drawn as Markdown, a page of HTML, PDF, DOCX or JSON.

The looks are in `templates/`; a newsroom's own folder of templates goes before ours, file by file.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.publish import phrase, setting
from onrecord.publish.document import Brief
from onrecord.publish.map import BaseMap, left_out, svg_map
from onrecord.publish.timeline import svg_timeline

METHOD = (
    "Made from the reports on the record alone; each sentence was checked against the claims that it cites. What no "
    "report says is not here, a claim that is not confirmed is no finding, and figures of different sources are never "
    "added. Places: GeoNames (CC BY 4.0)."
)


LEGEND = (
    "Dots are towns and sites; dashed discs are districts, regions and areas, no finer than the words. Dark: confirmed "
    "or corroborated; light: one source's word; white: denied. "
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a brief is drawn: a newsroom's own folder of templates, and a base map."""

    template: Path | None = None
    base: BaseMap | None = None


@cache
def environment(template: Path | None = None) -> Environment:
    """The templates, those of a newsroom's own folder first."""
    ours = PackageLoader("onrecord.publish")
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(template), ours]) if template else ours,
        autoescape=lambda name: bool(name and name.endswith(".html")),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters["day"] = lambda value: setting.day(value, year=True)
    made.filters["safe_url"] = lambda url: url if url and url.startswith(("http://", "https://")) else None
    made.filters["md"] = escaped
    made.filters["cell"] = lambda text: escaped(text).replace("|", "\\|").replace("\n", " ")
    made.filters["inert"] = inert
    made.filters["slug"] = slug
    return made


# Control characters steer a terminal, marks of direction turn a line around: neither is a report's to do on our page.
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def inert(text: str) -> str:
    """Text that a person is shown: what would steer the terminal or turn the line is U+FFFD, one for one.

    >>> inert("red\x1b[31m \u202etext")
    'red\ufffd[31m \ufffdtext'
    """
    return text if text.isprintable() else STEERING.sub("\ufffd", text)  # the first look is the quicker by far


SAFE = re.compile(r"[A-Za-z0-9_-]{1,64}")


def slug(id_: str) -> str:
    """A record's id as the name of its page: itself where that is safe in a file name and an address, else its hash.

    >>> slug("4f0c-12"), len(slug("../x"))
    ('4f0c-12', 16)
    """
    return id_ if SAFE.fullmatch(id_) else sha256(id_.encode()).hexdigest()[:16]


def escaped(text: str) -> str:
    """Text in which Markdown has no hold, nor the terminal.

    >>> escaped("a *b* [c]")
    'a \\\\*b\\\\* \\\\[c\\\\]'
    """
    return "".join(f"\\{char}" if char in "\\`*_[]<>#" else char for char in inert(text))


def facts(brief: Brief) -> tuple[tuple[str, str], ...]:
    """The head of a brief: which days, as of when, the cut-off, how much was read and who speaks."""
    span = setting.day(brief.day, year=True)
    if brief.since != brief.day:
        span = f"{setting.day(brief.since, year=True)} to {span}"
    as_of = f"{brief.as_of:%-d %B %Y, %H:%M %Z}".rstrip(", ") if hasattr(brief.as_of, "hour") else None
    reports, outlets = counted(brief.reports, "report"), counted(brief.outlets, "outlet")
    return (
        ("Reports of", span),
        ("As of", as_of or f"the end of {setting.day(brief.as_of, year=True)}"),
        ("Cut-off", f"last report of {setting.day(brief.cut_off, year=True)}" if brief.cut_off else "no report"),
        ("Read", f"{reports} from {outlets}; {counted(brief.sources, 'independent source')}"),
    )


def counted(number: int, word: str) -> str:
    """A number with its noun.

    >>> counted(1, "report"), counted(12, "outlet")
    ('1 report', '12 outlets')
    """
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def method(brief: Brief) -> str:
    """What the record can't see, and how many sentences the check turned down."""
    refused = f" {counted(len(brief.refused), 'sentence')} left out, for the claims do not carry it."
    return METHOD + (refused if brief.refused else "")


def map_note(brief: Brief, base: BaseMap | None) -> str:
    """What the map leaves out, and whose lines it draws."""
    names = left_out(brief.marks)
    missing = f"Not drawn, as only the country or sea is known: {phrase.listed(names)}. " if names else ""
    drawn = "Outlines: Natural Earth; hatched in ochre: disputed areas." if base and base.land else ""
    return LEGEND + missing + (drawn or "No base map is installed: lines are degrees of longitude and latitude.")


def page(name: str, brief: Brief, look: Look, **more: Any) -> str:
    """A brief through one of the templates."""
    drawn = environment(look.template).get_template(name)
    pictures = {
        "map": Markup(svg_map(brief.marks, look.base)),
        "timeline": Markup(svg_timeline(brief.marks, brief.since, brief.day)),
    }
    note = map_note(brief, look.base)
    return drawn.render(brief=brief, facts=facts(brief), method=method(brief), map_note=note, **pictures, **more)


def markdown(brief: Brief, look: Look) -> str:
    """The brief as Markdown, notes at the end."""
    return page("brief.md", brief, look)


def html(brief: Brief, look: Look) -> str:
    """The brief as one page that needs nothing else: no script, no network."""
    return page("brief.html", brief, look).lstrip()


def as_json(brief: Brief, look: Look) -> str:
    """The brief as JSON: sections, sentences with their notes, and the notes."""

    def iso(value: Any) -> str:
        return str(value.isoformat())

    return json.dumps(asdict(brief), ensure_ascii=False, indent=2, default=iso) + "\n"


def pdf(brief: Brief, look: Look) -> bytes:
    """The brief as PDF. Raises SetupError where typst is not installed."""
    from onrecord.publish.pdf import make_pdf

    return make_pdf(brief, look)


def docx(brief: Brief, look: Look) -> bytes:
    """The brief as a Word document."""
    from onrecord.publish.docx import make_docx

    return make_docx(brief, look)


RENDERERS: dict[str, Callable[[Brief, Look], str | bytes]] = {
    "md": markdown,
    "html": html,
    "json": as_json,
    "pdf": pdf,
    "docx": docx,
}


def render(brief: Brief, form: str, look: Look | None = None) -> str | bytes:
    """The brief in one of the forms of RENDERERS: text, or bytes for PDF and DOCX.

    Raises KeyError for another form.
    """
    return RENDERERS[form](brief, look or Look())
