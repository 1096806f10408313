"""A claim as an English clause, made from its fields alone; None where they don't carry one.

Each type has its rule, a small function from a claim to `(subject, verb, rest)`; the verb comes as base and past, so
that the standing can choose: what happened, what is expected, what was tried.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from onrecord.model.claim import Claim, Effect, Item, Role, Scope, Stage, Type, plain
from onrecord.model.mention import Place, PlacePrecision
from onrecord.model.span import Sourced
from onrecord.publish import phrase, setting


@dataclass(frozen=True, slots=True)
class Core:
    """Who, the verb (base, past) and what follows it."""

    subject: str
    verb: tuple[str, str]
    rest: str = ""
    harmed: bool = False  # whether the harm is told already


@dataclass(frozen=True, slots=True)
class Clause:
    """A claim as a clause: who, the verb with what follows, where and when, and whom it harmed."""

    subject: str
    predicate: str
    where: str = ""
    when: str = ""
    harm: str = ""
    bare: bool = False  # nothing but harm in an attack of which no more is said

    @property
    def setting(self) -> str:
        """Where and when."""
        return " ".join(part for part in (self.where, self.when) if part)

    def __str__(self) -> str:
        return " ".join(part for part in (self.subject, self.predicate, self.where, self.when) if part)


def clause(claim: Claim, text: str, reference: date, *, direct: bool = False) -> Clause | None:
    """The claim as a clause: 'Russia used 74 attack drones against Ukraine', its day and place. `direct`: not in
    reported speech, so that what is to come 'is to' come.
    """
    rule = RULES.get(claim.type.value) if claim.type.value else None
    core = rule(claim, text) if rule else None
    if core is None or (core.subject == "there" and plain(claim.modality) == "attempted"):
        return None  # "there tried to be an attack"
    said = core.rest.startswith(("in ", "at ", "near ", "over ", "from ")) or claim.type.value is Type.CONTROL
    where = "" if said or not claim.place else setting.places(_not_yet_said(claim))
    when = setting.when(claim.when.value, reference) if claim.when and "since" not in core.rest else ""
    if claim.when and when.startswith("between") and _running(claim):
        start = claim.when.value.start
        when = f"since {setting.day(start, year=start.year != reference.year)}" if start else when
    predicate = " ".join(part for part in (_verb(core, claim, direct=direct), core.rest) if part)
    harmed = "" if core.harmed else harm(claim, text)
    return Clause(core.subject, predicate, where, when, harmed, core.harmed)


def _running(claim: Claim) -> bool:
    """Whether the numbers are a running toll, which ends on the report's day by definition."""
    return any(item.scope is Scope.PERIOD for item in claim.items)


def _verb(core: Core, claim: Claim, *, direct: bool) -> str:
    """The verb in the form that the claim's standing asks for."""
    base, past = core.verb
    modality, certainty = plain(claim.modality), plain(claim.certainty)
    doubt = f"{DOUBTS[certainty]} " if certainty in DOUBTS else ""
    if modality == "expected":
        return f"{phrase.be_to(core.subject)} {doubt}{base}" if direct else f"would {doubt}{base}"
    if modality == "attempted":
        return f"{doubt}tried to {base}"
    return f"might {doubt}{base}" if modality == "hypothetical" else f"{doubt}{past}"


DOUBTS = {"probable": "probably", "possible": "possibly"}


def _not_yet_said(claim: Claim) -> tuple[Sourced[Place], ...]:
    """The places, without the state that is named already: the side that was attacked, who gives or gets the aid."""
    aid, attack = claim.type.value is Type.AID, claim.type.value is Type.ASSAULT
    sides = (*(claim.recipient if aid or attack else ()), *(claim.actor if aid else ()))
    named = {side.value.name for side in sides}
    return tuple(each for each in claim.place if each.value.name not in named)


def harm(claim: Claim, text: str) -> str:
    """The people harmed, as a clause of its own; nothing where the attack itself is only planned, supposed or denied
    in the report's own voice."""
    attack = claim.type.value in (Type.ASSAULT, Type.BLAST, Type.CONTROL)
    happened = plain(claim.modality) in ("actual", "attempted")
    affirmed = plain(claim.polarity) == "affirmed" or bool(claim.attribution)
    return phrase.casualties(claim.items, text) if attack and happened and affirmed else ""


