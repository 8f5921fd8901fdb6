"""What the language server sends an editor to show: nothing in it speaks, and no secret is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from editor import Editor
from harmless import assert_harmless
from siplint.model.examples import INBOUND_BODY

SECRET = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
SPEAKING = "\u202e\u2028\u0085\u009b31m"
BODY = INBOUND_BODY | {
    "name": f"{SPEAKING} {SECRET}",
    "phoneNumbers": [f"x{SPEAKING}", "+14155551234", "+1 415 555 1234"],
    "headers": {f"X {SPEAKING}": SPEAKING, "X-Token": SECRET},
    f"colour{SPEAKING}": 1,
}
NESTED = {
    "textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}},
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}
SHOWN = ("message", "title", "name", "detail", "value")


def shown(value: Any) -> Iterator[str]:
    """Yield the texts of a message that an editor shows."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in SHOWN and isinstance(item, str):
                yield item
            yield from shown(item)
    elif isinstance(value, list):
        for item in value:
            yield from shown(item)


@pytest.mark.parametrize("method", ["publishDiagnostics", "codeAction", "documentSymbol", "hover", "completion"])
def test_what_an_editor_shows_is_harmless(tmp_path: Path, method: str) -> None:
    editor = Editor(tmp_path, NESTED)
    other = json.dumps(BODY | {"name": "b"}, ensure_ascii=False)
    editor.open(f"b{SPEAKING}.json", other)
    text = json.dumps(BODY, indent=1, ensure_ascii=False)
    editor.open("a.json", text)
    answers: list[Any] = editor.stream.sent
    document = editor.document("a.json")
    if method == "codeAction":
        everything = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
        answers = [editor.request("textDocument/codeAction", {**document, "range": everything, "context": {}})]
    elif method == "documentSymbol":
        answers = [editor.request("textDocument/documentSymbol", document)]
    elif method != "publishDiagnostics":
        answers = [
            editor.request(f"textDocument/{method}", {**document, "position": {"line": line, "character": 4}})
            for line in range(text.count("\n") + 1)
        ]
    texts = list(shown(answers))
    assert texts
    for one in texts:
        assert SECRET not in one
        for line in one.split("\n"):
            assert_harmless(method, line)


def test_the_log_holds_no_text_of_a_document(tmp_path: Path) -> None:
    editor = Editor(tmp_path, NESTED)
    text = json.dumps(INBOUND_BODY | {"name": "Winnetou"}, indent=1)
    editor.open("a.json", text)
    for method in ("documentSymbol", "hover", "completion", "codeAction"):
        for line in range(text.count("\n") + 1):
            place = {"line": line, "character": 22}
            asked = {"position": place, "range": {"start": place, "end": place}, "context": {}}
            editor.request(f"textDocument/{method}", {**editor.document("a.json"), **asked})
    assert "documentSymbol" in "".join(editor.log)
    assert "Winnetou" not in "".join(editor.log)


def test_the_faults_of_a_configuration_and_the_notes_are_harmless(tmp_path: Path) -> None:
    (tmp_path / "siplint.toml").write_text('"\\u202e\\u009b31m" = 1\n', encoding="utf-8")
    (tmp_path / f"a{SPEAKING}.json").mkdir()
    (tmp_path / f"b{SPEAKING}.json").symlink_to("/etc/passwd")
    editor = Editor(tmp_path)
    editor.open("a.json", json.dumps(INBOUND_BODY))
    texts = list(shown(editor.stream.sent))
    assert texts
    for one in texts:
        assert_harmless("message", one)
