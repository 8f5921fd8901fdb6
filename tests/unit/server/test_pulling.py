"""Diagnostics that the client asks for."""

from __future__ import annotations

import json
from pathlib import Path

from editor import Editor
from siplint.model.examples import INBOUND_BODY

PULLS = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}


def test_a_client_that_pulls_is_pushed_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    editor = Editor(tmp_path, PULLS)
    editor.open("b.json", "[")
    report = editor.request("textDocument/diagnostic", editor.document("b.json"))
    assert [one["code"] for one in report["items"]] == ["RR001"]
    assert "textDocument/publishDiagnostics" not in editor.methods()
    assert "workspace/diagnostic/refresh" in editor.methods()


def test_what_did_not_change_is_said_to_be_unchanged(tmp_path: Path) -> None:
    editor = Editor(tmp_path, PULLS)
    editor.open("a.json", "{")
    first = editor.request("textDocument/diagnostic", editor.document("a.json"))
    again = {**editor.document("a.json"), "previousResultId": first["resultId"]}
    assert editor.request("textDocument/diagnostic", again) == {"kind": "unchanged", "resultId": first["resultId"]}
    editor.change("a.json", 2, {"text": json.dumps(INBOUND_BODY)})
    report = editor.request("textDocument/diagnostic", again)
    assert (report["kind"], report["items"]) == ("full", [])


def test_the_whole_workspace_can_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "siplint.toml").write_text("x = 1")
    (tmp_path / "a.json").write_text(json.dumps(INBOUND_BODY))
    editor = Editor(tmp_path, PULLS)
    editor.open("b.json", json.dumps(INBOUND_BODY | {"name": "Other", "recording": True}), version=4)
    known = [{"uri": editor.uri("gone.json"), "value": "x"}, {"uri": 7}]
    items = editor.request("workspace/diagnostic", {"previousResultIds": known})["items"]
    assert [(one["uri"].rpartition("/")[2], one["version"], len(one["items"])) for one in items] == [
        ("a.json", None, 1),
        ("b.json", 4, 1),
        ("siplint.toml", None, 1),
        ("gone.json", None, 0),
    ]


def test_a_document_that_nobody_knows_has_no_diagnostics(tmp_path: Path) -> None:
    editor = Editor(tmp_path, PULLS)
    assert editor.request("textDocument/diagnostic", editor.document("gone.json")) == {"kind": "full", "items": []}
    assert editor.request("textDocument/diagnostic", {"textDocument": {"uri": "git:/a"}}) == {
        "kind": "full",
        "items": [],
    }


def test_a_document_that_is_opened_after_it_was_pulled_is_pulled_again(tmp_path: Path) -> None:
    editor = Editor(tmp_path, PULLS)
    early = editor.request("textDocument/diagnostic", editor.document("send.py"))
    assert early == {"kind": "full", "items": []}
    refreshes = editor.methods().count("workspace/diagnostic/refresh")
    editor.open("send.py", "import siplint\n\nsiplint.require({})\n")
    editor.open("other.py", "")
    assert editor.methods().count("workspace/diagnostic/refresh") == refreshes + 1
    report = editor.request("textDocument/diagnostic", editor.document("send.py"))
    assert report["items"]
