"""The scorecard's page has each bench's figures."""

from pathlib import Path

from bench.corpus import corpus_hash, sampled
from bench.scorecard import page


def test_page_has_a_table_for_each_bench() -> None:
    text = page({"time": {"f1": 84.2, "words": 12000}})
    assert "## time" in text
    assert "| f1 | 84.2 |" in text
    assert "| words | 12,000 |" in text


def test_corpus_hash_follows_the_bytes_and_not_the_folder(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder, text in ((first, "x"), (second, "x")):
        folder.mkdir()
        (folder / "one.txt").write_text(text)
    assert corpus_hash([first / "one.txt"]) == corpus_hash([second / "one.txt"])
    (second / "one.txt").write_text("y")
    assert corpus_hash([first / "one.txt"]) != corpus_hash([second / "one.txt"])


def test_sample_is_spread_over_the_files() -> None:
    files = [Path(f"{n:02}") for n in range(10)]
    assert [file.name for file in sampled(files, 3)] == ["00", "03", "06"]
    assert sampled(files, 0) == files
