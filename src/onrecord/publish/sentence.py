"""Claims as sentences that say who says so, by the wording rules of the codebook, section 2.

A sentence is first a `Statement`: who says it, the clauses, and the claims that carry it. Statements of one source
about one event are joined where they share a subject; statements of several independent sources where they agree.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model.claim import Modality, Polarity, plain
from onrecord.model.mention import Actor
from onrecord.model.record import Told
from onrecord.model.span import Certainty
from onrecord.publish import phrase
from onrecord.publish.clause import Clause, clause
from onrecord.publish.speaker import outlet_of, source_key, speaker
from onrecord.vocab.standing import verb

DENIALS = frozenset({"deny", "denial", "reject", "dismiss", "refute"})  # lemmas of cues that deny what they say
LASTING = re.compile(r"P\d+[WMY]")  # an ISO 8601 duration of weeks or more that is tied to no day


@dataclass(frozen=True, slots=True)
class Lead:
    """Who says so: a speaker and a verb ("said", "denied", "reported"), whom they cite; no speaker: 'reportedly'."""

    speaker: str | None
    verb: str
    citing: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What one lead says, in clauses, and the claims that carry it; `words` where the report's own are quoted."""

    lead: Lead
    clauses: tuple[Clause, ...]
    told: tuple[Told, ...]
    words: str | None = None

    def drawn(self, *, trailing: bool = False) -> str:
        """The statement as a sentence; `trailing`: the source after what it says, where that reads well."""
        if self.words is not None:
            return self.words
        body = _body(self.clauses, self.lead, self.told[0])
        if self.lead.speaker is None:
            return _ended(f"{self.lead.verb}, {body}")
        if trailing and self._turns(body):
            return _ended(f"{body}, {self.lead.speaker} {self.lead.verb}")
        citing = f", citing {self.lead.citing}," if self.lead.citing else ""
        return _ended(f"{self.lead.speaker} {self.lead.verb}{citing} that {body}")

    def _turns(self, body: str) -> bool:
        """Whether the source can follow: one plain clause, which neither begins with a figure nor with 'it'."""
        single = len(self.clauses) == 1 and " and that " not in body and self.lead.citing is None
        return (
            single
            and self.lead.verb != "denied"
            and not body[:1].isdigit()
            and not body.startswith(("it ", "they ", "there "))
        )


def _ended(text: str) -> str:
    return text[0].upper() + text[1:].rstrip(".") + "."


def _body(clauses: tuple[Clause, ...], lead: Lead, told: Told) -> str:
    """Clauses of one speaker: one subject is said once; each harm has its own 'that', for we do not say it."""
    that = "that " if lead.speaker is not None else ""
    first = clauses[0]
    shared = [each for each in clauses if (each.subject, each.setting) == (first.subject, first.setting)]
    predicates = phrase.listed(list(dict.fromkeys(each.predicate for each in shared if each.predicate)))
    parts = [_of_itself(told, " ".join(p for p in (first.subject, predicates, first.setting) if p))]
    parts += [str(each) for each in clauses if each not in shared]
    parts += [each.harm for each in clauses if each.harm]
    return parts[0] + "".join(f"{',' if len(parts) > 2 else ''} and {that}{part}" for part in dict.fromkeys(parts[1:]))


def _of_itself(told: Told, said: str) -> str:
    """A body that speaks of its own deeds is 'it' the second time: 'the air force said that it shot down ...'."""
    speakers = told.attributions[0].sources if told.attributions else ()
    own = len(speakers) == 1 and [actor.value.id for actor in told.claim.actor] == [speakers[0].value.id]
    name = phrase.actors(told.claim.actor)
    body = own and (name.startswith("the ") or _is_body(speakers[0].value))
    again = "they" if MANY.search(speaker(told.attributions[0], told) if told.attributions else name) else "it"
    return said.replace(name, again, 1) if body and said.startswith(name) else said


MANY = re.compile(r"(?:forces|rebels|houthis|troops|defences|guards)$", re.I)


def _is_body(actor: Actor) -> bool:
    """Whether an actor is a state, an organ or a group that goes by its letters, not a person."""
    return actor.name.isupper() or (actor.id or "").split("-")[0].isupper()


def statements(claims: Iterable[Told], reference: date) -> list[Statement]:
    """What the claims of one event say, one statement a source where it can be; each claim in exactly one."""
    groups: dict[object, list[Told]] = defaultdict(list)
    for each in claims:
        groups[(source_key(each), plain(each.claim.polarity))].append(each)
    made: list[Statement] = []
    for group in groups.values():
        said = [_statement(each, reference) for each in group]
        whole = [each for each in said if each.words is None]
        made += _joined(whole)
        made += [each for each in said if each.words is not None]
    return _shortened(_agreed(made))


def _statement(told: Told, reference: date) -> Statement:
    head = lead(told)
    direct = head.speaker is None
    said = clause(told.claim, told.report.text, reference, direct=direct) if tellable(told) else None
    if said is None:
        return Statement(head, (), (told,), quoted(told))
    return Statement(head, (said,), (told,))


