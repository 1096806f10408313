"""PolNeAR: its texts with their attributions, and its measure.

A match is one to one; the words of the two contents overlap with an IoU of at least 0.5, and with source those of the
two sources too. A text that several people annotated counts once for each of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from onrecord.model.span import Span

WORD = re.compile(r"\w+")
ENTRY = re.compile(r"[TE]\d+\t\S")
SAME = 0.5  # PolNeAR's bound
Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated attribution: spans in the text. Source and cue may be empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text as one person annotated it."""

    name: str
    text: str
    gold: tuple[Gold, ...]


def read_polnear(folder: Path) -> Iterator[Annotated]:
    """Each annotation of each text in a part (`text` and `attributions` inside), by name.

    Where a folder holds parts, its `dev` is read.
    """
    part = next(p for p in (folder, folder / "dev", folder / "polnear" / "dev") if (p / "text").is_dir())
    for file in sorted((part / "text").iterdir()):
        text = file.read_bytes().decode("utf-8")
        named = sorted(part.glob(f"attributions/{escape(file.stem)}_*.ann"))
        for annotation in named or sorted(part.glob(f"attributions/{escape(file.stem)}.ann")):
            yield Annotated(file.stem, text, tuple(read_annotation(annotation.read_text(encoding="utf-8"))))


def read_annotation(brat: str) -> Iterator[Gold]:
    """The attributions of a brat stand-off file; those without content are left out."""
    spans: dict[str, tuple[Span, ...]] = {}
    lines = [line.split("\t") for line in brat.split("\n") if ENTRY.match(line)]
    for line in lines:
        if line[0].startswith("T"):
            offsets = line[1].split(" ", 1)[1].split(";")
            spans[line[0]] = tuple(Span(*map(int, pair.split())) for pair in offsets)
    for line in lines:
        if line[0].startswith("E"):
            roles: dict[str, tuple[Span, ...]] = {"Source": (), "Cue": (), "Content": ()}
            for role, name in (part.split(":") for part in line[1].split()):
                role = role.rstrip("0123456789")
                if role in roles:
                    roles[role] += spans.get(name, ())
            if roles["Content"]:
                yield Gold(roles["Source"], roles["Cue"], roles["Content"])


class Counted:
    """The words of one text by position, to compare spans by the words that they touch."""

    def __init__(self, text: str) -> None:
        self._words = [Span(*match.span()) for match in WORD.finditer(text)]
        self._at = {}
        for number, word in enumerate(self._words):
            for position in range(word.start, word.end):
                self._at[position] = number

    def words(self, spans: tuple[Span, ...]) -> Words:
        """Numbers of the words that the spans touch."""
        return frozenset(
            self._at[position] for span in spans for position in range(span.start, span.end) if position in self._at
        )


def iou(one: Words, other: Words) -> float:
    """Shared words among all words; 0 where there are none."""
    return len(one & other) / len(one | other) if one | other else 0.0


def matched(made: list[tuple[Words, Words]], gold: list[tuple[Words, Words]], *, source: bool) -> dict[int, int]:
    """Which of the made (content, source) meets which of the gold, best overlap first, one to one."""
    pairs = []
    for i, (content, said) in enumerate(made):
        for j, (asked, meant) in enumerate(gold):
            same = iou(content, asked)
            if same >= SAME and (not source or iou(said, meant) >= SAME):
                pairs.append((-same, i, j))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found
