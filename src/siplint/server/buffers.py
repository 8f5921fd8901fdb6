"""An open document: its text as the client last said it is, kept as bytes of UTF-8."""

from __future__ import annotations

from siplint.server.line_edits import EditedLines
from siplint.server.line_positions import LinePositions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from siplint.model.finding import JSON
    from siplint.server.line_positions import Encoding


class Buffer:
    """An open document with its version."""

    __slots__ = ("_data", "_positions", "encoding", "language", "uri", "version")

    def __init__(self, uri: str, language: str, version: int, text: str, encoding: Encoding) -> None:
        self.uri = uri
        self.language = language
        self.version = version
        self.encoding = encoding
        self._data = utf8(text)
        self._positions: LinePositions | None = None

    @property
    def data(self) -> bytes:
        """The text in UTF-8."""
        return self._data

    @property
    def positions(self) -> LinePositions:
        """The positions of the text."""
        if self._positions is None:
            self._positions = LinePositions(self._data, self.encoding)
        return self._positions

    def change(self, version: int, changes: Sequence[JSON]) -> None:
        """Take in changes, one after the other: each a new text, or a new text for a range."""
        if len(changes) == 1 and changes[0].get("range"):
            text, first, last = _parts(changes[0])
            start = self.positions.offset(first["line"], first["character"])
            end = max(start, self.positions.offset(last["line"], last["character"]))
            self._data = b"".join((self._data[:start], text, self._data[end:]))
        elif changes:
            lines: EditedLines | None = None
            for change in changes:
                if change.get("range") is None:
                    self._data, lines = utf8(change["text"]), None
                else:
                    text, first, last = _parts(change)
                    lines = lines or EditedLines(self._data, self.encoding)
                    lines.replace(first, last, text)
            self._data = lines.data if lines else self._data
        self._positions = None
        self.version = version


def _parts(change: JSON) -> tuple[bytes, JSON, JSON]:
    """Return the text of a change, and the positions between which it is put."""
    return utf8(change["text"]), change["range"]["start"], change["range"]["end"]


def utf8(text: str) -> bytes:
    """Return a text in UTF-8; half of a surrogate pair, which UTF-8 does not have, becomes U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
