"""The code blocks of the documentation's pages."""

from __future__ import annotations

import re

from places import ROOT

PART = re.compile(
    r"^#+ (?P<heading>[^\n]+)$|^(?P<fence>`{3,})(?P<language>\w*)[^\n]*\n(?P<code>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


def blocks(page: str, language: str, under: str = "") -> list[str]:
    """Return the code blocks of one language on a page of the project, of a heading if one is named."""
    found, heading = [], ""
    for part in PART.finditer((ROOT / page).read_text("utf-8")):
        if part["heading"]:
            heading = part["heading"]
        elif part["language"] == language and under in ("", heading):
            found.append(part["code"])
    return found
