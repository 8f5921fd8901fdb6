"""What siplint reports: diagnostics with their real places, and the report that holds them."""

from __future__ import annotations

from siplint.model.finding import ERROR, INFO, WARNING
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import overload

    from siplint.model.finding import JSON, Severity
    from siplint.model.identity import Identity, RuleKey
    from siplint.source.source_lines import Excerpt

MEMORY = "<memory>"
"""The name of what comes from no file."""
LONGEST_POINTER = 200
"""How many code points of a pointer are shown to people."""


PUBLIC = (
    *("diagnostics", "errors", "failures", "files", "names", "notes", "ok", "rules", "skipped", "to_dict", "unread"),
    "warnings",
)
"""What of a report is for users: the rest is for the report formats."""


class Position(Record):
    """A place in a file. Line and column count from 1 (columns in code points), offset counts bytes from 0."""

    line: int
    column: int
    offset: int


class Label(Record):
    """A second place of a diagnostic, with a message about it."""

    message: str
    file: str
    pointer: str
    start: Position | None = None
    end: Position | None = None


class Edit(Record):
    """Replace bytes `start` to `end` (exclusive) of the file by `text`."""

    start: int
    end: int
    text: str


class Fix(Record):
    """Edits that belong together. A safe fix keeps the meaning of the rule."""

    safe: bool
    edits: tuple[Edit, ...]


class Diagnostic(Record):
    """One fault of one file: what it is, where it is, what follows and what to do.

    `pointer` is a JSON Pointer (RFC 6901) within the file; it names a member even if the member is missing. Pointers
    are cut only if those below huge keys exceed four million code points (`siplint.engine.pointers`). `start` and `end`
    (exclusive) are None only for a body that was never text. `identity` is what the finding is recognised by in later
    runs; None where nobody asked for it.
    """

    code: str
    name: str
    severity: Severity
    message: str
    outcome: str
    file: str
    pointer: str
    start: Position | None = None
    end: Position | None = None
    labels: tuple[Label, ...] = ()
    help: str = ""
    url: str = ""
    fix: Fix | None = None
    identity: Identity | None = None

    @property
    def is_fixable(self) -> bool:
        """Whether `--fix` repairs it."""
        return self.fix is not None and self.fix.safe


