"""Feeds watched: each asked when it is due, its new pages fetched host by host, what comes of it said in a line.

What is to be remembered is handed to `Kept` at once, step by step: a run that is cut short anywhere goes on from there.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from onrecord.errors import FetchError, ReportError
from onrecord.gather.draft import Draft, Drafts, Refused, moment_of
from onrecord.gather.feed import Item, Items, read_feed
from onrecord.gather.feeds import Feed, Take
from onrecord.gather.fetch import Answer
from onrecord.gather.fetched import needed, read_address
from onrecord.gather.gather import Gathered, Limits, report_of
from onrecord.gather.page import read_page
from onrecord.gather.polite import Polite
from onrecord.gather.queue import Queue
from onrecord.gather.text import cleaned
from onrecord.model.feeds import FeedState, Known, Page

AGAIN = timedelta(hours=1)  # a page that its feed calls edited is fetched again no sooner
LATER = timedelta(minutes=10)  # a page that could not be had is tried again then, and each time twice as late
MOST_TRIES = 9  # over 42 hours: an outlet may be down for a day
LONGEST_PAUSE = timedelta(days=1)  # between two times that a feed which fails is asked


class Kept(Protocol):
    """What is remembered between two runs."""

    def feed(self, url: str) -> FeedState | None:
        """A feed as it was last asked."""

    def known(self, urls: Sequence[str]) -> Mapping[str, Known]:
        """Those of these pages that were named before."""

    def polled(self, state: FeedState, pages: Sequence[Page]) -> None:
        """A feed was asked, and named these pages that are to be read: all of it, or nothing."""

    def waiting(self, feeds: Sequence[str]) -> Sequence[Page]:
        """The pages of these feeds that are still to be read, whenever they are due."""

    def later(self, page: Page) -> None:
        """A page is still to be read, at another time."""

    def done(self, url: str, at: datetime) -> None:
        """A page is done with: of its address no more than a hash is remembered."""


@dataclass(slots=True)
class Status:
    """What came of asking a feed, for its line; and what became of its pages. `said` is "" where it was not due."""

    feed: Feed
    said: str
    due: datetime
    failed: bool = False
    outcomes: Counter[str] = field(default_factory=Counter)


class Watch:
    """The feeds, watched. `say` is told of each feed once all that came of asking it is known.

    `once` asks every feed, due or not, unless it failed or asked for a pause, and waits for all their pages.
    """

    def __init__(
        self,
        feeds: Sequence[Feed],
        guest: Polite,
        kept: Kept,
        say: Callable[[Status], None],
        *,
        limits: Limits,
        once: bool = False,
    ) -> None:
        self.feeds = {feed.url: feed for feed in feeds}
        self.guest, self.kept, self.say, self.limits, self.once = guest, kept, say, limits, once
        self.clock = guest.clock
        self._asked: set[str] = set()
        self._open: dict[str, Page] = {}
        self._left: Counter[str] = Counter()  # pages of a feed that are still to come in this round
        self._statuses: dict[str, Status] = {}
        self._states: dict[str, FeedState | None] = {}  # as this round knows them
        self._queue = Queue(guest)

    def round(self) -> Iterator[Gathered]:
        """What is due: feeds are asked, then their pages fetched, host by host.

        `settle` each that comes, and `finish` when all are settled.
        """
        self._asked.clear()
        self._left.clear()
        self._states = {url: self.kept.feed(url) for url in self.feeds}
        self._queue = Queue(self.guest)
        for known in self.kept.waiting(tuple(self.feeds)):
            self._queued(known)
        if self.once:
            self._say_left_alone()
        while True:
            feed = next((feed for feed in self.feeds.values() if self._is_due(feed)), None)
            if feed:
                self._poll(feed)
                continue
            page = self._queue.next(patient=self.once)
            if page is None:
                break
            yield from self._read(page)

    def finish(self) -> None:
        """After a round whose reports are all settled: says of the other feeds what is left for a later one."""
        for url in list(self._statuses):
            self._say(url)

    def settle(self, name: str, outcome: str) -> None:
        """A page that `round` gave is done with: its outcome, as it is counted in its feed's line."""
        page = self._open.pop(name)
        self.kept.done(page.url, self.clock.now())
        self._counted(page, outcome)

    def next_due(self) -> datetime:
        """When there is something to do again."""
        now = self.clock.now()
        feeds = [state.due if (state := self.kept.feed(url)) else now for url in self.feeds]
        pages = [
            max(page.due, now + timedelta(seconds=self.guest.wait(page.url)))
            for page in self.kept.waiting(tuple(self.feeds))
        ]
        return max(now, min((*feeds, *pages)))

    def _is_due(self, feed: Feed) -> bool:
        if feed.url in self._asked:
            return False
        state = self._states[feed.url]
        return state is None or state.due <= self.clock.now() or (self.once and not state.failures)

    # Feeds

    def _say_left_alone(self) -> None:
        for feed in self.feeds.values():
            state = self._states[feed.url]
            if state and not self._is_due(feed):
                self.say(Status(feed, f"not asked, since it failed ({state.said})", state.due, failed=True))

    def _poll(self, feed: Feed) -> None:
        self._asked.add(feed.url)
        state = self._states[feed.url] or FeedState(feed.url, self.clock.now())
        try:
            answer = self.guest.get(feed.url, _conditions(state))
            found = self._items(answer)
        except ReportError as error:
            self._failed(feed, state, error)
            return
        now = self.clock.now()
        known = self.kept.known([item.url for item in found.items]) if found else {}
        pages = _new(feed, found.items, known, now) if found else []
        said = _said(found, len(pages), sum(page.url in known for page in pages), answer)
        state = FeedState(feed.url, now + feed.every, *_version(answer, state), now, 0, said)
        self._remember(state, pages)
        self._statuses[feed.url] = Status(feed, said, state.due)
        for page in pages:
            self._queued(page)
        if not self._left[feed.url]:
            self._say(feed.url)

    def _items(self, answer: Answer) -> Items | None:
        """What the feed names now, None where it has not changed."""
        if answer.status == 304:
            return None
        if answer.status in (429, 503):
            asks = f"{answer.asked}: asks to be left alone for a while (HTTP {answer.status})"
            raise FetchError(asks, passing=True, after=self.guest.asked_wait(answer))
        if answer.status == 410:
            raise FetchError(f"{answer.asked}: is gone for good (HTTP 410); take it out of the file of feeds")
        needed(answer)
        return read_feed(answer)

    def _failed(self, feed: Feed, state: FeedState, error: ReportError) -> None:
        """A feed that fails is asked again after twice as long each time, or when it says."""
        failures, now = state.failures + 1, self.clock.now()
        pause = min(feed.every * 2 ** min(failures, 16), LONGEST_PAUSE)
        if isinstance(error, FetchError) and error.after is not None:
            pause = max(feed.every, timedelta(seconds=error.after))
        said = cleaned(str(error).removeprefix(f"{feed.url}: "))
        state = replace(state, due=now + pause, asked=now, failures=failures, said=said)
        self._remember(state, [])
        self._statuses[feed.url] = Status(feed, said, state.due, failed=True)
        self._say(feed.url)

    def _remember(self, state: FeedState, pages: Sequence[Page]) -> None:
        self.kept.polled(state, pages)
        self._states[state.url] = state

    # Pages

    def _queued(self, page: Page) -> None:
        waits = page.due <= self.clock.now() and page.url not in self._open
        if waits and self._queue.add(page):
            self._left[page.feed] += 1

    def _read(self, page: Page) -> Iterator[Gathered]:
        feed = self.feeds[page.feed]
        (draft,) = _words(page) if page.words else read_address(page.url, self.guest.get, self.clock.now)
        if isinstance(draft, Refused):
            if self._put_off(page, draft.error):
                self._counted(page, "later")
                return
            made = Gathered(page.url, error=draft.error)
        else:
            made = Gathered(page.url, report_of(_completed(draft, page, feed, self.clock.now()), self.limits))
        self._open[page.url] = page
        yield made

    def _put_off(self, page: Page, error: ReportError) -> bool:
        """Whether the page is tried again: what passes, a few times; where its host was not even asked, always."""
        if not isinstance(error, FetchError) or not error.passing:
            return False
        now = self.clock.now()
        if error.after is not None:
            self.kept.later(replace(page, due=now + timedelta(seconds=error.after)))
            return True
        if page.tries + 1 >= MOST_TRIES:
            return False
        pause = max(LATER * 2**page.tries, timedelta(seconds=self.guest.wait(page.url)))  # what its host asks for
        self.kept.later(replace(page, due=now + pause, tries=page.tries + 1))
        return True

    def _counted(self, page: Page, outcome: str) -> None:
        self._left[page.feed] -= 1
        if page.feed not in self._statuses:  # its feed was not due: the page was put off before
            state = self._states[page.feed]
            due = state.due if state else self.clock.now()
            self._statuses[page.feed] = Status(self.feeds[page.feed], "", due)
        self._statuses[page.feed].outcomes[outcome] += 1
        if not self._left[page.feed]:
            self._say(page.feed)

    def _say(self, url: str) -> None:
        status = self._statuses.pop(url)
        status.outcomes["later"] += self._left.pop(url, 0)
        self.say(status)


