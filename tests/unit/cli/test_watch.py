"""`--watch`: what is watched, and one run for each change."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from siplint.cli import watch
from siplint.cli.main import main
from siplint.model.examples import INBOUND_BODY

GOOD = json.dumps(INBOUND_BODY)
BAD = GOOD.replace("inbound", "Inbound")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.json").write_text(GOOD)
    return Path(os.path.realpath(tmp_path))


def test_what_a_check_depends_on_is_watched(here: Path) -> None:
    (here / "siplint.toml").write_text('account = "account.json"\npolicy = "policy.json"\nembedded = ["yaml"]\n')
    (here / "rules" / "v1.2").mkdir()
    found = watch.watched_by({"output": "report.txt"}, ["rules", "b.json"])
    assert (found.folders, found.files) == ((str(here / "rules"),), frozenset((str(here / "b.json"),)))
    assert {os.path.basename(path) for path in found.others} == {
        "siplint.toml",
        "pyproject.toml",
        ".gitignore",
        "account.json",
        "policy.json",
    }
    assert found.written == str(here / "report.txt")
    for path, concerned in {
        "rules/a.json": True,
        "rules/deep/x.JSONL": True,
        "rules/x.yaml": True,
        "rules/x.py": False,
        "rules/new": True,
        "rules/v1.2": True,
        "rules/v1.3": False,
        "rules/.git/index": False,
        "rules/.hidden.json": False,
        "rules2/a.json": False,
        "b.json": True,
        "c.json": False,
    }.items():
        assert found.concerns(None, str(here / path)) == concerned


def test_the_report_is_not_watched_and_a_wrong_configuration_is(here: Path) -> None:
    (here / "siplint.toml").write_text("x = 1\n")
    found = watch.watched_by({"output": "rules/report.json"}, [])
    assert found.folders == (str(here),)
    assert not found.concerns(None, str(here / "rules" / "report.json"))
    assert found.concerns(None, str(here / "rules" / "a.json"))
    assert str(here / "siplint.toml") in found.others


class FakeWatch:
    """A stand-in for `watchfiles.watch`: each step is a function and whether changes are reported after it."""

    def __init__(self, *steps: Any) -> None:
        self.steps = list(steps)
        self.calls: list[tuple[tuple[str, ...], bool]] = []

    def __call__(self, *places: str, recursive: bool, **_options: Any) -> Iterator[set[Any]]:
        self.calls.append((places, recursive))
        yield set()
        while self.steps:
            act, changes = self.steps.pop(0)
            act()
            yield changes if isinstance(changes, set) else {("modified", "x")} if changes else set()


def watching(monkeypatch: pytest.MonkeyPatch, *steps: Any) -> FakeWatch:
    pytest.importorskip("watchfiles")
    fake = FakeWatch(*steps)
    monkeypatch.setattr("watchfiles.watch", fake)
    return fake


def test_each_change_is_one_run_and_nothing_is_none(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = here / "rules" / "a.json"
    fake = watching(
        monkeypatch,
        (lambda: file.write_text(BAD), True),
        (lambda: None, False),
        (lambda: (here / "siplint.toml").write_text("nothing = 1\n"), False),
        (lambda: (here / "siplint.toml").write_text('paths = ["rules"]\n'), False),
        (lambda: file.write_text(GOOD), True),
    )
    assert main(["check", "--watch", "--format", "concise", "rules/a.json"]) == 0
    out, err = capsys.readouterr()
    assert out.count("RR103") == 2
    assert out.count("\x1b") == 0
    ends = [line for line in err.split("\n") if "watching for changes" in line]
    assert [line.startswith("siplint: checked in ") for line in ends] == [True, True, False, True, True]
    assert "siplint: siplint.toml:1: there is no key `nothing`" in err
    assert fake.calls[0] == ((str(here / "rules"),), False)
    assert len(fake.calls) == 3


def test_folders_are_watched_with_all_below_them(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = watching(monkeypatch)
    assert main(["check", "--watch", "-q", "rules", "none/x.json"]) == 2
    assert fake.calls == [((str(here / "rules"),), True)]


@pytest.mark.skipif(sys.platform == "win32", reason="links need privileges")
def test_links_to_folders_are_not_followed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "rules" / "deep" / "new").mkdir(parents=True)
    (here / "rules" / ".hidden").mkdir()
    (here / "rules" / "deep" / "link").symlink_to("/")
    fake = watching(monkeypatch)
    assert main(["check", "--watch", "-q", "rules"]) == 0
    folders = ("rules", "rules/deep", "rules/deep/new")
    assert fake.calls == [(tuple(str(here / folder) for folder in folders), False)]


@pytest.mark.skipif(sys.platform == "win32", reason="links need privileges")
def test_a_folder_that_is_new_beside_a_link_is_watched(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "rules" / "link").symlink_to("/")
    new = here / "rules" / "new"
    fake = watching(monkeypatch, (new.mkdir, {("added", str(new))}))
    assert main(["check", "--watch", "-q", "rules"]) == 0
    assert [places for places, _ in fake.calls] == [(str(here / "rules"),), (str(here / "rules"), str(new))]


@pytest.mark.parametrize("path", ["/", "..", "rules/link", "rules/\\u0000"])
def test_paths_out_of_the_folder_of_the_configuration_are_not_watched(here: Path, path: str) -> None:
    if sys.platform != "win32":
        (here / "rules" / "link").symlink_to("/")
    (here / "siplint.toml").write_text(f'paths = ["{path}"]\n')
    assert watch.watched_by({}, []).folders == (str(here),)


def test_the_screen_of_a_terminal_is_cleared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    watching(monkeypatch)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr("siplint.cli.check_command.terminal_columns", lambda: 80)
    assert main(["check", "--watch", "rules"]) == 0
    assert capsys.readouterr().out == watch.CLEAR


@pytest.mark.parametrize("words", [("--write-baseline", "x.txt"), ("--prune-baseline",)])
def test_no_baseline_is_written_while_files_are_watched(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    watching(monkeypatch)
    assert main(["check", "--watch", *words]) == 2
    assert capsys.readouterr().err == f"siplint: {words[0]} and --watch exclude each other\n"
    assert not (tmp_path / "x.txt").exists()


def test_standard_input_cannot_be_watched(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("watchfiles")
    assert main(["check", "--watch", "-"]) == 2
    assert capsys.readouterr().err == "siplint: --watch cannot watch standard input\n"


def test_a_missing_package_is_named_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert main(["check", "--watch"]) == 2
    assert capsys.readouterr().err == 'siplint: --watch needs watchfiles: pip install "siplint[watch]"\n'
