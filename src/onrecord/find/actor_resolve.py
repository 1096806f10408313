"""Who a role is: its owner by the words around it, by what was named before, or by where the report is from."""

from collections import Counter
from dataclasses import replace

from onrecord.find.actor_compose import ARMED, NOT_STATES, STATE_PARTS, compose
from onrecord.find.actor_position import acts
from onrecord.find.actor_scene import Hit, Reference, Scene
from onrecord.model.mention import Actor
from onrecord.model.span import Basis
from onrecord.vocab.actor import NameKind, Role, RoleKind

OWNS = {"of", "for", "from", "at", "with", "in", "to"}
PLACED = {"in", "from", "at"}
PLACE_NAMES = {NameKind.STATE, NameKind.DEMONYM, NameKind.CITY, NameKind.REGION}
GROUND = {NameKind.STATE, NameKind.CITY, NameKind.REGION}
NAMED = {*PLACE_NAMES, NameKind.SEAT, NameKind.BODY, NameKind.PERSON}
IRREGULAR = {"REB", "UAF", "CRM"}
HELD_NEAR = {"president", "prime-minister", "ruler", "monarch", "foreign-minister", "defence-minister", "minister"}
NEAR = 2  # sentences in which 'the president' may go back to a person named without a post
ONE_OF_MANY = {"leader", "minister", "envoy", "rank"}  # posts of which a report names several


def left_owners(scene: Scene, first: int, last: int) -> list[tuple[int, Actor]]:
    """Owners told among the modifiers in tokens `first` to `last`: each with the token after it.

    An organ between refines the owner: 'Israeli army' before 'spokesman' is ISR-MIL. 'American and British' are two.
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
        if index + 1 < last and tokens[index].text == "-" and tokens[index + 1].lower in scene.actors.words.not_owner:
            continue
        _add_owner(scene, hit, owners)
    return owners


def _add_owner(scene: Scene, hit: Hit, owners: list[tuple[int, Actor]]) -> None:
    name = hit.name
    if name.actor is not None and name.kind in NAMED:
        owners.append((hit.last, _party(scene, hit)))
    elif name.role is not None and name.role.kind is RoleKind.ORGAN and owners:
        owners[-1] = (hit.last, compose(owners[-1][1], name.role, scene.words(hit.first, hit.last), scene.actors))


def _party(scene: Scene, hit: Hit) -> Actor:
    """The actor of a name; of a person the group or state: 'the government of X' is the state's."""
    actor = hit.name.actor or Actor(None, hit.name.phrase)
    if hit.name.kind is not NameKind.PERSON:
        return actor
    return scene.actors.parties.get(actor.id or "") or scene.state_of(actor) or actor


