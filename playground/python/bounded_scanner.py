"""A JSON scanner that gives up on deeply nested texts before the stack of a web worker does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from siplint.source import json_scanner
from siplint.source.sendable import LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MARGIN = 20
"""Levels above the limit of siplint, which reports them itself."""


class LastText:
    """The text that was asked about last, and whether it is too deep: scanners are called many times for one text."""

    text = ""
    is_deep = False


def is_deep(text: str) -> bool:
    """Tell whether arrays and objects are nested deeper than siplint reads."""
    if text.count("[") + text.count("{") <= LIMIT + MARGIN:
        return False
    depth = 0
    for sign in re.sub(r'"(?:[^"\\]|\\.)*+"', "", text, flags=re.DOTALL):
        if sign in "[{":
            depth += 1
            if depth > LIMIT + MARGIN:
                return True
        elif sign in "]}":
            depth -= 1
    return False


def install() -> None:
    """Bound all scanners that are made from now on: they raise RecursionError, as Python does where it can."""
    make_scanner = json_scanner.make_scanner

    def make_bounded(context: Any) -> Callable[[str, int], Any]:
        scan = make_scanner(context)

        def bounded(text: str, at: int) -> Any:
            if text is not LastText.text:
                LastText.text, LastText.is_deep = text, is_deep(text)
            if LastText.is_deep:
                raise RecursionError("nested too deeply")
            return scan(text, at)

        return bounded

    json_scanner.make_scanner = make_bounded  # type: ignore[misc,assignment]
