"""A forgotten report leaves a hash and nothing else; a revised one is no longer current from its revision's day on."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord.errors import ForgottenReport, StoreError
from onrecord.gather import make_report
from onrecord.model.extraction import Extraction
from onrecord.pipeline import forget, update
from onrecord.store import Filter, Store
from onrecord.store.upkeep import check
from tests.store.whole import whole
from tests.store.writer import stories
from tests.stories import read


def told(count: int) -> list[Extraction]:
    return [read(story) for story in stories(count)]


def test_a_record_without_the_report_is_the_record_that_never_had_it(where: str, tmp_path: Path) -> None:
    all_of_them = told(6)
    gone, rest = all_of_them[2], [*all_of_them[:2], *all_of_them[3:]]
    with Store.open(where) as store, Store.open(tmp_path / "never.db") as never:
        update(store, all_of_them)
        forget(store, gone.report.id)
        update(never, rest)
        assert store.counts() == never.counts()
        assert sorted(map(repr, store.events())) == sorted(map(repr, never.events()))
        assert {one.claim.id for one in store.claims()} == {one.claim.id for one in never.claims()}
        assert check(store) == ()
        assert gone.report.id not in store.search(gone.report.text.split()[0]).reports


def test_no_word_of_it_is_left_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "onrecord.db"
    one, *others = told(4)
    marked = replace(one.report, text=one.report.text + " Xyzzyplugh.")
    odd = replace(one, document=replace(one.document, report=marked))
    with Store.open(file) as store:
        update(store, [odd, *others])
        forget(store, marked.id)
    assert b"Xyzzyplugh" not in file.read_bytes()
    assert b"xyzzyplugh" not in file.read_bytes()


def test_it_is_refused_when_it_comes_again(where: str) -> None:
    one = told(1)[0]
    with Store.open(where) as store:
        update(store, [one])
        forget(store, one.report.id)
        assert store.forgotten(one.report)
        with pytest.raises(ForgottenReport):
            store.keep(one)


@pytest.mark.parametrize(
    ("outlet", "again", "refused"),
    [
        ("Post", "Post", True),
        ("Post", " POST ", True),
        ("Post", "Mail", False),
        ("Post", None, True),
        (None, "Mail", True),
    ],
)
def test_the_same_words_are_refused_of_the_same_outlet_alone(
    where: str, outlet: str | None, again: str | None, refused: bool
) -> None:
    one = told(1)[0]

    def of(name: str | None, day: int) -> Extraction:
        report = make_report(one.report.text, outlet=name, published=date(2024, 1, day))
        return replace(one, document=replace(one.document, report=replace(report, outlet=name)), claims=())

    first, second = of(outlet, 5), of(again, 9)
    assert first.report.id != second.report.id
    with Store.open(where) as store:
        update(store, [first])
        forget(store, first.report.id)
        assert store.forgotten(second.report) is refused


def test_copies_by_other_outlets_are_named(where: str) -> None:
    one = told(1)[0]
    reports = [make_report(one.report.text, outlet=name, published=date(2024, 1, 5)) for name in ("Post", "Mail")]
    with Store.open(where) as store:
        for report in reports:
            store.keep_unread(report)
        assert store.copies(reports[0].id) == (reports[1].id,)


def test_a_report_that_is_not_there(where: str) -> None:
    with Store.open(where) as store, pytest.raises(StoreError, match="no report of this id"):
        forget(store, "nothing")


def under_one_address(first: Extraction, second: Extraction, day: date) -> tuple[Extraction, Extraction]:
    address = "https://news.example/shell"
    older = replace(first.report, url=address, published=date(2024, 1, 5), retrieved=datetime(2024, 1, 5, tzinfo=UTC))
    newer = replace(second.report, url=address, published=day, retrieved=datetime(2024, 1, 8, tzinfo=UTC))
    return (
        replace(first, document=replace(first.document, report=older)),
        replace(second, document=replace(second.document, report=newer)),
    )


@pytest.mark.parametrize("day", [date(2024, 1, 8), date(2024, 1, 5)])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_revision_takes_the_place_of_the_older_from_its_day_on(where: str, day: date, backwards: bool) -> None:
    old, new = under_one_address(*told(2)[:2], day)
    with Store.open(where) as store:
        update(store, [new, old] if backwards else [old, new])
        current = {one.report.id for one in store.claims()}
        then = {one.report.id for one in store.claims(Filter(as_of=date(2024, 1, 7)))}
        since = {one.report.id for one in store.claims(Filter(as_of=date(2024, 1, 9)))}
        assert current == since == {new.report.id}
        assert old.report.id in then
        assert new.report.id not in then, "an edit that keeps its day was there from when it was fetched"
        held = {claim for event in store.events() for claim in event.claims}
        assert held <= {claim.id for claim in new.claims}
        assert check(store) == ()


def test_forgetting_a_revision_makes_the_older_current_again(where: str, tmp_path: Path) -> None:
    old, new = under_one_address(*told(2)[:2], date(2024, 1, 8))
    with Store.open(where) as store, Store.open(tmp_path / "never.db") as never:
        update(store, [old, new])
        forget(store, new.report.id)
        update(never, [old])
        assert {one.claim.id for one in store.claims()} == {claim.id for claim in old.claims}
        assert store.counts() == never.counts()
        assert sorted(map(repr, store.events())) == sorted(map(repr, never.events()))
        assert whole(never)
