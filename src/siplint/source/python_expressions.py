"""Python's expressions, in the terms that all readers of code share."""

from __future__ import annotations

import ast
import re

from siplint.source.code_nodes import Node, unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from siplint.source.code_nodes import Scope

    Imports: TypeAlias = Mapping[str, tuple[str, ...]]

DUMPS = ("dumps", "dump_json", "encode_json")
WRAPPERS = ("deepcopy", "copy", "URL", "cast")
FIELD = re.compile(r"\{[^{}]*\}")
PERCENT = re.compile(r"%(?:\(\w+\))?[sdr]")
TYPES = {
    ("siplint", *home, name): kind
    for name, kind in (
        ("Body", "create"),
        ("InboundBody", "create"),
        ("OutboundBody", "create"),
        ("UpdateBody", "update"),
    )
    for home in ((), ("model", "bodies"))
}
"""By the full names of siplint's types, the kind of body."""


class Positions:
    """Turns the lines and bytes of Python's tree into code points of the file."""

    __slots__ = ("columns", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *[match.end() for match in re.finditer(r"\r\n|\r|\n", text)], len(text)]
        self.columns: dict[int, list[int]] = {}

    def index(self, line: int, column: int) -> int:
        """Return the code point of a line (from 1) and a column (UTF-8 bytes)."""
        line = min(line, len(self.starts) - 1)
        if line not in self.columns:
            content = self.text[self.starts[line - 1] : self.starts[line]]
            columns: list[int] = []
            if not content.isascii():
                for index, letter in enumerate(content):
                    columns += [index] * len(letter.encode("utf-8", "surrogatepass"))
                columns.append(len(content))
            self.columns[line] = columns
        columns = self.columns[line]
        return self.starts[line - 1] + (columns[min(column, len(columns) - 1)] if columns else column)

    def span(self, node: ast.expr | ast.keyword) -> tuple[int, int]:
        """Return the span of an expression."""
        start = self.index(node.lineno, node.col_offset)
        return start, self.index(node.end_lineno or node.lineno, node.end_col_offset or 0)


class Expressions:
    """The expressions of a module; `imports` are the full names of what it imports."""

    __slots__ = ("imports", "positions")

    def __init__(self, positions: Positions, imports: Imports) -> None:
        self.positions = positions
        self.imports = imports

    def callee(self, node: ast.expr) -> tuple[str, ...]:
        """Return the dotted name of what is called, with the modules that names were imported from."""
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        names.append(node.id if isinstance(node, ast.Name) else "")
        return (*self.imports.get(names[-1], (names[-1],)), *names[-2::-1])

    def node(self, node: ast.expr, scope: Scope) -> Node:  # noqa: PLR0911 (one for each kind)
        """Return an expression in the terms that all readers of code share."""
        start, end = self.positions.span(node)
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                return Node("text", start, end, node.value)
            is_plain = node.value is None or isinstance(node.value, (bool, int, float))
            return Node("constant", start, end, node.value) if is_plain else unknown(start, end)
        if isinstance(node, ast.Name):
            return Node("name", start, end, node.id, scope=scope)
        if isinstance(node, ast.Dict):
            keys = [None if key is None else self.key(key, scope) for key in node.keys]
            return Node("object", start, end, None, [self.node(value, scope) for value in node.values], keys)
        if isinstance(node, (ast.List, ast.Tuple)):
            return Node("list", start, end, None, [self.node(item, scope) for item in node.elts])
        if isinstance(node, ast.Starred):
            return Node("spread", start, end, None, [self.node(node.value, scope)])
        if isinstance(node, ast.Call):
            return self.call(node, scope)
        if isinstance(node, ast.Await):
            return self.node(node.value, scope)
        return self.operation(node, scope)

    def key(self, node: ast.expr, scope: Scope) -> Node:
        """Return the key of a dictionary; numbers are written as JSON writes them."""
        key = self.node(node, scope)
        if key.kind != "constant" or isinstance(key.value, float):
            return key
        text = {None: "null", True: "true", False: "false"}.get(key.value) if not _is_int(key.value) else None
        return Node("text", key.start, key.end, str(key.value) if text is None else text)

    def operation(self, node: ast.expr, scope: Scope) -> Node:
        """Return a text put together, a negative number, or a union of dictionaries."""
        start, end = self.positions.span(node)
        if isinstance(node, ast.JoinedStr):
            parts = [
                self.node(value.value, scope)
                if isinstance(value, ast.FormattedValue) and value.conversion == -1 and value.format_spec is None
                else Node("text", start, end, value.value)
                if isinstance(value, ast.Constant)
                else unknown(start, end)
                for value in node.values
            ]
            return Node("join", start, end, None, parts)
        if isinstance(node, ast.BinOp):
            left, right = self.node(node.left, scope), self.node(node.right, scope)
            if isinstance(node.op, ast.Add):
                return Node("join", start, end, None, [left, right])
            if isinstance(node.op, ast.BitOr):
                return Node("object", start, end, None, [left, right], [None, None])
            if isinstance(node.op, ast.Mod) and left.kind == "text":
                return _filled(left, PERCENT, start, end)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            value = node.operand.value
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                return Node("constant", start, end, -value)
        return unknown(start, end)

    def call(self, node: ast.Call, scope: Scope) -> Node:  # noqa: PLR0911 (one for each function)
        """Return what a call of a known function makes."""
        start, end = self.positions.span(node)
        function, name = node.func, self.callee(node.func)[-1]
        plain = [argument for argument in node.args if not isinstance(argument, ast.Starred)]
        if (name == "dict" or self.callee(function) in TYPES) and len(plain) == len(node.args) <= 1:
            if plain and not node.keywords:
                return self.node(plain[0], scope)
            keys: list[Node | None] = [None] * len(plain)
            keys += [self.keyword(keyword) for keyword in node.keywords]
            values = [*plain, *[keyword.value for keyword in node.keywords]]
            return Node("object", start, end, None, [self.node(value, scope) for value in values], keys)
        if name in DUMPS and plain:
            return Node("json", start, end, None, [self.node(plain[0], scope)])
        if isinstance(function, ast.Attribute) and name in ("encode", "decode"):
            return self.node(function.value, scope)
        if isinstance(function, ast.Attribute) and name == "copy" and not node.args:
            return Node("object", start, end, None, [self.node(function.value, scope)], [None])
        if isinstance(function, ast.Attribute) and name == "format":
            inner = self.node(function.value, scope)
            return _filled(inner, FIELD, start, end) if inner.kind == "text" else unknown(start, end)
        if name == "urljoin" and len(plain) == 2:  # noqa: PLR2004 (base and path)
            return Node("join", start, end, None, [self.node(argument, scope) for argument in plain])
        if name == "str" and len(plain) == 1:
            return Node("join", start, end, None, [self.node(plain[0], scope)])
        if name in WRAPPERS and plain:
            return self.node(plain[-1], scope)
        return unknown(start, end)

    def keyword(self, keyword: ast.keyword) -> Node | None:
        """Return the name of an argument as a key."""
        if keyword.arg is None:
            return None
        start = self.positions.span(keyword)[0]
        return Node("text", start, start + len(keyword.arg), keyword.arg)


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _filled(node: Node, field: re.Pattern[str], start: int, end: int) -> Node:
    """Return a text with fields as one with holes."""
    parts: list[Node] = []
    for index, piece in enumerate(field.split(node.value)):
        parts += [unknown(start, end)] if index else []
        parts += [Node("text", start, end, piece)] if piece else []
    return Node("join", start, end, None, parts)
