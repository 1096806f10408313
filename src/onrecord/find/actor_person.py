"""Persons: by a post before or beside their name, by a name that is well known, by a name told earlier."""

import re
from dataclasses import dataclass, field

from onrecord.find.actor_compose import slug
from onrecord.find.actor_scene import NOT_NAMES, Hit, Scene
from onrecord.model.mention import Actor
from onrecord.vocab.actor import NameKind, RoleKind
from onrecord.vocab.phrases import fold

ENDINGS = re.compile(r"(?:ij|iy|yj|yi|ii|yy|i|j|y)$")
SOUNDS = (
    ("kh", "h"),
    ("w", "v"),
    ("ph", "f"),
    ("dj", "j"),
    ("q", "k"),
    ("'", ""),
    ("-", ""),
    ("sch", "sh"),
    ("ou", "u"),
    ("oo", "u"),
    ("z", "s"),
)


def spelling_key(name: str) -> str:
    """A family name without what spellings differ in.

    >>> spelling_key("Zelenskyj") == spelling_key("Selensky") == spelling_key("Zelenskiy")
    True
    """
    key = fold(name)
    for sound, plain in SOUNDS:
        key = key.replace(sound, plain)
    key = ENDINGS.sub("", key)
    return re.sub(r"(.)\1", r"\1", key)


@dataclass(slots=True)
class Persons:
    """The persons that a document has named so far, by family name and by full name."""

    scene: Scene
    by_key: dict[str, Actor | None] = field(default_factory=dict)

    def name_after(self, first: int, sentence_last: int) -> tuple[int, int] | None:
        """The tokens of a person's name that begins at `first`, None where none does."""
        tokens, particles = self.scene.document.tokens, self.scene.actors.words.particles
        last = first
        proper = 0
        while last < sentence_last and last < first + 8:
            token = tokens[last]
            hit = self.scene.at.get(last)
            if hit is not None and hit.name.kind is NameKind.ROLE and hit.first == last:
                break
            if token.entity in NOT_NAMES or token.lower in self.scene.actors.words.not_in_names:
                break
            if token.text[0].isupper() and token.pos in {"PROPN", "ADJ", "NOUN"} and token.text[-1] != ":":
                proper += 1
            elif token.lower not in particles or token.tag == "POS":
                break
            last += 1
        while last > first and tokens[last - 1].lower in particles:
            last -= 1
        return (first, last) if proper and last > first else None

    def full(self, name: str, country: str | None, sector: str | None) -> Actor:
        """The person of a full name: the known one, else a new one by family name and given name."""
        known = self.known(name)
        words = [w for w in name.split() if w]
        if known is not None and (country is None or known.country == country or known.country in {"IGO", "NGO"}):
            actor = Actor(known.id, known.name, country or known.country, sector or known.sector)
        elif country is None and self.by_key.get(spelling_key(name)) is not None:
            actor = self.by_key[spelling_key(name)] or Actor(_id(words), name)
        else:
            actor = Actor(_id(words), name, country, sector)
        self.note(words, actor)
        return actor

    def known(self, name: str) -> Actor | None:
        """A person of the vocabulary, whatever the spelling of the name's end."""
        return self.scene.actors.persons.get(fold(name))

    def note(self, words: list[str], actor: Actor | None) -> None:
        """Keeps a person for later: by family name, and by the whole."""
        if words:
            self.by_key[spelling_key(_family(words))] = actor
            self.by_key[spelling_key(" ".join(words))] = actor
            if len(words) > 1 and fold(words[-2]) in {"al", "el", "bin", "von", "de", "van", "der"}:
                self.by_key[spelling_key(" ".join(words[-2:]))] = actor

    def again(self, words: str) -> tuple[bool, Actor | None]:
        """Whether a name was told earlier, and who it was."""
        key = spelling_key(words)
        return key in self.by_key, self.by_key.get(key)


def _family(words: list[str]) -> str:
    name = words[-1]
    for particle in ("al-", "Al-", "el-", "El-"):
        name = name.removeprefix(particle)
    return name


def _id(words: list[str]) -> str:
    return slug(" ".join((_family(words), *words[:-1]))) if len(words) > 1 else slug(words[0])


def office_chain(scene: Scene, hit: Hit) -> int:
    """The token after a row of posts: 'spokesman Brigadier General' is one row."""
    last = hit.last
    while True:
        following = scene.at.get(last)
        if following is None or following.name.role is None or following.name.role.kind is not RoleKind.OFFICE:
            return last
        if following.first != last:
            return last
        last = following.last
