"""What differs on Windows, as far as it can be had elsewhere: globs, backslashes, drives, NUL, code pages, processes."""

from __future__ import annotations

import ctypes
import io
import json
import ntpath
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from siplint.cli import output, paths, safe_write
from siplint.cli.configuration import Config, matcher
from siplint.cli.main import main
from siplint.engine.files import lint_files
from siplint.model.examples import INBOUND_BODY
from siplint.model.settings import Settings

GOOD = json.dumps(INBOUND_BODY)
BAD = GOOD.replace("inbound", "Inbound")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["rules/*.json"], ["rules/a.json", "rules/b.json"]),
        (["rules/?.json"], ["rules/a.json", "rules/b.json"]),
        (["rules/[ab].json", "rules/b.json"], ["rules/a.json", "rules/b.json"]),
        (["**/*.jsonl"], ["rules/deep/c.jsonl"]),
        (["rules/d*"], ["rules/deep/c.jsonl"]),
        (["[x].json"], ["[x].json"]),
    ],
)
def test_a_glob_that_no_shell_has_expanded_is_expanded(
    arguments: list[str], found: list[str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("rules/a.json", "rules/b.json", "rules/deep/c.jsonl", "[x].json", "x.json"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(GOOD)
    assert main(["check", "--isolated", "--show-files", *arguments]) == 0
    assert capsys.readouterr().out.split("\n")[:-1] == found


def test_a_glob_without_matches_is_a_path_that_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--isolated", "rules/*.json", "a\0*"]) == 2
    assert "siplint: rules/*.json: there is no such file or folder\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("rules\\a.json", "rules/a.json"),
        (".\\rules\\a.json", "rules/a.json"),
        ("rules/a.json", "rules/a.json"),
        ("C:\\project\\rules\\a.json", "rules/a.json"),
        ("C:\\projects\\a.json", "C:/projects/a.json"),
        ("D:\\a.json", "D:/a.json"),
        ("\\\\server\\share\\a.json", "//server/share/a.json"),
    ],
)
def test_files_have_names_with_forward_slashes(path: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = SimpleNamespace(sep="\\", path=ntpath, getcwd=lambda: "C:\\project")
    monkeypatch.setattr(paths, "os", windows)
    assert paths.display(path) == name


def test_a_path_on_another_drive_is_outside_the_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    def relpath(path: str, _start: str) -> str:
        raise ValueError(f"path is on mount 'D:', start on mount 'C:': {path}")

    matches = matcher(["*.json"], Config(folder="sub"), "/here")
    assert matches("/here/sub/a.json")
    monkeypatch.setattr(os.path, "relpath", relpath)
    assert not matches("D:/a.json")


@pytest.mark.parametrize("name", ["NUL", "nul", "NUL.txt", "con", "folder/NUL"])
def test_devices_are_written_to_and_not_replaced(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    resolved = safe_write._resolve(name)
    monkeypatch.undo()
    assert resolved == (name, True)


def test_the_same_names_are_files_elsewhere(here: Path) -> None:
    assert safe_write._resolve("NUL") == (str(here / "NUL"), False)


@pytest.mark.parametrize("encoding", ["ascii:strict", "cp1252:strict", "cp437", "latin-1:strict", "utf-16"])
@pytest.mark.parametrize(
    "words", [["check", "日本.json"], ["check", "none-日本.json"], ["check", "--show-files", "日本.json"]]
)
def test_a_code_page_without_a_letter_is_no_error(encoding: str, words: list[str], here: Path) -> None:
    (here / "日本.json").write_text(BAD)
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "siplint", *words, "--isolated"], env=environment, capture_output=True, check=False
    )
    assert done.returncode == {"日本.json": 1, "none-日本.json": 2, "--show-files": 0}[words[1]]
    assert b"internal error" not in done.stderr
    assert b"Traceback" not in done.stderr
    if done.stdout:
        assert "日本.json" in done.stdout.decode()


def test_what_an_encoding_does_not_have_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", errors="strict", newline="")
    monkeypatch.setattr("sys.stderr", stream)
    output.say("é 日 → …")
    assert stream.buffer.getvalue() == "é \\u65e5 \\u2192 …\n".encode("cp1252")


class Console:
    """What Windows says of a console."""

    def __init__(self, *, is_console: bool, is_new: bool) -> None:
        self.kernel32 = self
        self.is_console, self.is_new = is_console, is_new
        self.mode = 3

    def GetStdHandle(self, number: int) -> int:  # noqa: N802 (the name of Windows)
        assert number == -11
        return 7

    def GetConsoleMode(self, handle: int, mode: Any) -> bool:  # noqa: N802
        assert handle == 7
        mode._obj.value = self.mode
        return self.is_console

    def SetConsoleMode(self, handle: int, mode: int) -> bool:  # noqa: N802
        assert handle == 7
        self.mode = mode
        return self.is_new


@pytest.mark.parametrize(("is_console", "is_new"), [(True, True), (True, False), (False, True)])
def test_a_console_is_asked_to_obey_escapes_before_colors_are_used(
    is_console: bool, is_new: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = Console(is_console=is_console, is_new=is_new)
    monkeypatch.setattr(ctypes, "windll", console, raising=False)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.stdout", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(os, "name", "nt")
    colored = output.is_colored({})
    monkeypatch.undo()
    assert colored == (is_console and is_new)
    assert console.mode == (7 if is_console else 3)


def test_without_fork_one_process_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def get_context(name: str) -> None:
        raise ValueError(f"cannot find context for {name!r}")

    files = {f"{number}.json": BAD.encode() for number in range(3)}
    expected = lint_files(files, Settings())
    monkeypatch.setattr("multiprocessing.get_context", get_context)
    assert lint_files(files, Settings(), jobs=2).diagnostics == expected.diagnostics
