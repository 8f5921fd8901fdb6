"""Programs that some acceptance tests need: found, or the test is skipped; in CI, where they must be, it fails."""

from __future__ import annotations

import os
import shutil

import pytest

REQUIRED = "TESTS_REQUIRE_TOOLS"
"""If this environment variable is set, a missing program fails the test that needs it."""


def tool(*names: str) -> str:
    """Return the path of the first program found; without one the test is skipped, or fails where tools are required."""
    for name in names:
        if path := shutil.which(name):
            return path
    reason = f"needs {' or '.join(names)}"
    if os.environ.get(REQUIRED):
        pytest.fail(f"{reason}, which {REQUIRED} says must be here")
    pytest.skip(reason)
