"""Bytes of a file of another notation to text."""

from __future__ import annotations

from siplint.model.failure import UnreadableSource

BOM = b"\xef\xbb\xbf"


def text_of_file(data: bytes) -> tuple[str, int]:
    """Return the text of a file and the bytes of its byte order mark (0 or 3); raise UnreadableSource if it is no UTF-8."""
    offset = 3 if data.startswith(BOM) else 0
    try:
        return data[offset:].decode(), offset
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, offset + error.start) + 1
        raise UnreadableSource(f"line {line}: is not UTF-8") from error
