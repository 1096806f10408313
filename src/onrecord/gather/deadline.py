"""A time by which a fetch has to be done, however its parts are drawn out."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from time import monotonic


class Deadline:
    """So many seconds from now. A socket's own time-out counts each read alone, which a byte a second never meets."""

    def __init__(self, seconds: float) -> None:
        self.end = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, 0 where there are none."""
        return max(self.end - monotonic(), 0.0)

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.left() == 0.0

    def check(self) -> None:
        """Raises TimeoutError where the time is up: what a socket gave by then may be a part."""
        if self.over:
            raise TimeoutError

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What is done meanwhile takes nothing off the time."""
        start = monotonic()
        try:
            yield
        finally:
            self.end += monotonic() - start

    def share(self) -> float:
        """Half of what is left, for a connection: its TLS handshake may take as long as its making.

        Raises TimeoutError where nothing is left.
        """
        self.check()
        return self.left() / 2

    @contextmanager
    def ends(self, opened: socket.socket) -> Iterator[None]:
        """Shuts the socket when the time is up, in the middle of whatever waits on it."""
        timer = Timer(self.left(), _shut, (opened,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _shut(opened: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(opened, socket.SHUT_RDWR)  # not the TLS socket's own, which another thread is reading
