"""What an outlet published, and what could not be made of it."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Issue:
    """What a stage could not do, where, and why. An Issue stands where a guess would."""

    code: str
    stage: str
    span: Span | None
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """One text of one outlet.

    `text` is the decoded input, header included, otherwise unaltered; all spans of the record count in it.
    `published` is a day, or a moment with its zone where the outlet gives one; None where it does not say.
    """

    id: str
    text: str
    outlet: str | None = None
    headline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: date | datetime | None = None
    url: str | None = None
    retrieved: datetime | None = None
    language: str | None = None
    sha256: str = ""
    raw_sha256: str = ""
    body: int = 0  # where the header ends and the report's own words begin
    issues: tuple[Issue, ...] = ()

    @property
    def day(self) -> date | None:
        """The day of publication, in the outlet's own zone."""
        return self.published.date() if isinstance(self.published, datetime) else self.published


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return sha256(text.encode("utf-8")).hexdigest()


def report_id(outlet: str | None, where: str | None, text_sha256: str) -> str:
    """Hash of outlet, address (or day of publication) and text: two outlets with one text are two reports."""
    return digest("\x1f".join((outlet or "", where or "", text_sha256)))[:16]
