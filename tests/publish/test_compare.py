"""The record against rows coded by hand; all rows are invented."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import OutputError
from onrecord.publish.compare import Coded, compare, read_coded
from onrecord.publish.formats.deaths import Deaths

DEAD = Deaths(40, 40, 60)
OURS = Coded("o1", date(2025, 3, 7), date(2025, 3, 8), "SDN", "Kabkabiya", "North Darfur", (13.65, 24.08), False, DEAD)
ACLED = """event_id_cnty,event_date,time_precision,country,admin1,location,latitude,longitude,geo_precision,fatalities
SDN1,08 March 2025,1,Sudan,North Darfur,Kabkabiya,13.65,24.08,1,45
SDN2,2025-03-08,1,Sudan,North Darfur,El Fasher,13.63,25.35,1,3
SDN3,2025-03-01,1,Sudan,Khartoum,Omdurman,15.64,32.48,1,0
XXX4,no day,1,Sudan,Khartoum,Omdurman,15.64,32.48,1,0
"""
GED = """id,date_start,date_end,country,adm_1,where_coordinates,latitude,longitude,where_prec,low,best,high
7,2025-03-07 00:00:00.000,2025-03-07 00:00:00.000,Sudan,North Darfur,Kabkabiya town,13.66,24.1,1,10,12,14
"""


def file(folder: Path, text: str) -> Path:
    path = folder / "coded.csv"
    path.write_text(text, encoding="utf-8")
    return path


def statuses(theirs: tuple[Coded, ...], *ours: Coded) -> list[tuple[str, str | None, str | None]]:
    return [(p.status, p.theirs and p.theirs.id, p.ours and p.ours.id) for p in compare(theirs, ours)]


def test_acled_rows_match_by_day_and_place(tmp_path: Path) -> None:
    theirs = read_coded(file(tmp_path, ACLED))
    assert [one.id for one in theirs] == ["SDN1", "SDN2", "SDN3"]
    assert statuses(theirs, OURS) == [("matched", "SDN1", "o1"), ("missed", "SDN2", None)]


def test_ged_row_with_other_numbers_differs(tmp_path: Path) -> None:
    assert statuses(read_coded(file(tmp_path, GED)), OURS) == [("differs", "7", "o1")]


def test_what_only_we_have_is_extra() -> None:
    theirs = (replace(OURS, id="t1"),)
    other = replace(OURS, id="o2", place="Zalingei", point=(12.91, 23.47))
    assert statuses(theirs, OURS, other) == [("extra", None, "o2"), ("matched", "t1", "o1")]


def test_each_is_used_once_and_the_nearest_pair_wins() -> None:
    far = replace(OURS, id="t2", place="Camp", point=(13.8, 24.1))
    assert statuses((far, replace(OURS, id="t1")), OURS) == [("matched", "t1", "o1"), ("missed", "t2", None)]


def test_another_week_or_another_state_does_not_match() -> None:
    later = replace(OURS, id="t1", start=date(2025, 3, 11), end=date(2025, 3, 11))
    assert ("matched", "t1", "o1") not in statuses((later, replace(OURS, id="t3", start=date(2025, 3, 1))), OURS)
    assert statuses((replace(OURS, id="t1", country="TCD"),), OURS) == []


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "event_date\n"])
def test_another_table_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(OutputError, match=r"coded\.csv: neither ACLED's nor UCDP"):
        read_coded(file(tmp_path, text))
