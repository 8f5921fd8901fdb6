"""The Code Quality report of GitLab: an array of findings (a subset of the Code Climate format)."""

from __future__ import annotations

from siplint.model.diagnostic import stable_fingerprints
from siplint.model.escaping import visible
from siplint.model.severity import ERROR, INFO, WARNING
from siplint.report.json_writer import ITEMS, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import JSON
    from siplint.model.run_report import Report

SEVERITIES = {ERROR: "major", WARNING: "minor", INFO: "info"}


def gitlab(report: Report) -> Iterator[str]:
    """Yield a report as GitLab reads it. Lines and columns count from 1; a clean run is an empty array."""
    yield from listed(ITEMS, _issues(report))


def _issues(report: Report) -> Iterator[JSON]:
    yield from (_unchecked(sentence) for sentence in report.unchecked)
    for diagnostic, mark in zip(report.diagnostics, stable_fingerprints(report.diagnostics), strict=True):
        yield _issue(diagnostic, mark)


def _unchecked(sentence: str) -> JSON:
    """Return what could not be checked as an issue: without it the list would say that nothing is wrong."""
    from hashlib import blake2b

    return {
        "type": "issue",
        "check_name": "siplint",
        "description": visible(f"not checked: {sentence}"),
        "categories": ["Bug Risk"],
        "severity": "blocker",
        "fingerprint": blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest(),
        "location": {"path": sentence.partition(": ")[0], "lines": {"begin": 1}},
    }


def _issue(diagnostic: Diagnostic, fingerprint: str) -> JSON:
    return {
        "type": "issue",
        "check_name": diagnostic.code,
        "description": visible(diagnostic.message),
        "content": {
            "body": visible(diagnostic.outcome) + (f"\n\n{visible(diagnostic.help)}" if diagnostic.help else "")
        },
        "categories": ["Bug Risk"],
        "severity": SEVERITIES[diagnostic.severity],
        "fingerprint": fingerprint,
        "location": {"path": diagnostic.file, **_place(diagnostic)},
    }


def _place(diagnostic: Diagnostic) -> JSON:
    """Return the place in the file. The format requires a line, so an issue without one is at the first line."""
    if not (diagnostic.start and diagnostic.end):
        return {"lines": {"begin": 1}}
    begin, end = ({"line": at.line, "column": at.column} for at in (diagnostic.start, diagnostic.end))
    return {"positions": {"begin": begin, "end": end}}
