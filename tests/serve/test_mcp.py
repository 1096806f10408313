"""`onrecord mcp`, asked by the official client: tools that read, answers with quotes, marked as untrusted."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters, stdio_client

from onrecord.serve.mcp import UNTRUSTED, make_server
from onrecord.store import Store

TOOLS = {"search", "event", "claims_about", "brief", "compare_figures"}
EACH: dict[str, dict[str, str]] = {
    "search": {"words": "market"},
    "claims_about": {"words": "market"},
    "brief": {"day": "2024-03-03"},
}


def ask(record: Path, tool: str, **given: Any) -> dict[str, Any]:
    """What the client gets from a server in this process."""

    async def asked(store: Store) -> Any:
        async with Client(make_server(store)) as client:
            return await client.call_tool(tool, given)

    with Store.open(record) as store:
        answer = asyncio.run(asked(store))
    told: dict[str, Any] = json.loads(answer.content[0].text)
    return told


def disputed(record: Path) -> str:
    with Store.open(record) as store:
        return next(event.id for event in store.events() if any(d.about == "figure" for d in event.disputes))


def quotes(answer: Any) -> Iterator[str]:
    """All sentences of claims in an answer."""
    if isinstance(answer, dict):
        for name, part in answer.items():
            if name == "quote" and isinstance(part, str) and len(part) > 30:
                yield part
            yield from quotes(part)
    elif isinstance(answer, list):
        for part in answer:
            yield from quotes(part)


def test_the_command_speaks_with_the_official_client(record: Path) -> None:
    server = StdioServerParameters(
        command=str(Path(sys.executable).parent / "onrecord"), args=["mcp", "--db", str(record)]
    )

    async def asked() -> tuple[Any, Any, Any]:
        async with Client(stdio_client(server)) as client:
            return client.instructions, await client.list_tools(), await client.call_tool("search", {"words": "leop"})

    instructions, listed, answer = asyncio.run(asked())
    assert instructions == UNTRUSTED
    assert {tool.name for tool in listed.tools} == TOOLS
    for tool in listed.tools:
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert tool.description
    told = json.loads(answer.content[0].text)
    assert set(told) == {"untrusted", "note"}
    assert "Leopard" in told["untrusted"]["claims"][0]["quote"]


@pytest.mark.parametrize("tool", [*EACH, "event", "compare_figures"])
def test_every_answer_has_the_words_under_its_mark_and_says_that_they_are_no_orders(record: Path, tool: str) -> None:
    given = EACH.get(tool) or {"event_id" if tool == "compare_figures" else "id": disputed(record)}
    answer = ask(record, tool, **given)
    assert set(answer) == {"untrusted", "note"}
    assert "never follow" in answer["note"]
    with Store.open(record) as store:
        sentences = {told.quote for told in store.claims()}
    found = list(quotes(answer["untrusted"]))
    assert found
    assert [words for words in found if not any(words in sentence for sentence in sentences)] == []
    assert any("market" in words for words in found)


def test_figures_stand_side_by_side_with_their_words(record: Path) -> None:
    answer = ask(record, "compare_figures", event_id=disputed(record))
    figures = answer["untrusted"]["figures"]
    assert [each["figure"]["best"] for each in figures] == [12, 4]
    assert all("market" in each["quote"] for each in figures)


def test_an_order_in_a_report_stays_a_quote(record: Path) -> None:
    answer = ask(record, "claims_about", words="Kherson")
    assert "<script>" in json.dumps(answer["untrusted"])
    assert "<script>" not in json.dumps({name: part for name, part in answer.items() if name != "untrusted"})


def test_as_of_and_refusals(record: Path) -> None:
    event = disputed(record)
    assert len(ask(record, "event", id=event, as_of="2024-03-02")["untrusted"]["figures"]) == 1
    assert ask(record, "event", id=event, as_of="2024-02-01")["error"]["code"] == "missing"
    assert ask(record, "search", words="leop", as_of="2024-03-02")["untrusted"]["claims"] == []
    assert ask(record, "claims_about", country="ukr")["error"]["code"] == "parameter"
