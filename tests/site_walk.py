"""A walk through the built site in a headless browser: Debian's Chromium, driven with Playwright in Node."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from node_projects import installed, node
from places import TESTS
from tools import tool

FOLDER = TESTS / "web"
LIMIT = 240
"""Seconds that the walk may take."""


def walk(address: str) -> Any:
    """Return what `tests/web/walk_site.mjs` sees on the site at an address."""
    command = [node(), str(installed(FOLDER) / "walk_site.mjs"), tool("chromium"), address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
