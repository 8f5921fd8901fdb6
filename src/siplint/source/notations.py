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
    ".jsonc": "jsonc",
    ".yaml": "yaml_text",
    ".yml": "yaml_text",
    ".py": "python_code",
    **dict.fromkeys((".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"), "javascript"),
}
"""By the ending of a file's name, the module in this package that reads it with its function `read(data, name)`."""
LONGEST_ENDING = 24
"""Characters of the longest ending."""


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
