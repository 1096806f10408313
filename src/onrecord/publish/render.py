"""A brief drawn as Markdown, a page of HTML, or JSON. The looks are in `templates/`, which a newsroom can replace."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.publish import phrase
from onrecord.publish.brief import Brief


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
    return environment


def escaped(text: str) -> str:
    """Text in which Markdown has no hold.

    >>> escaped("a *b* [c]")
    'a \\\\*b\\\\* \\\\[c\\\\]'
    """
    return "".join(f"\\{char}" if char in "\\`*_[]<>#" else char for char in text)


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
