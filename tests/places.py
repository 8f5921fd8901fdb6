"""Where things are: the project, its source, and what the tests read."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
SOURCE = ROOT / "src" / "siplint"
CASES = TESTS / "cases"
SHARED = ROOT.parent / "shared"
"""Beside the project, where the conformance cases come from; it need not be there."""
GOLDEN = TESTS / "golden"
