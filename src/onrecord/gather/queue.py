"""Pages in the order in which their hosts may be asked: while one host is given its time, another is asked."""

from collections import deque

from onrecord.gather.polite import Polite
from onrecord.model.feeds import Page

PATIENCE = 30.0  # seconds that one page is waited for before the round ends: feeds may be due, reports are to be read


class Queue:
    """Pages by host, each host's in their order, each address once."""

    def __init__(self, guest: Polite) -> None:
        self.guest = guest
        self._pages: dict[str, Page] = {}
        self._hosts: dict[str, deque[str]] = {}

    def add(self, page: Page) -> bool:
        """A page to be fetched, in the place of an older word of it; False where there was one.

        Where its words are there already, no host has to be asked.
        """
        new = page.url not in self._pages
        self._pages[page.url] = page
        if new:
            host = "" if page.words else self.guest.host_of(page.url)
            self._hosts.setdefault(host, deque()).append(page.url)
        return new

    def next(self, *, patient: bool) -> Page | None:
        """The page whose host may be asked first; None where there is none, or none soon and one is not `patient`."""
        waits = {host: self.guest.wait(urls[0]) if host else 0.0 for host, urls in self._hosts.items()}
        host = min(waits, key=lambda name: waits[name], default=None)
        if host is None or (waits[host] > PATIENCE and not patient):
            return None
        page = self._pages.pop(self._hosts[host].popleft())
        if not self._hosts[host]:
            del self._hosts[host]
        return page
