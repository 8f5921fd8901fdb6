"""What is offered: fields that are missing and belong, documented values, whole rules; never null, never invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from completions import SNIPPETS, offered
from editor import Editor
from siplint.engine.driver import lint_value
from siplint.model.fields import FIELDS
from siplint.model.settings import DEFAULT


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    return Editor(tmp_path, SNIPPETS)


def labels(editor: Editor, marked: str, name: str = "new.json") -> list[str]:
    return [item["label"] for item in offered(editor, marked, name)]


def test_missing_fields_of_the_direction_are_offered(editor: Editor) -> None:
    everything = labels(editor, "{|}")
    assert everything == list(FIELDS)
    assert labels(editor, '{"type": "inbound", "name": "x", |}') == [
        name for name in everything if name not in ("name", "type", "headers")
    ]
    assert "headersToAttributes" not in labels(editor, '{"type": "outbound", |')
    assert "headers" in labels(editor, '{"type": "outbound", |')


def test_required_fields_come_first_and_have_type_snippet_and_source(editor: Editor) -> None:
    items = {item["label"]: item for item in offered(editor, '{"|"}')}
    assert [label for label, item in sorted(items.items(), key=lambda pair: pair[1]["sortText"])][:3] == [
        "name",
        "type",
        "phoneNumbers",
    ]
    numbers = items["phoneNumbers"]
    assert numbers["detail"] == "a list of strings, required"
    assert numbers["insertTextFormat"] == 2
    assert numbers["filterText"] == '"phoneNumbers"'
    assert numbers["textEdit"] == {
        "range": {"start": {"line": 0, "character": 1}, "end": {"line": 0, "character": 3}},
        "newText": '"phoneNumbers": ["$1"]',
    }
    assert "docs.videosdk.live" in numbers["documentation"]["value"]


def test_values_of_enumerations_are_offered_with_what_they_mean(editor: Editor) -> None:
    items = offered(editor, '{"type": "|"}')
    assert [(item["label"], item["detail"]) for item in items] == [
        ("inbound", "the rule answers incoming calls"),
        ("outbound", "the rule is used for outgoing calls"),
    ]
    assert items[0]["textEdit"]["newText"] == '"inbound"'
    assert labels(editor, '{"agentId": "x", "room": {"type": |}}') == ["static", "dynamic"]
    assert labels(editor, '{"agentId": "x", "room": {"prefix": "|"}}') == [
        "blank",
        "participantNumber",
        "sipNumber",
        "random",
    ]
    assert labels(editor, '{"agentId": "x", "recording": |}') == ["true", "false"]
    assert labels(editor, '{"agentId": "x", "room": {"type": "static", |}}') == ["prefix", "id", "pin"]


@pytest.mark.parametrize(
    "marked",
    [
        '{"headers": {"|"}}',
        '{"phoneNumbers": ["|"]}',
        '{"version": "1", "|"}',
        '{"name": "x"|}',
        '{"agentMetadata": {|}}',
        '{"scripts": {"type": "|"}}',
        '{"agentId": "|"}',
        "{} |",
        "// |",
    ],
)
def test_nothing_is_offered_where_no_field_belongs(editor: Editor, marked: str) -> None:
    assert labels(editor, marked) == []


def test_a_rule_inside_something_else_is_completed(editor: Editor) -> None:
    assert "agentId" in labels(editor, '{"data": {"phoneNumbers": [], |}}')
    assert "agentId" in labels(editor, '[{"name": "x"}, {|}]')


def test_only_the_key_is_replaced_where_a_value_is(editor: Editor) -> None:
    assert {item["textEdit"]["newText"] for item in offered(editor, '{"nam|": "x"}')} == {
        f'"{name}"' for name in FIELDS
    }


def test_a_comma_is_added_where_a_member_follows(editor: Editor) -> None:
    texts = {item["label"]: item["textEdit"]["newText"] for item in offered(editor, '{|"name": "x"}')}
    assert texts["recording"] == '"recording": ${1|true,false|},'


@pytest.mark.parametrize("name", ["new.json", "new.jsonc", "new.jsonl"])
def test_a_whole_rule_is_offered_in_an_empty_file(editor: Editor, name: str) -> None:
    items = offered(editor, "|", name)
    assert [item["label"] for item in items] == [
        "inbound rule: calls go to an agent",
        "inbound rule: calls go to a room",
        "outbound rule",
    ]
    assert ("\n" in items[0]["textEdit"]["newText"]) == (name != "new.jsonl")
    assert [item["label"] for item in offered(editor, "[|]")] == [item["label"] for item in items]


def test_what_is_inserted_without_snippets_is_json_without_null(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    for item in offered(editor, "|"):
        assert item["insertTextFormat"] == 1
        assert json.loads(item["textEdit"]["newText"])
    for item in offered(editor, '{"|"}'):
        body = json.loads("{" + item["textEdit"]["newText"] + "}")
        assert body.keys() <= FIELDS.keys()
        assert None not in body.values()
        linted = lint_value(body, DEFAULT)
        assert linted
        assert "RR102" not in {finding.rule.code for finding in linted.findings}


def test_only_the_line_counts_in_a_file_with_a_rule_a_line(editor: Editor) -> None:
    assert (
        labels(editor, '{"type": "outbound"\n{"type": "inbound", |}\n', "new.jsonl").count("headersToAttributes") == 1
    )


@pytest.mark.parametrize("name", ["new.toml", "new.txt", "new"])
def test_files_of_other_kinds_have_no_completion(editor: Editor, name: str) -> None:
    assert labels(editor, "{|}", name) == []


def test_a_large_text_is_not_completed(editor: Editor) -> None:
    assert labels(editor, "{|}" + " " * (1 << 21)) == []
    assert labels(editor, "type: |\n" + "#" * (1 << 20), "new.yaml") == []


def test_fences_of_other_notations_in_markdown_are_completed(editor: Editor) -> None:
    assert labels(editor, "# A\n\n```yaml\nphoneNumbers: []\ntype: |\n```\n", "a.md") == ["inbound", "outbound"]
    python = "```py\nimport siplint\nsiplint.check({'type': '|'})\n```\n"
    assert [item["textEdit"]["newText"] for item in offered(editor, python, "a.md")] == ["'inbound'", "'outbound'"]
    assert labels(editor, "```yaml\nname: x\n|\n```\n", "a.md") == []
    assert labels(editor, "```rust\nphoneNumbers: []\n|\n```\n", "a.md") == []


def test_fences_of_json_in_markdown_are_completed(editor: Editor) -> None:
    fence = '# A\n\n```sh\nls |1\n```\n\n```json\n{"type": "|2"}\n```\n\n```json\n{"agentId": "", |3'
    found = [
        labels(editor, fence.replace(f"|{number}", "|").replace("|1", "").replace("|2", "").replace("|3", ""), "a.md")
        for number in (1, 2, 3)
    ]
    assert found[:2] == [[], ["inbound", "outbound"]]
    assert "phoneNumbers" in found[2]
    assert labels(editor, "|\n```json\n{}\n```\n", "a.md") == []
