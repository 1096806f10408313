"""Actors: our own gold sentences, recall of re3d's entities, and the actor pairs that PLV marks.

Gold: `tests/find/actor_sentences.yaml` says who each phrase is; right is the same country, sector and (where given) id.
re3d: an entity is met where a mention overlaps it. PLV: a marked actor is met where a mention overlaps its words.
Neither says whom we should resolve, so both are recall of extents only.
"""

import csv
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.corpus import corpus_hash
from onrecord.find import longest
from onrecord.find.actor import find_actors
from onrecord.gather import make_report
from onrecord.model.document import Document
from onrecord.model.mention import Mention
from onrecord.model.span import Span
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab.actor import Actors, load_actors

SENTENCES = Path(__file__).parent.parent / "tests" / "find" / "actor_sentences.yaml"
TYPES = ("Organisation", "Person", "Nationality")
MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True)
class OnlyActors:
    """A vocabulary of actors alone; places come from the text by name only."""

    actors: Actors


class Finder:
    """Reads texts and keeps count of words and seconds."""

    def __init__(self) -> None:
        self.parser, self.vocab = Parser(), OnlyActors(load_actors())
        self.words, self.seconds = 0, 0.0

    def __call__(self, text: str, published: date | None = None) -> tuple[Document, tuple[Mention, ...]]:
        document = read_document(make_report(text, published=published), self.parser)
        start = time.process_time()
        mentions, _ = find_actors(document, self.vocab, ())  # type: ignore[arg-type]
        self.seconds += time.process_time() - start
        self.words += len(document.tokens)
        return document, longest(mentions)


@dataclass(frozen=True)
class Expected:
    """What a careful reader takes from a phrase of a gold sentence: `nobody` where it names no actor."""

    text: str
    words: str
    nth: int
    country: str | None
    sector: str | None
    identity: str | None
    nobody: bool


def read_gold(file: Path = SENTENCES) -> Iterator[Expected]:
    """The phrases of the gold table, sentence by sentence."""
    for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["sentences"]:
        for line in entry["actors"]:
            words, _, answer = line.partition(" = ")
            name, _, nth = words.partition("#")
            parts = answer.split()
            nobody = parts == ["nobody"]
            values = [None if part == "-" else part for part in parts] + [None] * 3
            yield Expected(entry["text"], name, int(nth or 1), *values[:3], nobody)


def judge(expected: Expected, mentions: tuple[Mention, ...]) -> bool:
    """Whether the mentions of the sentence say what the gold says of the phrase.

    The mention must be the phrase, or hold it with its article, title or owner, or be its head.
    """
    start = -1
    for _ in range(expected.nth):
        start = expected.text.index(expected.words, start + 1)
    span = Span(start, start + len(expected.words))
    held = [m for m in mentions if m.span.overlaps(span)]
    if expected.nobody:
        return not any(m.value for m in held)
    for mention in held:
        actor = mention.value
        same = getattr(actor, "country", None) == expected.country and getattr(actor, "sector", None) == expected.sector
        if actor and same and (expected.identity is None or getattr(actor, "id", None) == expected.identity):
            return True
    return False


def gold_figures(find: Finder) -> dict[str, Any]:
    """How many phrases of the gold table come out right; the wrong ones are printed."""
    right: Counter[bool] = Counter()
    texts: dict[str, tuple[Mention, ...]] = {}
    for expected in read_gold():
        if expected.text not in texts:
            texts[expected.text] = find(expected.text)[1]
        good = judge(expected, texts[expected.text])
        right[good] += 1
        if not good:
            found = [(m.span.quote(expected.text), m.value) for m in texts[expected.text]]
            print(f"  wrong: {expected.words!r} in {expected.text!r}: {found}")
    total = right.total()
    return {"gold_sentences": len(texts), "gold_phrases": total, "gold_right": round(100 * right[True] / total, 1)}


def re3d_figures(find: Finder, folder: Path, sample: int) -> dict[str, Any]:
    """Recall of Organisation, Person and Nationality, sure ones (confidence 1)."""
    met: dict[str, Counter[bool]] = {kind: Counter() for kind in TYPES}
    missed: Counter[str] = Counter()
    for source in sorted(folder.glob("*/documents.json")):
        entities = _by_document(source.parent / "entities.json")
        for entry in _every(_lines(source), sample):
            spans = [m.span for m in find(entry["text"])[1]]
            for entity in entities.get(entry["_id"], []):
                span = Span(entity["begin"], entity["end"])
                hit = any(span.overlaps(other) for other in spans)
                met[entity["type"]][hit] += 1
                if not hit:
                    missed[f"{entity['type'][:3]} {entity['value']}"] += 1
    print("re3d, most often missed:", missed.most_common(25))
    return {f"re3d_{kind.lower()}": round(100 * n[True] / max(1, n.total()), 1) for kind, n in met.items()}


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _by_document(file: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entity in _lines(file):
        if entity["type"] in TYPES and entity["confidence"] == 1:
            found.setdefault(entity["documentId"], []).append(entity)
    return found


def plv_figures(find: Finder, file: Path, sample: int) -> dict[str, Any]:
    """Share of marked actors that a mention overlaps, and of these that have a country."""
    met: Counter[str] = Counter()
    missed = []
    with file.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    for row in _every(rows, sample):
        text, spans = _marked(row["marked_sentence"])
        mentions = find(text)[1]
        for span in spans:
            held = [m for m in mentions if m.span.overlaps(span)]
            met["all"] += 1
            met["met"] += bool(held)
            met["country"] += any(getattr(m.value, "country", None) for m in held)
            if not held:
                missed.append(span.quote(text))
    print("PLV, missed:", missed[:60])
    total = max(1, met["all"])
    return {"plv_met": round(100 * met["met"] / total, 1), "plv_country": round(100 * met["country"] / total, 1)}


def _marked(marked: str) -> tuple[str, list[Span]]:
    """The sentence without its marks, and the spans of the marked actors."""
    parts: list[str] = []
    spans: list[Span] = []
    length = at = start = 0
    for mark in MARK.finditer(marked):
        parts.append(marked[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark[0].startswith("</"):
            spans.append(Span(start, length))
        else:
            start = length
    return "".join(parts) + marked[at:], spans


def _every(rows: list[dict[str, Any]], sample: int) -> list[dict[str, Any]]:
    """All rows, or about `sample` of them spread evenly."""
    return rows[:: max(1, len(rows) // sample)] if sample else rows


def run(data: Path, *, peers: bool = False, sample: int = 0) -> dict[str, Any]:
    """The figures of all three sets, and the speed of finding."""
    find = Finder()
    figures: dict[str, Any] = gold_figures(find)
    if (data / "re3d").exists():
        figures |= re3d_figures(find, data / "re3d", sample)
        figures["re3d_corpus"] = corpus_hash((data / "re3d").glob("*/*.json"))
    plv = data / "plover" / "PLV_train.tsv"
    if plv.exists():
        figures |= plv_figures(find, plv, sample)
        figures["plv_corpus"] = corpus_hash([plv])
    figures["words_per_second"] = round(find.words / max(1e-9, find.seconds))
    return figures
