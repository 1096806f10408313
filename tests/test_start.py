"""What a command does not need it does not load."""

import subprocess
import sys
from pathlib import Path

import pytest

LOADED = """
import sys
from onrecord.cli import main
try:
    main()
except SystemExit:
    pass
print(*(name for name in sys.modules if name in {unwanted!r}), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (("--help",), ("spacy", "numpy", "sqlalchemy", "jinja2", "onrecord.engines", "onrecord.store", "ray")),
        (("extract", "a.txt"), ("sqlalchemy", "alembic", "lxml", "trafilatura", "ray", "pyarrow", "py3langid")),
    ],
)
def test_a_command_loads_only_what_it_needs(tmp_path: Path, words: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(
        "date: 2025-03-08\n\nRebels shelled the town on Friday, and the army said that it fled."
    )
    program = [sys.executable, "-c", LOADED.format(unwanted=unwanted), *words]
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout
    assert done.stderr.split() == []
