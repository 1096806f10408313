"""What stands before every page: which host is asked, who may read, and the headers that hold a browser back."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
READ_COOKIE = "onrecord_read"
# Nothing is loaded from elsewhere, nothing written inline is run, and no other page may hold this one in a frame.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
Refuse = Callable[[HTTPConnection, int, str, str], Awaitable[ASGIApp]]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may read: hosts by which the desk is called, and the token that other machines need (None: anyone)."""

    hosts: frozenset[str] = LOOPBACK
    token: str | None = None


def host_name(header: str) -> str:
    """The name in a Host header, without its port.

    >>> host_name("localhost:8000"), host_name("[::1]:8000"), host_name("evil.example")
    ('localhost', '::1', 'evil.example')
    """
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


class Guard:
    """ASGI middleware: refuses foreign hosts and readers without the token; sets the headers of every answer."""

    def __init__(
        self, app: ASGIApp, *, access: Access, signed_in: Callable[[HTTPConnection], bool], refuse: ASGIApp
    ) -> None:
        self.app, self.access, self.signed_in, self.refuse = app, access, signed_in, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(HTTPConnection(scope), scope["path"])
        if refusal:
            scope = {**scope, "onrecord.refusal": refusal}
        await (self.refuse if refusal else self.app)(scope, receive, _with_headers(send, scope["path"]))

    def _refusal(self, asked: HTTPConnection, path: str) -> tuple[int, str, str] | None:
        if host_name(asked.headers.get("host", "")) not in self.access.hosts:
            return 421, "host", "This desk is not called by that name: use the address that 'onrecord serve' printed."
        if self.access.token is None or path.startswith(("/static/", "/login", "/invite")):
            return None
        if self._has_token(asked) or self.signed_in(asked):
            return None
        return 401, "token", "Reading needs the token that 'onrecord serve' printed (?token=...), or a user: /login."

    def _has_token(self, asked: HTTPConnection) -> bool:
        headers: Headers = asked.headers
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        given = (bearer, asked.cookies.get(READ_COOKIE, ""), asked.query_params.get("token", ""))
        return any(hmac.compare_digest(one.encode(), (self.access.token or "").encode()) for one in given)


def _with_headers(send: Send, path: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if "cache-control" not in headers:
                headers["Cache-Control"] = "no-cache" if path.startswith("/static/") else "private, no-cache"
        await send(message)

    return sending