class Resolver:
    """Finds the owner of a role in one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.host = _host(scene)
        self.ground = _ground(scene)
        named = [hit for hit in scene.hits if hit.name.actor and hit.name.kind in PLACE_NAMES]
        self._states = {hit.name.actor.country for hit in named if hit.name.actor}
        self._only_adjectives = all(hit.name.kind is NameKind.DEMONYM for hit in named)

    def right_owner(self, head: int, role: Role) -> tuple[Actor, int] | None:
        """The owner after the role ('of Sudan', 'for the army', 'in Moscow'), and the token after it."""
        tokens = self.scene.document.tokens
        for child in tokens[head].children:
            preposition = tokens[child]
            if preposition.dep != "prep" or child < head or preposition.lower not in OWNS:
                continue
            inner = next((i for i in preposition.children if tokens[i].dep == "pobj"), None)
            found = None if inner is None else self._owner_at(inner, preposition.lower, role)
            if found is not None:
                return found
        return None

    def _owner_at(self, head: int, preposition: str, role: Role) -> tuple[Actor, int] | None:
        hit = self.scene.at.get(head)
        if hit is not None and hit.name.role is not None and hit.head == head:
            return None if preposition in {"in", "from", "to", "with"} else self._role_owner(hit, hit.name.role)
        if hit is not None and hit.name.actor is not None:
            if not _may_own(preposition, role) or (preposition in PLACED and hit.name.kind is NameKind.PERSON):
                return None
            return _party(self.scene, hit), hit.last
        found = self._place_owner(head, preposition, role)
        if found is not None or not _may_own(preposition, role):
            return found
        owners = left_owners(self.scene, self.scene.left_edge(head, head), head)
        return (owners[-1][1], head + 1) if owners else None

    def _role_owner(self, hit: Hit, inner: Role) -> tuple[Actor, int] | None:
        """'a spokesman for the 47th Brigade': the owner is a role itself."""
        scene = self.scene
        edge = scene.left_edge(hit.head, hit.first)
        owners = left_owners(scene, edge, hit.first)
        words = scene.words(edge, hit.last)
        if owners:
            return compose(owners[-1][1], inner, words, scene.actors), hit.last
        definite = scene.document.tokens[edge].lower in {"the", "this", "that", "these"}
        before = self.same(inner, hit.head) if definite and inner.body != "unit" else None
        if before is not None:
            return before, hit.last
        if inner.kind is RoleKind.GROUP:
            return Actor(None, words), hit.last
        return (compose(None, inner, words, scene.actors), hit.last) if inner.kind is RoleKind.ORGAN else None

    def _place_owner(self, head: int, preposition: str, role: Role) -> tuple[Actor, int] | None:
        """'residents of Aleppo', 'militants in Idlib': the state in which the place lies."""
        scene = self.scene
        state = scene.actors.states.get(scene.places.get(head, ""))
        if state is None or not (preposition == "of" or (_is_local(role) and preposition in PLACED)):
            return None
        last = head + 1
        while last < scene.document.tokens[head].right and last in scene.places:
            last += 1
        return state.actor, last

    def same(self, role: Role, head: int, *, alone: bool = False) -> Actor | None:
        """Who an earlier phrase of the same kind was: the definite 'the army' is the army named before.

        `alone`: only where no other actor of the report would answer as well.
        """
        here = self.scene.document.tokens[head].sentence
        earlier = [r for r in self.scene.earlier(head) if r.actor is not None]
        wordwise = [r for r in earlier if _same_word(role, r)]
        for answering in (wordwise, earlier):
            found = [r for r in answering if _answers(role, r) or _held_near(role, r, here)]
            if role.kind is RoleKind.GROUP and role.sector == "REB":
                found = sorted(found + self._spoken_for(earlier), key=lambda r: -r.head)
            if not found or (alone and len({r.actor.country for r in found if r.actor}) > 1):
                continue
            return _first_named(found, subjects=role.kind is RoleKind.GROUP)
        return None

    def _spoken_for(self, earlier: list[Reference]) -> list[Reference]:
        """The groups of officials and spokesmen: 'a Hezbollah official told Reuters the group would respond'."""
        spoken = [(r, r.party) for r in earlier if r.sort in {"people", "office", "person"} and r.party is not None]
        return [replace(r, actor=p, sort="body") for r, p in spoken if p.sector in IRREGULAR]

    def context(self, role: Role, head: int) -> tuple[Actor, Basis] | None:
        """The owner that the context gives: the state of the place in the sentence, or the report's own state."""
        scene = self.scene
        if "federal" in role.word:
            country = self._federal(head)
            return (scene.actors.states[country].actor, Basis.CONTEXT) if country else None
        if role.sector == "MIL" and role.kind is RoleKind.ORGAN:
            for reference in scene.earlier(head):
                state = scene.state_of(reference.actor)
                if state is not None and reference.actor is not None and reference.actor.sector == "MIL":
                    return state, Basis.CONTEXT
        if role.kind is not RoleKind.ORGAN and _is_local(role):
            here, unknown = self._places_around(head)
            if len(here) == 1:
                return scene.actors.states[here.pop()].actor, Basis.CONTEXT
            if unknown:
                return None
            if self.ground is not None or len(self._states) > 1 or self._only_adjectives:
                return self.ground
        return self.host

    def names_place(self, head: int) -> bool:
        """Whether the sentence of a token names a place of its own before it."""
        sentence = self.scene.document.sentences[self.scene.document.tokens[head].sentence]
        return any(i in self.scene.places or self._is_strange(i) for i in range(sentence.first, head))

    def _places_around(self, head: int) -> tuple[set[str], bool]:
        """The states of the places in the sentence of a token, and whether a place there is not known."""
        scene = self.scene
        sentence = scene.document.sentences[scene.document.tokens[head].sentence]
        inside = range(sentence.first, sentence.last)
        here = {
            scene.places[i] for i in inside if scene.places.get(i) in scene.actors.states and not self._is_acting(i)
        }
        return here, any(self._is_strange(i) for i in inside)

    def _is_acting(self, index: int) -> bool:
        """Whether the place at a token is one that acts there: 'accused Israel'."""
        hit = self.scene.at.get(index)
        return hit is not None and hit.name.kind in GROUND and acts(self.scene, hit)

    def _is_strange(self, index: int) -> bool:
        """Whether a token names a place that nobody found: 'near Xyz'."""
        tokens = self.scene.document.tokens
        token = tokens[index]
        if index in self.scene.places or index in self.scene.at:
            return False
        near = token.dep == "pobj" and tokens[token.head].lower in {"in", "near", "at"} and token.entity != "DATE"
        return token.entity in {"GPE", "LOC"} or (token.pos == "PROPN" and near)

    def _federal(self, head: int) -> str | None:
        for reference in self.scene.earlier(head):
            country = reference.actor.country if reference.actor else None
            if country in self.scene.actors.words.federal:
                return country
        return None


def _same_word(role: Role, reference: Reference) -> bool:
    """'The army' is the army named before rather than the troops named since."""
    earlier = reference.role
    return role.kind is not RoleKind.GROUP and earlier is not None and earlier.word == role.word


def _first_named(found: list[Reference], *, subjects: bool) -> Actor | None:
    """The nearest of the references; with `subjects`, the subject of its sentence before it."""
    if subjects:
        nearest = [r for r in found if r.sentence == found[0].sentence]
        return next((r.actor for r in reversed(nearest) if r.subject), found[0].actor)
    return found[0].actor


