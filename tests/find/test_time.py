"""Times: which words tell one, and the days that they mean. The rows are in `time_sentences.csv`."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.find.time import find_times
from onrecord.gather import make_report
from onrecord.model.mention import Mention, When
from onrecord.model.report import Issue
from onrecord.model.span import Basis
from onrecord.pipeline import Reader
from onrecord.read import read_document

TABLE = Path(__file__).with_name("time_sentences.csv")
COLUMNS = ("anchor", "sentence", "words", "start", "end", "precision", "timex")
Found = tuple[str, tuple[Mention, ...], tuple[Issue, ...]]


def rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, COLUMNS, delimiter="|", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="session")
def find(reader: Reader) -> Callable[..., Found]:
    """Text and its day of publication -> the text, its times and its issues."""

    def found(text: str, published: date | datetime | None) -> Found:
        document = read_document(make_report(text, published=published), reader.parser)
        return document.text, *find_times(document, reader.vocab, ())

    return found


def written(value: When | None) -> tuple[str, str, str, str]:
    """A time as the table writes it."""
    if value is None:
        return "-", "-", "-", "-"
    days = (day.isoformat() if day else "-" for day in (value.start, value.end))
    return (*days, value.precision or "-", value.timex or "-")


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['anchor']} {row['sentence'][:60]} [{row['words']}]")
def test_words_mean_these_days(find: Callable[..., Found], row: dict[str, str]) -> None:
    anchor = None if row["anchor"] == "-" else date.fromisoformat(row["anchor"])
    text, mentions, _ = find(row["sentence"], anchor)
    values = {mention.span.quote(text): mention.value for mention in mentions}
    if row["words"] == "-":
        assert values == {}
    else:
        assert row["words"] in values
        assert written(values[row["words"]]) == (row["start"], row["end"], row["precision"], row["timex"])


def test_a_war_day_that_disagrees_with_the_calendar_is_an_issue(find: Callable[..., Found]) -> None:
    _, mentions, issues = find("Ukraine enters the 690th day of the war.", date(2024, 1, 5))
    assert [mention.value for mention in mentions] == [None]
    assert [issue.code for issue in issues] == ["war_day"]


def test_a_war_day_told_as_past_before_it_came_is_an_issue(find: Callable[..., Found]) -> None:
    _, mentions, issues = find("On the 12th day of the fighting in Sudan, Khartoum was calm.", date(2023, 4, 17))
    assert [mention.value for mention in mentions] == [None]
    assert [issue.code for issue in issues] == ["war_day"]


def test_day_and_month_that_cannot_be_told_apart_are_an_issue(find: Callable[..., Found]) -> None:
    _, mentions, issues = find("The order of 03/04/2023 was secret.", date(2024, 1, 5))
    assert [mention.value for mention in mentions] == [None]
    assert [issue.code for issue in issues] == ["ambiguous_date"]


def test_a_report_of_the_late_evening_tells_of_the_night_that_has_begun(find: Callable[..., Found]) -> None:
    text = "Sirens sounded on Friday night."
    late = datetime(2024, 1, 5, 23, 15, tzinfo=UTC)
    assert written(find(text, late)[1][0].value)[3] == "2024-01-05TNI"
    assert written(find(text, date(2024, 1, 5))[1][0].value)[3] == "2024-01-04TNI"


def test_the_date_line_is_a_time_of_its_own_kind(find: Callable[..., Found]) -> None:
    text, mentions, _ = find("KYIV, Jan 5 (Agency) - Two men died.", date(2024, 1, 5))
    assert [(mention.span.quote(text), mention.basis) for mention in mentions] == [("Jan 5", Basis.DATELINE)]


def test_the_same_words_give_the_same_times_twice(find: Callable[..., Found]) -> None:
    text = "On Friday night, two days later and in May, drones came. Since Monday it is calm."
    assert find(text, date(2024, 1, 5)) == find(text, date(2024, 1, 5))


def test_without_a_day_no_weekday_gets_one(find: Callable[..., Found]) -> None:
    _, mentions, _ = find("On Monday and on Tuesday night, yesterday and last week, shells fell.", None)
    values = [mention.value for mention in mentions if isinstance(mention.value, When)]
    assert len(values) == 4
    assert all(value.start is None and value.end is None for value in values)


ODD = """the a on in at of since until between and to - , last next this that same day night week month year years hours
    weekend Friday Monday January Feb. 29 31 0 1 12 2024 1900 9999 0001 99999 BC first 99999th war Ukraine invasion
    morning midnight noon 25:61 23:59 p.m. 2400 GMT ago later before after two hundred half quarter century decade
    summer winter Easter Ramadan Passover turn end early ’99 1990s 312359ZDEC99 31/12/9999 9999-12-31 0001-01-01 D+3
    now daily every đ 𝟛 İ ٣"""
WORDS = st.sampled_from(ODD.split())
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from((date.min, date.max)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=1, max_size=14), published=DAYS)
def test_any_words_on_any_day_are_read_without_failing(
    find: Callable[..., Found], words: list[str], published: date | None
) -> None:
    text, mentions, issues = find(" ".join(words), published)
    spans = [mention.span for mention in mentions]
    assert all(span.quote(text).strip() for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    for value in (mention.value for mention in mentions):
        assert value is None or value.start is None or value.end is None or value.start <= value.end  # type: ignore[union-attr]
    assert all(issue.span is None or issue.span.end <= len(text) for issue in issues)
