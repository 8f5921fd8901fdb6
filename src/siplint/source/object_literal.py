"""Objects and lists as Python and JavaScript write them, read without either: what is no literal in them is unknown."""

from __future__ import annotations

import re

from siplint.model.fault import Fault
from siplint.source.literals import Literal, text_literal
from siplint.source.sendable import LIMIT
from siplint.source.unknown import UNKNOWN, KnownStart, OpenList, OpenObject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from siplint.model.finding import JSON
    from siplint.source.literals import Span

BLANK = re.compile(r"(?:[\s,]|//[^\n]*|#[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/)*+")
SPACE = re.compile(r"(?:\s|//[^\n]*|#[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/)*+")
STRING = re.compile(r"""([rRbBfFuU]{0,2})("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)""", re.DOTALL)
NAME = re.compile(r"[^\W\d][\w$]*+|\$[\w$]*+")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?(?![\w.])")
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])")
PLAIN_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "`": "`",
    "/": "/",
}
WORDS: dict[str, JSON] = {"true": True, "True": True, "false": False, "False": False, "null": None, "None": None}
PYTHON_WORDS = frozenset(("True", "False", "None"))
CLOSERS = {"{": "}", "[": "]", "(": ")"}
MOST_DIGITS = 4000
"""Digits of an integer that Python surely reads."""
LONGEST_EXPRESSION = 100_000
"""Code points of what is no literal: a text is not searched further for the end of it."""


class NoLiteral(Exception):  # noqa: N818 (the text is something else)
    """A text is no object or list."""