def _things(claim: Claim, text: str, *roles: Role) -> str:
    return phrase.listed([said for item in claim.items if item.role in roles and (said := phrase.thing(item, text))])


def _object(claim: Claim, text: str) -> str:
    """What was aimed at: targets by name, else the other side. A state is not said where a place in it is."""
    targets = [
        item for item in claim.items if item.role is Role.TARGET and not _none(item) and not _person(item, claim)
    ]
    if targets:
        return phrase.listed([_definite(item, text) for item in targets])
    if not claim.actor and harm(claim, text):
        return ""  # whose people they were is no more than their number says
    state = [side.value for side in claim.recipient if side.value.country and side.value.id == side.value.country]
    fine = any(
        place.value.country in {each.country for each in state} and _inside(place.value) for place in claim.place
    )
    return "" if state and fine else phrase.actors(claim.recipient)


def _inside(place: Place) -> bool:
    return place.precision is not None and place.precision not in (PlacePrecision.COUNTRY, PlacePrecision.INTERNATIONAL)


def _person(item: Item, claim: Claim) -> bool:
    """Whether the words of a target are told as casualties already."""
    spans = [other.what.span for other in claim.items if other.role is Role.CASUALTY and other.what]
    return item.what is not None and any(item.what.span.start < s.end and s.start < item.what.span.end for s in spans)


def _none(item: Item) -> bool:
    """Whether the words say that there was none."""
    return item.quantity is not None and item.quantity.value.best == 0


def _definite(item: Item, text: str) -> str:
    said = phrase.thing(item, text)
    bare = item.quantity or not said or said[0].isupper() or said.startswith(("a ", "an "))
    many = said.endswith("s") and not said.endswith("ss")  # "strikes on villages" are not on all of them
    return said if bare or many else f"the {said}"


def assault(claim: Claim, text: str) -> Core | None:
    """An attack: with named weapons they are launched; without a known author it is told in the passive."""
    weapons, aim = _things(claim, text, Role.WEAPON), _object(claim, text)
    taken = [item for item in claim.items if item.effect and item.effect.value is Effect.ABDUCTED]
    if taken:
        people = phrase.thing(taken[0], text)
        if claim.actor:
            return Core(phrase.actors(claim.actor), ("abduct", "abducted"), people)
        return Core(people, ("be abducted", f"{phrase.be(people)} abducted"))
    if len(claim.actor) > 1 and not (weapons or aim) and FOUGHT.match(claim.type.span.quote(text)):
        return Core(phrase.actors(claim.actor), ("fight", "fought"))
    if claim.actor:
        return _by(claim, text, weapons, aim)
    if aim:
        be = phrase.be(aim)
        return Core(aim, ("be hit", f"{be} hit"), f"by {weapons}" if weapons else "")
    attack = f"an attack with {weapons}" if weapons else _noun(claim)
    harmed = harm(claim, text)
    if harmed and _plain(claim):  # one clause instead of "there was an attack and that ..."
        return Core(harmed, (f"in {attack}", f"in {attack}"), harmed=True)
    return Core("there", ("be", "was"), attack) if claim.place or harmed else None


FOUGHT = re.compile(
    r"(?:fight|fought|clash|battl|skirmish|exchang|trad(?:e|ing)|shoot-?out|firefight)", re.I
)  # words for what two sides do to one another


def _by(claim: Claim, text: str, weapons: str, aim: str) -> Core:
    """An attack by a known side; what was destroyed is said to be so."""
    who = phrase.actors(claim.actor)
    effects = {item.effect.value for item in claim.items if item.role is Role.TARGET and item.effect and item.what}
    bare = any(item.role is Role.TARGET and item.effect is None for item in claim.items)
    if weapons:
        return Core(who, ("use", "used"), f"{weapons} against {aim}" if aim else weapons)
    if aim and not bare and effects in ({Effect.DESTROYED}, {Effect.DAMAGED}):
        base = "destroy" if Effect.DESTROYED in effects else "damage"
        return Core(who, (base, f"{base}ed" if base == "destroy" else "damaged"), aim)
    if aim:
        return Core(who, ("attack", "attacked"), aim)
    return Core(who, ("carry out", "carried out"), _noun(claim, done=True))


