"""The syntax tree of JavaScript and TypeScript: its calls and scopes in the terms that all readers of code share."""

from __future__ import annotations

from siplint.source.code_nodes import ANY, CHANGING, READING, REPLACING, Call, Scope
from siplint.source.javascript_expressions import WRAPPERS, JavaScriptExpressions, arguments_of, inner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.source.code_nodes import Binding
    from siplint.source.javascript_expressions import Syntax

FUNCTIONS = frozenset(
    (
        *("function_declaration", "function_expression", "arrow_function", "method_definition", "function"),
        *("generator_function", "generator_function_declaration", "class_static_block"),
    )
)
BLOCKS = frozenset(("statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body"))
NAMED = frozenset(
    (
        *("function_declaration", "generator_function_declaration", "class_declaration", "enum_declaration"),
        *("abstract_class_declaration", "internal_module"),
    )
)
"""Declarations that bind their name in the scope around them."""
NAMES = frozenset(("identifier", "shorthand_property_identifier_pattern"))

PATTERNS = frozenset(("object_pattern", "array_pattern"))


class JavaScriptTree:
    """A file of JavaScript or TypeScript: its calls, literals, comments and scopes."""

    __slots__ = ("assigned", "calls", "comments", "expressions", "imports", "literals", "uses")

    def __init__(self, text: str, root: Syntax) -> None:
        self.expressions = JavaScriptExpressions(text)
        self.calls: list[tuple[Syntax, Scope]] = []
        self.comments: list[tuple[int, int]] = []
        self.imports: dict[str, str] = {}
        self.literals: list[tuple[Syntax, Scope, str]] = []
        self.assigned: list[tuple[Scope, str, Binding]] = []
        self.uses: list[tuple[Scope, str, str]] = []
        self.walk(root)
        for scope, name, binding in self.assigned:
            (scope.owner(name) or scope).bind(name, binding)
        for scope, name, member in self.uses:
            scope.change(name, member)

    def walk(self, root: Syntax) -> None:
        """Visit the whole file, with the scope of each part."""
        todo: list[tuple[Syntax, Scope]] = [(root, Scope())]
        while todo:
            syntax, scope = todo.pop()
            kind = syntax.type
            here = scope
            if kind in FUNCTIONS or kind in BLOCKS:
                here = Scope(scope, is_function=kind in FUNCTIONS)
            if kind in FUNCTIONS or kind == "catch_clause":
                for field in ("parameters", "parameter"):
                    for name in self.names(syntax.child_by_field_name(field)):
                        here.bind(name)
            self.visit(syntax, here, scope)
            todo += [(child, here) for child in reversed(syntax.named_children)]

    def visit(self, syntax: Syntax, scope: Scope, around: Scope) -> None:
        """Note what a part of the file says about names, calls and literals."""
        kind = syntax.type
        if kind == "variable_declarator":
            self.declare(syntax, scope)
        elif kind in ("assignment_expression", "augmented_assignment_expression"):
            value = syntax.child_by_field_name("right")
            self.change(syntax.child_by_field_name("left"), scope, value if kind == "assignment_expression" else None)
            self.alias(value, scope)
        elif kind == "update_expression" or (kind == "unary_expression" and self.operator(syntax) == "delete"):
            self.change(syntax.child_by_field_name("argument"), scope)
        elif kind == "for_in_statement":
            for name in self.names(syntax.child_by_field_name("left")):
                scope.bind(name)
        elif kind == "import_statement":
            self.note_import(syntax, scope)
        elif kind in ("call_expression", "new_expression"):
            self.calls.append((syntax, scope))
            self.note_changes(syntax, scope)
        elif kind == "comment":
            self.comments.append(self.expressions.span(syntax))
        elif kind in NAMED:
            for name in self.names(syntax.child_by_field_name("name")):
                around.bind(name)
        if self.is_literal(syntax):
            self.literals.append((syntax, scope, ""))

    def operator(self, syntax: Syntax) -> str:
        """Return the operator of an expression."""
        operator = syntax.child_by_field_name("operator")
        return "" if operator is None else self.expressions.written(operator)

    def is_literal(self, syntax: Syntax) -> bool:
        """Return whether an expression may be a body: an object, a list of objects, or JSON text."""
        if syntax.type == "array":
            return any(child.type == "object" for child in syntax.named_children)
        if syntax.type in ("string", "template_string"):
            return self.expressions.written(syntax)[1:].lstrip().startswith("{")
        return bool(syntax.type == "object")

    def names(self, syntax: Syntax) -> Iterator[str]:
        """Yield the names that a pattern binds."""
        todo: list[Syntax] = [] if syntax is None else [syntax]
        while todo:
            here: Syntax = todo.pop()
            if here.type in NAMES or (here == syntax and here.type == "type_identifier"):
                yield self.expressions.written(here)
            todo += here.named_children

    def declare(self, syntax: Syntax, scope: Scope) -> None:
        """Bind the names of a declaration; that of a simple one to its value."""
        name, value = syntax.child_by_field_name("name"), syntax.child_by_field_name("value")
        declaration = syntax.parent
        if declaration is not None and declaration.type == "variable_declaration":
            scope = scope.function()
        self.note_require(name, value)
        if name.type != "identifier":
            for bound in self.names(name):
                scope.bind(bound)
        elif value is not None:
            text = self.expressions.written(name)
            scope.bind(text, lambda: self.expressions.node(value, scope))
            self.alias(value, scope)
            if self.is_literal(value):
                self.literals.append((value, scope, text))
        else:
            scope.bindings.setdefault(self.expressions.written(name), [])

    def alias(self, value: Syntax, scope: Scope) -> None:
        """Note that a value has a second name from now on, through which it may be changed."""
        if value.type == "identifier":
            self.uses.append((scope, self.expressions.written(value), ANY))

    def note_require(self, name: Syntax, value: Syntax | None) -> None:
        """Note the module that `require` binds to names."""
        if value is None or value.type != "call_expression":
            return
        if self.expressions.callee(value.child_by_field_name("function")) == ("require",):
            for argument in arguments_of(value)[:1]:
                module = self.expressions.node(argument, None)
                if module.kind == "text":
                    for bound in self.names(name):
                        self.imports[bound] = module.value

    def note_import(self, syntax: Syntax, scope: Scope) -> None:
        """Note the names that a module is imported by."""
        source = syntax.child_by_field_name("source")
        for clause in syntax.named_children:
            if clause.type == "import_clause":
                for name in self.names(clause):
                    scope.bind(name)
                    if source is not None:
                        self.imports[name] = self.expressions.written(source)[1:-1]

    def root(self, syntax: Syntax) -> tuple[str, str]:
        """Return the name that a chain of members begins with, and its first member ("": none)."""
        key = ""
        while syntax.type in ("member_expression", "subscript_expression") or syntax.type in WRAPPERS:
            if syntax.type == "member_expression":
                key = self.expressions.written(syntax.child_by_field_name("property"))
            elif syntax.type == "subscript_expression":
                index = self.expressions.node(syntax.child_by_field_name("index"), None)
                key = index.value if index.kind == "text" else ANY
            below = inner(syntax) if syntax.type in WRAPPERS else syntax.child_by_field_name("object")
            if below is None:
                return "", ""
            syntax = below
        return (self.expressions.written(syntax), key) if syntax.type == "identifier" else ("", "")

    def change(self, target: Syntax, scope: Scope, value: Syntax = None) -> None:
        """Note that a name or a member is assigned or deleted."""
        root, key = self.root(target)
        if target.type in PATTERNS:
            self.assigned += [(scope, name, None) for name in self.names(target)]
        elif key:
            self.uses.append((scope, root, key))
        elif root:
            binding = None if value is None else lambda: self.expressions.node(value, scope)
            self.assigned.append((scope, root, binding))

    def note_changes(self, syntax: Syntax, scope: Scope) -> None:
        """Note which names a call may change: the one whose method it is, and those passed to an unknown function."""
        function = syntax.child_by_field_name("function") or syntax.child_by_field_name("constructor")
        name = self.expressions.callee(function)[-1]
        if function.type == "member_expression" and name in CHANGING:
            root, key = self.root(function.child_by_field_name("object"))
            if root:
                members = [key] if key else [ANY, *(["<all>"] if name in REPLACING else [])]
                self.uses += [(scope, root, member) for member in members]
        if name == "assign" or name.lstrip("_") not in READING:
            for argument in arguments_of(syntax)[:1] if name == "assign" else arguments_of(syntax):
                if argument.type == "identifier":
                    self.uses.append((scope, self.expressions.written(argument), ANY))

    def call_of(self, syntax: Syntax, scope: Scope) -> Call:
        """Return a call in the terms that all readers of code share."""
        start, end = self.expressions.span(syntax)
        function = syntax.child_by_field_name("constructor" if syntax.type == "new_expression" else "function")
        arguments = [self.expressions.item(item, scope) for item in arguments_of(syntax)]
        is_open = any(argument.kind == "spread" for argument in arguments)
        callee = self.expressions.callee(function)
        return Call(start, end, callee, [] if is_open else arguments, {}, is_open, scope)


def is_function(syntax: Syntax) -> bool:
    """Return whether an argument is a function."""
    return bool(syntax.type in FUNCTIONS)
