"""What our extraction of an ISAF release offers for each of the six fields: candidates with what speaks for each.

It looks at the extraction alone (mentions, claims, the day of publication), never at the text beyond their quotes.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from onrecord.model.claim import Claim, Effect, Item, Role, Type, plain
from onrecord.model.extraction import Extraction
from onrecord.model.mention import Actor, Place, Quantity, When

FIELDS = ("date", "province", "event_type", "target_group", "killed", "captured")
PROVINCES = {"paktia": "paktya", "maidan wardak": "wardak", "oruzgan": "uruzgan", "sar-e pol": "sar-e pul"}
PROVINCES |= {"konar": "kunar", "nimroz": "nimroz", "nimruz": "nimroz", "jowzjan": "jowzjan"}
GROUPS = {"taliban": "taliban", "haqqani": "haqqani", "imu": "imu", "hezb-e-islami": "hig", "al-qaeda": "aq"}
GROUPS |= {"hig": "hig", "islamic-movement-of-uzbekistan": "imu"}
KINDS = ("detention", "insurgentskilled", "captureandkill", "airstrike", "civiliancasualty")
TAKEN = frozenset({Effect.ARRESTED, Effect.CAPTURED, Effect.ABDUCTED})
DEAD = frozenset({Effect.KILLED, Effect.DIED})
SEVERAL = 3  # 'several' and 'multiple' count three in this set, as in the codebook
NUMEROUS = 4
FAR = 10

Case = dict[str, frozenset[str]]  # candidate -> what speaks for it


def cases(extraction: Extraction) -> dict[str, Case]:
    """For each field the candidates of one release."""
    return {
        "date": dates(extraction),
        "province": provinces(extraction),
        "target_group": groups(extraction),
        "killed": counts(extraction, DEAD),
        "captured": counts(extraction, TAKEN),
    }


def day(extraction: Extraction) -> date | None:
    return extraction.report.day


def role_of(claim: Claim) -> str:
    """What a claim is to a release: of a death, of a detention, or of something else."""
    effects = {item.effect.value for item in claim.items if item.effect}
    if effects & DEAD:
        return "killed"
    return "captured" if effects & TAKEN else str(claim.type.value)


def dates(extraction: Extraction) -> Case:
    """Days that claims and times name, and the days about the publication.

    In some months the set's days are one earlier than those that its releases tell; hence the month among the signs.
    """
    found: dict[date, set[str]] = defaultdict(set)
    published = day(extraction)
    whens = [
        (claim.when.span, claim.when.value, f"claim:{role_of(claim)}")
        for claim in extraction.claims
        if claim.when is not None
    ]
    whens += [(one.span, one.value, "mention") for one in extraction.mentions if isinstance(one.value, When)]
    text = extraction.report.text
    told = [
        (span, when.start, f"{source}:{when.precision}")
        for span, when, source in sorted(whens, key=lambda when: (when[0].start, when[2]))
        if when.start and not (when.start == published and any(sign.isdigit() for sign in span.quote(text)))
    ]
    order = list(dict.fromkeys(start for _, start, _ in told))
    for _, start, source in told:
        found[start] |= {
            source,
            source.rpartition(":")[0],
            f"order:{min(order.index(start), 3)} of {min(len(order), 3)}",
        }
    if published:
        for back in range(4):
            found[published - timedelta(days=back)].add(f"back:{back}")
        said = next((span.quote(text).lower() for span, start, _ in told if start == order[0]), "nothing")
        for shift in (-1, 0, 1):
            why = found[(order[0] if order else published) + timedelta(days=shift)]
            why |= {f"shift:{shift}", f"shift:{shift} in {published:%Y-%m}", f"shift:{shift} after {said}"}
        for one, why in found.items():
            days = (published - one).days
            named = f"days:{days if 0 <= days < FAR else 'far' if days > 0 else 'later'}"
            why |= {named, f"{named} {'told' if one in order else 'untold'}", f"{named} of {min(len(order), 2)}"}
    return {one.isoformat(): frozenset(why) for one, why in sorted(found.items(), reverse=True)}


def folded(name: str) -> str:
    """Plain small letters."""
    return "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c)).strip()


def province(place: Place) -> str | None:
    """The set's own name of the province that a place is in."""
    if place.country != "AFG" or place.adm1 is None:
        return None
    name = folded(place.adm1).removesuffix(" province").strip()
    return PROVINCES.get(name, name)


