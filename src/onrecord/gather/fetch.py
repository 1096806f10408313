"""An address -> what it answers, over http(s): from public hosts alone, within limits of size and time.

Every hop (the address, then each redirect) is resolved once; all that its name leads to is checked, and the connection
goes to an address that was checked, never to the name again. TLS is verified against the name. Proxies are not used.
"""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from http.client import HTTPException
from threading import Thread
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from onrecord.errors import FetchError, ReportError, TooLong
from onrecord.gather.address import Address, Endpoints, address_of, public
from onrecord.gather.deadline import Deadline
from onrecord.gather.unpack import inflated

Resolve = Callable[[str, int], tuple[str, ...]]
Leave = Callable[[Address], None]  # raises what speaks against asking

MOST_BYTES = 10 * 2**20  # of a body, as it comes and as it unpacks
SECONDS = 20.0  # for all of it: names, connections, redirects, body
REDIRECTS = 5  # as browsers' 20, but chosen by hand for pages that people link to
BLOCK = 2**16
AGENT = "onrecord (reads public news reports; honours robots.txt)"
SENT = {
    "User-Agent": AGENT,
    "Accept": "text/html, application/xhtml+xml, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
MOVED = {301: True, 302: False, 303: False, 307: False, 308: True}  # and whether for good
FAULTS = (OSError, HTTPError, HTTPException, ValueError)  # what a connection raises; TLS and time-outs are OSErrors


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take: bytes of the body, seconds in all, redirects."""

    most: int = MOST_BYTES
    seconds: float = SECONDS
    redirects: int = REDIRECTS


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered. `url` is where it was found in the end, `moved` that all redirects there are for good.

    Names of headers are in lower case. The body is unpacked; it is empty unless the status is 200.
    """

    asked: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    moved: bool = False

    def header(self, name: str) -> str | None:
        """What a header says, None where it is not there."""
        return self.headers.get(name)


def resolve_name(host: str, port: int) -> tuple[str, ...]:
    """All addresses of a host, in the system's order, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


class Fetcher:
    """Fetches pages. `allowed` lets tests reach their own server at (address, port); no command has a way to it."""

    def __init__(
        self,
        *,
        resolve: Resolve = resolve_name,
        allowed: Endpoints = frozenset(),
        limits: Limits = Limits(),
        trust: Callable[[], ssl.SSLContext] | None = None,
    ) -> None:
        self.resolve, self.allowed, self.limits = resolve, allowed, limits
        self.trust = trust or _trust

    def get(self, url: str, headers: Mapping[str, str] | None = None, *, leave: Leave = lambda here: None) -> Answer:
        """What the address answers, whatever its status; redirects are followed, each after `leave` was given for it.

        Raises what `leave` raises, UnsafeReport for what may not be fetched, TooLong for what is too large, and
        FetchError for what gives no answer in time.
        """
        asked = address_of(url)
        try:
            return self._followed(asked, {**SENT, **(headers or {})}, leave, Deadline(self.limits.seconds))
        except ReportError as error:
            if not str(error).startswith(f"{asked.url}: "):
                error.args = (f"{asked.url}: redirects; {error}",)
            raise

    def _followed(self, asked: Address, headers: Mapping[str, str], leave: Leave, deadline: Deadline) -> Answer:
        here, for_good, seen = asked, True, {asked.url}
        for _ in range(self.limits.redirects + 1):
            with deadline.paused():
                leave(here)
            answer = self._hop(here, headers, deadline)
            location = answer.header("location")
            if answer.status not in MOVED or location is None:
                return replace(answer, asked=asked.url, moved=for_good and here != asked)
            for_good = for_good and MOVED[answer.status]
            here = _led_to(here, location)
            if here.url in seen:
                raise FetchError(f"{asked.url}: redirects in a circle, by way of {here.url}; open it in a browser")
            seen.add(here.url)
        raise FetchError(f"{asked.url}: redirects more than {self.limits.redirects} times; give the address it ends at")

    def _hop(self, here: Address, headers: Mapping[str, str], deadline: Deadline) -> Answer:
        try:
            addresses = public(here, _resolved(self.resolve, here, deadline), self.allowed)
            with _connected(here, addresses, self.trust, deadline) as connection:
                answer = self._asked(connection, here, headers)
                deadline.check()
                return answer
        except ReportError:
            raise
        except FAULTS as error:
            if isinstance(error, TimeoutError) or deadline.over:
                late = f"{here.url}: took too long (at most {self.limits.seconds:g} s in all)"
                raise FetchError(
                    f"{late}; try again later, or save the page and read the file", passing=True
                ) from error
            reason = f"gave no answer ({_reason(error)})"
            raise FetchError(f"{here.url}: {reason}; check the address, or try again later", passing=True) from error

    def _asked(self, connection: HTTPConnection, here: Address, headers: Mapping[str, str]) -> Answer:
        sent = {"Host": here.at, "Connection": "close", **headers}
        connection.request("GET", here.target, headers=sent, preload_content=False, decode_content=False)
        response = connection.getresponse()
        told = {key.lower(): value.strip() for key, value in response.headers.items()}
        body = b""
        if response.status == 200:
            packed = told.get("content-encoding", "").lower()
            body = inflated(self._body(response, here.url), packed, here.url, self.limits.most)
        return Answer(here.url, here.url, response.status, told, body)

    def _body(self, response: BaseHTTPResponse, name: str) -> bytes:
        """The body as it comes. `read` and not `stream`, whose chunk heads may be of any length."""
        blocks, size = [], 0
        while block := response.read(BLOCK, decode_content=False):
            size += len(block)
            if size > self.limits.most:
                most = f"over {self.limits.most / 2**20:.0f} MB"
                raise TooLong(f"{name}: {most}; save its words as a .txt file and read that")
            blocks.append(block)
        return b"".join(blocks)


@contextmanager
def _connected(
    here: Address, addresses: tuple[str, ...], trust: Callable[[], ssl.SSLContext], deadline: Deadline
) -> Iterator[HTTPConnection]:
    """A connection to the first of the addresses that takes one, ended when the time is up."""
    for number, address in enumerate(addresses, start=1):
        connection = _connection(here, address, trust, deadline.share())
        try:
            connection.connect()
        except (OSError, HTTPError):
            connection.close()
            if number == len(addresses) or deadline.over:
                raise
            continue
        try:
            connection.timeout = deadline.left()
            with deadline.ends(connection.sock):
                yield connection
        finally:
            connection.close()
        return


def _connection(here: Address, address: str, trust: Callable[[], ssl.SSLContext], seconds: float) -> HTTPConnection:
    """A connection that is to go to the address, whatever its host's name leads to by now."""
    if here.scheme == "http":
        return HTTPConnection(address, here.port, timeout=seconds)
    return HTTPSConnection(address, here.port, timeout=seconds, server_hostname=here.host, ssl_context=trust())


@cache
def _trust() -> ssl.SSLContext:
    """The system's certificate authorities and Mozilla's; names and chains are verified."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _resolved(resolve: Resolve, here: Address, deadline: Deadline) -> tuple[str, ...]:
    """What the name leads to. The system's look-up knows no time-out: it runs beside, and is left behind when late."""
    found: list[tuple[str, ...] | Exception] = []

    def look_up() -> None:
        try:
            found.append(resolve(here.host, here.port))
        except (OSError, UnicodeError) as error:
            found.append(error)

    thread = Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if not found:
        raise TimeoutError
    if isinstance(found[0], Exception):
        nowhere = f"{here.url}: the name {here.host} leads nowhere ({_reason(found[0])}); check it, and the connection"
        raise FetchError(nowhere, passing=True) from found[0]
    return found[0]


def _led_to(here: Address, location: str) -> Address:
    """Where a redirect goes. Headers are read as Latin-1, and addresses are sent in UTF-8."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return address_of(urljoin(here.url, location))
    except ValueError as error:
        raise FetchError(
            f"{here.url}: redirects to {location[:200]!r}, which is no address; open it in a browser"
        ) from error


def _reason(error: BaseException) -> str:
    error = error.__cause__ or error
    said = getattr(error, "verify_message", None) or getattr(error, "strerror", None) or str(error)
    return " ".join(str(said or type(error).__name__).split())[:200]
