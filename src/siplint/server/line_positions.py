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


class LinePositions:
    """The positions of a text in UTF-8. Lines end at LF, CR LF or a lone CR. A BOM at the start is not counted."""

    __slots__ = ("data", "encoding", "starts")

    def __init__(self, data: bytes, encoding: Encoding) -> None:
        self.data = data
        self.encoding = encoding
        self.starts = _line_starts(data)

    def position(self, offset: int) -> dict[str, JSON]:
        """Return the position of a byte offset."""
        line = max(bisect_right(self.starts, offset) - 1, 0)
        piece = self.data[self.starts[line] : offset]
        return {"line": line, "character": self._units(piece)}

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
        if character <= 0:
            return start
        if self.encoding == "utf-8" or text.isascii():
            at = min(character, len(text))
            while 0 < at < len(text) and text[at] & 0xC0 == 0x80:  # noqa: PLR2004 (the middle of a character)
                at -= 1
            return start + at
        return start + _bytes_of(text.decode("utf-8", "surrogateescape"), character, self.encoding)

    def _units(self, piece: bytes) -> int:
        if self.encoding == "utf-8" or piece.isascii():
            return len(piece)
        text = piece.decode("utf-8", "surrogateescape")
        if self.encoding == "utf-32":
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


def _line_starts(data: bytes) -> list[int]:
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
