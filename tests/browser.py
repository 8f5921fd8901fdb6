"""A headless browser for acceptance tests: Debian's Chromium, driven by scripts in `tests/web` with Playwright."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from places import TESTS
from tools import tool

FOLDER = TESTS / "web"
LIMIT = 240
"""Seconds that a script may take."""


def browse(script: str, *words: str) -> Any:
    """Run a script with the path of the browser and some words; return what it prints, which is JSON."""
    node, chromium = tool("node"), tool("chromium", "chromium-browser", "google-chrome")
    if not (FOLDER / "node_modules/axe-core/package.json").is_file():
        npm = [tool("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(npm, cwd=FOLDER, check=True, timeout=LIMIT)
    command = [node, str(FOLDER / script), chromium, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
