"""Under which heading an event stands, and in which area."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from onrecord.model.claim import Claim, Role, Type, plain
from onrecord.model.mention import Actor, PlacePrecision
from onrecord.model.record import Told
from onrecord.model.span import Sourced
from onrecord.publish import phrase, setting
from onrecord.vocab.loader import read_csv

TITLES = {
    "fighting": "Fighting by area",
    "strikes": "Strikes and air defence",
    "casualties": "Casualties and losses, with whose figure",
    "aid": "Arms and aid",
    "diplomacy": "Diplomacy and sanctions",
    "truces": "Releases, truces and withdrawals",
    "humanitarian": "Humanitarian",
    "order": "Forces and order",
    "expected": "What is expected next",
    "conflicting": "Unverified and conflicting",
    "corrections": "Corrections and changes since the last brief",
}
TAKEAWAYS = "Key takeaways"
AIR = frozenset({"missile", "drone", "aerial", "shot-down", "jammed"})
TYPES = {
    **dict.fromkeys((Type.ASSAULT, Type.INTERCEPT, Type.CONTROL, Type.BLAST), "fighting"),
    Type.ALERT: "strikes",
    Type.AID: "aid",
    **dict.fromkeys((Type.RETREAT, Type.AGREE, Type.CONCEDE), "truces"),
    Type.SITUATION: "humanitarian",
    **dict.fromkeys((Type.MOBILIZE, Type.COERCE, Type.PROTEST), "order"),
}
SPLIT = 4  # events in one country from which its divisions have headings of their own


def topic(group: list[Told]) -> str:
    """The section of an event: what is still to come is together, a request with goods belongs to arms and aid."""
    claim = group[0].claim
    kind, modes = claim.type.value, {mode.value for mode in claim.mode}
    if kind is Type.REQUEST and any(item.role is Role.GOODS for item in claim.items):
        return "aid"
    if all(plain(each.claim.modality) == "expected" for each in group):
        return "expected"
    if kind in (Type.ASSAULT, Type.INTERCEPT) and modes & AIR:
        return "strikes"
    return TYPES.get(kind, "diplomacy") if kind else "diplomacy"


@cache
def _countries() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in read_csv("countries.csv")}


def country_name(code: str | None) -> str | None:
    """A state's name as news write it; None for what is none (IGO, NGO ...)."""
    return _countries().get(code) if code else None


def area(group: list[Told]) -> tuple[str, str | None]:
    """The country (by its code, "" unknown) and division where a group of claims is set: by its most exact place,
    else by a side (`_set_at`)."""
    places = [place.value for each in group for place in each.claim.place if place.value.country]
    if places:
        order = list(PlacePrecision)
        best = min(places, key=lambda place: order.index(place.precision or PlacePrecision.COUNTRY))
        return best.country or "", best.adm1
    sides = [side.value.country for each in group for side in _set_at(each.claim)]
    return next((code for code in sides if country_name(code)), None) or "", None


VIOLENT = (Type.ASSAULT, Type.BLAST, Type.INTERCEPT, Type.CONTROL, Type.ALERT)


def _set_at(claim: Claim) -> tuple[Sourced[Actor], ...]:
    """The sides whose country an act is set in where no place is told: of force only the attacked one, for forces act
    abroad. Who fends an attack off was attacked; where missiles were shot down stays open.
    """
    kind = claim.type.value
    if kind not in VIOLENT:
        return (*claim.recipient, *claim.actor)
    if kind is Type.INTERCEPT:
        return claim.actor if any(mode.value == "repelled" for mode in claim.mode) else ()
    return claim.recipient


def headings(groups: list[list[Told]]) -> dict[str | None, list[list[Told]]]:
    """Groups by area: a country, or its divisions where much is told of it; what has no place comes last."""
    areas = [area(group) for group in groups]
    count = Counter(code for code, _ in areas)
    found: dict[str | None, list[list[Told]]] = {}
    for (code, adm1), group in zip(areas, groups, strict=True):
        name = country_name(code)
        title = f"{name}: {adm1}" if name and adm1 and count[code] > SPLIT else name
        found.setdefault(title, []).append(group)
    ordered = sorted((title for title in found if title), key=lambda title: (-count_of(found, title), title))
    return {title: found[title] for title in (*ordered, None) if title in found}


def count_of(found: dict[str | None, list[list[Told]]], title: str) -> int:
    """How many events stand under all headings of a heading's country."""
    name = title.split(":")[0]
    return sum(len(groups) for other, groups in found.items() if other and other.split(":")[0] == name)


def noun(type_: Type, modes: Sequence[str]) -> str:
    """What an event is, in a word or two: by its first mode, else by its type.

    >>> noun(Type.ASSAULT, ["aerial"]), noun(Type.ASSAULT, []), noun(Type.CONSULT, ["unheard-of"])
    ('Air strike', 'Attack', 'Talks')
    """
    return NOUNS.get(modes[0] if modes else "") or KINDS.get(type_, "")


def label(told: Told) -> str:
    """An event in a few words for tables, map and timeline: what, where, when, as far as they are told."""
    claim = told.claim
    what = noun(claim.type.value, [mode.value for mode in claim.mode]) if claim.type.value else ""
    where = setting.places(claim.place)
    day = told.report.day
    when = setting.when(claim.when.value, day) if claim.when and day else ""
    by = "" if where or when or not claim.actor else f"by {phrase.actors(claim.actor)}"
    return " ".join(part for part in (what or "Report", by, where, when) if part)


NOUNS = {
    "missile": "Missile attack",
    "drone": "Drone attack",
    "seize": "Capture",
    "arrest": "Arrest",
    "aerial": "Air strike",
    "heavy-weapons": "Shelling",
    "ground": "Ground attack",
    "abduct": "Abduction",
    "shot-down": "Air defence",
    "jammed": "Air defence",
    "explosion": "Explosion",
    "fire": "Fire",
    "displacement": "Displacement",
    "toll": "Toll",
    "visit": "Visit",
    "phone": "Call",
    "release": "Release",
    "ceasefire": "Truce",
}
KINDS: dict[Type | None, str] = {
    Type.ASSAULT: "Attack",
    Type.INTERCEPT: "Defence",
    Type.CONTROL: "Fighting",
    Type.BLAST: "Blast",
    Type.ALERT: "Alert",
    Type.AID: "Aid",
    Type.RETREAT: "Withdrawal",
    Type.AGREE: "Agreement",
    Type.CONSULT: "Talks",
    Type.SITUATION: "Situation",
    Type.ACCUSE: "Accusation",
    Type.REQUEST: "Demand",
    Type.SANCTION: "Sanction",
    Type.COERCE: "Coercion",
}
