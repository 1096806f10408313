"""Pages drawn from templates: what every page shares, and how values are written for people."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import HTTPConnection

from onrecord.model.finding import Finding
from onrecord.publish.formats import FORMATS
from onrecord.serve.correct import FIELDS
from onrecord.serve.export import export_path
from onrecord.serve.figures import in_short
from onrecord.serve.marked import field_words
from onrecord.serve.page import twin
from onrecord.serve.users import SignedIn, Users
from onrecord.serve.wording import (
    DISPUTES,
    FACETS,
    FILTERS,
    PRECISIONS,
    RATINGS,
    SIGNS,
    STANDINGS,
    TYPES,
    WHAT,
    meanings,
)
from onrecord.store.ledger import UNLISTED

MENU = (
    ("/", "Today"),
    ("/timeline", "Timeline"),
    ("/map", "Map"),
    ("/claims", "Claims"),
    ("/events", "Events"),
    ("/transfers", "Transfers"),
    ("/strikes", "Strikes"),
    ("/sources", "Sources"),
    ("/review", "Review"),
)
EVERYDAY = frozenset({"killed", "injured", "place", "when", "actor", "recipient", "type"})
COOKIE = "onrecord_session"  # SameSite=Strict, HttpOnly
CORRECTED = (*(name for name in FIELDS if name in EVERYDAY), *(name for name in FIELDS if name not in EVERYDAY))
VENDOR = files("onrecord.serve").joinpath("static", "vendor")


class Drawing:
    """Draws pages. Text of reports is escaped, and marks that would turn a line around are made visible."""

    def __init__(self, users: Users) -> None:
        self._users = users
        self._environment = Environment(
            loader=PackageLoader("onrecord.serve"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._environment.filters.update(FILTERS)
        self._environment.globals.update(
            menu=MENU,
            types=TYPES,
            fields=CORRECTED,
            signs=SIGNS,
            unlisted=UNLISTED,
            found=tuple(Finding),
            of_format=FORMATS,
            field_words=field_words,
            in_short=in_short,
            nouns=WHAT,
            meanings=meanings(),
            standings_mean=STANDINGS,
            ratings_mean=RATINGS,
            precisions=PRECISIONS,
            disputed_words=DISPUTES,
            facet_words=FACETS,
        )

    def page(self, request: HTTPConnection, template: str, answer: Mapping[str, Any]) -> str:
        """A page of an answer."""
        given = {name.removeprefix("_"): value for name, value in answer.items()}
        return self._environment.get_template(template).render({**self._shared(request), **given})

    def problem(self, request: HTTPConnection, status: int, message: str) -> str:
        """The page of a refusal."""
        return self.page(request, "problem.html", {"status": status, "message": message})

    def user(self, request: HTTPConnection) -> SignedIn | None:
        """Who is signed in."""
        return self._users.of(request.cookies.get(COOKIE))

    def _shared(self, request: HTTPConnection) -> dict[str, Any]:
        asked = dict(request.query_params)
        path = request.scope["path"]

        def address(**changed: Any) -> str:
            """This page with other filters; None takes one away."""
            kept = {name: value for name, value in {**asked, **changed}.items() if value not in (None, "")}
            return f"{quote(path)}?{urlencode(kept)}" if kept else quote(path)

        def to(path: str, **more: Any) -> str:
            """Another page, as of the same day."""
            kept = {"as_of": asked.get("as_of"), **more}
            kept = {name: value for name, value in kept.items() if value not in (None, "")}
            return f"{quote(path)}?{urlencode(kept)}" if kept else quote(path)

        def other(form: str) -> str:
            """This page's twin with the same filters."""
            return f"{quote(twin(path, form))}?{urlencode(asked)}" if asked else quote(twin(path, form))

        def export(form: str) -> str:
            """All that this page's filter finds, in another format."""
            kept = {name: value for name, value in asked.items() if name not in ("cursor", "limit")}
            way = f"{export_path(path)}/{form}"
            return f"{quote(way)}?{urlencode(kept)}" if kept else quote(way)

        return {
            "here": path,
            "asked": asked,
            "address": address,
            "to": to,
            "other": other,
            "export": export,
            "formats": (),
            "findings": {},
            "user": self.user(request),
            "missing": not VENDOR.joinpath("htmx.js").is_file(),
        }
