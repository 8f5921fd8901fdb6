"""What a rule finds. Its place is a path; lines and columns are added later."""

from __future__ import annotations

from siplint.model.record import Record
from siplint.model.tree_path import written_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal, TypeAlias

    from siplint.model.severity import Severity
    from siplint.rules.base import Rule

    JSON: TypeAlias = Any
    Path: TypeAlias = tuple[str | int, ...]
    Origins: TypeAlias = Mapping[Path, Path]

NO_ORIGINS: Origins = {}


class Note(Record):
    """A second place that a finding refers to.

    `path` leads from the finding's own body, or with `elsewhere` from the other body of a whole-set rule, or from
    `base`. `at` (code points of the text) overrides the place that `path` would give.
    """

    path: Path
    message: str
    at: tuple[int, int] | None = None
    base: Path | None = None
    elsewhere: bool = False

    def placed(self, base: Path | None, origins: Origins) -> Note:
        """Return the note where its member is written; with `base`, only one about the other body changes."""
        if base is not None and not self.elsewhere:
            return self
        return self.but(base=base if base is not None else self.base, path=written_path(self.path, origins))


class Change(Record):
    """One step of a fix, described by path.

    `how` is "remove" (the member or item), "value" (put `value` in its place), "key" (rename the member to `value`),
    "add" (a member that is missing, with `value`), "items" (put several items, `value`, in the place of one), "move"
    (put other members in the place of one: `value` has each one's key with the path its value is taken from), "text"
    (replace `at`, code points of the text, by `value`), "commas" (delete the comma at `at`, and all others after it that
    are before a closing bracket), "unwrap" (leave nothing but the value of the member) or "list" (make the object a list
    of its values).
    """

    how: Literal["remove", "value", "key", "add", "items", "move", "text", "commas", "unwrap", "list"]
    path: Path
    value: JSON = None
    at: tuple[int, int] | None = None

    def written(self, origins: Origins) -> Change | None:
        """Return the change at the place where the member is written; None where it cannot be made there."""
        path = written_path(self.path, origins)
        if path == self.path:
            return self
        if self.how == "move" or (len(path) < len(self.path) and self.how != "value"):
            return None
        return self.but(path=path)


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
    rule: Rule = None  # type: ignore[assignment] # added by the driver

    def reported(
        self,
        rule: Rule,
        base: Path,
        other: Path | None = None,
        origins: Origins = NO_ORIGINS,
        other_origins: Origins = NO_ORIGINS,
    ) -> Finding:
        """Return the finding of a rule about the body at `base`.

        `other` is the path of a whole-set rule's other body; `origins` and `other_origins` say where members of the two
        are written that are not written at their own place.
        """
        finding = Finding.__new__(Finding)
        fields = finding.__dict__
        fields.update(self.__dict__)
        fields["rule"] = rule
        fields["base"] = base
        if not self.severity:
            fields["severity"] = rule.severity
        if other is not None:
            fields["notes"] = tuple([note.placed(other, other_origins) for note in self.notes])
        if origins:
            fields.update(finding.moved(rule, origins))
        return finding

    def moved(self, rule: Rule, origins: Origins) -> dict[str, Any]:
        """Return the fields that change where members are written elsewhere than at their own place."""
        path = written_path(self.path, origins)
        notes = [note if note.elsewhere else note.placed(None, origins) for note in self.notes]
        changes = tuple([change.written(origins) for change in self.changes])
        moved: dict[str, Any] = {"path": path, "notes": tuple(notes), "changes": () if None in changes else changes}
        if path != self.path:
            moved["outcome"] = f"once it is spelled right: {self.outcome or rule.outcome}"
        return moved

    @property
    def place(self) -> Path:
        """The path in the tree of the run: file, index in the file, member."""
        return self.base + self.path
