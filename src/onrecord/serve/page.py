"""One question, three ways to read its answer: a page, its `.json` twin, and CSV of the rows that it shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from fastapi import APIRouter, Request, Response

from onrecord.serve.plain import as_csv, as_text
from onrecord.serve.problem import REFUSALS, Problem, ProblemShape

Answer = Mapping[str, Any]
Drawn = Callable[[Request, str, Answer], str]  # a request, a template's name and an answer -> HTML
CSV_BODY: dict[str, Any] = {"text/csv": {"schema": {"type": "string"}}}


@dataclass(frozen=True, slots=True)
class PageOf:
    """A page: where it stands, the template that draws it, and the part of its answer that is a table, if one is."""

    path: str
    name: str
    template: str
    table: str | None = None
    formats: tuple[str, ...] = ()  # of publish.formats, those that fit what it shows


def wants(request: Request) -> str:
    """The form that a client asks for by its Accept header: html, json or csv."""
    accepted = request.headers.get("accept", "")
    for form, kind in (("html", "text/html"), ("json", "application/json"), ("csv", "text/csv")):
        if kind in accepted:
            return form
    return "html"


def respond(request: Request, body: str, kind: str, **headers: str) -> Response:
    """A body with its ETag, or 304 where the client holds it already."""
    data = body.encode("utf-8", errors="replace")
    tag = f'W/"{blake2b(data, digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Vary": "Accept, Cookie, HX-Request", **headers}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=f"{kind}; charset=utf-8", headers=headers)


def as_response(request: Request, page: PageOf, answer: Answer, form: str, draw: Drawn) -> Response:
    """An answer in one of its forms."""
    if form == "json":
        shown = {name: value for name, value in answer.items() if not name.startswith("_")}
        return respond(request, as_text(shown), "application/json")
    if form == "csv":
        if page.table is None:
            raise Problem(406, "csv", f"{page.path} is no table; ask for JSON: {twin(page.path)}.")
        name = page.name.lower()
        saved = f'attachment; filename="onrecord-{name}.csv"'
        return respond(
            request,
            as_csv(rows(answer[page.table]), answer.get("findings")),
            "text/csv",
            **{"Content-Disposition": saved},
        )
    return respond(request, draw(request, page.template, {**answer, "_formats": page.formats}), "text/html")


def rows(part: Any) -> Sequence[Any]:
    """The rows of a part of an answer, be it a page of a list or the rows themselves."""
    found: Sequence[Any] = getattr(part, "rows", part)
    return found


def twin(path: str, form: str = "json") -> str:
    """The address of a page in another form.

    >>> twin("/"), twin("/events/ab")
    ('/today.json', '/events/ab.json')
    """
    return f"{'/today' if path == '/' else path}.{form}"


def add_page(router: APIRouter, page: PageOf, answer: Callable[..., Answer], draw: Drawn) -> None:
    """Routes of a page and its twins. `answer` is the endpoint's function; its parameters are those of the address."""

    def endpoint(form: str | None) -> Callable[..., Response]:
        def ask(request: Request, **asked: Any) -> Response:
            return as_response(request, page, answer(**asked), form or wants(request), draw)

        ask.__signature__ = _signature(answer)  # type: ignore[attr-defined]
        return ask

    said, name = answer.__doc__ or page.name, page.name
    html: dict[int | str, Any] = {
        200: {"content": {"text/html": {}, "application/json": {}, **(CSV_BODY if page.table else {})}}
    }
    if page.table is None:
        html[406] = REFUSED_FORM
    twins: dict[int | str, Any] = {200: {"content": {"application/json": {"schema": {"type": "object"}}}}}
    common: dict[str, Any] = {"tags": [name], "summary": said}
    router.get(twin(page.path), response_class=Response, responses={**REFUSALS, **twins}, **common)(endpoint("json"))
    if page.table is not None:
        sheet: dict[int | str, Any] = {200: {"content": CSV_BODY}}
        router.get(twin(page.path, "csv"), response_class=Response, responses={**REFUSALS, **sheet}, **common)(
            endpoint("csv")
        )
    router.get(page.path, response_class=Response, responses={**REFUSALS, **html}, **common)(endpoint(None))


REFUSED_FORM = {"model": ProblemShape, "description": "The page is no table.", "content": {"text/html": {}}}


def _signature(answer: Callable[..., Answer]) -> Any:
    """The answer's own parameters and the request before them, for FastAPI to read."""
    from inspect import Parameter, signature

    own = signature(answer, eval_str=True)
    request = Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
    keyed = [parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in own.parameters.values()]
    return own.replace(parameters=[request, *keyed], return_annotation=Response)
