"""The code of a documentation page, by the heading it stands under."""

from __future__ import annotations

import re
from pathlib import Path

PART = re.compile(r"^#+ (?P<heading>[^\n]+)$|^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def fences(page: Path, heading: str, language: str) -> list[str]:
    """The texts of the fences in a language directly under a heading, in order."""
    found, under = [], ""
    for part in PART.finditer(page.read_text()):
        if part["heading"]:
            under = part["heading"]
        elif under == heading and part["language"] == language:
            found.append(part["text"])
    return found
