"""Folders as the language server gets them: whatever the working directory is, and afterwards it is the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from siplint.cli.project_files import ProjectFiles


def test_the_working_directory_is_the_one_of_before(tmp_path: Path) -> None:
    before = os.getcwd()
    ProjectFiles().load(str(tmp_path), {}, walks=True)
    missing = ProjectFiles().load(str(tmp_path / "missing"), {}, walks=True)
    assert os.getcwd() == before
    assert len(missing.notes) == 1


def test_a_working_directory_that_was_deleted_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.json").write_text("{")
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    loaded = ProjectFiles().load(str(tmp_path / "rules"), {}, walks=True)
    assert loaded.contents == {"a.json": b"{"}
    assert os.getcwd() == os.sep
    assert ProjectFiles().load("", {}, walks=False).contents == {}


def test_a_file_that_cannot_be_read_has_no_content(tmp_path: Path) -> None:
    assert ProjectFiles().read(str(tmp_path)) is None
    assert ProjectFiles().read("a\0b") is None
