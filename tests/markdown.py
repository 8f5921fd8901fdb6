"""The code blocks of the documentation's pages."""

from __future__ import annotations

import re

from places import ROOT

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str, language: str) -> list[str]:
    """Return the code blocks of one language on a page of the project."""
    return [code for name, code in FENCE.findall((ROOT / page).read_text("utf-8")) if name == language]
