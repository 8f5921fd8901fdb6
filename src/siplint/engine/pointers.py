"""The pointers of many diagnostics, complete as far as memory allows."""

from __future__ import annotations

from siplint.model.tree_path import pointer, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import Path

REACH = 1_000
"""A pointer is long if the keys above the member have more code points than this."""
MOST = 4_000_000
"""After so many code points of long pointers, further long ones are cut."""


class Pointers:
    """Turns the paths of diagnostics that are made together into JSON Pointers.

    Below one huge key there may be very many findings, and each pointer contains the key. So as soon as the long
    pointers (those with more than `REACH` code points of keys above the member) have `MOST` code points together, a
    further long one ends before the key that exceeds `REACH`. Only the findings and their order decide which are cut.
    """

    __slots__ = ("written",)

    def __init__(self) -> None:
        self.written = 0

    def write(self, path: Path) -> str:
        """Return a path as a JSON Pointer (RFC 6901), cut if memory demands it."""
        if len(path) <= 1 or sum(len(spelled(step)) for step in path[:-1]) <= REACH:
            return pointer(path)
        if self.written >= MOST:
            return pointer(_beginning(path))
        text = pointer(path)
        self.written += len(text)
        return text


def _beginning(path: Path) -> Path:
    """Return the steps before the one that exceeds `REACH`; there must be one."""
    size = count = 0
    while size <= REACH:
        size += len(spelled(path[count]))
        count += 1
    return path[: count - 1]