def provinces(extraction: Extraction) -> Case:
    """Provinces that places lie in."""
    found: dict[str, set[str]] = defaultdict(set)
    number: dict[str, int] = defaultdict(int)
    order: list[str] = []
    for one in extraction.mentions:
        if isinstance(one.value, Place) and (name := province(one.value)):
            number[name] += 1
            found[name].add(f"precision:{one.value.precision}")
            order += [name] if name not in order else []
    for claim in extraction.claims:
        for place in claim.place:
            if (name := province(place.value)) and name in found:
                found[name] |= {f"claim:{role_of(claim)}:{place.basis}", f"claim:{role_of(claim)}"}
    for name, why in found.items():
        why |= {f"times:{min(number[name], 4)}", f"order:{min(order.index(name), 3)}", f"is:{name}"}
        why.add("most" if number[name] == max(number.values()) else "fewer")
        why.add("kabul" if name == "kabul" else "not kabul")
        others = [other for other in order if other != "kabul"]
        why.add(f"order beside kabul:{min(others.index(name), 2)}" if name in others else f"kabul times:{number[name]}")
    return {name: frozenset(found[name]) for name in order} or {"": frozenset({"none"})}


def group(actor: Actor) -> str | None:
    """The set's own name of the armed group that an actor is of."""
    for start, name in GROUPS.items():
        if actor.id and (actor.id == start or actor.id.startswith(f"{start}-")):
            return name
    return None


def groups(extraction: Extraction) -> Case:
    """Groups that actors are of, and none."""
    found: dict[str, set[str]] = defaultdict(set)
    number: dict[str, int] = defaultdict(int)
    order: list[str] = []
    for one in extraction.mentions:
        if isinstance(one.value, Actor) and (name := group(one.value)):
            number[name] += 1
            found[name] |= {f"basis:{one.basis}", "person" if one.value.id not in GROUPS else "whole"}
            order += [name] if name not in order else []
    for claim in extraction.claims:
        sides = [item.side for item in claim.items] + list(claim.recipient)
        for side in sides:
            if side and (name := group(side.value)) and name in found:
                found[name].add(f"suffers:{role_of(claim)}")
    for name, why in found.items():
        why |= {f"times:{min(number[name], 3)}", f"order:{order.index(name)}", f"is:{name}", "one"}
        why |= {
            f"of:{len(order)}",
            f"is:{name}:{min(number[name], 3)}",
            "most" if number[name] == max(number.values()) else "fewer",
        }
    none = {"none", f"none of:{len(order)}", *(f"none but:{name}:{min(number[name], 3)}" for name in order)}
    case = {name: frozenset(found[name]) for name in order} | {"": frozenset(none)}
    for pair in combinations(sorted(order), 2):
        case[";".join(pair)] = frozenset(
            {"pair", f"pair:{pair}", *(f"pair of:{min(number[name], 3)}" for name in pair)}
        )
    return case


@dataclass(frozen=True, slots=True)
class Count:
    """People of one claim killed or taken: how many, and who."""

    number: int
    who: str
    claim: Claim
    told: bool
    what: str


def people(extraction: Extraction, effects: frozenset[Effect]) -> Iterator[Count]:
    """Those killed or taken, in the order of the text, without those counted in another item."""
    for claim in extraction.claims:
        if plain(claim.polarity) == "negated" or plain(claim.modality) not in ("actual", "attempted"):
            continue
        for item in claim.items:
            if item.role is Role.CASUALTY and item.effect and item.effect.value in effects and item.part_of is None:
                what = (item.what.value.description or "" if item.what else "").rpartition(" ")[2].removesuffix("s")
                yield Count(_number(item, extraction), _who(item), claim, item.quantity is not None, what)


def _number(item: Item, extraction: Extraction) -> int:
    """How many an item is of, by the set's habit: 'several' are three, 'numerous' four, 'more than ten' eleven."""
    text = extraction.report.text
    if item.quantity:
        value: Quantity = item.quantity.value
        if value.best is not None:
            return int(value.best)
        if value.low is not None:
            over = "more than" in item.quantity.span.quote(text).lower()
            return SEVERAL if value.low == 2 else int(value.low) + over
        return int(value.high) if value.high is not None else NUMEROUS
    words = item.what.span.quote(text) if item.what else ""
    return SEVERAL if words.endswith("s") else 1


