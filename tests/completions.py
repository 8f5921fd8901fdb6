"""Asking an editor for completions at a mark in a text, and what the text is once one of them is taken."""

from __future__ import annotations

from typing import Any

from editor import Editor

SNIPPETS = {"textDocument": {"completion": {"completionItem": {"snippetSupport": True}}}}
"""The capabilities of a client that knows snippets."""


def offered(editor: Editor, marked: str, name: str = "new.json", mark: str = "|") -> list[dict[str, Any]]:
    """Open a text, ask for completions where the mark is, which is taken out, and close the text again."""
    before, _, after = marked.partition(mark)
    editor.open(name, before + after)
    lines = before.split("\n")
    column = len(lines[-1].encode("utf-16-le")) // 2
    if len(lines) == 1 and before.startswith("\ufeff"):
        column -= 1
    items: list[dict[str, Any]] = editor.request("textDocument/completion", editor.at(name, len(lines) - 1, column))
    editor.close(name)
    return items


def taken(text: str, item: dict[str, Any]) -> str:
    """Return a text after a completion is inserted into it."""
    edit = item["textEdit"]
    first, last = edit["range"]["start"], edit["range"]["end"]
    lines = text.split("\n")
    assert first["line"] == last["line"]
    line = lines[first["line"]].encode("utf-16-le")
    before, after = line[: 2 * first["character"]], line[2 * last["character"] :]
    lines[first["line"]] = before.decode("utf-16-le") + edit["newText"] + after.decode("utf-16-le")
    return "\n".join(lines)
