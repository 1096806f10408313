"""The brief of each day of the gold reports: how many sentences it has, how many are quoted, how many were refused.

The reports are those of `tests/gold/reports`, read anew; no data is needed. `refused` counts sentences that the
generator made and the check turned down: they are not printed, and each is a fault of the generator.
"""

from datetime import date
from pathlib import Path
from typing import Any

from bench.corpus import corpus_hash
from onrecord.gather import gather
from onrecord.pipeline import extract, load_reader, records, update
from onrecord.publish import Question, make_brief
from onrecord.store import Filter, Store

REPORTS = Path(__file__).parent.parent / "tests" / "gold" / "reports"


def run(data: Path, *, peers: bool = False, sample: int = 0) -> dict[str, Any]:
    """Figures over all days."""
    reader = load_reader()
    with Store.open("sqlite://") as store:
        update(store, (extract(one.report, reader) for one in gather([REPORTS]) if one.report))
        days = sorted({report.day for report in records(store, Filter()).reports() if report.day})
        return {**_figures(store, days), "gold_reports_corpus": corpus_hash(REPORTS.glob("*.txt"))}


def _figures(store: Store, days: list[date]) -> dict[str, Any]:
    sentences, quoted, refused = 0, 0, 0
    for day in days:
        made = make_brief(Question(day), records(store, Filter(reported_last=day, as_of=day)))
        body = [section for section in made.sections if section.key != "takeaways"]
        texts = [s.text for section in body for paragraph in section.paragraphs for s in paragraph]
        sentences += len(texts)
        quoted += sum("“" in text for text in texts)
        refused += len(made.refused)
    share = round(100 * quoted / sentences, 1) if sentences else 0.0
    return {"days": len(days), "sentences": sentences, "quoted_percent": share, "refused": refused}
