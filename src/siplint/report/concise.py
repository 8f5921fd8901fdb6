"""One line a diagnostic, as compilers write it."""

from __future__ import annotations

from siplint.report.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.diagnostic import Diagnostic, Report


def concise(report: Report) -> Iterator[str]:
    """Write `file:line:column: severity CODE message`; a body that was no text has its pointer in the place's place."""
    for one in report.diagnostics:
        yield f"{visible(where(one))}: {one.severity}[{one.code}] {visible(one.message)}\n"


def where(one: Diagnostic) -> str:
    """Say where a diagnostic is: file, line and column, or file and pointer."""
    if one.start:
        return f"{one.file}:{one.start.line}:{one.start.column}"
    return f"{one.file}{one.pointer and '#'}{one.pointer}"
