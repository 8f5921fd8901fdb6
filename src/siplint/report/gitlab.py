"""GitLab's Code Quality report: an array of findings (a subset of the Code Climate format)."""

from __future__ import annotations

from siplint.model.diagnostic import fingerprints
from siplint.model.escaping import visible
from siplint.model.finding import ERROR, INFO, WARNING
from siplint.report.json_writer import ITEMS, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.diagnostic import Diagnostic, Report
    from siplint.model.finding import JSON

SEVERITIES = {ERROR: "major", WARNING: "minor", INFO: "info"}


def gitlab(report: Report) -> Iterator[str]:
    """Write a report as GitLab reads it; lines and columns count from 1, a clean run is an empty array."""
    marks = fingerprints(report.diagnostics)
    yield from listed(ITEMS, (_issue(one, mark) for one, mark in zip(report.diagnostics, marks, strict=True)))


def _issue(one: Diagnostic, fingerprint: str) -> JSON:
    return {
        "type": "issue",
        "check_name": one.code,
        "description": visible(one.message),
        "content": {"body": visible(one.outcome) + (f"\n\n{visible(one.help)}" if one.help else "")},
        "categories": ["Bug Risk"],
        "severity": SEVERITIES[one.severity],
        "fingerprint": fingerprint,
        "location": {"path": one.file, **_place(one)},
    }


def _place(one: Diagnostic) -> JSON:
    """Say where in the file; the format asks for a line, so what has none stands at the first."""
    if not (one.start and one.end):
        return {"lines": {"begin": 1}}
    begin, end = ({"line": at.line, "column": at.column} for at in (one.start, one.end))
    return {"positions": {"begin": begin, "end": end}}
