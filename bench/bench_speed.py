"""What each stage costs beside the parse of the same text, and the speed of the whole (`speed_whole`, `soak`).

Text: articles of PolNeAR's dev part. Each stage runs over all five times, in processor time; the median stands.
The targets: find at most 35 % of the parse, attribution and standing 15 %, events, transfers and relations 20 %;
extract at most 1.7 times the bare parse, read 2.2 times; two processes 1.8 times one; less than 1.2 GB a process, and
flat; `--help` in 300 ms, the first report in 2.5 s.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from bench.corpus import corpus_hash
from bench.speed_whole import beside_parse, one_day, peer, starts, two_processes
from onrecord.claim.attribution import find_attributions
from onrecord.claim.chain import with_chain, with_statements
from onrecord.claim.event import find_events, states
from onrecord.claim.phrase import Phrases
from onrecord.claim.relation import find_relations
from onrecord.claim.relation_claims import Reading, unread
from onrecord.claim.standing import with_standing
from onrecord.claim.transfer import find_transfers
from onrecord.find import FINDERS, find_mentions
from onrecord.gather import make_report
from onrecord.model.claim import Claim
from onrecord.pipeline import default_reader, extract
from onrecord.read import READ, read_document
from onrecord.read.sections import read_sections

ROUNDS, ARTICLES, SOAK = 5, 20, 1_000


def run(data: Path, *, peers: bool, sample: int) -> dict[str, Any]:
    """Prints the table; returns the ratios."""
    files = sorted((data / "polnear" / "dev" / "text").glob("*.txt"))[: sample or ARTICLES]
    reports = [make_report(file.read_text(encoding="utf-8")) for file in files]
    words = sum(len(report.text.split()) for report in reports)
    reader = default_reader()
    vocab, parser = reader.vocab, reader.parser
    documents = [read_document(report, parser) for report in reports]
    mentions = [find_mentions(document, vocab)[0] for document in documents]
    said = [find_attributions(d, m, vocab) for d, m in zip(documents, mentions, strict=True)]
    drafts = [_events(d, m, vocab) for d, m in zip(documents, mentions, strict=True)]
    chained = [with_statements(d, with_chain(c, a), a) for d, c, a in zip(documents, drafts, said, strict=True)]

    def parse() -> None:
        for report in reports:
            sections = [(n, s.span) for n, s in enumerate(read_sections(report)) if s.kind in READ]
            parser.parse(report.text, sections)

    def attribute() -> None:
        for document, found in zip(documents, mentions, strict=True):
            find_attributions(document, found, vocab)

    def stand() -> None:
        for document, claims, spoken in zip(documents, chained, said, strict=True):
            with_standing(document, claims, spoken, vocab)

    stages: dict[str, Callable[[], object]] = {
        "parse": parse,
        "find": lambda: [find_mentions(document, vocab) for document in documents],
        "attribution": attribute,
        "standing": stand,
        "events": lambda: [_events(d, m, vocab) for d, m in zip(documents, mentions, strict=True)],
        "extract": lambda: [extract(report, reader) for report in reports],
    }
    seconds = {name: _median(stage) for name, stage in stages.items()}
    for name, taken in seconds.items():
        print(f"{name:<14}{taken * 1e6 / words:8.1f} µs a word {taken / seconds['parse']:8.2f} of the parse")
    for find in FINDERS:
        taken = _median(lambda find=find: [find(d, vocab, m) for d, m in zip(documents, mentions, strict=True)])
        print(f"  {find.__name__:<14}{taken * 1e6 / words:6.1f} µs a word")
    ratios = {
        f"{name}_of_parse": round(taken / seconds["parse"], 3) for name, taken in seconds.items() if name != "parse"
    }
    whole = {
        **beside_parse(reports, reader),
        **one_day(reports, reader),
        **two_processes(reports),
        **starts(),
        **(peer(reports) if peers else {}),
    }
    kept = subprocess.run([sys.executable, "-m", "bench.soak", str(SOAK)], check=True, capture_output=True, text=True)
    held = json.loads(kept.stdout.splitlines()[-1])
    print(f"memory over {held['reports']:,} reports: {held['mb_after_a_quarter']} MB, then {held['mb_at_the_end']} MB")
    return {
        **ratios,
        **whole,
        **{name: held[name] for name in ("mb_after_a_quarter", "mb_at_the_end", "database_kb_a_report")},
        "words": words,
        "words_per_second": round(words / seconds["extract"]),
        "corpus": corpus_hash(files),
    }


def _events(document: Any, mentions: Any, vocab: Any) -> tuple[Claim, ...]:
    events, _ = find_events(document, mentions, vocab, ())
    transfers, _ = find_transfers(document, mentions, vocab, events)
    phrases = Phrases(document, mentions, vocab.events, states(vocab))
    acts = Reading(phrases, vocab.relations, find_relations(document, mentions, vocab.relations))
    return events + transfers + unread(acts, events + transfers)


def _median(stage: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        start = process_time()
        stage()
        taken.append(process_time() - start)
    return median(taken)
