"""The desk as one ASGI app: pages with their twins, the review that writes, and what guards them."""

import gc
import time
from asyncio import get_running_loop
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import quote

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.errors import OnrecordError
from onrecord.serve.answers import Answers, Id
from onrecord.serve.asked import AsOf
from onrecord.serve.desk import Desk
from onrecord.serve.draw import COOKIE, Drawing
from onrecord.serve.export import add_export
from onrecord.serve.guard import READ_COOKIE, Access, Guard
from onrecord.serve.page import PageOf, add_page, wants
from onrecord.serve.problem import REFUSALS, Problem
from onrecord.serve.review import review_routes
from onrecord.serve.shown import Exports
from onrecord.serve.sign import sign_routes
from onrecord.serve.users import Users
from onrecord.store import Store

STATIC = files("onrecord.serve").joinpath("static")
THREADS = 10  # requests that are answered at a time: more would wait for a connection, of which there are 15
COLLECTED = (20_000, 5, 50)  # objects not let go, and rounds of the younger, before a generation is walked
BACKSTOP = 500_000  # objects not let go before the young are walked in the midst of an answer
GZIP = 5  # level: a third of the time of the highest, within some percent of its size
TABLES = ("xlsx", "csv", "jsonl", "parquet", "sqlite")
OF_EVENTS = (*TABLES, "geojson", "acled", "ucdp", "polecat", "hxl", "stix", "ftm", "timelinejs", "atom", "claimreview")
OF_CLAIMS = (*TABLES, "claimreview")
OF_TRANSFERS = (*TABLES, "sipri", "kiel")
PAGES = (
    (PageOf("/", "Today", "today.html", formats=(*OF_EVENTS, "sipri", "kiel")), "today"),
    (PageOf("/timeline", "Timeline", "timeline.html", "_rows", OF_EVENTS), "timeline"),
    (PageOf("/map", "Map", "map.html", "_rows", OF_EVENTS), "map"),
    (PageOf("/claims", "Claims", "claims.html", "claims", OF_CLAIMS), "claims"),
    (PageOf("/events", "Events", "events.html", "events", OF_EVENTS), "events"),
    (PageOf("/events/{id}", "Event", "event.html", "claims", OF_EVENTS), "event"),
    (PageOf("/transfers", "Transfers", "transfers.html", "transfers", OF_TRANSFERS), "transfers"),
    (PageOf("/transfers/{id}", "Transfer", "transfer.html", "claims", OF_TRANSFERS), "transfer"),
    (PageOf("/strikes", "Strikes", "strikes.html", "strikes", TABLES), "strikes"),
    (PageOf("/sources", "Sources", "sources.html", "sources"), "sources"),
    (PageOf("/sources/{name}", "Source", "source.html", "claims", OF_CLAIMS), "source"),
    (PageOf("/reports/{id}", "Report", "report.html", "claims", OF_CLAIMS), "report"),
    (PageOf("/search", "Search", "search.html"), "search"),
    (PageOf("/about", "About", "about.html"), "about"),
)


def make_app(store: Store, users: Users, access: Access | None = None) -> FastAPI:
    """The app over one record. `access` says by which hosts it is called and who may read; default: loopback, all."""
    desk = Desk(store)
    drawing = Drawing(users)
    app = FastAPI(
        title="onrecord desk",
        description="What was said to have happened, and who says so. Each page has a `.json` twin.",
        version=_version(),
        docs_url=None,
        redoc_url=None,
        lifespan=_settled,
    )
    answers = Answers(desk)
    exports = Exports(answers)
    for page, name in PAGES:
        add_page(app.router, page, getattr(answers, name), drawing.page)
        if page.formats:
            add_export(app.router, page, getattr(exports, name))
    app.include_router(review_routes(desk, users, drawing))
    app.include_router(sign_routes(users, drawing))
    _plain_routes(app, desk)
    _refusals(app, drawing)
    app.mount("/static", StaticFiles(directory=str(STATIC)), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=800, compresslevel=GZIP)
    app.add_middleware(
        Guard,
        access=access or Access(),
        signed_in=lambda asked: users.of(asked.cookies.get(COOKIE)) is not None,
        refuse=_Refused(drawing),
    )
    if access is not None and access.token:
        _keep_token(app)
    app.middleware("http")(_timed)
    app.add_middleware(_Tidied)
    return app


