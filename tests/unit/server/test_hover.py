"""What is said about the place under the mouse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from editor import Editor
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

BODY = INBOUND_BODY | {
    "phoneNumbers": ["+1 415 555 1234", "+442071838750"],
    "room": {"type": "static", "id": "a", "pin": "4711"},
}
TEXT = json.dumps(BODY, indent=1)


def said(editor: Editor, name: str, text: str, word: str, shift: int = 1) -> str:
    before = text[: text.index(word) + shift]
    lines = before.split("\n")
    answer: Any = editor.request("textDocument/hover", editor.at(name, len(lines) - 1, len(lines[-1])))
    return str(answer["contents"]["value"]) if answer else ""


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    editor = Editor(tmp_path)
    editor.open("a.json", TEXT)
    return editor


def test_a_field_is_explained_with_its_source(editor: Editor) -> None:
    text = said(editor, "a.json", TEXT, '"agentId"')
    assert text.startswith("**`agentId`** (a string)\n\nThe AI agent that calls are dispatched to.")
    assert "](https://docs.videosdk.live/" in text


def test_a_field_of_the_room_and_its_values_are_explained(editor: Editor) -> None:
    text = said(editor, "a.json", TEXT, '"static"')
    assert text.startswith("**`type`** (a string)")
    assert "- `dynamic`: a new room for each call" in text


def test_a_finding_has_the_manual_of_its_rule(editor: Editor) -> None:
    text = said(editor, "a.json", TEXT, '"+1 415')
    assert "**[RR301 not-e164](" in text
    assert '\\"+1 415' not in text
    assert "**What follows:** the number is not found among the account's" in text
    assert "index.md" not in text


def test_a_number_has_its_country_and_its_kind_and_who_answers_it(editor: Editor) -> None:
    text = said(editor, "a.json", TEXT, "+44")
    assert text.startswith(
        "**+442071838750**\n\nA number of the United Kingdom (+44 2071838750), in a range that is in use."
    )
    assert '+442071838750 is answered by "Support line"  a.json:1' in text
    assert "PIN       asked" in text
    assert "4711" not in text


def test_a_number_that_no_rule_has_is_said_to_be_in_none(editor: Editor) -> None:
    text = json.dumps(INBOUND_BODY | {"name": "B", "allowedNumbers": ["+14155550199"], "phoneNumbers": []}, indent=1)
    editor.open("b.json", text)
    assert "No rule of this workspace has it." in said(editor, "b.json", text, "+14155550199")


def test_two_rules_that_have_a_number_are_named(editor: Editor) -> None:
    text = json.dumps(OUTBOUND_BODY | {"phoneNumbers": ["+442071838750"]}, indent=1)
    editor.open("b.json", text)
    said_there = said(editor, "b.json", text, "+442071838750")
    assert "calls out from +442071838750 may use" in said_there
    assert "is answered by" in said_there


def test_where_no_rule_about_the_set_runs_all_files_are_asked(tmp_path: Path) -> None:
    editor = Editor(tmp_path, initializationOptions={"select": ["RR1"]})
    editor.open("a.json", TEXT)
    assert "is answered by" in said(editor, "a.json", TEXT, "+44")


def test_a_number_of_no_country_is_said_to_be_one(editor: Editor) -> None:
    text = json.dumps(INBOUND_BODY | {"phoneNumbers": ["+2101234567"]}, indent=1)
    editor.open("b.json", text)
    assert "No country has numbers like this." in said(editor, "b.json", text, "+210")


def test_an_alias_is_explained_as_the_field_that_is_meant(editor: Editor) -> None:
    text = TEXT.replace('"agentId"', '"agent_id"')
    editor.open("b.json", text)
    assert "**`agentId`** (a string)" in said(editor, "b.json", text, "agent_id")


def test_nothing_is_said_where_there_is_nothing(editor: Editor) -> None:
    assert said(editor, "a.json", TEXT, "{", 0) == ""
    editor.open("c.json", '{"compilerOptions": {}}')
    assert said(editor, "c.json", '{"compilerOptions": {}}', "compiler") == ""
    editor.open("d.py", "x = 1\n", language="python")
    assert said(editor, "d.py", "x = 1\n", "x") == ""


def test_plain_text_is_sent_to_a_client_that_takes_no_markdown(tmp_path: Path) -> None:
    editor = Editor(tmp_path, {"textDocument": {"hover": {"contentFormat": ["plaintext"]}}})
    editor.open("a.json", TEXT)
    assert editor.request("textDocument/hover", editor.at("a.json", 1, 3))["contents"]["kind"] == "plaintext"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", f'import requests\nrequests.post("https://api.videosdk.live/v2/sip/routing-rule", json={BODY!r})\n'),
        ("a.md", f"# é😀\n\n```json\n{TEXT}\n```\n"),
        ("a.yaml", f"# é\n{TEXT}\n"),
        ("a.jsonl", f"{json.dumps(OUTBOUND_BODY)}\n{json.dumps(BODY)}\n"),
        ("a.jsonc", f"// é😀\n{TEXT}"),
        ("a.sh", f"curl https://api.videosdk.live/v2/sip/routing-rule -d '{TEXT}'\n"),
    ],
)
def test_every_notation_has_its_places(editor: Editor, name: str, text: str) -> None:
    editor.open(name, text, language="x")
    word = "agentId" if name != "a.jsonl" else "+44"
    assert said(editor, name, text, word)
    assert said(editor, name, text, "static", 2).startswith("**`type`** (a string)")
