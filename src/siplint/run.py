"""A run over files: each judged for itself, all of them together, and against an account."""

from __future__ import annotations

from siplint.diagnostic import Report
from siplint.failure import Contained
from siplint.found import Found
from siplint.look import Part, bodies, elsewhere, line_of, look, together, trusted
from siplint.marks import MARKS
from siplint.piece import SIZE, Piece, holds_lines, pieces
from siplint.seen import Seen
from siplint.selection import unused, wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from siplint.against import Subject
    from siplint.diagnostic import Diagnostic, Path
    from siplint.document import Document
    from siplint.excerpt import Line
    from siplint.piece import Source
    from siplint.settings import Settings


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
    for piece, part in _looked_at(so_far.pieces(), so_far.look, jobs):
        so_far.take(piece, part)
        if told:
            told(so_far.rules)
    return so_far.report(so_far.look_around())


def _looked_at(todo: Iterable[Piece], work: Callable[[Piece], Part], jobs: int) -> Iterable[tuple[Piece, Part]]:
    if jobs == 1:
        return ((piece, work(piece)) for piece in todo)
    from siplint.jobs import spread

    return spread(work, todo, jobs, SIZE)


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
        "marks",
        "names",
        "rules",
        "secrets",
        "seen",
        "settings",
        "size",
        "skipped",
        "subjects",
        "unread",
    )

    def __init__(self, files: Mapping[str, Source], settings: Settings, size: int) -> None:
        self.files = files
        self.settings = settings
        self.size = size
        self.asked = together(settings)
        self.marks = [MARKS[rule.code] for rule in self.asked]
        self.seen = [Seen() for _ in self.asked]
        self.rules = self.skipped = 0
        self.names: dict[str, None] = {}
        self.diagnostics: list[Diagnostic] = []
        self.excerpts: dict[str, dict[int, Line]] = {}
        self.idle = tuple(unused(settings, ()))
        self.secrets: set[str] = set()
        self.subjects: list[Subject] = []
        self.late: list[Found] = []
        self.documents: dict[Path, Document] = {}
        self.failures: list[str] = []
        self.unread: dict[str, None] = {}

    def contained(self, what: str) -> Contained:
        """Give the block in which an error is told of `what` and goes no further."""
        return Contained(what, self.failures, raising=self.settings.debug)

    def look(self, piece: Piece) -> Part:
        """Judge a piece for itself."""
        return look(piece, self.settings, self.marks)

    def pieces(self) -> Iterator[Piece]:
        """Give all pieces of all files; what cannot be read is told."""
        for name in self.files:
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
        self.idle = tuple(one for one in self.idle if one in part.idle)
        self.secrets |= part.secrets
        with self.contained(piece.name):
            self.join(piece, part)
        if part.bodies:
            from siplint.against import subject

            self.subjects += (subject(path, body, self.settings) for path, body in part.bodies)

    def join(self, piece: Piece, part: Part) -> None:
        """Ask the rules about several bodies; only where they have met something before is a body read again."""
        met: dict[Path, set[int]] = {}
        for number, path, key, item in part.facts:
            if self.seen[number].first(key, path, item)[0] != path:
                met.setdefault(path, set()).add(number)
        if not met:
            return
        for document in piece.documents({int(path[1]) for path in met if piece.lines}):
            home = (piece.name, *document.path)
            for path, body in bodies(document, home, [], update=self.settings.kind == "update"):
                for number in sorted(met.get(path, ())):
                    found = self.asked[number].check(trusted(body, self.settings), path, self.seen[number])
                    if self.take_late([Found(self.asked[number], finding, path) for finding in found]):
                        self.documents[home] = document

    def take_late(self, found: Sequence[Found]) -> bool:
        """Take in what was found after its piece had been placed; tell whether any of it is asked for."""
        if found and self.idle:
            idle = tuple(unused(self.settings, found))
            self.idle = tuple(one for one in self.idle if one in idle)
        self.secrets.update(secret for one in found for secret in one.finding.secrets)
        kept = [one for one in found if wanted(one, self.settings)]
        self.late += kept
        return bool(kept)

    def look_around(self) -> tuple[str, ...]:
        """Hold all bodies against the account; give what could not be judged."""
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

    def report(self, notes: tuple[str, ...]) -> Report:
        """Give the report, with nothing secret in it."""
        if self.late:
            self.place()
        shown = {name for one in self.diagnostics for name in (one.file, *(label.file for label in one.labels))}
        account = self.settings.account
        sources = {**self.files, **({account.file: account.data} if account and account.data else {})}
        report = Report(
            tuple(self.diagnostics),
            len(self.names),
            self.rules,
            {name: data for name, data in sorted(sources.items()) if name in shown and isinstance(data, bytes)},
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
        return without(Report(**{**vars(report), "excerpts": excerpts}), self.secrets)
