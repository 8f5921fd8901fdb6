"""JavaScript's and TypeScript's expressions, in the terms that all readers of code share."""

from __future__ import annotations

from siplint.source.code_nodes import Node, unknown
from siplint.source.string_escapes import javascript_piece

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TypeAlias

    from siplint.source.code_nodes import Scope

    Syntax: TypeAlias = Any  # a node of tree-sitter, which a run without JavaScript does not import

CONSTANTS = {"true": True, "false": False, "null": None}
WRAPPERS = frozenset(
    (
        *("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"),
        *("type_assertion", "await_expression"),
    )
)
"""Syntax around an expression that does not change its value."""
COPIES = frozenset(("Object.freeze", "structuredClone", "String", "encodeURI", "Buffer.from"))
"""Functions that return their first argument, as far as a request is concerned."""
SAME_VALUE = frozenset(("toString", "valueOf"))


class Offsets:
    """Turns bytes of a UTF-8 text into code points."""

    __slots__ = ("indexes",)

    def __init__(self, text: str) -> None:
        self.indexes: list[int] = []
        if not text.isascii():
            for index, letter in enumerate(text):
                self.indexes += [index] * len(letter.encode())
            self.indexes.append(len(text))

    def index(self, byte: int) -> int:
        """Return the code point at a byte."""
        return self.indexes[byte] if self.indexes else byte


