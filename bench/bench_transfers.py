"""Arms and aid against invented sentences labelled by hand (`transfer_sentences.yaml`): claims found, fields right.

A gold claim asks for fields: type, stage, actor, recipient, via, each of its goods (words, and their number where
told), value in money, terms, package, day, whether it is denied or announced again, and who said so. It is answered by
the claim of the sentence that answers most of its fields and serves no other; it counts as *found* where type and at
least half of the fields are right. *Extras* are claims of AID or of a need that no gold claim asks for. Each
half was measured blind before anything was mended by it; `docs/decisions/events.md` keeps the blind figures.
"""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.corpus import corpus_hash
from onrecord.gather import make_report
from onrecord.model.claim import Claim, Item, Polarity, Role, Type, plain
from onrecord.model.extraction import Extraction
from onrecord.model.mention import Actor
from onrecord.model.span import Sourced
from onrecord.pipeline import Reader, extract, load_reader

HALVES = (1, 2, 3, 4)  # in the order in which they were written
FILE = Path(__file__).with_name("transfer_sentences.yaml")
Json = dict[str, Any]
Answers = dict[str, bool]


def run(data: Path, *, peers: bool = False, sample: int = 0) -> dict[str, Any]:
    """Prints the tables; returns the figures. No public program reads transfers from text, so there is no peer."""
    gold = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    reader = load_reader()
    figures: dict[str, Any] = {}
    for half in HALVES:
        cases = [case for case in gold["sentences"] if case["half"] == half][: sample or None]
        figures |= measured(reader, cases, gold["published"], f"half{half}")
    return {**figures, "transfers_corpus": corpus_hash([FILE])}


def measured(reader: Reader, cases: list[Json], published: date, name: str, *, misses: bool = False) -> Json:
    """The figures of one half, printed field by field."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in cases:
        found = extract(make_report(case["text"], published=published), reader)
        answers, extras = answered(found, case["claims"])
        right["extras"] += extras
        lost = []
        for number, fields in enumerate(answers):
            asked["claims"] += 1
            right["claims"] += fields["type"] and 2 * sum(fields.values()) >= len(fields)
            for field, ok in fields.items():
                kind = field.split()[0]
                asked[kind], right[kind] = asked[kind] + 1, right[kind] + ok
                lost += [] if ok else [f"{number}:{field}"]
        if misses and (lost or extras):
            print(case["text"], *lost, f"extras {extras}" if extras else "", sep="\n    ")
    fields = [kind for kind in asked if kind != "claims"]
    print(
        f"{name}: "
        + " · ".join(f"{kind} {right[kind]}/{asked[kind]}" for kind in asked)
        + f" · extras {right['extras']}"
    )
    return {
        f"{name}_claims_percent": round(100 * right["claims"] / max(1, asked["claims"]), 1),
        f"{name}_fields_percent": round(100 * sum(right[k] for k in fields) / max(1, sum(asked[k] for k in fields)), 1),
        f"{name}_extras": right["extras"],
        f"{name}_sentences": len(cases),
    }


def answered(found: Extraction, gold: list[Json]) -> tuple[list[Answers], int]:
    """For each gold claim which fields are right, in the claim that answers it best; and the claims left over."""
    left = [c for c in found.claims if c.type.value is Type.AID or _need(c)]
    told = []
    for wanted in gold:
        best = max(left, key=lambda claim: sum(compare(found, claim, wanted).values()), default=None)
        told.append(compare(found, best, wanted))
        left = [claim for claim in left if claim is not best or not told[-1]["type"]]
    return told, len(left)


def _need(claim: Claim) -> bool:
    return claim.type.value is Type.REQUEST and any(item.role is Role.GOODS for item in claim.items)


def compare(found: Extraction, claim: Claim | None, wanted: Json) -> Answers:
    """Field by field; all wrong where there is no claim."""
    goods = [(f"goods {number}", item) for number, item in enumerate(wanted.get("goods", ()))]
    fields = ["type", *(k for k in wanted if k not in {"type", "goods"}), *(name for name, _ in goods)]
    if claim is None or claim.type.value != wanted.get("type", "AID"):
        return dict.fromkeys(fields, False)
    right = {"type": True} | {k: _field(found, claim, k, wanted[k]) for k in fields if k in wanted and k != "type"}
    return right | {name: any(_good(found, item, one) for item in claim.items) for name, one in goods}


def _field(found: Extraction, claim: Claim, name: str, wanted: Any) -> bool:
    if name in {"actor", "recipient", "via"}:
        return _parties(getattr(claim, name), wanted)
    if name == "value":
        money = [item for item in claim.items if item.what is not None and item.what.value.category == "money"]
        return any(item.quantity is not None and item.quantity.value.best == wanted for item in money)
    if name == "when":
        return claim.when is not None and claim.when.value.start == wanted
    if name == "denied":
        return (plain(claim.polarity) == Polarity.NEGATED) == wanted
    if name == "again":
        return any(mode.value == "re-announced" for mode in claim.mode) == wanted
    if name == "said":
        by_id = {attribution.id: attribution for attribution in found.attributions}
        return any(wanted in s.span.quote(found.report.text) for a in claim.attribution for s in by_id[a].sources)
    value = getattr(claim, name)
    options = wanted if isinstance(wanted, list) else [wanted]
    return value is not None and any(str(option).lower() in str(value.value).lower() for option in options)


def _parties(actors: tuple[Sourced[Actor], ...], wanted: list[str]) -> bool:
    """All that are wanted and no other; a force counts as its state, a group by a part of its id or name."""

    def one(actor: Actor, name: str) -> bool:
        return name == actor.country or name.lower() in f"{actor.id or ''} {actor.name}".lower()

    named = all(any(one(actor.value, name) for name in wanted) for actor in actors)
    return named and bool(actors) == bool(wanted) and (len(wanted) == 1 or bool(actors) or not wanted)


def _good(found: Extraction, item: Item, wanted: Json) -> bool:
    words = item.what.span.quote(found.report.text).lower() if item.what is not None else ""
    if item.role is not Role.GOODS or wanted["words"].lower() not in words:
        return False
    return "best" not in wanted or (item.quantity is not None and item.quantity.value.best == wanted["best"])


if __name__ == "__main__":
    sentences = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for part in HALVES:
        half = [case for case in sentences["sentences"] if case["half"] == part]
        measured(load_reader(), half, sentences["published"], f"half{part}", misses=True)
