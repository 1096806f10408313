"""States by other words: 'the country', 'his country', 'the attacked country', 'the neighbouring country'."""

from onrecord.find.actor_pronoun import refer_back
from onrecord.find.actor_scene import Hit, Reference, Scene
from onrecord.model.mention import Actor
from onrecord.model.span import Basis
from onrecord.vocab.actor import Role


def state_again(scene: Scene, hit: Hit, role: Role) -> Reference | None:
    """The state that the words go back to, kept in the scene; None where they only say where or it cannot be told."""
    tokens = scene.document.tokens
    token = tokens[hit.head]
    if role.body == "relation" or token.tag == "NNS" or _is_place(scene, hit):
        return None
    first = scene.left_edge(hit.head, hit.first)
    actor: Actor | None = None
    if tokens[first].tag == "PRP$":
        reference = scene.refs.get(first) or refer_back(scene, first)
        actor = scene.state_of(reference.actor) if reference and not role.body else None
    elif tokens[first].lower in {"the", "this", "that"}:
        actor = _last_state(scene, hit.head, other=role.body == "neighbour")
    if actor is None:
        return None
    return scene.remember(Reference(hit.head, first, hit.last, actor, "state", basis=Basis.CONTEXT))


def _is_place(scene: Scene, hit: Hit) -> bool:
    tokens = scene.document.tokens
    token = tokens[hit.head]
    above = tokens[token.head]
    if token.dep == "poss":
        return above.lemma in scene.actors.words.city_things
    return token.dep == "pobj" and above.lower in scene.actors.words.locative | {"of", "from", "into"}


def _last_state(scene: Scene, head: int, *, other: bool) -> Actor | None:
    """The state named last; for a neighbour, the last one that this sentence does not name."""
    tokens = scene.document.tokens
    here = tokens[head].sentence
    named = {r.actor.id for r in scene.order if r.sentence == here and r.sort == "state" and r.actor}
    if not other:
        speaker = next((r for r in scene.order if r.sentence == here and _speaks(scene, r)), None)
        if speaker is not None and speaker.sort != "state" and scene.state_of(speaker.actor) is not None:
            return scene.state_of(speaker.actor)
    for reference in scene.earlier(head):
        state = scene.state_of(reference.actor)
        if state is not None and not (other and (state.id in named or _own(scene, here, state))):
            return state
    return None


def _speaks(scene: Scene, reference: Reference) -> bool:
    token = scene.document.tokens[reference.head]
    return reference.subject and scene.speaks_at(scene.document.tokens[token.head])


def _own(scene: Scene, sentence: int, state: Actor) -> bool:
    """Whether the sentence's subject belongs to the state: no one's own country is the neighbour."""
    return any(
        r.subject and r.actor is not None and r.actor.country == state.country
        for r in scene.order
        if r.sentence == sentence
    )
