"""Comments that suppress findings on their line: `siplint: ignore[RR218]`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    Ignores: TypeAlias = Mapping[int, tuple[str, ...]]

NO_IGNORES: Ignores = {}
PATTERN = r"\bsiplint:[ \t]*ignore\b(?:[ \t]*\[([^\]\n]{0,1000})\])?"
"""The words in a comment; the codes, names or beginnings of codes are between the brackets."""
NO_CODE = ""
"""Stands for the codes of a comment that names none: it suppresses nothing."""


def may_ignore(text: str) -> bool:
    """Return whether a text may have such a comment."""
    return "siplint:" in text and "ignore" in text


def ignores_of(text: str, comments: Iterable[tuple[int, int]]) -> Ignores:
    """Return by line (from 1) the codes that comments suppress there.

    `comments` are the spans of the comments of the text (code points). A comment of several lines counts on the line
    where the words are.
    """
    if not may_ignore(text):
        return NO_IGNORES
    import re

    pattern = re.compile(PATTERN)
    ignores: dict[int, tuple[str, ...]] = {}
    line, before = 1, 0
    for start, end in sorted(comments):
        for match in pattern.finditer(text, start, end):
            line += text.count("\n", before, match.start())
            before = match.start()
            codes = tuple([code.strip() for code in (match[1] or NO_CODE).split(",")])
            ignores[line] = tuple(dict.fromkeys((*ignores.get(line, ()), *codes)))
    return ignores