def _new(feed: Feed, items: Sequence[Item], known: Mapping[str, Known], now: datetime) -> list[Page]:
    """Pages that the feed has not named before, or calls edited since."""
    pages = []
    for item in items:
        before = known.get(item.url)
        if before is not None and (before.stamp == item.stamp or before.feed != feed.url):
            continue  # an edit is followed by the feed that named the page first
        due = max(now, before.done + AGAIN) if before and before.done else now
        words = cleaned(item.words) if item.words and feed.take is Take.FEED else None
        pages.append(Page(item.url, feed.url, item.stamp, due, item.title, item.published, words))
    return pages


def _conditions(state: FeedState) -> dict[str, str]:
    """Headers by which a server says no more than that nothing has changed."""
    given = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    return {name: value for name, value in given.items() if value}


def _version(answer: Answer, state: FeedState) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of what was answered; where nothing changed, those that it was asked by."""
    if answer.status == 304:
        return state.etag, state.modified
    given = (answer.header(name) or "" for name in ("etag", "last-modified"))
    etag, modified = (said if said.isascii() and said.isprintable() and len(said) < 1_000 else None for said in given)
    return etag or None, modified or None


def _said(found: Items | None, pages: int, edited: int, answer: Answer) -> str:
    moved = f"; it has moved for good, write {answer.url}" if answer.moved else ""
    if found is None:
        return f"not changed{moved}"
    entries = "1 entry" if len(found.items) == 1 else f"{len(found.items)} entries"
    again = f", {edited} edited" if edited else ""
    left = f", {found.left} left out" if found.left else ""
    return f"{entries}, {pages - edited} new{again}{left}{moved}"


def _words(page: Page) -> Drafts:
    """The report in a feed's own words, which are HTML."""
    markup = f"<html><body><article>{page.words}</article></body></html>"
    return read_page(markup.encode("utf-8", errors="replace"), page.url, url=page.url, charset="utf-8")


def _completed(draft: Draft, page: Page, feed: Feed, now: datetime) -> Draft:
    """The draft with what its feed says where the page says nothing, and with the outlet that the user named."""
    return replace(
        draft,
        outlet=feed.outlet or draft.outlet,
        headline=draft.headline or page.title,
        published=draft.published or moment_of(page.published),
        retrieved=draft.retrieved or now,
    )
