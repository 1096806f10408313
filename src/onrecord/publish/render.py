"""A brief drawn as Markdown, a page of HTML, or JSON. The looks are in `templates/`, which a newsroom can replace."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.publish import phrase
from onrecord.publish.document import Brief


@cache
def _environment() -> Environment:
    loader = PackageLoader("onrecord.publish")
    environment = Environment(
        loader=loader,
        autoescape=lambda name: bool(name and name.endswith(".html")),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["day"] = lambda value: phrase.day(value, year=True)
    environment.filters["safe_url"] = lambda url: url if url and url.startswith(("http://", "https://")) else None
    environment.filters["md"] = escaped
    environment.filters["inert"] = inert
    return environment


# Control characters steer a terminal, marks of direction turn a line around: neither is a report's to do on our page.
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def inert(text: str) -> str:
    """Text that a person is shown: what would steer the terminal or turn the line is U+FFFD, one for one.

    >>> inert("red\x1b[31m \u202etext")
    'red\ufffd[31m \ufffdtext'
    """
    return STEERING.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Text in which Markdown has no hold, nor the terminal.

    >>> escaped("a *b* [c]")
    'a \\\\*b\\\\* \\\\[c\\\\]'
    """
    return "".join(f"\\{char}" if char in "\\`*_[]<>#" else char for char in inert(text))


def markdown(brief: Brief) -> str:
    """The brief as Markdown, notes at the end."""
    return _environment().get_template("brief.md").render(brief=brief)


def html(brief: Brief) -> str:
    """The brief as one page that needs nothing else: no script, no network."""
    return _environment().get_template("brief.html").render(brief=brief)


def as_json(brief: Brief) -> str:
    """The brief as JSON: sections, sentences with their notes, and the notes."""

    def iso(value: Any) -> str:
        return str(value.isoformat())

    return json.dumps(asdict(brief), ensure_ascii=False, indent=2, default=iso) + "\n"


RENDERERS: dict[str, Callable[[Brief], str]] = {"md": markdown, "html": html, "json": as_json}


def render(brief: Brief, form: str) -> str:
    """The brief in one of the forms of RENDERERS.

    Raises KeyError for another form.
    """
    return RENDERERS[form](brief)