def _is_local(role: Role) -> bool:
    return role.scope == "local" or role.kind is RoleKind.ORGAN or role.body == "governor" or role.sector in IRREGULAR


def _may_own(preposition: str, role: Role) -> bool:
    if preposition in {"of", "for"}:
        return True
    if preposition == "to":
        return role.body == "envoy"
    return _is_local(role) and preposition in PLACED


def _answers(role: Role, reference: Reference) -> bool:
    """Whether a definite role may go back to what was named before."""
    actor, earlier = reference.actor, reference.role
    again = earlier is not None and earlier.kind is role.kind and earlier.word.split()[-1] == role.word.split()[-1]
    if actor is None or role.body == "peacekeeper":
        return again
    if actor.country is None and role.kind is RoleKind.ORGAN:
        return False
    if actor.country is None:
        return again and actor.name.split()[-1].lower().startswith(role.word.split()[-1])
    if role.kind is RoleKind.GROUP:
        return _answers_group(role, reference, actor)
    if role.kind is RoleKind.OFFICE:
        post = earlier is not None and earlier.kind is RoleKind.OFFICE
        same_post = earlier is not None and earlier.body == role.body and role.body not in ONE_OF_MANY
        return post and ((earlier is not None and earlier.word == role.word) or same_post)
    if earlier is not None and earlier.word == role.word and earlier.kind is role.kind:
        return True
    if role.kind is RoleKind.ORGAN and role.body and role.word != "ministry":
        return False  # 'the air force' is no army: it is the army's state's
    if role.sector == "MIL":
        return actor.sector == "MIL" and actor.country not in NOT_STATES and reference.sort in {"body", "people"}
    if role.sector in IRREGULAR and role.kind is RoleKind.PEOPLE:
        return actor.sector in {"REB", "UAF"} and reference.sort in {"body", "people"}
    if role.word == "ministry":
        return "ministry" in (actor.id or "")
    organ = role.kind is RoleKind.ORGAN and actor.sector == role.sector
    return organ and actor.country not in NOT_STATES and reference.sort == "body"


def _answers_group(role: Role, reference: Reference, actor: Actor) -> bool:
    """'The group' is a body that is no part of a state; 'the alliance', 'the agency' one between states."""
    state = actor.country not in NOT_STATES and actor.sector in STATE_PARTS
    if reference.sort != "body":
        return False
    if role.sector == "REB":
        return not state and actor.sector != "JRN"
    earlier = reference.role
    return actor.country in {"IGO", "NGO"} or (earlier is not None and earlier.word == role.word)


def _held_near(role: Role, reference: Reference, here: int) -> bool:
    """'The president' may be a person of a government who was named just before without a post."""
    actor = reference.actor
    if role.kind is not RoleKind.OFFICE or role.body not in HELD_NEAR or actor is None:
        return False
    near = reference.sort == "person" and here - reference.sentence <= NEAR
    return near and reference.role is None and actor.sector == "GOV"


def _host(scene: Scene) -> tuple[Actor, Basis] | None:
    """The state that a report is from or about: its date line's, else the one named clearly most."""
    counts: Counter[str] = Counter(scene.places.values())
    for hit in scene.hits:
        actor, kind = hit.name.actor, hit.name.kind
        if actor is not None and (kind in PLACE_NAMES or (kind is NameKind.BODY and actor.sector in ARMED)):
            counts[str(actor.country)] += 1
    return _dateline_or_leading(scene, counts)


def _ground(scene: Scene) -> tuple[Actor, Basis] | None:
    """The state on whose ground most happens: by the date line and the places, not by whose forces are named."""
    counts: Counter[str] = Counter(scene.places.values())
    for hit in scene.hits:
        actor = hit.name.actor
        if actor is not None and hit.name.kind in GROUND and not acts(scene, hit):
            counts[str(actor.country)] += 1
    return _dateline_or_leading(scene, counts)


def _dateline_or_leading(scene: Scene, counts: Counter[str]) -> tuple[Actor, Basis] | None:
    """The date line's state where it is one and is named often enough, else the one that leads clearly."""
    leading, line = _leading(scene, counts), set(_dateline_states(scene))
    if len(line) == 1:
        country = line.pop()
        if counts[country] * 2 >= max(counts.values(), default=0):
            return scene.actors.states[country].actor, Basis.DATELINE
    return (scene.actors.states[leading].actor, Basis.CONTEXT) if leading else None


def _dateline_states(scene: Scene) -> list[str]:
    line = (scene.document.report.dateline or "").title()
    named = [n.actor.country for _, _, n in scene.actors.find(line) if n.actor is not None and n.kind in NAMED]
    return [country for country in named if country in scene.actors.states]


def _leading(scene: Scene, counts: Counter[str]) -> str | None:
    """The state counted at least twice as often as any other."""
    ranked = [(country, n) for country, n in counts.most_common(4) if country in scene.actors.states]
    clear = ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
    return ranked[0][0] if clear else None
