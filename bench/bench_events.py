"""Events against public gold: PLOVER roots of marked sentences, and the places of verbs.

PLOVER (`plover/PLV_train.tsv`): even rows are the half to develop on, odd rows are reported. YIELD of that file
is CONCEDE or RETREAT here. *Lenient*: the type stands among those read from the sentence. *Strict*: and the actor's and
the recipient's words overlap the marked pair; a pair is read where a claim has an actor and a recipient, or is right by
a place or a thing. *Strict any*: a pair is read where a claim has an actor and anything to overlap. *Pair given*: the
one type read for the marked pair. The weights of `relation.npz` were learned from the half to develop on, so only the
other half says how well they read.
"""

import csv
import json
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.claim.relation import relate
from onrecord.gather import make_report
from onrecord.model.claim import Claim
from onrecord.model.extraction import Extraction
from onrecord.model.mention import Kind
from onrecord.model.span import Span
from onrecord.pipeline import Reader, extract, load_reader

YIELD = {"CONCEDE", "RETREAT"}
DAY = date(2020, 1, 15)  # the sentences are undated; any day does, for their days are not scored
PEERS = {"PETRARCH2 lenient F1, sister part": 41.9, "RoBERTa-large NLI pair given, sister part": 83.5}


def run(data: Path, *, peers: bool = False, sample: int = 0) -> dict[str, Any]:
    """Prints the tables; returns the figures."""
    reader = load_reader()
    figures: dict[str, Any] = {}
    if (data / "plover").exists():
        figures |= plover(reader, data / "plover" / "PLV_train.tsv", sample)
    if (data / "event_location").exists():
        figures |= locations(reader, data / "event_location" / "labeled_text.jsonl.zip", sample or 1500)
    for name, value in PEERS.items() if peers else ():
        print(f"{name}: {value}")
    return figures


def root(name: str | None) -> str | None:
    """PLOVER's root, with CONCEDE and RETREAT taken together as the file does."""
    return "YIELD" if name in YIELD else name


