"""What a rule finds, with a symbolic place: a path, and no line or column yet."""

from __future__ import annotations

from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, TypeAlias

    from siplint.rules.base import Rule

    JSON: TypeAlias = Any
    Path: TypeAlias = tuple[str | int, ...]
    Severity: TypeAlias = Literal["error", "warning", "info"]

ERROR: Severity = "error"
WARNING: Severity = "warning"
INFO: Severity = "info"
SEVERITIES: tuple[Severity, ...] = (ERROR, WARNING, INFO)


class Note(Record):
    """A second place a finding speaks of.

    `path` leads from the finding's own body, or with `elsewhere` from the other body of a whole-set rule, or from
    `base`. `at` (code points of the text) overrides the place that `path` would give.
    """

    path: Path
    message: str
    at: tuple[int, int] | None = None
    base: Path | None = None
    elsewhere: bool = False


class Change(Record):
    """One step of a fix, told by path.

    `how` is "remove" (the member or item), "value" (put `value` in its place), "key" (rename the member to `value`),
    "add" (a member that is missing, with `value`), "items" (put several items, `value`, in the place of one), "move"
    (put other members in the place of one: `value` has each one's key with the path its value is taken from), "text"
    (replace `at`, code points of the text, by `value`) or "commas" (delete the comma at `at`, and all others after it
    that stand before a closing bracket).
    """

    how: Literal["remove", "value", "key", "add", "items", "move", "text", "commas"]
    path: Path
    value: JSON = None
    at: tuple[int, int] | None = None


class Finding(Record):
    """What a rule found.

    `path` leads from the body to the member; `severity` and `outcome` override the rule's own; `secrets` are texts that
    no output may show. The driver adds `rule`, and `base`: the path of the body, file first, then its index in the file.
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
    base: Path = ()
    if TYPE_CHECKING:
        rule: Rule
    else:
        rule: Rule = None

    def reported(self, rule: Rule, base: Path, other: Path | None = None) -> Finding:
        """Return the finding of a rule about the body at `base`; `other` is the path of a whole-set rule's other body."""
        finding = Finding.__new__(Finding)
        fields = finding.__dict__
        fields.update(self.__dict__)
        fields["rule"] = rule
        fields["base"] = base
        if not self.severity:
            fields["severity"] = rule.severity
        if other is not None:
            fields["notes"] = tuple([note.but(base=other) if note.elsewhere else note for note in self.notes])
        return finding

    @property
    def place(self) -> Path:
        """The path in the tree of the run: file, index in the file, member."""
        return self.base + self.path


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
