"""The README: its commands print what it shows, its links lead somewhere, and its lines are those CI takes."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from markdown import FENCE, blocks
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


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = FENCE.sub("", (ROOT / page).read_text("utf-8"))
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in plain}


PAGES = [
    "README.md",
    "contrib/README.md",
    *(f"docs/{name}.md" for name in ("ci", "neighbours", "sending", "stability")),
]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    folder = Path(page).parent
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", (ROOT / page).read_text("utf-8"))):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        linked = Path(os.path.normpath(folder / path)) if path else Path(page)
        assert (ROOT / linked).exists(), target
        if anchor:
            assert anchor in anchors(linked.as_posix()), target
