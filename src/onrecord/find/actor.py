"""Who acts: states, forces, groups, organisations, media and persons, by name, by part and by what refers back.

Goes through the names and nouns of a document from left to right, so that later words can go back to earlier ones.
The two sides of a war are never told apart by a rule: all names come from tables, all rules from the parse.
"""

from onrecord.find.actor_compose import compose
from onrecord.find.actor_person import Persons, office_chain
from onrecord.find.actor_position import acts
from onrecord.find.actor_pronoun import refer_back
from onrecord.find.actor_resolve import Resolver, left_owners
from onrecord.find.actor_scene import NOUNS, PART, Hit, Reference, Scene, set_scene
from onrecord.model.document import Document
from onrecord.model.mention import Actor, Kind, Mention
from onrecord.model.report import Issue
from onrecord.model.span import Basis
from onrecord.vocab import Vocab
from onrecord.vocab.actor import NameKind, Role, RoleKind

PEOPLE_TAGS = {"NNPS", "NNS"}
UNNAMED = {"CVL", "REF", "MED"}  # their persons are private: the group is enough


def find_actors(
    document: Document, vocab: Vocab, found: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], tuple[Issue, ...]]:
    """Mentions of actors, pronouns that could be resolved included, and what could not be told."""
    scene = set_scene(document, vocab.actors, found)
    reader = _Reader(scene)
    reader.read()
    return tuple(reader.mentions()), ()


