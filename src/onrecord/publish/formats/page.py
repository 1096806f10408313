"""The page of formats in the docs, from the formats themselves."""

from collections.abc import Iterable

from onrecord.publish.formats.format import Format


def page(formats: Iterable[Format]) -> str:
    """Markdown: a section a format, with what maps to what and what is lost."""
    return "\n\n".join(_section(one) for one in formats)


def _section(one: Format) -> str:
    kind = f"`{one.suffix}` file" if one.suffix else "folder, one file a table"
    maps = [f"| {theirs} | {ours} |" for theirs, ours in _grouped(one.maps)]
    lost = "; ".join(one.lost)
    lines = (
        f"## {one.name}",
        "",
        f"{one.about[0].upper()}{one.about[1:]}: a {kind}. Follows: {one.follows}.",
        "",
        "| there | from |",
        "|---|---|",
        *maps,
        "",
        f"Lost: {lost}.",
    )
    return "\n".join(lines)


def _grouped(maps: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Fields that come from the same, in one row."""
    rows: dict[str, list[str]] = {}
    for theirs, ours in maps:
        rows.setdefault(ours, []).append(theirs)
    return [(", ".join(_tables(theirs)), ours) for ours, theirs in rows.items()]


def _tables(fields: list[str]) -> list[str]:
    """`claims.id, claims.type` as `claims: id type`, where fields are those of tables."""
    if not all("." in field and " " not in field for field in fields):
        return fields
    tables: dict[str, list[str]] = {}
    for field in fields:
        table, _, name = field.partition(".")
        tables.setdefault(table, []).append(name)
    return [f"**{table}**: {' '.join(names)}" for table, names in tables.items()]
