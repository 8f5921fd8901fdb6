"""Several changes of a text, one after the other, without counting all lines again for each."""

from __future__ import annotations

from siplint.server.line_positions import BOM, line_starts, offset_in_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON
    from siplint.server.line_positions import Encoding


class EditedLines:
    """A text in UTF-8 as the list of its lines, each with its line end."""

    __slots__ = ("encoding", "lines")

    def __init__(self, data: bytes, encoding: Encoding) -> None:
        self.encoding = encoding
        self.lines = _lines_of(data)

    @property
    def data(self) -> bytes:
        """The text."""
        return b"".join(self.lines)

    def replace(self, first: JSON, last: JSON, text: bytes) -> None:
        """Put a text in the place of what is between two positions."""
        start = self._place(first["line"], first["character"])
        end = max(start, self._place(last["line"], last["character"]))
        low = start[0]
        piece = self.lines[low][: start[1]] + text + self.lines[end[0]][end[1] :]
        if low and piece.startswith(b"\n") and self.lines[low - 1].endswith(b"\r"):  # together they are one line end
            low -= 1
            piece = self.lines[low] + piece
        new = _lines_of(piece)
        if end[0] + 1 < len(self.lines):
            new.pop()  # the piece ends with a line end
        self.lines[low : end[0] + 1] = new

    def _place(self, line: int, character: int) -> tuple[int, int]:
        """Return the index of the line of a position, and the byte in it."""
        index = min(max(line, 0), len(self.lines) - 1)
        text = self.lines[index]
        if line > index:
            return index, len(text)
        before = len(BOM) if index == 0 and text.startswith(BOM) else 0
        inner = text[before:].rstrip(b"\r\n")
        return index, before + offset_in_line(inner, 0 if line < 0 else character, self.encoding)


def _lines_of(data: bytes) -> list[bytes]:
    starts = line_starts(data)
    return [data[start:end] for start, end in zip([0, *starts[1:]], [*starts[1:], len(data)], strict=True)]
