"""The pointers of many diagnostics, whole as far as memory allows."""

from __future__ import annotations

from siplint.model.finding import pointer, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import Path

REACH = 1_000
"""Code points that the keys above a member have together before its pointer counts as a long one."""
MOST = 4_000_000
"""Code points of long pointers after which the next ones are cut."""


class Pointers:
    """Writes the paths of diagnostics that are made together as JSON Pointers.

    Below one huge key there may be a great many findings, and each has a pointer with the key in it. So once the long
    pointers, those with more than `REACH` code points of keys above the member, have come to `MOST` together, a further
    one ends before the key that goes beyond `REACH`. Which ones that are hangs on the findings and their order alone.
    """

    __slots__ = ("written",)

    def __init__(self) -> None:
        self.written = 0

    def write(self, path: Path) -> str:
        """Write a path as a JSON Pointer (RFC 6901), or the beginning of it that memory allows."""
        if len(path) <= 1 or sum(len(spelled(step)) for step in path[:-1]) <= REACH:
            return pointer(path)
        if self.written >= MOST:
            return pointer(_beginning(path))
        text = pointer(path)
        self.written += len(text)
        return text


def _beginning(path: Path) -> Path:
    """Give the steps before the one that goes beyond `REACH`, which there is."""
    size = count = 0
    while size <= REACH:
        size += len(spelled(path[count]))
        count += 1
    return path[: count - 1]
