"""What siplint says: a finding with a symbolic place, and the diagnostic with the real one."""

from __future__ import annotations

from siplint.record import Record, Value, make

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, Literal, Self, TypeAlias

    from siplint.excerpt import Excerpt

    JSON: TypeAlias = Any
    Path: TypeAlias = tuple[str | int, ...]
    Severity: TypeAlias = Literal["error", "warning", "info"]

ERROR: Severity = "error"
WARNING: Severity = "warning"
INFO: Severity = "info"
NOTHING: Mapping[str, Any] = {}
NO_SECRETS: frozenset[str] = frozenset()
SEVERITIES: tuple[Severity, ...] = (ERROR, WARNING, INFO)


def spelled(step: str | int) -> str:
    """Write one step of a path as JSON has it; a member of a string enumeration by its value."""
    return str.__str__(step) if isinstance(step, str) else str(step)


def pointer(path: Path) -> str:
    """Write a path as a JSON Pointer (RFC 6901)."""
    text = ""
    for step in path:
        word = step if type(step) is str else spelled(step)
        text += "/" + word.replace("~", "~0").replace("/", "~1")
    return text


class Note(Record):
    """A second place a finding speaks of.

    `path` leads from the finding's own subject, or from `base`, the path of another one. `at` (code points of the
    text) overrides the place that `path` would give.
    """

    path: Path
    message: str
    at: tuple[int, int] | None = None
    base: Path | None = None


class Change(Record):
    """One step of a fix, told by path.

    `how` is "remove" (the member or item), "value" (put `value` in its place), "key" (rename the member to `value`),
    "add" (a member that is not there, with `value`), "items" (put several items, `value`, in the place of one), "move"
    (put other members in the place of one: `value` has each one's key with the path its value is taken from), "text"
    (replace `at`, code points of the text, by `value`) or "commas" (delete the comma at `at`, and all others after it
    that stand before a closing bracket).
    """

    how: Literal["remove", "value", "key", "add", "items", "move", "text", "commas"]
    path: Path
    value: JSON = None
    at: tuple[int, int] | None = None


class Finding(Record):
    """What a rule found, before anybody knows where in the file it is.

    `path` leads from the rule's subject, a body, to the member; `severity` and `outcome` override the rule's own;
    `secrets` are texts that no output may show.
    """

    path: Path
    message: str
    notes: tuple[Note, ...] = ()
    help: str = ""
    changes: tuple[Change, ...] = ()
    safe: bool = False
    severity: Severity | Literal[""] = ""
    at: tuple[int, int] | None = None
    secrets: tuple[str, ...] = ()
    outcome: str = ""

    def __new__(  # noqa: PLR0913, PLR0917 (said once more, since Python itself is the fastest to read names)
        cls,
        path: Path,
        message: str,
        notes: tuple[Note, ...] = (),
        help: str = "",  # noqa: A002
        changes: tuple[Change, ...] = (),
        safe: bool = False,
        severity: Severity | Literal[""] = "",
        at: tuple[int, int] | None = None,
        secrets: tuple[str, ...] = (),
        outcome: str = "",
    ) -> Self:
        """Make a finding."""
        return make(cls, (path, message, notes, help, changes, safe, severity, at, secrets, outcome))  # type: ignore[no-any-return]


class Position(Value):
    """A place in a file: line and column count from 1 (columns in code points), offset in bytes from 0."""

    line: int
    column: int
    offset: int


class Label(Value):
    """A second place of a diagnostic, with what is to be seen there."""

    message: str
    file: str
    pointer: str
    start: Position | None = None
    end: Position | None = None


class Edit(Value):
    """Bytes `start` to `end` (exclusive) of the file are to become `text`."""

    start: int
    end: int
    text: str


class Fix(Value):
    """Edits that belong together; a safe one keeps the meaning of the rule."""

    safe: bool
    edits: tuple[Edit, ...]


