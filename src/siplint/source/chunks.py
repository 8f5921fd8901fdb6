"""Files cut into chunks that fit into memory: a whole file, or some of its lines."""

from __future__ import annotations

from io import BytesIO

from siplint.model.record import Record
from siplint.source.documents import ALL, read_documents
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from typing import BinaryIO, TypeAlias

    from siplint.source.notations import AnyDocument

    Source: TypeAlias = bytes | Callable[[], BinaryIO]

CHUNK_BYTES = 1 << 18
"""The approximate size of a chunk (bytes); it ends at the end of a line."""
LINES_ENDINGS = (".jsonl", ".ndjson")
"""Endings of files that have one rule on each line."""


class Chunk(Record):
    """A file, or with `lines` some whole lines of a file that has one rule on each line.

    `index` counts the rules before the chunk; `line` (from 1) and `offset` (bytes) are where it starts in the file.
    """

    name: str
    data: bytes
    lines: bool = False
    index: int = 0
    line: int = 1
    offset: int = 0

    @property
    def notation(self) -> str:
        """The module that reads the file; empty for JSON and JSON Lines."""
        if self.lines or (self.name.endswith(".json") and not self.name.endswith("_collection.json")):
            return ""
        from siplint.source.notations import notation_of

        return notation_of(self.name)

    def documents(self, only: Container[int] = ALL, *, comments: bool = False) -> Iterator[AnyDocument]:
        """Read the chunk. With `only`, read only the lines with the rules of these indexes.

        With `comments`, a JSON text that is all of the file may have comments and trailing commas.
        """
        if self.lines:
            return read_documents(
                self.data, lines=True, index=self.index, line=self.line, before=self.offset, only=only
            )
        notation = self.notation
        if notation:
            from siplint.source.notations import reader_of

            return reader_of(notation)(self.data, self.name)
        return self._json_or_other(comments)

    def _json_or_other(self, comments: bool) -> Iterator[AnyDocument]:
        for document in read_documents(self.data):
            if document.value is ABSENT and document.faults[0].code == "RR001":
                from siplint.source.sniff import other_documents

                yield from other_documents(self.data, self.name, document, comments=comments)
            else:
                yield document


def holds_lines(name: str) -> bool:
    """Return whether a file has one rule on each line; its ending decides."""
    return name.lower().endswith(LINES_ENDINGS)


def chunks_of(name: str, source: Source, size: int = CHUNK_BYTES) -> Iterator[Chunk]:
    """Cut a file into chunks of about `size` bytes; raise OSError if it cannot be read or changes meanwhile.

    A source is the bytes of a file, or a function that opens it and raises OSError if the file has changed.
    """
    if isinstance(source, bytes) and (len(source) <= size or not holds_lines(name)):
        yield Chunk(name, source, holds_lines(name))
        return
    with BytesIO(source) if isinstance(source, bytes) else source() as file:
        index, line, offset = 0, 1, 0
        start = file.read(max(size, 2))
        whole = start.startswith((b"\xff\xfe", b"\xfe\xff"))  # lines of UTF-16 cannot be separated by bytes
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
    """Read part of a file; raise OSError if it cannot be read or has changed."""
    if isinstance(source, bytes):
        return source[offset : offset + size]
    with source() as file:
        file.seek(offset)
        return file.read(size)


def _texts(data: bytes, ends: int) -> int:
    """Return how many of the lines that `ends` line feeds end are not blank; most lines begin with an object."""
    if data.startswith(b"{") and data.endswith(b"}\n") and data.count(b"}\n{") == ends - 1:
        return ends
    return sum(1 for text in data.split(b"\n") if text.strip(b" \t\r"))
