"""Where a path is in a text. Only documents with findings are searched."""

from __future__ import annotations

from siplint.model.diagnostic import Position
from siplint.source.json_scanner import make_scanner, scanstring, skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, TypeAlias

    from siplint.model.finding import Path

    Place: TypeAlias = tuple[int, int, int]


class _Lenient:
    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = str
    parse_int = str
    parse_constant = str


_scan = make_scanner(_Lenient)  # type: ignore[arg-type]


def locate(text: str, paths: Iterable[Path], starts: Sequence[int] = ()) -> dict[Path, Place]:
    """Find paths in a JSON text: (start, start of the value, end) in code points, the end exclusive.

    `starts` are the places where the items of an array start, if known.

    A member starts at its key, an item at its value; of repeated keys the last one counts. What is missing has the
    place of the opening bracket of the innermost container on its path, and an empty value.
    """
    tree: dict[str | int, Any] = {}
    for path in paths:
        node = tree
        for step in path:
            node = node.setdefault(step, {})
    at = skip(text, 0)
    end = skip(text, _scan(text, starts[-1])[1]) + 1 if starts else _scan(text, at)[1]
    places: dict[Path, Place] = {(): (at, at, end)}
    todo: list[tuple[int, dict[str | int, Any], Path]] = [(at, tree, ())]
    while todo:
        at, node, path = todo.pop()
        if starts and not path:
            known = {step: _item(text, starts[int(step)]) for step in node if int(step) < len(starts)}
        else:
            known = {key: place for key, place in children(text, at) if key in node} if node else {}
        for step, inner in node.items():
            inside = (*path, step)
            if step in known:
                places[inside] = known[step]
                todo.append((known[step][1], inner, inside))
            else:
                places.update(dict.fromkeys(_below(inner, inside), (at, at, at + 1)))
    return places


def _item(text: str, at: int) -> Place:
    return at, at, _scan(text, at)[1]


def _below(node: dict[str | int, Any], path: Path) -> Iterator[Path]:
    todo = [(node, path)]
    while todo:
        node, path = todo.pop()
        yield path
        todo += [(inner, (*path, step)) for step, inner in node.items()]


def children(text: str, at: int) -> Iterator[tuple[str | int, Place]]:
    """Yield the members or items of the container that opens at a place, each with its own place."""
    opening = text[at]
    if opening not in "{[":
        return
    closing = "}" if opening == "{" else "]"
    index = 0
    at = skip(text, at + 1)
    while text[at] != closing:
        key: str | int = index
        start = at
        if opening == "{":
            key, at = scanstring(text, at + 1, True)
            at = skip(text, skip(text, at) + 1)
        end = _scan(text, at)[1]
        yield key, (start, at, end)
        index += 1
        at = skip(text, end)
        if text[at] == ",":
            at = skip(text, at + 1)


def positions_in(text: str, indexes: Iterable[int], line: int = 1, offset: int = 0) -> dict[int, Position]:
    """Turn code points of a text into lines, columns and bytes, in one pass.

    `line` and `offset` are where the text starts in its file.
    """
    found = {}
    before = column = 0
    for index in sorted(set(indexes)):
        piece = text[before:index]
        newlines = piece.count("\n")
        if newlines:
            line += newlines
            column = len(piece) - piece.rfind("\n") - 1
        else:
            column += len(piece)
        offset += len(piece) if piece.isascii() else len(piece.encode("utf-8", "surrogateescape"))
        found[index] = Position(line, column + 1, offset)
        before = index
    return found


def byte_positions(data: bytes, offsets: Iterable[int]) -> dict[int, Position]:
    """Turn bytes of a file into lines and columns, in one pass."""
    found = {}
    before = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    line, column = 1, 0
    for offset in sorted(set(offsets)):
        newline = data.rfind(b"\n", before, offset)
        if newline >= 0:
            line += data.count(b"\n", before, offset)
            before, column = newline + 1, 0
        column += len(data[before:offset].decode("utf-8", "surrogateescape"))
        found[offset] = Position(line, column + 1, offset)
        before = max(before, offset)
    return found
