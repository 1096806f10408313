"""'Both sides', 'the warring parties', 'the two countries': the two parties that the report is about."""

from collections import Counter

from onrecord.find.actor_scene import Reference, Scene
from onrecord.model.mention import Actor
from onrecord.model.span import Basis

STATES_ONLY = {"countries", "neighbours", "neighbors", "nations", "states", "governments", "capitals"}
ARMED = {"MIL", "REB", "UAF"}


def both(scene: Scene, index: int) -> Reference | None:
    """Two actors under one phrase, kept in the scene; None where the report has not clearly two parties."""
    tokens, words = scene.document.tokens, scene.actors.words
    first = scene.left_edge(index, index)
    opening = {tokens[i].lower for i in range(first, index)}
    plain_the = "the" in opening and tokens[index].lower in {"sides", "parties", "belligerents"}
    if not (opening & words.pairs or plain_the):
        return None
    parties = _parties(scene, tokens[index].lower in STATES_ONLY)
    if len(parties) < 2:
        return None
    one, other = sorted(parties[:2], key=lambda actor: str(actor.id))
    return scene.remember(
        Reference(index, first, index + 1, one, "body", basis=Basis.CONTEXT, plural=True, others=(other,))
    )


def _parties(scene: Scene, states_only: bool) -> list[Actor]:
    """The two parties named most so far, [] where a third is named as often as the second."""
    counts: Counter[str] = Counter()
    actors: dict[str, Actor] = {}
    armies: dict[str, Actor] = {}
    for reference in scene.order:
        party = scene.party_of(reference)
        if party is None or party.country is None or party.sector in {"JRN", "NGO"}:
            continue
        group = party.sector in {"REB", "UAF"} and party.id is not None
        state = scene.state_of(party)
        if state is None or party.country in {"IGO", "NGO"} or (group and states_only):
            continue
        key = str(party.id) if group else str(state.id)
        counts[key] += 1 + (party.sector in ARMED)
        actors[key] = party if group else state
        if party.sector == "MIL" and not group:
            armies[key] = Actor(f"{state.id}-MIL", party.name, party.country, "MIL")
    ranked = counts.most_common(3)
    if len(ranked) < 2 or (len(ranked) == 3 and ranked[2][1] == ranked[1][1]):
        return []
    one, other = ranked[0][0], ranked[1][0]
    same = actors[one].country == actors[other].country
    return [armies.get(key, actors[key]) if same else actors[key] for key in (one, other)]
