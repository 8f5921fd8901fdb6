"""The README: its commands print what it shows, and its lines are those CI takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from markdown import blocks
from places import ROOT
from readme_outputs import refreshed

README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.slow
def test_the_readme_shows_what_its_examples_print(tmp_path: Path) -> None:
    assert refreshed(README, tmp_path) == README


def test_every_hook_of_the_readme_is_there() -> None:
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert set(re.findall(r"^\| `(siplint[a-z-]*)` \|", README, re.MULTILINE)) == hooks


def test_all_ways_in_find_the_same() -> None:
    concise, hook, _ = blocks("README.md", "console")
    (library,) = blocks("README.md", "text")
    found = [set(re.findall(r"RR\d+", text)) for text in (concise, hook, library)]
    assert found[0] == found[1] == found[2] == {"RR102", "RR301"}


def test_ci_finds_one_test_command() -> None:
    lines = [line for line in README.splitlines() if re.match(r"python3 -m venv .*pytest", line)]
    assert len(lines) == 1


def test_no_release_is_named_that_does_not_exist() -> None:
    assert re.findall(r"(?:rev: |siplint@|siplint==)v?\d", README) == []
