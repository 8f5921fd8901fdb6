"""How far two texts, or two lists of lines, are the same."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def common_start(one: Sequence[object], other: Sequence[object]) -> int:
    """Return with how many equal items two sequences begin: by halving, since slices are compared at once."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def common_ends(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """Return with how many equal items two sequences begin, and with how many the rest of both ends."""
    start = common_start(one, other)
    return start, common_start(one[start:][::-1], other[start:][::-1])
