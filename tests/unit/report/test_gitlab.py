"""The code quality report of GitLab."""

from __future__ import annotations

import json
from typing import Any

from siplint.model.diagnostic import Diagnostic, Position, Report
from siplint.model.finding import ERROR, INFO, WARNING
from siplint.report import formatter


def rendered(name: str, report: Report) -> str:
    return "".join(formatter(name)(report))


def finding(index: int = 0, severity: Any = ERROR, **facts: Any) -> Diagnostic:
    at = {"start": Position(index + 1, 3, 10 * index), "end": Position(index + 1, 5, 10 * index + 2)}
    facts = {"message": f"fault {index}", "file": "a.json", "pointer": f"/{index}", **at, **facts}
    return Diagnostic(code="RR105", name="unknown-field", severity=severity, outcome="ignored", **facts)


def document(name: str, report: Report) -> Any:
    return json.loads(rendered(name, report))


def test_gitlab_has_all_that_is_required_and_unique_fingerprints() -> None:
    found = (finding(0), finding(1, WARNING), finding(2, INFO, start=None, end=None), finding(2, help="h"))
    issues = document("gitlab", Report(found))
    assert [one["severity"] for one in issues] == ["major", "minor", "info", "major"]
    assert len({one["fingerprint"] for one in issues}) == 4
    assert [one["location"] for one in issues[1:3]] == [
        {"path": "a.json", "positions": {"begin": {"line": 2, "column": 3}, "end": {"line": 2, "column": 5}}},
        {"path": "a.json", "lines": {"begin": 1}},
    ]
    assert [one["content"]["body"] for one in issues[2:]] == ["ignored", "ignored\n\nh"]
    assert {one["check_name"] for one in issues} == {"RR105"}
    assert rendered("gitlab", Report()) == "[]\n"
