"""Parsers of JSON and Python that give up on deeply nested texts before the stack of a web worker does."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from siplint.source import json_scanner
from siplint.source.sendable import LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

DEEPEST_JSON = LIMIT + 20
"""Levels above the limit of siplint, which reports them itself."""
DEEPEST_CODE = 50
"""Levels of brackets in Python code, whose parser takes twenty calls for each."""
STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)


class LastText:
    """The JSON that was asked about last, and whether it is too deep: scanners are called many times for one text."""

    text = ""
    is_deep = False


def is_deep(text: str, deepest: int, opening: str = "[{", closing: str = "]}") -> bool:
    """Tell whether brackets outside strings are nested deeper than so many levels."""
    if sum(map(text.count, opening)) <= deepest:
        return False
    depth = 0
    for sign in STRING.sub("", text):
        if sign in opening:
            depth += 1
            if depth > deepest:
                return True
        elif sign in closing:
            depth = max(depth - 1, 0)
    return False


def install() -> None:
    """Bound `ast.parse`, and all scanners that are made from now on: they raise RecursionError, as Python does where it can."""
    make_scanner, parse = json_scanner.make_scanner, ast.parse

    def make_bounded(context: Any) -> Callable[[str, int], Any]:
        scan = make_scanner(context)

        def bounded(text: str, at: int) -> Any:
            if text is not LastText.text:
                LastText.text, LastText.is_deep = text, is_deep(text, DEEPEST_JSON)
            if LastText.is_deep:
                raise RecursionError("nested too deeply")
            return scan(text, at)

        return bounded

    def parse_bounded(source: str, *arguments: Any, **options: Any) -> Any:
        if is_deep(source, DEEPEST_CODE, "([{", ")]}"):
            raise RecursionError("nested too deeply")
        return parse(source, *arguments, **options)

    json_scanner.make_scanner = make_bounded  # type: ignore[misc,assignment]
    ast.parse = parse_bounded  # type: ignore[assignment]
