"""The notations beside JSON in which rules are written, by the endings of files; each has a module of its own."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    from siplint.source.documents import Document
    from siplint.source.jsonc import CommentedDocument
    from siplint.source.literals import LiteralDocument
    from siplint.source.mapped import MappedDocument

    AnyDocument: TypeAlias = Document | CommentedDocument | LiteralDocument | MappedDocument
    Read: TypeAlias = Callable[[bytes, str], Iterator[AnyDocument]]

ENDINGS: Mapping[str, str] = {
    **dict.fromkeys((".sh", ".bash"), "shell"),
    **dict.fromkeys((".http", ".rest"), "http_file"),
    **dict.fromkeys((".md", ".mdx"), "markdown"),
    ".postman_collection.json": "postman",
    ".jsonc": "jsonc",
    ".yaml": "yaml_text",
    ".yml": "yaml_text",
    ".py": "python_code",
    **dict.fromkeys((".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"), "javascript"),
}
"""By the ending of a file's name, the module in this package that reads it with its function `read(data, name)`."""
LONGEST_ENDING = 24
"""Characters of the longest ending."""
POSTMAN = ".postman_collection.json"
EMBEDDED: Mapping[str, tuple[str, ...]] = {
    "yaml": (".yaml", ".yml"),
    "python": (".py",),
    "javascript": (".js", ".mjs", ".cjs", ".jsx"),
    "typescript": (".ts", ".mts", ".cts", ".tsx"),
    "shell": (".sh", ".bash"),
    "http": (".http", ".rest"),
    "markdown": (".md", ".mdx"),
    "postman": (POSTMAN,),
}
"""The notations that a walk reads only if it is asked to, by their names in a configuration, with their endings."""
URL = b"/sip/routing-rule"
"""This is in every file that sends a rule itself."""
MARKS: Mapping[str, tuple[bytes, ...]] = {
    ".py": (b"siplint",),
    **dict.fromkeys((".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"), (b"siplint", b"routingRules")),
    **dict.fromkeys((".yaml", ".yml", ".md", ".mdx"), (b"honeNumber", b"agentId")),
}
"""By ending, what a file has that holds rules and not the URL: a mark, the official SDK, or fields of a bare rule.

Each is one more search of every file of a walk.
"""
WITHOUT_CALLS = frozenset((".yaml", ".yml", ".md", ".mdx", ".json5", ".hjson"))
"""Endings of files that may have rules without a call."""


def notation_of(name: str) -> str:
    """Return the module that reads a file of this name; empty for JSON and JSON Lines."""
    tail = name[-LONGEST_ENDING:].lower()
    at = tail.find(".")
    while at >= 0:
        if tail[at:] in ENDINGS:
            return ENDINGS[tail[at:]]
        at = tail.find(".", at + 1)
    return ""


def reader_of(notation: str) -> Read:
    """Return the function that reads a notation; only its own module is imported."""
    module = __import__(f"siplint.source.{notation}", fromlist=["read"])
    return module.read  # type: ignore[no-any-return]


def is_worth_reading(data: bytes, ending: str) -> bool:
    """Tell whether a file in another notation may have rules: the quick question before it is parsed."""
    if URL in data:
        return True
    for mark in MARKS.get(ending, ()):  # noqa: SIM110 (a generator costs as much as a small file)
        if mark in data:
            return True
    return False


def surely_holds_rules(data: bytes, ending: str) -> bool:
    """Tell whether a file in another notation has rules as far as can be told without parsing it."""
    if URL in data:
        return True
    return ending in WITHOUT_CALLS and b"phoneNumbers" in data and (b"inbound" in data or b"outbound" in data)
