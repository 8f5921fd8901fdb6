"""Every format is one valid document by its own published rules, whatever the files hold, and says what was found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import golden
from harmless import assert_harmless
from loud import NAMES, TEXTS, reports, sources
from parsers import PARSERS, Row, commands
from siplint.api import check, check_bytes, check_files
from siplint.model.diagnostic import Diagnostic, Edit, Fix, Label, Position, Report, place_of
from siplint.model.escaping import encodable, visible
from siplint.model.examples import INBOUND_BODY
from siplint.model.finding import ERROR, INFO, WARNING
from siplint.model.settings import FORMATS, Settings
from siplint.report import formatter, github, sarif
from siplint.rules.catalogue import all_rules

RULES = all_rules()

EVERYTHING = Settings(min_severity=INFO)
MACHINE = tuple(name for name in FORMATS if name not in ("full", "concise"))


def rendered(name: str, report: Report) -> str:
    return "".join(formatter(name)(report))


def finding(index: int = 0, severity: Any = ERROR, **facts: Any) -> Diagnostic:
    at = {"start": Position(index + 1, 3, 10 * index), "end": Position(index + 1, 5, 10 * index + 2)}
    facts = {"message": f"fault {index}", "file": "a.json", "pointer": f"/{index}", **at, **facts}
    return Diagnostic(code="RR105", name="unknown-field", severity=severity, outcome="ignored", **facts)


def document(name: str, report: Report) -> Any:
    return json.loads(rendered(name, report))


# --- content never speaks


def tight(row: Row) -> Row:
    return row._replace(file=row.file.replace(" ", ""), message=row.message.replace(" ", ""))


def escaped(file: str) -> str:
    """Give a name as a URI can carry it."""
    try:
        file.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return encodable(file)
    return file


def expected(name: str, one: Diagnostic) -> Row:
    file, message = visible(one.file), visible(one.message)
    line, column = (one.start.line, one.start.column) if one.start else (0, 0)
    if name == "json":
        file, message = encodable(one.file), encodable(one.message)
    elif name == "gitlab":
        file = encodable(one.file)
    elif name == "sarif":
        file, message = escaped(one.file), message.replace("](", "] (")
    elif name == "concise":
        file = visible(place_of(one)) if not one.start else file
    elif name == "github" and one.start and one.end and one.start.line != one.end.line:
        column = 0
    return Row(one.code, one.severity, file, line, column, message)


def assert_faithful(name: str, report: Report) -> None:
    text = rendered(name, report)
    assert_harmless(name, text)
    if name in PARSERS:
        rows = [tight(row) for row in PARSERS[name](text)]
        wanted = [tight(expected(name, one)) for one in report]
        assert sorted(rows) == sorted(wanted)


@pytest.mark.parametrize("name", FORMATS)
@given(files=st.dictionaries(NAMES, sources(), max_size=2))
def test_what_files_hold_never_speaks_and_every_finding_is_told(name: str, files: dict[str, bytes]) -> None:
    assert_faithful(name, check_files(files, settings=EVERYTHING))


@pytest.mark.parametrize("name", FORMATS)
@given(report=reports())
def test_what_diagnostics_say_never_speaks(name: str, report: Report) -> None:
    assert_faithful(name, report)


@given(TEXTS)
def test_visible_text_is_harmless_and_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert_harmless("a line", shown)
    assert "\n" not in shown
    assert visible(shown) == shown


def test_what_is_harmless_is_left_alone() -> None:
    for text in ("", "Café 😀 👩\u200d💻", "a ## heading", "#1 [x]", "a::b", "+14155551234", "ab: c"):
        assert visible(text) == text


def test_no_command_grows_from_the_pieces_of_a_line() -> None:
    one = finding(file="#", start=Position(1, 2, 1), end=Position(1, 5, 4))
    (line,) = (line for line in rendered("full", Report((one,), sources={"#": b"##[x]"})).split("\n") if "[x]" in line)
    assert line == "1 | # #[x]"
    assert rendered("concise", Report((finding(file=":", start=None, end=None, pointer=""),))).startswith(": : error")


def test_control_characters_become_pictures_and_the_rest_escapes() -> None:
    assert visible("\x1b[31m\x00\t\r\n\x7f") == "␛[31m␀␉␍␊␡"
    assert visible("\x85\u202e\u2066\u2028\ufeff\uffff") == r"\u0085\u202e\u2066\u2028\ufeff\uffff"
    assert visible("\ud800 \udcff") == r"\ud800 \xff"
    assert visible("##[error] ##vso[x] ###[y]") == "# #[error] # #vso[x] ## #[y]"
    assert visible("\u00a0\u00ad::error::") == "\u00a0\u00ad: :error::"
    assert visible("#\u200b#[x]") == "# \u200b#[x]"


# --- one valid document always


@pytest.mark.parametrize("name", FORMATS)
def test_the_golden_report_is_as_it_was_read(name: str) -> None:
    """If the change is wanted: `python tests/golden.py`, then read the difference."""
    assert golden.rendered(name) == golden.home(name).read_bytes().decode()


@pytest.mark.parametrize("name", MACHINE)
@pytest.mark.parametrize("files", [{}, {"a.json": json.dumps(INBOUND_BODY).encode()}], ids=["no file", "a clean file"])
def test_without_findings_it_is_still_a_document(name: str, files: dict[str, bytes]) -> None:
    assert list(PARSERS[name](rendered(name, check_files(files)))) == []


def test_the_json_report_is_what_the_library_gives() -> None:
    report = check_bytes(b'{"name": "\\ud800 ##[x]", "ty\xffpe": 1}', file="\udcff.json", settings=EVERYTHING)
    assert document("json", report) == report.to_dict()
    assert report.to_dict()["diagnostics"][0]["file"] == "\\xff.json"


@pytest.mark.parametrize("name", MACHINE)
def test_a_body_that_was_never_text_has_a_report(name: str) -> None:
    report = check({**INBOUND_BODY, "headers": {"a": "b"}})
    (row,) = PARSERS[name](rendered(name, report))
    assert row[:5] == ("RR201", "error", "<memory>", 0, 0)


def test_every_file_looked_at_is_named() -> None:
    assert check(INBOUND_BODY).names == ("<memory>",)
    assert check(INBOUND_BODY, file="x").names == ("x",)
    assert check({}, file="x").names == ("x",)
    files = {"b.json": b"1", "a.json": json.dumps(INBOUND_BODY).encode(), "package.json": b'{"version": "1"}'}
    assert check_files(files, settings=Settings(walked=frozenset(["package.json"]))).names == ("a.json", "b.json")


# --- SARIF

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


# --- GitHub


def test_github_takes_errors_first_and_columns_only_within_a_line() -> None:
    long = finding(3, end=Position(9, 1, 99))
    report = Report((finding(0, INFO), finding(1, WARNING), finding(2, ERROR), long))
    assert [
        (name, facts.get("line"), facts.get("endColumn")) for name, facts, _ in commands(rendered("github", report))
    ] == [
        ("error", "3", "5"),
        ("error", "4", None),
        ("warning", "2", "5"),
        ("notice", "1", "5"),
    ]


def test_github_escapes_as_the_toolkit_does() -> None:
    one = finding(file="a,b:c%.json", message="100%, \n::error::", help="try: x")
    text = rendered("github", Report((one,)))
    assert text == (
        "::error file=a%2Cb%3Ac%25.json,line=1,endLine=1,col=3,endColumn=5,title=RR105 unknown-field"
        "::100%25, ␊::error::%0Aignored%0Ahelp: try: x%0Aat a,b:c%25.json:1:3\n"
    )


def test_github_says_labels_too() -> None:
    one = finding(labels=(Label("here", "b.json", "/x", Position(7, 1, 0), Position(7, 2, 1)),))
    ((_, _, data),) = commands(rendered("github", Report((one,))))
    assert data == "fault 0\nignored\nb.json:7:1: here\nat a.json:1:3"


@pytest.mark.parametrize(("many", "told"), [(10, False), (11, True)])
def test_github_is_told_that_it_shows_few(many: int, told: bool) -> None:
    report = Report(tuple(finding(index, WARNING) for index in range(many)))
    text = rendered("github", report)
    assert len(list(commands(text))) == many
    assert text.endswith(f"this log has all {many} findings\n") == told
    assert github.SHOWN == 10


# --- GitLab


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


# --- JUnit


def suites(report: Report) -> Iterator[ET.Element]:
    root = ET.fromstring(rendered("junit", report))
    assert root.tag == "testsuites"
    inner = list(root)
    for name in ("tests", "failures", "errors"):
        assert int(root.attrib[name]) == sum(int(one.attrib[name]) for one in inner)
    yield from inner


def test_junit_counts_what_it_holds() -> None:
    found = (finding(0), finding(1, WARNING), finding(2, INFO, help="h", labels=(Label("l", "b", "/p"),)))
    told = []
    for suite in suites(Report(found, names=("a.json", "clean.json"))):
        cases = suite.findall("testcase")
        assert len(suite) == len(cases) == int(suite.attrib["tests"])
        assert len(suite.findall("testcase/failure")) == int(suite.attrib["failures"])
        told.append((suite.attrib["name"], [[one.tag for one in case] for case in cases]))
    assert told == [("a.json", [["failure"], ["failure"], ["system-out"]]), ("clean.json", [[]])]


def test_junit_says_the_whole_of_it() -> None:
    one = finding(2, INFO, help="<h>", labels=(Label("l", "b", "/p"),), url="u")
    (suite,) = suites(Report((one,)))
    (case,) = suite
    assert case.attrib["name"] == "RR105 unknown-field /2 (3:3)"
    assert case[0].text == "a.json:3:3: info[RR105] fault 2\nignored\nhelp: <h>\nb#/p: l\nu"
