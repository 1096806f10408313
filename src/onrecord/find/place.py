"""How is a place read? Names from the gazetteer, the words around them, the dateline, and bare nouns that go back."""

import re
from dataclasses import replace

from onrecord.find.place_area import Area, widened
from onrecord.find.place_back import Back, find_back
from onrecord.find.place_choice import Choice, charted, choose, fits, holds
from onrecord.find.place_evidence import ENOUGH, EVIDENCE, MAYBE
from onrecord.find.place_names import Looker, Name
from onrecord.find.place_unknown import Unknown, find_unknown
from onrecord.find.place_value import division, place_of
from onrecord.model.document import Document, SectionKind
from onrecord.model.mention import Kind, Mention, Place, PlacePrecision
from onrecord.model.report import Issue
from onrecord.model.span import Basis, Span
from onrecord.vocab import Vocab
from onrecord.vocab.gazetteer import Entry, Feature

UNSURE = 0.35  # bench place: a smaller lead over a place in another state is no lead
DATELINE_PLACE = re.compile(r"(?:[^,(/–—:-]|(?<=\w)-(?=\w))+")
NATIONALITY = 0.8  # of a mention: "Syrian" speaks of Syria, though less firmly than its name


def find_places(
    document: Document, vocab: Vocab, found: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], tuple[Issue, ...]]:
    """The places that a report's words name, each with its precision; and names that cannot be told apart."""
    names = place_names(document, vocab)
    choices = choose(names, nationalities(document, vocab))
    mentions, issues = [], []
    for name, choice in zip(names, choices, strict=True):
        mention, issue = _mention(document, vocab, name, choice)
        mentions.append(mention)
        issues += [issue] if issue else []
    named = [(n.first, c.entry) for n, c in zip(names, choices, strict=True) if n.first < n.last and not c.strange]
    taken = {at for n in names for at in range(n.first, n.last)}
    unknown = find_unknown(document, vocab, dict(named), taken)
    mentions += [_unknown(document, one) for one in unknown]
    issues += [_unplaced(document, one) for one in unknown]
    taken |= {at for one in unknown for at in range(one.first, one.last)}
    backs = find_back(document, vocab, named, taken)
    mentions += [_back(document, vocab, back) for back in backs]
    return tuple(sorted(mentions, key=lambda m: m.span)), tuple(issues)


def place_names(document: Document, vocab: Vocab) -> list[Name]:
    """The names of places in reading order, the dateline's first, each with what is said to hold it.

    Doubtful words count where they lie near what the sure names mean, or are sure elsewhere in the report.
    """
    dateline = _dateline(document, vocab)
    seen = Looker(document, vocab).names()
    sure = [name for name in seen if name.evidence >= ENOUGH]
    _, chart = charted([*dateline, *sure], nationalities(document, vocab), 1)
    again = {name.said for name in sure}
    for name in seen:
        if MAYBE <= name.evidence < ENOUGH:
            name.evidence += EVIDENCE["fits in"] * fits(name, chart) + EVIDENCE["said again"] * (name.said in again)
    kept = [name for name in seen if name.evidence >= ENOUGH]
    for at, name in enumerate(kept):
        name.holders = _holders(document, vocab, name, kept, at)
    return [*dateline, *kept]


def nationalities(document: Document, vocab: Vocab) -> list[tuple[Entry, float]]:
    """The states that nationalities speak of, with how much."""
    counts: dict[str, int] = {}
    for token in document.tokens:
        state = vocab.places.demonyms.get(token.text)
        if state:
            counts[state] = counts.get(state, 0) + 1
    states = ((vocab.gazetteer.country(state), count) for state, count in counts.items())
    return [(entry, NATIONALITY * min(count, 4) ** 0.5) for entry, count in states if entry]


def _holders(
    document: Document, vocab: Vocab, name: Name, names: list[Name], at: int
) -> tuple[tuple[tuple[Entry, ...], float], ...]:
    """What the words say holds the place: "Alexandria, Virginia", "Mali's Mopti", "a town in eastern Syria"."""
    tokens, held = document.tokens, []
    after = names[at + 1] if at + 1 < len(names) else None
    if after and tokens[after.first].sentence == tokens[name.first].sentence:
        between = [token.lower for token in tokens[name.tail : after.first]]
        if between in ([","], ["("]):
            held.append((after.entries, 1.0))
            after.holding = between == [","] and any(holds(after.entries, entry) for entry in name.entries)
        elif len(between) <= 8 and "in" in between and not set(between) & {"and", ";", "said"}:
            held.append((after.entries, 0.4))
    before = names[at - 1] if at else None
    if before and name.first - before.last == 1 and tokens[before.last].lower in ("'s", "’s", "'", "’"):
        held.append((before.entries, 0.7))
    for token in tokens[max(0, name.first - 5) : name.first]:
        state = vocab.places.demonyms.get(token.text)
        entry = vocab.gazetteer.country(state) if state and token.sentence == tokens[name.first].sentence else None
        if entry:
            held.append(((entry,), 0.4))
    return tuple(held)


