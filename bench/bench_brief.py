"""The brief of each day of the gold reports: how many sentences it has, how many are quoted, how many were refused.

The reports are those of `tests/gold`, each on the day that its gold gives, read anew; no data is needed. `refused`
counts sentences that the generator made and the check turned down: they are not printed, and each is a fault of the
generator.
"""

from datetime import date
from pathlib import Path
from typing import Any

from bench.bench_days import own_days
from bench.corpus import corpus_hash
from onrecord.gather import make_report
from onrecord.pipeline import extract, load_reader, records, update
from onrecord.publish import Question, make_brief
from onrecord.store import Filter, Store


def run(data: Path, *, peers: bool = False, sample: int = 0) -> dict[str, Any]:
    """Figures over all days."""
    reader, days = load_reader(), own_days(sample)
    with Store.open("sqlite://") as store:
        update(store, (extract(make_report(day.text, published=day.published), reader) for day in days))
        figures = _figures(store, sorted({day.published for day in days}))
    return {**figures, "gold_reports_corpus": corpus_hash([file for day in days for file in day.files])}


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
