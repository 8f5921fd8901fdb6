"""The documentation site is built by one command, holds together, and works in a browser that reaches no other host."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import served
from places import ROOT
from site_walk import walk

pytestmark = pytest.mark.slow
BELOW = "any/path"
"""Where the site is on the host: below any address it works the same."""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site, and copy it below another address."""
    done = run("scripts/build_site.py")
    assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path_factory.mktemp("host") / BELOW
    shutil.copytree(ROOT / "build/site", site)
    return site


@pytest.fixture
def address(built: Path) -> Iterator[str]:
    with served(built.parents[1]) as url:
        yield f"{url}/{BELOW}/"


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_outside(built: Path) -> None:
    done = run("scripts/check_site.py", str(built))
    assert (done.stdout, done.returncode) == (
        f"{built}: every link leads somewhere, nothing is loaded from outside\n",
        0,
    )


def test_the_site_in_a_browser(address: str) -> None:
    seen = walk(address)
    assert seen["outside"] == []
    assert seen["complaints"] == []
    assert seen["overflowing"] == []
    assert seen["barriers"] == []
    assert seen["search"]["found"][0].startswith(f"{address}rules/RR201/")
    assert seen["search"]["opened"].startswith(f"{address}rules/RR201/")
    assert seen["light"] == "rgb(255, 255, 255)"
    assert sum(map(int, seen["dark"].removeprefix("rgb(").removesuffix(")").split(","))) < 100
    assert seen["chosen"] == seen["remembered"] == seen["light"]
