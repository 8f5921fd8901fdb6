"""Links between the files of the project lead to files and headings that are there, as GitHub shows them."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from places import ROOT
from project_scripts import script

site = script("build_site")
FILES = [
    path
    for folder in (".", "contrib", "docs", "docs/guides", "docs/rules")
    for path in sorted((ROOT / folder).glob("*.md"))
]


def links(path: Path) -> list[str]:
    found: list[str] = []

    def noted(target: str) -> str:
        found.append(target)
        return target

    site.with_links(path.read_text("utf-8"), noted)
    return [target for target in found if not re.match(r"[a-z]+:", target)]


def anchors(path: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a Markdown file."""
    headings = re.findall(
        r"^#+ (.*)$",
        re.sub(r"^(`{3,}).*?^\1$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL),
        re.MULTILINE,
    )
    names = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]
    return {
        name if not names[:index].count(name) else f"{name}-{names[:index].count(name)}"
        for index, name in enumerate(names)
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_of_a_file_lead_somewhere(path: Path) -> None:
    for target in links(path):
        name, _, anchor = unquote(target).partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


def test_the_files_have_links() -> None:
    assert {"docs/assets/report.svg", "docs/README.md"} <= set(links(ROOT / "README.md"))
    assert "#siplint-check" in links(ROOT / "docs/command-line.md")