NOUNS = {"aerial": "an air strike", "drone": "a drone attack", "missile": "a missile attack"}


def _noun(claim: Claim, *, done: bool = False) -> str:
    """What an attack is called by its means; `done`: what a side can carry out."""
    modes = [mode.value for mode in claim.mode]
    if modes == ["heavy-weapons"] and not done:
        return "shelling"
    return NOUNS.get(modes[0], "an attack") if len(modes) == 1 else "an attack"


def _plain(claim: Claim) -> bool:
    """Whether the claim is told as done, without a mark of doubt."""
    return plain(claim.modality) == "actual" and plain(claim.certainty) == "certain"


def intercept(claim: Claim, text: str) -> Core | None:
    """Incoming weapons stopped: shot down, jammed or repelled."""
    stopped = _things(claim, text, Role.TARGET, Role.WEAPON) or ("an attack" if claim.mode else "")
    modes = {mode.value for mode in claim.mode}
    verb = ("shoot down", "shot down")
    if "jammed" in modes:
        verb = ("jam", "jammed")
    elif "repelled" in modes or stopped == "an attack":
        verb = ("repel", "repelled")
    if not stopped:
        return None
    if not claim.actor:
        return Core(stopped, (f"be {verb[1]}", f"were {verb[1]}"))
    return Core(phrase.actors(claim.actor), verb, stopped)


STAGE_VERBS: dict[str, tuple[str, str, str]] = {
    "discussed": ("discuss", "discussed", "for"),
    "announced": ("announce", "announced", "for"),
    "approved": ("approve", "approved", "for"),
    "ordered": ("order", "ordered", "for"),
    "allocated": ("allocate", "allocated", "to"),
    "in-transit": ("send", "sent", "to"),
    "delivered": ("deliver", "delivered", "to"),
    "in-use": ("supply", "supplied", "to"),
    "refused": ("refuse", "refused", "to"),
    "delayed": ("delay", "delayed", "to"),
}
STAGE_VERBS |= {stage.value: STAGE_VERBS["announced"] for stage in Stage if stage.value not in STAGE_VERBS}


def aid(claim: Claim, text: str) -> Core | None:
    """Arms and aid, by the stage that they have reached."""
    armed = claim.type.span.quote(text).casefold().startswith("arm")
    goods = _things(claim, text, Role.GOODS) or ("arms" if armed else "aid")
    if claim.stage is None:
        return None  # how far it has come is not said, so no verb may say it
    stage = claim.stage.value
    if stage in (Stage.DELAYED, Stage.REFUSED) and plain(claim.modality) == "expected":
        return None  # what is delayed is to come; that it 'would be delayed' is not said
    planned = plain(claim.modality) == "expected" and stage is Stage.ANNOUNCED  # what is to come is sent, not announced
    base, past, to = STAGE_VERBS["in-transit" if planned else stage.value]
    if not claim.actor:
        if not claim.recipient:
            return None
        taker = phrase.actors(claim.recipient)
        if stage is Stage.DELIVERED:
            return Core(taker, ("receive", "received"), goods)
        return Core(goods, (f"be {past}", f"{phrase.be(goods)} {past}"), f"{to} {taker}")
    rest = f"{goods} {to} {phrase.actors(claim.recipient)}" if claim.recipient else goods
    return Core(phrase.actors(claim.actor), (base, past), rest)


def request(claim: Claim, text: str) -> Core | None:
    """A stated need or request."""
    goods = _things(claim, text, Role.GOODS)
    if not claim.actor or not goods:
        return None
    named = tuple(one for one in claim.recipient if one.value.id or one.value.country)  # "a person" tells nothing
    asked = f" from {phrase.actors(named)}" if named else ""
    return Core(phrase.actors(claim.actor), ("seek", "sought"), f"{goods}{asked}")


def consult(claim: Claim, text: str) -> Core | None:
    """Talks, calls and visits; the parties stand side by side."""
    modes = {mode.value for mode in claim.mode}
    parties = list(dict.fromkeys(phrase.actor(side.value) for side in (*claim.actor, *claim.recipient)))
    if len(parties) < 2:
        return None
    if "phone" in modes:
        return Core(phrase.listed(parties), ("speak by phone", "spoke by phone"))
    if "visit" in modes and claim.actor and claim.recipient:
        return Core(phrase.actors(claim.actor), ("visit", "visited"), phrase.actors(claim.recipient))
    return Core(phrase.listed(parties), ("hold", "held"), "talks")


