"""The lines of a large file that diagnostics point into."""

from __future__ import annotations

from siplint.model.diagnostic import Position
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    from siplint.source.notations import AnyDocument as Document

    Line: TypeAlias = tuple[int, bytes]


class Excerpt(Record):
    """Lines of a file by number (from 1), each with its offset (bytes) and without its line ending."""

    lines: Mapping[int, Line]


def texts(excerpt: Excerpt) -> dict[int, str]:
    """Return the lines as text, by number from 0."""
    return {
        number - 1: data.decode("utf-8", "surrogateescape").removesuffix("\r")
        for number, (_, data) in excerpt.lines.items()
    }


def excerpt_positions(excerpt: Excerpt, offsets: Iterable[int]) -> dict[int, Position]:
    """Turn bytes of the file that are in these lines into lines and columns."""
    from bisect import bisect_right

    numbers = sorted(excerpt.lines)
    starts = [excerpt.lines[number][0] for number in numbers]
    found = {}
    for offset in offsets:
        place = bisect_right(starts, offset) - 1
        before = excerpt.lines[numbers[place]][1][: offset - starts[place]]
        found[offset] = Position(numbers[place], len(before.decode("utf-8", "surrogateescape")) + 1, offset)
    return found


def line_of(document: Document) -> tuple[int, Line]:
    """Return the first line of a document: its number, its offset (bytes) and its bytes."""
    return document.line, (document.offset, document.text.partition("\n")[0].encode("utf-8", "surrogateescape"))