@asynccontextmanager
async def _settled(_app: FastAPI) -> AsyncIterator[None]:
    """What was loaded to start stays for good: the collector need not walk it, which takes longer than a page.

    What answers leave behind is walked between them (`_Tidied`): objects go with their last user, few are in rings.
    """
    before = gc.get_threshold()
    current_default_thread_limiter().total_tokens = THREADS
    gc.collect()
    gc.freeze()
    gc.set_threshold(BACKSTOP, *COLLECTED[1:])
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class _Tidied:
    """An ASGI app, and the garbage collector after each of its answers, when these have left."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)
        get_running_loop().call_soon(_tidy)


def _tidy() -> None:
    """Walks the oldest generation of objects of which there is enough to walk."""
    counts = gc.get_count()
    due = [generation for generation, most in enumerate(COLLECTED) if counts[generation] > most]
    if due:
        gc.collect(due[-1])


def _version() -> str:
    from onrecord import __version__

    return __version__


async def _timed(request: Request, call_next: Any) -> Response:
    """Says how long the server took, in milliseconds, where a browser's tools show it."""
    began = time.perf_counter()
    response: Response = await call_next(request)
    response.headers["Server-Timing"] = f"total;dur={(time.perf_counter() - began) * 1000:.1f}"
    return response


def _keep_token(app: FastAPI) -> None:
    """A token in the address becomes a cookie at once, so that it is not in the next address."""

    @app.middleware("http")
    async def keep(request: Request, call_next: Any) -> Response:
        token = request.query_params.get("token")
        if token is None or wants(request) != "html":
            response: Response = await call_next(request)
            return response
        redirect = RedirectResponse(str(request.url.remove_query_params("token")), status_code=303)
        redirect.set_cookie(READ_COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return redirect


def _plain_routes(app: FastAPI, desk: Desk) -> None:
    @app.get("/llms.txt", response_class=PlainTextResponse, tags=["About"], summary="What a language model may ask")
    def llms() -> str:
        return files("onrecord.serve").joinpath("llms.txt").read_text(encoding="utf-8")

    @app.get("/open/{claim}", status_code=303, response_class=Response, tags=["Report"], responses=REFUSALS)
    def words(claim: Id, asked: Annotated[AsOf, Query()]) -> Response:
        """To the words of a claim in its report."""
        told = desk.store.told([claim])
        if not told:
            raise Problem(404, "missing", f"There is no claim {claim} on the record.")
        as_of = f"?as_of={quote(asked.as_of.isoformat())}" if asked.as_of else ""
        return RedirectResponse(f"/reports/{told[0].report.id}{as_of}#claim-{claim}", status_code=303)

    @app.get("/disputed.json", response_class=JSONResponse, tags=["Map"], summary="Disputed areas, drawn over the base")
    def disputed() -> Response:
        drawn = files("onrecord.serve").joinpath("data", "disputed.json").read_bytes()
        return Response(drawn, media_type="application/json")


def _refusals(app: FastAPI, drawing: Drawing) -> None:
    async def problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return refused(request, drawing, error.status, error.code, error.message)

    async def unfit(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return refused(request, drawing, 400, "parameter", _sentence(error.errors()[0]))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        message = NOT_THERE if error.status_code == 404 else f"{error.detail}."
        answer = refused(request, drawing, error.status_code, "http", message)
        answer.headers.update(error.headers or {})
        return answer

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, OnrecordError)
        return refused(request, drawing, 503, error.code, f"{error}.")

    async def unforeseen(request: Request, error: Exception) -> Response:
        return refused(request, drawing, 500, "unforeseen", UNFORESEEN)

    app.add_exception_handler(Exception, unforeseen)  # raised again afterwards, for the server to tell
    app.add_exception_handler(Problem, problem)
    app.add_exception_handler(RequestValidationError, unfit)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(OnrecordError, ours)


UNFORESEEN = "Something here failed that should not; the record is as it was. The program that serves it says why."
NOT_THERE = "There is no such page. The pages are listed at the top of each."


def _sentence(error: Any) -> str:
    """What is amiss with a parameter, as a sentence."""
    name = ".".join(str(part) for part in error["loc"][1:]) or "the request"
    return f"{name}: {error['msg'][0].lower()}{error['msg'][1:]}."


def refused(asked: HTTPConnection, drawing: Drawing, status: int, code: str, message: str) -> Response:
    """A refusal in its one shape, as a page for browsers."""
    path, html = asked.scope["path"], "text/html" in asked.headers.get("accept", "")
    if html and not path.endswith((".json", ".csv")):
        return HTMLResponse(drawing.problem(asked, status, message), status_code=status)
    return JSONResponse({"error": {"code": code, "message": message}}, status_code=status)


class _Refused:
    """The ASGI app that answers what the guard refuses."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = refused(HTTPConnection(scope), self._drawing, *scope["onrecord.refusal"])
        await answer(scope, receive, send)
