"""Strings of Python and JavaScript as they are written: their text, and where each code point of it is in the file."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Text: TypeAlias = tuple[str, Sequence[int]]

SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", "'": "'", '"': '"'}
PIECE = re.compile(
    r"""\\(?:x(?P<x>[0-9a-fA-F]{2})|u(?P<u>[0-9a-fA-F]{4})|u\{(?P<code>[0-9a-fA-F]{1,6})\}|U(?P<U>[0-9a-fA-F]{8})
    |(?P<line>\r\n|[\n\r\u2028\u2029])|N\{(?P<name>[^}]*)\}|(?P<octal>[0-7]{1,3})|(?P<other>.))|(?P<end>\r\n?)|(?P<plain>.)""",
    re.VERBOSE | re.DOTALL,
)
LAST = 0x10FFFF
"""The last code point of Unicode."""


def python_text(text: str, start: int, end: int) -> Text | None:
    """Return the text of one Python string literal; None for several, and for those with names of characters."""
    prefix = re.compile(r"[rRuU]?(\"\"\"|'''|\"|')").match(text, start, end)
    if prefix is None or text[end - len(prefix[1]) : end] != prefix[1]:
        return None
    inside, close = prefix.end(), end - len(prefix[1])
    if prefix[0][0] in "rR":
        return _plain(text, inside, close)
    return _unescaped(text, inside, close, is_python=True)


def javascript_text(text: str, start: int, end: int) -> Text | None:
    """Return the text of a JavaScript string or of a template without holes."""
    return _unescaped(text, start + 1, end - 1, is_python=False)


def _plain(text: str, start: int, end: int) -> Text:
    found = list(re.finditer(r"\r\n?|.", text[start:end], re.DOTALL))
    value = "".join(["\n" if match[0][0] == "\r" else match[0] for match in found])
    return value, [*[start + match.start() for match in found], end]


def _unescaped(text: str, start: int, end: int, *, is_python: bool) -> Text | None:
    letters: list[str] = []
    indexes: list[int] = []
    for match in PIECE.finditer(text, start, end):
        letter = _letter(match, is_python=is_python)
        if letter is None:
            return None
        low = "\udc00" <= letter <= "\udfff" if len(letter) == 1 else False
        if low and letters and "\ud800" <= letters[-1] <= "\udbff" and not is_python:
            letters[-1] = (letters[-1] + letter).encode("utf-16", "surrogatepass").decode("utf-16")
            continue
        letters += letter
        indexes += [match.start()] * len(letter)
    return "".join(letters), [*indexes, end]


def _letter(match: re.Match[str], *, is_python: bool) -> str | None:  # noqa: PLR0911 (one for each way to write it)
    """Return what a letter or an escape stands for; None where that is not known here."""
    if match["plain"] is not None:
        return match["plain"]
    if match["end"] is not None or match["line"] is not None:
        return "\n" if match["end"] is not None else ""
    for group in ("x", "u", "code", "U"):
        if match[group] is not None:
            if (group == "code" and is_python) or (group == "U" and not is_python) or int(match[group], 16) > LAST:
                return None
            return chr(int(match[group], 16))
    if match["octal"] is not None:
        return chr(int(match["octal"], 8)) if is_python or match["octal"] == "0" else None
    if match["name"] is not None:
        return None
    other = match["other"]
    if other in SIMPLE:
        return SIMPLE[other]
    if is_python:
        return {"a": "\a"}.get(other, "\\" + other)
    return None if other in "xu" else other


def javascript_piece(text: str, start: int, end: int) -> str | None:
    """Return what a part of a JavaScript string or template stands for."""
    found = _unescaped(text, start, end, is_python=False)
    return None if found is None else found[0]
