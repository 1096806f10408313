"""feeds.toml -> the feeds that are watched, and how often."""

import re
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from onrecord.errors import ReportError, SettingError
from onrecord.gather.address import address_of

EVERY = timedelta(minutes=10)
SHORTEST = timedelta(minutes=1)  # no feed changes faster, and no server likes to be asked more often
LONGEST = timedelta(days=7)
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
SPAN = re.compile(r"([1-9]\d{0,5})\s*([smhd])")


class Take(StrEnum):
    """What is read of an entry: the page to which it leads, or the words in the feed itself."""

    PAGE = "page"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to watch. `outlet`, where given, wins over what the pages say of themselves."""

    url: str
    every: timedelta = EVERY
    outlet: str | None = None
    take: Take = Take.PAGE

    @property
    def name(self) -> str:
        """What it is called where somebody reads of it."""
        return f"{self.outlet} ({self.url})" if self.outlet else self.url


def span_of(words: str) -> timedelta:
    """A length of time.

    >>> span_of("10m"), span_of("2 h")
    (datetime.timedelta(seconds=600), datetime.timedelta(seconds=7200))

    Raises SettingError for what is none, or is shorter than a minute or longer than a week.
    """
    found = SPAN.fullmatch(words.strip())
    if found is None:
        raise SettingError(f"{words!r} is no length of time; write 10m, 1h or 1d")
    span = timedelta(**{UNITS[found[2]]: int(found[1])})
    if not SHORTEST <= span <= LONGEST:
        raise SettingError(f"{words!r} is too {'short' if span < SHORTEST else 'long'}; give 1m to 7d")
    return span


def load_feeds(file: Path, every: timedelta | None = None) -> tuple[Feed, ...]:
    """The feeds of a file, in its order. `every` stands for the file's own `every`; a feed's own wins.

    Raises SettingError that names the file, the entry and what is wrong with it.
    """
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingError(
            f"{file}: cannot be opened ({(error.strerror or str(error)).lower()}); check the path"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{file}: not TOML ({error}); mend the line") from error
    _refuse_unknown(written, ("every", "feed"), str(file))
    entries = written.get("feed")
    if not isinstance(entries, list) or not entries:
        raise SettingError(f'{file}: names no feed; write [[feed]] and below it url = "https://..."')
    usual = every or (_span(written["every"], str(file)) if "every" in written else EVERY)
    feeds = tuple(_feed(entry, f"{file}: feed {number}", usual) for number, entry in enumerate(entries, start=1))
    seen: set[str] = set()
    for feed in feeds:
        if feed.url in seen:
            raise SettingError(f"{file}: {feed.url} is there twice; leave one out")
        seen.add(feed.url)
    return feeds


def _feed(entry: Any, where: str, usual: timedelta) -> Feed:
    if not isinstance(entry, dict):
        raise SettingError(f'{where}: is no table; write [[feed]] and below it url = "https://..."')
    _refuse_unknown(entry, ("url", "outlet", "every", "take"), where)
    url, outlet, take = (_string(entry, key, where) for key in ("url", "outlet", "take"))
    if url is None:
        raise SettingError(f'{where}: has no url; write url = "https://..."')
    if take is not None and take not in tuple(Take):
        raise SettingError(f"{where}: take is {take!r}; write 'page' or 'feed'")
    try:
        address = address_of(url)
    except ReportError as error:
        raise SettingError(f"{where}: {error}") from error
    return Feed(address.url, _span(entry["every"], where) if "every" in entry else usual, outlet, Take(take or "page"))


def _string(entry: dict[str, Any], key: str, where: str) -> str | None:
    value = entry.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise SettingError(f"{where}: {key} is {value!r}; write it in quotation marks")
    return value.strip() if value else None


def _span(value: Any, where: str) -> timedelta:
    try:
        return span_of(value if isinstance(value, str) else str(value))
    except SettingError as error:
        raise SettingError(f"{where}: every: {error}") from error


def _refuse_unknown(written: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    unknown = sorted(set(written) - set(known))
    if unknown:
        raise SettingError(f"{where}: nothing is called {unknown[0]!r}; there are: {', '.join(known)}")
