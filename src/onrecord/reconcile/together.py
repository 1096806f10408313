"""What belongs together, directly or through others (union-find)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Together:
    """Numbers from 0 to `size`, joined into groups. A group is named by its smallest number."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, at: int) -> int:
        """The smallest number of the group."""
        parent = self._parent
        while parent[at] != at:
            parent[at] = at = parent[parent[at]]
        return at

    def join(self, left: int, right: int) -> None:
        """Puts the groups of two numbers together."""
        ours, theirs = self.root(left), self.root(right)
        self._parent[max(ours, theirs)] = min(ours, theirs)

    def groups(self, values: Sequence[T]) -> list[list[T]]:
        """The values by group, all in their own order.

        >>> together = Together(3)
        >>> together.join(2, 0)
        >>> together.groups("abc")
        [['a', 'c'], ['b']]
        """
        found: defaultdict[int, list[T]] = defaultdict(list)
        for at, value in enumerate(values):
            found[self.root(at)].append(value)
        return list(found.values())
