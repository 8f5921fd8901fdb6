"""The part of tree-sitter's Python interface that siplint uses, on top of a parser that runs in JavaScript."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GRAMMARS = {
    "tree_sitter_javascript": {"language": "javascript"},
    "tree_sitter_typescript": {"language_typescript": "typescript", "language_tsx": "tsx"},
}
"""By module and function, the grammar."""
NAMED, MISSING = 1, 2


class GrammarNeeded(BaseException):
    """A grammar is not loaded yet. No handler of errors may keep this from the worker, which loads it and calls again."""

    def __init__(self, grammar: str) -> None:
        super().__init__(grammar)
        self.grammar = grammar


class Node:
    """A node of a syntax tree; `start_byte` and `end_byte` count bytes of UTF-8."""

    __slots__ = ("children", "end_byte", "field", "flags", "has_error", "parent", "row", "start_byte", "type")

    def __init__(self, row: tuple[str, int, int, int, str, int], parent: Node | None) -> None:
        self.type, self.start_byte, self.end_byte, self.row, self.field, self.flags = row
        self.parent = parent
        self.children: list[Node] = []
        self.has_error = self.is_error or self.is_missing

    @property
    def is_error(self) -> bool:
        """Whether this is text that the grammar has no place for."""
        return self.type == "ERROR"

    @property
    def is_missing(self) -> bool:
        """Whether the parser added this node to be able to go on."""
        return bool(self.flags & MISSING)

    @property
    def start_point(self) -> tuple[int, int]:
        """Line and column, from 0; the column is not known and 0."""
        return self.row, 0

    @property
    def named_children(self) -> list[Node]:
        """The children that have a name in the grammar."""
        return [child for child in self.children if child.flags & NAMED]

    def child_by_field_name(self, name: str) -> Node | None:
        """Return the first child with a name of a field."""
        return next((child for child in self.children if child.field == name), None)


class Tree:
    """A syntax tree."""

    def __init__(self, root_node: Node) -> None:
        self.root_node = root_node


class Bridge:
    """Where the worker puts its functions: `parse(grammar, text)` returns a tree in JSON, or "" without that grammar."""

    parse: Callable[[str, str], str] | None = None
    missing: frozenset[str] = frozenset()


def forget(grammar: str) -> None:
    """Note that a grammar cannot be had: it is not asked for again."""
    Bridge.missing |= {grammar}


class Language:
    """A grammar, by its name."""

    def __init__(self, grammar: str) -> None:
        self.grammar = grammar


class Parser:
    """A parser for a language. It does not heed `timeout_micros`: who pastes a text waits for nobody else's."""

    timeout_micros = 0

    def __init__(self, language: Language) -> None:
        self.grammar = language.grammar

    def parse(self, data: bytes) -> Tree:
        """Return the tree of a text; raise GrammarNeeded, or ImportError if there is no such grammar."""
        if Bridge.parse is None or self.grammar in Bridge.missing:
            raise ImportError(f"the grammar {self.grammar} could not be loaded")
        answer = Bridge.parse(self.grammar, data.decode())
        if not answer:
            raise GrammarNeeded(self.grammar)
        return Tree(tree_of(json.loads(answer)))


def tree_of(answer: dict[str, list[str | int]]) -> Node:
    """Return the root of a tree: `words` has types and names of fields, `nodes` seven numbers for each node.

    They are type, start, end, line, field, flags and the number of children; nodes come before their children.
    """
    words: list[str] = answer["words"]  # type: ignore[assignment]
    numbers: Iterator[int] = iter(answer["nodes"])  # type: ignore[arg-type]
    root: Node | None = None
    open_nodes: list[tuple[Node, int]] = []
    for kind, start, end, line, field, flags, count in zip(*[numbers] * 7, strict=True):
        while open_nodes and len(open_nodes[-1][0].children) == open_nodes[-1][1]:
            open_nodes.pop()
        parent = open_nodes[-1][0] if open_nodes else None
        node = Node((words[kind], start, end, line, words[field], flags), parent)
        if parent is None:
            root = node
        else:
            parent.children.append(node)
        if node.has_error:
            for above, _ in open_nodes:
                above.has_error = True
        if count:
            open_nodes.append((node, count))
    assert root is not None
    return root


def install() -> None:
    """Make the modules that siplint imports to read JavaScript and TypeScript."""
    module = ModuleType("tree_sitter")
    module.Language, module.Parser = Language, Parser  # type: ignore[attr-defined]
    sys.modules["tree_sitter"] = module
    for name, functions in GRAMMARS.items():
        module = sys.modules[name] = ModuleType(name)
        for function, grammar in functions.items():
            setattr(module, function, lambda grammar=grammar: grammar)
