"""Bytes -> text: UTF-8, UTF-16 and Windows-1252, with or without a byte-order mark; no guess beyond these."""

import codecs
import re

from onrecord.errors import BinaryReport, EmptyReport

# The longer mark first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How files begin that hold no text of their own, and what they are.
SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"SQLite format 3\0": "a SQLite database",
}
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\0")) + b"\x7f"
BLANK = re.compile(r"[\s\ufeff\0]*+\Z")
HEAD = 65_536  # bytes in which the encoding shows
MOST_CONTROLS = 0.02  # a share of control bytes that no text has, and every picture, sound or program does
ASCII_16 = 0.3  # in UTF-16 without a mark, at least so many of the bytes of one side are 0 in any Western text


def decode(raw: bytes, name: str) -> str:
    """The text of a report's bytes; line ends, NULs and marks are left to `cleaned`.

    Raises EmptyReport for nothing but blank space, BinaryReport for what is no text.
    """
    _refuse_signature(raw, name)
    text = _decoded(raw, name)
    if BLANK.match(text):
        raise EmptyReport(f"{name}: holds no words; nothing was read")
    return text


def _refuse_signature(raw: bytes, name: str) -> None:
    kind = next((kind for start, kind in SIGNATURES.items() if raw.startswith(start)), None)
    if kind:
        raise BinaryReport(f"{name}: is {kind}, not a text; save its words as a .txt file and read that")


def _decoded(raw: bytes, name: str) -> str:
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, errors="replace")
    wide = _wide(raw[:HEAD])
    if wide:
        return raw.decode(wide, errors="replace")
    if _controls(raw[:HEAD]) > MOST_CONTROLS:
        raise BinaryReport(f"{name}: is no text (control bytes all through); give a text file in UTF-8")
    return _narrow(raw)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: in Western text nearly each second byte is 0."""
    half = max(len(head) // 2, 1)
    low, high = head[0::2].count(0) / half, head[1::2].count(0) / half
    if high >= ASCII_16 > 4 * low:
        return "utf-16-le"
    if low >= ASCII_16 > 4 * high:
        return "utf-16-be"
    return None


def _controls(head: bytes) -> float:
    """The share of control bytes. NULs count where there are many: a text may hold a stray one."""
    nulls = head.count(0)
    strays = len(head) - len(head.translate(None, CONTROLS))
    return (strays + (nulls if nulls > len(head) // 100 else 0)) / max(len(head), 1)


def _narrow(raw: bytes) -> str:
    """UTF-8, a few broken bytes (a cut file) replaced; else Windows-1252, of whose 256 bytes 5 mean nothing."""
    try:
        return raw.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        lenient = raw.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    whole = sum(char > "\x7f" for char in lenient) - broken
    return lenient if whole > broken else raw.decode("cp1252", errors="replace")