class Expressions:
    """The expressions of a file."""

    __slots__ = ("offsets", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.offsets = Offsets(text)

    def span(self, syntax: Syntax) -> tuple[int, int]:
        """Return the span of a part of the file in code points."""
        return self.offsets.index(syntax.start_byte), self.offsets.index(syntax.end_byte)

    def written(self, syntax: Syntax) -> str:
        """Return a part of the file as it is written."""
        start, end = self.span(syntax)
        return self.text[start:end]

    def callee(self, syntax: Syntax) -> tuple[str, ...]:
        """Return the dotted name of what is called; a call in it has the name of its function and "()"."""
        names: list[str] = []
        while True:
            if syntax.type == "member_expression":
                names.append(self.written(syntax.child_by_field_name("property")))
                syntax = syntax.child_by_field_name("object")
            elif syntax.type == "subscript_expression":
                key = self.node(syntax.child_by_field_name("index"), None)
                names.append(key.value if key.kind == "text" else "")
                syntax = syntax.child_by_field_name("object")
            elif syntax.type in WRAPPERS and inner(syntax) is not None:
                syntax = inner(syntax)
            else:
                break
        if syntax.type == "call_expression":
            names.append(self.last_name(syntax.child_by_field_name("function")) + "()")
        else:
            names.append(self.written(syntax) if syntax.type in ("identifier", "this") else "")
        return tuple(names[::-1])

    def last_name(self, syntax: Syntax) -> str:
        """Return the name of a function without what it is a method of."""
        if syntax.type == "member_expression":
            syntax = syntax.child_by_field_name("property")
        return self.written(syntax) if syntax.type in ("identifier", "property_identifier") else ""

    def node(self, syntax: Syntax, scope: Scope | None) -> Node:
        """Return an expression in the terms that all readers of code share."""
        kind = syntax.type
        start, end = self.span(syntax)
        if kind in ("string", "template_string"):
            return self.string(syntax, scope)
        if kind in CONSTANTS:
            return Node("constant", start, end, CONSTANTS[kind])
        if kind == "undefined" or (kind == "identifier" and self.text[start:end] == "undefined"):
            return Node("absent", start, end)
        if kind == "identifier":
            return Node("name", start, end, self.text[start:end], scope=scope)
        found = unknown(start, end)
        if kind in ("number", "unary_expression"):
            found = self.number(syntax)
        elif kind == "object":
            found = self.object(syntax, scope)
        elif kind == "array":
            items = [self.item(item, scope) for item in children(syntax)]
            found = Node("list", start, end, None, items)
        elif kind == "binary_expression" and self.written(syntax.child_by_field_name("operator")) == "+":
            sides = [syntax.child_by_field_name(side) for side in ("left", "right")]
            found = Node("join", start, end, None, [self.node(side, scope) for side in sides])
        elif kind in WRAPPERS and inner(syntax) is not None:
            found = self.node(inner(syntax), scope)
        elif kind in ("call_expression", "new_expression"):
            found = self.call(syntax, scope)
        return found

    def item(self, syntax: Syntax, scope: Scope | None) -> Node:
        """Return an item of a list, or an argument."""
        if syntax.type == "spread_element":
            start, end = self.span(syntax)
            return Node("spread", start, end, None, [self.node(children(syntax)[0], scope)])
        return self.node(syntax, scope)

    def string(self, syntax: Syntax, scope: Scope | None) -> Node:
        """Return a string or a template, whose holes are expressions."""
        start, end = self.span(syntax)
        holes = [child for child in syntax.named_children if child.type == "template_substitution"]
        parts: list[Node] = []
        before = start + 1
        for hole in [*holes, None]:
            hole_start, hole_end = self.span(hole) if hole is not None else (end - 1, end)
            text = javascript_piece(self.text, before, hole_start)
            if text is None:
                parts.append(unknown(before, hole_start))
            elif text or not holes:
                parts.append(Node("text", start, end, text))
            if hole is not None:
                known = children(hole)
                parts.append(self.node(known[0], scope) if len(known) == 1 else unknown(hole_start, hole_end))
            before = hole_end
        return parts[0] if not holes else Node("join", start, end, None, parts)

    def number(self, syntax: Syntax) -> Node:
        """Return a number; one that JSON cannot carry is unknown."""
        start, end = self.span(syntax)
        text = self.text[start:end].replace("_", "")
        digits = text.removeprefix("-").strip()
        if digits[:1] == "0" and digits[1:2].isdigit():
            return unknown(start, end)
        for read in (lambda: int(digits, 0), lambda: float(digits)):
            try:
                value = read()
            except ValueError:
                continue
            if syntax.type == "number" or text.startswith("-"):
                return Node("constant", start, end, -value if text.startswith("-") else value)
        return unknown(start, end)

    def object(self, syntax: Syntax, scope: Scope | None) -> Node:
        """Return an object."""
        start, end = self.span(syntax)
        keys: list[Node | None] = []
        parts: list[Node] = []
        for member in children(syntax):
            at, after = self.span(member)
            if member.type == "pair":
                keys.append(self.key(member.child_by_field_name("key"), scope))
                parts.append(self.node(member.child_by_field_name("value"), scope))
            elif member.type == "shorthand_property_identifier":
                name = self.text[at:after]
                keys.append(Node("text", at, after, name))
                parts.append(Node("name", at, after, name, scope=scope))
            elif member.type == "spread_element":
                keys.append(None)
                parts.append(self.node(children(member)[0], scope))
            else:
                name_of = member.child_by_field_name("name")
                keys.append(unknown(at, after) if name_of is None else self.key(name_of, scope))
                parts.append(unknown(at, after))
        return Node("object", start, end, None, parts, keys)

    def key(self, syntax: Syntax, scope: Scope | None) -> Node:
        """Return the key of a member."""
        start, end = self.span(syntax)
        if syntax.type == "property_identifier":
            return Node("text", start, end, self.text[start:end])
        if syntax.type == "computed_property_name":
            key = self.node(children(syntax)[0], scope)
            return key.but(start=start, end=end)
        key = self.node(syntax, scope)
        if key.kind == "constant" and isinstance(key.value, int):
            return Node("text", start, end, str(key.value))
        return key

    def call(self, syntax: Syntax, scope: Scope | None) -> Node:  # noqa: PLR0911 (one for each function)
        """Return what a call of a known function makes."""
        start, end = self.span(syntax)
        is_new = syntax.type == "new_expression"
        callee = self.callee(syntax.child_by_field_name("constructor" if is_new else "function"))
        name = ".".join(callee)
        arguments = [self.item(item, scope) for item in arguments_of(syntax)]
        if callee[-1] in SAME_VALUE and not arguments and not is_new:
            function = syntax.child_by_field_name("function")
            return self.node(function.child_by_field_name("object"), scope)
        if not arguments or any(argument.kind == "spread" for argument in arguments):
            return unknown(start, end)
        if name == "JSON.stringify":
            return Node("json", start, end, None, arguments[:1])
        if is_new and name == "URL":
            return Node("join", start, end, None, arguments[1::-1])
        if (is_new and name == "Headers") or name in COPIES:
            return arguments[0]
        if name == "Object.assign":
            return Node("object", start, end, None, arguments, [None] * len(arguments))
        return unknown(start, end)


def children(syntax: Syntax) -> Sequence[Syntax]:
    """Return the parts of a piece of syntax that are not comments."""
    return [child for child in syntax.named_children if child.type != "comment"]


def inner(syntax: Syntax) -> Syntax | None:
    """Return the expression inside a wrapper."""
    found = children(syntax)
    at = -1 if syntax.type == "type_assertion" else 0
    return found[at] if found else None


def arguments_of(syntax: Syntax) -> Sequence[Syntax]:
    """Return the arguments of a call."""
    arguments = syntax.child_by_field_name("arguments")
    return [] if arguments is None or arguments.type != "arguments" else children(arguments)
