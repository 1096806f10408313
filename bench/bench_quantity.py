"""Quantities and things: tables of labelled sentences, and recall of re3d's entities.

The tables are `quantity_sentences.yaml` (words, low, best, high, unit) and `thing_sentences.yaml` (words, designation,
category), taken from the data folder where it has them, else from `tests/find`. A label is right where a mention has
exactly its words and its values. Accuracy is right labels over labels and mentions that answer to no label, in percent:
a mention too many costs as much as one missed. re3d recall counts a gold entity as found where a mention of the kind
overlaps it: Weapon and MilitaryPlatform by things, Temporal by times, Quantity by quantities or times (re3d calls
durations quantities).
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.corpus import corpus_hash, sampled
from onrecord.find import find_mentions
from onrecord.find.quantity import find_quantities
from onrecord.find.thing import find_things
from onrecord.gather import make_report
from onrecord.model.document import Document
from onrecord.model.mention import Kind, Mention, Quantity, Thing
from onrecord.model.span import Span
from onrecord.pipeline import Reader, default_reader
from onrecord.read import read_document

TABLES = Path(__file__).parent.parent / "tests" / "find"
KINDS = {
    "Weapon": {Kind.THING},
    "MilitaryPlatform": {Kind.THING},
    "Quantity": {Kind.QUANTITY, Kind.TIME},
    "Temporal": {Kind.TIME},
}
SMALL = {"a", "an", "another", "no", "none", "nobody", "no one"}
Label = tuple[Any, ...]


@dataclass(frozen=True)
class Row:
    """One sentence with its labels, the words first."""

    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Outcome:
    """What was labelled and not found as such, and what was found and not labelled."""

    row: Row
    missed: tuple[Label, ...]
    extra: tuple[Label, ...]

    @property
    def right(self) -> int:
        """How many labels were found."""
        return len(self.row.labels) - len(self.missed)


def run(data: Path, *, peers: bool = False, sample: int = 0) -> dict[str, Any]:
    """The figures of both tables and of re3d."""
    reader = default_reader()
    figures: dict[str, Any] = {}
    for name, field in (("quantity", "quantities"), ("thing", "things")):
        file = table_file(data, f"{name}_sentences.yaml")
        outcomes = [judge(reader, name, row) for row in read_table(file, field)]
        report(outcomes)
        figures[f"{name}_accuracy"] = accuracy(outcomes)
        figures[f"{name}_sentences_right"] = percent(sum(not (o.missed or o.extra) for o in outcomes), len(outcomes))
        figures[f"{name}_corpus"] = corpus_hash([file])
    folder = data / "re3d" if (data / "re3d").exists() else data
    if any(folder.rglob("entities.json")):
        figures |= re3d(reader, folder, sample)
    if peers:
        figures |= peer(reader, read_table(table_file(data, "quantity_sentences.yaml"), "quantities"))
    return figures


def peer(reader: Reader, rows: list[Row]) -> dict[str, Any]:
    """quantulum3 beside us, by the one thing that both tell: a number that overlaps a label and has its value.

    It knows no bounds and no counted nouns, and does not read articles or words for none; labels that are only such
    words, or that name no value at all, are left out for both.
    """
    python = os.environ.get("ONRECORD_PEER_PYTHON", sys.executable)
    lines = "\n".join(json.dumps(row.text) for row in rows)
    script = Path(__file__).with_name("peer_quantulum.py")
    ran = subprocess.run([python, script], input=lines, capture_output=True, text=True, check=False)
    if ran.returncode:
        print(f"peer quantulum3: not run ({ran.stderr.strip().splitlines()[-1:]}); set ONRECORD_PEER_PYTHON")
        return {}
    theirs = [json.loads(line) for line in ran.stdout.splitlines()]
    ours = [[[*_bounds(m), _value(m)] for m in read_quantities(reader, row.text)] for row in rows]
    return {"peer_quantulum3_value_f1": value_f1(rows, theirs), "peer_value_f1_of_ours": value_f1(rows, ours)}


def read_quantities(reader: Reader, text: str) -> list[Mention]:
    """The quantities of a sentence, but those that are only an article or a word for none."""
    mentions, _ = find_mentions(read_document(make_report(text), reader.parser), reader.vocab)
    return [m for m in mentions if m.kind is Kind.QUANTITY and m.span.quote(text).lower() not in SMALL]


def _bounds(mention: Mention) -> tuple[int, int]:
    return mention.span.start, mention.span.end


def _value(mention: Mention) -> float | None:
    assert isinstance(mention.value, Quantity)
    return stated((None, mention.value.low, mention.value.best, mention.value.high))


def stated(label: Label) -> float | None:
    """The number that a label's words state: best, else low, else high."""
    return next((float(value) for value in (label[2], label[1], label[3]) if value is not None), None)


def value_f1(rows: list[Row], found: list[list[list[Any]]]) -> float:
    """F1 of numbers: a label is met by a number that overlaps its words and equals what they state."""
    right = gold = made = 0
    for row, numbers in zip(rows, found, strict=True):
        made += len(numbers)
        for label in row.labels:
            if label[0].lower() in SMALL or stated(label) is None:
                continue
            gold += 1
            start = row.text.find(label[0])
            right += any(s < start + len(label[0]) and start < e and v == stated(label) for s, e, v in numbers)
    return percent(2 * right, gold + made)


