"""Whether the claims that a sentence cites carry it: its names, numbers, places, days and the strength of its verb.

The check reads the finished sentence, not what it was made from. It takes out what the claims' fields name and counts
the rest: each word that is left must be a frame word or one that a cited claim is good for (`wording.yaml`).
"""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from onrecord.model.claim import Claim, Polarity, Status, plain
from onrecord.model.record import Told
from onrecord.publish.check_number import matching_items
from onrecord.publish.check_text import Names, Token, dates_carried, tokens
from onrecord.publish.speaker import outlet_of, source_key, speaker
from onrecord.publish.wording import Features, features_of, load_wording, standings

QUOTED = re.compile(r"(?P<outlet>.+?) (?:reported|said): “(?P<words>.*)”", re.S)
VERBS = ("said", "reported", "denied", "claimed", "showed", "confirmed")
UNVERIFIED = "This could not be verified independently."
TAKING = ("receive", "received")  # verbs of which the subject is who is given something
BEFORE_BARE = ("would", "might", "probably", "possibly")
OPEN_STANDINGS = frozenset({"expected", "attempted", "hypothetical", "probable", "possible"})


def faults(text: str, told: Iterable[Told], reference: date) -> tuple[str, ...]:
    """What of the sentence its claims do not carry; () for a sentence that stands. `reference` gives years left out."""
    cited = tuple(told)
    if not cited:
        return ("it cites no claim",)
    if text == UNVERIFIED:
        return () if all(_unverified(each) for each in cited) else ("a claim of it is not told as unverified",)
    if found := QUOTED.fullmatch(text):
        return _misquoted(found["outlet"], found["words"], cited)
    parted = _parted(text, cited)
    if parted is None:
        return ("it does not say who says so, or another than its claims",)
    verb, body, sides = parted
    wrong = dict.fromkeys(
        fault for side in sides for fault in (*_verb(verb, side, sides), *_body(body, side, reference))
    )
    return tuple(wrong)


def _unverified(told: Told) -> bool:
    return any(said.value.status is Status.UNVERIFIED for said in told.claim.verification)


def _plain_quotes(words: str) -> str:
    return re.sub(r"[“”\"']", "'", " ".join(words.split()))


def _misquoted(outlet: str, words: str, cited: tuple[Told, ...]) -> tuple[str, ...]:
    for told in cited:
        if _same(outlet_of(told), outlet) and _plain_quotes(told.quote) == _plain_quotes(words):
            return ()
    return ("the quotation is not the report's sentence",)


def _same(name: str, at_the_head: str) -> bool:
    return name == at_the_head or (name[:1].upper() + name[1:]) == at_the_head


def _parted(text: str, cited: tuple[Told, ...]) -> tuple[str, str, list[tuple[Told, ...]]] | None:
    """(verb, what is said, the claims of each speaker that says it); None where nobody of the claims says it so."""
    if text.startswith("Reportedly, "):
        hearsay = all(each.attributions and not any(a.sources for a in each.attributions) for each in cited)
        return ("reportedly", text[len("Reportedly, ") : -1], [cited]) if hearsay else None
    sides: dict[str, list[Told]] = {}
    for each in cited:
        for lead in _leads(each):
            sides.setdefault(lead, []).append(each)
    names = [*sides, *(f"{one} and {other}" for one in sides for other in sides if one != other)]
    for name in names:
        said = _after(text, name) or _before(text, name)
        if said:
            both = [name] if name in sides else [one for one in sides if one in name.split(" and ")]
            groups = [tuple(sides[one]) for one in both]
            every = {id(each) for group in groups for each in group}
            return (*said, groups) if all(id(each) in every for each in cited) else None
    return None


def _leads(told: Told) -> tuple[str, ...]:
    """How a claim's speakers may be named: the source, or the outer one citing the inner one; else the outlet."""
    named = [speaker(attribution, told) for attribution in told.attributions if attribution.sources]
    if not told.attributions:
        return (outlet_of(told),)
    if len(named) > 1 and named[0] != named[-1]:
        return (f"{named[-1]}\x00{named[0]}",)
    return tuple(named[:1])


def _after(text: str, name: str) -> tuple[str, str] | None:
    """'NAME said that ...'"""
    outer, _, inner = name.partition("\x00")
    citing = f", citing {re.escape(inner)}," if inner else ""
    head = rf"(?i:{re.escape(outer[:1])}){re.escape(outer[1:])}"
    found = re.fullmatch(rf"{head} ({'|'.join(VERBS)}){citing} that (.+)\.", text, re.S)
    return (found[1], found[2]) if found else None


def _before(text: str, name: str) -> tuple[str, str] | None:
    """'..., NAME said.'"""
    found = re.fullmatch(rf"(.+), {re.escape(name)} ({'|'.join(VERBS)})\.", text, re.S)
    return (found[2], found[1]) if found else None