def _dateline(document: Document, vocab: Vocab) -> list[Name]:
    """The places of the date line, which is not parsed: "GOMA, Democratic Republic of Congo, July 15 -"."""
    names: list[Name] = []
    for section in document.sections:
        if section.kind is not SectionKind.DATELINE:
            continue
        at = document.inside(Span(section.span.end, len(document.text))).start
        for match in DATELINE_PLACE.finditer(document.text, section.span.start, section.span.end):
            said = match[0].strip()
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            entries = vocab.gazetteer.lookup(said) if said[:1].isalpha() else ()
            if not entries:
                break
            names.append(Name(at, at, Span(start, start + len(said)), entries, 9.0, said=said, tail=at))
    if len(names) == 2 and names[1].entries[0].feature in (Feature.COUNTRY, Feature.ADM1):
        names[0] = replace(names[0], holders=((names[1].entries, 1.0),))
    return names


def _mention(document: Document, vocab: Vocab, name: Name, choice: Choice) -> tuple[Mention, Issue | None]:
    place, issue = _settled(document, vocab, name, choice)
    if name.first == name.last:  # the dateline
        head = min(name.first, max(len(document.tokens) - 1, 0))
        return Mention(Kind.PLACE, name.span, place, head, Basis.DATELINE), issue
    tail = name.tail if name.level in ("adm1", "adm2", "either") else name.last
    area = Area(name.first, tail, _head(document, name.first, tail), place or Place(name.said))
    if place is not None:
        area = widened(document, vocab.places, area, choice.entry.spread)
    value = area.place if place is not None else None
    return Mention(Kind.PLACE, document.span(area.first, area.last), value, area.head), issue


def _settled(document: Document, vocab: Vocab, name: Name, choice: Choice) -> tuple[Place | None, Issue | None]:
    """The place chosen; where the choice is too close, the division or state that both share, and an Issue."""
    place, second = place_of(choice.entry, vocab.gazetteer), choice.second
    if choice.strange:
        message = f"'{name.said}' is known only in {_where(vocab, choice.entry)}, of which the report does not speak"
        return None, Issue("place_unsure", "place", name.span, message)
    if second is None or choice.lead >= UNSURE:
        return _levelled(vocab, name, choice.entry, place), None
    message = f"'{name.said}' may be in {_where(vocab, choice.entry)} or in {_where(vocab, second)}"
    issue = Issue("place_unsure", "place", name.span, message)
    if choice.entry.country and choice.entry.country == second.country:
        state = vocab.gazetteer.country(choice.entry.country)
        return (place_of(state, vocab.gazetteer) if state else None), issue
    return None, issue


def _levelled(vocab: Vocab, name: Name, entry: Entry, place: Place) -> Place:
    """A region named after its town, which the gazetteer lacks: the town's division, or the land around it."""
    if name.level in ("adm1", "adm2", "either") and entry.feature == Feature.PLACE and name.tail > name.last:
        return replace(place, precision=PlacePrecision.NEAR)
    return place


def _where(vocab: Vocab, entry: Entry) -> str:
    state = vocab.gazetteer.country(entry.country) if entry.country else None
    parts = (division(entry, vocab.gazetteer), state.name if state else None)
    return ", ".join(part for part in parts if part) or entry.name


def _back(document: Document, vocab: Vocab, back: Back) -> Mention:
    area = Area(back.first, back.last, back.last - 1, place_of(back.entry, vocab.gazetteer))
    area = widened(document, vocab.places, area, back.entry.spread)
    return Mention(Kind.PLACE, document.span(area.first, area.last), area.place, area.head, Basis.CONTEXT)


def _unknown(document: Document, one: Unknown) -> Mention:
    head = _head(document, one.first, one.last)
    return Mention(Kind.PLACE, document.span(one.first, one.last), one.place, head)


def _unplaced(document: Document, one: Unknown) -> Issue:
    where = f"; placed in {one.place.adm1 or one.place.country}, which is said to hold it" if one.place.country else ""
    message = f"'{one.said}' is not in the gazetteer{where}"
    return Issue("place_unknown", "place", document.span(one.first, one.last), message)


def _head(document: Document, first: int, last: int) -> int:
    head = document.head_of(document.span(first, last))
    return last - 1 if head is None else head


def locate(document: Document, vocab: Vocab, spans: list[Span]) -> list[Place | None]:
    """The place that each given span means, told by the report around it; nationalities count as their states."""
    others = [name for name in place_names(document, vocab) if not any(name.span.overlaps(span) for span in spans)]
    looker = Looker(document, vocab)
    given = [looker.given(span) for span in spans]
    names = sorted([*others, *(name for name in given if name)], key=lambda name: name.span)
    for at, name in enumerate(names):
        name.holders = _holders(document, vocab, name, names, at)
    chosen = {n.span: c for n, c in zip(names, choose(names, nationalities(document, vocab)), strict=True)}
    return [place_of(chosen[span].entry, vocab.gazetteer) if span in chosen else None for span in spans]
