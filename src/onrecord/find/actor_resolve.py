"""Who a role is: its owner by the words around it, by what was named before, or by where the report is from."""

from collections import Counter

from onrecord.find.actor_compose import ARMED, NOT_STATES, compose
from onrecord.find.actor_scene import Reference, Scene
from onrecord.model.mention import Actor
from onrecord.model.span import Basis
from onrecord.vocab.actor import NameKind, Role, RoleKind

OWNS = {"of", "for", "from", "at", "with", "in", "to", "on"}
PLACED = {"in", "from", "at"}
NAMED = {
    NameKind.STATE,
    NameKind.DEMONYM,
    NameKind.CITY,
    NameKind.SEAT,
    NameKind.BODY,
    NameKind.PERSON,
    NameKind.REGION,
}
PLACE_NAMES = {NameKind.STATE, NameKind.DEMONYM, NameKind.CITY, NameKind.REGION}


def left_owners(scene: Scene, first: int, last: int) -> list[tuple[int, Actor]]:
    """Owners told among the modifiers in tokens `first` to `last`: each with its last token. Roles between refine one.

    >>> # 'Israeli army' before 'spokesman' gives ISR-MIL; 'American and British' before 'warships' gives two
    """
    tokens = scene.document.tokens
    owners: list[tuple[int, Actor]] = []
    index = first
    while index < last:
        hit = scene.at.get(index)
        if hit is None or hit.first < first or hit.last > last:
            state = scene.actors.states.get(scene.places.get(index, "")) if tokens[index].pos == "PROPN" else None
            if state is not None and not owners:
                owners.append((index + 1, state.actor))
            index += 1
            continue
        index = hit.last
        name = hit.name
        if index + 1 < last and tokens[index].text == "-" and tokens[index + 1].lower in scene.actors.words.not_owner:
            continue
        if name.actor is not None and name.kind in NAMED:
            owners.append((index, name.actor))
        elif name.role is not None and name.role.kind is RoleKind.ORGAN and owners:
            _, owner = owners[-1]
            owners[-1] = (index, compose(owner, name.role, scene.words(hit.first, hit.last), scene.actors))
    return owners


class Resolver:
    """Finds the owner of a role. Goes through a document once, from left to right."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.host = _host(scene)

    def right_owner(self, head: int, role: Role) -> tuple[Actor, int] | None:
        """The owner after the role ('of Sudan', 'for the army', 'in Moscow'), and the token after it."""
        tokens = self.scene.document.tokens
        for child in tokens[head].children:
            preposition = tokens[child]
            if preposition.dep != "prep" or child < head or preposition.lower not in OWNS:
                continue
            inner = next((i for i in preposition.children if tokens[i].dep == "pobj"), None)
            if inner is None:
                continue
            found = self._owner_at(inner, preposition.lower, role)
            if found is not None:
                return found[0], found[1]
        return None

    def _owner_at(self, head: int, preposition: str, role: Role) -> tuple[Actor, int] | None:
        scene, tokens = self.scene, self.scene.document.tokens
        hit = scene.at.get(head)
        local = role.scope == "local" or role.kind is RoleKind.ORGAN or role.body == "governor"
        if hit is not None and hit.name.role is not None and hit.head == head:
            if preposition in PLACED | {"to", "on", "with"}:
                return None
            edge = scene.left_edge(head, hit.first)
            owners = left_owners(scene, edge, hit.first)
            owner = owners[-1][1] if owners else self.same(hit.name.role, head)
            if owner is None:
                return None
            actor = compose(owner, hit.name.role, scene.words(hit.first, hit.last), scene.actors) if owners else owner
            return actor, hit.last
        if hit is not None and hit.name.actor is not None:
            if preposition == "to" and role.body != "envoy":
                return None
            if preposition in {"in", "on", "with", "to", "from"} and not (
                local and hit.name.kind is not NameKind.PERSON
            ):
                return None
            return hit.name.actor, hit.last
        country = scene.places.get(head)
        if country is not None and (preposition == "of" or (local and preposition in PLACED)):
            state = scene.actors.states.get(country)
            last = head + 1
            while last < tokens[head].right and scene.places.get(last) is not None:
                last += 1
            return (state.actor, last) if state else None
        return None

    def same(self, role: Role, head: int) -> Actor | None:
        """Who an earlier phrase of the same kind was: the definite 'the army' is the army named before."""
        for reference in self.scene.earlier(head):
            if reference.actor is None:
                continue
            if reference.actor.country is None:
                if _same_words(role, reference):
                    return reference.actor
                continue
            if _answers(role, reference):
                return reference.actor
        return None

    def context(self, role: Role, head: int) -> tuple[Actor, Basis] | None:
        """The owner that the context gives: the state of the place in the sentence, or the report's own state."""
        scene = self.scene
        sentence = scene.document.sentences[scene.document.tokens[head].sentence]
        if "federal" in role.word:
            country = self._federal(head)
            return (scene.actors.states[country].actor, Basis.CONTEXT) if country else None
        if role.scope == "local" and role.sector != "GOV":
            here = {scene.places[i] for i in range(sentence.first, sentence.last) if i in scene.places}
            if len(here) == 1 and next(iter(here)) in scene.actors.states:
                return scene.actors.states[next(iter(here))].actor, Basis.CONTEXT
        if self.host is not None:
            return self.host
        return None

    def _federal(self, head: int) -> str | None:
        for reference in self.scene.earlier(head):
            country = reference.actor.country if reference.actor else None
            if country in self.scene.actors.words.federal:
                return country
        return None


