"""Who acts: states, forces, groups, organisations, media and persons, by name, by part and by what refers back.

Goes through the names and nouns of a document from left to right, so that later words can go back to earlier ones.
The two sides of a war are never told apart by a rule: all names come from tables, all rules from the parse.
"""

from onrecord.find.actor_pair import both
from onrecord.find.actor_person import Persons
from onrecord.find.actor_position import acts
from onrecord.find.actor_pronoun import OURS, OWN, refer_back
from onrecord.find.actor_role import PLURALS, PRIVATE, Roles
from onrecord.find.actor_scene import PART, Hit, Reference, Scene, set_scene
from onrecord.find.actor_state import state_again
from onrecord.model.document import Document, Entity
from onrecord.model.mention import Actor, Kind, Mention
from onrecord.model.report import Issue
from onrecord.model.span import Basis
from onrecord.vocab import Vocab
from onrecord.vocab.actor import NameKind, RoleKind

PLACED = {NameKind.STATE, NameKind.CITY, NameKind.SEAT}
FIRST_PERSON = OWN | OURS


def find_actors(
    document: Document, vocab: Vocab, found: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], tuple[Issue, ...]]:
    """Mentions of actors, pronouns that could be resolved included, and what could not be told."""
    reading = _Reading(set_scene(document, vocab.actors, found))
    reading.read()
    return tuple(reading.mentions()), tuple(reading.untold())


