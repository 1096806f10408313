"""Holidays fall on their days. Islamic ones are reckoned by table, a day more or less."""

from datetime import date, timedelta

import pytest

from onrecord.errors import VocabError
from onrecord.find.times.feasts import holiday_of
from onrecord.vocab.time import Holiday, _holiday, load_times

HOLIDAYS = {name: holiday for holiday in load_times().holidays for name in holiday.names}
KNOWN = [
    ("Easter", date(2024, 3, 31)),
    ("Easter", date(2008, 3, 23)),
    ("Good Friday", date(2022, 4, 15)),
    ("Orthodox Easter", date(2024, 5, 5)),
    ("Orthodox Easter", date(2022, 4, 24)),
    ("Thanksgiving", date(1999, 11, 25)),
    ("Memorial Day", date(2024, 5, 27)),
    ("Yom Kippur", date(1973, 10, 6)),
    ("Yom Kippur", date(2023, 9, 25)),
    ("Simchat Torah", date(2023, 10, 7)),
    ("Rosh Hashanah", date(2024, 10, 3)),
    ("Passover", date(2024, 4, 23)),
    ("Hanukkah", date(2023, 12, 8)),
    ("Christmas", date(2023, 12, 25)),
]
SEEN = [
    ("Ramadan", date(2024, 3, 11)),
    ("Ramadan", date(2003, 10, 27)),
    ("Eid al-Fitr", date(2016, 7, 6)),
    ("Eid al-Adha", date(2024, 6, 16)),
    ("Ashura", date(2023, 7, 28)),
]


@pytest.mark.parametrize(("name", "day"), KNOWN)
def test_holiday_falls_on_its_day(name: str, day: date) -> None:
    assert holiday_of(HOLIDAYS[name], day.year) == day


@pytest.mark.parametrize(("name", "day"), SEEN)
def test_islamic_holiday_is_a_day_off_at_most(name: str, day: date) -> None:
    found = holiday_of(HOLIDAYS[name], day.year)
    assert found is not None
    assert abs(found - day) <= timedelta(1)


def test_no_gregorian_feast_before_the_gregorian_calendar() -> None:
    assert holiday_of(HOLIDAYS["Easter"], 1500) is None


def test_a_holiday_without_a_rule_is_refused() -> None:
    with pytest.raises(VocabError, match="needs one rule"):
        _holiday({"names": ["Nothing Day"]})


def test_every_rule_of_the_file_gives_a_day_in_2024() -> None:
    missing = [name for name, holiday in HOLIDAYS.items() if not isinstance(holiday_of(holiday, 2024), date)]
    assert missing == []
    assert all(isinstance(holiday, Holiday) for holiday in HOLIDAYS.values())
