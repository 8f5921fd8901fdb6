"""The JSON report, version 1: the contract other tools read."""

from __future__ import annotations

from json import dumps

import siplint
from siplint.diagnostic import ERROR, INFO, WARNING, fingerprints

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.diagnostic import JSON, Diagnostic, Label, Position, Report


def json(report: Report) -> Iterator[str]:
    """Write a report as one JSON document, ASCII only."""
    yield dumps(document(report), indent=1) + "\n"


def document(report: Report) -> dict[str, JSON]:
    """Give a report as plain data."""
    severities = [one.severity for one in report.diagnostics]
    marks = fingerprints(report.diagnostics)
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
        "diagnostics": [_diagnostic(one, mark) for one, mark in zip(report.diagnostics, marks, strict=True)],
    }


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
