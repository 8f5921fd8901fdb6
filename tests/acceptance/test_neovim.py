"""Neovim with the lines of the page: a broken rule is opened, edited, fixed and saved, and others are completed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from markdown import blocks
from places import ROOT
from tools import tool

pytestmark = pytest.mark.slow

PAGE = "docs/editors.md"
SESSION = ROOT / "tests" / "neovim_session.lua"
BROKEN = """{
  "name": "Support",
  "type": "inbound",
  "phoneNumbers": ["+1 415 555 2671"],
  "agentId": "support-agent",
  "recording": "true"
}
"""
EDITED = BROKEN.replace('"true"', "true")
FIXED = EDITED.replace("+1 415 555 2671", "+14155552671")
YAML = "name: Night\ntype: in\nphoneNumbers: []\n"
PYTHON = "import siplint\nsiplint.check({'name': '😀', 'type': 'outbound', 'phoneNumbers': [], ''})\n"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder after the session, and what Neovim showed in its course."""
    nvim = tool("nvim")
    folder = tmp_path_factory.mktemp("neovim")
    (folder / "rules").mkdir()
    (folder / "rules" / "support.json").write_text(BROKEN)
    (folder / "rules" / "other.yaml").write_text(YAML)
    (folder / "send.py").write_text(PYTHON)
    (folder / ".git").mkdir()
    programs = folder / "bin"
    programs.mkdir()
    (programs / "siplint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m siplint "$@"\n')
    (programs / "siplint").chmod(0o755)
    (folder / "init.lua").write_text(lines_for(nvim))
    done = subprocess.run(
        [nvim, "--headless", "--clean", "-u", "init.lua", "-c", f"luafile {SESSION}"],
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "RESULTS": str(folder / "results.json"),
            "XDG_STATE_HOME": str(folder / "state"),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    report = folder / "results.json"
    assert report.exists(), done.stdout + done.stderr
    return folder, json.loads(report.read_text())


def lines_for(nvim: str) -> str:
    """The lines that the page has for the version of a Neovim."""
    said = subprocess.run([nvim, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.match(r"NVIM v0\.(\d+)", said)
    assert version, said
    current, old = blocks(PAGE, "lua", "Neovim")
    return current if int(version[1]) >= 11 else old


def said_by_command(folder: Path, text: str) -> list[str]:
    """Code, line and column of each finding of the command, as the session writes diagnostics."""
    done = subprocess.run(
        [sys.executable, "-m", "siplint", "check", "-", "--stdin-filename", "rules/support.json", "--format", "json"],
        cwd=folder,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stdout)["diagnostics"]
    return sorted(f"{one['code']} {one['start']['line']} {one['start']['column']}" for one in found)


def test_opened_file_shows_what_the_command_says(session: tuple[Path, dict[str, Any]]) -> None:
    folder, results = session
    assert "error" not in results
    assert results["opened"] == said_by_command(folder, BROKEN)


def test_edit_that_is_not_saved_changes_the_diagnostics(session: tuple[Path, dict[str, Any]]) -> None:
    folder, results = session
    assert results["edited"] == said_by_command(folder, EDITED)
    assert results["edited"] != results["opened"]
    assert "\n".join(results["saved_before"]) == BROKEN.rstrip("\n")


def test_quick_fix_is_applied_and_saved(session: tuple[Path, dict[str, Any]]) -> None:
    folder, results = session
    assert results["actions"]
    assert results["fixed"] == said_by_command(folder, FIXED)
    assert (folder / "rules" / "support.json").read_text() == FIXED


def test_rules_in_yaml_and_python_are_completed_in_their_notation(session: tuple[Path, dict[str, Any]]) -> None:
    _, results = session
    assert results["yaml"] == {"labels": ["inbound", "outbound"], "line": "type: inbound"}
    assert {"headers", "headersToAttributes"} & {*results["python"]["labels"]} == {"headers"}
    line = PYTHON.splitlines()[1]
    assert results["python"]["line"] == line.replace(", ''}", ", 'recording': True}")
