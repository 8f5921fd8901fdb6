"""What of a rule is at a place of a file: the member or item, and whether its key or its value."""

from __future__ import annotations

from siplint.engine.document_values import document_path, rules_again
from siplint.engine.driver import value_at
from siplint.model.failure import Contained
from siplint.model.record import Record
from siplint.source.locations import positions_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.engine.known_file import KnownFile
    from siplint.model.finding import JSON, Origins, Path
    from siplint.server.project import Project
    from siplint.source.notations import AnyDocument as Document

DEEPEST = 4
"""Steps of a path inside a rule that are looked at."""


class Cursor(Record):
    """A place in a rule: the path of the innermost member or item there, as it is meant and inside the body.

    `value` is what is written there; `on_key` tells that the place is in the key. `start` and `end` are the bytes of the
    key or of the value. `body` is the rule.
    """

    path: Path
    value: JSON
    on_key: bool
    start: int
    end: int
    body: Trusted


def cursor_at(project: Project, name: str, offset: int) -> Cursor | None:
    """Return what is at a byte of a file; None where no rule is."""
    file = project.workspace.files.get(name) if project.workspace else None
    if file is None or file.is_skipped:
        return None
    with Contained(name, []):
        for document in file.read():
            found = _in_document(document, file, offset)
            if found:
                return found
    return None


def _in_document(document: Document, file: KnownFile, offset: int) -> Cursor | None:
    data = document.text.encode("utf-8", "surrogateescape")
    if not document.offset <= offset <= document.offset + len(data):
        return None
    index = len(data[: offset - document.offset].decode("utf-8", "replace"))
    path = document_path(file.name, document)
    size = len(path)
    for _, base, body, origins in rules_again(document, path, file.settings):
        inner = base[size:]
        start, _, end = document.places([inner])[inner]
        if start <= index <= end:
            return _in_rule(document, inner, index, (body, origins))
    return None


def _in_rule(document: Document, base: Path, index: int, meant: tuple[Trusted, Origins]) -> Cursor | None:
    paths = [base + path for path in _paths(value_at(document.value, base))]
    places = document.places(paths)
    inside = [path for path in paths if places[path][0] <= index <= places[path][2]]
    if not inside:
        return None
    path = max(inside, key=lambda path: (len(path), places[path][0]))
    start, value, end = places[path]
    on_key = start <= index < value
    first, last = (start, value) if on_key else (value, end)
    offsets = positions_in(document.text, (first, last), document.line, document.offset)
    value_there = value_at(document.value, path)
    steps = _meant(path[len(base) :], meant[1])
    return Cursor(steps, value_there, on_key, offsets[first].offset, offsets[last].offset, meant[0])


def _paths(value: JSON, path: Path = ()) -> Iterator[Path]:
    """Return the paths of all members and items of a value, down to some depth."""
    if len(path) >= DEEPEST:
        return
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield (*path, step)
        yield from _paths(item, (*path, step))


def _meant(path: Path, origins: Origins) -> Path:
    """Return where a written path is meant to be: the field whose alias it is."""
    for meant, written in origins.items():
        if path[: len(written)] == written:
            return meant + path[len(written) :]
    return path
