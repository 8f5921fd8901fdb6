"""Entries of `per-file-ignores` that an editor adds: nothing else of the configuration changes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from siplint.cli.configuration import parse_configuration
from siplint.cli.ignore_entry import ignore_entry
from siplint.cli.project_files import ProjectFiles
from siplint.model.settings import DEFAULT
from siplint.server.loaded_project import IgnoreEntry, LoadedProject

ENTRY = '"/a.json#/name" = ["RR104"]\n'


def entry(folder: Path, config: str = "", name: str = "a.json") -> IgnoreEntry | None:
    project = LoadedProject(str(folder), DEFAULT, config=str(folder / config) if config else "")
    return ignore_entry(project, name, "/name", "RR104")


def added(folder: Path, text: str, name: str = "siplint.toml") -> str:
    (folder / name).write_bytes(text.encode())
    found = entry(folder, name)
    assert found
    assert found.before == text.encode()
    return found.after.decode()


def test_a_folder_without_a_configuration_gets_one(tmp_path: Path) -> None:
    found = entry(tmp_path)
    assert found
    assert (found.path, found.before) == (str(tmp_path / "siplint.toml"), None)
    assert found.after.decode() == "[per-file-ignores]\n" + ENTRY


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with a name, and links need privileges")
@pytest.mark.parametrize("kind", ["pipe", "link", "dangling link", "link to a pyproject"])
def test_what_is_planted_in_the_place_of_a_configuration_is_left_alone(tmp_path: Path, kind: str) -> None:
    (tmp_path / "in").mkdir()
    if kind == "pipe":
        os.mkfifo(tmp_path / "in" / "siplint.toml")
    else:
        if kind != "dangling link":
            (tmp_path / "out.toml").write_text("[project]\n")
        name = "pyproject.toml" if kind.endswith("pyproject") else "siplint.toml"
        (tmp_path / "in" / name).symlink_to(tmp_path / "out.toml")
    assert entry(tmp_path / "in") is None


def test_a_pyproject_without_our_table_gets_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"')
    found = entry(tmp_path)
    assert found
    assert found.after.decode() == f'[project]\nname = "x"\n\n[tool.siplint.per-file-ignores]\n{ENTRY}'


def test_an_entry_is_put_below_its_header(tmp_path: Path) -> None:
    text = 'strict = true\n[ per-file-ignores ] # why\n"b.json" = ["RR1"]\n'
    assert added(tmp_path, text) == text.replace("# why\n", "# why\n" + ENTRY)


def test_a_code_is_added_to_the_entry_that_is_there(tmp_path: Path) -> None:
    text = '[per-file-ignores]\n"/a.json#/name" = [\n  "RR105",\n]\n'
    assert added(tmp_path, text) == text.replace("[\n  ", '["RR104", \n  ')
    assert added(tmp_path, '[per-file-ignores]\n"/a.json#/name" = []\n') == "[per-file-ignores]\n" + ENTRY


def test_line_ends_are_kept(tmp_path: Path) -> None:
    assert added(tmp_path, "strict = true\r\n").endswith('\r\n[per-file-ignores]\r\n"/a.json#/name" = ["RR104"]\r\n')
    assert added(tmp_path, "[per-file-ignores]") == "[per-file-ignores]\n" + ENTRY


@pytest.mark.parametrize(
    "text",
    [
        'per-file-ignores = {"b.json" = ["RR1"]}\n',
        "strict = \n",
        "ignroe = 1\n",
        '[per-file-ignores]\n"/a.json#/name" = ["RR104"]\n"/a.json#/name" = []\n',
    ],
)
def test_what_cannot_be_changed_simply_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "siplint.toml").write_text(text)
    assert entry(tmp_path, "siplint.toml") is None


def test_a_file_outside_of_the_folder_of_the_configuration_has_no_entry(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "siplint.toml").write_text("")
    assert entry(tmp_path, "inner/siplint.toml") is None
    (tmp_path / "folder.toml").mkdir()
    assert entry(tmp_path, "folder.toml") is None


@pytest.mark.parametrize("name", ["a [1]*?!.json", "sub/#1.json", "é\\x.json"])
def test_the_entry_is_about_the_file_and_no_other(tmp_path: Path, name: str) -> None:
    found = entry(tmp_path, "", name)
    assert found
    (suppression,) = parse_configuration(found.after, found.path).per_file_ignores
    assert (suppression.codes, suppression.pointer) == (("RR104",), "/name")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("")
    (tmp_path / "siplint.toml").write_bytes(found.after)
    loaded = ProjectFiles().load(str(tmp_path), {}, walks=True)
    (suppressed,) = loaded.suppressions([name, "a 1.json", "sub/1.json", f"x/{name}"])
    assert suppressed.files == {name}
