"""What a fix changes, as a unified diff."""

from __future__ import annotations

import os

from siplint.model.escaping import visible

BOM = "\ufeff"
HEAD = "1"
HEAD_LINES = 2
STYLES = {"@": "36", "-": "31", "+": "32"}
"""By a line's first character, as git colours them."""
NO_NEWLINE = "\\ No newline at end of file\n"


def diff(name: str, before: bytes, after: bytes) -> str:
    """Write a unified diff of a file's bytes; empty when they are the same.

    Line ends and a byte order mark stay as they are, so that `patch` takes the diff; other control characters are made
    visible.
    """
    from difflib import unified_diff

    old, new = (_lines(data.decode("utf-8", "surrogateescape")) for data in (before, after))
    named = visible(name).lstrip("/")
    pieces = []
    for line in unified_diff(old, new, f"a/{named}", f"b/{named}"):
        pieces.append(line)
        if not line.endswith("\n"):
            pieces.append("\n" + NO_NEWLINE)
    return "".join(pieces)


def relative(name: str) -> str:
    """Write the name of a file from the working folder on, with forward slashes, also where it is outside."""
    try:
        return os.path.relpath(name).replace(os.sep, "/")
    except (OSError, ValueError):  # the working folder was deleted, or the file is on another drive
        return name


def colored_diff(text: str) -> str:
    """Write a diff in the colours of git's."""
    lines = text.split("\n")
    return "\n".join(_colored(line, is_head=index < HEAD_LINES) for index, line in enumerate(lines))


def _colored(line: str, *, is_head: bool) -> str:
    style = HEAD if is_head else STYLES.get(line[:1])
    if not line or style is None:
        return line
    body, end = (line[:-1], "\r") if line.endswith("\r") else (line, "")
    return f"\x1b[{style}m{body}\x1b[0m{end}"


def _lines(text: str) -> list[str]:
    mark, text = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    lines = text.split("\n")
    shown = [_shown(line, "\n") for line in lines[:-1]]
    if lines[-1]:
        shown.append(_shown(lines[-1], ""))
    if shown:
        shown[0] = mark + shown[0]
    return shown


def _shown(line: str, end: str) -> str:
    if end and line.endswith("\r"):
        return "\t".join(map(visible, line[:-1].split("\t"))) + "\r" + end
    return "\t".join(map(visible, line.split("\t"))) + end
