"""The MCP server: read-only tools over the same questions, each with quotes, marked as untrusted."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.serve.mcp import UNTRUSTED, make_server
from onrecord.store import Store

TOOLS = {"search", "event", "claims_about", "brief", "compare_figures"}


def ask(record: Path, tool: str, **given: Any) -> dict[str, Any]:
    with Store.open(record) as store:
        answer = asyncio.run(make_server(store).call_tool(tool, given))
    content = answer[0] if isinstance(answer, tuple) else getattr(answer, "content", answer)
    told: dict[str, Any] = json.loads(content[0].text)
    return told


def disputed(record: Path) -> str:
    with Store.open(record) as store:
        return next(event.id for event in store.events() if any(d.about == "figure" for d in event.disputes))


def test_all_tools_are_there_and_only_read(record: Path) -> None:
    with Store.open(record) as store:
        tools = asyncio.run(make_server(store).list_tools())
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)


def test_figures_stand_side_by_side_with_their_words(record: Path) -> None:
    answer = ask(record, "compare_figures", event_id=disputed(record))
    figures = answer["untrusted"]["figures"]
    assert [each["figure"]["best"] for each in figures] == [12, 4]
    assert all("market" in each["quote"] for each in figures)
    assert answer["note"] == UNTRUSTED


@pytest.mark.parametrize(
    ("tool", "given", "words"),
    [
        ("search", {"words": "leop"}, "Leopard"),
        ("claims_about", {"words": "market"}, "Kharkiv"),
        ("brief", {"day": "2024-03-03"}, "Leopard"),
    ],
)
def test_answers_hold_the_words_under_their_mark(record: Path, tool: str, given: dict[str, str], words: str) -> None:
    answer = ask(record, tool, **given)
    assert words in json.dumps(answer["untrusted"])


def test_as_of_and_refusals(record: Path) -> None:
    event = disputed(record)
    assert len(ask(record, "event", id=event, as_of="2024-03-02")["untrusted"]["figures"]) == 1
    assert ask(record, "event", id=event, as_of="2024-02-01")["error"]["code"] == "missing"
