"""Whose word it is: organs and state media of one party are one source."""

import re
from collections.abc import Mapping, Sequence

from onrecord.model.mention import PERSON, Actor
from onrecord.model.record import Told
from onrecord.reconcile.together import Together
from onrecord.vocab.reconcile import load_groups

# PLOVER's sectors that speak and act for their state; the others are parties of their own.
STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
ARMED = frozenset({"REB", "UAF", "CRM"})
ARTICLE = re.compile(r"^(?:a|an|the)\s+")
NO_STATE = frozenset({None, "IGO", "NGO", "IMG", "MNC"})


def party(actor: Actor) -> str:
    """The party that an actor belongs to: its state, or the armed group or organisation itself.

    >>> party(Actor("RUS-MIL", "Russian army", "RUS", "MIL")) == party(Actor("RUS", "Moscow", "RUS", "GOV"))
    True
    >>> party(Actor("who", "World Health Organization", "IGO"))
    'who'
    >>> party(Actor("rsf-spokesman", "an RSF spokesman", "SDN", "REB"))
    'rsf'
    >>> party(Actor(None, "The doctors' union", "SDN")) == party(Actor(None, "a doctors' union", "SDN"))
    True
    """
    return state(actor) or group(actor) or actor.id or ARTICLE.sub("", actor.name.casefold())


def group(actor: Actor) -> str | None:
    """The armed group that the holder of a post speaks for, by its id; None where the actor is no such post."""
    if actor.id is None or actor.sector not in ARMED or actor.id in load_groups():
        return None
    words = actor.id.split("-")
    heads = ("-".join(words[:n]) for n in range(len(words) - 1, 0, -1))
    return next((head for head in heads if head in load_groups()), None)


def state(actor: Actor) -> str | None:
    """The state that an actor speaks and acts for, None for all others."""
    organ = actor.sector in STATE or (actor.sector is None and actor.id == actor.country)
    return actor.country if organ and actor.country not in NO_STATE else None


def parties(actors: tuple[Actor, ...]) -> frozenset[str]:
    """The parties of several actors. Of a person without a post nobody can tell whether it is another's."""
    return frozenset(party(actor) for actor in actors if actor.id or actor.name != PERSON)


def source(told: Told) -> Actor | None:
    """Who says it first: the innermost source that is named, None for the report's own voice."""
    return next((one.value for said in told.attributions for one in said.sources), None)


def voice(told: Told) -> str:
    """Whose word a claim is: its source's party, else its outlet's (an outlet that is not known: the report's)."""
    said_by = source(told)
    return party(said_by) if said_by else f"outlet {told.report.outlet or told.report.id}"


def independent(told: Sequence[Told], wires: Mapping[str, str], unreliable: frozenset[str] = frozenset()) -> int:
    """How many independent sources stand behind claims.

    Each party counts once, however many outlets quote it. A report's own voice counts where nothing in its wire group
    (`wires`: report -> group) names a source in these claims; an outlet counts once, and so does one sentence.
    """
    named = {party(actor) for one in told if (actor := source(one))} - unreliable
    attributing = {wires[one.report.id] for one in told if source(one)}
    own = [one for one in told if wires[one.report.id] not in attributing]
    together = Together(len(own))
    first: dict[tuple[str, str], int] = {}
    for at, one in enumerate(own):
        outlet, said = one.report.outlet or one.report.id, " ".join(one.quote.split())
        for name in (("wire", wires[one.report.id]), ("outlet", outlet), ("words", said)):
            together.join(first.setdefault(name, at), at)
    return len(named) + len({together.root(at) for at in range(len(own))})
