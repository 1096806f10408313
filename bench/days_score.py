"""What an extraction and the gold of its report have in common: facts, their fields, attributions, spans.

A fact is found by a claim of an allowed type whose trigger words lie in the fact's evidence; each claim serves one
fact, each fact takes one claim, best fit first. Optional facts cost nothing and earn nothing. A claim that serves no
fact is an extra, unless its words lie in a fact's evidence and are its own predicate there. An attribution is found
where half of the words of both contents are shared; its source where two fifths of the words are.
The gold is the contract's JSON (codebook, section 5), one {"fact": ...} or {"attribution": ...} a line.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any

LONGEST_NAME = 12  # words that the quote of a thing may have: a whole clause names nothing
NEAR = 50  # kilometres from the asked point at which a place still is the asked one
EARTH = 12742  # kilometres through the earth
SAME_CONTENT, SAME_SOURCE = 0.5, 0.4  # shared words over all words of the two
PLAIN = {"polarity": "affirmed", "modality": "actual", "certainty": "certain", "stage": None}
WORD = re.compile(r"\w+")

Json = dict[str, Any]
Pair = tuple[Any, int, int, Any]  # how well the two fit, number of the gold's, number of ours, what to keep


@dataclass(frozen=True)
class DayScore:
    """Counts of one report, and its misses in words."""

    facts: int = 0
    facts_of: int = 0
    fields: int = 0
    fields_of: int = 0
    extras: int = 0
    attributions: int = 0
    sourced: int = 0
    attributions_of: int = 0
    others: int = 0
    doubled: int = 0
    broken: int = 0
    misses: tuple[str, ...] = ()


def score(extraction: Json, gold: Iterable[Json]) -> DayScore:
    """The counts of one report. `gold`: the lines of its file; raises ValueError where the text lacks gold words."""
    text = extraction["report"]["text"]
    entries = [_located(entry, text) for entry in gold]
    facts = [entry["fact"] for entry in entries if "fact" in entry]
    spoken = [entry["attribution"] for entry in entries if "attribution" in entry]
    broken = _broken({key: part for key, part in extraction.items() if key != "report"}, text)
    return DayScore(**_claims(extraction, facts), **_attributions(extraction, spoken), broken=broken)


def total(scores: Iterable[DayScore]) -> DayScore:
    """The sum of the counts; misses one after the other."""
    listed = list(scores)
    parts = {field.name: [getattr(one, field.name) for one in listed] for field in fields(DayScore)}
    return DayScore(**{name: sum(values, start=type(values[0])()) for name, values in parts.items() if values})


def _located(entry: Json, text: str) -> Json:
    for kind, key in (("fact", "evidence"), ("attribution", "content")):
        if kind in entry:
            start = text.find(entry[kind][key])
            if start < 0:
                raise ValueError(f"the report's text does not hold {entry[kind][key]!r}")
            return {kind: {**entry[kind], "span": (start, start + len(entry[kind][key]))}}
    return entry


def _value(field: Any, default: Any = None) -> Any:
    if field is None:
        return default
    return field["value"] if isinstance(field, dict) and "value" in field else field


def _trigger(claim: Json) -> tuple[int, int]:
    return claim["type"]["start"], claim["type"]["end"]


def _answers(claim: Json, fact: Json) -> bool:
    start, end = _trigger(claim)
    return start < fact["span"][1] and end > fact["span"][0] and _value(claim["type"]) in fact["type"]


def _one_to_one(pairs: Iterable[Pair]) -> dict[int, tuple[int, Any]]:
    made: dict[int, tuple[int, Any]] = {}
    served: set[int] = set()
    for _, wanted, got, kept in sorted(pairs, key=lambda pair: pair[0], reverse=True):
        if wanted not in made and got not in served:
            served.add(got)
            made[wanted] = (got, kept)
    return made


def _claims(extraction: Json, facts: list[Json]) -> Json:
    claims = [claim for claim in extraction["claims"] if _value(claim["type"])]
    attributions = {one["id"]: one for one in extraction["attributions"]}
    pairs: list[Pair] = []
    for number, fact in enumerate(facts):
        for index, claim in enumerate(claims):
            if _answers(claim, fact):
                right = judge(fact, claim, attributions)
                pairs.append(((not fact.get("optional"), sum(right.values())), number, index, right))
    matched = _one_to_one(pairs)
    wanted = [number for number, fact in enumerate(facts) if not fact.get("optional")]
    rights = {number: matched[number][1] if number in matched else _nothing(facts[number]) for number in wanted}
    extras = _extras(claims, facts, {index for index, _ in matched.values()})
    misses = [_miss(facts[number], rights[number], number in matched) for number in wanted]
    return {
        "facts": sum(number in matched for number in wanted),
        "facts_of": len(wanted),
        "fields": sum(sum(right.values()) for number, right in rights.items() if number in matched),
        "fields_of": sum(map(len, rights.values())),
        "extras": len(extras),
        "misses": (*filter(None, misses), *map(_extra, extras)),
    }


def _nothing(fact: Json) -> dict[str, bool]:
    return dict.fromkeys(judge(fact, {}, {}), False)


def _miss(fact: Json, right: dict[str, bool], found: bool) -> str:
    wrong = ", ".join(name for name, good in right.items() if not good)
    return f"{fact['id']}: {wrong if found else 'not found'}" if wrong or not found else ""


def _extra(claim: Json) -> str:
    return f"extra: {_value(claim['type'])} at {claim['type']['quote']!r}"


def _extras(claims: list[Json], facts: list[Json], served: set[int]) -> list[Json]:
    seen = {_trigger(claims[index]) for index in served}
    extras = []
    for index, claim in enumerate(claims):
        if index not in served:
            own = any(_answers(claim, fact) for fact in facts) and _trigger(claim) not in seen
            extras += [] if own else [claim]
            seen.add(_trigger(claim))
    return extras


def judge(fact: Json, claim: Json, attributions: dict[str, Json]) -> dict[str, bool]:
    """Field that the fact asks for -> whether the claim has it right."""
    right = {name: _value(claim.get(name), PLAIN[name]) in fact[name] for name in PLAIN if name in fact}
    for name in ("mode", "verification"):
        if name in fact:
            right[name] = any(_code(field) in fact[name] for field in claim.get(name) or ())
    actors, recipients = _countries(claim.get("actor")), _countries(claim.get("recipient"))
    for name, got in (("actor", actors), ("recipient", recipients)):
        if name in fact:
            right[name] = set(fact[name]) == got
    if "parties" in fact:
        right["parties"] = set(fact["parties"]) <= actors | recipients
    if "when" in fact:
        right["when"] = _when_right(fact, _value(claim.get("when")) or {})
    if "place" in fact:
        right["place"] = any(_place_right(fact["place"], place) for place in claim.get("place") or ())
    for number, asked in enumerate(fact.get("items", ())):
        right[f"item {asked['words']} #{number}"] = any(_item_right(asked, one) for one in claim.get("items") or ())
    return right | _sources_right(fact, claim, attributions)


def _code(field: Json) -> Any:
    value = _value(field)
    return value.get("status") if isinstance(value, dict) else value


def _countries(actors: Iterable[Json] | None) -> set[str]:
    return {(_value(actor) or {}).get("country") for actor in actors or ()} - {None}


def _when_right(fact: Json, when: Json) -> bool:
    got = [date.fromisoformat(when[end][:10]) if when.get(end) else date.min for end in ("start", "end")]
    asked = [date.fromisoformat(day) for day in fact["when"]]
    return all(abs((one - other).days) <= fact.get("slack", 0) for one, other in zip(got, asked, strict=True))


def _place_right(asked: Json, place: Json) -> bool:
    got = _value(place)
    names = f"{got.get('name')} {place.get('quote')} {got.get('adm1')}".casefold()
    return (
        asked.get("country") in (None, got.get("country"))
        and asked.get("name", "").casefold() in names
        and got.get("precision") in asked.get("precision", [got.get("precision")])
        and ("lat" not in asked or (got.get("lat") is not None and _apart(asked, got) <= NEAR))
    )


def _apart(one: Json, other: Json) -> float:
    north, east, up, right = map(radians, (one["lat"], one["lon"], other["lat"], other["lon"]))
    return EARTH * asin(sqrt(sin((up - north) / 2) ** 2 + cos(north) * cos(up) * sin((right - east) / 2) ** 2))


def _item_right(asked: Json, item: Json) -> bool:
    what, quantity = item.get("what") or {}, _value(item.get("quantity")) or {}
    quote, thing = what.get("quote") or "", _value(what) or {}
    said = " ".join([quote, *(str(part) for part in thing.values() if part)] if what else [])
    return (
        len(quote.split()) <= LONGEST_NAME
        and asked["words"].casefold() in said.casefold()
        and asked.get("role") in (None, item.get("role"))
        and all(quantity.get(end) in asked[end] for end in ("low", "best", "high") if end in asked)
    )


def _sources_right(fact: Json, claim: Json, attributions: dict[str, Json]) -> dict[str, bool]:
    said = [attributions[one] for one in claim.get("attribution") or () if one in attributions]
    sources = [source for one in said for source in one.get("sources") or ()]
    chain = " | ".join(f"{source.get('quote')} {(_value(source) or {}).get('name')}" for source in sources)
    right = {f"source {who}": bool(re.search(rf"\b{re.escape(who)}\b", chain, re.I)) for who in fact.get("sources", ())}
    if fact.get("sources") == []:
        right["own voice"] = bool(claim) and not claim.get("attribution")
    return right


def _positions(text: str, spans: Iterable[Iterable[int]]) -> set[int]:
    ends = [tuple(span) for span in spans]
    return {word.start() for word in WORD.finditer(text) if any(word.start() < e and word.end() > s for s, e in ends)}


def _shared(one: set[Any], other: set[Any]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _source_found(spoken: Json, made: Json) -> bool:
    meant = set(WORD.findall((spoken["source"] or "").casefold()))
    said = set(WORD.findall(" ".join(source["quote"] or "" for source in made["sources"]).casefold()))
    return not meant or (bool(said & meant) and _shared(said, meant) >= SAME_SOURCE)


def _attributions(extraction: Json, spoken: list[Json]) -> Json:
    text, made = extraction["report"]["text"], extraction["attributions"]
    ours = [_positions(text, one["content"]) for one in made]
    asked = [_positions(text, [one["span"]]) for one in spoken]
    pairs: list[Pair] = []
    for number, want in enumerate(asked):
        for index, got in enumerate(ours):
            same, found = _shared(want, got), _source_found(spoken[number], made[index])
            pairs += [((found, same), number, index, found)] if same >= SAME_CONTENT else []
    matched = _one_to_one(pairs)
    inside = sum(any(_shared(got, want) >= SAME_CONTENT for want in asked) for got in ours)
    return {
        "attributions": len(matched),
        "attributions_of": len(spoken),
        "sourced": sum(found for _, found in matched.values()),
        "others": len(made) - len(matched),
        "doubled": inside - len(matched),
    }


def _broken(node: Any, text: str, key: str = "") -> int:
    """Fields and spans below this one that do not slice to their words."""
    if isinstance(node, dict):
        own = ("value" in node or "quote" in node) and not _slices(node, text)
        return own + sum(_broken(part, text, name) for name, part in node.items() if name != "value")
    if not isinstance(node, list):
        return 0
    if key in ("sentence", "content", "sentences") and len(node) == 2 and all(type(end) is int for end in node):
        return not 0 <= node[0] < node[1] <= len(text)
    return sum(_broken(part, text, key) for part in node)


def _slices(node: Json, text: str) -> bool:
    start, end = node.get("start"), node.get("end")
    return type(start) is int and type(end) is int and 0 <= start < end and text[start:end] == node.get("quote")
