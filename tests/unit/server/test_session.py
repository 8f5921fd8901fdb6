"""A session: several folders, single files, documents without files, settings, and what happens outside of the editor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from editor import Editor
from siplint.cli.main import main
from siplint.model.examples import INBOUND_BODY

RULE = json.dumps(INBOUND_BODY, indent=1)
OTHER = json.dumps(INBOUND_BODY | {"name": "Other", "recording": True}, indent=1)
SPACED = RULE.replace("+14155551234", "+1 415 555 1234")


def watched(editor: Editor, kind: int, *names: str) -> None:
    changes = [{"uri": editor.uri(name), "type": kind} for name in names]
    editor.notify("workspace/didChangeWatchedFiles", {"changes": changes})


def test_each_folder_is_a_set_of_its_own_with_its_own_settings(tmp_path: Path) -> None:
    for name in ("one", "two", "one/inner"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.json").write_text(RULE)
    (tmp_path / "two" / "siplint.toml").write_text('ignore = ["RR3"]')
    folders = [{"uri": (tmp_path / name).as_uri(), "name": name} for name in ("one", "two")]
    editor = Editor(tmp_path, workspaceFolders=folders)
    assert {name: editor.codes(f"{name}/a.json") for name in ("one", "one/inner", "two")} == {
        "one": [],
        "one/inner": ["RR702", "RR701"],
        "two": [],
    }
    editor.open("two/a.json", SPACED)
    assert editor.codes("two/a.json") == []
    inner = {"uri": (tmp_path / "one/inner").as_uri(), "name": "inner"}
    editor.open("one/inner/a.json", SPACED)
    editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [inner, 7], "removed": [folders[0]]}})
    assert editor.codes("one/a.json") == []
    assert editor.codes("one/inner/a.json") == ["RR301"]
    editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [inner]}})
    assert editor.codes("one/inner/a.json") == ["RR301"]
    editor.close("one/inner/a.json")
    assert editor.codes("one/inner/a.json") == []


def test_a_folder_behind_a_link_keeps_the_names_of_the_client(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.json").write_text(SPACED)
    (tmp_path / "real" / "siplint.toml").write_text("x = 1")
    (tmp_path / "link").symlink_to("real")
    editor = Editor(tmp_path / "link")
    assert {uri.rpartition("/")[0] for uri in editor.shown} == {(tmp_path / "link").as_uri()}
    editor.open("a.json", RULE)
    assert editor.codes("a.json") == []
    (tmp_path / "real" / "siplint.toml").write_text("")
    watched(editor, 2, "siplint.toml")
    assert all(not shown for shown in editor.shown.values())


def test_a_file_outside_of_all_folders_is_checked_with_the_files_beside_it_that_are_open(tmp_path: Path) -> None:
    (tmp_path / "siplint.toml").write_text('min-severity = "info"')
    (tmp_path / "closed.json").write_text(RULE)
    editor = Editor(tmp_path, rootUri=None)
    editor.open("a.json", RULE)
    editor.open("b.json", OTHER)
    assert editor.codes("b.json") == ["RR701"]
    editor.close("a.json")
    assert editor.codes("b.json") == []


def test_a_document_without_a_file_is_read_by_its_language(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    for uri, language, text, codes in (
        ("untitled:Untitled-1", "json", SPACED, ["RR301"]),
        ("untitled:Untitled-2", "yaml", SPACED, ["RR301"]),
        ("untitled:notes.jsonc", "", f"// x\n{SPACED}", ["RR301"]),
    ):
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        editor.notify("textDocument/didOpen", {"textDocument": document})
        assert [one["code"] for one in editor.shown[uri]] == codes
        editor.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        assert editor.shown[uri] == []
    document = {"uri": "untitled:Untitled-3", "languageId": "cobol", "version": 1, "text": SPACED}
    editor.notify("textDocument/didOpen", {"textDocument": document})
    assert "untitled:Untitled-3" not in editor.shown


def test_files_that_programs_create_change_rename_and_delete_are_followed(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    (tmp_path / "a.json").write_text(SPACED)
    watched(editor, 1, "a.json")
    assert editor.codes("a.json") == ["RR301"]
    (tmp_path / "a.json").write_text(RULE)
    watched(editor, 2, "a.json")
    assert editor.codes("a.json") == []
    (tmp_path / "b.json").write_text(OTHER)
    watched(editor, 1, "b.json")
    assert editor.codes("b.json") == ["RR701"]
    (tmp_path / "b.json").rename(tmp_path / "c.json")
    watched(editor, 3, "b.json")
    watched(editor, 1, "c.json")
    assert (editor.codes("b.json"), editor.codes("c.json")) == ([], ["RR701"])
    (tmp_path / "a.json").unlink()
    watched(editor, 2, "a.json")
    assert editor.codes("c.json") == []
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": "file:///elsewhere.json", "type": 1}, 7]})
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": "http://x", "type": 1}]})


def test_what_is_saved_counts_after_the_document_is_closed(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.open("a.json", SPACED)
    (tmp_path / "a.json").write_text(SPACED)
    editor.notify("textDocument/didSave", editor.document("a.json"))
    editor.close("a.json")
    assert editor.codes("a.json") == ["RR301"]
    editor.open("a.json", RULE)
    editor.close("a.json")
    assert editor.codes("a.json") == ["RR301"]
    assert editor.versions[editor.uri("a.json")] is None


def test_excluded_and_other_files_show_nothing(tmp_path: Path) -> None:
    (tmp_path / "siplint.toml").write_text('exclude = ["old/"]')
    editor = Editor(tmp_path)
    editor.open("old/a.json", SPACED)
    editor.open("package.json", '{"name": "x", "version": "1"}')
    editor.open("a.toml", "x = 1")
    assert editor.shown == {editor.uri(name): [] for name in ("old/a.json", "package.json", "a.toml")}
    editor.change("old/a.json", 2, {"text": "{"})
    assert editor.codes("old/a.json") == []


def test_the_settings_of_the_client_stand_in_for_options(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('ignore = ["RR301"]')
    editor = Editor(tmp_path, initializationOptions={"minSeverity": "info", "select": ["RR3"], "embedded": True})
    text = json.dumps(INBOUND_BODY | {"phoneNumbers": ["+14155550100"], "recordng": 1})
    editor.open("a.json", text)
    assert [(one["code"], one["severity"]) for one in editor.shown[editor.uri("a.json")]] == [("RR307", 4)]
    editor.notify("workspace/didChangeConfiguration", {"settings": {"siplint": {"config": "other.toml"}}})
    editor.change("a.json", 2, {"text": SPACED})
    assert editor.codes("a.json") == []
    editor.notify("workspace/didChangeConfiguration", {"settings": {"isolated": True}})
    assert editor.codes("a.json") == ["RR301"]
    others: list[Any] = [None, {}, {"yaml": {"select": []}}, {"siplint": None}, []]
    for settings in others:
        editor.notify("workspace/didChangeConfiguration", {"settings": settings})
        assert editor.session.projects.options == {"isolated": True}


def test_a_wrong_setting_of_the_client_is_shown(tmp_path: Path) -> None:
    editor = Editor(tmp_path, initializationOptions={"select": ["RR999"], "config": 3})
    (fault,) = editor.shown[editor.uri("siplint.toml")]
    assert fault["message"] == '--select: there is no rule "RR999"'


def test_faults_of_the_policy_and_the_snapshot_are_shown_in_them(tmp_path: Path) -> None:
    (tmp_path / "siplint.toml").write_text('policy = "policy.schema.json"\naccount = "account.json"\n')
    (tmp_path / "policy.schema.json").write_text('{"type": 7}')
    (tmp_path / "account.json").write_text("{")
    (tmp_path / "a.json").write_text(SPACED)
    editor = Editor(tmp_path)
    fault = editor.shown[editor.uri("policy.schema.json")][-1]
    assert (fault["code"], fault["message"][:28]) == ("configuration", "the policy cannot be used: n")
    (tmp_path / "policy.schema.json").write_text('{"required": ["recording"]}')
    watched(editor, 2, "policy.schema.json")
    assert editor.shown[editor.uri("policy.schema.json")] == []
    assert editor.codes("a.json") == ["RR190", "RR301"]
    assert [one["code"] for one in editor.shown[editor.uri("account.json")]] == ["RR001", "configuration"]


def test_findings_of_the_baseline_are_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_text(SPACED)
    (tmp_path / "b.json").write_text(OTHER)
    monkeypatch.chdir(tmp_path)
    editor = Editor(tmp_path)
    assert (editor.codes("a.json"), editor.codes("b.json")) == (["RR301"], ["RR701"])
    assert main(["check", "-q", "--write-baseline", "baseline.jsonl"]) == 0
    (tmp_path / "siplint.toml").write_text('baseline = "baseline.jsonl"')
    watched(editor, 1, "siplint.toml", "baseline.jsonl")
    assert (editor.codes("a.json"), editor.codes("b.json")) == ([], [])
    editor.open("b.json", OTHER.replace("true", '"yes"'))
    assert editor.codes("b.json") == ["RR102"]
    editor.close("b.json")
    (tmp_path / "baseline.jsonl").write_text("{")
    watched(editor, 2, "baseline.jsonl")
    assert editor.shown[editor.uri("baseline.jsonl")][-1]["code"] == "configuration"
    assert editor.codes("a.json") == []
    (tmp_path / "baseline.jsonl").unlink()
    (tmp_path / "siplint.toml").unlink()
    watched(editor, 3, "siplint.toml", "baseline.jsonl")
    assert editor.codes("a.json") == ["RR301"]


def test_files_are_checked_anew_only_if_the_settings_are_others(tmp_path: Path) -> None:
    (tmp_path / "siplint.toml").write_text('policy = "policy.schema.json"')
    (tmp_path / "policy.schema.json").write_text('{"required": ["recording"]}')
    (tmp_path / "a.json").write_text(RULE)
    editor = Editor(tmp_path)
    (project,) = editor.session.projects
    workspace = project.workspace
    (tmp_path / "b.json").write_text(OTHER)
    watched(editor, 1, "b.json")
    assert (project.workspace is workspace, editor.codes("b.json")) == (True, ["RR701"])
    (tmp_path / "policy.schema.json").write_text('{"required": ["tags"]}')
    watched(editor, 2, "policy.schema.json")
    assert (project.workspace is workspace, editor.codes("b.json")) == (False, ["RR190", "RR701"])


def test_settings_that_cannot_be_read_leave_the_last_good_ones_in_force(tmp_path: Path) -> None:
    settings = tmp_path / "siplint.toml"
    settings.write_text('ignore = ["RR301"]')
    editor = Editor(tmp_path)
    editor.open("a.json", SPACED)
    assert editor.codes("a.json") == []
    settings.write_text("ignore = [")
    watched(editor, 2, "siplint.toml")
    assert editor.codes("a.json") == []
    assert [one["severity"] for one in editor.shown[editor.uri("siplint.toml")]] == [1]
    settings.write_text("")
    watched(editor, 2, "siplint.toml")
    assert editor.codes("a.json") == ["RR301"]


def test_only_the_version_that_is_current_is_shown(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.open("a.json", RULE)
    newer = {"textDocument": {"uri": editor.uri("a.json"), "version": 3}, "contentChanges": [{"text": RULE}]}
    editor.stream.waiting.append({"method": "textDocument/didChange", "params": newer})
    editor.change("a.json", 2, {"text": SPACED})
    assert editor.versions[editor.uri("a.json")] == 1
    editor.session.take(editor.session.queue.pop())
    editor.session.flush()
    editor.messages()
    assert editor.versions[editor.uri("a.json")] == 3
    assert editor.codes("a.json") == []


def test_what_was_not_read_is_said_once_in_the_log_of_the_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "yaml", None)
    editor = Editor(tmp_path)
    editor.open("a.yaml", SPACED)
    editor.change("a.yaml", 2, {"text": SPACED + "\n"})
    said = [one["params"]["message"] for one in editor.stream.sent if one.get("method") == "window/logMessage"]
    assert len(said) == 1
    assert 'pip install "siplint[yaml]"' in said[0]


def test_an_error_of_ours_is_reported_and_the_session_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = Editor(tmp_path)
    editor.open("a.json", SPACED)

    def fails(*_: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("siplint.server.symbols.outline", fails)
        assert editor.error("textDocument/documentSymbol", editor.document("a.json")) == -32603
        patch.setattr("siplint.server.publishing.shown_diagnostics", fails)
        editor.change("a.json", 2, {"text": RULE})
        patch.setattr("siplint.server.buffers.Buffer.change", fails)
        editor.change("a.json", 3, {"text": RULE})
    said = [one["params"]["message"] for one in editor.stream.sent if one.get("method") == "window/logMessage"]
    assert [sentence.partition(":")[0] for sentence in said] == [
        "internal error",
        "internal error in textDocument/didChange",
    ]
    editor.change("a.json", 4, {"text": RULE})
    assert editor.codes("a.json") == []


def test_answers_of_the_client_and_unknown_notifications_are_passed_over(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    sent = len(editor.stream.sent)
    editor.session.take({"id": "siplint-1", "result": None})
    editor.session.take({"id": 3, "error": {"code": 1, "message": "no"}})
    editor.notify("$/progress", {})
    editor.notify("$/setTrace", {"value": "off"})
    editor.notify("$/cancelRequest", {"id": 1})
    editor.notify("textDocument/didOpen", {"textDocument": {}})
    assert len(editor.stream.sent) == sent


def test_the_log_has_neither_texts_nor_secrets(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    token = "eyJhbGciOiJIUzI1NiJ9.eyJhcGlrZXkiOiJhIn0.c2lnbmF0dXJlc2lnbmF0dXJl"
    body = INBOUND_BODY | {"headers": {"Authorization": token}, "room": {"type": "static", "id": "a", "pin": "493817"}}
    editor.open("a.json", json.dumps(body))
    editor.change("a.json", 2, {"text": json.dumps(body) + " "})
    editor.actions("a.json", 0, 1)
    editor.error(f"textDocument/{token}")
    log = "".join(editor.log)
    assert "textDocument/didChange" in log
    assert "RR201" in log
    for secret in (token, "493817", token[40:]):
        assert secret not in log
