"""The few lines of a large file that diagnostics point into."""

from __future__ import annotations

from siplint.diagnostic import Position
from siplint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    Line: TypeAlias = tuple[int, bytes]


class Excerpt(Record):
    """Lines of a file by number (from 1), each with its offset (bytes) and without its line break."""

    lines: Mapping[int, Line]


def texts(excerpt: Excerpt) -> dict[int, str]:
    """Give the lines as text, by number from 0."""
    return {
        number - 1: data.decode("utf-8", "surrogateescape").removesuffix("\r")
        for number, (_, data) in excerpt.lines.items()
    }


def positions(excerpt: Excerpt, offsets: Iterable[int]) -> dict[int, Position]:
    """Turn bytes of the file that lie in these lines into lines and columns."""
    from bisect import bisect_right

    numbers = sorted(excerpt.lines)
    starts = [excerpt.lines[number][0] for number in numbers]
    found = {}
    for offset in offsets:
        place = bisect_right(starts, offset) - 1
        before = excerpt.lines[numbers[place]][1][: offset - starts[place]]
        found[offset] = Position(numbers[place], len(before.decode("utf-8", "surrogateescape")) + 1, offset)
    return found


def blanked(excerpt: Excerpt, secrets: Iterable[str]) -> Excerpt:
    """Blank out secrets, those too that go on in the next line; nothing moves."""
    from siplint import blank

    numbers = sorted(excerpt.lines)
    whole = blank.blanked(b"\n".join(excerpt.lines[number][1] for number in numbers), secrets)
    shown = zip(numbers, whole.split(b"\n"), strict=True)
    return Excerpt({number: (excerpt.lines[number][0], data) for number, data in shown})
