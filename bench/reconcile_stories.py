"""Invented stories of several reports each, read by the real reader and reconciled, against their gold.

B-cubed F1 over the claims whose sentence the gold puts in an event; a false merge is an event of ours with claims of
two events of the gold; a dispute is found where the event that holds most of the gold's claims shows its type.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from onrecord.gather import make_report
from onrecord.model.record import Event, Told
from onrecord.pipeline import Reader, extract
from onrecord.reconcile import reconcile
from onrecord.reconcile.retold import tells_event

FILE = Path(__file__).parent.parent / "tests" / "reconcile" / "stories.yaml"


@dataclass
class Result:
    """What one story gave."""

    name: str
    pairs: list[tuple[str, str]] = field(default_factory=list)  # gold event, our event; one a claim
    untold: list[str] = field(default_factory=list)  # sentences of an event of which the reader made no claim of one
    merges: list[tuple[str, ...]] = field(default_factory=list)
    disputes: tuple[int, int, list[str]] = (0, 0, [])  # found, asked, what is missing or too much
    figures: tuple[int, int, list[str]] = (0, 0, [])


def read_stories() -> list[dict[str, Any]]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def run_story(story: dict[str, Any], reader: Reader) -> Result:
    told, gold = _told(story, reader)
    described = reconcile(told)
    home = {claim: event for event in described.events for claim in event.claims}
    result = Result(story["name"])
    for one in told:
        letter = gold.get((one.report.id, " ".join(one.quote.split())))
        if letter and letter != "_" and tells_event(one):
            result.pairs.append((letter, home[one.claim.id].id))
    telling = {(one.report.id, " ".join(one.quote.split())) for one in told if tells_event(one)}
    result.untold = [said for (report, said), letter in gold.items() if letter != "_" and (report, said) not in telling]
    held: defaultdict[str, set[str]] = defaultdict(set)
    for letter, ours in result.pairs:
        held[ours].add(letter)
    result.merges = [tuple(sorted(letters)) for letters in held.values() if len(letters) > 1]
    main = {letter: _main(letter, result.pairs, described.events) for letter in {letter for letter, _ in result.pairs}}
    result.disputes = _disputes(story, main)
    result.figures = _figures(story, main)
    return result


def bcubed(pairs: list[tuple[str, str]]) -> float:
    """B-cubed F1 in percent (Bagga and Baldwin 1998) over (gold, ours), one a claim."""
    both, gold, ours = Counter(pairs), Counter(g for g, _ in pairs), Counter(o for _, o in pairs)
    if not pairs:
        return 0.0
    precision = sum(both[pair] / ours[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / gold[pair[0]] for pair in pairs) / len(pairs)
    return 200 * precision * recall / (precision + recall)


def _told(story: dict[str, Any], reader: Reader) -> tuple[list[Told], dict[tuple[str, str], str]]:
    told, gold = [], {}
    for each in story["reports"]:
        says = [(letter, words) for said in each["says"] for letter, words in said.items()]
        text = " ".join(words for _, words in says)
        made = extract(make_report(text, published=each["day"], outlet=each["outlet"]), reader)
        gold |= {(made.report.id, words): letter for letter, words in says}
        chain = {attribution.id: attribution for attribution in made.attributions}
        told += [Told(c, made.report, tuple(chain[id_] for id_ in c.attribution)) for c in made.claims]
    return told, gold


def _main(letter: str, pairs: list[tuple[str, str]], events: tuple[Event, ...]) -> Event:
    most = Counter(ours for gold, ours in pairs if gold == letter).most_common(1)[0][0]
    return next(event for event in events if event.id == most)


def _disputes(story: dict[str, Any], main: dict[str, Event]) -> tuple[int, int, list[str]]:
    found, asked, notes = 0, 0, []
    for letter in {*main, *story["disputes"]}:
        wanted = set(story["disputes"].get(letter, ()))
        shown = {dispute.about for dispute in main[letter].disputes} if letter in main else set()
        found, asked = found + len(wanted & shown), asked + len(wanted)
        notes += [f"{letter}: no {about}" for about in sorted(wanted - shown)]
        notes += [f"{letter}: {about} too much" for about in sorted(shown - wanted)]
    return found, asked, notes


def _figures(story: dict[str, Any], main: dict[str, Event]) -> tuple[int, int, list[str]]:
    found, asked, notes = 0, 0, []
    for letter, wanted in story["figures"].items():
        shown = {(f.kind, f.best) for f in main[letter].figures} if letter in main else set()
        missing = [f"{letter}: {kind} {number}" for kind, number in wanted if (kind, number) not in shown]
        found, asked = found + len(wanted) - len(missing), asked + len(wanted)
        notes += missing
    return found, asked, notes
