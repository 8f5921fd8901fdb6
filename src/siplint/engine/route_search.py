"""The rules of some files that have a number, and where they are written."""

from __future__ import annotations

from siplint.body.members import numbered
from siplint.domain.phone_repair import normalise
from siplint.engine.document_values import rules_again
from siplint.engine.driver import value_at
from siplint.model.failure import UnreadableSource
from siplint.model.record import Record
from siplint.model.settings import DEFAULT
from siplint.model.tree_path import pointer
from siplint.source.chunks import Chunk, holds_lines
from siplint.source.locations import positions_in
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON, Path
    from siplint.source.notations import AnyDocument as Document


class Match(Record):
    """A rule that has the number; `line` counts from 1."""

    file: str
    line: int
    pointer: str
    body: Trusted

    @property
    def name(self) -> str:
        """The rule's name, empty where it has none."""
        return self.body.get("name", "")


class Found:
    """What some files hold: the rules that have a number, and the numbers of all rules."""

    __slots__ = ("matches", "numbers", "rules", "shown", "unread")

    def __init__(self) -> None:
        self.matches: list[Match] = []
        self.numbers: dict[str, None] = {}
        self.rules = 0
        self.shown: list[JSON] = []
        self.unread: dict[str, None] = {}


def search(number: str, files: Mapping[str, bytes]) -> Found:
    """Return the rules that have a number, and what else is known of the files."""
    found = Found()
    for file in sorted(files):
        for document in _documents(file, files[file], found):
            if document.value is ABSENT:
                found.unread[file] = None
            mine: list[tuple[Path, Trusted]] = []
            for _, path, trusted, _ in rules_again(document, (file, *document.path), DEFAULT):
                numbers = dict.fromkeys(normalise(text) for _, text in numbered(trusted.get("phoneNumbers", [])))
                numbers.pop("", None)
                found.numbers.update(numbers)
                found.rules += 1
                if number in numbers:
                    mine.append((path, trusted))
                    found.shown.append(value_at(document.value, path[1 + len(document.path) :]))
            found.matches += _matches(document, mine)
    return found


def _documents(file: str, data: bytes, found: Found) -> Iterator[Document]:
    """Return the documents of a file; one that cannot be read in its notation is noted."""
    try:
        yield from Chunk(file, data, holds_lines(file)).documents()
    except UnreadableSource:
        found.unread[file] = None


def _matches(document: Document, found: list[tuple[Path, Trusted]]) -> Iterator[Match]:
    if not found:
        return
    steps = [path[1 + len(document.path) :] for path, _ in found]
    places = document.places(steps)
    starts = [places[one][1] for one in steps]
    lines = positions_in(document.text, starts, document.line, document.offset)
    for start, (path, body) in zip(starts, found, strict=True):
        yield Match(str(path[0]), lines[start].line, pointer(path[1 + document.embedded :]), body)