class Report(Record):
    """All diagnostics of a run, sorted by file, place and code.

    A report is a sequence of its diagnostics. `files` and `rules` count what was checked, `skipped` the files of a walk
    that contain something else or cannot be parsed; `names` are the files that were checked, including clean ones.
    `sources` holds the bytes of the files that diagnostics point into, with secrets blanked out, for reports that show
    them. Of files too large for memory, `excerpts` holds the lines that diagnostics point into. `notes` are sentences
    about the run as a whole. `secrets` are texts that nothing shown beside the report, such as a diff, may contain.
    `failures` are internal errors, one sentence each; whatever was found despite them is in the report. `unread` names
    what could not be read, or not to its end. `unparsed` says of files that nobody named why they were not read.
    `hidden` counts the infos that were found and are not shown because nobody asked for infos. `rule_keys` are those of
    the rules that a baseline asked about, clean ones too.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    files: int = 0
    rules: int = 0
    sources: Mapping[str, bytes] = {}
    skipped: int = 0
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    secrets: frozenset[str] = frozenset()
    failures: tuple[str, ...] = ()
    excerpts: Mapping[str, Excerpt] = {}
    unread: tuple[str, ...] = ()
    unparsed: Mapping[str, str] = {}
    rule_keys: frozenset[RuleKey] = frozenset()
    hidden: int = 0

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of severity error."""
        return tuple([diagnostic for diagnostic in self.diagnostics if diagnostic.severity == ERROR])

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of severity warning."""
        return tuple([diagnostic for diagnostic in self.diagnostics if diagnostic.severity == WARNING])

    @property
    def unchecked(self) -> tuple[str, ...]:
        """What could not be checked, a sentence each."""
        return (*self.unread, *self.failures)

    @property
    def ok(self) -> bool:
        """Whether there is no error, and everything could be checked."""
        return not (self.errors or self.unchecked)

    def __hash__(self) -> int:
        return hash((self.diagnostics, self.files, self.rules))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> Diagnostic: ...
        @overload
        def __getitem__(self, index: slice) -> tuple[Diagnostic, ...]: ...

    def __getitem__(self, index: int | slice) -> Diagnostic | tuple[Diagnostic, ...]:
        return self.diagnostics[index]

    def __bool__(self) -> bool:
        return True

    def __dir__(self) -> list[str]:
        return list(PUBLIC)

    def __str__(self) -> str:
        return "\n".join(map(one_line, self.diagnostics))

    def __repr__(self) -> str:
        diagnostics, files = (
            f"{n} {word}{'s' * (n != 1)}" for n, word in ((len(self), "diagnostic"), (self.files, "file"))
        )
        return f"<Report: {diagnostics} in {files}>"

    def to_dict(self) -> dict[str, JSON]:
        """Return the JSON report, version 1, as plain data."""
        return {**self.head(), "diagnostics": list(self.plain_diagnostics())}

    def head(self) -> dict[str, JSON]:
        """Return the JSON report without its diagnostics; `unchecked` is there only when something could not be checked."""
        from siplint import __version__
        from siplint.model.escaping import sendable

        severities = [diagnostic.severity for diagnostic in self.diagnostics]
        counted = {f"{severity}s": severities.count(severity) for severity in (ERROR, WARNING, INFO)}
        return {
            "version": 1,
            "tool": {"name": "siplint", "version": __version__},
            "summary": {"files": self.files, "rules": self.rules, **counted},
            **({"unchecked": sendable(list(self.unchecked))} if self.unchecked else {}),
        }

    def plain_diagnostics(self) -> Iterator[dict[str, JSON]]:
        """Return each diagnostic as the JSON report has it."""
        from siplint.model.escaping import sendable

        for diagnostic, fingerprint in zip(self.diagnostics, fingerprints(self.diagnostics), strict=True):
            fields = {name: _plain_data(value) for name, value in diagnostic.fields().items() if name != "identity"}
            yield sendable({**fields, "fingerprint": fingerprint})


def _plain_data(value: JSON) -> JSON:
    """Return a record as plain data, with the records inside it."""
    if isinstance(value, Record):
        return {name: _plain_data(item) for name, item in value.fields().items()}
    return [_plain_data(item) for item in value] if isinstance(value, tuple) else value


def one_line(diagnostic: Diagnostic, mark: str = "") -> str:
    """Return `file:line:column: severity[CODE] message`, with a mark before the message."""
    from siplint.model.escaping import visible

    return visible(f"{place_of(diagnostic)}: {diagnostic.severity}[{diagnostic.code}] {mark}{diagnostic.message}")


def place_of(place: Diagnostic | Label) -> str:
    """Return where a diagnostic or its label is: file, line and column, or file and pointer; without a file, the rest."""
    if place.start:
        where = f"{place.start.line}:{place.start.column}"
        return where if place.file == MEMORY else f"{place.file}:{where}"
    if place.file == MEMORY:
        return short_pointer(place) or "the body"
    return f"{place.file}{place.pointer and '#'}{short_pointer(place)}"


def short_pointer(place: Diagnostic | Label) -> str:
    """Return a pointer for people to read, cut if it is long."""
    pointer = place.pointer
    return pointer if len(pointer) <= LONGEST_POINTER else pointer[:LONGEST_POINTER] + "…"


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return a unique name for each diagnostic that does not depend on its line, so that it survives moved lines.

    It depends on the file and on the indexes of lists; `stable_fingerprints` do not.
    """
    from hashlib import blake2b

    seen: dict[str, int] = {}
    names = []
    for diagnostic in diagnostics:
        about = f"{diagnostic.code}\0{diagnostic.file}\0{diagnostic.pointer}"
        seen[about] = seen.get(about, 0) + 1
        text = f"{about}\0{seen[about]}"
        names.append(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest())
    return names


def stable_fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return a unique name for each diagnostic by its identity, or without one by its file and pointer."""
    from siplint.model.identity import Identity, RuleKey, fingerprints_of

    return fingerprints_of(
        [one.identity or Identity(one.code, one.pointer, "", (RuleKey("", "", one.file),)) for one in diagnostics]
    )
