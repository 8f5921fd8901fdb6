"""Turn findings into diagnostics: paths become lines and columns, with one pass over each document."""

from __future__ import annotations

from siplint.engine.pointers import Pointers
from siplint.model.diagnostic import Diagnostic, Edit, Fix, Label
from siplint.source.locations import positions_in
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence
    from typing import TypeAlias

    from siplint.model.diagnostic import Position
    from siplint.model.finding import Finding, Note, Path
    from siplint.model.settings import Settings
    from siplint.source.edits import Piece
    from siplint.source.ignore_comments import Ignore, Ignores
    from siplint.source.locations import Place
    from siplint.source.notations import AnyDocument as Document

    At: TypeAlias = tuple[int, int] | None


BODY_LABEL = "in this body"
"""What is said where the body begins that a finding is in."""


class _Places:
    """The places in one document that findings need."""

    def __init__(self, document: Document, size: int) -> None:
        self.document = document
        self.size = size
        self.paths: set[Path] = set()
        self.indexes: set[int] = set()
        self.places: dict[Path, Place] = {}
        self.positions: dict[int, Position] = {}
        self.wishes: list[Finding] = []
        self.drafts: dict[int, tuple[Piece, ...]] = {}
        self.opening: At = None

    def ask(self, path: Path, at: At) -> None:
        """Remember a place that will be needed."""
        if at:
            self.indexes.update(at)
        else:
            self.paths.add(path[self.size :])

    def ask_opening(self) -> None:
        """Remember that findings get a label where the body begins."""
        document = self.document
        if document.embedded and document.kind != "request" and document.value is not ABSENT:
            self.paths.add(())
            self.opening = (0, 1)

    def body_label(self, finding: Finding, start: Position | None) -> tuple[Label, ...]:
        """Return the label where the body begins, of a finding that does not start there."""
        if self.opening is None or start == self.positions[self.opening[0]]:
            return ()
        return (Label(BODY_LABEL, str(finding.place[0]), "", *self.span((), self.opening)),)

    def wish(self, finding: Finding) -> None:
        """Remember a finding that has a fix."""
        self.wishes.append(finding)
        for change in finding.changes:
            sources = [path for _, path in change.value] if change.how == "move" else []
            for path in (change.path, *sources):
                if change.at is None:
                    self.ask(finding.base + path, None)

    def draft(self) -> None:
        """Turn the remembered changes into edits, in code points."""
        for finding in self.wishes:
            pieces = self.document.draft(finding.base[self.size :], finding.changes, self.places)
            self.drafts[id(finding)] = pieces
            self.indexes.update(index for start, end, _ in pieces for index in (start, end))

    def survey(self) -> None:
        """Find all places that are needed, as code points of the text."""
        document = self.document
        if self.paths:
            self.places = document.places(self.paths)
        if self.opening:
            start = self.places[()][0]
            self.opening = start, start + 1
            self.indexes.update(self.opening)
        if self.wishes:
            self.draft()
        self.indexes.update(index for start, _, end in self.places.values() for index in (start, end))

    def span(self, path: Path, at: At) -> tuple[Position, Position]:
        """Return the start and the end of a place that was asked for before."""
        if at is None:
            start, _, end = self.places[path[self.size :]]
            at = (start, end)
        return self.positions[at[0]], self.positions[at[1]]

    def fix(self, finding: Finding) -> Fix | None:
        """Return the fix of a finding, if it has one that is possible."""
        pieces = self.drafts.get(id(finding), ())
        edits = [Edit(self.positions[start].offset, self.positions[end].offset, new) for start, end, new in pieces]
        return Fix(finding.safe, tuple(edits)) if edits else None


def unplaced(found: Iterable[Finding], file: str) -> list[Diagnostic]:
    """Return the sorted diagnostics of a body that was never text: paths begin inside it, and there are no positions."""
    write = Pointers().write
    file = str(file)
    diagnostics = []
    for finding in found:
        labels: tuple[Label, ...] = ()
        for note in finding.notes:
            labels += (Label(note.message, file, write(_target(finding, note))),)
        diagnostics.append(_diagnostic(finding, file, write(finding.base + finding.path), None, None, labels, None))
    if len(diagnostics) > 1:
        diagnostics.sort(key=sort_key)
    return diagnostics


