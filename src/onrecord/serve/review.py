"""The review: a queue of what a person should look at, and judgements, added and withdrawn, never overwritten."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from threading import Lock
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from onrecord.errors import StoreError
from onrecord.model.record import Event, Judgement, Verdict
from onrecord.pipeline import rebuild
from onrecord.serve.asked import AsOf
from onrecord.serve.correct import value_json
from onrecord.serve.desk import Desk
from onrecord.serve.draw import Drawing
from onrecord.serve.page import PageOf, add_page
from onrecord.serve.problem import REFUSALS, Problem
from onrecord.serve.sign import writer
from onrecord.serve.users import Users
from onrecord.store import Store, schema
from onrecord.store.judge import RATING, split_anchor
from onrecord.store.query import EVENTS

QUEUE = 40  # of each kind at once
ACCEPTED, NOTE = "accepted", "note"
WORDS = "words"  # of the right value, in characters of the report's text: "words 12-18"
Kind = Literal["all", "dispute", "unsure", "doubt", "issue"]
Act = Literal["accept", "correct", "merge", "split", "rate", "note"]


class Queue(AsOf):
    """Which part of the queue."""

    kind: Kind = "all"


class Made(BaseModel):
    """A judgement as the form of the review sends it."""

    model_config = ConfigDict(extra="forbid")
    act: Act
    csrf: Annotated[str, Field(max_length=100)]
    left: Annotated[str, Field(max_length=300, description="A claim's id, or the source that is rated.")]
    right: Annotated[str, Field(max_length=300)] = ""
    field: Annotated[str, Field(max_length=40)] = ""
    value: Annotated[
        str, Field(max_length=2000, description="The right value, in plain words or as the codebook's JSON.")
    ] = ""
    start: Annotated[int | None, Field(ge=0)] = None
    end: Annotated[int | None, Field(ge=0)] = None
    reason: Annotated[str, Field(max_length=2000)] = ""
    back: Annotated[str, Field(max_length=2000)] = "/review"


class Undone(BaseModel):
    """The judgement that is withdrawn."""

    model_config = ConfigDict(extra="forbid")
    csrf: Annotated[str, Field(max_length=100)]
    judgement: Annotated[str, Field(max_length=64)]
    back: Annotated[str, Field(max_length=2000)] = "/review"


def name_of(judgement: Judgement) -> str:
    """A short name by which a page speaks of a judgement."""
    told = (judgement.left, judgement.right, judgement.field, judgement.value, judgement.by, judgement.at.isoformat())
    return blake2b(repr(told).encode(), digest_size=8).hexdigest()


def judgement_of(made: Made, by: str, at: datetime) -> Judgement:
    """The judgement that a form makes. Raises Problem where something is missing."""
    reasons = tuple(line for line in made.reason.splitlines() if line.strip())
    common: dict[str, Any] = {"left": made.left, "reasons": reasons, "by": by, "at": at}
    if made.act in ("merge", "split"):
        if not made.right:
            raise Problem(400, "right", "Merging and splitting take two claims: say the other one.")
        verdict = Verdict.SAME if made.act == "merge" else Verdict.DIFFERENT
        return Judgement(right=made.right, field=None, value=None, verdict=verdict, **common)
    if made.act == "rate":
        if made.value not in tuple("ABCDEF"):
            raise Problem(400, "value", "A source is rated A (reliable) to E (unreliable), or F (cannot be judged).")
        return Judgement(right=None, field=RATING, value=made.value, verdict=None, **common)
    value = ACCEPTED if made.act == "accept" else NOTE
    return Judgement(right=None, field=None, value=value, verdict=None, **common)


class Review:
    """The queue, and what was judged."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._store, self._lock = desk, desk.store, Lock()

    def page(self, asked: Annotated[Queue, Query()]) -> Mapping[str, Any]:
        """What a person should look at: disputes, unsure merges, doubtful claims, issues; and what was judged last."""
        judged = self._store.judgements()
        done = self._store.judged([one.left for one in judged if split_anchor(one.left)][-2000:])
        kinds = {"dispute": self._disputes, "unsure": self._unsure, "doubt": self._doubts, "issue": self._issues}
        wanted = [make for kind, make in kinds.items() if asked.kind in ("all", kind)]
        most = QUEUE if len(wanted) == 1 else QUEUE // 4
        queue = [entry for make in wanted for entry in list(make(done, most))[:most]]
        last = [{"name": name_of(one), "judgement": one} for one in reversed(judged[-20:])]
        return {"kind": asked.kind, "queue": queue, "judged": last}

    def _disputes(self, done: frozenset[str], most: int) -> Iterator[dict[str, Any]]:
        rows, events = schema.dispute.c, schema.event.c
        asked = (
            select(events.id).where(events.id.in_(select(rows.event))).order_by(events.last_reported.desc(), events.id)
        )
        for event in self._store.records_of(Event, EVENTS, self._store.ids(asked.limit(most * 2))):
            for dispute in event.disputes[:1]:
                if not done.issuperset(dispute.claims):
                    told = self._store.told(dispute.claims[:6])
                    yield {"kind": "dispute", "about": dispute.about, "event": event.id, "claims": told, "reasons": ()}

    def _unsure(self, done: frozenset[str], most: int) -> Iterator[dict[str, Any]]:
        rows = schema.unsure.c
        for row in self._store.rows(select(rows.left, rows.right, rows.reasons).order_by(rows.left).limit(most * 2)):
            if not {row.left, row.right} <= done:
                told = self._store.told((row.left, row.right))
                yield {
                    "kind": "unsure",
                    "about": "one event or two",
                    "event": None,
                    "claims": told,
                    "reasons": row.reasons.splitlines(),
                }

    def _doubts(self, done: frozenset[str], most: int) -> Iterator[dict[str, Any]]:
        rows = schema.ledger.c
        for certainty in ("unknown", "possible"):
            asked = (
                select(rows.claim)
                .where(rows.certainty == certainty, rows.type.is_not(None))
                .order_by(rows.day.desc(), rows.key.desc())
            )
            for told in self._store.told(self._store.ids(asked.limit(most))):
                if told.claim.id not in done:
                    yield {
                        "kind": "doubt",
                        "about": f"certainty {certainty}",
                        "event": None,
                        "claims": (told,),
                        "reasons": (),
                    }

    def _issues(self, done: frozenset[str], most: int) -> Iterator[dict[str, Any]]:
        rows, report = schema.issue.c, schema.report.c
        asked = select(rows.code, rows.start, rows.end, rows.message, rows.report, report.outlet, report.day)
        for row in self._store.rows(
            asked.join(schema.report, report.id == rows.report).order_by(rows.key.desc()).limit(most)
        ):
            yield {
                "kind": "issue",
                "about": row.code,
                "event": None,
                "claims": (),
                "reasons": (row.message,),
                "report": row.report,
            }

    def judge(self, made: Made, by: str) -> Judgement:
        """Keeps a judgement and rebuilds what it bears on. Raises Problem where it speaks of nothing on record."""
        at = datetime.now(UTC).replace(microsecond=0)
        judgement = self._correction(made, by, at) if made.act == "correct" else judgement_of(made, by, at)
        with self._lock, Store.open(self._store.name, create=False) as store:
            try:
                held = store.judge(judgement)
            except StoreError as error:
                raise Problem(404, "claim", f"{error}.") from error
            rebuild(store)
        self._desk.memory.forget()
        return held

    def _correction(self, made: Made, by: str, at: datetime) -> Judgement:
        """A field as a person has it; the words that were selected in the report stand among the reasons."""
        told = self._store.told([made.left])
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
        self._desk.memory.forget()
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