class _Reading:
    """One pass over a scene, and a second one for those who speak of themselves."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.persons = Persons(scene)
        self.roles = Roles(scene, self.persons)
        self.done: set[int] = set()
        self.put_off: list[Hit] = []

    def read(self) -> None:
        """Reads names, roles, persons and pronouns in the order in which they stand."""
        entities = {e.first: e for e in self.scene.document.entities if e.label == "PERSON"}
        own: list[int] = []
        for token in self.scene.document.tokens:
            index = token.index
            hit = self.scene.at.get(index)
            if index in self.done:
                continue
            if hit is not None and hit.first == index:
                self._hit(hit)
            elif index in entities and self._is_new(entities[index]):
                self._unknown(entities[index])
            elif token.tag in {"PRP", "PRP$"}:
                if token.lower in FIRST_PERSON:
                    own.append(index)
                elif index not in self.scene.refs:
                    refer_back(self.scene, index)
            elif token.lower in self.scene.actors.words.paired:
                both(self.scene, index)
            elif token.tag == "NNP" and token.text[0].isupper():
                self._later_name(index)
        for index in own:
            refer_back(self.scene, index)
        for hit in self.put_off:
            self._role(hit)

    def mentions(self) -> list[Mention]:
        """What was found, as mentions; a name within a longer phrase gives way to the phrase."""
        found: list[Mention] = []
        end = 0
        for reference in sorted(self.scene.order, key=lambda r: (r.first, -r.last)):
            replaced = self.scene.refs.get(reference.head) is not reference
            if reference.hidden or replaced or reference.last <= end:
                continue
            end = reference.last
            span = self.scene.document.span(reference.first, reference.last)
            for actor in (reference.actor, *reference.others):
                found.append(Mention(Kind.ACTOR, span, actor, reference.head, reference.basis))
        return found

    def untold(self) -> list[Issue]:
        """The armies, governments and ministries of which it cannot be told whose they are."""
        issues = []
        for reference in self.scene.order:
            organ = reference.role is not None and reference.role.kind is RoleKind.ORGAN
            if organ and not reference.hidden and reference.actor is not None and reference.actor.country is None:
                words = self.scene.words(reference.first, reference.last)
                span = self.scene.document.span(reference.first, reference.last)
                issues.append(Issue("actor_unsure", "find", span, f"{words}: it cannot be told of which state"))
        return issues

    def _hit(self, hit: Hit) -> None:
        kind = hit.name.kind
        if kind is NameKind.ROLE:
            self._role(hit)
        elif kind is NameKind.PERSON:
            self._person(hit)
        elif kind is not NameKind.REGION:
            self._named(hit)

    def _named(self, hit: Hit) -> None:
        """A state, demonym, city, seat or body by its name."""
        scene, kind = self.scene, hit.name.kind
        token = scene.document.tokens[hit.head]
        if self._is_within_a_name(hit) or self._is_medium(hit) or (kind in PLACED and not acts(scene, hit)):
            return
        adjective = kind is NameKind.DEMONYM and token.tag not in PLURALS
        modifier = token.dep in PART and token.head >= hit.last
        if adjective and not modifier and token.pos != "PROPN":
            return
        if self._only_linked(hit):
            return
        first = hit.first if modifier or adjective else scene.left_edge(hit.head, hit.first)
        sort = "state" if kind in PLACED or kind is NameKind.DEMONYM else "body"
        reference = Reference(hit.head, first, hit.last, hit.name.actor, sort)
        reference.plural = kind is NameKind.DEMONYM and not adjective
        scene.remember(reference)

    def _only_linked(self, hit: Hit) -> bool:
        """'The Al Qaeda-linked group': another group than the one it is linked to."""
        tokens, last = self.scene.document.tokens, hit.last
        linked = (
            last + 1 < len(tokens) and tokens[last].text == "-" and tokens[last].sentence == tokens[hit.head].sentence
        )
        return linked and tokens[last + 1].lower in self.scene.actors.words.linked

    def _is_within_a_name(self, hit: Hit) -> bool:
        """Whether one word of a longer name of a person happens to be a name: 'Michael Jordan'."""
        tokens = self.scene.document.tokens
        if hit.last - hit.first > 1 or hit.name.kind is NameKind.DEMONYM or hit.head not in self.scene.person_at:
            return False
        before = hit.first > 0 and tokens[hit.first - 1].entity == "PERSON"
        after = hit.last < len(tokens) and tokens[hit.last].entity == "PERSON" and tokens[hit.last].pos == "PROPN"
        return before or after

    def _is_medium(self, hit: Hit) -> bool:
        """'Media Congo', 'Radio Mali': a medium called after a state is not the state; it is put on record itself."""
        scene, tokens = self.scene, self.scene.document.tokens
        before = hit.first - 1
        if hit.name.kind not in PLACED or before < 0 or tokens[before].head != hit.head:
            return False
        if not tokens[before].text[0].isupper() or tokens[before].lower not in scene.actors.words.media:
            return False
        actor = Actor(None, scene.words(before, hit.last), hit.name.actor.country if hit.name.actor else None, "JRN")
        first = scene.left_edge(hit.head, hit.first)
        scene.remember(Reference(hit.head, first, hit.last, actor, "body"))
        return True

    def _role(self, hit: Hit) -> None:
        role = hit.name.role
        tokens = self.scene.document.tokens
        if role is None:
            return
        if tokens[hit.head].lower in self.scene.actors.words.paired and both(self.scene, hit.head) is not None:
            return
        if role.kind is RoleKind.STATE:
            state_again(self.scene, hit, role)
            return
        if self._is_same(hit) or self._is_named(hit):
            return
        ours = any(tokens[i].lower in OURS for i in tokens[hit.head].children if tokens[i].tag == "PRP$")
        if ours and hit not in self.put_off:
            self.put_off.append(hit)
            return
        reference = self.roles.read(hit, role)
        if reference is None:
            return
        self.done.update(range(hit.first, reference.last))
        if reference.sort == "person":
            self._second_post(reference)
        elif tokens[reference.head].dep == "appos" and reference.sort == "office":
            self._name_before(reference)

    def _is_named(self, hit: Hit) -> bool:
        """'the Lebanese armed group Hezbollah': the name after a class noun says who it is."""
        scene, role = self.scene, hit.name.role
        tokens = scene.document.tokens
        article = hit.last < len(tokens) and tokens[hit.last].lower == "the"
        start = hit.last + article
        after = scene.at.get(start)
        if after is None or after.first != start or after.name.kind is not NameKind.BODY or role is None:
            return False
        if role.kind not in {RoleKind.GROUP, RoleKind.PEOPLE} or tokens[hit.head].tag == "NNS":
            return False
        first = scene.left_edge(hit.head, hit.first)
        head = scene.document.head_of(scene.document.span(hit.first, after.last))
        reference = Reference(after.head if head is None else head, first, after.last, after.name.actor, "body", role)
        scene.remember(reference)
        self.done.update(range(hit.first, after.last))
        return True

    def _is_same(self, hit: Hit) -> bool:
        """'Hezbollah, a militia,': a class noun in apposition is the one named; 'the militia' will go back to it."""
        tokens, role = self.scene.document.tokens, hit.name.role
        named = self.scene.refs.get(tokens[hit.head].head) if tokens[hit.head].dep == "appos" else None
        if hit.first > 1 and tokens[hit.first - 1].text == ")":
            named = self.scene.refs.get(hit.first - 2)  # 'the Rapid Support Forces (RSF) paramilitary group'
        if named is None or role is None or named.sort != "body" or named.head > hit.head:
            return False
        if role.kind not in {RoleKind.GROUP, RoleKind.PEOPLE, RoleKind.ORGAN} or tokens[hit.head].tag == "NNS":
            return False
        self.scene.remember(Reference(hit.head, hit.first, hit.last, named.actor, "body", role, hidden=True))
        self.done.update(range(hit.first, hit.last))
        return True

    def _second_post(self, person: Reference) -> None:
        """'General X, the group's military commander': the post that names an owner says whose he is."""
        tokens = self.scene.document.tokens
        after = next((i for i in tokens[person.head].children if tokens[i].dep == "appos" and i >= person.last), None)
        hit = self.scene.at.get(after) if after is not None else None
        if hit is None or hit.name.role is None or hit.name.role.kind is not RoleKind.OFFICE or person.actor is None:
            return
        post = self.roles.read(hit, hit.name.role, fresh=True)
        if post is None or post.actor is None or post.sort == "person" or post.plural:
            return
        self.done.update(range(hit.first, post.last))
        post.hidden = True
        person.last = max(person.last, post.last)
        if person.basis is not Basis.STATED or person.actor.country is None:
            whose = Actor(person.actor.id, person.actor.name, post.actor.country, post.actor.sector)
            person.actor, person.party, person.basis = whose, post.party, post.basis
            self.persons.note(whose.name.split(), whose)

    def _name_before(self, post: Reference) -> None:
        """'Xyz Abc, a spokesman for the group': a name that the model took for no person's."""
        tokens = self.scene.document.tokens
        head = tokens[post.head].head
        if head in self.scene.refs or head in self.scene.at or tokens[head].tag != "NNP" or head > post.head:
            return
        first = head
        while first > 0 and tokens[first - 1].head == head and tokens[first - 1].tag == "NNP":
            first -= 1
        if first in self.scene.at or (tokens[head].entity in {"ORG", "GPE", "LOC", "FAC"} and first == head):
            return
        person = self.scene.remember(Reference(head, first, head + 1, None, "person", hidden=True))
        self._join(person, post, " ".join(self.scene.words(first, head + 1).split()))

    def _person(self, hit: Hit) -> None:
        """A person of the vocabulary by name, unless the report has named another one so."""
        scene, tokens = self.scene, self.scene.document.tokens
        before = hit.first - 1
        longer = before >= 0 and tokens[before].pos == "PROPN" and before not in scene.at
        if hit.last - hit.first == 1 and longer and tokens[before].head == hit.head:
            return
        words = scene.words(hit.first, hit.last).split()
        told, actor = self.persons.again(" ".join(words))
        if not told:
            actor = hit.name.actor
            self.persons.note(words, actor)
        modifier = tokens[hit.head].dep in PART and tokens[hit.head].head >= hit.last
        first = hit.first if modifier else scene.left_edge(hit.head, hit.first)
        scene.remember(Reference(hit.head, first, hit.last, actor, "person", hidden=actor is None))
        self._with_post(hit.head, hit.first, hit.last)
        self.done.update(range(hit.first, hit.last))

    def _is_new(self, entity: Entity) -> bool:
        """Whether the model's person is not one of our names under another label."""
        return not any(i in self.scene.at for i in range(entity.first, entity.last))

    def _unknown(self, entity: Entity) -> None:
        """A person whom no table knows: told earlier, or with a post in apposition; else somebody not on record."""
        scene = self.scene
        last = entity.last - (scene.document.tokens[entity.last - 1].tag == "POS")
        words = scene.words(entity.first, last).split()
        told, actor = self.persons.again(" ".join(words))
        if not told:
            told, actor = self.persons.again(words[-1])
        head = scene.document.head_of(scene.document.span(entity.first, last))
        if head is None:
            return
        self.done.update(range(entity.first, last))
        scene.remember(Reference(head, entity.first, last, actor, "person", hidden=actor is None))
        if not told:
            self.persons.note(words, None)
        self._with_post(head, entity.first, last)

    def _with_post(self, head: int, first: int, last: int) -> None:
        """Joins a person with the post beside it: 'X, a spokesman for Y' and 'the defence secretary, X'."""
        scene, tokens = self.scene, self.scene.document.tokens
        post = scene.refs.get(tokens[head].head) if tokens[head].dep == "appos" else None
        after = next((i for i in tokens[head].children if tokens[i].dep == "appos" and i >= last), None)
        if post is None and after is not None and after in scene.at and scene.at[after].name.role is not None:
            hit = scene.at[after]
            if hit.name.role is not None and hit.name.role.kind in {RoleKind.OFFICE, RoleKind.PEOPLE}:
                post = self.roles.read(hit, hit.name.role, fresh=True)
                self.done.update(range(hit.first, post.last if post else hit.last))
        if post is None and scene.refs[head].actor is None:
            post = self._post_before(first)
        if post is None or post.role is None or post.sort == "person" or post.plural:
            return
        if post.role.kind is RoleKind.OFFICE or post.role.sector in PRIVATE:
            self._join(scene.refs[head], post, " ".join(scene.words(first, last).split()))

    def _post_before(self, first: int) -> Reference | None:
        """'Minister for the Middle East, X said', 'by Capt. | X' (cut by mistake): the post right before a name."""
        scene, tokens = self.scene, self.scene.document.tokens
        if first < 2:
            return None
        cut = scene.at.get(first - 1)
        if cut is not None and cut.name.role is not None and cut.name.role.word.endswith("."):
            post = scene.refs.get(cut.head)
            return post if post is not None and post.last == first else None
        if tokens[first - 1].text != ",":
            return None
        posts = (r for r in scene.earlier(first) if r.sort == "office" and r.sentence == tokens[first].sentence)
        return next((r for r in posts if tokens[r.head].right == first - 1), None)

    def _join(self, person: Reference, post: Reference, name: str) -> None:
        """One reference over name and post; the words between them are theirs too."""
        if post.role is None:
            return
        known = person.actor
        self.roles.name(post, name, post.role)
        if known is not None and post.actor is not None and post.actor.country is None:
            post.actor = known
        post.first, post.last = min(post.first, person.first), max(post.last, person.last)
        person.hidden = True
        if person.head < post.head:
            post.head = person.head
        self.scene.remember(post)

    def _later_name(self, index: int) -> None:
        """A family name that was told with its post before."""
        scene, tokens = self.scene, self.scene.document.tokens
        told, actor = self.persons.again(tokens[index].text)
        if not told or actor is None or tokens[index].dep == "compound":
            return
        first = index
        while first > 0 and tokens[first - 1].head == index and tokens[first - 1].pos == "PROPN":
            first -= 1
        scene.remember(Reference(index, first, index + 1, actor, "person"))
