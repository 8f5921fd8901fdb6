"""Words of a shell command, and how their parts are spelled."""

from __future__ import annotations

import re

from siplint.model.failure import UnreadableSource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.source.passages import Piece

ANSI_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c(.)|(.))", re.DOTALL
)
LEFT_IN = re.compile(r"YOUR_|REPLACE_|CHANGE_?ME")
"""How the names of variables begin that only stand for something, as in documentation."""
ANSI_LETTERS = {"a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


class Word:
    """A word: its pieces, its place, and whether it is a variable that may become several words."""

    __slots__ = ("end", "is_open", "pieces", "start", "text")

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.pieces: list[Piece] = []
        self.is_open = False
        self.text = ""

    def close(self, end: int) -> Word:
        """End the word."""
        self.end = end
        self.text = "".join([text for text, _, _ in self.pieces])
        return self


class ShellCommand:
    """A command: its words, its heredoc or here-string (`input`), and the command whose output it reads."""

    __slots__ = ("end", "input", "piped", "start", "words")

    def __init__(self, start: int, piped: ShellCommand | None = None) -> None:
        self.start = self.end = start
        self.words: list[Word] = []
        self.input: Word | None = None
        self.piped = piped


def add_lines(pieces: list[Piece], text: str, start: int, end: int, tabs: bool) -> None:
    """Add a part of a text as it is; with `tabs` without those at the beginnings of its lines."""
    if not tabs:
        pieces.append((text[start:end], start, end))
        return
    for match in re.compile(r"[^\n]*\n?").finditer(text, start, end):
        line = match[0].lstrip("\t") if text[match.start() - 1 : match.start()] in ("\n", "") else match[0]
        pieces.append((line, match.end() - len(line), match.end()))


def text_after(pieces: list[Piece], count: int) -> list[Piece]:
    """Return pieces without so many code points at their beginning."""
    rest: list[Piece] = []
    for text, start, end in pieces:
        if count >= len(text):
            count -= len(text)
        else:
            rest.append((text[count:], start + count if len(text) == end - start else start, end))
            count = 0
    return rest


def without_last_lines(pieces: list[Piece]) -> list[Piece]:
    """Return pieces without line ends at their end, as `$(…)` does."""
    kept = list(pieces)
    while kept:
        text, start, end = kept.pop()
        short = text.rstrip("\r\n")
        if short:
            kept.append((short, start, end - (len(text) - len(short)) if len(text) == end - start else end))
            break
    return kept


def add_ansi(pieces: list[Piece], text: str, start: int, end: int) -> int:
    """Add the pieces of a text in $'…', with the escapes of C; return where it ends."""
    at = start + 2
    while at < end and text[at] != "'":
        before = at
        if text[at] == "\\":
            match = ANSI_ESCAPE.match(text, at, end)
            at = match.end() if match else at + 1
            pieces.append((ansi_letter(match) if match else "\\", before, at))
        else:
            stops = [stop for stop in (text.find("'", at, end), text.find("\\", at, end)) if stop >= 0]
            at = min(stops, default=end)
            pieces.append((text[before:at], before, at))
    if at >= end:
        raise unreadable(text, "a quote that opens here is never closed", start)
    return at + 1


def bracket_end(text: str, start: int, end: int, pair: str) -> int:
    """Return where a bracket is closed that opens at a place; `pair` are the two brackets."""
    at, depth = start, 0
    while at < end:
        letter = text[at]
        at += 1 + (letter == "\\")
        depth += (letter == pair[0]) - (letter == pair[1])
        if not depth:
            return at
    raise unreadable(text, f"a `{pair[0]}` that opens here is never closed", start)


def unreadable(text: str, what: str, at: int) -> UnreadableSource:
    """Return the error of a text that is no shell script."""
    return UnreadableSource(f"line {text.count(chr(10), 0, at) + 1}: {what}")


def ansi_letter(match: re.Match[str]) -> str:
    """Return the letter that an escape between $' and ' stands for."""
    for group, base in ((1, 16), (2, 16), (3, 16), (4, 8)):
        if match[group]:
            number = int(match[group], base)
            return chr(number) if number <= 0x10FFFF else ""  # noqa: PLR2004 (the last code point)
    if match[5]:
        return chr(ord(match[5]) & 0x1F)
    return ANSI_LETTERS.get(match[6], match[6] if match[6] in "\\'\"?" else match[0])
