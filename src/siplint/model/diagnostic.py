"""What siplint reports: diagnostics with their real places."""

from __future__ import annotations

from siplint.model.record import Record
from siplint.model.tree_path import MEMORY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from siplint.model.finding import JSON
    from siplint.model.identity import Identity
    from siplint.model.severity import Severity

LONGEST_POINTER = 200
"""How many code points of a pointer are shown to people."""


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


def plain_data(value: JSON) -> JSON:
    """Return a record as plain data, with the records inside it."""
    if isinstance(value, Record):
        return {name: plain_data(item) for name, item in value.fields().items()}
    return [plain_data(item) for item in value] if isinstance(value, tuple) else value


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
