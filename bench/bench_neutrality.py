"""Neutrality over re-read text: each invented sentence with the two sides one way round and the other.

Law (g) holds exactly on the parsed document (tests/laws/test_neutrality.py). Here the swapped text is parsed anew, so a
model that reads one side's name better than the other's shows. Each field of each claim of either reading counts: it is
the same where the other reading has a claim at the same trigger with the same value, sides swapped. No data is needed.
"""

from pathlib import Path
from typing import Any

import yaml

from bench.corpus import corpus_hash
from onrecord.gather import make_report
from onrecord.model.claim import Claim, plain
from onrecord.model.extraction import Extraction
from onrecord.pipeline import Reader, extract, load_reader

SENTENCES = Path(__file__).parent / "neutrality_sentences.yaml"
SIDES = {"A": "B", "B": "A", "a": "b", "b": "a", "IN": "IN"}
LABELS = {"A": "<1>", "a": "<1>", "B": "<2>", "b": "<2>"}
FIELDS = (
    *("type", "mode", "polarity", "modality", "certainty", "stage", "verification"),
    *("actor", "recipient", "sources", "items", "when"),
)


def run(data: Path, *, peers: bool = False, sample: int = 0) -> dict[str, Any]:
    gold = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    reader = load_reader()
    figures: dict[str, Any] = {}
    every: list[bool] = []
    for pair, words in gold["pairs"].items():
        same = [value for text in gold["texts"] for value in compared(text, words, reader, pair)]
        every += same
        figures[pair] = percent(same)
        print(f"{pair:10} {figures[pair]:5.1f} % of {len(same)} fields")
    return {"neutrality": percent(every), **figures, "neutrality_corpus": corpus_hash([SENTENCES])}


def percent(same: list[bool]) -> float:
    return round(100 * sum(same) / max(1, len(same)), 1)


def compared(template: str, words: dict[str, str], reader: Reader, pair: str) -> list[bool]:
    """For each field of each claim of the two readings, whether the other reading has it, sides swapped."""
    turned = {name: words[other] for name, other in SIDES.items()}
    one, other = read(template, words, reader), read(template, turned, reader)
    same: list[bool] = []
    for trigger in sorted(one.keys() | other.keys()):
        left, right = one.get(trigger), other.get(trigger)
        for field in FIELDS:
            equal = left is not None and right is not None and left[field] == right[field]
            same.append(equal)
            if not equal:
                shown = [claim[field] if claim else "no claim" for claim in (left, right)]
                print(f"  {pair} {template!r} {trigger[0]!r} {field}: {shown[0]} | {shown[1]}")
    return same


def read(template: str, words: dict[str, str], reader: Reader) -> dict[tuple[str, int], dict[str, Any]]:
    """Claims by trigger and its number in the text, names of the sides written as <1> and <2>."""
    text = template.format(**words)
    extraction = extract(make_report(text), reader)
    claims: dict[tuple[str, int], dict[str, Any]] = {}
    for claim in extraction.claims:
        trigger = named(claim.type.span.quote(text), words)
        number = sum(1 for word, _ in claims if word == trigger)
        claims[trigger, number] = values(claim, extraction, words)
    return claims


def named(quote: str, words: dict[str, str]) -> str:
    """A quote with the names of the sides as labels, the longest form first, so that 'the army' goes before 'army'."""
    for name in sorted(LABELS, key=lambda name: -len(words[name])):
        for form in (words[name], words[name][:1].upper() + words[name][1:]):
            quote = quote.replace(form, LABELS[name])
    return quote


def values(claim: Claim, extraction: Extraction, words: dict[str, str]) -> dict[str, Any]:
    text = extraction.report.text
    said = {a.id: a for a in extraction.attributions}
    sources = [source for number in claim.attribution for source in said[number].sources]
    quoted = {
        name: sorted(named(actor.span.quote(text), words) for actor in actors)
        for name, actors in (("actor", claim.actor), ("recipient", claim.recipient), ("sources", sources))
    }
    return {
        "type": claim.type.value,
        "mode": sorted(mode.value for mode in claim.mode),
        "polarity": plain(claim.polarity),
        "modality": plain(claim.modality),
        "certainty": plain(claim.certainty),
        "stage": claim.stage.value if claim.stage else None,
        "verification": sorted(v.value.status.value for v in claim.verification),
        "items": [_item(item, text, words) for item in claim.items],
        "when": claim.when.value if claim.when else None,
        **quoted,
    }


def _item(item: Any, text: str, words: dict[str, str]) -> tuple[Any, ...]:
    what = named(item.what.span.quote(text), words) if item.what else None
    number = item.quantity.value if item.quantity else None
    side = named(item.side.span.quote(text), words) if item.side else None
    return item.role.value, what, number, side, item.effect.value.value if item.effect else None
