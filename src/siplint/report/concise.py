"""One line for each diagnostic, as compilers write it."""

from __future__ import annotations

from siplint.model.diagnostic import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.run_report import Report


def concise(report: Report) -> Iterator[str]:
    """Yield `file:line:column: severity[CODE] [*] message`; a body that was never text has a pointer instead of a place.

    `[*]` is there if `--fix` repairs the finding.
    """
    for diagnostic in report.diagnostics:
        yield one_line(diagnostic, "[*] " if diagnostic.is_fixable else "") + "\n"
