"""Invented reports and the record that they must give: types, parties, days, places, items, and no claim more."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.model.claim import Claim
from onrecord.model.extraction import Extraction
from onrecord.pipeline import extract_text

FOLDER = Path(__file__).parent.parent / "stories"
STORIES = [story for file in sorted(FOLDER.glob("*.yaml")) for story in yaml.safe_load(file.read_text("utf-8"))]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["name"])
def test_report_gives_its_record(story: dict[str, Any]) -> None:
    extraction = extract_text(story["text"], published=story["published"])
    typed = [claim for claim in extraction.claims if claim.type.value is not None]
    for wanted in story["claims"]:
        match = next((c for c in typed if fits(extraction, c, wanted)), None)
        assert match is not None, f"no claim fits {wanted}; read: {[told(extraction, c) for c in typed]}"
        typed.remove(match)
    assert len(typed) <= story.get("spare", 0), [told(extraction, c) for c in typed]


def fits(extraction: Extraction, claim: Claim, wanted: dict[str, Any]) -> bool:
    text = extraction.report.text
    trigger = claim.type.span.quote(text).casefold()
    right = [claim.type.value is not None and claim.type.value.value == wanted["type"]]
    right.append(str(wanted["words"]).casefold() in trigger)
    right.append("mode" not in wanted or wanted["mode"] in {mode.value for mode in claim.mode})
    right.append("stage" not in wanted or (claim.stage is not None and claim.stage.value.value == wanted["stage"]))
    for name in ("actor", "recipient"):
        right.append(name not in wanted or {a.value.country for a in getattr(claim, name)} == set(wanted[name]))
    for name in ("polarity", "certainty"):
        standing = getattr(claim, name)
        right.append(name not in wanted or getattr(standing, "value", standing) == wanted[name])
    right.append("when" not in wanted or within(claim, wanted["when"]))
    names = " ".join(f"{p.value.name} {p.span.quote(text)}" for p in claim.place)
    right.append("place" not in wanted or wanted["place"].casefold() in names.casefold())
    right += [any(item_fits(text, item, i) for i in claim.items) for item in wanted.get("items", [])]
    return all(right)


def within(claim: Claim, day: date) -> bool:
    return claim.when is not None and day in (claim.when.value.start, claim.when.value.end)


def item_fits(text: str, wanted: dict[str, Any], item: Any) -> bool:
    said = (
        f"{item.what.span.quote(text)} {item.what.value.designation} {item.what.value.description}" if item.what else ""
    )
    number = item.quantity.value if item.quantity else None
    counts = all(number is not None and getattr(number, k) == wanted[k] for k in ("low", "best") if k in wanted)
    counts = counts and ("effect" not in wanted or (item.effect is not None and item.effect.value == wanted["effect"]))
    counts = counts and ("part_of" not in wanted or item.part_of == wanted["part_of"])
    return item.role.value == wanted["role"] and wanted["words"].casefold() in said.casefold() and counts


def told(extraction: Extraction, claim: Claim) -> str:
    text = extraction.report.text
    kind = claim.type.value.value if claim.type.value else "-"
    parts = [kind, repr(claim.type.span.quote(text)), *(m.value for m in claim.mode)]
    parts += [f"A={a.value.country}" for a in claim.actor] + [f"R={a.value.country}" for a in claim.recipient]
    parts += [f"P={p.value.name}" for p in claim.place] + ([f"W={claim.when.value.start}"] if claim.when else [])
    parts += [
        f"I={i.role.value}:{i.what and i.what.span.quote(text)}:{i.quantity and i.quantity.value.best}"
        for i in claim.items
    ]
    return " ".join(parts)
