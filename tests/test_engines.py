"""Reports are read in their order, and one that fails does not stop the others."""

import os
from dataclasses import replace
from datetime import date

import pytest

from onrecord import engines
from onrecord.engines import Done, Parts, run
from onrecord.engines import one as one_report
from onrecord.errors import EmptyReport, ModelError
from onrecord.gather import Gathered, make_report
from onrecord.model.extraction import Extraction
from onrecord.model.report import Issue, Report
from onrecord.pipeline import Reader

FRIDAY = date(2024, 1, 5)
TEXTS = [f"Rebels shelled the town on Friday, killing {n} people, the army said." for n in range(2, 5)]


def gathered(*texts: str) -> list[Gathered]:
    return [Gathered(f"{n}.txt", make_report(text, published=FRIDAY)) for n, text in enumerate(texts)]


@pytest.fixture
def reports(reader: Reader) -> list[Gathered]:
    assert reader
    return gathered(*TEXTS)


def texts(done: list[Done]) -> list[str]:
    return [one.extraction.report.text for one in done if one.extraction]


def test_reports_come_back_read_in_their_order(reports: list[Gathered]) -> None:
    done = list(run(reports))
    assert texts(done) == TEXTS
    assert [one.name for one in done] == ["0.txt", "1.txt", "2.txt"]


def test_an_error_and_what_is_not_to_be_read_keep_their_places(reports: list[Gathered]) -> None:
    error = EmptyReport("x.txt: holds no words")
    too_long = replace(make_report("Words."), issues=(Issue("too_long", "gather", None, "more than the limit"),))
    given = [Gathered("x.txt", error=error), *reports, Gathered("long.txt", too_long)]
    done = list(run(given, wanted=lambda report: "2 people" not in report.text))
    assert done[0] == Done("x.txt", error=error)
    assert done[1].extraction is None
    assert done[1].report == reports[0].report
    assert done[-1] == Done("long.txt", too_long)
    assert texts(done) == TEXTS[1:]


def test_a_fault_in_one_report_is_told_and_the_others_are_read(
    reports: list[Gathered], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = one_report.extract

    def faulty(report: Report, reader: Reader) -> Extraction:
        return real(report, reader) if "3 people" not in report.text else [][0]

    monkeypatch.setattr(one_report, "extract", faulty)
    done = list(run(reports))
    assert texts(done) == [TEXTS[0], TEXTS[2]]
    assert str(done[1].error).startswith("1.txt: reading failed (IndexError: ")


def test_no_more_reports_are_held_than_are_in_work(reports: list[Gathered]) -> None:
    taken = []

    def source() -> object:
        for one in reports * 10:
            taken.append(one)
            yield one

    first = next(run(source(), wanted=lambda report: False))  # type: ignore[arg-type]
    assert first.name == "0.txt"
    assert len(taken) == engines.AHEAD


def test_a_missing_model_stops_the_run(reports: list[Gathered]) -> None:
    with pytest.raises(ModelError, match="no_such_model: this spaCy model is not installed"):
        list(run(reports, parts=Parts(model="no_such_model")))


class Deadly(str):
    """A text that ends the process that unpickles it, as a parser out of memory would."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


@pytest.mark.slow
def test_a_pool_reads_the_same_and_outlives_a_report_that_kills_its_process(reports: list[Gathered]) -> None:
    deadly = Gathered("deadly.txt", replace(make_report("Words."), headline=Deadly("x")))
    done = list(run([reports[0], deadly, reports[1]], processes=2))
    assert str(done[1].error).startswith("deadly.txt: the process that read it died")
    assert [one.extraction for one in done if one.extraction] == [one.extraction for one in run(reports[:2])]
