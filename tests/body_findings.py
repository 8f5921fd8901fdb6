"""What the rules find in one body, before findings are filtered and placed."""

from __future__ import annotations

from typing import Any

from siplint.engine.driver import lint_value
from siplint.model.finding import Finding
from siplint.model.settings import DEFAULT, Settings


def findings_of(body: Any, settings: Settings = DEFAULT) -> list[Finding]:
    """Return all findings about a body, infos too."""
    linted = lint_value(body, settings, is_text=False)
    return [] if linted is None else list(linted.findings)