def _verb(verb: str, side: tuple[Told, ...], sides: list[tuple[Told, ...]]) -> Iterable[str]:
    """What is wrong with the verb that says who says so."""
    negated = [plain(each.claim.polarity) == Polarity.NEGATED.value for each in side]
    if any(negated) != (verb == "denied") or (verb == "denied" and not all(negated)):
        yield f"'{verb}' is not what its source does"
    own_voice = all(not each.attributions for each in side)
    independent = len({source_key(group[0]) for group in sides}) > 1
    if verb == "reported" and not (own_voice or independent):
        yield "'reported' is for a report's own voice or independent sources that agree"
    if verb in ("showed", "confirmed", "claimed"):
        status = Status.DISPUTED if verb == "claimed" else Status.CONFIRMED
        if not all(any(said.value.status is status for said in each.claim.verification) for each in side):
            yield f"'{verb}' is stronger, or weaker, than what the record holds"


def _body(body: str, side: tuple[Told, ...], reference: date) -> Iterable[str]:
    """What is wrong with what is said."""
    wording, claims, names = load_wording(), [each.claim for each in side], Names(side)
    whole, features = tokens(body, names), [features_of(claim) for claim in claims]
    for found in _parts(whole):
        yield from _words(found, features)
        yield from _numbers(found, claims)
        yield from _roles(found, side)
    yield from dates_carried(whole, claims, reference)
    said = {token.text for token in whole if token.kind == "word"}
    marks = {name for name, words in wording.standing.items() if said & words}
    held = [standings(claim) for claim in claims]
    for own in held:
        if missing := (own & OPEN_STANDINGS) - marks:
            yield f"it is told more firmly than its source does ({', '.join(sorted(missing))})"
    if extra := marks.difference(*held):
        yield f"no claim of it is {', '.join(sorted(extra))}"
    if any({"unknown", "habitual"} & own for own in held):
        yield "it tells as done what its source leaves open"


def _parts(found: list[Token]) -> Iterable[list[Token]]:
    """What stands between one 'and that' and the next."""
    begun = 0
    for at, (token, after) in enumerate(pairwise(found)):
        if (token.text, token.kind) == ("and", "word") and (after.text, after.kind) == ("that", "word"):
            yield found[begun:at]
            begun = at + 2
    yield found[begun:]


def _words(found: list[Token], features: list[Features]) -> Iterable[str]:
    wording = load_wording()
    for token in found:
        if token.kind != "word" or token.text in wording.free:
            continue
        if token.text not in wording.words:
            yield f"'{token.text}' is in none of its claims"
        elif not any(wording.carried(token.text, own) for own in features):
            yield f"no claim of it is one of '{token.text}'"


def _numbers(found: list[Token], claims: list[Claim]) -> Iterable[str]:
    """Each number is one of the claims', with the effect that the claim gives it."""
    effects = load_wording().effects
    last: list[str | None] | None = None
    for token in found:
        if token.kind == "number":
            items = matching_items(token.text, claims)
            if not items:
                yield f"the number '{token.text}' is in none of its claims"
            last = [str(item.effect.value.value) if item.effect else None for item in items]
        elif token.kind == "word" and token.text in effects and last is not None:
            if token.text.removeprefix("reported ") not in last:
                yield f"another number than that before '{token.text}'"
            last = None


def _roles(found: list[Token], side: tuple[Told, ...]) -> Iterable[str]:
    """Who does something is the claims' actor, and whom it is done to is not."""
    wording = load_wording()
    for at, token in enumerate(found):
        if token.kind == "word" and _acts(found, at):
            yield from _subject(found[:at], side, "recipient" if token.text in TAKING else "actor")
            break
    for at, token in enumerate(found):
        after = _next_name(found, at) if token.kind == "word" and token.text in wording.towards else None
        if after and after.roles == {"actor"}:
            yield f"'{after.text}' is not whom it is done to"


def _acts(found: list[Token], at: int) -> bool:
    """Whether a word is a verb in the active: past and not after 'was', or bare after 'would', 'to' and the like."""
    wording, before = load_wording(), found[at - 1].text if at else ""
    if found[at].text in wording.past:
        return before not in ("was", "were", "be", "been")
    return found[at].text in wording.bare and (before in BEFORE_BARE or before.endswith(" to"))


def _subject(before: list[Token], side: tuple[Told, ...], role: str) -> Iterable[str]:
    names = [token for token in before if token.kind == "name"]
    it = any(token.kind == "word" and token.text in ("it", "they") for token in before)
    actors = {actor.value.id for each in side for actor in each.claim.actor}
    speakers = {source.value.id for each in side for a in each.attributions[:1] for source in a.sources}
    if it and not actors <= speakers:
        yield "'it' or 'they' is not who speaks"
    if not it and any(role not in name.roles for name in names[:1]):
        yield f"'{names[0].text}' is not who does it"


def _next_name(found: list[Token], at: int) -> Token | None:
    """The name right after a token, articles aside."""
    following = next((token for token in found[at + 1 :] if token.text not in ("the", "a", "an")), None)
    return following if following and following.kind == "name" else None
