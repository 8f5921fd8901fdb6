"""Fixes, suppressions and pages: each edit does what its title says, and is for the version that was seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from editor import Editor
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

EDITS = {"workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}}}
SPACED = json.dumps(INBOUND_BODY | {"phoneNumbers": ["+1 415 555 1234"]}, indent=1)


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    """Make edits as an editor does, from the last one on; the text is ASCII."""
    lines = [0]
    for line in text.split("\n"):
        lines.append(lines[-1] + len(line) + 1)
    for edit in reversed(edits):
        start, end = (lines[edit["range"][key]["line"]] + edit["range"][key]["character"] for key in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
    return text


def titled(actions: list[dict[str, Any]], beginning: str) -> dict[str, Any]:
    (action,) = [one for one in actions if one["title"].startswith(beginning)]
    return action


def test_a_safe_fix_is_preferred_and_mends_the_finding(tmp_path: Path) -> None:
    editor = Editor(tmp_path, EDITS)
    editor.open("a.json", SPACED, 3)
    action = titled(editor.actions("a.json", 4, 5), "RR301: write it as")
    assert (action["kind"], action["isPreferred"], action["diagnostics"][0]["code"]) == ("quickfix", True, "RR301")
    (change,) = action["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": editor.uri("a.json"), "version": 3}
    editor.change("a.json", 4, {"text": edited(SPACED, change["edits"])})
    assert editor.codes("a.json") == []


def test_an_unsafe_fix_is_not_preferred(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    text = json.dumps(INBOUND_BODY | {"headers": {"X-A": "b"}}, indent=1)
    editor.open("a.json", text)
    line = next(number for number, line in enumerate(text.split("\n")) if "headers" in line)
    actions = [one for one in editor.actions("a.json", line, 3) if "edit" in one]
    assert [(one["title"][-24:], "isPreferred" in one) for one in actions] == [("(may change the meaning)", False)]
    assert list(actions[0]["edit"]) == ["changes"]


def test_all_safe_fixes_are_made_at_once(tmp_path: Path) -> None:
    editor = Editor(tmp_path, EDITS)
    text = json.dumps(
        [INBOUND_BODY | {"phoneNumbers": ["+1 415 555 1234", "+1-415-555-1235"], "type": "Inbound"}], indent=1
    )
    editor.open("a.json", text)
    (action,) = editor.actions("a.json", 0, 0, only=["source.fixAll"])
    assert action["kind"] == "source.fixAll.siplint"
    editor.change("a.json", 2, {"text": edited(text, action["edit"]["documentChanges"][0]["edits"])})
    assert editor.codes("a.json") == []
    assert editor.actions("a.json", 0, 0, only=["source"]) == []
    assert editor.actions("a.json", 0, 0, only=["refactor"]) == []


def test_the_edit_of_all_fixes_is_made_when_it_is_chosen(tmp_path: Path) -> None:
    lazy = {"codeAction": {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}}}
    editor = Editor(tmp_path, {**EDITS, "textDocument": lazy})
    assert editor.offered["codeActionProvider"]["resolveProvider"] is True
    editor.open("a.json", SPACED)
    action = titled(editor.actions("a.json", 0, 0), "Fix all")
    assert "edit" not in action
    resolved = editor.request("codeAction/resolve", action)
    assert edited(SPACED, resolved["edit"]["documentChanges"][0]["edits"]) == SPACED.replace("+1 415 555 ", "+1415555")
    assert editor.request("codeAction/resolve", {"title": "x"}) == {"title": "x"}
    gone = {"title": "x", "data": {"uri": editor.uri("gone.json")}}
    assert editor.request("codeAction/resolve", gone)["edit"] == {"changes": {}}


@pytest.mark.parametrize(
    ("name", "text", "line", "comment"),
    [
        ("a.jsonc", SPACED, 4, "// siplint: ignore[RR301]"),
        ("a.yaml", SPACED, 4, "# siplint: ignore[RR301]"),
        (
            "a.py",
            "import siplint\n\nbody: siplint.Body = {\n 'name': 'x',\n 'type': 'inbound',\n 'agentId': 'a',\n 'phoneNumbers': ['+1 415 555 1234'],\n}\n",
            6,
            "# siplint: ignore[RR301]",
        ),
    ],
)
def test_a_comment_suppresses_the_finding_on_its_line(
    tmp_path: Path, name: str, text: str, line: int, comment: str
) -> None:
    editor = Editor(tmp_path, EDITS)
    editor.open(name, text, language="x")
    assert editor.codes(name) == ["RR301"]
    column = text.split("\n")[line].index("+")
    action = titled(editor.actions(name, line, column), "Ignore RR301 on this line")
    after = edited(text, action["edit"]["documentChanges"][0]["edits"])
    assert after.split("\n")[line].endswith("  " + comment)
    editor.change(name, 2, {"text": after})
    assert editor.codes(name) == []


@pytest.mark.parametrize(
    ("name", "before", "after", "comment"),
    [
        ("a.md", "# Rules\n\n  ```json\n", "\n  ```\n", "  <!-- siplint: ignore[RR301] -->"),
        ("a.http", "POST https://api.videosdk.live/v2/sip/routing-rule\n\n", "\n", "# siplint: ignore[RR301]"),
        (
            "a.sh",
            "cd x\ncurl https://api.videosdk.live/v2/sip/routing-rule --json '",
            "'\n",
            "# siplint: ignore[RR301]",
        ),
    ],
)
def test_a_comment_above_a_body_suppresses_the_finding(
    tmp_path: Path, name: str, before: str, after: str, comment: str
) -> None:
    editor = Editor(tmp_path, EDITS)
    text = before + SPACED + after
    editor.open(name, text, language="x")
    assert "RR301" in editor.codes(name)
    line = next(number for number, line in enumerate(text.split("\n")) if "+1 415" in line)
    action = titled(editor.actions(name, line, text.split("\n")[line].index("+")), "Ignore RR301 in the body below")
    edits = action["edit"]["documentChanges"][0]["edits"]
    assert [edit["newText"] for edit in edits] == [comment + "\n"]
    editor.change(name, 2, {"text": edited(text, edits)})
    assert "RR301" not in editor.codes(name)


def test_a_json_file_that_may_have_comments_gets_one(tmp_path: Path) -> None:
    (tmp_path / "siplint.toml").write_text("comments = true")
    editor = Editor(tmp_path, EDITS)
    editor.open("a.json", SPACED)
    action = titled(editor.actions("a.json", 4, 5), "Ignore RR301 on this line")
    editor.change("a.json", 2, {"text": edited(SPACED, action["edit"]["documentChanges"][0]["edits"])})
    assert editor.codes("a.json") == []


def test_a_second_code_goes_into_the_comment_that_is_there(tmp_path: Path) -> None:
    editor = Editor(tmp_path, EDITS)
    text = SPACED.replace("[\n", "[ // siplint: ignore[RR999]\n").replace(
        '1234"\n', '1234" // siplint: ignore[RR302]\n'
    )
    editor.open("a.jsonc", text)
    action = titled(editor.actions("a.jsonc", 4, 5), "Ignore")
    after = edited(text, action["edit"]["documentChanges"][0]["edits"])
    assert "ignore[RR302, RR301]" in after
    editor.change("a.jsonc", 2, {"text": after})
    assert editor.codes("a.jsonc") == []


def test_no_comment_is_offered_where_it_would_be_part_of_a_text(tmp_path: Path) -> None:
    editor = Editor(tmp_path, EDITS)
    text = 'import siplint\nbody: siplint.Body = {"name": """x""", "type": "inbound", "phoneNumbers": ["+1 415 555 1234"], "agentId": """a\n"""}\n'
    editor.open("a.py", text, language="python")
    assert editor.codes("a.py") == ["RR301"]
    column = text.split("\n")[1].index("+")
    assert [one["title"][:6] for one in editor.actions("a.py", 1, column)] == ["RR301:", "Ignore", "Open t", "Fix al"]
    assert "siplint.toml" in titled(editor.actions("a.py", 1, column), "Ignore")["title"]


def test_json_has_no_comments_so_the_configuration_suppresses(tmp_path: Path) -> None:
    editor = Editor(tmp_path, EDITS)
    editor.open("rules #1.json", SPACED)
    action = titled(editor.actions("rules #1.json", 4, 5), "Ignore RR301 here, in siplint.toml")
    create, change = action["edit"]["documentChanges"]
    assert (create["kind"], create["uri"]) == ("create", editor.uri("siplint.toml"))
    (tmp_path / "siplint.toml").write_text(change["edits"][0]["newText"])
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": editor.uri("siplint.toml"), "type": 1}]})
    assert editor.codes("rules #1.json") == []


def test_an_existing_configuration_is_edited_in_place(tmp_path: Path) -> None:
    settings = tmp_path / "pyproject.toml"
    before = '[tool.siplint]\nstrict = true\n\n[tool.other]\nkey = "é"\n'
    settings.write_text(before, encoding="utf-8")
    editor = Editor(tmp_path)
    editor.open("a.json", SPACED)
    action = titled(editor.actions("a.json", 4, 5), "Ignore RR301 here, in pyproject.toml")
    after = edited(before, action["edit"]["changes"][editor.uri("pyproject.toml")])
    assert after == before + '\n[tool.siplint.per-file-ignores]\n"/a.json#/phoneNumbers/0" = ["RR301"]\n'


def test_a_client_that_makes_no_files_is_not_offered_a_new_configuration(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.open("a.json", SPACED)
    assert [one["title"][:6] for one in editor.actions("a.json", 4, 5)] == ["RR301:", "Open t", "Fix al"]


def test_a_rule_as_a_whole_has_its_actions_at_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(OUTBOUND_BODY))
    editor = Editor(tmp_path, EDITS)
    text = json.dumps(OUTBOUND_BODY | {"name": "Copy"}, indent=1)
    editor.open("b.json", text)
    (shown,) = [one for one in editor.shown[editor.uri("b.json")] if one["code"] == "RR702"]
    assert shown["range"] == {"start": {"line": 1, "character": 9}, "end": {"line": 1, "character": 15}}
    assert titled(editor.actions("b.json", 1, 10), "Open the page of RR702")
    assert not any("RR702" in one["title"] for one in editor.actions("b.json", 2, 3))


def test_the_page_of_a_rule_is_opened_or_named(tmp_path: Path) -> None:
    for capabilities, method in (
        ({"window": {"showDocument": {"support": True}}}, "window/showDocument"),
        ({}, "window/showMessage"),
    ):
        editor = Editor(tmp_path, capabilities)
        editor.open("a.json", SPACED)
        command = titled(editor.actions("a.json", 4, 5), "Open the page")["command"]
        editor.request("workspace/executeCommand", command)
        assert method in editor.methods()


def test_a_document_that_nobody_knows_has_no_actions(tmp_path: Path) -> None:
    assert Editor(tmp_path).actions("gone.json", 0, 0) == []
