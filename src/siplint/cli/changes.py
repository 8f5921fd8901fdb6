"""What a fix changed, in a sentence: where, of which rule, from what to what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from siplint.domain.wording import cut
from siplint.engine.fix import compatible
from siplint.model.diagnostic import place_of, short_pointer
from siplint.model.escaping import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from siplint.engine.fix import Round
    from siplint.model.diagnostic import Diagnostic, Edit

SHORT = 80
"""Bytes of a place that is shown as a whole, though less of it changes."""
BESIDE = 30
"""Bytes that are shown on each side of a change within a longer place."""
SEPARATORS = b",:{}[]\r\n"


def changes_of(done: Round, before: bytes, after: bytes) -> Iterator[str]:
    """Say each change of a round; `before` and `after` are its texts with the secrets blanked out, nothing moved."""
    edits = sorted(
        (edit for fix in compatible([one.fix for one in done.made if one.fix]) for edit in fix.edits),
        key=lambda edit: (edit.start, edit.end),
    )
    shift = _Shift(edits)
    for one in done.made:
        if not one.fix:
            continue
        start, end = _region(one, done.before)
        old, new = before[start:end], after[shift.start(start) : shift.end(end)]
        place = f"{place_of(one)} {short_pointer(one)}".rstrip()
        unsafe = "" if one.fix.safe else f" (unsafe{one.help and ': '}{one.help})"
        yield f"fixed {place}: {one.code} {one.name}: {_shown(old)} → {_shown(new)}{unsafe}"


class _Shift:
    """Where offsets of a text are after edits to it."""

    __slots__ = ("ends", "moved", "starts")

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.starts = [edit.start for edit in edits]
        self.ends = [edit.end for edit in edits]
        self.moved = [0, *accumulate(len(edit.text.encode()) - (edit.end - edit.start) for edit in edits)]

    def start(self, offset: int) -> int:
        """Move the start of a region: what is inserted there is in it."""
        return offset + self.moved[bisect_left(self.starts, offset)]

    def end(self, offset: int) -> int:
        """Move the end of a region: what is inserted there is in it."""
        return offset + self.moved[bisect_right(self.ends, offset)]


def _region(one: Diagnostic, data: bytes) -> tuple[int, int]:
    """Choose what is shown: the place of the diagnostic if it is short and all edits are in it, else what surrounds them."""
    assert one.fix
    start, end = min(edit.start for edit in one.fix.edits), max(edit.end for edit in one.fix.edits)
    if one.start and one.end and one.start.offset <= start and end <= one.end.offset <= one.start.offset + SHORT:
        return one.start.offset, one.end.offset
    removed = not any(edit.text for edit in one.fix.edits)
    if removed and one.start and one.end and start <= one.start.offset and one.end.offset <= end:
        return start, end  # what comes after a member that is removed does not change
    first, last = start, end
    if end > start and data[start] in SEPARATORS:
        return start, end
    while first > start - BESIDE and first > 0 and data[first - 1] not in SEPARATORS:
        first -= 1
    while last < end + BESIDE and last < len(data) and data[last] not in SEPARATORS:
        last += 1
    return first, last


def _shown(text: bytes) -> str:
    words = " ".join(text.decode("utf-8", "replace").split())
    return visible(cut(words.strip(", ") or words)) or "nothing"
