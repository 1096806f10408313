"""Our claims of one message -> MUC-4 templates. It looks at the extraction alone: claims, mentions and their quotes."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from bench.muc4_read import MONTHS, Fill, Template
from bench.muc4_terms import (
    COUNTRIES,
    EMPTY,
    FACILITIES,
    HOSTILE,
    INSTRUMENTS,
    KINDS,
    NO_TARGET,
    OURS,
    PEOPLE,
    SECTORS,
    STATE,
    TITLES,
    told,
)
from onrecord.model.claim import Claim, Effect, Item, Role, Type, plain
from onrecord.model.extraction import Extraction
from onrecord.model.mention import Actor, Mention, Place, PlacePrecision, Thing, TimePrecision
from onrecord.model.span import Sourced, Span

MURDER = (
    "murder murders murdered assassinated assassination killed killing killings massacre massacred deaths death slain"
)
NOUNS = frozenset(["murder", "murders", "assassination", "massacre", "killing", "killings", "kidnapping", "slaying"])
COMBAT = "offensive skirmish skirmishes combat combats"  # of soldiers
RECENT = timedelta(days=70)  # the task's 'recent': two months
HARM = frozenset({Type.ASSAULT, Type.BLAST})
DEADLY = {Effect.KILLED: "DEATH", Effect.DIED: "DEATH", Effect.INJURED: "INJURY"}
STRUCK = frozenset({*DEADLY, Effect.ABDUCTED})
EXACT = frozenset({TimePrecision.DAY, TimePrecision.NIGHT, TimePrecision.HOUR})
SPECIFIC = frozenset({PlacePrecision.PLACE, PlacePrecision.NEAR, PlacePrecision.SITE, PlacePrecision.ADM2})
SPECIFIC |= {PlacePrecision.ADM1}


@dataclass(slots=True)
class Incident:
    """Claims taken to be of one incident."""

    kind: str
    claims: list[Claim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills templates for one message."""

    extraction: Extraction

    def templates(self) -> list[Template]:
        """One template an incident that has a target or an author that the task asks for."""
        made = (self.template(incident) for incident in self.incidents())
        return [template for template in made if template is not None]

    def quote(self, span: Span) -> str:
        return " ".join(span.quote(self.extraction.report.text).split())

    def incidents(self) -> list[Incident]:
        """Claims of harm by incident: the same kind, and neither place nor day against it."""
        found: list[Incident] = []
        for claim in self.extraction.claims:
            if not self.relevant(claim):
                continue
            kind = self.kind(claim)
            home = next((one for one in reversed(found) if self.joins(one, claim, kind)), None)
            if home is None:
                home = Incident(kind)
                found.append(home)
            elif home.kind == "ATTACK":
                home.kind = kind
            home.claims.append(claim)
        return found

    def relevant(self, claim: Claim) -> bool:
        effects = {item.effect.value for item in claim.items if item.effect}
        if claim.type.value not in HARM and not effects & STRUCK:
            return False
        if claim.type.value is Type.COERCE and self.kind(claim) != "KIDNAPPING":
            return False
        told_of = plain(claim.modality) in ("actual", "attempted") or self.quote(claim.type.span).lower() in NOUNS
        if plain(claim.polarity) == "negated" or not told_of:
            return False
        if told(self.quote(claim.type.span), {"x": COMBAT}):
            return False
        day = self.extraction.report.day
        when = claim.when.value.start if claim.when else None
        return not (day and when and day - when > RECENT)

    def kind(self, claim: Claim) -> str:
        words = [self.quote(claim.type.span)]
        words += [self.quote(i.what.span) for i in claim.items if i.what and i.role is Role.WEAPON]
        named = told(" ".join(words), KINDS)
        if named:
            return named
        if any(mode.value == "abduct" for mode in claim.mode):
            return "KIDNAPPING"
        return "BOMBING" if {m.value for m in claim.mode} & {"explosives", "explosion"} else "ATTACK"

    def joins(self, incident: Incident, claim: Claim, kind: str) -> bool:
        if kind != incident.kind and {kind, incident.kind} not in ({"ATTACK", "BOMBING"}, {"ATTACK", "ARSON"}):
            return False
        mine, theirs = self.names([claim]), self.names(incident.claims)
        days = {one.when.value.start for one in incident.claims if one.when and one.when.value.precision in EXACT}
        if claim.when and claim.when.value.precision in EXACT and days and claim.when.value.start not in days:
            return False
        dead, others = self.named([claim]), self.named(incident.claims)
        return not (mine and theirs and not mine & theirs) and not (dead and others and not dead & others)

    def named(self, claims: list[Claim]) -> set[str]:
        """The last names of those struck, where they are named."""
        found = set()
        for item in (item for claim in claims for item in claim.items if item.effect and item.effect.value in STRUCK):
            name = parted(self.quote(item.what.span))[0] if item.what else ""
            found |= set(name.split()[-1:])
        return found

    def names(self, claims: list[Claim]) -> set[str]:
        return {p.value.name for claim in claims for p in claim.place if p.value.precision in SPECIFIC}

    def template(self, incident: Incident) -> Template | None:
        made = Template()
        made.slots[2] = [Fill((self.date(incident.claims),))]
        country, where = self.location(incident.claims)
        if country not in OURS:
            return None
        made.slots[3] = [Fill((where,))]
        made.slots[4] = [Fill((incident.kind,))]
        attempted = all(plain(claim.modality) == "attempted" for claim in incident.claims)
        made.slots[5] = [Fill(("ATTEMPTED" if attempted else "ACCOMPLISHED",))]
        if incident.kind not in ("ARSON", "KIDNAPPING"):
            self.instruments(incident, made)
        state = self.authors(incident, made)
        if incident.kind != "KIDNAPPING":
            self.physical(incident, made)
        military = self.human(incident, made)
        if not any(slot in made.slots for slot in (12, 18, 19)):
            military = self.beside(incident, made)
        targets = 12 in made.slots or 18 in made.slots or 19 in made.slots
        if targets and self.general(made):
            return None
        if not targets or (military and 12 not in made.slots) or (state and military):
            return None
        return made

    def general(self, made: Template) -> bool:
        """Whether nothing in a template is specific: no day, no place but the country, no name, no physical target."""
        day, where = made.slots[2][0].values[0], made.slots[3][0].values[0]
        return (
            day.startswith("-")
            and ":" not in where
            and not {12, 18, 6} & made.slots.keys()
            and all(one.values[0] == "PLURAL" for one in made.slots.get(21, []))
        )

    def date(self, claims: list[Claim]) -> str:
        day = self.extraction.report.day
        exact = [
            c.when.value.start for c in claims if c.when and c.when.value.precision in EXACT and c.when.value.start
        ]
        if exact:
            return written(exact[0])
        return f"- {written(day)}" if day else "-"

    def location(self, claims: list[Claim]) -> tuple[str, str]:
        places = [place.value for claim in claims for place in claim.place]
        country = next((place.country for place in places if place.country in OURS), None) or self.home()
        named = [p for claim in claims for p in claim.place if p.value.precision in SPECIFIC]
        near = [place for claim in claims for place in self.within(claim)]
        spans = [p.span for p in named if p.value.country == country]
        spans += [one.span for one in near if isinstance(one.value, Place) and one.value.country == country]
        name = COUNTRIES.get(country or "", "")
        return country or "", f"{name}: {self.quote(spans[0]).upper()}" if spans else name

    def within(self, claim: Claim) -> list[Mention]:
        """Places named in the claim's sentence, town or smaller."""
        return [
            one
            for one in self.extraction.mentions
            if isinstance(one.value, Place)
            and one.value.precision in SPECIFIC
            and claim.sentence.start <= one.span.start < claim.sentence.end
        ]

    def home(self) -> str | None:
        """The country most often named or implied in the message."""
        seen: Counter[str] = Counter()
        for one in self.extraction.mentions:
            if isinstance(one.value, Place | Actor) and one.value.country in COUNTRIES:
                seen[one.value.country] += 1 if one.value.country not in OURS else 2
        ours = [(country, n) for country, n in seen.most_common() if country in OURS and n > 2]
        return ours[0][0] if ours else seen.most_common(1)[0][0] if seen else None

    def instruments(self, incident: Incident, made: Template) -> None:
        for item in self.items(incident, Role.WEAPON):
            if item.what is None:
                continue
            quote = self.quote(item.what.span)
            kind = told(quote, INSTRUMENTS)
            if "car bomb" in quote.lower():
                kind = "VEHICLE BOMB"
            if kind:
                add(made, 6, Fill((quote.upper(),)))
                add(made, 7, Fill((kind,), (quote.upper(),)))
        if 6 not in made.slots and incident.kind == "BOMBING":
            add(made, 7, Fill(("BOMB",), ()))

    def items(self, incident: Incident, role: Role) -> Iterator[Item]:
        return (item for claim in incident.claims for item in claim.items if item.role is role)

    def authors(self, incident: Incident, made: Template) -> bool:
        """Fills the perpetrator slots; whether these are of the state."""
        sectors = []
        for claim in incident.claims:
            for actor in claim.actor:
                sectors.append(actor.value.sector)
                self.author(self.quote(actor.span), actor.value, claim, made)
        if 9 not in made.slots and 10 not in made.slots:
            for claim in incident.claims:
                near = self.near(claim)
                if near is not None and isinstance(near.value, Actor | None):
                    self.author(self.quote(near.span), near.value, claim, made)
                    sectors.append(near.value.sector if near.value else None)
                    break
        group = self.organization()
        if 9 in made.slots and 10 not in made.slots and group is not None and isinstance(group.value, Actor):
            self.author(self.quote(group.span), group.value, incident.claims[0], made)
        state = bool(sectors) and all(sector in STATE for sector in sectors)
        if not state or 9 in made.slots or 10 in made.slots:
            made.slots[8] = [Fill(("STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT",))]
        return state

    def author(self, quote: str, actor: Actor | None, claim: Claim, made: Template) -> None:
        if quote.lower() in EMPTY:
            return
        words = re.sub(r"^(the|a|an|some|several|two|three|four)\s+", "", quote, flags=re.I)
        named = words[:1].isupper() and (words.isupper() or told(words, {"x": HOSTILE}) is None)
        if not named:
            add(made, 9, Fill((words.upper(),)))
        elif actor is not None and actor.id and actor.country != actor.id:
            add(made, 10, Fill((words.upper(),)))
            add(made, 11, Fill((self.confidence(actor, claim),), (words.upper(),)))

    def confidence(self, actor: Actor, claim: Claim) -> str:
        sources = [s for a in self.extraction.attributions if a.id in claim.attribution for s in a.sources]
        if any(source.value.id == actor.id for source in sources):
            return "CLAIMED OR ADMITTED"
        if any(source.value.sector in STATE for source in sources):
            return "SUSPECTED OR ACCUSED BY AUTHORITIES"
        return "REPORTED AS FACT"

    def near(self, claim: Claim) -> Mention | None:
        """The nearest hostile actor before the trigger in its sentence, where no rule of the reader gave the author."""
        before = [
            one
            for one in self.extraction.mentions
            if isinstance(one.value, Actor)
            and claim.sentence.start <= one.span.start < claim.sentence.end
            and (one.value.sector in ("REB", "UAF", "CRM") or told(self.quote(one.span), {"x": HOSTILE}))
            and not any(item.side and item.side.span.overlaps(one.span) for item in claim.items)
        ]
        return min(before, key=lambda one: abs(one.span.start - claim.type.span.start), default=None)

    def physical(self, incident: Incident, made: Template) -> None:
        for item in self.items(incident, Role.TARGET):
            if item.what is None or item.what.value.category == "people":
                continue
            quote = self.quote(item.what.span)
            kind = told(quote, FACILITIES)
            if (told(quote, PEOPLE) and kind is None) or quote.lower() in EMPTY or told(quote, {"x": NO_TARGET}):
                continue
            value = quote.upper()
            if not add(made, 12, Fill((value,))):
                continue
            add(made, 13, Fill((kind or "OTHER",), (value,)))
            add(made, 14, Fill((number(item, quote),), (value,)))
            effect = item.effect.value if item.effect else None
            if effect is Effect.DESTROYED or incident.kind == "ARSON":
                add(made, 16, Fill(("DESTROYED" if effect is Effect.DESTROYED else "SOME DAMAGE",), (value,)))
            elif effect is Effect.DAMAGED:
                add(made, 16, Fill(("SOME DAMAGE",), (value,)))

    def beside(self, incident: Incident, made: Template) -> bool:
        """Fills the targets of an incident whose claims name none from the things and people of their sentences."""
        kinds: list[str | None] = []
        for claim in incident.claims:
            for one in self.extraction.mentions:
                if not claim.type.span.end <= one.span.start < claim.sentence.end:
                    continue
                quote = self.quote(one.span)
                if isinstance(one.value, Thing) and incident.kind != "KIDNAPPING" and told(quote, FACILITIES):
                    if one.value.category in ("facility", "goods") and add(made, 12, Fill((quote.upper(),))):
                        add(made, 13, Fill((told(quote, FACILITIES) or "OTHER",), (quote.upper(),)))
                        add(made, 14, Fill((number(None, quote),), (quote.upper(),)))
                elif isinstance(one.value, Thing) and one.value.category == "people" and not self.hostile(quote):
                    item = Item(Role.CASUALTY, Sourced(one.value, one.span, one.basis))
                    kinds.append(self.person(item, None, incident, made))
                elif isinstance(one.value, Actor) and one.value.id != one.value.country and not self.hostile(quote):
                    side = Sourced(one.value, one.span, one.basis)
                    kinds.append(self.person(None, side, incident, made) if one.value.sector not in STATE else None)
            if any(slot in made.slots for slot in (12, 18, 19)):
                break
        return bool(kinds) and all(kind in ("ACTIVE MILITARY", "FIGHTER") for kind in kinds if kind)

    def hostile(self, quote: str) -> bool:
        return told(quote, {"x": HOSTILE}) is not None

    def human(self, incident: Incident, made: Template) -> bool:
        """Fills the human target slots; whether these are all soldiers or fighters."""
        kinds = []
        for claim in incident.claims:
            people = [item for item in claim.items if item.what and item.what.value.category == "people"]
            for item in people:
                kinds.append(self.person(item, item.side, incident, made))
            covered = [item.side.span for item in claim.items if item.side] + [i.what.span for i in people if i.what]
            for actor in claim.recipient:
                if not any(actor.span.overlaps(span) for span in covered) and actor.value.id != actor.value.country:
                    kinds.append(self.person(None, actor, incident, made))
        told_kinds = [kind for kind in kinds if kind]
        return bool(told_kinds) and all(kind in ("ACTIVE MILITARY", "FIGHTER") for kind in told_kinds)

    def person(self, item: Item | None, side: Sourced[Actor] | None, incident: Incident, made: Template) -> str | None:
        what = item.what.span if item and item.what else None
        span = side.span if side and (what is None or side.span.overlaps(what)) else what
        if span is None:
            return None
        quote = self.quote(span)
        name, description = parted(quote)
        if (not name and not description) or quote.lower() in EMPTY:
            return None
        sector = side.value.sector if side else None
        if sector in ("REB", "UAF") or told(quote, {"x": "guerrillas guerrilla rebels rebel terrorists insurgents"}):
            return "FIGHTER"
        kind = told(quote, PEOPLE) or SECTORS.get(sector or "", "CIVILIAN")
        name = self.fullest(name) if name else name
        tag = (name or description).upper()
        if not add(made, 18 if name else 19, Fill((tag,))):
            return kind
        if name and description:
            add(made, 19, Fill((description.upper(),), (tag,)))
        add(made, 20, Fill((kind,), (tag,)))
        add(made, 21, Fill((number(item, quote) if not name else "1",), (tag,)))
        nation = COUNTRIES.get(side.value.country or "") if side else None
        if nation and not made.slots[3][0].values[0].startswith(nation):
            add(made, 22, Fill((nation,), (tag,)))
        effect = DEADLY.get(item.effect.value) if item and item.effect else None
        if effect is None and incident.kind == "ATTACK" and any(self.murder(claim) for claim in incident.claims):
            effect = "DEATH"
        if effect:
            add(made, 23, Fill((effect,), (tag,)))
        return kind

    def murder(self, claim: Claim) -> bool:
        return told(self.quote(claim.type.span), {"x": MURDER}) is not None

    def fullest(self, name: str) -> str:
        """The longest form of a person's name in the message."""
        names = {parted(self.quote(one.span))[0] for one in self.extraction.mentions if isinstance(one.value, Actor)}
        mine = set(name.split())
        return max(
            (other for other in names if mine <= set(other.split()) and len(other.split()) < 6), key=len, default=name
        )

    def organization(self) -> Mention | None:
        """The armed group that the message names most, by its longest name."""
        named = [
            one
            for one in self.extraction.mentions
            if isinstance(one.value, Actor)
            and one.value.sector in ("REB", "CRM", "UAF")
            and one.value.id
            and self.quote(one.span)[:1].isupper()
            and not self.hostile(self.quote(one.span))
        ]
        most = Counter(one.value.id for one in named if isinstance(one.value, Actor)).most_common(1)
        of_it = [one for one in named if isinstance(one.value, Actor) and most and one.value.id == most[0][0]]
        return max(of_it, key=lambda one: len(one.span.quote(self.extraction.report.text)), default=None)