class _Reader:
    """One pass over a scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.persons = Persons(scene)
        self.resolver = Resolver(scene)
        self.done: set[int] = set()

    def read(self) -> None:
        """Reads names, roles, persons and pronouns in the order in which they stand."""
        entities = {e.first: e for e in self.scene.document.entities if e.label == "PERSON"}
        for token in self.scene.document.tokens:
            index = token.index
            hit = self.scene.at.get(index)
            if index in self.done:
                continue
            if hit is not None and hit.first == index:
                self._hit(hit)
            elif index in entities:
                self._unknown(entities[index].first, entities[index].last)
            elif token.tag in {"PRP", "PRP$"}:
                refer_back(self.scene, index)
            elif token.tag == "NNP" and token.text[0].isupper():
                self._later_name(index)

    def mentions(self) -> list[Mention]:
        """What was found, as mentions."""
        found: list[Mention] = []
        end = 0
        for reference in sorted(self.scene.order, key=lambda r: (r.first, -r.last)):
            replaced = self.scene.refs.get(reference.head) is not reference
            if reference.hidden or replaced or reference.last <= end:
                continue  # a name within a longer phrase: the longer one is the mention
            end = reference.last
            span = self.scene.document.span(reference.first, reference.last)
            for actor in (reference.actor, *reference.others):
                found.append(Mention(Kind.ACTOR, span, actor, reference.head, reference.basis))
        return found

    def _hit(self, hit: Hit) -> None:
        kind = hit.name.kind
        if kind is NameKind.ROLE:
            self._role(hit)
        elif kind is NameKind.PERSON:
            self._person(hit)
        elif kind is NameKind.REGION:
            return
        else:
            self._named(hit)

    def _named(self, hit: Hit) -> None:
        """A state, demonym, city, seat or body by its name."""
        scene, tokens = self.scene, self.scene.document.tokens
        token, kind = tokens[hit.head], hit.name.kind
        if self._owns_a_role(hit) or self._within_a_name(hit):
            return
        if kind in {NameKind.STATE, NameKind.CITY, NameKind.SEAT} and not acts(scene, hit):
            return
        if kind is NameKind.DEMONYM and token.dep not in PART and token.tag not in PEOPLE_TAGS and token.pos != "PROPN":
            return
        modifier = token.dep in PART and hit.last - 1 < token.head
        first = (
            hit.first
            if modifier or (kind is NameKind.DEMONYM and token.tag not in PEOPLE_TAGS)
            else scene.left_edge(hit.head, hit.first)
        )
        last = hit.last
        sort = "state" if kind in {NameKind.STATE, NameKind.DEMONYM, NameKind.CITY, NameKind.SEAT} else "body"
        scene.remember(Reference(hit.head, first, last, hit.name.actor, sort))

    def _owns_a_role(self, hit: Hit) -> bool:
        """Whether the name is a modifier that the mention of a role will hold."""
        tokens = self.scene.document.tokens
        above = tokens[hit.head].head
        if above == hit.head or not (tokens[hit.head].dep in PART or tokens[hit.head].dep == "poss"):
            return False
        return False

    def _within_a_name(self, hit: Hit) -> bool:
        """Whether one word of a person's or organisation's longer name happens to be a name: 'Michael Jordan'."""
        tokens = self.scene.document.tokens
        if hit.last - hit.first > 1 or hit.name.kind in {NameKind.DEMONYM}:
            return False
        inside = hit.head in self.scene.person_at
        beside = (hit.first > 0 and tokens[hit.first - 1].entity == "PERSON") or (
            hit.last < len(tokens) and tokens[hit.last].entity == "PERSON" and tokens[hit.last].pos == "PROPN"
        )
        return inside and beside

    def _role(self, hit: Hit) -> None:
        scene, role = self.scene, hit.name.role
        if role is None:
            return
        if role.kind is RoleKind.STATE:
            self._state_again(hit)
            return
        after = office_chain(scene, hit) if role.kind is RoleKind.OFFICE else hit.last
        named = self._name_beside(role, after)
        head = scene.document.head_of(scene.document.span(hit.first, named[1])) if named else hit.head
        head = hit.head if head is None else head
        if named is None and not self._is_head(hit):
            return
        self._phrase(hit, role, head, named)

    def _name_beside(self, role: Role, after: int) -> tuple[int, int] | None:
        """The name that follows a post or, for private persons, that is to be left out of the record."""
        tokens = self.scene.document.tokens
        if after >= len(tokens) or role.kind not in {RoleKind.OFFICE, RoleKind.PEOPLE}:
            return None
        if role.kind is RoleKind.PEOPLE and (
            role.sector not in UNNAMED | {"JRN", "GOV"} or after not in self.scene.person_at
        ):
            return None
        if not tokens[after].text[0].isupper() and tokens[after].lower not in {"al", "el", "bin", "ibn"}:
            return None
        sentence = self.scene.document.sentences[tokens[after - 1].sentence]
        return self.persons.name_after(after, sentence.last)

    def _is_head(self, hit: Hit) -> bool:
        """Whether the role heads its phrase: 'the army said', not 'the army base'."""
        tokens = self.scene.document.tokens
        token = tokens[hit.head]
        words = self.scene.actors.words
        if hit.name.role and hit.name.role.word in words.only_speaking:
            return token.dep == "nsubj" and tokens[token.head].lemma in words.reporting
        if token.pos not in NOUNS and token.tag not in {"NN", "NNS"}:
            return False
        return not (token.dep in PART and token.head >= hit.last)

    def _phrase(self, hit: Hit, role: Role, head: int, named: tuple[int, int] | None) -> None:
        """A role with its owner, and the person who holds it where a name follows."""
        scene = self.scene
        first = scene.left_edge(hit.head, hit.first)
        if named:
            first = min(first, scene.left_edge(head, hit.first))
        owners = left_owners(scene, first, hit.first)
        basis, last = Basis.STATED, named[1] if named else hit.last
        if len(owners) > 1 and self._joined(owners, hit):
            self._each(owners, role, hit, first, head)
            return
        owner = owners[-1][1] if owners else None
        if owner is None:
            possessor = self._possessor(first, hit.first)
            if possessor is not None:
                owner, basis = possessor, Basis.CONTEXT
        if owner is None:
            right = self.resolver.right_owner(hit.head, role) or (
                self.resolver.right_owner(head, role) if head != hit.head else None
            )
            if right is not None:
                owner, last = right[0], max(last, right[1])
        again = None
        if owner is None and named is None:
            again = self._from_before(role, first, hit)
            if (again is None and role.word in scene.actors.words.needs_owner) or (
                role.kind is RoleKind.GROUP and again is None
            ):
                return
        if again is not None:
            actor, basis = again
        elif owner is None and self._unowned(first, hit.first):
            actor = compose(None, role, scene.words(first, hit.last), scene.actors)
        elif owner is None:
            told = self.resolver.context(role, hit.head) if self._is_definite(first, hit) else None
            basis = told[1] if told else basis
            actor = compose(told[0] if told else None, role, scene.words(first, hit.last), scene.actors)
        else:
            actor = compose(owner, role, scene.words(first, last if not named else hit.last), scene.actors)
        self._keep(
            Reference(head, first, last, actor, "office" if role.kind is RoleKind.OFFICE else "people", role, basis),
            named,
            role,
        )

    def _keep(self, reference: Reference, named: tuple[int, int] | None, role: Role) -> None:
        tokens = self.scene.document.tokens
        reference.plural = tokens[reference.head].tag in PEOPLE_TAGS
        if role.kind in {RoleKind.ORGAN, RoleKind.GROUP}:
            reference.sort = "body"
        if named:
            self.done.update(range(reference.first, named[1]))
            actor = reference.actor
            if role.kind is RoleKind.OFFICE and actor is not None:
                name = self.scene.words(*named)
                reference.actor = self.persons.full(" ".join(name.split()), actor.country, actor.sector)
            elif actor is not None:
                self.persons.note(self.scene.words(*named).split(), None)
            reference.sort = "person"
        else:
            self.done.update(range(reference.head, reference.last))
        self.scene.remember(reference)

    def _joined(self, owners: list[tuple[int, Actor]], hit: Hit) -> bool:
        """Whether two owners stand side by side: 'American and British warships'."""
        tokens = self.scene.document.tokens
        (one, first), (_, second) = owners[-2:]
        return tokens[one].lower in {"and", "or", ",", "&"} and first.country != second.country

    def _each(self, owners: list[tuple[int, Actor]], role: Role, hit: Hit, first: int, head: int) -> None:
        words = self.scene.words(hit.first, hit.last)
        start = first
        for number, (end, owner) in enumerate(owners):
            final = number == len(owners) - 1
            actor = compose(owner, role, words, self.scene.actors)
            self.scene.remember(
                Reference(
                    head if final else end - 1, start, hit.last if final else end, actor, "people", role, plural=True
                )
            )
            start = end + 1
        self.done.update(range(first, hit.last))

    def _possessor(self, first: int, last: int) -> Actor | None:
        """The owner behind 'its', 'his', 'their' among the modifiers."""
        for index in range(first, last):
            if self.scene.document.tokens[index].tag == "PRP$":
                reference = self.scene.refs.get(index) or refer_back(self.scene, index)
                return reference.actor if reference else None
        return None

    def _unowned(self, first: int, last: int) -> bool:
        tokens, words = self.scene.document.tokens, self.scene.actors.words
        return any(tokens[i].lower in words.unowned or tokens[i].tag in {"PRP$", "POS"} for i in range(first, last))

    def _is_definite(self, first: int, hit: Hit) -> bool:
        """Whether the phrase may be taken for somebody of the report's own state."""
        tokens, role = self.scene.document.tokens, hit.name.role
        if role is None or tokens[first].lower in {"a", "an", "any", "no", "another", "some"}:
            return role is not None and role.body in {"spokesman"}
        return role.sector not in {"REB", "UAF", "CRM"} and (
            tokens[first].lower in {"the", "this", "local", "state"}
            or role.scope == "local"
            or role.kind is not RoleKind.PEOPLE
        )

    def _from_before(self, role: Role, first: int, hit: Hit) -> tuple[Actor, Basis] | None:
        tokens = self.scene.document.tokens
        bare = tokens[first].lower not in {"the", "this", "that", "these", "those", "both"}
        if (
            bare
            and role.kind is RoleKind.PEOPLE
            and role.sector != "MIL"
            and role.word.split()[-1] not in {"rebel", "insurgent", "rebels"}
        ):
            return None
        if "federal" in role.word:
            return None
        if tokens[first].lower in {"a", "an", "any", "no", "another", "some", "other", "several"} or self._unowned(
            first, hit.first
        ):
            return None
        actor = self.resolver.same(role, hit.head)
        return (actor, Basis.CONTEXT) if actor is not None else None

    def _state_again(self, hit: Hit) -> None:
        """'the country', 'his country', 'the attacked country': a state named before."""
        scene, tokens, role = self.scene, self.scene.document.tokens, hit.name.role
        if role is None or not self._is_head(hit) or role.body == "relation" or tokens[hit.head].tag == "NNS":
            return
        first = scene.left_edge(hit.head, hit.first)
        opening = tokens[first]
        if opening.tag == "PRP$":
            reference = scene.refs.get(first) or refer_back(scene, first)
            owner = reference.actor if reference else None
            state = scene.actors.states.get(owner.country or "") if owner else None
            actor = state.actor if state and not role.body else None
        elif opening.lower in {"the", "this", "that"} and tokens[hit.head].children:
            actor = self._last_state(hit.head, {"attacked": 0, "neighbour": 1}.get(role.body, 0))
        else:
            return
        above = tokens[tokens[hit.head].head]
        locative = tokens[hit.head].dep == "pobj" and above.lower in scene.actors.words.locative | {"of"}
        if actor is not None and not locative:
            scene.remember(Reference(hit.head, first, hit.last, actor, "state", basis=Basis.CONTEXT))

    def _last_state(self, head: int, skip: int) -> Actor | None:
        sentence = self.scene.document.tokens[head].sentence
        for reference in self.scene.earlier(head):
            country = reference.actor.country if reference.actor else None
            state = self.scene.actors.states.get(country or "")
            if state is not None and not (skip and reference.sentence == sentence):
                return state.actor
        return None

    def _person(self, hit: Hit) -> None:
        """A person of the vocabulary by name."""
        scene, tokens = self.scene, self.scene.document.tokens
        before = hit.first - 1
        single = hit.last - hit.first == 1
        if (
            single
            and before >= 0
            and tokens[before].pos == "PROPN"
            and before not in scene.at
            and tokens[before].head == hit.head
        ):
            return
        told, actor = self.persons.again(scene.words(hit.first, hit.last))
        actor = actor if told else hit.name.actor
        if actor is not None and not told:
            self.persons.note(scene.words(hit.first, hit.last).split(), actor)
        if tokens[hit.head].dep in PART and tokens[hit.head].head >= hit.last:
            first = hit.first
        else:
            first = scene.left_edge(hit.head, hit.first)
        scene.remember(Reference(hit.head, first, hit.last, actor, "person"))
        self.done.update(range(hit.first, hit.last))

    def _unknown(self, first: int, last: int) -> None:
        """A person without a post: known if told earlier, or if an apposition tells the post."""
        scene = self.scene
        words = scene.words(first, last).split()
        told, actor = self.persons.again(" ".join(words))
        if not told:
            told, actor = self.persons.again(words[-1])
        head = scene.document.head_of(scene.document.span(first, last))
        if head is None:
            return
        if not told:
            self.persons.note(words, None)
        self.done.update(range(first, last))
        scene.remember(Reference(head, first, last, actor, "person", hidden=actor is None))

    def _later_name(self, index: int) -> None:
        """A family name that was told with its post before."""
        scene, tokens = self.scene, self.scene.document.tokens
        told, actor = self.persons.again(tokens[index].text)
        if told and actor is not None and tokens[index].dep not in {"compound"}:
            first = index
            while (
                first > 0
                and tokens[first - 1].dep in {"compound", "punct"}
                and tokens[first - 1].head == index
                and tokens[first - 1].pos == "PROPN"
            ):
                first -= 1
            scene.remember(Reference(index, first, index + 1, actor, "person"))
