"""Globs as git reads them in a .gitignore: one line parsed into tokens."""

from __future__ import annotations

from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    Token: TypeAlias = tuple[str, bytes]

ONE, STAR, DEEP, FOLDERS = "one", "star", "deep", "folders"
"""Kinds of tokens: one of some bytes; any bytes but a slash; any bytes; nothing, or any bytes and a slash."""
SLASH, BACKSLASH, ASTERISK, BRACKET, END = b"/\\*[]"
NOT_A_SLASH = bytes(byte for byte in range(256) if byte != SLASH)
LONGEST = 4096
"""Bytes of a line: no path of Linux is longer."""
CLASSES = {
    b"alnum": b"0-9A-Za-z",
    b"alpha": b"A-Za-z",
    b"blank": b" \t",
    b"cntrl": b"\0-\x1f\x7f",
    b"digit": b"0-9",
    b"graph": b"!-~",
    b"lower": b"a-z",
    b"print": b" -~",
    b"punct": b"!-/:-@[-`{-~",
    b"space": b" \t\n\r",
    b"upper": b"A-Z",
    b"xdigit": b"0-9A-Fa-f",
}


class Glob(Record):
    """One line of a .gitignore.

    `fault` says why git takes the line for a pattern that matches less than it seems to, mostly nothing. Unless
    `anchored`, a glob is about the name of a file in any folder.
    """

    tokens: tuple[Token, ...] = ()
    negated: bool = False
    folders_only: bool = False
    anchored: bool = False
    fault: str = ""

    @property
    def is_dead(self) -> bool:
        """Tell whether it matches nothing."""
        return not self.tokens


class _Dead(Exception):  # noqa: N818 (the line is dead, the program is not)
    """The line matches nothing; the text says why."""


def parse_globs(data: bytes) -> Iterator[tuple[int, Glob]]:
    """Return the globs of a .gitignore with their lines, from 1; blank lines and comments are none."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        text = _trimmed(line.removesuffix(b"\r").partition(b"\0")[0])
        if text and not text.startswith(b"#"):
            yield number, parse_glob(text)


def parse_glob(text: bytes) -> Glob:
    """Parse a glob that is neither blank nor a comment."""
    negated = text.startswith(b"!")
    body = text[negated:]
    folders_only = body.endswith(b"/")
    body = body[: len(body) - folders_only]
    anchored = b"/" in body
    if len(body) > LONGEST:
        return Glob(fault=f"is longer than {LONGEST} bytes")
    try:
        tokens, fault = _tokens(body.removeprefix(b"/"))
    except _Dead as dead:
        return Glob(fault=str(dead))
    return Glob(tokens, negated, folders_only, anchored, fault)


def _trimmed(line: bytes) -> bytes:
    """Return a line without the spaces at its end, of which the first may be escaped."""
    text = line.rstrip(b" ")
    escaped = (len(text) - len(text.rstrip(b"\\"))) % 2 == 1
    return text + b" " if escaped and len(text) < len(line) else text


def _tokens(text: bytes) -> tuple[tuple[Token, ...], str]:
    if not text:
        raise _Dead("names nothing")
    tokens: list[Token] = []
    fault = ""
    at = 0
    while at < len(text):
        byte = text[at]
        if byte == ASTERISK:
            at = _stars(text, at, tokens)
        elif byte == BRACKET:
            allowed, at, runs_backwards = _bracket(text, at + 1)
            tokens.append((ONE, allowed))
            fault = fault or ("has a range that runs backwards" if runs_backwards else "")
        elif text[at : at + 1] == b"?":
            tokens.append((ONE, NOT_A_SLASH))
            at += 1
        else:
            at += byte == BACKSLASH
            if at == len(text):
                raise _Dead("ends with a backslash")
            tokens.append((ONE, text[at : at + 1]))
            at += 1
    return tuple(tokens), fault


def _stars(text: bytes, at: int, tokens: list[Token]) -> int:
    """Add the token of some asterisks; return where the text goes on."""
    end = at
    while text[end : end + 1] == b"*":
        end += 1
    rest = text[end : end + 2]
    if end - at > 1 and text[at - 1 : at] in (b"", b"/") and (rest[:1] in (b"", b"/") or rest == b"\\/"):
        if rest[:1] == b"/":
            if tokens[-1:] != [(FOLDERS, b"")]:  # one says all that several say
                tokens.append((FOLDERS, b""))
            return end + 1
        tokens.append((DEEP, b""))
    else:
        tokens.append((STAR, b""))
    return end


def _bracket(text: bytes, at: int) -> tuple[bytes, int, bool]:
    """Read a bracket expression from behind its `[`: the bytes it allows, where the text goes on, and a doubt."""
    negated = text[at : at + 1] in (b"!", b"^")
    at += negated
    allowed: set[int] = set()
    before = -1  # what a range may begin with
    runs_backwards = False
    first = True
    while first or text[at : at + 1] != b"]":
        first = False
        may_be_range = text[at : at + 1] == b"-" and before >= 0 and text[at + 1 : at + 2] not in (b"", b"]")
        byte, at, named = _element(text, at)
        if named is not None:
            allowed |= named
            before = -1
        elif may_be_range:
            last, at, _ = _element(text, at, plain=True)
            runs_backwards |= last < before
            allowed.update(range(before, last + 1))
            before = -1
        else:
            allowed.add(byte)
            before = byte
    chosen = set(range(256)) - allowed if negated else allowed
    return bytes(sorted(chosen - {SLASH})), at + 1, runs_backwards


def _element(text: bytes, at: int, *, plain: bool = False) -> tuple[int, int, set[int] | None]:
    """Read one element of a bracket expression: its byte, where the text goes on, and the bytes of a named class."""
    if not plain and text[at : at + 2] == b"[:":
        end = text.find(b"]", at + 2)
        if end < 0:
            raise _Dead("has a bracket that is not closed")
        if end > at + 2 and text[end - 1 : end] == b":":
            name = text[at + 2 : end - 1]
            if name not in CLASSES:
                raise _Dead("names an unknown class of characters")
            return 0, end + 1, set(_expanded(CLASSES[name]))
    at += text[at : at + 1] == b"\\"
    if at >= len(text):
        raise _Dead("has a bracket that is not closed")
    return text[at], at + 1, None


def _expanded(ranges: bytes) -> Iterator[int]:
    at = 0
    while at < len(ranges):
        is_range = ranges[at + 1 : at + 2] == b"-"
        yield from range(ranges[at], ranges[at + 2 if is_range else at] + 1)
        at += 3 if is_range else 1
