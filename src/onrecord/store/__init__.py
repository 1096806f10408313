"""The record in a database: open it, keep what was read, ask for it, replace what is derived.

`schema` says which tables there are, `rows` how an extraction is written into them, `load` how claims come back,
`search` how words are found, `filter` what can be asked for. Reports, claims and judgements are kept; events and
transfers can be rebuilt from them. All but `filter` is imported at first use: reading a report needs no database.
"""

from typing import TYPE_CHECKING, Any

from onrecord.store.filter import EVERYTHING, Filter

if TYPE_CHECKING:
    from onrecord.store.search import Found
    from onrecord.store.store import Kept, Outcome, Store

__all__ = ["EVERYTHING", "Filter", "Found", "Kept", "Outcome", "Store"]


def __getattr__(name: str) -> Any:
    """The classes that need SQLAlchemy, which takes a quarter of a second to import."""
    if name not in __all__:
        raise AttributeError(f"module 'onrecord.store' has no attribute {name!r}")
    from onrecord.store import search, store

    return getattr(search if name == "Found" else store, name)
