"""A role in the text: 'the Ukrainian army', 'a spokesman for the group', 'President X'. Whose it is, who holds it."""

from dataclasses import dataclass

from onrecord.find.actor_compose import compose, part
from onrecord.find.actor_person import Persons, office_chain
from onrecord.find.actor_pronoun import refer_back
from onrecord.find.actor_resolve import Resolver, left_owners
from onrecord.find.actor_scene import NOUNS, PART, Hit, Reference, Scene
from onrecord.find.actor_state import state_again
from onrecord.model.mention import Actor
from onrecord.model.span import Basis
from onrecord.vocab.actor import NameKind, Role, RoleKind

PLURALS = {"NNPS", "NNS"}
PRIVATE = {"CVL", "REF", "MED"}  # their persons are not put on record: the group is enough
INDEFINITE = {"a", "an", "any", "no", "another", "some", "other", "several"}
DEFINITE = {"the", "this", "that", "these", "those", "both"}
HOSTED = {"the", "this", "local", "state"}
AGAIN_BARE = {"rebel", "rebels", "insurgent", "insurgents"}
ARMED = {"REB", "UAF", "CRM"}


@dataclass(frozen=True, slots=True)
class Owned:
    """Whose a role is: the owner, on what ground, and the token after the words that say so."""

    owner: Actor | None
    basis: Basis
    last: int


