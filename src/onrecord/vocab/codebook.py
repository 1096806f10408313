"""The codebook's types and modes, each with its definition and invented examples; the docs are made from it."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import VocabError
from onrecord.model.claim import Type
from onrecord.vocab.loader import read_yaml

EXAMPLES = 2  # a type


@dataclass(frozen=True, slots=True)
class Entry:
    """One type: what it is, what its modes mean, and examples whose claim it is."""

    type: Type
    what: str
    modes: dict[str, str]
    examples: tuple[str, ...]


def load_codebook() -> tuple[Entry, ...]:
    """All types in the codebook's order.

    Raises VocabError where a type is missing or has not two examples.
    """
    table = read_yaml("codebook.yaml")["types"]
    missing = {kind.value for kind in Type} ^ set(table)
    if missing:
        raise VocabError(f"vocab/data/codebook.yaml: types {sorted(missing)} are not in both code and table; mend it")
    short = [name for name, row in table.items() if len(row["examples"]) < EXAMPLES]
    if short:
        raise VocabError(f"vocab/data/codebook.yaml: {short} have fewer than {EXAMPLES} examples; add some")
    return tuple(
        Entry(kind, table[kind.value]["what"], table[kind.value]["modes"], tuple(table[kind.value]["examples"]))
        for kind in Type
    )


def markdown(entries: tuple[Entry, ...]) -> str:
    """The codebook's page of types, for the docs."""
    return "\n".join(line for entry in entries for line in _lines(entry))


def _lines(entry: Entry) -> Iterator[str]:
    yield from (f"## {entry.type.value}", "", entry.what, "")
    if entry.modes:
        yield from ("| mode | what |", "|---|---|")
        yield from (f"| `{mode}` | {what} |" for mode, what in entry.modes.items())
        yield ""
    yield from (f"- *{example}*" for example in entry.examples)
    yield ""
