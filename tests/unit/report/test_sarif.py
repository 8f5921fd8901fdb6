"""SARIF as GitHub and the standard want it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from rendering import document, finding
from siplint.api import check_bytes
from siplint.model.diagnostic import Diagnostic, Edit, Fix, Label, Position
from siplint.model.run_report import Report
from siplint.model.settings import Settings
from siplint.model.severity import ERROR, INFO, WARNING
from siplint.report import sarif
from siplint.rules.catalogue import all_rules

RULES = all_rules()


ONE = finding(
    file="sub dir/é#[1].json",
    message="see [this](https://example.com)",
    labels=(Label("here", "/abs/b.json", "/x", Position(1, 1, 0), Position(1, 2, 1)),),
    help="rename it",
    fix=Fix(safe=True, edits=(Edit(3, 6, "ü"), Edit(9, 9, ""))),
)


SOURCE = '\ufeff"é"\n 😀"x"\n'.encode()


def run(report: Report) -> Any:
    log = document("sarif", report)
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    return one


def test_sarif_names_the_tool_the_root_and_the_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    one = run(Report())
    driver = one["tool"]["driver"]
    assert (driver["name"], driver["rules"], one["results"]) == ("siplint", [], [])
    assert driver["semanticVersion"] == driver["version"]
    assert urlsplit(driver["informationUri"]).scheme == "https"
    assert one["columnKind"] == "unicodeCodePoints"
    assert one["originalUriBaseIds"]["%SRCROOT%"]["uri"] == tmp_path.as_uri() + "/"
    assert one["invocations"] == [{"executionSuccessful": True}]


def test_sarif_can_do_without_a_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert list(run(Report())["originalUriBaseIds"]["%SRCROOT%"]) == ["description"]


def test_sarif_places_results_and_labels() -> None:
    (result,) = run(Report((ONE,)))["results"]
    region = {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 5, "byteOffset": 0, "byteLength": 2}
    file = {"uri": "sub%20dir/%C3%A9%23%5B1%5D.json", "uriBaseId": "%SRCROOT%"}
    assert result["message"] == {"text": "see [this] (https://example.com)"}
    assert result["locations"] == [
        {
            "physicalLocation": {"artifactLocation": file, "region": region},
            "logicalLocations": [{"fullyQualifiedName": "/0"}],
        }
    ]
    (label,) = result["relatedLocations"]
    assert label["physicalLocation"]["artifactLocation"] == {"uri": "file:///abs/b.json"}
    assert (label["id"], label["message"]["text"]) == (1, "here")
    assert result["properties"] == {"outcome": "ignored", "help": "rename it"}


def test_sarif_gives_fixes_in_bytes_and_in_columns() -> None:
    (result,) = run(Report((ONE,), sources={ONE.file: SOURCE}))["results"]
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    assert fix["description"] == {"text": "rename it"}
    assert fix["properties"] == {"safe": True}
    assert change["artifactLocation"] == result["locations"][0]["physicalLocation"]["artifactLocation"]
    one = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 3, "byteOffset": 3, "byteLength": 3}
    two = {"startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 2, "byteOffset": 9, "byteLength": 0}
    assert change["replacements"] == [
        {"deletedRegion": one, "insertedContent": {"text": "ü"}},
        {"deletedRegion": two, "insertedContent": {"text": ""}},
    ]


def test_sarif_gives_fixes_in_bytes_alone_where_the_source_is_not_known() -> None:
    (result,) = run(Report((ONE, finding(1, fix=Fix(safe=False, edits=())))))["results"][:1]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert [one["deletedRegion"] for one in change["replacements"]] == [
        {"byteOffset": 3, "byteLength": 3},
        {"byteOffset": 9, "byteLength": 0},
    ]
    assert "fixes" not in run(Report((finding(1, fix=Fix(safe=False, edits=())),)))["results"][0]


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a:b.json", "a%3Ab.json"),
        ("//a b", "file:////a%20b"),
        ("/c:d", "file:///c:d"),
        ("back\\slash", "back%5Cslash"),
        ("<stdin>", "%3Cstdin%3E"),
        ("\udcff", "%FF"),
        ("\ud800", "%5Cud800"),
    ],
)
def test_names_of_files_become_uris(name: str, uri: str) -> None:
    assert sarif.uri(name) == uri


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_sarif_describes_every_rule_within_githubs_limits(rule: Any) -> None:
    one = Diagnostic(rule.code, rule.name, rule.severity, "m", rule.outcome, "a.json", "")
    (told,) = run(Report((one,)))["tool"]["driver"]["rules"]
    assert told["id"] == rule.code
    assert 0 < len(told["shortDescription"]["text"]) <= 1024
    assert 0 < len(told["fullDescription"]["text"]) <= 1024
    assert rule.source in told["help"]["text"]
    assert rule.url in told["help"]["markdown"]
    assert told["helpUri"] == rule.url
    assert told["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert told["properties"]["precision"] in ("very-high", "high", "medium", "low")
    assert told["properties"]["problem.severity"] in ("error", "warning", "recommendation")
    assert 0 < len(told["properties"]["tags"]) <= 10


def prints(report: Report) -> list[str]:
    return [one["partialFingerprints"]["siplint/v1"] for one in run(report)["results"]]


def test_sarif_fingerprints_stay_when_lines_move_and_differ_between_findings() -> None:
    body = b'{"name": "n", "type": "inbound", "phoneNumbers": ["+14155551234"], "x": 1, "y": 1, "y": 1, "y": 1}'
    chosen = Settings(select=("RR003", "RR105"))
    before = prints(check_bytes(body, settings=chosen))
    after = prints(check_bytes(b"\n\n" + body.replace(b",", b",\n"), settings=chosen))
    assert before == after
    assert len(before) == len(set(before)) == 4


def test_sarif_leaves_out_what_github_would_refuse_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST", 2)
    found = (finding(0, WARNING), finding(1, INFO), finding(2, ERROR))
    one = run(Report(found))
    assert [result["message"]["text"] for result in one["results"]] == ["fault 0", "fault 2"]
    ((notice,),) = (invocation["toolExecutionNotifications"] for invocation in one["invocations"])
    assert notice["level"] == "warning"
    assert notice["message"]["text"].startswith("1 more findings are left out")
    assert prints(Report(found))[1] == prints(Report(found[2:]))[0]