def control(claim: Claim, text: str) -> Core | None:
    """Who took or holds ground, and where the fighting is."""
    modes = {mode.value for mode in claim.mode}
    where, ground = setting.places(claim.place), setting.finest(claim.place)
    held = _things(claim, text, Role.TARGET)
    if ground is None or (ground.precision is PlacePrecision.COUNTRY and not held):
        return None
    verb = ("take", "took") if "gains" in modes else ("hold", "held") if "holds" in modes else None
    if claim.actor and verb:
        if held and "siege" in claim.type.span.quote(text).casefold():
            besieged = phrase.listed([_definite(item, text) for item in claim.items if item.role is Role.TARGET])
            return Core(phrase.actors(claim.actor), ("break", "broke"), f"the siege of {besieged} {where}")
        if held:
            return Core(phrase.actors(claim.actor), verb, f"{held} {where}")
        if ground.precision in TOWNS:
            return Core(phrase.actors(claim.actor), verb, phrase.listed(_names(claim, ground)))
        return Core(phrase.actors(claim.actor), verb, f"ground {where}")
    sides = phrase.actors((*claim.actor, *claim.recipient))
    return Core(
        "fighting",
        ("continue", "continued"),
        f"{setting.places(claim.place)}{f' between {sides}' if ' and ' in sides else ''}",
    )


TOWNS = (PlacePrecision.PLACE, PlacePrecision.SITE)


def _names(claim: Claim, ground: Place) -> list[str]:
    """The names of the places as exact as the finest."""
    return list(dict.fromkeys(each.value.name for each in claim.place if each.value.precision is ground.precision))


def blast(claim: Claim, text: str) -> Core | None:
    """An effect without a named author."""
    modes = [mode.value for mode in claim.mode]
    nouns = {"explosion": "an explosion", "fire": "a fire", "crash": "a crash", "debris": "falling debris"}
    noun = nouns.get(modes[0]) if modes else None
    return Core("there", ("be", "was"), noun) if claim.place and noun else None


def alert(claim: Claim, text: str) -> Core | None:
    """A warning to people, or weapons seen in the air."""
    modes = {mode.value for mode in claim.mode}
    if "sighting" in modes:
        seen = _things(claim, text, Role.WEAPON, Role.TARGET)
        return Core(seen, ("be", "were"), "in the air") if seen else None
    noun = (
        "an evacuation" if "evacuation" in modes else "the all-clear" if "all-clear" in modes else "an air-raid alert"
    )
    return Core("there", ("be", "was"), noun) if claim.place else None


def retreat(claim: Claim, text: str) -> Core | None:
    """Releases and withdrawals."""
    modes = {mode.value for mode in claim.mode}
    if not claim.actor:
        return None
    freed = phrase.listed([phrase.thing(item, text) for item in claim.items])
    if "release" in modes and freed:
        return Core(phrase.actors(claim.actor), ("release", "released"), freed)
    if "withdraw" in modes:
        where = phrase.listed([setting.with_article(sourced.value.name) for sourced in claim.place])
        return Core(phrase.actors(claim.actor), ("withdraw", "withdrew"), f"from {where}" if where else "forces")
    return None


def toll(claim: Claim, text: str) -> Core | None:
    """Running tolls and displacement."""
    since = claim.when is not None and claim.when.value.start is not None and claim.when.value.end is None
    said = phrase.casualties(claim.items, text, running=since or _running(claim))
    return Core(said, ("", ""), harmed=True) if said and _plain(claim) else None


RULES: dict[Type, Callable[[Claim, str], Core | None]] = {
    Type.ASSAULT: assault,
    Type.INTERCEPT: intercept,
    Type.AID: aid,
    Type.REQUEST: request,
    Type.CONSULT: consult,
    Type.CONTROL: control,
    Type.BLAST: blast,
    Type.ALERT: alert,
    Type.RETREAT: retreat,
    Type.SITUATION: toll,
}