def _joined(said: list[Statement]) -> list[Statement]:
    """Statements of one source about one event: joined where subject and setting are the same, or only harm is new."""
    made: list[Statement] = []
    for each in said:
        (new,) = each.clauses
        for at, one in enumerate(made):
            clauses = _with(one.clauses, new) if one.lead == each.lead else None
            if clauses:
                made[at] = replace(one, clauses=clauses, told=(*one.told, *each.told))
                break
        else:
            made.append(each)
    return made


MOST_CLAUSES = 3


def _with(clauses: tuple[Clause, ...], new: Clause) -> tuple[Clause, ...] | None:
    """The clauses with what a further one adds; None where it needs a sentence of its own."""
    first, *rest = clauses
    if new in clauses:
        return clauses
    if new.subject == "there" and first.bare and new.setting in ("", first.setting):
        what = new.predicate.removeprefix("was ")  # 'there was shelling': the attack by its more exact name
        plain = what == new.predicate or first.predicate != "in an attack"
        return clauses if plain else (replace(first, predicate=f"in {what}"), *rest)
    if new.bare and new.setting in ("", first.setting):
        known = f"{first.harm} {first.subject if first.bare else ''}"
        if new.subject in known:
            return clauses
        if first.bare:
            return (replace(first, subject=f"{first.subject} and {new.subject}"), *rest)
        return (replace(first, harm=" and ".join(part for part in (first.harm, new.subject) if part)), *rest)
    shared = (new.subject, new.setting) == (first.subject, first.setting)
    return (*clauses, new) if shared and new.predicate and len(clauses) < MOST_CLAUSES else None


def _shortened(made: list[Statement]) -> list[Statement]:
    """Other sources' numbers of the harm that the first told of, without the attack told again."""
    short = []
    for n, each in enumerate(made):
        first = made[0].clauses[:1]
        same = n > 0 and len(each.clauses) == 1 and each.clauses[0].bare and first
        if same and each.clauses[0].setting in ("", first[0].setting):
            each = replace(each, clauses=(replace(each.clauses[0], predicate="", where="", when=""),))
        short.append(each)
    return short


def _agreed(made: list[Statement]) -> list[Statement]:
    """Statements of two independent, named sources that say the same become one that names both."""
    found: dict[object, Statement] = {}
    for each in made:
        same = (tuple(str(c) + c.harm for c in each.clauses), each.words or "")
        once = found.get(same)
        if once is None or not each.clauses:
            found[same if once is None else (same, len(found))] = each
        elif _both(once.lead, each.lead):
            names = phrase.listed([once.lead.speaker or "", each.lead.speaker or ""])
            independent = verb(sources=2) or "reported"
            found[same] = replace(once, lead=Lead(names, independent), told=(*once.told, *each.told))
        else:
            found[(same, len(found))] = each
    return list(found.values())


def _both(one: Lead, other: Lead) -> bool:
    plainly = one.verb == other.verb == "said" and not (one.citing or other.citing)
    return plainly and one.speaker != other.speaker and " and " not in f"{one.speaker} {other.speaker}"


def tellable(told: Told) -> bool:
    """Whether a clause may tell it: not where none were harmed, not what lasts ("has fended off an invasion for two
    years"), and a negated claim only as its source's denial."""
    if any(item.quantity and item.quantity.value.best == 0 for item in told.claim.items):
        return False
    if told.claim.when and LASTING.fullmatch(told.claim.when.value.timex or ""):
        return False
    if plain(told.claim.modality) == Modality.HABITUAL.value or plain(told.claim.certainty) == Certainty.UNKNOWN.value:
        return False
    if plain(told.claim.polarity) != Polarity.NEGATED.value:
        return True
    named = [attribution for attribution in told.attributions if attribution.sources]
    return len(named) == 1 and named[0].cue is not None and named[0].cue.value in DENIALS


def quoted(told: Told) -> str:
    """The report's own sentence, as a quotation."""
    words = re.sub(r'[“”"]', "'", " ".join(told.quote.split()))
    return f"{told.report.outlet} reported: “{words}”" if told.report.outlet else f"One report said: “{words}”"


def lead(told: Told) -> Lead:
    """Who says so, with the same neutral verb for every side: 'the army said', 'reportedly'."""
    if not told.attributions:
        return Lead(outlet_of(told), "reported" if told.report.outlet else "said")
    named = [attribution for attribution in told.attributions if attribution.sources]
    if not named:
        return Lead(None, verb(sources=0, named=False) or "reportedly")
    said = verb(sources=1) or "said"
    if len(named) > 1 and speaker(named[-1], told) != speaker(named[0], told):
        return Lead(speaker(named[-1], told), said, speaker(named[0], told))
    denied = plain(told.claim.polarity) == Polarity.NEGATED.value
    return Lead(speaker(named[0], told), "denied" if denied else said)
