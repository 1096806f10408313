"""What each slot of a verb of giving fills: goods, carriers, packages, parties and means."""

from dataclasses import replace

from onrecord.claim.clause_party import conjuncts, grammatical_subjects
from onrecord.claim.draft import Draft, add_actors
from onrecord.claim.items import item_of
from onrecord.claim.phrase import Phrases
from onrecord.claim.roles import own_doer
from onrecord.model.claim import Role, Type
from onrecord.model.mention import Thing
from onrecord.model.span import Sourced, Span

HANDLING = {
    *("delivery", "supply", "shipment", "transfer", "provision", "sale", "donation", "export", "purchase", "handover"),
}
TERMS = {"sale", "donation", "loan", "lease", "licence", "license", "grant", "gift"}
CARRIERS = {"truck", "lorry", "truckload", "planeload", "convoy", "flight", "shipload"}
PACKAGES = {"package", "tranche"}
GOODS = {"goods", "arms", "weapon", "help", "thing", "vehicle", "aircraft", "ship"}


def given_by(phrases: Phrases, draft: Draft) -> bool:
    """Whether the verb has a giver of its own: of "traders supplied arms from X" X is but where they came from."""
    return draft.main.frame.roles.get("subject") == "actor" and own_doer(phrases, draft.main)


class TransferSlots:
    """Fills one role of a draft from one word."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases

    def one(self, draft: Draft, role: str, filler: int) -> None:
        """What a slot's word fills, by the role that the frame gives to the slot."""
        if role == "goods":
            for part in conjuncts(self.phrases.document, filler):
                self.goods(draft, part)
        elif role in {"actor", "recipient", "via"}:
            known = {"actor": draft.actor, "recipient": draft.recipient, "via": draft.via}[role]
            add_actors(known, self.phrases.actors(filler) or self.phrases.state_at(filler))
        elif role == "reached":  # a country or town; "the Polish border" is on the way
            add_actors(draft.recipient, self.phrases.named(filler) or self.phrases.state_at(filler))
        elif role == "package":
            self._package(draft, filler)
        elif role == "cargo":
            self._cargo(draft, filler)
        elif role == "carrier":
            self._sent_from(draft, filler)
        elif role == "signer":
            self._signed(draft, filler)

    def _cargo(self, draft: Draft, filler: int) -> None:
        """What a ship or convoy carries; the trucks themselves where nothing more is said."""
        carried: list[int] = []
        for child in self.phrases.token(filler).children:
            token = self.phrases.token(child)
            if token.dep == "acl" and token.lemma in {"carry", "load", "bring", "transport", "haul", "lade"}:
                loaded = self.phrases.document.child(child, "dobj") or self.phrases.document.child(child, "prep")
                carried += [loaded.index] if loaded is not None and loaded.dep == "dobj" else []
                child, token = (loaded.index, loaded) if loaded is not None else (child, token)
            below = self.phrases.document.child(child, "pobj")
            if below is not None and token.lower in {"with", "of"}:
                carried.append(below.index)
        for part in carried or [filler]:
            self.one(draft, "goods", part)
            if carried and not draft.actor:
                add_actors(draft.actor, self.phrases.owners(part))  # "loaded with Serbian ammunition"
        self._sent_from(draft, filler)
        if not draft.actor:
            add_actors(draft.actor, self.phrases.owners(filler))  # "a US plane carrying missiles"

    def _signed(self, draft: Draft, filler: int) -> None:
        """ "Signed a contract with X for one submarine": who signs it buys from X."""
        host = draft.main.host
        buyers = grammatical_subjects(self.phrases.document, host) if host is not None else []
        add_actors(draft.actor, self.phrases.actors(filler))
        for buyer in buyers:
            add_actors(draft.recipient, self.phrases.actors(buyer))

    def _sent_from(self, draft: Draft, filler: int) -> None:
        """Where a ship or flight comes from: its sender."""
        token = self.phrases.token(filler)
        for index in range(token.left, token.right):
            below = self.phrases.document.child(index, "pobj")
            if self.phrases.token(index).lower == "from" and below is not None:
                self.one(draft, "actor", below.index)

    def goods(self, draft: Draft, filler: int) -> None:
        """One kind of goods; of "the supply of missiles" the missiles, of "military aid for X" also X."""
        token = self.phrases.token(filler)
        if token.lemma.lower() in HANDLING:
            self.words(draft, filler)
            of = [child for child in token.children if self.phrases.token(child).lower == "of"]
            for child in token.children if not of else ():
                if self.phrases.token(child).dep == "compound" and self.phrases.classes(child) & {"goods", "weapon"}:
                    self._add(draft, child)  # "arms exports"
            for inner in [below for child in of for below in self.phrases.token(child).children]:
                for part in conjuncts(self.phrases.document, inner):
                    self.goods(draft, part)
        elif token.lemma.lower() in CARRIERS and self._laden(filler):
            self._cargo(draft, filler)
            if self.phrases.quantity(filler) is not None:
                self._add(draft, filler)  # "300 trucks of food": the trucks are what was counted
        elif self._are_goods(filler):
            self._add(draft, filler)
        self._package(draft, filler)
        self._whose(draft, filler)

    def _laden(self, filler: int) -> bool:
        """Whether words say what a carrier holds: "trucks of food"."""
        below = [self.phrases.document.child(child, "pobj") for child in self.phrases.token(filler).children]
        kinds = [self.phrases.classes(noun.index) for noun in below if noun is not None]
        return any(kind & GOODS and not kind & {"help"} for kind in kinds)

    def _add(self, draft: Draft, filler: int) -> None:
        """The item; of "155mm and 105mm rounds" one for each calibre."""
        core = self.phrases.core(filler)
        item = item_of(self.phrases, filler, Role.GOODS, None)
        calibres = self._calibres(core)
        if not calibres or (len(calibres) == 1 and item.what is not None):
            draft.add(item, core)
            return
        for first in calibres:
            last = first == calibres[-1]
            span = self.phrases.document.span(first, core + 1 if last else first + 2)
            name = f"{self.phrases.token(first).text}mm {self.phrases.token(core).text}"
            draft.add(replace(item, what=Sourced(Thing(None, name, "ammunition"), span)), core if last else first)

    def _calibres(self, core: int) -> list[int]:
        """The numbers of the calibres that stand before a noun, in reading order."""
        found, at = [], core - 1
        while at > 0 and (
            self.phrases.token(at).lower in {"mm", "and", ",", "-"} or self.phrases.token(at).pos == "NUM"
        ):
            if self.phrases.token(at).pos == "NUM" and self.phrases.token(at + 1).lower == "mm":
                found.append(at)
            at -= 1
        return found[::-1]

    def _are_goods(self, filler: int) -> bool:
        kinds = self.phrases.classes(filler)
        if self.phrases.token(filler).lemma.lower() in PACKAGES and not self._holds_goods(filler):
            return False
        party = bool(self.phrases.named(filler)) and "thing" not in kinds
        return not party and bool(kinds & GOODS or self.phrases.quantity(filler) is not None)

    def _holds_goods(self, package: int) -> bool:
        """Whether what a package is said to hold may be handed on: not "a package of tax cuts"."""
        of = [child for child in self.phrases.token(package).children if self.phrases.token(child).lower == "of"]
        held = [self.phrases.document.child(child, "pobj") for child in of]
        kinds = [self.phrases.classes(noun.index) for noun in held if noun is not None]
        return all(kind & (GOODS | {"money", "thing", "number"}) for kind in kinds)

    def _whose(self, draft: Draft, filler: int) -> None:
        """ "Weapons for Ukraine", "from Germany", "German aid": the parties that hang on the goods."""
        for child in self.phrases.token(filler).children:
            preposition = self.phrases.token(child)
            below = self.phrases.document.child(child, "pobj")
            if below is None:
                continue
            if preposition.lower == "for" and self.phrases.classes(filler) & {"money"}:
                self._bought(draft, below.index)
            kept = (
                draft.main.frame.roles.get("from") == "recipient"
            )  # of a need, who is to give; of goods withheld, who not
            giver = draft.recipient if draft.type is Type.REQUEST or kept else draft.actor
            known = {"for": draft.recipient, "to": draft.recipient, "from": giver}.get(preposition.lower)
            sent = preposition.lower == "from" and draft.type is Type.AID and given_by(self.phrases, draft)
            if known is not None and not sent:
                add_actors(known, self.phrases.actors(below.index, owners=False) or self.phrases.state_at(below.index))
        if not draft.actor and self.phrases.classes(filler) & {"help"}:
            add_actors(draft.actor, self.phrases.owners(filler))

    def _bought(self, draft: Draft, filler: int) -> None:
        """What money is given for: "150 million euros for artillery shells", "for the purchase of drones"."""
        handled = self.phrases.token(filler).lemma.lower() in HANDLING
        if handled or (self._are_goods(filler) and self.phrases.classes(filler) & {"weapon", "goods"}):
            for part in conjuncts(self.phrases.document, filler):
                self.goods(draft, part)

    def _package(self, draft: Draft, filler: int) -> None:
        token = self.phrases.token(filler)
        if token.lemma.lower() not in PACKAGES or draft.package is not None:
            return
        span = self._called(filler) or self.phrases.span(filler)
        draft.package = Sourced(span.quote(self.phrases.document.text), span)
        if not draft.actor:
            add_actors(draft.actor, self.phrases.owners(filler))
        self._whose(draft, filler)

    def _called(self, filler: int) -> Span | None:
        """The name of a package: "dubbed Winter Shield"."""
        document = self.phrases.document
        for child in self.phrases.token(filler).children:
            if self.phrases.token(child).lemma in {"dub", "call", "name", "codename", "nickname"}:
                name = document.child(child, "oprd", "dobj", "attr", "ccomp", "xcomp")
                if name is not None and name.pos == "PROPN":
                    return document.span(name.left, name.index + 1)
        return None

    def words(self, draft: Draft, index: int) -> None:
        """The means that the trigger itself tells: "sold", "the donation of"."""
        token = self.phrases.token(index)
        if draft.terms is None and token.lemma.lower() in TERMS | {"sell", "donate", "lend", "lease"}:
            draft.terms = Sourced(token.lemma.lower(), token.span)
