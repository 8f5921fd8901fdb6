"""The repair of one diagnostic, as the few lines of a diff."""

from __future__ import annotations

from siplint.model.record import Record
from siplint.report.columns import cut_around, seen
from siplint.source.common_start import common_ends

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeAlias

    from siplint.model.diagnostic import Edit, Position
    from siplint.source.source_lines import Excerpt

    Source: TypeAlias = bytes | Excerpt

MOST_LINES = 12
"""Lines of a diff that are shown; `siplint check --diff` shows all."""
MOST_COMPARED = 400
"""Lines that are compared with each other; the edits of larger ones are shown from their first line to their last."""
BESIDE = 500
"""Bytes on each side of the edits that are looked at: more than is shown of any line."""
LARGEST = 1 << 20
"""Bytes between the first edit and the last of a repair that is shown."""
CONTINUATION = range(0x80, 0xC0)
"""Bytes that are inside a character of UTF-8."""
BOM = b"\xef\xbb\xbf"
REMOVED, ADDED, KEPT, CUT = "-", "+", " ", "…"


class DiffLine(Record):
    """A line of a diff: REMOVED, ADDED, KEPT or CUT, its number in the file (from 1; 0: none), and its text.

    From `start` to `end` the text differs from the line that it replaces, or that replaces it.
    """

    sign: str
    number: int
    text: str
    start: int = 0
    end: int = 0


def fix_diff(source: Source, edits: Sequence[Edit], near: Position, wide: int) -> list[DiffLine]:
    """Return what edits change in a file, in lines of at most so many columns; nothing where its text is not held.

    `near` is a position in the file, from which lines are counted.
    """
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    block = _lines_around(source, ordered[0].start, max(edit.end for edit in ordered), near)
    if block is None:
        return []
    number, offset, before = block
    pieces, at = [], 0
    for edit in ordered:
        pieces += [before[at : edit.start - offset], edit.text.encode("utf-8", "surrogateescape")]
        at = edit.end - offset
    after = b"".join((*pieces, before[at:]))
    old, new = (text.removeprefix(BOM).decode("utf-8", "surrogateescape") for text in (before, after))
    lines = list(_compared(_split(old), _split(new), number, wide))
    if len(lines) <= MOST_LINES:
        return lines
    left = sum(line.sign in (REMOVED, ADDED) for line in lines[MOST_LINES - 1 :])
    return [*lines[: MOST_LINES - 1], DiffLine(CUT, 0, f"{left} more lines; --diff shows them")]


def _lines_around(source: Source, start: int, end: int, near: Position) -> tuple[int, int, bytes] | None:
    """Return the lines from one offset to another: the number of the first, its offset, and their text.

    Of a very long line only what is near the edits is returned: nothing farther away would be shown.
    """
    number, base, data = near.line, 0, b""
    if isinstance(source, bytes):
        data = source
    elif near.line in source.lines:
        base, data = source.lines[near.line]
    low, high, here = start - base, end - base, near.offset - base
    if low < 0 or high > len(data) or high - low > LARGEST:
        return None
    first, last = max(0, low - BESIDE), min(len(data), high + BESIDE)
    first = max(first, data.rfind(b"\n", first, low) + 1)
    line_end = data.find(b"\n", high, last)
    last = last if line_end < 0 else line_end
    while first < low and data[first] in CONTINUATION:
        first += 1
    while high < last < len(data) and data[last] in CONTINUATION:
        last -= 1
    number += -data.count(b"\n", first, here) if first <= here else data.count(b"\n", here, first)
    return number, base + first, data[first:last]


def _split(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.split("\n")]


def _compared(old: list[str], new: list[str], number: int, wide: int) -> Iterator[DiffLine]:
    head, tail = common_ends(old, new)
    old, new, number = old[head : len(old) - tail], new[head : len(new) - tail], number + head
    blocks: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(old), 0, len(new))]
    if 1 < max(len(old), len(new)) <= MOST_COMPARED:
        from difflib import SequenceMatcher

        blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for what, low, high, new_low, new_high in blocks:
        if what == "equal":
            if high - low == 1:
                yield _line(KEPT, number + low, old[low], None, wide)
            else:
                yield DiffLine(CUT, 0, "")
            continue
        for index in range(low, high):
            other = new[new_low + index - low] if new_low + index - low < new_high else None
            yield _line(REMOVED, number + index, old[index], other, wide)
        for index in range(new_low, new_high):
            other = old[low + index - new_low] if low + index - new_low < high else None
            yield _line(ADDED, 0, new[index], other, wide)


def _line(sign: str, number: int, line: str, other: str | None, wide: int) -> DiffLine:
    """Return a line, or the part of a long one around what differs from the other line; of both the same part."""
    first = last = 0
    longest = line
    if other is not None:
        first, same = common_ends(line, other)
        last = len(line) - same
        longest = max(line, other, key=len)
    low = cut_around(longest, min(first, len(longest) - 1), wide)[0] if longest else 0
    high = low + cut_around(line[low:], 0, wide)[1]
    left, right = "…" if low else "", "…" if high < len(line) else ""
    text = f"{left}{seen(line[low:high])}{right}"
    before, middle = left + seen(line[low:first]), seen(line[first : min(last, high)])
    after = seen(line[max(first, min(last, high)) : high]) + right
    if text != before + middle + after or not (before or after):  # a runner's command was broken up, or all differs
        return DiffLine(sign, number, text)
    return DiffLine(sign, number, text, len(before), len(before + middle))
