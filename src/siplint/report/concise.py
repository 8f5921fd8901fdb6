"""One line a diagnostic, as compilers write it."""

from __future__ import annotations

from siplint.model.escaping import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.diagnostic import Diagnostic, Label, Report


LONGEST = 200
"""Code points of a pointer that people are shown."""


def concise(report: Report) -> Iterator[str]:
    """Write `file:line:column: severity CODE message`; a body that was no text has its pointer in the place's place."""
    for one in report.diagnostics:
        yield visible(f"{where(one)}: {one.severity}[{one.code}] {one.message}") + "\n"


def where(one: Diagnostic | Label) -> str:
    """Say where a diagnostic or its label is: file, line and column, or file and pointer."""
    if one.start:
        return f"{one.file}:{one.start.line}:{one.start.column}"
    return f"{one.file}{one.pointer and '#'}{pointed(one)}"


def pointed(one: Diagnostic | Label) -> str:
    """Give a pointer for people to read, cut where it is long."""
    return one.pointer if len(one.pointer) <= LONGEST else one.pointer[:LONGEST] + "…"
