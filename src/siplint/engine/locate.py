"""Findings to diagnostics: symbolic places become real ones, each document looked at once."""

from __future__ import annotations

from siplint.engine.pointers import Pointers
from siplint.model.diagnostic import Diagnostic, Edit, Fix, Label
from siplint.source.locations import positions_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeAlias

    from siplint.model.diagnostic import Position
    from siplint.model.finding import Finding, Note, Path
    from siplint.source.edits import Piece
    from siplint.source.locations import Place
    from siplint.source.notations import AnyDocument as Document

    At: TypeAlias = tuple[int, int] | None


class _Places:
    """The places of one document that findings ask for."""

    def __init__(self, document: Document, size: int) -> None:
        self.document = document
        self.size = size
        self.paths: set[Path] = set()
        self.indexes: set[int] = set()
        self.places: dict[Path, Place] = {}
        self.positions: dict[int, Position] = {}
        self.wishes: list[Finding] = []
        self.drafts: dict[int, tuple[Piece, ...]] = {}

    def ask(self, path: Path, at: At) -> None:
        """Note a place that will be needed."""
        if at:
            self.indexes.update(at)
        else:
            self.paths.add(path[self.size :])

    def wish(self, one: Finding) -> None:
        """Note a finding that has a fix."""
        self.wishes.append(one)
        for change in one.changes:
            sources = [path for _, path in change.value] if change.how == "move" else []
            for path in (change.path, *sources):
                if change.at is None:
                    self.ask(one.base + path, None)

    def draft(self) -> None:
        """Turn the changes noted before into edits, in code points."""
        for one in self.wishes:
            pieces = self.document.draft(one.base[self.size :], one.changes, self.places)
            self.drafts[id(one)] = pieces
            self.indexes.update(index for start, end, _ in pieces for index in (start, end))

    def survey(self) -> None:
        """Find all places asked for."""
        document = self.document
        if self.paths:
            self.places = document.places(self.paths)
        if self.wishes:
            self.draft()
        ends = {index for start, _, end in self.places.values() for index in (start, end)}
        self.positions = positions_in(document.text, self.indexes | ends, document.line, document.offset)

    def span(self, path: Path, at: At) -> tuple[Position, Position]:
        """Give the start and the end of a place asked for before."""
        if at is None:
            start, _, end = self.places[path[self.size :]]
            at = (start, end)
        return self.positions[at[0]], self.positions[at[1]]

    def fix(self, finding: Finding) -> Fix | None:
        """Give the edits of a finding's fix, if it has one that can be made."""
        pieces = self.drafts.get(id(finding), ())
        edits = [Edit(self.positions[start].offset, self.positions[end].offset, new) for start, end, new in pieces]
        return Fix(finding.safe, tuple(edits)) if edits else None


def unplaced(found: Iterable[Finding], file: str) -> list[Diagnostic]:
    """Give the diagnostics of a body that never was text, sorted; its paths begin inside it, and nothing has a position."""
    write = Pointers().write
    file = str(file)
    told = []
    for one in found:
        labels: tuple[Label, ...] = ()
        for note in one.notes:
            labels += (Label(note.message, file, write(_target(one, note))),)
        told.append(_diagnostic(one, file, write(one.base + one.path), None, None, labels, None))
    if len(told) > 1:
        told.sort(key=sort_key)
    return told


def place_findings(
    found: Sequence[Finding], documents: Mapping[Path, Document], *, fixes: bool = True
) -> list[Diagnostic]:
    """Place findings in their documents and sort them by file, start and code.

    What is in no document has no position. Without `fixes` none is worked out.
    """
    maps: dict[Path, _Places] = {}
    for one in found:
        for path, at in ((one.place, one.at), *((_target(one, note), note.at) for note in one.notes)):
            home = _home(path, documents, maps)
            if home:
                home.ask(path, at)
        home = _map(one.place, maps)
        if fixes and home and one.changes:
            home.wish(one)
    for home in maps.values():
        home.survey()
    write = Pointers().write
    return sorted((_placed(one, maps, write) for one in found), key=sort_key)


def sort_key(one: Diagnostic) -> tuple[str, int, str, str, str]:
    """Give by what diagnostics are sorted: file, start, code."""
    return one.file, one.start.offset if one.start else 0, one.code, one.pointer, one.message


def places_of(one: Finding) -> tuple[Path, ...]:
    """Give the places that a finding speaks of."""
    return (one.place, *(_target(one, note) for note in one.notes))


def _target(one: Finding, note: Note) -> Path:
    return (one.base if note.base is None else note.base) + note.path


def _home(path: Path, documents: Mapping[Path, Document], maps: dict[Path, _Places]) -> _Places | None:
    key = path[:1] if path[:1] in documents else path[:2]
    if key not in maps and key in documents:
        maps[key] = _Places(documents[key], len(key))
    return maps.get(key)


def _map(path: Path, maps: Mapping[Path, _Places]) -> _Places | None:
    return maps.get(path[:1]) or maps.get(path[:2])


def _span(path: Path, at: At, maps: Mapping[Path, _Places]) -> tuple[Position | None, Position | None]:
    home = _map(path, maps)
    return home.span(path, at) if home else (None, None)


def _placed(one: Finding, maps: Mapping[Path, _Places], write: Callable[[Path], str]) -> Diagnostic:
    path = one.place
    labels = []
    for note in one.notes:
        there = _target(one, note)
        shown = there[_hidden_steps(there, maps) :]
        labels.append(Label(note.message, str(there[0]), write(shown), *_span(there, note.at, maps)))
    start, end = _span(path, one.at, maps)
    home = _map(path, maps)
    fix = home.fix(one) if home else None
    pointer = write(path[_hidden_steps(path, maps) :])
    return _diagnostic(one, str(path[0]), pointer, start, end, tuple(labels), fix)


def _hidden_steps(path: Path, maps: Mapping[Path, _Places]) -> int:
    """Return how many steps of a path its pointer does not show: the file, and the number of an embedded document."""
    home = _map(path, maps)
    return 2 if home and home.document.embedded else 1


def _diagnostic(  # noqa: PLR0913, PLR0917 (what a diagnostic adds to a finding)
    one: Finding,
    file: str,
    pointer: str,
    start: Position | None,
    end: Position | None,
    labels: tuple[Label, ...],
    fix: Fix | None,
) -> Diagnostic:
    rule = one.rule
    return Diagnostic(
        rule.code,
        rule.name,
        one.severity or rule.severity,
        one.message,
        one.outcome or rule.outcome,
        file,
        pointer,
        start,
        end,
        labels,
        one.help,
        rule.url,
        fix,
    )
