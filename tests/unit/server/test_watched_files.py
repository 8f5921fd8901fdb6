"""Files that the server asks its client to watch."""

from __future__ import annotations

from pathlib import Path

from editor import Editor
from siplint.source.notations import ENDINGS

WATCHES = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}


def test_rules_and_settings_are_watched_where_the_client_can(tmp_path: Path) -> None:
    editor = Editor(tmp_path, WATCHES)
    (asked,) = [one for one in editor.stream.sent if one.get("method") == "client/registerCapability"]
    (registration,) = asked["params"]["registrations"]
    globs = {one["globPattern"] for one in registration["registerOptions"]["watchers"]}
    assert registration["method"] == "workspace/didChangeWatchedFiles"
    assert globs == {
        *(f"**/*{ending}" for ending in (*ENDINGS, ".json", ".jsonl", ".ndjson")),
        *(f"**/{name}" for name in ("siplint.toml", "pyproject.toml", ".gitignore")),
    }


def test_nothing_is_asked_of_a_client_that_cannot(tmp_path: Path) -> None:
    assert "client/registerCapability" not in Editor(tmp_path).methods()


def test_a_change_before_anything_was_checked_is_passed_over(tmp_path: Path) -> None:
    editor = Editor(tmp_path, starts=False)
    editor.session.projects.add_folder(str(tmp_path))
    editor.session.is_initialized = True
    changes = {"changes": [{"uri": editor.uri("a.json"), "type": 1}]}
    editor.notify("workspace/didChangeWatchedFiles", changes)
    assert editor.stream.sent == []


def test_a_git_ignored_file_disappears_when_it_is_ignored(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.json").write_text('{"phoneNumbers": [}')
    editor = Editor(tmp_path)
    assert editor.codes("a.json") == ["RR001"]
    (tmp_path / ".gitignore").write_text("a.json\n")
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": editor.uri(".gitignore"), "type": 1}]})
    assert editor.codes("a.json") == []
