"""The JSON report."""

from __future__ import annotations

from rendering import document
from siplint.api import check_bytes
from siplint.model.settings import Settings
from siplint.model.severity import INFO

EVERYTHING = Settings(min_severity=INFO)


def test_the_json_report_is_what_the_library_gives() -> None:
    report = check_bytes(b'{"name": "\\ud800 ##[x]", "ty\xffpe": 1}', file="\udcff.json", settings=EVERYTHING)
    assert document("json", report) == report.to_dict()
    assert report.to_dict()["diagnostics"][0]["file"] == "\\xff.json"
