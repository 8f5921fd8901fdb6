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
    yield from listed(ITEMS, _issues(report))


def _issues(report: Report) -> Iterator[JSON]:
    yield from (_unchecked(sentence) for sentence in report.unchecked)
    for one, mark in zip(report.diagnostics, fingerprints(report.diagnostics), strict=True):
        yield _issue(one, mark)


def _unchecked(sentence: str) -> JSON:
    """Write what could not be checked as an issue: a list without it would say that nothing is wrong."""
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
