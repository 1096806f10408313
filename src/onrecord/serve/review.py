"""The review: a queue of what a person should look at, and judgements, added and withdrawn, never overwritten."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from threading import Lock
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from onrecord.errors import StoreError
from onrecord.model.finding import FINDINGS, VERIFICATION, Finding, is_link
from onrecord.model.record import ISSUE, RATING, Judgement, Verdict
from onrecord.pipeline import rebuild
from onrecord.serve.correct import value_json
from onrecord.serve.desk import Desk
from onrecord.serve.draw import Drawing
from onrecord.serve.finding import findings
from onrecord.serve.page import PageOf, add_page
from onrecord.serve.problem import REFUSALS, Problem
from onrecord.serve.queue import ACCEPTED, NOTE, Accepted, Queue, name_of, others, queue
from onrecord.serve.sign import writer
from onrecord.serve.users import Users
from onrecord.store import Store
from onrecord.store.judge import split_anchor

LAST = 20  # judgements shown
WORDS = "words"  # of the right value, in characters of the report's text: "words 12-18"
Act = Literal["accept", "correct", "merge", "split", "rate", "note", "verify"]


Plain = Annotated[str, Field(pattern=r"^[^\x00]*$")]


class Made(BaseModel):
    """A judgement as the form of the review sends it."""

    model_config = ConfigDict(extra="forbid")
    act: Act
    csrf: Annotated[Plain, Field(max_length=100)]
    left: Annotated[
        Plain,
        Field(max_length=300, description="A claim's id or anchor, an issue's anchor, or a source."),
    ]
    right: Annotated[Plain, Field(max_length=300)] = ""
    kind: Annotated[Accepted, Field(description="What is accepted or noted.")] = "claim"
    others: Annotated[Plain, Field(max_length=20_000, description="Anchors of what is accepted with it.")] = ""
    field: Annotated[
        Plain, Field(max_length=40, description="The field corrected, an issue's code, or what a dispute is about.")
    ] = ""
    value: Annotated[
        Plain, Field(max_length=2000, description="The right value, in plain words or as the codebook's JSON.")
    ] = ""
    start: Annotated[int | None, Field(ge=0)] = None
    end: Annotated[int | None, Field(ge=0)] = None
    reason: Annotated[Plain, Field(max_length=2000)] = ""
    evidence: Annotated[
        Plain, Field(max_length=2000, description="Addresses (http, https) of what a finding rests on.")
    ] = ""
    back: Annotated[Plain, Field(max_length=2000)] = "/review"


class Undone(BaseModel):
    """The judgement that is withdrawn."""

    model_config = ConfigDict(extra="forbid")
    csrf: Annotated[Plain, Field(max_length=100)]
    judgement: Annotated[Plain, Field(max_length=64)]
    back: Annotated[Plain, Field(max_length=2000)] = "/review"


def judgement_of(made: Made, by: str, at: datetime) -> Judgement:
    """The judgement that a form makes. Raises Problem where something is missing."""
    reasons = tuple(line for line in made.reason.splitlines() if line.strip())
    common: dict[str, Any] = {"left": made.left, "reasons": reasons, "by": by, "at": at}
    if made.act in ("merge", "split"):
        if not made.right or made.right == made.left:
            raise Problem(400, "right", "Merging and splitting take two claims: say the other one.")
        verdict = Verdict.SAME if made.act == "merge" else Verdict.DIFFERENT
        return Judgement(right=made.right, field=None, value=None, verdict=verdict, **common)
    if made.act == "rate":
        if made.value not in tuple("ABCDEF"):
            raise Problem(400, "value", "A source is rated A (reliable) to E (unreliable), or F (cannot be judged).")
        return Judgement(right=None, field=RATING, value=made.value, verdict=None, **common)
    if made.act == "verify":
        return _finding(made, common)
    if made.kind == "issue":
        value = NOTE if made.act == "note" else made.field
        return Judgement(right=None, field=ISSUE, value=value, verdict=None, **common)
    what = f"{made.kind}:{made.field}" if made.kind == "dispute" and made.field else made.kind
    value = NOTE if made.act == "note" else " ".join((ACCEPTED, what, *made.others.split()))
    return Judgement(right=None, field=None, value=value, verdict=None, **common)


def _finding(made: Made, common: dict[str, Any]) -> Judgement:
    """What a person found of a claim, with what was noted and addresses of evidence among the reasons."""
    if made.value not in FINDINGS:
        raise Problem(400, "value", f"Say what you found: {', '.join(Finding)}.")
    links = tuple(made.evidence.split())
    if not all(map(is_link, links)):
        raise Problem(400, "evidence", "Evidence is an address that begins with https:// or http://, or nothing.")
    common["reasons"] += links
    return Judgement(right=None, field=VERIFICATION, value=made.value, verdict=None, **common)


class Review:
    """The queue, and what was judged."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._store, self._lock = desk, desk.store, Lock()

    def page(self, asked: Annotated[Queue, Query()]) -> Mapping[str, Any]:
        """What a person should look at: disputes, unsure merges, doubtful claims, issues; and what was judged last."""
        judged = self._store.judgements()
        last = [
            {"name": name_of(one), "judgement": one, "report": (split_anchor(one.left) or (None,))[0]}
            for one in reversed(judged[-LAST:])
        ]
        entries = queue(self._desk, asked)
        found = findings(self._desk, (told for entry in entries for told in entry.claims))
        return {"kind": asked.kind, "queue": entries, "findings": found, "judged": last}

    def judge(self, made: Made, by: str) -> Judgement:
        """Keeps a judgement and rebuilds what it bears on. Raises Problem where it speaks of nothing on record."""
        at = datetime.now(UTC).replace(microsecond=0)
        judgement = self._correction(made, by, at) if made.act == "correct" else judgement_of(made, by, at)
        for place in others(judgement):
            if not self._store.judged([place]):
                raise Problem(404, "claim", f"There is no claim at {place} on the record.")
        with self._lock, Store.open(self._store.name, create=False) as store:
            try:
                held = store.judge(judgement)
            except StoreError as error:
                raise Problem(404, "claim", f"{error}.") from error
            rebuild(store)
        return held

    def _correction(self, made: Made, by: str, at: datetime) -> Judgement:
        """A field as a person has it; the words that were selected in the report stand among the reasons."""
        told = self._store.told(sorted(self._store.judged([made.left])) or [made.left])
        if not told:
            raise Problem(404, "claim", f"There is no claim {made.left} on the record.")
        value = value_json(self._store, told[0].claim, made.field, made.value)
        reasons = tuple(line for line in made.reason.splitlines() if line.strip())
        if made.start is not None and made.end is not None:
            reasons += (f"{WORDS} {made.start}-{made.end}",)
        return Judgement(made.left, None, made.field, value, None, reasons, by, at)

    def undo(self, name: str) -> Judgement:
        """Withdraws a judgement, which stays on record. Raises Problem where it does not stand."""
        with self._lock, Store.open(self._store.name, create=False) as store:
            found = next((one for one in store.judgements() if name_of(one) == name), None)
            if found is None:
                raise Problem(404, "judgement", "This judgement does not stand any more. Load the page again.")
            store.withdraw(found, at=datetime.now(UTC).replace(microsecond=0))
            rebuild(store)
        return found

    def gold(self) -> Iterator[str]:
        """Corrections as lines of JSON: the report's text with the field, its right value and where its words stand."""
        for one in self._store.judgements():
            parts = split_anchor(one.left)
            report = self._store.report(parts[0]) if parts else None
            if report is None or parts is None or one.value == NOTE:
                continue
            line: dict[str, Any] = {
                "report": report.id,
                "published": str(report.published or "") or None,
                "text": report.text,
            }
            line |= {"trigger": [parts[1], parts[2]], "field": one.field, "value": one.value, "by": one.by}
            line |= {"verdict": one.verdict, "right": one.right, "reasons": list(one.reasons), "at": one.at.isoformat()}
            yield json.dumps(line, ensure_ascii=False) + "\n"


