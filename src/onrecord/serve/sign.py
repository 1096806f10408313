"""Signing in and out, and the invitation by which the first user makes an account."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.errors import SettingError
from onrecord.serve.draw import COOKIE, Drawing
from onrecord.serve.problem import REFUSALS, Problem
from onrecord.serve.users import SESSION, SignedIn, Users, same

Short = Annotated[str, Form(max_length=200)]


def from_here(request: Request) -> None:
    """Refuses a form that another site sent. Raises Problem."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Problem(403, "origin", "This form was sent from another page. Open the desk itself and try again.")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Problem(403, "origin", "This form was sent from another page. Open the desk itself and try again.")


def writer(request: Request, users: Users, csrf: str) -> SignedIn:
    """Who writes. Raises Problem where nobody is signed in, or the form is not this session's own."""
    from_here(request)
    user = users.of(request.cookies.get(COOKIE))
    if user is None:
        raise Problem(401, "user", "Sign in first: what you judge is kept with your name.")
    if not same(csrf, user.csrf):
        raise Problem(403, "csrf", "This form is out of date. Load the page again and repeat what you did.")
    if users.writes.reached(user.name):
        raise Problem(429, "rate", "That were many judgements within a minute. Wait a moment and go on.")
    users.writes.count(user.name)
    return user


def sign_routes(users: Users, drawing: Drawing) -> APIRouter:
    """Routes of accounts."""
    routes = APIRouter(tags=["Account"], responses=REFUSALS, include_in_schema=False)

    @routes.get("/login", response_class=HTMLResponse)
    def form(request: Request) -> Response:
        """The form to sign in."""
        return HTMLResponse(drawing.page(request, "login.html", {"invitation": None, "wrong": None}))

    @routes.post("/login", response_class=HTMLResponse)
    def sign_in(request: Request, name: Short, password: Short) -> Response:
        """Signs a user in."""
        from_here(request)
        keys = (f"name:{name}", f"from:{request.client.host if request.client else ''}")
        if any(users.tries.reached(key) for key in keys):
            raise Problem(429, "tries", "Too many tries. Wait five minutes and try again.")
        token = users.sign_in(name, password)
        if token is None:
            for key in keys:
                users.tries.count(key)
            wrong = {"invitation": None, "wrong": "Name or password are wrong."}
            return HTMLResponse(drawing.page(request, "login.html", wrong), status_code=401)
        return _signed_in(request, token)

    @routes.post("/logout")
    def sign_out(request: Request, csrf: Short) -> Response:
        """Signs the user out."""
        writer(request, users, csrf)
        users.sign_out(request.cookies.get(COOKIE, ""))
        answer = RedirectResponse("/", status_code=303)
        answer.delete_cookie(COOKIE)
        return answer

    @routes.get("/invite/{token}", response_class=HTMLResponse)
    def invited(request: Request, token: str) -> Response:
        """The form by which an invited person makes a user."""
        if not users.invited(token):
            raise Problem(
                404, "invitation", "This invitation was used or is too old. 'onrecord serve' prints a new one."
            )
        return HTMLResponse(drawing.page(request, "login.html", {"invitation": token, "wrong": None}))

    @routes.post("/invite/{token}", response_class=HTMLResponse)
    def accept(request: Request, token: str, name: Short, password: Short) -> Response:
        """Makes a user from an invitation, and signs them in."""
        from_here(request)
        if not users.invited(token):
            raise Problem(
                404, "invitation", "This invitation was used or is too old. 'onrecord serve' prints a new one."
            )
        try:
            users.add(name, password, new=True)
        except SettingError as error:
            wrong = {"invitation": token, "wrong": f"{error}."}
            return HTMLResponse(drawing.page(request, "login.html", wrong), status_code=400)
        users.invited(token, use=True)
        return _signed_in(request, users.sign_in(name, password) or "")

    return routes


def _signed_in(request: Request, token: str) -> Response:
    answer = RedirectResponse("/review", status_code=303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token, max_age=int(SESSION), httponly=True, samesite="strict", secure=secure)
    return answer
