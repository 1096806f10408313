"""How a claim stands: against the UW factuality scores, and against invented sentences labelled twice.

- UW factuality (Lee et al. 2015; events given): polarity, modality and certainty of each event become a number from -3
  to 3 by `commitment` in `vocab/data/standing_table.yaml`; Pearson's r and mean absolute error (MAE) against the score.
  `rules`: the rules' fields; `fields`: the fields that the package gives (`chosen`); the headline figure adds the
  learned weights to the number of the rules' cell (`grade`). The baseline says 3 (certain) of every event. `--data` is
  a folder with `factuality_uw/` (dev.jsonl is measured), or a file of the same form.
- Sentences: `tests/claim/standing_sentences.yaml` goes through the whole reader; a trigger that makes no claim is given
  as a draft. Each of polarity, modality, certainty, verification, stage and sources is right or wrong. `marked` counts
  only the fields that are not the plain case. Agreement is between the two labelling passes.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bench.corpus import corpus_hash
from onrecord.claim.chain import with_chain
from onrecord.claim.standing import with_standing
from onrecord.claim.standing_grade import cell, chosen, grade
from onrecord.claim.standing_scope import standing_at
from onrecord.gather import make_report
from onrecord.model.attribution import Attribution
from onrecord.model.claim import Claim, plain
from onrecord.model.document import Document, Section, SectionKind
from onrecord.model.extraction import Extraction
from onrecord.model.report import Report
from onrecord.model.span import Sourced, Span
from onrecord.pipeline import Reader, extract, load_reader
from onrecord.read.parse import Parser
from onrecord.vocab.standing import load_standing, load_table

HERE = Path(__file__).parent
SENTENCES = HERE.parent / "tests" / "claim" / "standing_sentences.yaml"
FIRST = HERE.parent / "tests" / "claim" / "standing_first.yaml"
SECOND = HERE.parent / "tests" / "claim" / "standing_second.yaml"
CERTAIN = 3.0
PLAIN = {"polarity": "affirmed", "modality": "actual", "certainty": "certain", "verification": "", "stage": ""}
BARE = {*(f"{field}={value}" for field, value in PLAIN.items()), "sources="}


def run(data: Path, *, peers: bool = False, sample: int = 0) -> dict[str, Any]:
    """Both measurements; figures of a set that is not there are left out."""
    figures: dict[str, Any] = {}
    files = factuality_files(data)
    if files:
        figures |= factuality(files, sample)
    return figures | sentences(load_reader()) | agreement()


# UW factuality


def factuality_files(data: Path) -> list[Path]:
    """The file given, else dev.jsonl of the folder or of its `factuality_uw`, else each file that is not train."""
    if data.is_file():
        return [data]
    folder = data / "factuality_uw" if (data / "factuality_uw").is_dir() else data
    dev = folder / "dev.jsonl"
    return [dev] if dev.exists() else sorted(f for f in folder.glob("*.jsonl") if f.stem != "train")


def parsed(rows: list[dict[str, Any]], parser: Parser) -> Document:
    """The sentences of a set as one document, a section each."""
    text, sections = "", []
    for row in rows:
        sections.append(Section(SectionKind.PARAGRAPH, Span(len(text), len(text) + len(row["text"]))))
        text += row["text"] + "\n\n"
    parse = parser.parse(text, [(number, section.span) for number, section in enumerate(sections)])
    report = Report("bench", text)
    return Document(report, None, tuple(sections), parse.sentences, parse.tokens, parse.entities)


def events(rows: list[dict[str, Any]], document: Document) -> Iterator[tuple[int, float]]:
    """Token and score of each event. The set counts words that are split at blanks."""
    for row, section in zip(rows, document.sections, strict=True):
        offset, starts = section.span.start, []
        for word in row["text"].split(" "):
            starts.append(offset)
            offset += len(word) + 1
        for target in row["targets"]:
            start = starts[target["span1"][0]]
            yield document.inside(Span(start, start + 1))[0], float(target["label"])


def read_rows(files: list[Path], sample: int = 0) -> list[dict[str, Any]]:
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return rows[:: max(1, len(rows) // sample)] if sample else rows


def factuality(files: list[Path], sample: int) -> dict[str, Any]:
    rows = read_rows(files, sample)
    document = parsed(rows, Parser())
    triggers, scores = zip(*events(rows, document), strict=True)
    words, table = load_standing(), load_table()
    marks = [standing_at(document, trigger, words) for trigger in triggers]
    gold = np.array(scores)
    rules_r, rules_mae = compared(gold, np.array([table.commitment(*cell(mark)) for mark in marks]))
    cells = [table.commitment(*cell(chosen(document, trigger, words))) for trigger in triggers]
    cells_r, cells_mae = compared(gold, np.array(cells))
    graded = [grade(document, trigger, mark, words) for trigger, mark in zip(triggers, marks, strict=True)]
    r, mae = compared(gold, np.array(graded))
    baseline = float(np.abs(gold - CERTAIN).mean())
    print(f"UW factuality, {len(gold)} events      r    MAE")
    print(f"  all certain                         -  {baseline:.3f}")
    print(f"  rules: their cell's number      {rules_r:.3f}  {rules_mae:.3f}")
    print(f"  fields as given, by the table   {cells_r:.3f}  {cells_mae:.3f}")
    print(f"  graded: cell and learned weights {r:.3f} {mae:.3f}")
    return {
        "events": len(gold),
        "pearson_r": round(r, 3),
        "pearson_percent": round(100 * r, 1),  # r as the floors count, in points
        "mae": round(mae, 3),
        "fields_pearson_r": round(cells_r, 3),
        "fields_mae": round(cells_mae, 3),
        "rules_pearson_r": round(rules_r, 3),
        "rules_mae": round(rules_mae, 3),
        "baseline_mae": round(baseline, 3),
        "factuality_corpus": corpus_hash(files),
    }


def compared(gold: Any, read: Any) -> tuple[float, float]:
    """Pearson's r and the mean absolute error."""
    return float(np.corrcoef(gold, read)[0, 1]), float(np.abs(gold - read).mean())


