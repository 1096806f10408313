"""Every error that onrecord raises on purpose.

    OnrecordError
    ├── SettingError        a setting or option that cannot be used
    ├── ReportError         a report that cannot be taken in
    │   ├── MissingReport   there is no such file or folder, or no report in it
    │   ├── UnreadableReport  a file that may not be opened
    │   ├── EmptyReport     nothing but blank space
    │   ├── BinaryReport    bytes that are no text
    │   ├── DamagedReport   a file that breaks the rules of its format
    │   ├── UnsafeReport    an archive or address that could do harm
    │   ├── FetchError      an address that gave no page
    │   ├── ForgottenReport a report that was forgotten on purpose
    │   └── TooLong         more text than the limit allows
    ├── ModelError          the language model is missing or is not the pinned one
    ├── VocabError          a vocabulary file breaks its own rules
    ├── GazetteerError      the gazetteer is missing, damaged or cannot be built
    ├── ReadingError        reading a report failed in a way that nobody foresaw
    ├── StoreError          the database cannot be opened, read or written
    └── OutputError         a file that was asked for cannot be written

Each message names the thing, the reason and the way out.
"""


class OnrecordError(Exception):
    """The root: catch this to catch whatever onrecord raises on purpose."""

    code = "error"


class SettingError(OnrecordError):
    """A setting or option that cannot be used."""

    code = "setting"


class ReportError(OnrecordError):
    """A report that cannot be taken in."""

    code = "report"


class MissingReport(ReportError):
    """There is no such file or folder, or no report in it."""

    code = "missing"


class UnreadableReport(ReportError):
    """A file that may not be opened."""

    code = "unreadable"


class EmptyReport(ReportError):
    """Nothing but blank space."""

    code = "empty"


class BinaryReport(ReportError):
    """Bytes that are no text."""

    code = "binary"


class DamagedReport(ReportError):
    """A file that breaks the rules of its format."""

    code = "damaged"


class UnsafeReport(ReportError):
    """An archive that unpacks to too much, a path that leaves it, an address inside of a private network."""

    code = "unsafe"


class FetchError(ReportError):
    """An address that gave no page: it did not answer, took too long, or answered with a refusal.

    `passing` says that it may well do so later, `after` the seconds for which it asks to be left alone.
    """

    code = "fetch"

    def __init__(self, message: str, *, passing: bool = False, after: float | None = None) -> None:
        super().__init__(message)
        self.passing, self.after = passing, after


class ForgottenReport(ReportError):
    """A report that was forgotten on purpose, and is not taken in again."""

    code = "forgotten"


class TooLong(ReportError):
    """More text than the limit allows."""

    code = "too_long"


class ModelError(OnrecordError):
    """The language model is missing or is not the pinned one."""

    code = "model"


class VocabError(OnrecordError):
    """A vocabulary file breaks its own rules."""

    code = "vocab"


class GazetteerError(OnrecordError):
    """The gazetteer is missing, damaged or cannot be built."""

    code = "gazetteer"


class ReadingError(OnrecordError):
    """Reading a report failed in a way that nobody foresaw: a fault of onrecord, or too little memory."""

    code = "reading"


class StoreError(OnrecordError):
    """The database cannot be opened, read or written."""

    code = "store"


class OutputError(OnrecordError):
    """A file that was asked for cannot be written."""

    code = "output"
