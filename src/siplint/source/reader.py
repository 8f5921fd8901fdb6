"""Bytes to JSON values, strictly by RFC 8259: the C scanner behind `json`, and the careful reader for the rest."""

from __future__ import annotations

from siplint.source.json_scanner import BLANK, make_scanner, skip
from siplint.source.sendable import ABSENT, LIMIT, unsendable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from siplint.model.fault import Fault
    from siplint.model.finding import JSON, Change, Path
    from siplint.source.edits import Piece
    from siplint.source.locations import Place


SHALLOW = 2 * (LIMIT - 1)
"""A text of so few code points cannot be nested too deep."""

ALL = range(1 << 62)
"""Every index."""


class Document:
    """One JSON text: a whole file, or a line of JSON Lines.

    `path` is the beginning of every pointer into the text; `line` (from 1) and `offset` (bytes, from 0) are where it
    starts. `before` counts the bytes of the file before `data`. `starts` (code points) are the places where the items of
    an array start, if known.
    """

    __slots__ = ("faults", "line", "offset", "path", "starts", "text", "value")

    embedded = False
    kind = ""

    def __init__(self, data: bytes, start: int, end: int, line: int, path: Path, before: int = 0) -> None:  # noqa: PLR0913, PLR0917 (a place has as many parts)
        self.path = path
        self.line = line
        self.offset = before + start
        self.value: JSON = ABSENT
        self.faults: tuple[Fault, ...] = ()
        self.starts: list[int] = []
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

        return draft(Sheet(self, places), root, changes)


class Unusual(Exception):  # noqa: N818 (not an error: it asks for the careful reader)
    """Something that the fast reader leaves to the careful one."""


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


def parse_json(text: str, starts: list[int] | None = None) -> tuple[JSON, tuple[Fault, ...]]:
    """Return the value of a JSON text and what is wrong with it; the value is ABSENT if the text is not JSON.

    The places where the items of an array start are added to `starts`, unless the text is unusual.
    """
    starts = [] if starts is None else starts
    try:
        return parse_fast(text, starts), ()
    except (Unusual, StopIteration, ValueError, IndexError, RecursionError, SystemError):
        # SystemError: on Python 3.11 the scanner cannot raise JSONDecodeError unless someone has imported json
        starts.clear()
        from siplint.source.syntax_errors import parse_carefully

        return parse_carefully(text)


def parse_fast(text: str, starts: list[int]) -> JSON:
    """Read a text without anything unusual; raise any exception if there is something.

    The items of an array are read one by one, which takes half the time for a large array; their places are added to
    `starts`.
    """
    value: JSON
    at = 0 if text[:1] == "{" else skip(text, 0)
    if text[at] == "[":
        value = []
        at = skip(text, at + 1)
        end = at + 1
        if text[at] != "]":
            while True:
                item, end = _scan(text, at)
                if end - at > SHALLOW:
                    _sound_depth(item, text, at, end, LIMIT - 1)
                starts.append(at)
                value.append(item)
                if text[end] != ",":
                    end = skip(text, end)
                    if text[end] == "]":
                        end += 1
                        break
                    if text[end] != ",":
                        raise Unusual
                at = skip(text, end + 1)
    else:
        value, end = _scan(text, at)
        if end - at > SHALLOW:
            _sound_depth(value, text, at, end, LIMIT)
    if text[end:].strip(BLANK):
        raise Unusual
    if "\\" in text and ("\\ud" in text or "\\uD" in text) and unsendable(value, LIMIT):
        raise Unusual
    return value


def _sound_depth(value: JSON, text: str, at: int, end: int, limit: int) -> None:
    if text.count("{", at, end) + text.count("[", at, end) > limit and unsendable(value, limit):
        raise Unusual


def _object(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise Unusual
    return value


def _constant(_name: str) -> JSON:
    raise Unusual


class _Strict:
    strict = True
    object_hook = None
    object_pairs_hook = staticmethod(_object)
    parse_float = float
    parse_int = int
    parse_constant = staticmethod(_constant)


_scan = make_scanner(_Strict)  # type: ignore[arg-type]
