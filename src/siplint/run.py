"""A run over files: each judged for itself, all of them together, and against an account."""

from __future__ import annotations

from siplint.diagnostic import INFO, Report
from siplint.failure import Contained, contain
from siplint.fields import INBOUND, OUTBOUND
from siplint.look import Part, bodies, elsewhere, idle, line_of, look, trusted
from siplint.marks import ANY, MARKERS, USUAL
from siplint.piece import SIZE, Piece, holds_lines, pieces
from siplint.seen import Seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from siplint.against import Subject
    from siplint.diagnostic import JSON, Diagnostic, Path
    from siplint.document import Document
    from siplint.excerpt import Line
    from siplint.found import Found
    from siplint.marks import Marker
    from siplint.piece import Source
    from siplint.rule import Rule
    from siplint.settings import Settings

TWINS = (INBOUND, OUTBOUND, ANY)
"""Kinds of marks of which two bodies that are the same share one: most bodies need not be compared at all."""


def run(
    files: Mapping[str, Source],
    settings: Settings,
    *,
    jobs: int = 1,
    size: int = SIZE,
    told: Callable[[int], None] | None = None,
) -> Report:
    """Judge files, given by name, in pieces of about `size` bytes, in so many processes.

    Only the pieces at work are in memory, and what came of the others: findings, and a few bytes for each number. With
    an account, or for updates, all bodies are. `told` is called with the number of rules judged so far.
    """
    snapshot = settings.account.file if settings.account else ""
    files = {name: files[name] for name in sorted(files) if name != snapshot}
    so_far = _Run(files, settings, size)
    for piece, part in _looked_at(so_far, jobs):
        so_far.take(piece, part)
        if told:
            told(so_far.rules)
    return so_far.report(so_far.look_around())


def _looked_at(so_far: _Run, jobs: int) -> Iterable[tuple[Piece, Part]]:
    if jobs == 1:
        return ((piece, so_far.look(piece)) for piece in so_far.pieces())
    from siplint.jobs import spread

    return spread(so_far.look, so_far.pieces(), so_far.files, jobs)


def _index(path: Path) -> int:
    """Give the index of a body in its file; that of one that is all of a file is 0."""
    return int(path[1]) if len(path) > 1 else 0


class Chosen:
    """Some of many bodies, by their index: in a byte each, where a set would take sixty."""

    __slots__ = ("_marks",)

    def __init__(self) -> None:
        self._marks = bytearray()

    def add(self, index: int) -> None:
        """Choose one."""
        self._marks.extend(bytes(max(index + 1 - len(self._marks), 0)))
        self._marks[index] = 1

    def __contains__(self, index: object) -> bool:
        return isinstance(index, int) and self._marks[index : index + 1] == b"\1"


