"""What a fix changes, as a unified diff."""

from __future__ import annotations

from siplint.model.escaping import visible

BOM = "\ufeff"
NO_NEWLINE = "\\ No newline at end of file\n"


def diff(name: str, before: bytes, after: bytes) -> str:
    """Write a unified diff of a file's bytes; empty when they are the same.

    An absolute path is written from the root on, as git does. Line ends and a byte order mark stay as they are, so that
    `patch` takes the diff; other control characters are made visible.
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