class Diagnostic(Value):
    """One fault of one file: what, where, what follows and what to do.

    `pointer` is RFC 6901 within the file and names a member even where it is missing; only after four million code
    points of pointers below huge keys are further ones cut (`siplint.pointers`). `start` and `end` (exclusive)
    are None only for a body that never was text.
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

    def __init__(  # noqa: PLR0913, PLR0917 (said once more: a third of the time)
        self,
        code: str,
        name: str,
        severity: Severity,
        message: str,
        outcome: str,
        file: str,
        pointer: str,
        start: Position | None = None,
        end: Position | None = None,
        labels: tuple[Label, ...] = (),
        help: str = "",  # noqa: A002
        url: str = "",
        fix: Fix | None = None,
    ) -> None:
        fields = self.__dict__  # assignment is closed
        fields["code"] = code
        fields["name"] = name
        fields["severity"] = severity
        fields["message"] = message
        fields["outcome"] = outcome
        fields["file"] = file
        fields["pointer"] = pointer
        fields["start"] = start
        fields["end"] = end
        fields["labels"] = labels
        fields["help"] = help
        fields["url"] = url
        fields["fix"] = fix


class Report:
    """All diagnostics of a run, sorted by file, place and code; a value like all records.

    `files` and `rules` count what was looked at, `skipped` the files of a walk that are plainly something else; `names`
    are the files looked at, the clean ones too;
    `sources` holds the bytes of the files that diagnostics point into, secrets blanked out, for reports that show them;
    of files too large to be held only the lines pointed into are there, in `excerpts`;
    `notes` are sentences about the run as a whole, for the user's eyes beside the report; `secrets` what else is to be
    kept out of whatever is shown beside it, such as a diff; `failures` are errors of siplint's own, a sentence each: what
    was found despite them is there. `unread` tells of what could not be read, or not to its end.
    """

    files: int
    rules: int
    sources: Mapping[str, bytes]
    skipped: int
    names: tuple[str, ...]
    notes: tuple[str, ...]
    secrets: frozenset[str]
    failures: tuple[str, ...]
    excerpts: Mapping[str, Excerpt]
    unread: tuple[str, ...]

    def __init__(  # noqa: PLR0913, PLR0917 (a report has as many parts)
        self,
        diagnostics: tuple[Diagnostic, ...] = (),
        files: int = 0,
        rules: int = 0,
        sources: Mapping[str, bytes] = NOTHING,
        skipped: int = 0,
        names: tuple[str, ...] = (),
        notes: tuple[str, ...] = (),
        secrets: frozenset[str] = NO_SECRETS,
        failures: tuple[str, ...] = (),
        excerpts: Mapping[str, Excerpt] = NOTHING,
        unread: tuple[str, ...] = (),
        *,
        failing: bool | None = None,
    ) -> None:
        fields = self.__dict__  # assignment is closed
        fields["diagnostics"] = diagnostics
        fields["files"] = files
        fields["rules"] = rules
        fields["sources"] = sources
        fields["skipped"] = skipped
        fields["names"] = names
        fields["notes"] = notes
        fields["secrets"] = secrets
        fields["failures"] = failures
        fields["excerpts"] = excerpts
        fields["unread"] = unread
        fields["failing"] = failing  # known, where the diagnostics are still to be made

    @classmethod
    def later(cls, tell: Callable[[], tuple[Diagnostic, ...]], file: str, *, failing: bool) -> Report:
        """Make the report on one body whose diagnostics are made when they are first asked for.

        `failing` tells whether one of them is an error: for `ok` none of them is needed.
        """
        return cls(tell, 1, 1, NOTHING, 0, (file,), failing=failing)  # type: ignore[arg-type]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All of them, in order."""
        told = self.__dict__["diagnostics"]
        if type(told) is not tuple:
            told = self.__dict__["diagnostics"] = told()
        return told  # type: ignore[no-any-return]

    def but(self, **changes: Any) -> Report:
        """Give the same report with some fields of other values."""
        return Report(**self._fields() | changes)

    def _fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dict__ if name != "failing"}

    def __setattr__(self, name: str, _value: object = None) -> None:
        raise AttributeError(f"Report.{name} cannot be changed")

    __delattr__ = __setattr__

    def __eq__(self, other: object) -> bool:
        return self._fields() == other._fields() if type(other) is Report else NotImplemented

    def __hash__(self) -> int:
        return hash((self.diagnostics, self.files, self.rules))

    def __reduce__(self) -> tuple[object, ...]:
        return Report, tuple(self._fields().values())

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of severity error."""
        return tuple(one for one in self.diagnostics if one.severity == ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of severity warning."""
        return tuple(one for one in self.diagnostics if one.severity == WARNING)

    @property
    def ok(self) -> bool:
        """Whether nothing of severity error was found, and nothing was left unjudged."""
        failing = self.__dict__["failing"]
        return not (self.errors if failing is None else failing) and not self.failures and not self.unread

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        from siplint.report.concise import concise

        return "".join(concise(self)).rstrip("\n")

    def __repr__(self) -> str:
        return f"<Report: {len(self.diagnostics)} diagnostics in {self.files} files>"

    def to_dict(self) -> dict[str, JSON]:
        """Give the JSON report, version 1, as plain data."""
        from siplint.report.json import document

        return document(self)


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Name each diagnostic by what it says and of what, not by its line: stable when lines move, never twice the same."""
    from hashlib import blake2b

    seen: dict[str, int] = {}
    names = []
    for one in diagnostics:
        about = f"{one.code}\0{one.file}\0{one.pointer}"
        seen[about] = seen.get(about, 0) + 1
        text = f"{about}\0{seen[about]}"
        names.append(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest())
    return names
