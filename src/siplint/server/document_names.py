"""Names of documents: which of them may hold rules, and the name of a document without a file."""

from __future__ import annotations

from siplint.source.notations import notation_of

JSON_ENDINGS = (".json", ".jsonl", ".ndjson")
ENDING_OF_LANGUAGE = {
    "json": ".json",
    "jsonc": ".jsonc",
    "jsonl": ".jsonl",
    "routing-rule": ".json",
    "yaml": ".yaml",
    "python": ".py",
    "javascript": ".js",
    "javascriptreact": ".jsx",
    "typescript": ".ts",
    "typescriptreact": ".tsx",
    "shellscript": ".sh",
    "sh": ".sh",
    "bash": ".sh",
    "http": ".http",
    "rest": ".rest",
    "markdown": ".md",
    "mdx": ".mdx",
}
"""By the language of a document that has no file, the ending that it is read by."""


def is_for_rules(name: str) -> bool:
    """Return whether a file of this name is read for rules."""
    return name.lower().endswith(JSON_ENDINGS) or bool(notation_of(name))


def name_of_untitled(uri: str, language: str) -> str:
    """Return the name of a document that has no file; empty if its language has no rules."""
    ending = ENDING_OF_LANGUAGE.get(language, "")
    stem = uri.rpartition("/")[2] or uri
    return stem if is_for_rules(stem) else stem + ending if ending else ""
