"""A file in pieces that are small enough to be held: the whole of it, or some of its lines."""

from __future__ import annotations

from io import BytesIO

from siplint.document import ALL, read
from siplint.record import Record
from siplint.settings import LINES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from typing import BinaryIO, TypeAlias

    from siplint.document import Document

    Source: TypeAlias = bytes | Callable[[], BinaryIO]

SIZE = 1 << 18
"""Bytes of a piece, about: it ends with a line."""


class Piece(Record):
    """A file, or with `lines` whole lines of one that holds a rule a line.

    `index` counts the rules of the file before it; `line` (from 1) and `offset` (bytes) are where it starts.
    """

    name: str
    data: bytes
    lines: bool = False
    index: int = 0
    line: int = 1
    offset: int = 0

    def documents(self, only: Container[int] = ALL) -> Iterator[Document]:
        """Read it; with `only`, of the lines those that hold the rules of these indexes."""
        return read(self.data, lines=self.lines, index=self.index, line=self.line, before=self.offset, only=only)


def holds_lines(name: str) -> bool:
    """Tell by its ending whether a file holds a rule a line."""
    return name.lower().endswith(LINES)


def pieces(name: str, source: Source, size: int = SIZE) -> Iterator[Piece]:
    """Cut a file into pieces of about `size` bytes; raise OSError where it cannot be read or changes meanwhile.

    A source is a file's bytes, or opens it each time it is called, raising OSError if it is not what it was.
    """
    if isinstance(source, bytes) and (len(source) <= size or not holds_lines(name)):
        yield Piece(name, source, holds_lines(name))
        return
    with BytesIO(source) if isinstance(source, bytes) else source() as file:
        index, line, offset = 0, 1, 0
        start = file.read(max(size, 2))
        whole = start.startswith((b"\xff\xfe", b"\xfe\xff"))  # in UTF-16 no line can be told from another
        while start or not offset:
            rest = file.read() if whole else b"" if start.endswith(b"\n") else file.readline()
            piece = Piece(name, start + rest, True, index, line, offset)
            yield piece
            ends = piece.data.count(b"\n")
            index += _texts(piece.data, ends)
            line += ends
            offset += len(piece.data) or 1
            start = file.read(size)
    if not isinstance(source, bytes):
        source().close()


def region(source: Source, offset: int, size: int) -> bytes:
    """Read some of a file (bytes); raise OSError where it cannot be read or is not what it was."""
    if isinstance(source, bytes):
        return source[offset : offset + size]
    with source() as file:
        file.seek(offset)
        return file.read(size)


def _texts(data: bytes, ends: int) -> int:
    """Count the lines that are not blank, of those that `ends` line feeds make; mostly each of them is an object."""
    if data.startswith(b"{") and data.endswith(b"}\n") and data.count(b"}\n{") == ends - 1:
        return ends
    return sum(1 for text in data.split(b"\n") if text.strip(b" \t\r"))
