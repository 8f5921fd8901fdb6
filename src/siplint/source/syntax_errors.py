"""The careful reader: finds what is wrong with a text, where, and which keys appear twice.

It reads only texts that the fast reader refused. It has its own stack and takes linear time.
"""

from __future__ import annotations

import re

from siplint.model.fault import Fault
from siplint.source.json_scanner import scanstring, skip
from siplint.source.sendable import ABSENT, LIMIT, lonely

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON, Path

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?")
STRING = re.compile(r'[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+')
WORD = re.compile(r"[^\W\d][\w$-]*+")
NUMBERISH = re.compile(r"[-+.\w]++")
LITERALS = {"true": True, "false": False, "null": None}


class _Stopped(Exception):  # noqa: N818 (carries the one fault that ends the reading)
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


class _Open:
    """An array or object that is being read: its value, where it opened, and where its keys are."""

    __slots__ = ("at", "comma", "key", "keys", "start", "value")

    def __init__(self, value: JSON, at: int) -> None:
        self.value = value
        self.at = at
        self.comma = -1
        self.key: str | int = 0
        self.start = at
        self.keys: dict[str, tuple[int, int]] = {}

    @property
    def closer(self) -> str:
        return "}" if isinstance(self.value, dict) else "]"


def parse_carefully(text: str) -> tuple[JSON, tuple[Fault, ...]]:
    """Read a text that the fast reader refused."""
    faults: list[Fault] = []
    stack: list[_Open] = []
    try:
        value, end = _value(text, stack, faults)
        if end < len(text):
            faults = [_after(text, end)]
            value = ABSENT
    except _Stopped as stopped:
        return ABSENT, (stopped.fault,)
    return value, tuple(faults)


def _value(text: str, stack: list[_Open], faults: list[Fault]) -> tuple[JSON, int]:
    at = skip(text, 0)
    while True:
        value: JSON
        letter = text[at : at + 1]
        if letter in ("{", "["):
            if len(stack) == LIMIT:
                raise _Stopped(Fault("RR004", "depth", (at, at + 1)))
            container = _Open({} if letter == "{" else [], at)
            stack.append(container)
            at = skip(text, at + 1)
            if text[at : at + 1] != container.closer:
                at = _key(text, at, container, stack, faults)
                continue
            stack.pop()
            value, at = container.value, at + 1
        else:
            value, at = _scalar(text, at, stack)
            if isinstance(value, str) and not value.isascii() and lonely(value):
                faults.append(Fault("RR006", "value", None, path=_path(stack)))
        while stack:
            container = stack[-1]
            _add(container, value, at, stack, faults)
            at = skip(text, at)
            letter = text[at : at + 1]
            if letter == container.closer:
                stack.pop()
                value, at = container.value, at + 1
                continue
            if letter != ",":
                raise _Stopped(_between(text, at, stack))
            container.comma = at
            at = _key(text, skip(text, at + 1), container, stack, faults)
            break
        else:
            return value, skip(text, at)


def _path(stack: list[_Open]) -> Path:
    return tuple(outer.key for outer in stack)


def _add(container: _Open, value: JSON, end: int, stack: list[_Open], faults: list[Fault]) -> None:
    if isinstance(container.value, list):
        container.value.append(value)
        return
    key = str(container.key)
    container.value[key] = value
    first = container.keys.setdefault(key, (container.start, end))
    if first[0] != container.start:
        faults.append(Fault("RR003", "key", (container.start, end), key, _path(stack), first))


def _key(text: str, at: int, container: _Open, stack: list[_Open], faults: list[Fault]) -> int:
    """Read what comes before the next value of an array or object; return where the value begins."""
    if isinstance(container.value, list):
        container.key = len(container.value)
        return at
    if text[at : at + 1] != '"':
        raise _Stopped(_no_key(text, at, stack))
    container.start = at
    container.key, at = _string(text, at)
    if not container.key.isascii() and lonely(container.key):
        faults.append(Fault("RR006", "key", None, path=_path(stack)))
    colon = skip(text, at)
    if text[colon : colon + 1] != ":":
        if colon == len(text):
            raise _Stopped(_unclosed(text, stack))
        raise _Stopped(Fault("RR001", "colon", _one(text, colon), text[colon], _path(stack), (container.start, at)))
    return skip(text, colon + 1)


def _scalar(text: str, at: int, stack: list[_Open]) -> tuple[JSON, int]:
    letter = text[at : at + 1]
    if letter == '"':
        return _string(text, at)
    word = WORD.match(text, at)
    if word and word[0] in LITERALS:
        return LITERALS[word[0]], word.end()
    number = NUMBER.match(text, at)
    if number:
        odd = NUMBERISH.match(text, at)
        if odd and odd.end() > number.end():
            raise _Stopped(_odd_number(text, at, odd.end()))
        return _number(number[0]), number.end()
    raise _Stopped(_no_value(text, at, stack))


