"""Pages drawn from templates: what every page shares, and how values are written for people."""

from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import HTTPConnection

from onrecord.model.claim import Type, plain
from onrecord.model.finding import Finding, is_link
from onrecord.model.record import anchor
from onrecord.publish import phrase
from onrecord.publish.formats import FORMATS
from onrecord.publish.render import inert
from onrecord.serve.correct import FIELDS
from onrecord.serve.export import export_path
from onrecord.serve.marked import field_words
from onrecord.serve.page import twin
from onrecord.serve.queue import name_of
from onrecord.serve.users import SignedIn, Users
from onrecord.store.judge import split_anchor
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
TYPES = tuple(type_.value for type_ in Type)
VENDOR = files("onrecord.serve").joinpath("static", "vendor")
# Signs beside the words, so that colour is never the only one.
SIGNS = {"confirmed": "✓", "corroborated": "◆", "claimed": "●", "reported": "○", "unverified": "?", "denied": "✕"}
SIGNS |= {"disputed": "≠", "false": "✕"}  # what a person found


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
        self._environment.globals.update(menu=MENU, unlisted=UNLISTED, field_words=field_words, signs=SIGNS)
        self._environment.globals.update(types=TYPES, fields=CORRECTED, found=tuple(Finding), of_format=FORMATS)

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


def _day(value: date | None) -> str:
    return phrase.day(value, year=True) if value else "no date"


def _days(when: Any) -> str:
    """The days of a happening, as short as they can be told."""
    if when is None or (when.start is None and when.end is None):
        return "no date"
    if when.start == when.end:
        return _day(when.start)
    if when.start is None:
        return f"up to {_day(when.end)}"
    return f"from {_day(when.start)}" if when.end is None else f"{_day(when.start)} to {_day(when.end)}"


def _amount(value: Any) -> str:
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


def _digits(number: float) -> str:
    """A number in figures, however small: columns of a table are compared."""
    return f"{number:,.10g}" if isinstance(number, float) and not number.is_integer() else f"{int(number):,}"


def _names(actors: Any) -> str:
    return ", ".join(inert(getattr(actor, "value", actor).name) for actor in actors)


def _source(told: Any) -> str | None:
    """The innermost source that is named."""
    named = next((a.sources for a in told.attributions if a.sources), ())
    return _names(named) or None


def _standing(told: Any) -> str:
    """What the words say of a claim, by the ledger's five words."""
    statuses = {check.value.status.value for check in told.claim.verification}
    if "confirmed" in statuses:
        return "confirmed"
    if plain(told.claim.polarity) == "negated":
        return "denied"
    if statuses & {"unverified", "disputed", "withdrawn"}:
        return "unverified"
    return "claimed" if _source(told) else "reported"


FILTERS: dict[str, Any] = {
    "inert": lambda text: inert(text or ""),
    "day": _day,
    "days": _days,
    "amount": _amount,
    "names": _names,
    "source": _source,
    "standing": _standing,
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