class _Run:
    """What a run has come to so far."""

    __slots__ = (
        "asked",
        "diagnostics",
        "documents",
        "excerpts",
        "failures",
        "files",
        "idle",
        "late",
        "markers",
        "names",
        "rules",
        "secrets",
        "seen",
        "settings",
        "size",
        "skipped",
        "subjects",
        "twins",
        "unread",
    )

    def __init__(self, files: Mapping[str, Source], settings: Settings, size: int) -> None:
        self.files = files
        self.settings = settings
        self.size = size
        self.asked: tuple[Rule, ...] | None = None
        self.markers = self.markers_needed()
        self.seen: dict[str, Seen] = {}
        self.twins: dict[str, Chosen] = {}
        self.rules = self.skipped = 0
        self.names: dict[str, None] = {}
        self.diagnostics: list[Diagnostic] = []
        self.excerpts: dict[str, dict[int, Line]] = {}
        self.idle = idle(settings, ())
        self.secrets: set[str] = set()
        self.subjects: list[Subject] = []
        self.late: list[Found] = []
        self.documents: dict[Path, Document] = {}
        self.failures: list[str] = []
        self.unread: dict[str, None] = {}

    def markers_needed(self) -> Sequence[tuple[str, Marker]]:
        """Give the ways to know bodies again; of the usual ones it is known without the rules, which few runs need."""
        settings = self.settings
        if not settings.cross_file:
            return ()
        if settings.min_severity != INFO and not (settings.select or settings.ignore or settings.per_file_ignores):
            return [MARKERS[kind] for kind in USUAL]
        return list(dict.fromkeys(MARKERS[rule.on] for rule in self.rules_about_several()))

    def rules_about_several(self) -> tuple[Rule, ...]:
        """Give the rules about several bodies that are asked for."""
        if self.asked is None:
            from siplint.rules.together import RULES
            from siplint.selection import matters

            settings = self.settings
            self.asked = tuple(rule for rule in RULES if settings.kind in rule.kinds and matters(rule, settings))
        return self.asked

    def contained(self, what: str) -> Contained:
        """Give the block in which an error is told of `what` and goes no further."""
        return Contained(what, self.failures, raising=self.settings.debug)

    def look(self, piece: Piece) -> Part:
        """Judge a piece for itself."""
        return look(piece, self.settings, self.markers)

    def pieces(self) -> Iterator[Piece]:
        """Give all pieces of all files; what cannot be read is told."""
        for name, source in self.files.items():
            if not holds_lines(name) and isinstance(source, bytes):
                yield Piece(name, source)
                continue
            with self.contained(name):
                if holds_lines(name) and name in self.settings.walked and self.is_foreign(name):
                    self.skipped += 1
                else:
                    yield from self.cut(name)

    def cut(self, name: str) -> Iterator[Piece]:
        """Give the pieces of a file, up to where it cannot be read."""
        try:
            yield from pieces(name, self.files[name], self.size)
        except OSError as error:
            self.unread[f"{name}: {error.strerror}"] = None

    def is_foreign(self, name: str) -> bool:
        """Tell whether no line of a file looks like a rule; mostly the first one tells."""
        update = self.settings.kind == "update"
        return all(elsewhere(one, update=update) for piece in self.cut(name) for one in piece.documents())

    def take(self, piece: Piece, part: Part) -> None:
        """Take in what came of the next piece, and judge its bodies with those before it."""
        self.failures += part.failures
        if part.skipped:
            self.skipped += 1
            return
        self.names[piece.name] = None
        self.rules += part.rules
        self.diagnostics += part.diagnostics
        if part.excerpt and not isinstance(self.files[piece.name], bytes):
            self.excerpts.setdefault(piece.name, {}).update(part.excerpt)
        if self.idle:
            self.idle = tuple(one for one in self.idle if one in part.idle)
        self.secrets |= part.secrets
        try:
            self.join(piece, part.marks)
        except Exception as error:  # noqa: BLE001 (it is told)
            contain(error, piece.name, self.failures, raising=self.settings.debug)
        if part.bodies:
            from siplint.against import subject

            self.subjects += (subject(path, body, self.settings) for path, body in part.bodies)

    def join(self, piece: Piece, marks: Sequence[Any]) -> None:
        """Ask the rules about several bodies; only where they have met something before is a body read again."""
        met: dict[Path, set[str]] = {}
        row = iter(marks)
        path: Path = (piece.name,)
        for at, kind, key, item in zip(row, row, row, row, strict=True):
            if at >= 0 and path[-1] != at:
                path = (piece.name, at)
            if kind not in self.seen:
                self.seen[kind] = Seen()
            there = self.seen[kind].first(key, path, item)[0]
            if there is not path and there != path:
                met.setdefault(path, set()).add(kind)
                for one in (there, path) if kind in TWINS else ():
                    self.twins.setdefault(str(one[0]), Chosen()).add(_index(one))
        if not met:
            return
        kinds = {kind for some in met.values() for kind in some}
        asked = [rule for rule in self.rules_about_several() if rule.on and rule.on in kinds]
        if not asked:
            return
        for document, path, body in self.again(piece, {_index(path) for path in met}):
            for rule in asked:
                if rule.on in met.get(path, ()):
                    self.ask(rule, body, path, self.seen[rule.on], document)

    def again(self, piece: Piece, chosen: Container[int]) -> Iterator[tuple[Document, Path, Mapping[str, JSON]]]:
        """Read a piece once more and give those of its bodies that have these indexes, with document and path."""
        for document in piece.documents(chosen):
            for path, body in bodies(document, (piece.name, *document.path), [], update=self.settings.kind == "update"):
                if _index(path) in chosen:
                    yield document, path, body

    def ask(self, rule: Rule, body: Mapping[str, JSON], path: Path, seen: Seen, document: Document) -> None:
        """Ask a rule about several bodies about one of them."""
        from siplint.found import Found

        found = rule.check(trusted(body, self.settings), path, seen)
        if self.take_late([Found(rule, finding, path) for finding in found]):
            self.documents[path[:1] + document.path] = document

    def compare(self) -> None:
        """Ask the rules about all that a body says, of those that share a number: others cannot be the same."""
        asked = [rule for rule in self.rules_about_several() if not rule.on] if self.twins else ()
        seen = {rule.code: Seen() for rule in asked}
        for name in sorted(self.twins) if asked else ():
            with self.contained(name):
                for piece in self.cut(name):
                    for document, path, body in self.again(piece, self.twins[name]):
                        for rule in asked:
                            self.ask(rule, body, path, seen[rule.code], document)

    def take_late(self, found: Sequence[Found]) -> bool:
        """Take in what was found after its piece had been placed; tell whether any of it is asked for."""
        from siplint.selection import wanted

        if found and self.idle:
            still = idle(self.settings, found)
            self.idle = tuple(one for one in self.idle if one in still)
        self.secrets.update(secret for one in found for secret in one.finding.secrets)
        kept = [one for one in found if wanted(one, self.settings)]
        self.late += kept
        return bool(kept)

    def look_around(self) -> tuple[str, ...]:
        """Compare bodies with each other and with the account; give what could not be judged."""
        self.compare()
        account = self.settings.account
        notes: tuple[str, ...] = ()
        if account or self.settings.kind == "update":
            from siplint.against import surveyed
            from siplint.document import read
            from siplint.secret import api_keys

            with self.contained("the account"):
                if account and account.data:
                    document = self.documents[account.file,] = next(read(account.data))
                    self.secrets.update(api_keys(document.value))
                more, notes = surveyed(self.subjects, self.settings)
                self.take_late(more)
        return notes

    def place(self) -> None:
        """Find the places of what was found late, file by file."""
        from siplint.diagnose import diagnostics, order, paths

        by_file: dict[str, list[Found]] = {}
        missing: dict[str, set[int]] = {}
        for one in self.late:
            by_file.setdefault(str(one.base[0]), []).append(one)
            for path in paths(one):
                name = str(path[0])
                if path[:1] not in self.documents and path[:2] not in self.documents and name in self.files:
                    missing.setdefault(name, set()).update(int(step) for step in path[1:2] if holds_lines(name))
        for name, indexes in missing.items():
            with self.contained(name):
                for piece in self.cut(name):
                    self.documents.update(((name, *one.path), one) for one in piece.documents(indexes))
        for name, mine in by_file.items():
            with self.contained(name):
                self.diagnostics += diagnostics(mine, self.documents, fixes=self.settings.fixes)
        for path, document in self.documents.items():
            name = str(path[0])
            if not isinstance(self.files.get(name, b""), bytes):
                self.excerpts.setdefault(name, {}).update([line_of(document)])
        self.diagnostics.sort(key=order)

    def sources(self) -> dict[str, bytes]:
        """Give the bytes of the files that diagnostics point into, as far as they are held."""
        shown = {name for one in self.diagnostics for name in (one.file, *(label.file for label in one.labels))}
        account = self.settings.account
        sources = {**self.files, **({account.file: account.data} if account and account.data else {})}
        return {name: data for name, data in sorted(sources.items()) if name in shown and isinstance(data, bytes)}

    def report(self, notes: tuple[str, ...]) -> Report:
        """Give the report, with nothing secret in it."""
        if self.late:
            self.place()
        report = Report(
            tuple(self.diagnostics),
            len(self.names),
            self.rules,
            self.sources() if self.diagnostics else {},
            self.skipped,
            tuple(self.names),
            (*notes, *self.idle),
            failures=tuple(dict.fromkeys(self.failures)),
            unread=tuple(self.unread),
        )
        if not self.diagnostics:
            return report
        from siplint.excerpt import Excerpt
        from siplint.redact import without

        excerpts = {name: Excerpt(lines) for name, lines in self.excerpts.items()}
        return without(report.but(excerpts=excerpts), self.secrets)
