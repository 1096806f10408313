"""PolNeAR's measure, on invented annotations."""

from pathlib import Path

from bench.polnear import Counted, Gold, iou, matched, read_annotation, read_polnear
from onrecord.model.span import Span

TEXT = "The army said the bridge was gone. Medics agreed."
BRAT = "\n".join(
    [
        "T1\tSource 0 8\tThe army",
        "T2\tCue 9 13\tsaid",
        "T3\tContent 14 24;25 33\tthe bridge was gone",
        "T4\tAttribution 9 13\tsaid",
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
        "E2\tAttribution-no-source:T9 Cue:T2",
        "#1\tAnnotatorNotes E1\tsure",
        "",
    ]
)


def test_an_annotation_gives_source_cue_and_split_content() -> None:
    assert list(read_annotation(BRAT)) == [Gold((Span(0, 8),), (Span(9, 13),), (Span(14, 24), Span(25, 33)))]


def test_a_text_counts_once_for_each_annotation(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "one.txt").write_text(TEXT, encoding="utf-8")
    for reader in ("ab12", "cd34"):
        (tmp_path / "attributions" / f"one_{reader}.ann").write_text(BRAT, encoding="utf-8")
    assert [annotated.name for annotated in read_polnear(tmp_path)] == ["one", "one"]


def test_overlap_counts_words_not_characters() -> None:
    counted = Counted(TEXT)
    assert iou(counted.words((Span(0, 8),)), counted.words((Span(4, 13),))) == 1 / 3


def test_a_match_needs_half_of_the_words_and_takes_each_gold_once() -> None:
    gold = [(frozenset({1, 2, 3, 4}), frozenset({0}))]
    made = [(frozenset({1, 2}), frozenset({0})), (frozenset({1, 2, 3}), frozenset({9})), (frozenset({4}), frozenset())]
    assert matched(made, gold, source=False) == {1: 0}
    assert matched(made, gold, source=True) == {0: 0}