class LiteralReader:
    """Reads one object or list at a place of a text.

    `is_python` and `is_javascript` say whether something was met that only this language has, `loses` whether something
    that JSON cannot hold: comments, or what only a program knows.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_python = self.is_javascript = self.loses = False

    def read(self, at: int) -> Literal:
        """Return the object or list that opens at a place; raise NoLiteral."""
        return self._container(at, 0)

    def _skip(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self.text, at)
        end = match.end() if match else at
        between = self.text[at:end]
        if "#" in between or "/" in between:
            self.loses = True
            self.is_python |= "//" not in between and "/*" not in between
            self.is_javascript |= "#" not in between
        return end

    def _container(self, at: int, depth: int) -> Literal:
        if depth >= LIMIT:
            raise NoLiteral
        opening = self.text[at]
        closer = CLOSERS[opening]
        start, at = at, self._skip(BLANK, at + 1)
        members: dict[Any, Any] = {}
        items: list[JSON] = []
        written: dict[str, Span] = {}
        faults: list[Fault] = []
        is_open = False
        while self.text[at : at + 1] != closer:
            if at >= len(self.text):
                raise NoLiteral
            spread = next((word for word in ("...", "**", "*") if self.text.startswith(word, at)), "")
            if spread:
                is_open = self.loses = True
                at = self._skip_expression(at)
            elif opening == "{":
                key, span, at = self._key(at)
                literal, at = (self._unknown(*span), at) if at < 0 else self._value(at, depth)
                at = span[1] if at < 0 else at
                if text_literal(key, *span).faults:
                    faults.append(Fault("RR006", "key", path=(key,)))
                place = span[0], max(span[1], literal.end)
                if written.setdefault(key, place) is not place:
                    self.loses = True
                    faults.append(Fault("RR003", "key", place, key, (key,), written[key]))
                members[key] = (span, literal)
            else:
                members[len(items)], at = self._value(at, depth)
                items.append(members[len(items)].value)
            at = self._skip(BLANK, at)
        if opening == "{":
            value = {key: literal.value for key, (_, literal) in members.items()}
            return Literal(OpenObject(value) if is_open else value, start, at + 1, members, faults=tuple(faults))
        return Literal(OpenList(items) if is_open else items, start, at + 1, {}, members)

    def _unknown(self, start: int, end: int) -> Literal:
        self.loses = True
        return Literal(UNKNOWN, start, end)

    def _key(self, at: int) -> tuple[str, Span, int]:
        """Return a key, its span and the place of its value; negative for a name that is key and value in one."""
        match = STRING.match(self.text, at)
        if match:
            key = self._string(match)
            if type(key) is not str:
                raise NoLiteral
            end = match.end()
        else:
            match = NAME.match(self.text, at)
            if not match:
                raise NoLiteral
            key, end = match[0], match.end()
            self.is_javascript = True
        after = self._skip(SPACE, end)
        if self.text[after : after + 1] == ":":
            return key, (at, end), self._skip(SPACE, after + 1)
        if self.text[after : after + 1] in (",", "}") and not key.startswith(("'", '"')):
            return key, (at, end), -1
        raise NoLiteral

    def _value(self, at: int, depth: int) -> tuple[Literal, int]:
        """Return a value and the place after it; a value that goes on after a literal is unknown."""
        literal = self._literal(at, depth)
        if literal is not None:
            after = self._skip(SPACE, literal.end)
            if self.text[after : after + 1] in (",", "}", "]"):
                return literal, literal.end
        end = self._skip_expression(at)
        if end == at:
            raise NoLiteral
        return self._unknown(at, end), end

    def _literal(self, at: int, depth: int) -> Literal | None:
        letter = self.text[at : at + 1]
        if letter in ("{", "["):
            return self._container(at, depth + 1)
        match = STRING.match(self.text, at)
        if match:
            text = self._string(match)
            return text_literal(text, at, match.end()) if type(text) is str else Literal(text, at, match.end())
        match = NUMBER.match(self.text, at)
        if match:
            word = match[0]
            is_integer = word.lstrip("-").isdigit() and len(word) < MOST_DIGITS
            return Literal(int(word) if is_integer else float(word), at, match.end())
        match = NAME.match(self.text, at)
        if match and match[0] in WORDS:
            if match[0] in PYTHON_WORDS:
                self.is_python = True
            elif match[0] != "null" or not self.is_python:
                self.is_javascript = True
            return Literal(WORDS[match[0]], at, match.end())
        return None

    def _string(self, match: re.Match[str]) -> JSON:
        """Return the text of a string; unknown where the language decides what it is."""
        prefix, quoted = match[1].lower(), match[2]
        if prefix not in ("", "u"):
            self.is_python = self.loses = True
            start = quoted[1:-1].partition("{")[0]
            return KnownStart(start) if prefix == "f" and start and "\\" not in start else UNKNOWN
        inner = quoted[1:-1]
        if quoted[0] == "`":
            self.is_javascript = True
            if "${" in inner:
                self.loses = True
                start = inner.partition("${")[0]
                return KnownStart(start) if start and "\\" not in start else UNKNOWN
        if not inner and self.text[match.end() : match.end() + 1] == quoted[0]:  # three quotes
            return UNKNOWN
        return ESCAPE.sub(_unescaped, inner) if "\\" in inner else inner

    def _skip_expression(self, at: int) -> int:
        """Return the end of what is no literal: the next comma or closing bracket outside brackets and strings."""
        opened: list[str] = []
        stop = min(len(self.text), at + LONGEST_EXPRESSION)
        end = at
        while at < stop:
            letter = self.text[at]
            if letter in "\"'`":
                match = STRING.match(self.text, at)
                at = match.end() if match else at + 1
                end = at
                continue
            if letter in CLOSERS:
                opened.append(CLOSERS[letter])
            elif opened and letter == opened[-1]:
                opened.pop()
            elif letter in ",}])" and not opened:
                return end
            at += 1
            end = end if letter.isspace() else at
        raise NoLiteral


def _unescaped(match: re.Match[str]) -> str:
    word = match[1]
    if len(word) > 1:
        return chr(int(word[1:], 16))
    return "" if word == "\n" else PLAIN_ESCAPES.get(word, match[0])