def table_file(data: Path, name: str) -> Path:
    """The table in the data folder, else ours."""
    return data / name if (data / name).exists() else TABLES / name


def read_table(file: Path, field: str) -> list[Row]:
    """The sentences of a table with their labels."""
    sentences = yaml.safe_load(file.read_text(encoding="utf-8"))["sentences"]
    return [Row(sentence["text"], tuple(tuple(label) for label in sentence[field])) for sentence in sentences]


def judge(reader: Reader, name: str, row: Row) -> Outcome:
    """A sentence read, and compared with its labels."""
    mentions, _ = find_mentions(read_document(make_report(row.text), reader.parser), reader.vocab)
    wanted = Kind.QUANTITY if name == "quantity" else Kind.THING
    sums = {m.span for m in mentions if m.kind is Kind.QUANTITY}  # a sum of money is judged as a quantity
    kept = (m for m in mentions if m.kind is wanted and (m.kind is Kind.QUANTITY or m.span not in sums))
    found = Counter(label_of(row.text, m) for m in kept)
    labels = Counter(row.labels)
    return Outcome(row, tuple((labels - found).elements()), tuple((found - labels).elements()))


def label_of(text: str, mention: Mention) -> Label:
    """A mention in the form of the tables."""
    words, value = mention.span.quote(text), mention.value
    if isinstance(value, Quantity):
        return words, value.low, value.best, value.high, value.unit
    assert isinstance(value, Thing)
    return words, value.designation, value.category


def report(outcomes: Iterable[Outcome]) -> None:
    """The sentences with errors, printed."""
    for outcome in outcomes:
        if outcome.missed or outcome.extra:
            print(outcome.row.text)
            for sign, labels in (("-", outcome.missed), ("+", outcome.extra)):
                for label in labels:
                    print(f"   {sign} {label}")


def accuracy(outcomes: list[Outcome]) -> float:
    """Right labels over labels and mentions that answer to none; a wrong value counts once, not twice."""
    right = sum(o.right for o in outcomes)
    wrong = sum(max(len(o.missed), len(o.extra)) for o in outcomes)
    return percent(right, right + wrong)


def percent(part: int, whole: int) -> float:
    """In percent, to two places."""
    return round(100 * part / whole, 2) if whole else 0.0


@cache
def _documents(folder: Path, sample: int) -> tuple[tuple[str, str], ...]:
    """Identity and text of re3d's documents."""
    rows = [json.loads(line) for file in sorted(folder.rglob("documents.json")) for line in _lines(file)]
    kept = set(sampled([Path(row["_id"]) for row in rows], sample))
    return tuple((row["_id"], row["text"]) for row in rows if Path(row["_id"]) in kept)


def _lines(file: Path) -> Iterator[str]:
    return (line for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


def re3d(reader: Reader, folder: Path, sample: int) -> dict[str, Any]:
    """Recall of re3d's entities by type, the cost of the two finders, and the hash of the files."""
    files = sorted(folder.rglob("entities.json"))
    gold = [json.loads(line) for file in files for line in _lines(file)]
    total, hit = Counter[str](), Counter[str]()
    missed: dict[str, Counter[str]] = {name: Counter() for name in KINDS}
    words, seconds = 0, 0.0
    for identity, text in _documents(folder, sample):
        document = read_document(make_report(text), reader.parser)
        mentions, _ = find_mentions(document, reader.vocab)
        seconds += cost(document, reader, mentions)
        words += len(document.tokens)
        offset = document.text.find(text[:80])
        for entity in (e for e in gold if e["documentId"] == identity and e["type"] in KINDS):
            span = Span(entity["begin"] + max(0, offset), entity["end"] + max(0, offset))
            total[entity["type"]] += 1
            if any(m.kind in KINDS[entity["type"]] and m.span.overlaps(span) for m in mentions):
                hit[entity["type"]] += 1
            else:
                missed[entity["type"]][entity["value"]] += 1
    for name, values in missed.items():
        print(f"re3d {name} missed: {values.most_common(30)}")
    snake = {
        "Weapon": "weapon",
        "MilitaryPlatform": "military_platform",
        "Quantity": "quantity",
        "Temporal": "temporal",
    }
    recalls = {f"re3d_{snake[name]}_recall": percent(hit[name], total[name]) for name in KINDS}
    return {**recalls, "microseconds_per_word": round(1e6 * seconds / words, 2), "re3d_corpus": corpus_hash(files)}


def cost(document: Document, reader: Reader, mentions: tuple[Mention, ...]) -> float:
    """Seconds that the two finders take, given the others' mentions."""
    others = tuple(m for m in mentions if m.kind in (Kind.TIME, Kind.PLACE, Kind.ACTOR))
    start = time.process_time()
    things, _ = find_things(document, reader.vocab, others)
    find_quantities(document, reader.vocab, others + things)
    return time.process_time() - start