def place_findings(
    found: Sequence[Finding],
    documents: Mapping[Path, Document],
    *,
    fixes: bool = True,
    several: Container[str] = (),
    identities: bool = False,
) -> list[Diagnostic]:
    """Place findings in their documents and sort them by file, start and code.

    A finding about no document has no position. Without `fixes`, no fix is computed, without `identities` no identity.
    In the files named in `several`, which are written in another notation and have several bodies, a label says in which
    one a finding is.
    """
    maps: dict[Path, _Places] = {}
    for finding in found:
        for path, at in ((finding.place, finding.at), *((_target(finding, note), note.at) for note in finding.notes)):
            home = _home(path, documents, maps)
            if home:
                home.ask(path, at)
        home = _map(finding.place, maps)
        if home and finding.place[0] in several:
            home.ask_opening()
        if fixes and home and finding.changes:
            home.wish(finding)
    _find_positions(maps.values())
    write = Pointers().write
    placed = [_placed(finding, maps, write) for finding in found]
    if identities and placed:
        from siplint.engine.fingerprint import Identities

        identity_of = Identities(documents).identity
        placed = [
            diagnostic.but(identity=identity_of(finding)) for diagnostic, finding in zip(placed, found, strict=True)
        ]
    return sorted(placed, key=sort_key)


def place_wanted(
    findings: Sequence[Finding],
    documents: Mapping[Path, Document],
    settings: Settings,
    *,
    several: Container[str] = (),
    ignores: Ignores | None = None,
) -> tuple[list[Diagnostic], set[Ignore]]:
    """Place the findings that settings ask for and no comment suppresses, as `place_findings` does.

    Return their diagnostics, and the comments that match a finding, shown or not. `ignores` are the comments of the file.
    """
    from siplint.model.suppression import is_wanted

    wanted = [finding for finding in findings if is_wanted(finding, settings)]
    fixes, identities = settings.fixes, settings.identities
    diagnostics = place_findings(wanted, documents, fixes=fixes, several=several, identities=identities)
    if not ignores:
        return diagnostics, set()
    from siplint.engine.ignored_lines import not_ignored

    hidden = [finding for finding in findings if not is_wanted(finding, settings)]
    return not_ignored(diagnostics, place_findings(hidden, documents, fixes=False), ignores)


def _find_positions(homes: Iterable[_Places]) -> None:
    """Find all positions that are needed, with one pass over each text: the bodies of a file of code have one text."""
    shared: dict[tuple[int, int, int], list[_Places]] = {}
    for home in homes:
        home.survey()
        document = home.document
        shared.setdefault((id(document.text), document.line, document.offset), []).append(home)
    for (_, line, offset), group in shared.items():
        indexes = group[0].indexes.union(*[home.indexes for home in group[1:]])
        positions = positions_in(group[0].document.text, indexes, line, offset)
        for home in group:
            home.positions = positions


def sort_key(diagnostic: Diagnostic) -> tuple[str, int, str, str, str]:
    """Return the key by which diagnostics are sorted: file, start, code."""
    start = diagnostic.start.offset if diagnostic.start else 0
    return diagnostic.file, start, diagnostic.code, diagnostic.pointer, diagnostic.message


def places_of(finding: Finding) -> tuple[Path, ...]:
    """Return the places that a finding refers to."""
    return (finding.place, *(_target(finding, note) for note in finding.notes))


def _target(finding: Finding, note: Note) -> Path:
    return (finding.base if note.base is None else note.base) + note.path


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


def _placed(finding: Finding, maps: Mapping[Path, _Places], write: Callable[[Path], str]) -> Diagnostic:
    path = finding.place
    labels = []
    for note in finding.notes:
        target = _target(finding, note)
        shown = target[_hidden_steps(target, maps) :]
        labels.append(Label(note.message, str(target[0]), write(shown), *_span(target, note.at, maps)))
    start, end = _span(path, finding.at, maps)
    home = _map(path, maps)
    fix = home.fix(finding) if home else None
    labels += home.body_label(finding, start) if home else ()
    pointer = write(path[_hidden_steps(path, maps) :])
    return _diagnostic(finding, str(path[0]), pointer, start, end, tuple(labels), fix)


def _hidden_steps(path: Path, maps: Mapping[Path, _Places]) -> int:
    """Return how many steps of a path its pointer does not show: the file, and the number of an embedded document."""
    home = _map(path, maps)
    return 2 if home and home.document.embedded else 1


def _diagnostic(  # noqa: PLR0913, PLR0917 (what a diagnostic adds to a finding)
    finding: Finding,
    file: str,
    pointer: str,
    start: Position | None,
    end: Position | None,
    labels: tuple[Label, ...],
    fix: Fix | None,
) -> Diagnostic:
    rule = finding.rule
    return Diagnostic(
        rule.code,
        rule.name,
        finding.severity or rule.severity,
        finding.message,
        finding.outcome or rule.outcome,
        file,
        pointer,
        start,
        end,
        labels,
        finding.help,
        rule.url,
        fix,
    )
