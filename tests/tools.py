"""Programs that some acceptance tests need: found, or the test is skipped; in CI, where they must be, it fails."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

REQUIRED = "TESTS_REQUIRE_TOOLS"
"""If this environment variable is set, a missing program fails the test that needs it."""


def tool(*names: str) -> str:
    """Return the path of the first program found; without one the test is skipped, or fails where tools are required."""
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        missing(f"needs {' or '.join(names)}")
    return path


def missing(reason: str) -> NoReturn:
    """Skip the test for a reason, or fail it where tools are required."""
    if os.environ.get(REQUIRED):
        pytest.fail(f"{reason}, which {REQUIRED} says must be here")
    pytest.skip(reason)
