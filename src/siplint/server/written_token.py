"""The key or value that is being written at a place of YAML or code: its span, its quotes, and what is open around it."""

from __future__ import annotations

import re

from siplint.model.record import Record
from siplint.server.completion_style import JSON_STYLE, Style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

BEFORE = re.compile(r"""(?<![\\\w"'])(["']?)\w*\Z""")
LONGEST = 200
"""Code points of a line before a place that are looked at."""
NEAR = 4_000
"""Code points before and after a place in which quotes are looked for."""
CLOSING = {"(": ")", "[": "]", "{": "}"}
STRINGS = r""""(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?"""
BRACKETS: Mapping[str, re.Pattern[str]] = {
    "python_code": re.compile(
        r'"""(?:[^\\]|\\.)*?(?:"""|\Z)|' + r"'''(?:[^\\]|\\.)*?(?:'''|\Z)|" + STRINGS + r"|#[^\n]*+|[()\[\]{}]",
        re.DOTALL,
    ),
    "javascript": re.compile(
        r"`(?:[^`\\]|\\.)*+(?:`|\Z)|" + STRINGS + r"|//[^\n]*+|/\*.*?(?:\*/|\Z)|[()\[\]{}]", re.DOTALL
    ),
    "yaml_text": re.compile(rf"(?<![^\s,\[{{:])(?:{STRINGS}|#[^\n]*+)|[\[\]{{}}]", re.DOTALL),
}
"""By notation, what may hold brackets that are none, and the brackets."""
MEMBER = {
    "python_code": re.compile(r"""(["'])\w+\1\s*:"""),
    "javascript": re.compile(r"""(["']?)(?<![\w$.?])[A-Za-z_$][\w$]*\1\s*:"""),
}
"""By notation, a key of an object with its quote."""
TEXT_VALUE = re.compile(r""":\s*(["'])""")
TEXT = re.compile(r"""(["'])[^"'\n]*\1""")


class WrittenToken(Record):
    """A token that a completion replaces (code points), and how completions are written there.

    `quote` is the quote around it, or the one that it will have. `has_colon` tells that it is a key before a colon.
    `closers` are the brackets that would close all that are open before it.
    """

    start: int
    end: int
    quote: str
    is_key: bool
    has_colon: bool
    closers: str
    style: Style


def token_at(text: str, at: int, notation: str, first: int = 0) -> WrittenToken | None:
    """Return the token at a place (code points); None where no key and no value can be. `first` is where the code starts."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - LONGEST, first) : at]
    match = BEFORE.search(line)
    if match is None:  # an escaped quote, or the end of a text
        return None
    quote, start = match[1], at - len(match[0])
    end = _end_of_word(text, at)
    if quote and text[end : end + 1] == quote:
        end += 1
    is_key = _is_key(text, start, notation)
    opened = _open_brackets(text, first, start, notation)
    if notation in MEMBER and not opened:
        return None
    style = _style(text, (opened[-1][0] if opened else first, start, end), notation, quote, is_key=is_key)
    closers = "".join([closer for _, closer in reversed(opened)])
    has_colon = is_key and text[end : end + NEAR].lstrip(" \t").startswith(":")
    return WrittenToken(
        start, end, quote or (style.name_quote if is_key else style.word_quote), is_key, has_colon, closers, style
    )


def _end_of_word(text: str, at: int) -> int:
    while at < len(text) and (text[at].isalnum() or text[at] == "_"):
        at += 1
    return at


def _is_key(text: str, start: int, notation: str) -> bool:
    """Return whether a token is no value: none comes after a colon, in YAML after one in the same line."""
    before = text[max(0, start - NEAR) : start].rstrip(" \t" if notation == "yaml_text" else None)
    return not before.endswith(":")


def _open_brackets(text: str, first: int, end: int, notation: str) -> list[tuple[int, str]]:
    """Return the brackets that are open at a place: where each is, and what closes it."""
    opened: list[tuple[int, str]] = []
    pattern = BRACKETS.get(notation)
    for match in pattern.finditer(text, first, end) if pattern else ():
        if match[0] in CLOSING:
            opened.append((match.start(), CLOSING[match[0]]))
        elif opened and match[0] == opened[-1][1]:
            opened.pop()
    return opened


def _style(text: str, span: tuple[int, int, int], notation: str, quote: str, *, is_key: bool) -> Style:
    """Return how completions are written: with the quote of the token, else those of the object, else those nearby.

    `span` is where the object begins, and where the token begins and ends.
    """
    if notation == "yaml_text":
        return Style(name_quote=quote, word_quote=quote, text_quote=quote or '"', blocks=True)
    if notation not in MEMBER:
        return JSON_STYLE
    begin, start, end = span
    inside = text[max(begin, start - NEAR) : start]
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    text_quote = _last(TEXT_VALUE, inside) or quote or _last(TEXT, before) or _first(TEXT, after) or '"'
    text_quote = text_quote if is_key else quote or text_quote
    name_quote = (is_key and quote) or _name_quote(MEMBER[notation], inside, after)
    if notation == "python_code":
        return Style(name_quote or text_quote, text_quote, text_quote, "True", "False")
    return Style(name_quote or "", text_quote, text_quote)


def _name_quote(pattern: re.Pattern[str], inside: str, after: str) -> str | None:
    """Return the quote of the keys of an object; None if it has no other keys."""
    found = _last(pattern, inside)
    if found is None:
        found = _first(pattern, after.partition("}")[0])
    return found


def _last(pattern: re.Pattern[str], text: str) -> str | None:
    found = None
    for match in pattern.finditer(text):
        found = match[1]
    return found


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[1] if match else None
