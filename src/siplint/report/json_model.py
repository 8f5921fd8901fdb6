"""The JSON report as a pydantic model, from which its schema is made."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class PositionModel(_Frozen):
    """A place in a file."""

    line: int
    """Counts from 1."""
    column: int
    """Counts from 1, in code points."""
    offset: int
    """Counts from 0, in bytes."""


class LabelModel(_Frozen):
    """A second place, with what is to be seen there."""

    file: str
    pointer: str
    start: PositionModel | None
    end: PositionModel | None
    message: str


class EditModel(_Frozen):
    """Bytes `start` to `end` (exclusive) of the file are to become `text`."""

    start: int
    end: int
    text: str


class FixModel(_Frozen):
    """Edits that belong together."""

    safe: bool
    """Whether the rule means the same afterwards."""
    edits: list[EditModel]


class DiagnosticModel(_Frozen):
    """One fault of one file."""

    code: str
    """Never reused; RR followed by three digits."""
    name: str
    severity: Literal["error", "warning", "info"]
    message: str
    outcome: str
    """What follows when the rule is sent as it is."""
    file: str
    """Relative to the working directory where it lies inside it, with forward slashes."""
    pointer: str
    """RFC 6901, within the file; names a member even where it is missing."""
    start: PositionModel | None
    """Null only for a body that never was text."""
    end: PositionModel | None
    """Exclusive."""
    labels: list[LabelModel]
    help: str
    """What to do; may be empty."""
    url: str
    """The page that explains the code."""
    fix: FixModel | None
    fingerprint: str
    """Stays the same when lines move; differs for different findings."""


class Tool(_Frozen):
    """What wrote the report."""

    name: Literal["siplint"]
    version: str


class Summary(_Frozen):
    """How much was looked at and found."""

    files: int
    rules: int
    errors: int
    warnings: int
    infos: int


class JSONReport(_Frozen):
    """What `siplint check --format json` prints and `Report.to_dict` gives."""

    version: Literal[1]
    tool: Tool
    summary: Summary
    unchecked: list[str] = []
    """What could not be checked, a sentence each; absent when everything was."""
    diagnostics: list[DiagnosticModel]
    """In order of file, place and code."""
