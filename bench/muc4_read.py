"""MUC-4 as it lies on disk: messages and key templates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b", re.M)
SLOT = re.compile(r"^(\d+)\.\s+([A-Z: ]+?)\s{2,}(.*)$")
HEADER = re.compile(r"\b(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d{2})\b")
INFERRED = re.compile(r"^\((.*)\)$")  # tst2 sets dates and places that are inferred in brackets
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
TEXT = "[TEXT]"


@dataclass(frozen=True, slots=True)
class Fill:
    """One filler: its alternatives, the alternatives of its cross-reference, and whether it may be left out."""

    values: tuple[str, ...]
    tags: tuple[str, ...] = ()
    optional: bool = False


@dataclass(slots=True)
class Template:
    """Fillers by the number of the slot. A slot with no filler is not there."""

    slots: dict[int, list[Fill]] = field(default_factory=dict)
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its name, the day in its header, and its text after the header."""

    name: str
    day: date | None
    place: str
    text: str


def messages(file: Path) -> Iterator[Message]:
    """The messages of a file, in order."""
    text = file.read_text(encoding="latin-1")
    marks = list(MESSAGE.finditer(text))
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        whole = text[mark.end() : after.start() if after else len(text)]
        head, _, body = whole.partition(TEXT)
        body = body or head
        day = HEADER.search(whole[:400])
        yield Message(mark[1], _day(day), head.strip().split(",")[0], _unwrapped(body))


def _unwrapped(text: str) -> str:
    """Lines that end inside a paragraph joined; every character keeps its place."""
    return re.sub(r"(?<=\S)[ \t]*\n(?=\S)", lambda match: " " * len(match[0]), text)


def _day(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    try:
        return date(1900 + int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return None


def keys(file: Path) -> dict[str, list[Template]]:
    """Key templates by message; a message with none has an empty list."""
    found: dict[str, list[Template]] = {}
    template, name, slot = Template(), "", -1
    for line in file.read_text(encoding="latin-1").splitlines():
        match = SLOT.match(line)
        if match:
            slot, value = int(match[1]), match[3].strip()
            if slot == 0:
                name, template = value.split()[0], Template()
                found.setdefault(name, [])
                continue
            if slot == 1:
                if value != "*":
                    template.optional = "OPTIONAL" in value
                    found[name].append(template)
                continue
        elif line.startswith(" ") and line.strip() and slot > 1:
            value = line.strip()
        else:
            continue
        filler = fill(value)
        if filler:
            template.slots.setdefault(slot, []).append(filler)
    return found


def fill(value: str) -> Fill | None:
    """A filler in the key's notation: `? A / B: "X" / "Y"`."""
    optional = value.startswith("?")
    value = value.removeprefix("?").strip()
    value = INFERRED.sub(r"\1", value)
    if value in ("-", "*", ""):
        return None
    said, tag = split_tag(value)
    return Fill(alternatives(said), alternatives(tag) if tag else (), optional)


def split_tag(value: str) -> tuple[str, str]:
    """A filler and its cross-reference, which is in quotation marks after a colon outside quotation marks."""
    inside, at = False, 0
    while at < len(value):
        if value[at] == "\\":
            at += 2
            continue
        if value[at] == '"':
            inside = not inside
        if value[at] == ":" and not inside and value[at + 1 :].lstrip().startswith('"'):
            return value[:at].strip(), value[at + 1 :].strip()
        at += 1
    return value, ""


def alternatives(value: str) -> tuple[str, ...]:
    """The options that slashes outside quotation marks set apart, without their marks."""
    parts = re.findall(r'"(?:\\.|[^"\\])*"|[^/"]+', value)
    cleaned = (part.strip().strip('"').replace('\\"', '"').strip() for part in parts)
    return tuple(part for part in cleaned if part and part != "-")
