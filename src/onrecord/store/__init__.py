"""The record in a database: open it, keep what was read, ask for it, replace what is derived.

`schema` says which tables there are, `rows` how an extraction is written into them, `load` how claims come back,
`search` how words are found. Reports, claims and judgements are kept; events and transfers can be rebuilt from them.
"""

from onrecord.store.query import Filter
from onrecord.store.search import Found
from onrecord.store.store import Kept, Outcome, Store

__all__ = ["Filter", "Found", "Kept", "Outcome", "Store"]
