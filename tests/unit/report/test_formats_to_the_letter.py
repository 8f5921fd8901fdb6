"""Each machine format is valid by its publisher's own schema, and says what could not be checked."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

from loud import NAMES, sources
from places import TESTS
from rendering import rendered
from siplint.api import check_files
from siplint.model.diagnostic import Diagnostic, Edit, Fix, Label, Position
from siplint.model.run_report import Report
from siplint.model.settings import FORMATS, Settings
from siplint.report.json_model import JSONReport
from siplint.report.sarif import _rule
from siplint.report.summary import summary
from siplint.rules.catalogue import all_rules

SHAPES = TESTS / "formats"
SARIF = Draft4Validator(json.loads((SHAPES / "sarif-schema-2.1.0.json").read_bytes()))
JUNIT = xmlschema.XMLSchema(str(SHAPES / "junit-10.xsd"))
PLACE = {
    "type": "object",
    "required": ["line"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
GITLAB = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "location", "severity"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                        "positions": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": PLACE, "end": PLACE},
                        },
                    },
                    "oneOf": [{"required": ["lines"]}, {"required": ["positions"]}],
                },
            },
        },
    }
)
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
FILES = {
    "a b.json": b'{"name": "{0} [x](1) {1}{{", "type": "inbound", "phoneNumbers": ["{{n}}"], "headers": {"{0}": "}"}}',
    "rules.jsonl": b'{"type": "Outbound"}\n{"a": [}\n',
    "\xe9/##[error].json": b'{"name": "a\xff"}',
    "good.json": b'{"name": "a", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "agent-1"}',
}


def sample() -> Report:
    report = check_files(FILES, settings=Settings(min_severity="info"))
    return report.but(unread=("big.json: too {0} large",), failures=("c.json: MemoryError",))


def check_sarif(text: str) -> Any:
    log = json.loads(text)
    assert [error.message for error in SARIF.iter_errors(log)] == []
    return log


def test_sarif_is_valid() -> None:
    log = check_sarif(rendered("sarif", sample()))
    assert len(log["runs"][0]["results"]) == len(sample())
    check_sarif(rendered("sarif", Report()))


def test_junit_is_valid() -> None:
    JUNIT.validate(ET.fromstring(rendered("junit", sample())))
    JUNIT.validate(ET.fromstring(rendered("junit", Report())))


def test_gitlab_is_valid() -> None:
    issues = json.loads(rendered("gitlab", sample()))
    assert [error.message for error in GITLAB.iter_errors(issues)] == []
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_json_is_valid() -> None:
    text = rendered("json", sample())
    assert JSONReport.model_validate_json(text).model_dump() == json.loads(text)
    assert json.loads(rendered("json", Report()))["summary"] == {
        "files": 0,
        "rules": 0,
        "errors": 0,
        "warnings": 0,
        "infos": 0,
    }
    assert "unchecked" not in json.loads(rendered("json", Report()))


@given(st.dictionaries(NAMES, sources(), max_size=3))
def test_whatever_files_hold_every_format_is_valid(files: dict[str, bytes]) -> None:
    report = check_files(files, settings=Settings(min_severity="info"))
    check_sarif(rendered("sarif", report))
    JUNIT.validate(ET.fromstring(rendered("junit", report)))
    assert [error.message for error in GITLAB.iter_errors(json.loads(rendered("gitlab", report)))] == []


def message_strings(value: Any, inside: bool = False) -> list[str]:
    """Collect what SARIF calls message strings: `text` and `markdown` of messages and of the parts of rules."""
    if isinstance(value, list):
        return [text for item in value for text in message_strings(item, inside)]
    if not isinstance(value, dict):
        return []
    found = [value[key] for key in ("text", "markdown") if inside and key in value]
    names = ("message", "description", "shortDescription", "fullDescription", "help")
    for key, item in value.items():
        if key not in ("properties", "insertedContent"):
            found += message_strings(item, key in names)
    return found


@pytest.mark.parametrize("text", ["{0}", "}{", "{{0}}", "{", "}", "a {0} b {12}", "{}", "[{0}](1)", "\\{0}"])
def test_braces_are_no_placeholders_in_sarif(text: str) -> None:
    here = Position(1, 1, 0)
    label = Label(text, "a.json", "", here, here)
    fix = Fix(True, (Edit(0, 0, text),))
    one = Diagnostic(
        "RR105", "unknown-field", "error", text, "ignored", "a.json", "", here, here, (label,), text, "", fix
    )
    log = check_sarif(rendered("sarif", Report((one,), unread=(text,), sources={"a.json": b"{}"})))
    run = log["runs"][0]
    result = run["results"][0]
    shown = text.replace("](", "] (").replace("{", "{{").replace("}", "}}")
    assert result["message"]["text"] == shown
    assert result["relatedLocations"][0]["message"]["text"] == shown
    assert result["fixes"][0]["description"]["text"] == shown
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == text
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == shown
    for string in message_strings(log):
        assert not PLACEHOLDER.search(string.replace("{{", "").replace("}}", ""))


def test_no_rule_has_placeholders_in_sarif() -> None:
    for string in message_strings([_rule(rule) for rule in all_rules()]):
        assert not re.search(r"[{}]", string.replace("{{", "").replace("}}", ""))


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("full", "concise")])
@pytest.mark.parametrize("kind", ["unread", "failures"])
def test_a_lost_file_is_in_every_machine_format(name: str, kind: str) -> None:
    sentences = ("big.json: it does not fit into memory",)
    lost = Report(unread=sentences) if kind == "unread" else Report(failures=sentences)
    text = rendered(name, lost)
    assert "big.json" in text
    assert "it does not fit into memory" in text
    assert text != rendered(name, Report())


def test_what_could_not_be_checked_by_format() -> None:
    lost = Report(unread=("a.json: permission denied",), failures=("b.json: MemoryError",))
    both = ["a.json: permission denied", "b.json: MemoryError"]
    assert json.loads(rendered("json", lost))["unchecked"] == both
    (run,) = json.loads(rendered("sarif", lost))["runs"]
    assert [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]] == both
    assert run["invocations"][0]["executionSuccessful"] is False
    issues = json.loads(rendered("gitlab", lost))
    assert [(issue["severity"], issue["location"]["path"], issue["description"]) for issue in issues] == [
        ("blocker", "a.json", "not checked: a.json: permission denied"),
        ("blocker", "b.json", "not checked: b.json: MemoryError"),
    ]
    assert rendered("github", lost) == "".join(f"::error title=siplint::not checked: {one}\n" for one in both)
    root = ET.fromstring(rendered("junit", lost))
    assert (root.attrib["tests"], root.attrib["errors"]) == ("2", "2")
    assert [case.attrib["message"] for case in root.iter("error")] == both


def test_the_summary_speaks_of_no_files_that_were_not_checked() -> None:
    assert summary(Report(unread=("a.json: permission denied",))) == ""
    half = Report(files=1, rules=1, failures=("b.json: MemoryError",))
    assert summary(half) == "no problems found; 1 rule in 1 file; not everything could be checked"
    assert summary(Report(files=1, rules=1)) == "no problems found; 1 rule in 1 file"
    assert summary(Report(files=1, rules=1), beside_known=True) == "no new problems found; 1 rule in 1 file"
