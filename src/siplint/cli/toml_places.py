"""The lines that the keys of a TOML text are on."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEEPEST = 4
"""Parts of a key whose line is noted: `tool.siplint.per-file-ignores."a.json"` has as many."""
TOKENS = r'''(?sx)
    (?P<string> """ (?: [^"\\] | \\. | ""?(?!") )*+ "{0,5} | \'\'\' (?: [^'] | ''?(?!') )*+ '{0,5}
              | " (?: [^"\\\n] | \\[^\n] )*+ "? | ' [^'\n]*+ '? )
  | (?P<comment> \#[^\n]*+ )
  | (?P<end> \n )
  | (?P<mark> [][{}=,.] )
  | (?P<space> [ \t\r]++ )
  | (?P<bare> [^][{}=,.\s"'\#]++ | . )
'''
"""The tokens of any text, TOML or not: each character is part of one, and none is looked at more than twice."""


class Places:
    """The lines of the keys of a text that is TOML; the text is read once, from its start to its end."""

    __slots__ = ("lines", "numbers")

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.numbers: Mapping[tuple[str, ...], int] = _key_lines(text)

    def line(self, path: tuple[str, ...], item: str = "") -> int:
        """Return the line, from 1, of a key, or of an item of its value.

        A key without a line of its own (it stands inside other brackets) has that of the key or table around it.
        """
        while path and path not in self.numbers:
            path = path[:-1]
        number = self.numbers.get(path, 1)
        if not item:
            return number
        return next((at + 1 for at in range(number - 1, len(self.lines)) if item in self.lines[at]), number)


def _key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Return the lines of the first parts of all keys that begin a line, with those of the table they are in."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    parts: list[str] = []
    depth = 0  # of brackets in a value, or 1 in the header of a table
    state = "start"
    for kind, word, number in _tokens(text):
        if kind in ("space", "comment"):
            continue
        if state == "value":
            depth += (word in ("[", "{")) - (word in ("]", "}")) if kind == "mark" else 0
            if kind == "end" and depth <= 0:
                state, parts, depth = "start", [], 0
        elif kind == "end":
            state, parts = "start", []
        elif state == "start" and word == "[" and kind == "mark":
            state = "header"
        elif kind in ("bare", "string"):
            parts.append(_unquoted(word) if kind == "string" else word)
            state = "key" if state == "start" else state
        elif word in ("=", "]"):
            path = tuple(parts) if state == "header" else (*table, *parts)
            for length in range(1, min(len(path), DEEPEST) + 1):
                found.setdefault(path[:length], number)
            table = path if state == "header" else table
            state = "value"
    return found


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Return the tokens of a text: their kind, the token, and the line it begins on."""
    import re

    number = 1
    for match in re.finditer(TOKENS, text):
        token = match.group()
        yield str(match.lastgroup), token, number
        number += token.count("\n")


def line_of_endless_key(text: str, most: int) -> int:
    """Return the line of the first key that has more than `most` parts, or 0."""
    if all(line.count(".") < most for line in text.split("\n")):
        return 0
    dots = 0
    for kind, word, number in _tokens(text):
        if kind == "end" or (kind == "mark" and word != "."):
            dots = 0
        elif kind == "mark":
            dots += 1
            if dots >= most:
                return number
    return 0


def _unquoted(token: str) -> str:
    if "\\" not in token or token.startswith("'"):
        return token[1:-1]
    from tomllib import loads

    text: str = loads(f"key = {token}")["key"]
    return text
