"""Tables in the terminal: where one is too narrow for its columns, each row stands as lines of its own."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("table") / "onrecord.db"
    read = ["read", str(ROOT / "examples" / "2025-03-08-kabkabiya-market.txt"), "--db", str(path)]
    assert CliRunner().invoke(app, read).exit_code == 0
    return path


def printed(db: Path, columns: int) -> list[str]:
    result = CliRunner(env={"COLUMNS": str(columns)}).invoke(app, ["events", "--db", str(db)])
    assert result.exit_code == 0
    return [line.rstrip() for line in result.stdout.splitlines()]


def test_a_wide_terminal_has_a_table_whose_heads_are_whole(db: Path) -> None:
    heads = next(line for line in printed(db, 180) if "standing" in line).split()
    assert {"day", "type", "figures", "standing", "sources", "id"} <= set(heads)


def test_a_narrow_terminal_has_each_event_as_lines(db: Path) -> None:
    lines = printed(db, 80)
    assert any(line.startswith("figures ") and "40 or more (a doctors' union)" in line for line in lines)
    assert [line for line in lines if 0 < len(line.strip()) < 4] == [], "no word is cut into letters"
    assert max(map(len, lines)) <= 80