def review_routes(desk: Desk, users: Users, drawing: Drawing) -> APIRouter:
    """Routes of the review; all that writes needs a user who is signed in."""
    routes, review = APIRouter(tags=["Review"], responses=REFUSALS), Review(desk)
    add_page(routes, PageOf("/review", "Review", "review.html"), review.page, drawing.page)

    @routes.get(
        "/review/corrections.jsonl", response_class=PlainTextResponse, summary="Corrections as gold for benches"
    )
    def gold() -> str:
        return "".join(review.gold())

    @routes.post("/judgements", status_code=303, response_class=Response, summary="Judge: accept, correct, merge, ...")
    def judge(request: Request, made: Annotated[Made, Form()]) -> Response:
        user = writer(request, users, made.csrf)
        held = review.judge(made, user.name)
        users.note(user.name, made.act, held.left)
        return _back(request, made.back)

    @routes.post("/judgements/withdraw", status_code=303, response_class=Response, summary="Undo a judgement")
    def withdraw(request: Request, undone: Annotated[Undone, Form()]) -> Response:
        user = writer(request, users, undone.csrf)
        users.note(user.name, "withdrew", review.undo(undone.judgement).left)
        return _back(request, undone.back)

    @routes.get("/audit", response_class=Response, include_in_schema=False)
    def audit(request: Request) -> Response:
        if drawing.user(request) is None:
            raise Problem(401, "user", "Sign in to see who did what.")
        return Response(drawing.page(request, "audit.html", {"acts": users.acts()}), media_type="text/html")

    return routes


def _back(request: Request, back: str) -> Response:
    """To the page that the form was on; never to another site."""
    local = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/review"
    return RedirectResponse(local, status_code=303)
