"""Where in a JSON text, finished or not, a place is: the object or list around it, and what is expected there."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\\n]|\\.)*+"?)|(?P<comment>//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)'
    r"|(?P<mark>[{}\[\],:])|(?P<word>[^\s{}\[\],:\"/]++|/)"
)
"""The tokens of a JSON text with comments; a string that is not closed ends with its line."""
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"


class Frame:
    """An object or list: `step` is the key or index that it has in the one around it.

    `members` are the keys of an object with the first token of each value; `expects` is "key", "colon", "value" or
    "comma". `is_closed` tells that its end was found.
    """

    __slots__ = ("around", "expects", "index", "is_closed", "is_object", "key", "members", "step")

    def __init__(self, around: Frame | None, step: str | int, *, is_object: bool) -> None:
        self.around = around
        self.step = step
        self.is_object = is_object
        self.expects = "key" if is_object else "value"
        self.key = ""
        self.index = 0
        self.members: dict[str, str] = {}
        self.is_closed = False

    @property
    def path(self) -> tuple[str | int, ...]:
        """The steps from the outermost value to this one."""
        steps: list[str | int] = []
        frame = self
        while frame.around:
            steps.append(frame.step)
            frame = frame.around
        return tuple(reversed(steps))


class Context:
    """A place in a text: the frame around it (None at the top), what is expected, and the token that a choice replaces.

    `key` is the key whose value is expected. `start` and `end` are code points. `is_followed` tells that another member
    or item comes next without a comma, `has_value` that a colon comes next. `is_empty` tells that there is nothing else
    in the text, `has_others` that there are other values beside the one that the place is in.

    `trust` says what is known of that value: it is a "rule", it is the "snippet" of something, or nothing beyond what
    its "file" tells. `kind` is "create", "update" or empty.
    """

    __slots__ = (
        *("end", "expects", "frame", "has_others", "has_value", "is_empty", "is_followed", "key", "kind", "start"),
        "trust",
    )

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.frame: Frame | None = None
        self.expects = "value"
        self.key = ""
        self.is_followed = self.has_value = False
        self.is_empty = True
        self.has_others = False
        self.trust: Literal["rule", "snippet", "file"] = "file"
        self.kind = ""


def context_at(text: str, at: int) -> Context | None:
    """Return the context of a place (code points); None inside a comment, or where nothing can be inserted."""
    scanner = _Scanner()
    found: Context | None = None
    tokens = list(_tokens(text))
    for number, (kind, start, end) in enumerate(tokens):
        if found is None and (
            end > at or (end == at and kind in ("string", "word")) or (kind == "comment" and end >= at)
        ):
            if kind == "comment" and start < at and not (text[start:end].endswith("*/") and end == at):
                return None
            inside = start < at and kind in ("string", "word")
            if kind == "string" and end == at and text[end - 1] == '"' and end - start > 1:
                return None  # behind the closing quote
            found = Context(start if inside else at, _end_of(text, at, end, kind) if inside else at)
            scanner.describe(found)
            _look_on(found, text, tokens[number + inside :])
            if not inside and found.expects == "value" and _is_value(text, tokens[number:]):
                return None  # before a value that is there already
            if not inside:
                scanner.take(kind, text[start:end])
            elif found.expects == "key" and found.has_value:
                scanner.take(kind, "\0")  # the key that is being written is none yet
            continue
        if found is not None and (found.frame is None or found.frame.is_closed):
            break
        scanner.take(kind, text[start:end])
    if found is None:
        found = Context(at, at)
        scanner.describe(found)
    found.is_empty = all(start == found.start for kind, start, _ in tokens if kind != "comment")
    return found if found.expects in ("key", "value") else None


def _end_of(text: str, at: int, end: int, kind: str) -> int:
    """Return the end of the token that a choice replaces; what follows in a string without an end may not belong to it."""
    if kind != "string" or text[end - 1] == '"':
        return end
    return at + len(text[at:end]) - len(text[at:end].lstrip(LETTERS))


def _look_on(found: Context, text: str, rest: Sequence[tuple[str, int, int]]) -> None:
    """Note what comes after the place."""
    for kind, start, _ in rest:
        if kind != "comment":
            found.has_value = text[start] == ":"
            found.is_followed = kind in ("string", "word") or text[start] in "{["
            return


def _is_value(text: str, rest: Sequence[tuple[str, int, int]]) -> bool:
    """Return whether a value comes next: what begins one, and is no key."""
    marks = [text[start] if kind == "mark" else kind for kind, start, _ in rest if kind != "comment"][:2]
    return bool(marks) and marks[0] in ("string", "word", "{", "[") and marks[1:] != [":"]


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    for match in TOKEN.finditer(text):
        yield str(match.lastgroup), match.start(), match.end()


class _Scanner:
    """Follows the tokens of a text; what does not fit is passed over."""

    __slots__ = ("frame",)

    def __init__(self) -> None:
        self.frame: Frame | None = None

    def describe(self, found: Context) -> None:
        """Note the frame and what is expected in it."""
        found.frame = self.frame
        if self.frame:
            found.expects = self.frame.expects
            found.key = self.frame.key

    def take(self, kind: str, word: str) -> None:
        """Take in the next token: its kind and its text."""
        frame = self.frame
        if kind == "comment":
            return
        if word in ("{", "["):
            step: str | int = (frame.key if frame.is_object else frame.index) if frame else 0
            if frame:
                self._value(frame, word)
            self.frame = Frame(frame, step, is_object=word == "{")
        elif frame is None:
            return
        elif word in ("}", "]"):
            frame.is_closed = True
            self.frame = frame.around
        elif word == ",":
            frame.expects = "key" if frame.is_object else "value"
            frame.index += 1
        elif word == ":":
            frame.expects = "value" if frame.is_object else frame.expects
        elif frame.expects == "key":
            frame.key = word.strip('"')
            frame.expects = "colon"
            if word != "\0":
                frame.members.setdefault(frame.key, "")
        elif frame.expects == "colon" and kind == "string":  # the comma or the colon is missing
            frame.key = word.strip('"')
            frame.members.setdefault(frame.key, "")
        elif frame.expects != "colon":
            self._value(frame, word)

    @staticmethod
    def _value(frame: Frame, word: str) -> None:
        if frame.is_object and frame.expects == "value" and frame.key != "\0":
            frame.members[frame.key] = word
        if frame.is_object and frame.expects == "comma":
            frame.key = word.strip('"')
            frame.members.setdefault(frame.key, "")
            frame.expects = "colon"
        else:
            frame.expects = "comma"