def _number(word: str) -> JSON:
    try:
        return int(word) if word.lstrip("-").isdigit() else float(word)
    except ValueError:  # an integer with more digits than Python accepts
        return float(word)


def _string(text: str, at: int) -> tuple[str, int]:
    match = STRING.match(text, at + 1)
    assert match
    end = match.end()
    letter = text[end : end + 1]
    if letter == '"':
        return scanstring(text, at + 1, True)
    if letter == "\\" and end + 1 < len(text):
        raise _Stopped(Fault("RR001", "escape", (end, min(end + 2, len(text))), text[end : end + 2]))
    if letter in ("\n", "\r", "\\", ""):
        raise _Stopped(Fault("RR001", "string", (at, end), other=(at, at + 1)))
    raise _Stopped(Fault("RR001", "control", (end, end + 1), letter))


def _one(text: str, at: int) -> tuple[int, int]:
    return at, min(at + 1, len(text))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end - (text[end - 1] == "\r")


def _common(text: str, at: int, stack: list[_Open]) -> Fault | None:
    """Return a mistake that is possible anywhere: the end of the text, a comment, the wrong kind of quote."""
    letter = text[at : at + 1]
    if not letter:
        return _unclosed(text, stack)
    if text.startswith("/*", at):
        end = text.find("*/", at + 2)
        return Fault("RR001", "comment", (at, len(text) if end < 0 else end + 2), "/*")
    if text.startswith("//", at) or letter == "#":
        return Fault("RR001", "comment", (at, _line_end(text, at)), "//" if letter == "/" else "#")
    if letter in "'`‘’“”„«»":
        close = {"‘": "’", "“": "”", "„": "“", "«": "»"}.get(letter, letter)
        end = text.find(close, at + 1, _line_end(text, at))
        return Fault("RR001", "quotes", (at, at + 1 if end < 0 else end + 1), letter)
    return None


def _unclosed(text: str, stack: list[_Open]) -> Fault:
    end = len(text)
    if stack:
        container = stack[-1]
        return Fault("RR001", "unclosed", (end, end), text[container.at], other=(container.at, container.at + 1))
    return Fault("RR001", "empty", (0, end))


def _no_key(text: str, at: int, stack: list[_Open]) -> Fault:
    common = _common(text, at, stack)
    if common:
        return common
    container = stack[-1]
    if text[at] == "}" and container.comma >= 0:
        return Fault("RR001", "comma", (container.comma, container.comma + 1), "}")
    word = WORD.match(text, at)
    if word:
        return Fault("RR001", "key", word.span(), word[0])
    return _unexpected(text, at, stack, "key")


def _no_value(text: str, at: int, stack: list[_Open]) -> Fault:
    common = _common(text, at, stack)
    if common:
        return common
    container = stack[-1] if stack else None
    letter = text[at]
    if container and letter == "]" == container.closer and container.comma >= 0:
        return Fault("RR001", "comma", (container.comma, container.comma + 1), "]")
    word = re.compile(r"-?[^\W\d]\w*+").match(text, at)
    if word:
        return Fault("RR001", "word", word.span(), word[0])
    odd = NUMBERISH.match(text, at)
    if odd:
        return _odd_number(text, at, odd.end())
    return _unexpected(text, at, stack, "value")


def _odd_number(text: str, at: int, end: int) -> Fault:
    return Fault("RR001", "number", (at, end), text[at:end])


def _between(text: str, at: int, stack: list[_Open]) -> Fault:
    """Return what is wrong where a comma or a closing bracket should be."""
    common = _common(text, at, stack)
    if common and common.kind != "quotes":
        return common
    letter = text[at]
    if letter in "]}":
        return _unexpected(text, at, stack, "value")
    return Fault("RR001", "between", _one(text, at), letter, other=(stack[-1].at, stack[-1].at + 1))


def _unexpected(text: str, at: int, stack: list[_Open], wanted: str) -> Fault:
    letter = text[at]
    if letter in "]}" and stack and stack[-1].closer != letter:
        container = stack[-1]
        return Fault("RR001", "bracket", (at, at + 1), letter, other=(container.at, container.at + 1))
    return Fault("RR001", wanted if wanted != "key" else "no-key", (at, at + 1), letter)


def _after(text: str, at: int) -> Fault:
    common = _common(text, at, [])
    if common and common.kind == "comment":
        return common
    return Fault("RR001", "after", (at, _line_end(text, at)), text[at])
