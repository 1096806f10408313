"""Whose word it is: organs and state media of one party are one source."""

from onrecord.model.mention import Actor
from onrecord.model.record import Told

# PLOVER's sectors that speak and act for their state; the others are parties of their own.
STATE = frozenset({None, "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "MED"})
NO_STATE = frozenset({None, "IGO", "NGO", "IMG", "MNC"})


def party(actor: Actor) -> str:
    """The party that an actor belongs to: its state, or the armed group or organisation itself.

    >>> party(Actor("RUS-MIL", "Russian army", "RUS", "MIL")) == party(Actor("RUS", "Moscow", "RUS", "GOV"))
    True
    >>> party(Actor("who", "World Health Organization", "IGO"))
    'who'
    """
    return state(actor) or actor.id or actor.name.casefold()


def state(actor: Actor) -> str | None:
    """The state that an actor speaks and acts for, None for all others."""
    return actor.country if actor.country not in NO_STATE and actor.sector in STATE else None


def parties(actors: tuple[Actor, ...]) -> frozenset[str]:
    """The parties of several actors."""
    return frozenset(party(actor) for actor in actors)


def source(told: Told) -> Actor | None:
    """Who says it first: the innermost source that is named, None for the report's own voice."""
    return next((one.value for said in told.attributions for one in said.sources), None)


def voice(told: Told) -> str:
    """Whose word a claim is: its source's party, else its outlet's (an outlet that is not known: the report's)."""
    said_by = source(told)
    return party(said_by) if said_by else f"outlet {told.report.outlet or told.report.id}"


def independent(told: tuple[Told, ...]) -> int:
    """How many independent sources stand behind claims.

    Each party counts once, however many outlets quote it. An outlet's own voice counts where it names no source in
    these claims, and its words are not another's: copies of one story are one source.
    """
    named = {party(actor) for one in told if (actor := source(one))}
    attributing = {one.report.id for one in told if source(one)}
    own = [one for one in told if one.report.id not in attributing]
    outlets: dict[str, str] = {}
    words: dict[str, str] = {}
    for one in own:  # an outlet that repeats another's sentence takes that one's name
        outlet = one.report.outlet or one.report.id
        said = " ".join(one.quote.split())
        outlets.setdefault(outlet, words.setdefault(said, outlet))
    return len(named) + len(set(outlets.values()))
