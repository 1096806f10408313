"""Signing in and out, and the invitation by which the first user makes an account."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.errors import SettingError
from onrecord.serve.draw import COOKIE, Drawing
from onrecord.serve.problem import REFUSALS, Problem
from onrecord.serve.users import SESSION, SignedIn, Users, same

Short = Annotated[str, Form(max_length=200)]
Token = Annotated[str, Path(max_length=100)]


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
    routes, forms = APIRouter(tags=["Account"], responses=REFUSALS), Accounts(users, drawing)
    page: dict[str, Any] = {"response_class": Response}
    shown: dict[int | str, Any] = {200: {"content": {"text/html": {}}}}
    routes.get("/login", responses=shown, **page)(forms.login)
    routes.post("/login", status_code=303, **page)(forms.sign_in)
    routes.post("/logout", status_code=303, response_class=Response)(forms.sign_out)
    routes.get("/invite/{token}", responses=shown, **page)(forms.invited)
    routes.post("/invite/{token}", status_code=303, **page)(forms.accept)
    return routes


class Accounts:
    """What the routes of accounts do."""

    def __init__(self, users: Users, drawing: Drawing) -> None:
        self._users, self._drawing = users, drawing

    def login(self, request: Request) -> Response:
        """The form to sign in."""
        return self._form(request)

    def sign_in(self, request: Request, name: Short, password: Short) -> Response:
        """Signs a user in."""
        from_here(request)
        keys = (f"name:{name}", f"from:{request.client.host if request.client else ''}")
        if any(self._users.tries.reached(key) for key in keys):
            raise Problem(429, "tries", "Too many tries. Wait five minutes and try again.")
        token = self._users.sign_in(name, password)
        if token is None:
            for key in keys:
                self._users.tries.count(key)
            return self._form(request, wrong="Name or password are wrong.", status=401)
        return _signed_in(request, token)

    def sign_out(self, request: Request, csrf: Short) -> Response:
        """Signs the user out."""
        writer(request, self._users, csrf)
        self._users.sign_out(request.cookies.get(COOKIE, ""))
        answer = RedirectResponse("/", status_code=303)
        answer.delete_cookie(COOKIE)
        return answer

    def invited(self, request: Request, token: Token) -> Response:
        """The form by which an invited person makes a user."""
        self._hold(token)
        return self._form(request, invitation=token)

    def accept(self, request: Request, token: Token, name: Short, password: Short) -> Response:
        """Makes a user from an invitation, and signs them in."""
        from_here(request)
        self._hold(token)
        try:
            self._users.add(name, password, new=True)
        except SettingError as error:
            return self._form(request, invitation=token, wrong=f"{error}.", status=400)
        self._users.invited(token, use=True)
        return _signed_in(request, self._users.sign_in(name, password) or "")

    def _hold(self, token: str) -> None:
        if not self._users.invited(token):
            used = "This invitation was used or is too old. 'onrecord serve' prints a new one."
            raise Problem(404, "invitation", used)

    def _form(
        self, request: Request, *, invitation: str | None = None, wrong: str | None = None, status: int = 200
    ) -> Response:
        """The form, and what was wrong with what it sent; who asks for JSON gets the one shape of a refusal."""
        if wrong and "text/html" not in request.headers.get("accept", "text/html"):
            raise Problem(status, "sign-in", wrong)
        given = {"invitation": invitation, "wrong": wrong}
        return HTMLResponse(self._drawing.page(request, "login.html", given), status_code=status)


def _signed_in(request: Request, token: str) -> Response:
    answer = RedirectResponse("/review", status_code=303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token, max_age=int(SESSION), httponly=True, samesite="strict", secure=secure)
    return answer
