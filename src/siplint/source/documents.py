"""The JSON texts of a file: the whole of it, or one in each line."""

from __future__ import annotations

from siplint.source.reader import parse_json
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping
    from typing import ClassVar

    from siplint.model.fault import Fault
    from siplint.model.finding import JSON, Change, Path
    from siplint.source.edits import Piece, Sheet
    from siplint.source.ignore_comments import Ignores
    from siplint.source.locations import Place

ALL = range(1 << 62)
"""Every index."""


class Document:
    """One JSON text: a whole file, or a line of JSON Lines.

    `path` is the beginning of every pointer into the text; `line` (from 1) and `offset` (bytes, from 0) are where it
    starts. `before` counts the bytes of the file before `data`. `starts` (code points) are the places where the items of
    an array start, if known.
    """

    __slots__ = ("faults", "line", "offset", "path", "sheet", "starts", "text", "value")

    embedded = False
    is_certain = False
    snippet = False
    has_other_text = False
    kind = ""
    rule_id = ""
    ignores: ClassVar[Ignores] = {}
    documented: Collection[str] = ()

    def __init__(self, data: bytes, start: int, end: int, line: int, path: Path, before: int = 0) -> None:  # noqa: PLR0913, PLR0917 (a place has as many parts)
        self.path = path
        self.line = line
        self.offset = before + start
        self.value: JSON = ABSENT
        self.faults: tuple[Fault, ...] = ()
        self.starts: list[int] = []
        self.sheet: Sheet | None = None
        raw = data[start:end]
        try:
            self.text = raw.decode()
        except UnicodeDecodeError as error:
            self.text = raw.decode("utf-8", "surrogateescape")
            from siplint.source.encodings import encoding_fault

            self.faults = (encoding_fault(raw, error, self.offset),)
        else:
            self.value, self.faults = parse_json(self.text, self.starts)
            if self.value is ABSENT and line == 1:
                from siplint.source.encodings import wide_fault

                self.faults = wide_fault(self.text, self.offset) or self.faults

    def places(self, paths: Iterable[Path]) -> dict[Path, Place]:
        """Return where paths are: start, start of the value, end (code points of the text)."""
        from siplint.source.locations import locate

        return locate(self.text, paths, self.starts)

    def draft(self, root: Path, changes: Iterable[Change], places: Mapping[Path, Place]) -> tuple[Piece, ...]:
        """Return the edits of a fix; nothing if it cannot be made. `places` are those of all its paths."""
        from siplint.source.edits import Sheet, draft

        if self.sheet is None or self.sheet.places is not places:
            self.sheet = Sheet(self, places)  # kept for the next fix: a container is looked through only once
        return draft(self.sheet, root, changes)


def read_documents(  # noqa: PLR0913 (a part of a file has as many numbers)
    data: bytes, *, lines: bool = False, index: int = 0, line: int = 1, before: int = 0, only: Container[int] = ALL
) -> Iterator[Document]:
    """Read a file: one JSON text, or with `lines` one in every line that is not blank. A UTF-8 BOM is skipped.

    With `lines`, `data` may be a part of the file: `index` texts, `line` - 1 lines and `before` bytes come before it.
    With `only`, only the texts with these indexes are read.
    """
    start = 3 if data.startswith(b"\xef\xbb\xbf") and not before else 0
    if not lines or (data.startswith((b"\xff\xfe", b"\xfe\xff")) and not before):
        yield Document(data, start, len(data), 1, ())
        return
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        if data[start:end].strip(b" \t\r"):
            if index in only:
                yield Document(data, start, end, line, (index,), before)
            index += 1
        start = end + 1
        line += 1
