"""What holds for every session: no stale index of rules, properties that are not timed, and a quick run that is quick."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings

# How long one example takes depends on the machine, so there is no deadline. Examples are the same in every run, so
# that a failure is about the change at hand; `--hypothesis-profile=random` looks for new ones.
settings.register_profile("whole", deadline=None, derandomize=True)
settings.register_profile("quick", deadline=None, derandomize=True, max_examples=15)
settings.register_profile("random", deadline=None, max_examples=500)

STALE = "src/siplint/rules/index.py does not say what the rule files say: run `python -m siplint.reference.publish`"


def pytest_configure(config: pytest.Config) -> None:
    """Stop with one sentence where the index of rules is stale: else each test would fail for a reason of its own."""
    from siplint.reference.publish import index_source
    from siplint.rules import index

    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # `nohup` ignores it, and processes inherit that
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("quick" if config.option.markexpr == "not slow" else "whole")
    if Path(index.__file__).read_text(encoding="utf-8") != index_source():
        raise pytest.UsageError(STALE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Attacks take their time: all of `hostile/` is slow."""
    for item in items:
        if "hostile" in item.path.parts:
            item.add_marker("slow")
