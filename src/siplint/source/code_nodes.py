"""Expressions of a programming language, as far as routing rules are written with them, and the scopes of names."""

from __future__ import annotations

from functools import cache

from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from siplint.model.finding import JSON

    Binding: TypeAlias = Callable[[], "Node"] | None

MOST_NAMES = 8
"""So many names are followed from one to the next."""
ANY = "*"
"""Stands for the member that is changed where its name is not known, or where members are added."""
CHANGING = frozenset(
    (
        *("append", "extend", "insert", "remove", "clear", "pop", "popitem", "update", "setdefault", "sort", "reverse"),
        *("push", "unshift", "splice", "shift", "fill", "copyWithin", "set", "add", "delete"),
    )
)
"""Methods that change a list or an object."""
REPLACING = frozenset(("clear", "sort", "reverse", "splice", "shift", "pop", "remove", "fill", "copyWithin", "insert"))
"""Methods after which nothing is known of the items of a list."""
READING = frozenset(
    (
        *("dumps", "stringify", "print", "pprint", "len", "str", "repr", "dict", "list", "deepcopy", "copy", "freeze"),
        *("log", "debug", "info", "warn", "warning", "error", "exception", "post", "put", "patch", "request", "send"),
        *("Request", "build_request", "urlopen", "fetch", "axios", "got", "ky", "create", "Headers", "URL", "keys"),
        *("check", "require", "assert_valid", "Body", "InboundBody", "OutboundBody", "UpdateBody", "isinstance"),
    )
)
"""Functions that do not change the list or object that is passed to them."""


class Node(Record):
    """An expression and its span (code points of the file).

    `kind` is "constant" or "text" (with `value`), "join" (texts put together from `parts`), "object" (`keys` for each of
    `parts`; None for a spread), "list" (`parts`), "spread" (one part), "name" (looked up in `scope`), "json" (one part,
    written as JSON text), "absent" (no member at all), or "unknown".
    """

    kind: str
    start: int
    end: int
    value: JSON = None
    parts: Sequence[Node] = ()
    keys: Sequence[Node | None] = ()
    scope: Scope | None = None

    __hash__ = object.__hash__


class Call(Record):
    """A call: the dotted name of what is called ("" for a part that is not a name), and its arguments.

    `is_open` says that arguments are spread into it, `scope` is where it is, `receiver` the name that a method is called on.
    """

    start: int
    end: int
    callee: tuple[str, ...]
    arguments: Sequence[Node] = ()
    named: Mapping[str, Node] = {}
    is_open: bool = False
    scope: Scope | None = None

    __hash__ = object.__hash__

    def argument(self, index: int, *names: str) -> Node | None:
        """Return an argument by one of its names, or by its position."""
        for name in names:
            if name in self.named:
                return self.named[name]
        return self.arguments[index] if 0 <= index < len(self.arguments) else None


class Scope:
    """The names of a block, function or module, and what happens to their values after they are assigned."""

    __slots__ = ("bindings", "changes", "is_class", "is_function", "parent")

    def __init__(self, parent: Scope | None = None, *, is_function: bool = True, is_class: bool = False) -> None:
        self.parent = parent
        self.is_function = is_function
        self.is_class = is_class
        self.bindings: dict[str, list[Binding]] = {}
        self.changes: dict[str, set[str]] = {}

    def bind(self, name: str, binding: Binding = None) -> None:
        """Note that a name is assigned here; without a binding its value is not known.

        The value is read once, however often the name is used.
        """
        self.bindings.setdefault(name, []).append(cache(binding) if binding else None)

    def function(self) -> Scope:
        """Return the innermost function or module around this scope, itself included."""
        here = self
        while not here.is_function and here.parent is not None:
            here = here.parent
        return here

    def owner(self, name: str) -> Scope | None:
        """Return the scope that a name used here belongs to."""
        here: Scope | None = self
        while here is not None and (name not in here.bindings or (here.is_class and here is not self)):
            here = here.parent
        return here

    def binding(self, name: str) -> Binding:
        """Return what a name used here is bound to, if it is bound once in its scope."""
        owner = self.owner(name)
        bindings = owner.bindings[name] if owner else []
        return bindings[0] if len(bindings) == 1 else None

    def changed(self, name: str) -> set[str]:
        """Return the members of the value of a name that are changed after it is assigned."""
        owner = self.owner(name)
        return owner.changes.get(name, set()) if owner else set()

    def change(self, name: str, member: str) -> None:
        """Note that a member of the value of a name is changed."""
        owner = self.owner(name)
        if owner:
            owner.changes.setdefault(name, set()).add(member)


def unknown(start: int, end: int) -> Node:
    """Return an expression of which nothing is known."""
    return Node("unknown", start, end)


def resolved(node: Node | None) -> tuple[Node | None, set[str]]:
    """Follow names to the expression that they are assigned once; return it, and which of its members change later."""
    changed: set[str] = set()
    for _ in range(MOST_NAMES):
        if node is None or node.kind != "name" or node.scope is None:
            return node, changed
        binding = node.scope.binding(node.value)
        if binding is None:
            return None, changed
        changed |= node.scope.changed(node.value)
        node = binding()
    return None, changed
