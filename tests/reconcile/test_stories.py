"""Invented stories of several reports each, read by the real reader: clusters, disputes, figures against their gold."""

from typing import Any

import pytest

from bench.reconcile_stories import bcubed, read_stories, run_story
from onrecord.pipeline import Reader


@pytest.mark.parametrize("story", read_stories(), ids=lambda story: story["name"])
def test_no_two_events_are_merged_and_every_dispute_and_figure_is_found(story: dict[str, Any], reader: Reader) -> None:
    result = run_story(story, reader)
    assert result.merges == []
    assert (result.disputes[2], result.figures[2], result.untold) == ([], [], [])
    assert bcubed(result.pairs) >= 80  # a claim may stay by itself where it cannot be told whose it is
