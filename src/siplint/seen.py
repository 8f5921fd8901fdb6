"""What a rule about several bodies remembers of those it has seen: integers, of a million bodies too."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.diagnostic import Path

BITS = 32
MASK = (1 << BITS) - 1


class Seen:
    """The place where each of many keys was met first.

    A key is an integer (a phone number's digits, the hash of a text); a place is a body and the index of an item in
    it, kept as one integer because a path would take ten times the memory.
    """

    __slots__ = ("_files", "_places")

    def __init__(self) -> None:
        self._files: list[str] = []
        self._places: dict[int, int] = {}

    def first(self, key: int, base: Path, item: int = 0) -> tuple[Path, int]:
        """Give the body and the item where a key was met first: those given, if it never was before."""
        if not self._files or self._files[-1] != base[0]:
            self._files.append(str(base[0]))
        index = int(base[1]) + 1 if len(base) > 1 else 0
        here = (item << BITS | len(self._files) - 1) << BITS | index
        there = self._places.setdefault(key, here)
        if there == here:
            return base, item
        file, index = self._files[there >> BITS & MASK], there & MASK
        return (file, index - 1) if index else (file,), there >> 2 * BITS