def parted(quote: str) -> tuple[str, str]:
    """A person's name and description: the name is the run of capitals at the end that are no titles.

    >>> parted("the Colonel Juan Perez")
    ('Juan Perez', 'Colonel')
    """
    words = re.sub(r"^(the|a|an|another|some|other|\d+)\s+", "", quote, flags=re.I).split()
    at = len(words)
    while at and words[at - 1][:1].isupper() and not common(words[at - 1]):
        at -= 1
    return " ".join(words[at:]).strip(",. "), " ".join(words[:at]).strip(",. ")


def common(word: str) -> bool:
    """Whether a capitalised word is a title or a role all the same."""
    return word.lower().strip(".,") in TITLES.split() or told(word.strip(".,"), PEOPLE) is not None


def number(item: Item | None, quote: str) -> str:
    """The number of an item in MUC-4's notation."""
    if item and item.quantity:
        value = item.quantity.value
        if value.best is not None:
            return str(int(value.best))
        if value.low is not None and value.word is None:
            return f"{int(value.low)} -"
    return "PLURAL" if quote.lower().endswith(("s", "people", "men", "women")) else "1"


def add(made: Template, slot: int, fill: Fill) -> bool:
    """Adds a filler, unless its words are there already; whether it was added."""
    have = made.slots.setdefault(slot, [])
    if any(one.values == fill.values and one.tags == fill.tags for one in have):
        return False
    have.append(fill)
    return True


def written(day: date) -> str:
    """A day as MUC-4 writes it."""
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"