def _who(item: Item) -> str:
    side = item.side.value.id if item.side and item.side.value.id else ""
    hostile = "own" if side.startswith(("AFG-C", "AFG-M", "AFG-G", "USA", "isaf", "nato")) else "enemy"
    kind = item.what.value.description if item.what else None
    lead = {"leader": "leader", "commander": "leader", "facilitator": "leader", "insurgent": "insurgent"}
    return f"{hostile}:{lead.get(kind or '', 'other')}"


def counts(extraction: Extraction, effects: frozenset[Effect]) -> Case:
    """Numbers that items and sums of items give, and none."""
    found: dict[int, set[str]] = defaultdict(set)
    every = list(people(extraction, effects))
    enemies = [one for one in every if one.who.startswith("enemy")]
    found[0].add(f"zero of:{min(len(enemies), 3)}")
    found[0].add(f"zero of all:{min(len(every), 3)}")
    for rank, one in enumerate(enemies):
        found[one.number] |= {f"item:{min(rank, 3)}", f"item:{one.who}", "item"}
        found[one.number].add(f"item:{'told' if one.told else 'untold'}:{min(len(enemies), 3)}")
        found[one.number].add(f"when:{one.claim.when is not None}:{one.claim.type.value}")
    for name, kept in _readings(enemies).items():
        if kept:
            total = sum(one.number for one in kept)
            found[total] |= {f"sum:{name}", f"sum:{name}:{min(len(kept), 3)}"}
    if enemies:
        top = max(one.number for one in enemies)
        found[top].add("largest")
        for extra in (1, 3):
            found[top + extra].add(f"largest and:{extra}")
    else:
        for guess in (1, 3):
            found[guess].add(f"unread:{guess}")
    for number, why in found.items():
        why.add(f"number:{min(number, 6)}")
    return {str(number): frozenset(found[number]) for number in sorted(found)}


def _readings(enemies: list[Count]) -> dict[str, list[Count]]:
    """Ways of telling which items are of the same people: none, number and kind, kind, told again by coref."""
    by_claim: dict[str, list[Count]] = defaultdict(list)
    by_what: dict[str, Count] = {}
    for one in enemies:
        by_claim[one.claim.id].append(one)
        if one.what not in by_what or (one.told, one.number) > (by_what[one.what].told, by_what[one.what].number):
            by_what[one.what] = one
    by_kind: dict[str, Count] = {}
    by_same: dict[tuple[str, int], Count] = {}
    for one in enemies:
        if one.who not in by_kind or one.number > by_kind[one.who].number:
            by_kind[one.who] = one
        by_same.setdefault((one.who, one.number), one)
    dated = [one for one in enemies if one.claim.when is not None]
    first = enemies[0].claim.id if enemies else None
    return {
        "all": enemies,
        "kinds": list(by_kind.values()),
        "same": list(by_same.values()),
        "new": [one for one in enemies if one.claim.coref is None],
        "first": [one for one in enemies if one.claim.id == first],
        "first two": enemies[:2],
        "dated": dated,
        "fullest": max(by_claim.values(), key=lambda claim: sum(one.number for one in claim), default=[]),
        "last": by_claim[enemies[-1].claim.id] if enemies else [],
        "whats": list(by_what.values()),
        "told": [one for one in enemies if one.told],
    }


def kinds(extraction: Extraction, killed: str, captured: str) -> Case:
    """The set's event types, by what was chosen for the killed and the captured, and by the modes of the claims."""
    claims = extraction.claims
    own = any(one.who.startswith("own") for one in people(extraction, DEAD))
    civilians = any(
        item.side is not None and item.side.value.sector == "CVL" and item.effect is not None
        for claim in claims
        for item in claim.items
    )
    violent = [claim for claim in claims if claim.type.value is Type.ASSAULT]
    flown = [bool({m.value for m in claim.mode} & {"aerial", "drone"}) for claim in violent]
    aerial = [str(role_of(claim)) for claim, air in zip(violent, flown, strict=True) if air]
    signs = {f"killed:{min(int(killed), 1)} captured:{min(int(captured), 1)}", f"own:{own}", f"civilians:{civilians}"}
    signs |= {f"aerial:{role}" for role in aerial} | {"any"}
    signs |= {f"aerial times:{min(len(aerial), 3)}", f"aerial at:{min(flown.index(True), 2) if aerial else 'none'}"}
    signs.add(f"air:{bool(aerial)} killed:{min(int(killed), 1)} captured:{min(int(captured), 1)}")
    return {kind: frozenset(f"{kind} {sign}" for sign in signs) for kind in KINDS}
