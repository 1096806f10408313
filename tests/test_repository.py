"""The repository keeps its own rules: hashed versions, no registry named, invented examples, licences."""

import re
import subprocess
from pathlib import Path

import pytest

from onrecord.store import Store

ROOT = Path(__file__).parent.parent
HOSTS = re.compile(
    r"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|debian|huggingface|githubusercontent|jsdelivr|unpkg)[\w.-]*"
)


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("no git checkout: nothing to list")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def test_every_pinned_version_has_a_hash() -> None:
    pins = re.split(r"\n(?=\S)", (ROOT / "requirements.txt").read_text())
    named = [pin for pin in pins if re.match(r"[a-z0-9]", pin)]
    assert len(named) > 50
    assert [pin.split("\n")[0] for pin in named if "==" not in pin or "--hash=sha256:" not in pin] == []


def test_no_file_names_a_registry() -> None:
    texts = [file for file in tracked() if file.suffix in {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".json", ""}]
    assert [str(file) for file in texts if HOSTS.search(file.read_text(encoding="utf-8", errors="ignore"))] == []


def test_no_squatted_version_is_pinned() -> None:
    assert "999.9.9" not in (ROOT / "requirements.txt").read_text()


def test_examples_are_ten_or_more_and_dated() -> None:
    reports = sorted((ROOT / "examples").glob("*.txt"))
    assert len(reports) >= 10
    assert len({report.name[:10] for report in reports}) >= 2


def test_no_module_of_the_package_prints_but_the_cli() -> None:
    modules = [file for file in (ROOT / "src" / "onrecord").rglob("*.py") if file.parent.name != "cli"]
    assert [str(file) for file in modules if re.search(r"^\s*print\(", file.read_text(), re.M)] == []


def test_the_query_of_the_readme_names_columns_that_are_there() -> None:
    query = re.search(r'sqlite3 onrecord.db "(select [^"]+)"', (ROOT / "README.md").read_text())
    assert query is not None
    with Store.open(":memory:") as store, store.engine.connect() as connection:
        assert list(connection.exec_driver_sql(query[1])) == []


@pytest.mark.parametrize("fragment", sorted((ROOT / "changelog.d").glob("*.md")), ids=lambda path: path.stem)
def test_fragments_of_the_changelog_are_lists(fragment: Path) -> None:
    assert all(line.startswith(("- ", "  ")) for line in fragment.read_text(encoding="utf-8").splitlines())
