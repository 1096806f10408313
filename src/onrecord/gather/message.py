"""Mail -> reports: a message, its plain part or else its HTML part; an mbox, message by message."""

import re
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from onrecord.errors import DamagedReport, EmptyReport, ReportError
from onrecord.gather.draft import Draft, Drafts, Refused, moment_of, raw_hash, said
from onrecord.gather.page import FAULTS, read_page

START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S[^\n]*\n(?=[A-Za-z-]+:)")
# The lines that are parsed, with those that go on from them. Python's parser takes quadratic time over each.
PARSED = re.compile(
    rb"^(?:content-[a-z-]{1,30}|subject|from|date|mime-version):[^\n]*+(?:\n[ \t][^\n]*+)*+", re.I | re.M
)
MOST_WORK = 10**9  # the sum of their lengths squared: one of 30,000 bytes, or 10,000 of 300; some seconds of work
MOST_MARKS = 20_000  # lines that may begin a part, chosen by hand; a million parts take a minute
MOST_PARTS = 200  # parts of one message that are looked at


def read_message(raw: bytes, name: str) -> Drafts:
    """The report of a message; of an mbox, one a message."""
    starts = [found.end() for found in START.finditer(raw)] if raw.startswith(b"From ") else []
    if not starts:
        yield from _told(raw, name)
        return
    ends = [*(found.start() for found in START.finditer(raw)), len(raw)][1:]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        yield from _told(raw[start:end], f"{name}#{number}")


def _told(raw: bytes, name: str) -> Drafts:
    try:
        yield _message(raw, name)
    except ReportError as error:
        yield Refused(name, error)
    except (*FAULTS, MessageError) as error:
        reason = f"{type(error).__name__}: {error}"[:200]
        yield Refused(name, DamagedReport(f"{name}: this mail cannot be read ({reason}); save its words as .txt"))


def _message(raw: bytes, name: str) -> Draft:
    if sum(len(line[0]) ** 2 for line in PARSED.finditer(raw)) > MOST_WORK:
        raise DamagedReport(f"{name}: its header lines are longer than any mail's; save its words as a .txt file")
    if raw.count(b"\n--") > MOST_MARKS:
        raise DamagedReport(f"{name}: has more parts than any mail; save its words as a .txt file")
    message = BytesParser(policy=policy.default).parsebytes(raw)
    if not message.keys():
        raise DamagedReport(f"{name}: is no mail (it has no header lines); name it .txt to have it read as text")
    plain, html = _parts(message)
    body = plain
    if not body.strip() and html:
        found = next(iter(read_page(html, name)))
        if isinstance(found, Refused):
            raise found.error
        body = found.text
    if not body.strip():
        raise EmptyReport(f"{name}: this mail holds no words (attachments are not opened); save them and read these")
    sender, _address = parseaddr(str(message.get("from", "")))
    return Draft(
        name,
        body,
        raw_hash(raw),
        published=moment_of(str(message.get("date", ""))),
        outlet=said(sender),
        headline=said(str(message.get("subject", ""))),
    )


def _parts(message: EmailMessage) -> tuple[str, bytes]:
    """The words of the plain part, and the bytes of the HTML part in UTF-8; attachments are left alone."""
    plain, html = "", b""
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            break
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and not plain.strip():
            plain = _words(part)
        elif kind == "text/html" and not html:
            html = b"\xef\xbb\xbf" + _words(part).encode("utf-8", errors="replace")
    return plain, html


def _words(part: EmailMessage) -> str:
    """A part decoded as it says; where it names an encoding that does not exist, as UTF-8."""
    try:
        words = part.get_content()
    except (LookupError, ValueError):
        payload = part.get_payload(decode=True)
        words = payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""
    return words.replace("\r\n", "\n") if isinstance(words, str) else ""
