"""The scorecard: `bench/scorecard.json` keeps each bench's last full figures; `docs/scorecard.md` is made from it."""

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CARD = HERE / "scorecard.json"
PAGE = HERE.parent / "docs" / "scorecard.md"
HEAD = """# Scorecard

Made by `python -m bench scorecard` from `bench/scorecard.json`, which each full run of a bench on the default data
writes. A corpus hash says which text a figure is of. How each figure is counted is said at the top of its bench.
Speeds were taken on one core of the machine of the last run.
"""


def read_card() -> dict[str, dict[str, Any]]:
    """Bench name -> its figures, corpus hashes among them; empty where nothing was measured."""
    return json.loads(CARD.read_text(encoding="utf-8")) if CARD.exists() else {}


def record(name: str, figures: dict[str, Any]) -> None:
    """Keeps the figures of a full run, and makes the page anew. A peer's figure that was not run anew stays."""
    card = read_card()
    peers = {key: value for key, value in card.get(name, {}).items() if key.startswith("peer_")}
    card[name] = {**peers, **figures}
    CARD.write_text(json.dumps(card, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    write_page()


def write_page() -> None:
    """Makes `docs/scorecard.md`."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(read_card()), encoding="utf-8")


def page(card: dict[str, dict[str, Any]]) -> str:
    """The scorecard as Markdown, one table a bench."""
    parts = [HEAD]
    for name, figures in sorted(card.items()):
        rows = [f"| {key} | {_cell(value)} |" for key, value in figures.items()]
        parts.append(
            "\n".join([f"## {name}", "", f"`python -m bench {name}`", "", "| figure | value |", "|---|---|", *rows])
        )
    return "\n".join(f"{part.rstrip()}\n" for part in parts)


def _cell(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
