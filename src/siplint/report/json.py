"""The JSON report, version 1: the contract other tools read."""

from __future__ import annotations

import siplint
from siplint.model.diagnostic import fingerprints
from siplint.model.escaping import sendable
from siplint.model.finding import ERROR, INFO, WARNING
from siplint.report.json_writer import ITEMS, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.diagnostic import Diagnostic, Label, Position, Report
    from siplint.model.finding import JSON


def json(report: Report) -> Iterator[str]:
    """Write a report as one JSON document, ASCII only, a diagnostic a line."""
    yield from listed(_outer(report, ITEMS), _diagnostics(report))


def document(report: Report) -> dict[str, JSON]:
    """Give a report as plain data."""
    return _outer(report, list(_diagnostics(report)))


def _outer(report: Report, diagnostics: JSON) -> dict[str, JSON]:
    severities = [one.severity for one in report.diagnostics]
    return {
        "version": 1,
        "tool": {"name": "siplint", "version": siplint.__version__},
        "summary": {
            "files": report.files,
            "rules": report.rules,
            "errors": severities.count(ERROR),
            "warnings": severities.count(WARNING),
            "infos": severities.count(INFO),
        },
        "diagnostics": diagnostics,
    }


def _diagnostics(report: Report) -> Iterator[JSON]:
    for one, mark in zip(report.diagnostics, fingerprints(report.diagnostics), strict=True):
        yield sendable(_diagnostic(one, mark))


def _diagnostic(one: Diagnostic, fingerprint: str) -> dict[str, JSON]:
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity,
        "message": one.message,
        "outcome": one.outcome,
        "file": one.file,
        "pointer": one.pointer,
        "start": _position(one.start),
        "end": _position(one.end),
        "labels": [_label(label) for label in one.labels],
        "help": one.help,
        "url": one.url,
        "fix": one.fix
        and {
            "safe": one.fix.safe,
            "edits": [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in one.fix.edits],
        },
        "fingerprint": fingerprint,
    }


def _label(label: Label) -> dict[str, JSON]:
    return {
        "file": label.file,
        "pointer": label.pointer,
        "start": _position(label.start),
        "end": _position(label.end),
        "message": label.message,
    }


def _position(position: Position | None) -> dict[str, int] | None:
    return None if position is None else {"line": position.line, "column": position.column, "offset": position.offset}
