"""Reports of made-up findings, written in a format."""

from __future__ import annotations

import json
from typing import Any

from siplint.model.diagnostic import Diagnostic, Position
from siplint.model.run_report import Report
from siplint.model.severity import ERROR
from siplint.report import formatter


def rendered(name: str, report: Report) -> str:
    return "".join(formatter(name)(report))


def finding(index: int = 0, severity: Any = ERROR, **facts: Any) -> Diagnostic:
    at = {"start": Position(index + 1, 3, 10 * index), "end": Position(index + 1, 5, 10 * index + 2)}
    facts = {"message": f"fault {index}", "file": "a.json", "pointer": f"/{index}", **at, **facts}
    return Diagnostic(code="RR105", name="unknown-field", severity=severity, outcome="ignored", **facts)


def document(name: str, report: Report) -> Any:
    return json.loads(rendered(name, report))
