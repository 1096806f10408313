"""A state that is named as the side that gets aid is not named again as the place."""

from datetime import date
from pathlib import Path

from onrecord.gather import make_report
from onrecord.pipeline import extract, load_reader, records, update
from onrecord.publish import Question, make_brief, render
from onrecord.store import Store


def test_the_state_that_gets_aid_is_named_once(tmp_path: Path) -> None:
    text = "In February Denmark delivered twelve Leopard 1 tanks to Ukraine."
    with Store.open(tmp_path / "one.db") as store:
        update(store, [extract(make_report(text, published=date(2025, 3, 8)), load_reader())])
        drawn = render(make_brief(Question(date(2025, 3, 8)), records(store)), "md")
    body = str(drawn).split("## Notes")[0]
    assert "to Ukraine in February" in body
    assert "in Ukraine" not in body