def plover(reader: Reader, path: Path, sample: int) -> dict[str, Any]:
    """Lenient and strict F1, and accuracy with the pair given, on both halves."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    step = max(1, len(rows) // sample) if sample else 1  # the rows stand in the order of their types
    rows = [row for at in range(0, len(rows), 2 * step) for row in rows[at : at + 2]]
    figures: dict[str, Any] = {}
    types: dict[str, Counter[str]] = {}
    for half, name in ((0, "dev"), (1, "held")):
        tally: Counter[str] = Counter()
        wrong: Counter[tuple[str, str]] = Counter()
        for row in rows[half::2]:
            _score(reader, row, tally, wrong)
        figures |= _figures(tally, f"plover_{name}")
        types[name] = tally
        print(f"plover {name}: " + " · ".join(f"{k} {v}" for k, v in _figures(tally, "").items()))
        print("  most often wrong: " + ", ".join(f"{g}>{p} {n}" for (g, p), n in wrong.most_common(8)))
    return figures | _by_type(types)


def _by_type(types: dict[str, Counter[str]]) -> dict[str, str]:
    """Prints and returns precision and recall of each type (lenient) on both halves."""
    print("precision / recall by type, lenient     dev half        reported half")
    roots = sorted(key.removeprefix("gold ") for key in types["held"] if key.startswith("gold "))
    cells = {kind: [_rates(types[half], kind) for half in ("dev", "held")] for kind in roots}
    for kind, (dev, held) in cells.items():
        print(f"  {kind:38}{dev:16}{held}")
    return {f"plover_held_{kind.lower()}_precision_recall": held for kind, (_, held) in cells.items()}


def _rates(tally: Counter[str], kind: str) -> str:
    right = tally[f"right {kind}"]
    shares = (right / max(1, tally[f"read {kind}"]), right / max(1, tally[f"gold {kind}"]))
    return " / ".join(f"{100 * share:.0f}" for share in shares)


def _score(reader: Reader, row: dict[str, str], tally: Counter[str], wrong: Counter[tuple[str, str]]) -> None:
    gold = row["gold_root"]
    extraction = extract(make_report(row["sentence"], published=DAY), reader)
    claims = [c for c in extraction.claims if c.plover is not None]
    roots = {root(c.plover.type) for c in claims if c.plover}
    source, target = marked(row, "s"), marked(row, "t")
    fitting = [c for c in claims if c.plover and _pair(c, source, target)]
    strict = [c for c in fitting if c.plover and root(c.plover.type) == gold]
    tally["gold"] += 1
    tally["lenient"] += gold in roots
    tally["read"] += len(roots)
    tally["strict"] += bool(strict)
    both = [c for c in claims if c.plover and ((c.actor and c.recipient) or c in strict)]
    tally["pairs"] += len({(root(c.plover.type), *_ends(c)) for c in both if c.plover})
    anything = [c for c in claims if c.plover and c.actor and _suffers(c)]
    tally["any pairs"] += len({(root(c.plover.type), *_ends(c)) for c in anything if c.plover})
    best = given(extraction, reader, source, target)
    tally["given"] += best == gold
    tally.update([f"gold {gold}", *(f"read {kind}" for kind in roots), *([f"right {gold}"] if gold in roots else [])])
    if best != gold:
        wrong[gold, best or "-"] += 1


def marked(row: dict[str, str], tag: str) -> Span:
    """Where the marked words stand in the plain sentence."""
    words = row["source" if tag == "s" else "target"].strip()
    marked = row["marked_sentence"]
    at = marked.find(f"<{tag}>")
    plain = len(marked[:at].replace("<s>", "").replace("</s>", "").replace("<t>", "").replace("</t>", ""))
    start = row["sentence"].find(words, max(0, plain - 3))
    start = start if start >= 0 else row["sentence"].find(words)
    return Span(max(start, 0), max(start, 0) + max(len(words), 1))


def _pair(claim: Claim, source: Span, target: Span) -> bool:
    named = any(a.span.overlaps(source) for a in claim.actor)
    suffered = any(a.span.overlaps(target) for a in claim.recipient) or any(
        a.span.overlaps(target) for a in claim.actor if claim.type.value is not None
    )
    things = any(i.what is not None and i.what.span.overlaps(target) for i in claim.items)
    return named and (suffered or things or any(p.span.overlaps(target) for p in claim.place))


def _suffers(claim: Claim) -> bool:
    """Whether a claim names anything that the marked recipient may overlap."""
    named = claim.recipient or claim.place or len(claim.actor) > 1
    return bool(named) or any(item.what is not None for item in claim.items)


def _ends(claim: Claim) -> tuple[int, int]:
    return claim.actor[0].span.start, claim.recipient[0].span.start if claim.recipient else -1


def given(extraction: Extraction, reader: Reader, source: Span, target: Span) -> str | None:
    """The type of the act between the marked pair."""
    relation = relate(extraction.document, extraction.mentions, reader.vocab.relations, source, target)
    return relation.root if relation is not None else None


def _figures(tally: Counter[str], name: str) -> dict[str, float]:
    def f1(right: int, read: int) -> float:
        return round(200 * right / max(1, read + tally["gold"]), 1)

    return {
        f"{name}_lenient_f1".strip("_"): f1(tally["lenient"], tally["read"]),
        f"{name}_lenient_recall".strip("_"): round(100 * tally["lenient"] / max(1, tally["gold"]), 1),
        f"{name}_strict_f1".strip("_"): f1(tally["strict"], tally["pairs"]),
        f"{name}_strict_any_f1".strip("_"): f1(tally["strict"], tally["any pairs"]),
        f"{name}_pair_given".strip("_"): round(100 * tally["given"] / max(1, tally["gold"]), 1),
    }


def locations(reader: Reader, path: Path, sample: int) -> dict[str, Any]:
    """Verbs with a place: how often that place is that of the claim which the verb itself makes (`own`).

    The set marks where the event of that one verb happened. Two more are printed beside it: over the verbs whose
    sentence makes any claim (the nearest is asked), and where some place is read at the marked words.
    """
    with zipfile.ZipFile(path) as archive, archive.open("labeled_text.jsonl") as lines:
        rows = json.loads(lines.read())
    placed = [
        row for row in rows if "spans" in row and {"VERB", "LOCATION"} <= {span.get("label") for span in row["spans"]}
    ]
    step = max(1, len(placed) // sample)
    tally: Counter[str] = Counter()
    for row in placed[::step]:
        _locate(extract(make_report(row["text"], published=DAY), reader), row, tally)
    right = round(100 * tally["right"] / max(1, tally["claims"]), 1)
    print(f"event_location: {dict(tally)} right of claims {right}")
    named = round(100 * tally["right known"] / max(1, tally["claims known"]), 1)
    print(f"event_location, where a place is read there: {named}")
    own = round(100 * tally["right own"] / max(1, tally["own claims"]), 1)
    print(f"event_location, where the verb itself makes a claim: {own}")
    return {
        "location_right_own_claim": own,
        "location_right_where_known": named,
        "location_right": right,
        "location_claims": tally["claims"],
        "location_verbs": tally["verbs"],
    }


def _characters(row: dict[str, Any], span: dict[str, Any]) -> Span:
    """Where a marked span stands: in some rows the offsets called characters are the tokens' own, token for token."""
    counts_tokens = (span["start"], span["end"]) == (span["token_start"], span["token_end"])
    if not counts_tokens and row["text"][span["start"] : span["end"]].strip():
        return Span(span["start"], span["end"])
    tokens = row["tokens"]
    last = min(span["token_end"], len(tokens) - 1)  # some rows count one too many
    return Span(tokens[span["token_start"]]["start"], tokens[last]["end"])


def _locate(extraction: Extraction, row: dict[str, Any], tally: Counter[str]) -> None:
    at = next(_characters(row, span) for span in row["spans"] if span["label"] == "VERB")
    wanted = [_characters(row, span) for span in row["spans"] if span["label"] == "LOCATION"]
    tally["verbs"] += 1
    known = {m.span for m in extraction.mentions if m.kind is Kind.PLACE and m.value is not None}
    tally["known"] += any(span.overlaps(m) for m in known for span in wanted)
    # a verb merged into another's claim ("attacked a base, killing seven") is told by the nearest of its sentence
    told = [c for c in extraction.claims if c.type.value is not None and at.within(c.sentence)]
    claim = min(told, key=lambda c: (not c.type.span.overlaps(at), abs(c.type.span.start - at.start)), default=None)
    if claim is not None:
        tally["claims"] += 1
        tally["placed"] += bool(claim.place)
        tally["right"] += any(p.span.overlaps(span) for p in claim.place for span in wanted)
        if claim.type.span.overlaps(at):
            tally["own claims"] += 1
            tally["right own"] += any(p.span.overlaps(span) for p in claim.place for span in wanted)
        if any(span.overlaps(m) for m in known for span in wanted):
            tally["claims known"] += 1
            tally["right known"] += any(p.span.overlaps(span) for p in claim.place for span in wanted)