# sentences


def sentences(reader: Reader) -> dict[str, Any]:
    """Right of the gold's fields; `second`: of the second pass's, written after the rules."""
    gold = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))["sentences"]
    second = yaml.safe_load(SECOND.read_text(encoding="utf-8"))["sentences"]
    other = {sentence["id"]: sentence["claims"] for sentence in second}
    by_gold = compare_labels(gold, reader)
    for sentence, label, field, asked, found in by_gold:
        if not _same(field, asked, found):
            print(f"  {sentence} {label!r} {field}: {found or '-'}, asked {asked or '-'}")
    right: dict[str, list[bool]] = {}
    for _, _, field, asked, found in by_gold:
        right.setdefault(field, []).append(_same(field, asked, found))
    for field, values in right.items():
        print(f"  {field:14} {sum(values)}/{len(values)}")
    by_second = compare_labels([{**sentence, "claims": other[sentence["id"]]} for sentence in gold], reader)
    print("  % right, of not plain:", *_right(by_gold).values(), "; second pass:", *_right(by_second).values())
    return {
        "sentences": len(gold),
        **{f"sentences{name}": value for name, value in _right(by_gold).items()},
        **{f"sentences_second{name}": value for name, value in _right(by_second).items()},
        **{f"sentences_{field}": round(100 * sum(v) / len(v), 1) for field, v in right.items()},
        "sentences_corpus": corpus_hash([SENTENCES]),
    }


def compare_labels(labelled: list[dict[str, Any]], reader: Reader) -> list[tuple[str, str, str, str, str]]:
    """Sentence, trigger, field, what was asked and what was read, of every field."""
    return [
        (sentence["id"], label["trigger"], field, asked, found)
        for sentence in labelled
        for label, claim, extraction in read_claims(sentence, reader)
        for field, (asked, found) in fields(label, claim, extraction).items()
    ]


def _right(rows: list[tuple[str, str, str, str, str]]) -> dict[str, float]:
    """Percent right of all fields, and of those that are not plain on either side."""
    every = [_same(*row[2:]) for row in rows]
    marked = [_same(*row[2:]) for row in rows if row[3] or row[4]]
    return {
        "_right": round(100 * sum(every) / len(every), 1),
        "_marked_right": round(100 * sum(marked) / len(marked), 1),
    }


