"""Servers of this machine's loopback that answer as a test says, and a fetcher that may reach them alone."""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from onrecord.gather.fetch import Fetcher, Limits

HOME = "127.0.0.1"
Answering = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Web:
    """A server: `pages` says what each path answers, `asked` what was asked for, with its headers in lower case."""

    port: int
    pages: dict[str, Answering] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    scheme: str = "http"

    def at(self, path: str = "/", host: str = "news.example") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def fetcher(self, **more: Any) -> Fetcher:
        """A fetcher for which every name leads here."""
        given = {"resolve": lambda host, port: (HOME,), "allowed": frozenset({(HOME, self.port)})}
        return Fetcher(**{**given, **more})


@contextmanager
def serving(pages: Mapping[str, Answering] | None = None, tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            web.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
            self.close_connection = True
            with suppress(OSError):
                web.pages.get(self.path, answers(404, b"no such page"))(self)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:  # a client that hangs up, or mistrusts a certificate
            pass

    server = Server((HOME, 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    web = Web(server.server_address[1], dict(pages or {}), scheme="https" if tls else "http")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def speaking(words: Callable[[socket.socket], None]) -> Iterator[Web]:
    """A server of one connection at a time that says what it likes, HTTP or not."""
    with socket.create_server((HOME, 0)) as listening:

        def loop() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection, suppress(OSError):
                        words(connection)

        Thread(target=loop, daemon=True).start()
        yield Web(listening.getsockname()[1])
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)


def answers(status: int, body: bytes = b"", **headers: str) -> Answering:
    """An answer with its body; names of headers are written with `_` for `-`."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if status != 304:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if status != 304:
            handler.wfile.write(body)

    return answer


def redirects(where: str, status: int = 302) -> Answering:
    return answers(status, Location=where)


__all__ = ["HOME", "Answering", "Limits", "Web", "answers", "redirects", "serving", "speaking"]
