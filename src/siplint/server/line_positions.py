"""Positions as the Language Server Protocol counts them: lines from 0, characters in units that were agreed."""

from __future__ import annotations

from bisect import bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from siplint.model.finding import JSON

    Encoding: TypeAlias = Literal["utf-8", "utf-16", "utf-32"]

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-32", "utf-16")
"""The units of positions, the best one for us first."""
BOM = b"\xef\xbb\xbf"
PIECE = 1 << 12
"""Bytes of a line of which the units are counted at a time: those before them are counted once."""


class LinePositions:
    """The positions of a text in UTF-8. Lines end at LF, CR LF or a lone CR. A BOM at the start is not counted."""

    __slots__ = ("_counted", "data", "encoding", "starts")

    def __init__(self, data: bytes, encoding: Encoding) -> None:
        self.data = data
        self.encoding = encoding
        self.starts = line_starts(data)
        self._counted: dict[int, tuple[list[int], list[int]]] = {}

    def position(self, offset: int) -> dict[str, JSON]:
        """Return the position of a byte offset."""
        line = max(bisect_right(self.starts, offset) - 1, 0)
        start = self.starts[line]
        if self.encoding == "utf-8":
            return {"line": line, "character": max(offset - start, 0)}
        before = 0
        if offset - start > PIECE:
            offsets, units = self._counts(line)
            index = bisect_right(offsets, offset) - 1
            start, before = offsets[index], units[index]
        return {"line": line, "character": before + _units(self.data[start:offset], self.encoding)}

    def _counts(self, line: int) -> tuple[list[int], list[int]]:
        """Return byte offsets in a long line, in order, and the units before each."""
        if line not in self._counted:
            at = self.starts[line]
            end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.data)
            offsets, units = [at], [0]
            while end - at > PIECE:
                after = _start_of_character(self.data, at + PIECE)
                units.append(units[-1] + _units(self.data[at:after], self.encoding))
                offsets.append(after)
                at = after
            self._counted[line] = offsets, units
        return self._counted[line]

    def span(self, start: int, end: int) -> dict[str, JSON]:
        """Return the range between two byte offsets."""
        return {"start": self.position(start), "end": self.position(end)}

    def offset(self, line: int, character: int) -> int:
        """Return the byte offset of a position; one beyond the end of its line or of the text is that end."""
        if line < 0:
            return self.starts[0]
        if line >= len(self.starts):
            return len(self.data)
        start = self.starts[line]
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.data)
        text = self.data[start:end].rstrip(b"\r\n") if line + 1 < len(self.starts) else self.data[start:end]
        return start + offset_in_line(text, character, self.encoding)


def offset_in_line(text: bytes, character: int, encoding: Encoding) -> int:
    """Return the byte offset of a position in a line without its end; one beyond it is its end."""
    if character <= 0:
        return 0
    if encoding == "utf-8" or text.isascii():
        return _start_of_character(text, character) if character < len(text) else len(text)
    at = 0
    while len(text) - at > PIECE:
        after = _start_of_character(text, at + PIECE)
        units = _units(text[at:after], encoding)
        if units > character:
            break
        character -= units
        at = after
    return at + _bytes_of(text[at : at + 2 * PIECE].decode("utf-8", "surrogateescape"), character, encoding)


def _start_of_character(data: bytes, at: int) -> int:
    """Return the offset of the character that an offset is in."""
    lowest = max(at - 3, 0)
    first = at
    while first > lowest and data[first] & 0xC0 == 0x80:  # noqa: PLR2004 (the middle of a character)
        first -= 1
    return first


def _units(piece: bytes, encoding: Encoding) -> int:
    if encoding == "utf-8" or piece.isascii():
        return len(piece)
    text = piece.decode("utf-8", "surrogateescape")
    if encoding == "utf-32":
        return len(text)
    return len(text) + sum(letter > "\uffff" for letter in text)


def _bytes_of(text: str, character: int, encoding: Encoding) -> int:
    """Return how many bytes the first so many units of a text take; a position inside a character is its start."""
    if encoding == "utf-16":
        units = at = 0
        for at, letter in enumerate(text):  # noqa: B007 (used after the loop)
            units += 2 if letter > "\uffff" else 1
            if units > character:
                break
        else:
            at = len(text)
        character = at
    return len(text[:character].encode("utf-8", "surrogateescape"))


def line_starts(data: bytes) -> list[int]:
    """Return the byte offsets at which lines start."""
    starts = [len(BOM) if data.startswith(BOM) else 0]
    if b"\r" not in data:
        at = data.find(b"\n")
        while at >= 0:
            starts.append(at + 1)
            at = data.find(b"\n", at + 1)
        return starts
    for line in data.splitlines(keepends=True):  # of bytes, at LF, CR LF and CR alone
        starts.append((starts[-1] if len(starts) > 1 else 0) + len(line))
    if not data.endswith((b"\n", b"\r")):
        starts.pop()
    return starts