def read_claims(sentence: dict[str, Any], reader: Reader) -> Iterator[tuple[dict[str, Any], Claim, Extraction]]:
    """Each label with the claim at its trigger; a trigger at which the reader makes none stands in as a draft."""
    extraction = extract(make_report(sentence["text"]), reader)
    document = extraction.document
    claims = list(extraction.claims)
    at: list[Span] = []
    for label in sentence["claims"]:
        start = sentence["text"].index(label["trigger"])
        at.append(Span(start, start + len(label["trigger"])))
        if not any(claim.type.span.overlaps(at[-1]) for claim in claims):
            place = document.sentence_at(start)
            claims.append(Claim(f"draft{start}", Sourced(None, at[-1]), place.span if place else at[-1]))
    chained = with_chain(tuple(sorted(claims, key=lambda claim: claim.type.span)), extraction.attributions)
    stood = with_standing(document, chained, extraction.attributions, reader.vocab)
    for label, span in zip(sentence["claims"], at, strict=True):
        yield label, next(claim for claim in stood if claim.type.span.overlaps(span)), extraction


def fields(label: dict[str, Any], claim: Claim, extraction: Extraction) -> dict[str, tuple[str, str]]:
    """Field -> what was asked and what was read, "" for the plain case."""
    said = {a.id: a for a in extraction.attributions}
    sources = " > ".join(_sources(said[a], extraction) for a in claim.attribution)
    read = {
        "polarity": plain(claim.polarity),
        "modality": plain(claim.modality),
        "certainty": plain(claim.certainty),
        "verification": " ".join(sorted(_verified(v.value) for v in claim.verification)),
        "stage": claim.stage.value.value if claim.stage else "",
    }
    asked = {**PLAIN, **{key: value for key, value in label.items() if key in PLAIN}}
    if label.get("verification"):
        asked["verification"] = _verified(label)
    pairs = {key: tuple("" if side[key] == PLAIN[key] else side[key] for side in (asked, read)) for key in PLAIN}
    return {**pairs, "sources": (" > ".join(label.get("sources", ())), sources)}


def _verified(value: Any) -> str:
    """Status and aspect; occurrence is the plain aspect."""
    if isinstance(value, dict):
        return f"{value['verification']}:{value.get('of', 'occurrence')}"
    return f"{value.status.value}:{value.of.value if value.of else 'occurrence'}"


def _sources(attribution: Attribution, extraction: Extraction) -> str:
    text = extraction.report.text
    return "; ".join(f"{s.span.quote(text)} ({s.value.name})" for s in attribution.sources) or "-"


def _same(field: str, asked: str, read: str) -> bool:
    """Equal; of sources, as many links and in each the word that was asked."""
    if field != "sources":
        return asked == read
    links = list(zip(asked.split(" > "), read.split(" > "), strict=False))
    return asked.count(" > ") == read.count(" > ") and all(
        bool(a) == bool(b) and a.lower() in b.lower() for a, b in links
    )


# the second pass


def agreement() -> dict[str, Any]:
    """Percent alike and Cohen's kappa of the two passes: over all fields and by field. `marked`: what either marks."""
    first, second = (yaml.safe_load(file.read_text(encoding="utf-8"))["sentences"] for file in (FIRST, SECOND))
    other = {sentence["id"]: sentence["claims"] for sentence in second}
    pairs = [
        pair
        for sentence in first
        for left, right in zip(sentence["claims"], other[sentence["id"]], strict=True)
        for pair in zip(_values(left), _values(right), strict=True)
    ]
    alike, kappa = _alike(pairs)
    marked, _ = _alike([pair for pair in pairs if not set(pair) <= BARE])
    print(f"two labelling passes: {len(pairs)} fields, {alike} % alike, kappa {kappa}; not plain in either {marked} %")
    by_field = {}
    for field in (*PLAIN, "sources"):
        percent, by_field[f"kappa_{field}"] = _alike([p for p in pairs if p[0].startswith(f"{field}=")])
        print(f"  {field:14} {percent} %  kappa {by_field[f'kappa_{field}']}")
    figures = {"agreement": alike, "agreement_marked": marked, "kappa": kappa, **by_field}
    return {**figures, "passes_corpus": corpus_hash([FIRST, SECOND])}


def _alike(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """Percent of pairs alike, and kappa: chance is that of two labellers who give each value as often as they did."""
    alike = sum(left == right for left, right in pairs) / len(pairs)
    lefts, rights = (Counter(side) for side in zip(*pairs, strict=True))
    chance = sum(lefts[value] * rights[value] for value in lefts) / len(pairs) ** 2
    return round(100 * alike, 1), round((alike - chance) / (1 - chance), 3)


def _values(label: dict[str, Any]) -> list[str]:
    """`field=value` of each field; of sources, their words as written."""
    return [f"{key}={label.get(key, plain_value)}" for key, plain_value in PLAIN.items()] + [
        "sources=" + " > ".join(label.get("sources", ()))
    ]
