"""A claim in the making: the triggers that tell one happening, and the fields gathered so far."""

from dataclasses import dataclass, field, replace

from onrecord.claim.trigger_frame import Trigger
from onrecord.model.claim import Claim, Effect, Item, Stage, Type
from onrecord.model.document import Document
from onrecord.model.mention import Actor, Place, When
from onrecord.model.span import Sourced, Span

GRAVER = (Effect.INJURED, Effect.KILLED)


@dataclass(slots=True)
class Draft:
    """Fields of one claim while it is made. The first trigger is the one that names it; the others tell more of it."""

    triggers: list[Trigger]
    type: Type
    modes: list[Sourced[str]] = field(default_factory=list)
    actor: list[Sourced[Actor]] = field(default_factory=list)
    recipient: list[Sourced[Actor]] = field(default_factory=list)
    via: list[Sourced[Actor]] = field(default_factory=list)
    when: Sourced[When] | None = None
    places: list[Sourced[Place]] = field(default_factory=list)
    origin: Sourced[Place] | None = None
    items: list[Item] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)  # the noun of each item
    stage: Sourced[Stage] | None = None
    package: Sourced[str] | None = None
    terms: Sourced[str] | None = None
    enemy: Span | None = None  # "enemy drones": whose they are, the report as a whole tells
    plural: bool = False
    coref: int | None = None

    @property
    def main(self) -> Trigger:
        """The trigger that names the claim."""
        return self.triggers[0]

    def add(self, item: Item, head: int) -> None:
        """One more item, unless its noun is an item already: of "shot and killed" the graver effect stays."""
        if head not in self.heads:
            self.items.append(item)
            self.heads.append(head)
            return
        at = self.heads.index(head)
        known = self.items[at]
        graver = known.effect and item.effect and (known.effect.value, item.effect.value) == GRAVER
        if known.role is item.role and graver:
            self.items[at] = replace(known, effect=item.effect)

    def add_mode(self, mode: str, span: Span) -> None:
        """One more mode, with the words that carry it."""
        if mode not in {known.value for known in self.modes}:
            self.modes.append(Sourced(mode, span))


def add_actors(known: list[Sourced[Actor]], more: tuple[Sourced[Actor], ...]) -> None:
    """Adds actors that are not there yet. A country's own forces beside the country are the same party."""
    for actor in more:
        if all(not same_party(actor.value, other.value) for other in known):
            known.append(actor)


def same_party(left: Actor, right: Actor) -> bool:
    """Whether two actors are one party: the same, or organs of one state."""
    if left.id is not None and left.id == right.id:
        return True
    organs = {None, "GOV", "MIL", "COP", "SPY"}
    return left.country is not None and left.country == right.country and {left.sector, right.sector} <= organs


def claim_of(draft: Draft, document: Document, number: int, prefix: str, ids: dict[int, str]) -> Claim:
    """The finished claim."""
    trigger = draft.main
    sentence = document.sentences[document.tokens[trigger.head].sentence]
    return Claim(
        id=f"{prefix}{number}",
        type=Sourced(draft.type, document.span(trigger.first, trigger.last)),
        sentence=sentence.span,
        mode=tuple(draft.modes),
        actor=tuple(draft.actor),
        recipient=tuple(draft.recipient),
        via=tuple(draft.via),
        when=draft.when,
        place=tuple(draft.places),
        origin=draft.origin,
        items=tuple(draft.items),
        stage=draft.stage,
        terms=draft.terms,
        package=draft.package,
        coref=ids.get(draft.coref) if draft.coref is not None else None,
    )
