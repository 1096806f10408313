"""Pages fetched as a guest does: robots.txt is honoured, a host is given time between two requests, and left when told.

All of it happens before a hop leaves, so that a redirect is under the same rules as the address that was given.
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from protego import Protego

from onrecord.errors import FetchError, ReportError, UnsafeReport
from onrecord.gather.address import Address, address_of
from onrecord.gather.clock import SYSTEM, Clock
from onrecord.gather.draft import moment_of
from onrecord.gather.fetch import Answer, Fetcher
from onrecord.gather.text import cleaned
from onrecord.model.feeds import Robots

NAME = "onrecord"  # by which a robots.txt calls us
DELAY = 2.0  # seconds between two requests to a host, chosen by hand
LONGEST_DELAY = 600.0  # a Crawl-delay above this is taken as this
MOST_ROBOTS = 500 * 2**10  # characters of a robots.txt that are looked at, the least that RFC 9309 asks for
FRESH = timedelta(hours=24)  # how long a robots.txt holds, RFC 9309's most
AGAIN = timedelta(minutes=10)  # until a robots.txt that could not be had is asked for anew
FAILURES = 3  # without an answer, after which a host is left alone for a while
REST, LONGEST_REST = 60.0, 3_600.0  # seconds that it is left: doubled with each further failure, up to the longest
WAIT = 60.0  # seconds, where a host asks to wait and does not say how long


@dataclass(slots=True)
class Host:
    """When a host may be asked next, in the clock's seconds; how often in a row it gave no answer."""

    next: float = 0.0
    until: float = 0.0
    failures: int = 0


class Polite:
    """A fetcher with manners. `robots` holds what hosts' robots.txt said, by origin, and may outlive this object."""

    def __init__(
        self, fetcher: Fetcher, *, clock: Clock = SYSTEM, robots: MutableMapping[str, Robots] | None = None
    ) -> None:
        self.fetcher, self.clock = fetcher, clock
        self.robots: MutableMapping[str, Robots] = {} if robots is None else robots
        self._rules: dict[str, tuple[Robots, Protego]] = {}
        self._hosts: dict[str, Host] = {}

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """What the address answers, once its host may be asked. Raises ReportError where it is not to be had."""
        host = self._host(address_of(url))
        try:
            answer = self.fetcher.get(url, headers, leave=self._leave)
        except FetchError as error:
            if error.passing and error.after is None:  # without an answer
                host.failures += 1
                more = host.failures - FAILURES
                if more >= 0:
                    host.until = self.clock.seconds() + min(REST * 2**more, LONGEST_REST)
            raise
        host.failures = 0
        if answer.status in (429, 503):
            self._host(address_of(answer.url)).until = self.clock.seconds() + self.asked_wait(answer)
        return answer

    def asked_wait(self, answer: Answer) -> float:
        """Seconds for which an answer asks to be left alone, by its Retry-After: a number or a moment."""
        words = answer.header("retry-after") or ""
        if words.isascii() and words.isdigit():
            return min(float(words), 86_400.0)
        moment = moment_of(words)
        if not isinstance(moment, datetime):
            return WAIT
        left = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - self.clock.now()
        return min(max(left.total_seconds(), 0.0), 86_400.0)

    def wait(self, url: str) -> float:
        """Seconds until the address's host may be asked."""
        host, now = self._host(address_of(url)), self.clock.seconds()
        return max(host.next - now, host.until - now, 0.0)

    def host_of(self, url: str) -> str:
        """The host that is asked for an address."""
        return address_of(url).host

    def _host(self, address: Address) -> Host:
        return self._hosts.setdefault(address.host, Host())

    def _leave(self, here: Address) -> None:
        """Waits until the host may be asked. Raises FetchError where its robots.txt or last answer is against it."""
        host = self._host(here)
        left = host.until - self.clock.seconds()
        if left > 0:
            message = f"{here.url}: {here.host} asked to be left alone, or did not answer, for {left:.0f} s more"
            raise FetchError(f"{message}; try again then", passing=True, after=left)
        rules = self._allowed(here)
        if not rules.can_fetch(here.url, NAME):
            message = f"{here.url}: the robots.txt of {here.host} asks programs not to fetch it"
            raise FetchError(f"{message}; open it in a browser, save it, and read the file")
        left = host.next - self.clock.seconds()
        if left > 0:
            self.clock.sleep(left)
        delay = min(max(rules.crawl_delay(NAME) or 0.0, DELAY), LONGEST_DELAY)
        host.next = self.clock.seconds() + delay

    def _allowed(self, here: Address) -> Protego:
        """The rules of the address's robots.txt. Raises FetchError where it cannot be told what they are."""
        kept = self.robots.get(here.origin)
        if kept is None or self.clock.now() >= kept.until:
            kept = self._asked(here)
            self.robots[here.origin] = kept
        if kept.text is None:
            raise FetchError(kept.why.replace(_robots(here), here.url, 1), passing=True)
        held = self._rules.get(here.origin)
        if held is None or held[0] != kept:
            held = self._rules[here.origin] = (kept, Protego.parse(kept.text))
        return held[1]

    def _asked(self, here: Address) -> Robots:
        """A host's robots.txt. Without one (4xx) all is allowed; where it fails, nothing is (RFC 9309, 2.3.1)."""
        now, where = self.clock.now(), _robots(here)
        try:
            answer = self.fetcher.get(where)
        except UnsafeReport:
            return Robots("", now)  # the page is refused for the same reason, and says so of itself
        except ReportError as error:
            return Robots(None, now + AGAIN, cleaned(str(error)))
        if answer.status == 200:
            return Robots(cleaned(answer.body.decode("utf-8", errors="replace")[:MOST_ROBOTS]), now + FRESH)
        if 400 <= answer.status < 500 and answer.status != 429:
            return Robots("", now + FRESH)
        why = f"{where}: the robots.txt of {here.host}, which says what may be fetched, could not be had"
        return Robots(None, now + AGAIN, f"{why} (HTTP {answer.status}); try again later")


def _robots(here: Address) -> str:
    return f"{here.origin}/robots.txt"
