"""Properties are not timed: how long one example takes says more of the machine than of siplint. No test runs with a
stale index of rules: each would fail for a reason of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure() -> None:
    from siplint.reference.publish import index_source
    from siplint.rules import index

    if Path(index.__file__).read_text(encoding="utf-8") != index_source():
        raise pytest.UsageError(
            "src/siplint/rules/index.py does not say what the rule files say: run `python -m siplint.reference.publish`"
        )
