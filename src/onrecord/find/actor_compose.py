"""An owner and a role make an actor: Lebanon and 'health ministry', M23 and 'spokesman'."""

import re

from onrecord.model.mention import Actor
from onrecord.vocab.actor import Actors, Role, RoleKind
from onrecord.vocab.phrases import fold

STATE_PARTS = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG"}
ARMED = {"MIL", "REB", "UAF"}
NOT_STATES = {"IGO", "NGO", "IMG", "MNC"}
NOT_WORDS = re.compile(r"[^a-z0-9]+")
COUNTED = re.compile(
    r"(?:(?:the|a|an|its|his|her|their|our|this|that|these|those|some|several|many|two|three|four|five|six|seven|"
    r"eight|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|thousands of|scores of|both|all|"
    r"nine|ten|dozens of|hundreds of|at least|more than|about|around|\d[\d,.]*|senior|top|another|other|one|own)\s+)+",
    re.IGNORECASE,
)


def slug(words: str) -> str:
    """Words as part of an id.

    >>> slug("Brigade of São Tomé")
    'brigade-of-sao-tome'
    """
    return NOT_WORDS.sub("-", fold(words)).strip("-")


def plain(words: str) -> str:
    """A noun phrase as a name: without article, number and line breaks.

    >>> plain("Two diplomats"), plain("the Defense Ministry")
    ('diplomats', 'Defense Ministry')
    """
    words = " ".join(words.split())
    return COUNTED.sub("", words, count=1) if COUNTED.match(words) else words


def part(owner: Actor, role: Role, actors: Actors) -> Actor:
    """For whom the holder of a post acts: an army's spokesman for the army, a state's president for the state."""
    if owner.sector is None and owner.country in actors.states and role.sector in {"MIL", "COP", "GOV"}:
        adjective, name = actors.states[owner.country].adjective, actors.words.sector_names[role.sector]
        return Actor(f"{owner.country}-{role.sector}", f"{adjective} {name}", owner.country, role.sector)
    return owner


def compose(owner: Actor | None, role: Role, words: str, actors: Actors) -> Actor:
    """The actor that a role of an owner is. `words` name it where no table does; without owner it has no id."""
    if role.body == "peacekeeper" and (owner is None or owner.country not in NOT_STATES):
        return Actor("peacekeepers", plain(words), "IGO", "MIL")
    if owner is None or owner.country is None:
        sector = owner.sector if owner is not None and role.sector is None else role.sector
        return Actor(None, plain(words), "NGO" if role.scope == "ngo" else None, sector)
    if owner.country in NOT_STATES or owner.sector not in {None, *STATE_PARTS}:
        return _of_body(owner, role, words)
    if owner.sector != "GOV" and owner.sector is not None and role.sector == "GOV" and role.kind is RoleKind.ORGAN:
        return owner  # the leadership of the air force is the air force
    if owner.sector is None or _state_again(owner, role):
        return _of_state(owner.country, role, words, actors)
    return _of_part(owner, role, words)


def _state_again(owner: Actor, role: Role) -> bool:
    """Whether a part's part is the state's own: Assad's army, the government's defence ministry."""
    return role.kind is RoleKind.ORGAN or (role.sector == "MIL" and role.kind is RoleKind.PEOPLE)


def _of_body(owner: Actor, role: Role, words: str) -> Actor:
    """Of a group or organisation: its fighters and organs are itself, its people and posts stand under it."""
    armed = owner.sector in {"REB", "UAF", "CRM"}
    fighters = armed and role.kind is RoleKind.PEOPLE and role.sector in ARMED | {"CRM"}
    itself = role.kind in {RoleKind.ORGAN, RoleKind.GROUP} or fighters
    if itself and (armed or role.sector not in ARMED):
        return owner
    if role.kind is RoleKind.PEOPLE and armed and role.sector == "CVL":
        return Actor(f"{owner.country}-CVL-{slug(role.word)}", plain(words), owner.country, "CVL")
    own = role.sector if role.sector in {"MIL", "COP", "MED", "JRN", "REF", "CVL"} and not armed else None
    sector = own if owner.sector is None else owner.sector
    return Actor(f"{owner.id or slug(owner.name)}-{slug(role.word)}", plain(words), owner.country, sector)


def _of_state(country: str, role: Role, words: str, actors: Actors) -> Actor:
    group = role.kind is RoleKind.GROUP
    sector = (None if group else role.sector) or (
        "GOV" if role.kind is RoleKind.OFFICE and role.body != "former" else None
    )
    state = actors.states.get(country)
    adjective = state.adjective if state else country
    whole = role.kind is RoleKind.PEOPLE and role.sector in {"MIL", "REB"}
    if role.body == "unit":
        return Actor(f"{country}-{sector}-{slug(plain(words))}", plain(words), country, sector)
    if sector and ((role.kind is RoleKind.ORGAN and not role.body) or whole):
        return Actor(f"{country}-{sector}", f"{adjective} {actors.words.sector_names[sector]}", country, sector)
    if role.kind is RoleKind.ORGAN:
        return Actor(f"{country}-{sector}-{role.body}", f"{adjective} {role.body.replace('-', ' ')}", country, sector)
    parts = [country, sector or "", slug(role.word)]
    return Actor("-".join(part for part in parts if part), plain(words), country, sector)


def _of_part(owner: Actor, role: Role, words: str) -> Actor:
    sector = owner.sector
    if owner.sector == "GOV" and role.sector is not None:
        sector = role.sector
    if role.body == "former":
        sector = None
    return Actor(f"{owner.id}-{slug(role.word)}", plain(words), owner.country, sector)
