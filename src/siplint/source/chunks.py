"""A file in chunks that are small enough to be held: the whole of it, or some of its lines."""

from __future__ import annotations

from io import BytesIO

from siplint.model.record import Record
from siplint.source.reader import ALL, read_documents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from typing import BinaryIO, TypeAlias

    from siplint.source.reader import Document

    Source: TypeAlias = bytes | Callable[[], BinaryIO]

CHUNK_BYTES = 1 << 18
"""Bytes of a chunk, about: it ends with a line."""
LINES_ENDINGS = (".jsonl", ".ndjson")
"""Endings of files that hold a rule a line."""


class Chunk(Record):
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
        return read_documents(
            self.data, lines=self.lines, index=self.index, line=self.line, before=self.offset, only=only
        )


def holds_lines(name: str) -> bool:
    """Tell by its ending whether a file holds a rule a line."""
    return name.lower().endswith(LINES_ENDINGS)


def chunks_of(name: str, source: Source, size: int = CHUNK_BYTES) -> Iterator[Chunk]:
    """Cut a file into chunks of about `size` bytes; raise OSError where it cannot be read or changes meanwhile.

    A source is a file's bytes, or opens it each time it is called, raising OSError if it is not what it was.
    """
    if isinstance(source, bytes) and (len(source) <= size or not holds_lines(name)):
        yield Chunk(name, source, holds_lines(name))
        return
    with BytesIO(source) if isinstance(source, bytes) else source() as file:
        index, line, offset = 0, 1, 0
        start = file.read(max(size, 2))
        whole = start.startswith((b"\xff\xfe", b"\xfe\xff"))  # in UTF-16 no line can be told from another
        while start or not offset:
            rest = file.read() if whole else b"" if start.endswith(b"\n") else file.readline()
            chunk = Chunk(name, start + rest, True, index, line, offset)
            yield chunk
            ends = chunk.data.count(b"\n")
            index += _texts(chunk.data, ends)
            line += ends
            offset += len(chunk.data) or 1
            start = file.read(size)
    if not isinstance(source, bytes):
        source().close()


def read_region(source: Source, offset: int, size: int) -> bytes:
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