def _same_words(role: Role, reference: Reference) -> bool:
    """'The source' after 'a medical source'."""
    earlier = reference.role
    return earlier is not None and earlier.kind is role.kind and earlier.word.split()[-1] == role.word


def _answers(role: Role, reference: Reference) -> bool:
    actor, earlier = reference.actor, reference.role
    if actor is None:
        return False
    if role.kind is RoleKind.GROUP:
        state = actor.country not in NOT_STATES | {None} and actor.sector in {"GOV", "MIL", "COP", "SPY", "JUD", "LEG"}
        if role.sector == "REB":
            return reference.sort == "body" and not state
        return reference.sort == "body" and (
            actor.country in NOT_STATES or (earlier is not None and earlier.word == role.word)
        )
    if role.body == "peacekeeper":
        return earlier is not None and earlier.body == role.body
    if role.kind is RoleKind.OFFICE:
        return (
            earlier is not None
            and earlier.kind is RoleKind.OFFICE
            and (
                earlier.word == role.word
                or (earlier.body == role.body and role.body not in {"leader", "minister", "envoy", "rank"})
            )
        )
    if earlier is not None and earlier.word == role.word and earlier.kind is role.kind:
        return True
    if role.sector == "MIL":
        return actor.sector == "MIL" and actor.country not in NOT_STATES and reference.sort != "person"
    if role.sector in {"REB", "UAF", "CRM"} and role.kind is RoleKind.PEOPLE:
        return actor.sector in {"REB", "UAF"} and reference.sort in {"body", "people"}
    if role.word == "ministry":
        return earlier is not None and "ministry" in (actor.id or "")
    if role.kind is RoleKind.ORGAN:
        return actor.sector == role.sector and actor.country not in NOT_STATES and reference.sort == "body"
    return False


def _host(scene: Scene) -> tuple[Actor, Basis] | None:
    """The state that a report is from or about: its date line's, else the one named clearly most."""
    actors, document = scene.actors, scene.document
    line = document.report.dateline or ""
    countries = [n.actor.country for _, _, n in actors.find(line.title()) if n.actor is not None and n.kind in NAMED]
    counts: Counter[str] = Counter()
    for hit in scene.hits:
        actor, kind = hit.name.actor, hit.name.kind
        if actor is not None and (kind in PLACE_NAMES or (kind is NameKind.BODY and actor.sector in ARMED)):
            counts[str(actor.country)] += 1
    counts.update(scene.places.values())
    ranked = [(country, n) for country, n in counts.most_common(3) if country in actors.states]
    for country in countries:
        if country in actors.states and (not ranked or counts[str(country)] * 2 >= ranked[0][1]):
            return actors.states[str(country)].actor, Basis.DATELINE
    if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
        return actors.states[ranked[0][0]].actor, Basis.CONTEXT
    return None
