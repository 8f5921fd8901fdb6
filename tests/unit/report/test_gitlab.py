"""The code quality report of GitLab."""

from __future__ import annotations

from rendering import document, finding, rendered
from siplint.model.run_report import Report
from siplint.model.severity import INFO, WARNING


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
