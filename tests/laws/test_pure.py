"""Law (b): the same report gives the same extraction, twice and in another process."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from onrecord.model.extraction import Extraction

TEXT = """outlet: Harbour Times
date: 2024-01-05

Rebels shelled Goma on Thursday, killing at least nine people, the army said. The rebels denied it.
“We shot down 12 drones overnight,” the ministry said on Telegram. This could not be verified independently.
Germany has delivered ten armoured vehicles to Ukraine, officials in Kyiv said.
"""
PROGRAM = "import sys, onrecord; print(onrecord.extract(sys.stdin.read()).to_json())"


def test_the_same_report_twice(extract_text: Callable[..., Extraction]) -> None:
    first, between, second = extract_text(TEXT), extract_text("Mali said so."), extract_text(TEXT)
    assert first.claims
    assert between != first
    assert first == second
    assert first.to_json() == second.to_json()


@pytest.mark.slow
def test_another_process_with_other_hashes(extract_text: Callable[..., Extraction]) -> None:
    command = [sys.executable, "-c", PROGRAM]
    env = {"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path), "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    from os import environ

    run = subprocess.run(command, input=TEXT, capture_output=True, text=True, env={**environ, **env}, check=True)
    assert run.stdout.strip() == extract_text(TEXT, published=None).to_json()