class Roles:
    """Reads role phrases of a scene."""

    def __init__(self, scene: Scene, persons: Persons) -> None:
        self.scene, self.persons = scene, persons
        self.resolver = Resolver(scene)
        self._names: dict[str, Actor] = {}

    def read(self, hit: Hit, role: Role, *, fresh: bool = False) -> Reference | None:
        """The reference of a role, kept in the scene; None where the words name nobody.

        `fresh`: a name stands beside it, so that it goes back to no earlier holder of the post.
        """
        scene = self.scene
        after = office_chain(scene, hit) if role.kind is RoleKind.OFFICE else hit.last
        named = self._name_beside(role, after)
        if named is None and not self.is_head(hit):
            return self._modifier(hit, role)
        if role.kind is RoleKind.PEOPLE and scene.document.tokens[scene.left_edge(hit.head, hit.first)].lower == "no":
            return None  # 'no civilian was hit': nobody is named
        span = scene.document.span(hit.first, named[1] if named else hit.last)
        head = scene.document.head_of(span) if named else hit.head
        if named is None and role.kind is RoleKind.OFFICE:
            named = self._name_later(hit)
        return self._phrase(hit, role, hit.head if head is None else head, named, fresh=fresh or named is not None)

    def _name_later(self, hit: Hit) -> tuple[int, int] | None:
        """'the leader of the group, Xyz Abc,': the name in apposition, where no table and no label knows it."""
        tokens, scene = self.scene.document.tokens, self.scene
        later = next((i for i in tokens[hit.head].children if tokens[i].dep == "appos" and i >= hit.last), None)
        if later is None or later in scene.at or tokens[later].tag != "NNP" or tokens[hit.head].tag == "NNS":
            return None
        first = later
        while first > hit.last and tokens[first - 1].head == later and tokens[first - 1].dep == "compound":
            first -= 1
        while first < later and first in scene.at and scene.at[first].name.role is not None:
            first = scene.at[first].last  # a rank
        labels = {tokens[i].entity for i in range(first, later + 1)}
        return None if first == later or labels & {"ORG", "GPE", "LOC", "FAC"} else (first, later + 1)

    def is_head(self, hit: Hit) -> bool:
        """Whether the role heads its phrase: 'the army said', not 'the army base'."""
        tokens, words = self.scene.document.tokens, self.scene.actors.words
        token = tokens[hit.head]
        if hit.name.role and hit.name.role.word in words.only_speaking:
            return token.dep == "nsubj" and tokens[token.head].lemma in words.reporting
        if token.pos not in NOUNS and token.tag not in {"NN", "NNS"}:
            return False
        joined = hit.last < len(tokens) and tokens[hit.last].dep == "cc"
        modifies = token.dep in PART and token.head >= hit.last and tokens[token.head].pos not in {"VERB", "AUX"}
        return joined or not modifies

    def _modifier(self, hit: Hit, role: Role) -> Reference | None:
        """'army shells', 'a junta jet', 'rebel positions': whose they are, where that can be told."""
        tokens, scene = self.scene.document.tokens, self.scene
        token = tokens[hit.head]
        modifying = role.word in scene.actors.words.modifying or role.body.endswith("ministry")
        noun = tokens[token.head]
        if role.word == "military":
            modifying = noun.lemma in scene.actors.words.utterances
        if not modifying or token.dep not in PART or noun.pos != "NOUN":
            return None
        following = scene.at.get(hit.last)
        if following is not None and following.name.role is not None:
            return None  # 'army spokesman' is read with the spokesman
        edge = scene.left_edge(hit.head, hit.first)
        first = min(edge, scene.left_edge(token.head, hit.first))
        owners = left_owners(scene, first, hit.first)
        if owners:
            actor: Actor | None = compose(owners[-1][1], role, scene.words(hit.first, hit.last), scene.actors)
            start = next(i for i in range(first, hit.first + 1) if i in scene.at)
            return scene.remember(Reference(hit.head, start, hit.last, actor, "body", role, party=owners[-1][1]))
        actor = self.resolver.same(role, hit.head)
        told = None if actor or role.sector in ARMED else self.resolver.context(role, hit.head)
        if told is not None:
            actor = compose(told[0], role, scene.words(hit.first, hit.last), scene.actors)
        if actor is None:
            return None
        return scene.remember(Reference(hit.head, hit.first, hit.last, actor, "body", role, Basis.CONTEXT))

    def _name_beside(self, role: Role, after: int) -> tuple[int, int] | None:
        """The name that follows a post or, for private persons, that is to be left out of the record."""
        tokens = self.scene.document.tokens
        if after >= len(tokens) or role.kind not in {RoleKind.OFFICE, RoleKind.PEOPLE}:
            return None
        unsure = role.kind is RoleKind.PEOPLE and role.sector not in PRIVATE | {"JRN", "GOV"}
        if unsure or (role.kind is RoleKind.PEOPLE and after not in self.scene.person_at):
            return None
        if not tokens[after].text[0].isupper() and tokens[after].lower not in {"al", "el", "bin", "ibn"}:
            return None
        if tokens[after].sentence != tokens[after - 1].sentence:
            return None
        return self.persons.name_after(after, self.scene.document.sentences[tokens[after].sentence].last)

    def _phrase(
        self, hit: Hit, role: Role, head: int, named: tuple[int, int] | None, *, fresh: bool
    ) -> Reference | None:
        scene = self.scene
        first = scene.left_edge(hit.head, hit.first)
        if named:
            first = min(first, scene.left_edge(head, hit.first))
        owners = left_owners(scene, first, hit.first)
        if len(owners) > 1 and self._are_joined(owners):
            return self._each(owners, role, hit, first, head)
        if owners and self._is_apart(owners[-1][0], hit.first):
            first, owners = owners[-1][0] + 1, []
        owned = self._owned(owners, hit, first, head, role)
        again = None
        if owned is None and not fresh:
            again = self._from_before(role, first, hit)
            if again is None and (role.kind is RoleKind.GROUP or role.word in scene.actors.words.needs_owner):
                return None
        if owned is None and again is None:
            again = self._other_name(hit)
        if owned is None:
            owned = self._hosted(hit, role, first) or Owned(None, Basis.STATED, hit.last)
        last = max(named[1] if named else hit.last, owned.last)
        words = scene.words(first, hit.last if named else owned.last)
        actor = again or compose(owned.owner, role, words, scene.actors)
        if again is None and self._is_past(first, hit.first):
            actor = Actor(actor.id, actor.name, actor.country, None)
        basis = Basis.CONTEXT if again else owned.basis
        party = part(owned.owner, role, scene.actors) if owned.owner else None
        reference = Reference(head, first, last, actor, _sort(role), role, basis, party)
        return self._keep(reference, named, role)

    def _is_apart(self, index: int, last: int) -> bool:
        """Whether an 'and' divides a name from the phrase: 'the UN and local authorities' are two."""
        tokens = self.scene.document.tokens
        named = self.scene.at.get(index - 1)
        noun = named is not None and named.name.kind is not NameKind.DEMONYM
        return noun and index < last and tokens[index].lower in {"and", "or", ","}

    def _owned(self, owners: list[tuple[int, Actor]], hit: Hit, first: int, head: int, role: Role) -> Owned | None:
        """The owner that the phrase names: before the role, by a possessive, or after it."""
        if owners:
            return Owned(owners[0 if role.body == "envoy" else -1][1], Basis.STATED, hit.last)
        if self._is_appointed(first, hit.first):
            return None
        possessor = self._possessor(first, hit.first)
        if possessor is not None:
            return Owned(possessor, Basis.CONTEXT, hit.last)
        for governor in (hit.head, head):
            right = self.resolver.right_owner(governor, role)
            if right is not None:
                return Owned(right[0], Basis.STATED, right[1])
        return None

    def _possessor(self, first: int, last: int) -> Actor | None:
        """The owner behind 'its', 'his', 'their', 'the country's' among the modifiers."""
        for index in range(first, last):
            hit = self.scene.at.get(index)
            role = hit.name.role if hit is not None else None
            if hit is not None and role is not None and role.kind is RoleKind.STATE:
                state = state_again(self.scene, hit, role)
                return state.actor if state else None
            if hit is not None and role is not None and role.kind is RoleKind.ORGAN and hit.last <= last:
                marked = hit.last < last and self.scene.document.tokens[hit.last].tag == "POS"
                beside = hit.last == last and role.word in self.scene.actors.words.modifying  # "junta jets"
                return self.resolver.same(role, hit.head) if marked or beside else None
            if self.scene.document.tokens[index].tag == "PRP$":
                reference = self.scene.refs.get(index) or refer_back(self.scene, index)
                return self.scene.party_of(reference) if reference else None
        return None

    def _hosted(self, hit: Hit, role: Role, first: int) -> Owned | None:
        """The owner that the report's place gives, where the phrase may be taken for somebody of that state."""
        if self._is_unowned(first, hit.first) or not self._is_definite(first, role):
            return None
        if self._is_proper(hit):
            return None
        told = self.resolver.context(role, hit.head)
        return Owned(told[0], told[1], hit.last) if told else None

    def _is_unowned(self, first: int, last: int) -> bool:
        """Whether a modifier says that somebody else's are meant: 'Western officials'."""
        tokens, words = self.scene.document.tokens, self.scene.actors.words
        return any(
            tokens[i].lower in words.unowned | words.appointed or tokens[i].tag in {"PRP$", "POS"}
            for i in range(first, last)
        )

    def _is_appointed(self, first: int, last: int) -> bool:
        """'Russian-installed officials in X' are neither state's by name."""
        words = self.scene.actors.words
        return any(self.scene.document.tokens[i].lower in words.appointed for i in range(first, last))

    def _is_past(self, first: int, last: int) -> bool:
        return any(self.scene.document.tokens[i].lower in self.scene.actors.words.past for i in range(first, last))

    def _is_definite(self, first: int, role: Role) -> bool:
        """Whether the phrase may be taken for somebody of the report's own state."""
        opening = self.scene.document.tokens[first].lower
        if opening in INDEFINITE:
            return role.body == "spokesman" or role.scope == "local"
        held = opening in HOSTED or role.scope == "local" or role.kind is not RoleKind.PEOPLE
        if role.sector == "MIL" and role.kind is RoleKind.PEOPLE and not held:
            host = self.resolver.host
            return host is not None and host[1] is Basis.CONTEXT
        return role.sector not in ARMED and role.scope != "ngo" and held

    def _from_before(self, role: Role, first: int, hit: Hit) -> Actor | None:
        """The actor that an earlier phrase named: 'the ministry', 'the rebels', 'the group'."""
        opening = self.scene.document.tokens[first].lower
        last_word = role.word.split()[-1]
        bare = opening not in DEFINITE and role.kind is RoleKind.PEOPLE
        if bare and role.sector != "MIL" and last_word not in AGAIN_BARE:
            return None
        if opening in INDEFINITE or "federal" in role.word or self._is_unowned(first, hit.first):
            return None
        if (role.kind is RoleKind.GROUP and opening not in DEFINITE) or self._is_proper(hit):
            return None
        if role.body == "governor" and self.resolver.names_place(hit.head):
            return None  # 'In Kherson, the regional governor' is not the governor named before
        actor = self.resolver.same(role, hit.head, alone=bare)
        whole = role.kind is RoleKind.ORGAN and not role.body and actor is not None and actor.sector == role.sector
        state = self.scene.state_of(actor) if whole else None
        return compose(state, role, role.word, self.scene.actors) if state else actor  # not one branch, but the army

    def _other_name(self, hit: Hit) -> Actor | None:
        """'the National Liberation Army (ELN)', and the same words later: a name that a known short one explains."""
        if not self._is_proper(hit):
            return None
        tokens, scene = self.scene.document.tokens, self.scene
        words = scene.words(hit.first - 1, hit.last).lower()
        after = hit.last + 1 + (hit.last + 1 < len(tokens) and tokens[hit.last + 1].lower == "or")
        short = scene.at.get(after) if hit.last < len(tokens) and tokens[hit.last].text in {"(", ","} else None
        if short is not None and short.first == after and short.name.kind is NameKind.BODY and short.name.actor:
            self._names[words] = short.name.actor
        return self._names.get(words)

    def _is_proper(self, hit: Hit) -> bool:
        """Whether the role is the end of a longer name that nobody knows: 'the Lawyers Network'."""
        tokens = self.scene.document.tokens
        before = hit.first - 1
        if hit.name.role is not None and hit.name.role.kind is RoleKind.GROUP and tokens[hit.first].text[0].isupper():
            opens = hit.first == self.scene.document.sentences[tokens[hit.first].sentence].first
            goes_on = (
                hit.last < len(tokens) and tokens[hit.last].pos == "ADP" and tokens[hit.last].lower in {"of", "for"}
            )
            return not opens and (goes_on or tokens[before].tag != "DT")
        proper = tokens[hit.head].text[0].isupper() and before >= 0 and tokens[before].pos == "PROPN"
        return proper and tokens[before].head == hit.head and before not in self.scene.at

    def _keep(self, reference: Reference, named: tuple[int, int] | None, role: Role) -> Reference:
        tokens = self.scene.document.tokens
        reference.plural = tokens[reference.head].tag in PLURALS
        if named is not None:
            self.name(reference, " ".join(self.scene.words(*named).split()), role)
        return self.scene.remember(reference)

    def name(self, reference: Reference, name: str, role: Role) -> None:
        """Puts the name of a post's holder on record; a private person's is left out."""
        actor = reference.actor
        if role.kind is RoleKind.OFFICE and actor is not None:
            known = None if reference.basis is Basis.STATED else self.persons.known(name)
            told = known or actor
            reference.actor = self.persons.full(name, told.country, told.sector)
        else:
            self.persons.note(name.split(), None)
        reference.sort = "person"
        reference.plural = False

    def _are_joined(self, owners: list[tuple[int, Actor]]) -> bool:
        """Whether two owners stand side by side: 'American and British warships'."""
        (one, first), (_, second) = owners[-2:]
        return self.scene.document.tokens[one].lower in {"and", "or", ",", "&"} and first.country != second.country

    def _each(self, owners: list[tuple[int, Actor]], role: Role, hit: Hit, first: int, head: int) -> Reference:
        """One reference for each of the joined owners; the last one holds the role's own words."""
        scene, start = self.scene, first
        for end, owner in owners[:-1]:
            actor = compose(owner, role, scene.words(hit.first, hit.last), scene.actors)
            scene.remember(Reference(end - 1, start, end, actor, "people", role, party=owner, plural=True))
            start = end + 1
        owner = owners[-1][1]
        actor = compose(owner, role, scene.words(hit.first, hit.last), scene.actors)
        return scene.remember(Reference(head, start, hit.last, actor, "people", role, party=owner, plural=True))


def _sort(role: Role) -> str:
    if role.kind in {RoleKind.ORGAN, RoleKind.GROUP}:
        return "body"
    return "office" if role.kind is RoleKind.OFFICE else "people"
