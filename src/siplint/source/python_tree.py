"""Python's syntax tree: its calls and scopes in the terms that all readers of code share."""

from __future__ import annotations

import ast

from siplint.source.code_nodes import ANY, CHANGING, READING, REPLACING, Call, Scope
from siplint.source.python_expressions import Expressions, Positions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeGuard

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

BINDERS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
"""Parts of a module that bind the name they have."""


class PythonTree:
    """A module of Python: its calls, annotated values and scopes."""

    __slots__ = ("annotated", "bound", "calls", "expressions", "imports", "literals", "positions", "shared", "uses")

    def __init__(self, text: str, tree: ast.Module) -> None:
        self.positions = Positions(text)
        self.imports: dict[str, tuple[str, ...]] = {}
        self.expressions = Expressions(self.positions, self.imports)
        self.calls: list[tuple[ast.Call, Scope]] = []
        self.annotated: list[tuple[ast.AnnAssign, Scope]] = []
        self.literals: list[tuple[ast.expr, Scope, str]] = []
        self.bound: set[int] = set()
        self.shared: list[tuple[Scope, str]] = []
        self.uses: list[tuple[Scope, str, str]] = []
        module = Scope()
        self.walk(tree, module)
        for scope, name in self.shared:  # assigned from inside a function
            (scope.owner(name) or module).bind(name)
        for scope, name, member in self.uses:
            scope.change(name, member)

    def walk(self, tree: ast.Module, module: Scope) -> None:
        """Visit the whole module, with the scope of each part."""
        todo: list[tuple[ast.AST, Scope]] = [(tree, module)]
        while todo:
            node, scope = todo.pop()
            self.visit(node, scope)
            inner = scope
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                inner = Scope(scope)
                for argument in ast.walk(node.args):
                    if isinstance(argument, ast.arg):
                        inner.bind(argument.arg)
            elif isinstance(node, ast.ClassDef):
                inner = Scope(scope, is_class=True)
            elif isinstance(node, COMPREHENSIONS):
                inner = Scope(scope, is_function=False)
            skipped = getattr(node, "decorator_list", ())
            todo += [(child, inner) for child in ast.iter_child_nodes(node) if child not in skipped][::-1]

    def visit(self, node: ast.AST, scope: Scope) -> None:
        """Note what a part of the module says about names, calls and literals."""
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            self.assign(node, scope)
        elif isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load) and id(node) not in self.bound:
                scope.bind(node.id)
        elif isinstance(node, (ast.Subscript, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
            self.change(node, scope)
        elif isinstance(node, ast.AugAssign):
            root, key = self.root(node.target)
            if root:
                self.uses.append((scope, root, key or ANY))
        elif isinstance(node, ast.Call):
            self.calls.append((node, scope))
            self.note_changes(node, scope)
        else:
            self.bind_other(node, scope)
        if _is_literal(node):
            self.literals.append((node, scope, ""))

    def bind_other(self, node: ast.AST, scope: Scope) -> None:
        """Bind the names that are not simply assigned."""
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self.note_import(node, scope)
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            around = scope.parent or scope
            self.shared += [(around, name) for name in node.names]
        elif isinstance(node, ast.MatchMapping):
            scope.bind(node.rest or "")
        elif isinstance(node, BINDERS):
            scope.bind(node.name or "")

    def assign(self, node: ast.Assign | ast.AnnAssign | ast.NamedExpr, scope: Scope) -> None:
        """Bind the one name of a simple assignment to its value; the walk binds what is assigned otherwise."""
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if isinstance(node, ast.AnnAssign):
            self.annotated.append((node, scope))
            if node.value is None:
                self.bound.add(id(node.target))
                return
        value = node.value
        for target in targets:
            if value is not None and isinstance(target, ast.Name):
                scope.bind(target.id, lambda: self.expressions.node(value, scope))
                self.bound.add(id(target))
                if _is_literal(value):
                    self.literals.append((value, scope, target.id))
        if isinstance(value, ast.Name):  # from now on two names have the same value
            self.uses.append((scope, value.id, ANY))

    def root(self, node: ast.expr) -> tuple[str, str]:
        """Return the name that a chain of subscripts and attributes begins with, and its first key if it is a text."""
        key = ""
        while isinstance(node, (ast.Subscript, ast.Attribute)):
            inner = node.slice if isinstance(node, ast.Subscript) else None
            key = inner.value if isinstance(inner, ast.Constant) and isinstance(inner.value, str) else ANY
            node = node.value
        return (node.id, key) if isinstance(node, ast.Name) else ("", "")

    def change(self, node: ast.Subscript | ast.Attribute, scope: Scope) -> None:
        """Note that a member is assigned or deleted."""
        root, key = self.root(node)
        if root:
            self.uses.append((scope, root, key))

    def note_import(self, node: ast.Import | ast.ImportFrom, scope: Scope) -> None:
        """Note which names are modules, or things imported from modules."""
        for alias in node.names:
            if isinstance(node, ast.ImportFrom):
                path = (*("." * node.level + (node.module or "")).split("."), alias.name)
            else:
                path = tuple(alias.name.split(".")) if alias.asname else (alias.name.split(".")[0],)
            name = alias.asname or (alias.name if isinstance(node, ast.ImportFrom) else path[0])
            scope.bind(name)
            self.imports[name] = path

    def note_changes(self, node: ast.Call, scope: Scope) -> None:
        """Note which names a call may change: the one whose method it is, and those passed to an unknown function."""
        name = self.expressions.callee(node.func)[-1]
        if isinstance(node.func, ast.Attribute) and name in CHANGING:
            root, key = self.root(node.func.value)
            if root:
                self.uses += [(scope, root, member) for member in ([key] if key else _changed_by(node, name))]
        if name.lstrip("_") not in READING:
            for argument in (*node.args, *[keyword.value for keyword in node.keywords]):
                if isinstance(argument, ast.Name):
                    self.uses.append((scope, argument.id, ANY))

    def call_of(self, node: ast.Call, scope: Scope) -> Call:
        """Return a call in the terms that all readers of code share."""
        start, end = self.positions.span(node)
        plain = [argument for argument in node.args if not isinstance(argument, ast.Starred)]
        arguments = (
            [self.expressions.node(argument, scope) for argument in plain] if len(plain) == len(node.args) else []
        )
        named = {keyword.arg: self.expressions.node(keyword.value, scope) for keyword in node.keywords if keyword.arg}
        is_open = len(named) < len(node.keywords) or len(plain) < len(node.args)
        return Call(start, end, self.expressions.callee(node.func), arguments, named, is_open, scope)


def _is_literal(node: ast.AST) -> TypeGuard[ast.expr]:
    """Return whether an expression may be a body: a dictionary, a list of them, or JSON text."""
    if isinstance(node, ast.List):
        return any(map(_is_literal, node.elts))
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value.lstrip().startswith("{")
    is_dict = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict"
    return is_dict or isinstance(node, ast.Dict)


def _changed_by(node: ast.Call, name: str) -> list[str]:
    """Return the members that a method call changes."""
    names: list[object] = [keyword.arg for keyword in node.keywords]
    first = node.args[0] if node.args else None
    if name == "update" and isinstance(first, ast.Dict):
        names += [key.value if isinstance(key, ast.Constant) else None for key in first.keys]
        first = None
    if name in ("pop", "setdefault") and isinstance(first, ast.Constant) and isinstance(first.value, str):
        return [first.value, ANY]
    if name in REPLACING:
        return [ANY, "<all>"]
    return [ANY, *[str(member) for member in names if member]]
