"""What expressions of a programming language are worth: the literals in them, and what is unknown about them."""

from __future__ import annotations

from siplint.model.fault import Fault
from siplint.source.code_nodes import ANY, resolved, unknown
from siplint.source.literals import Literal, text_literal
from siplint.source.unknown import UNKNOWN, KnownStart, OpenList, OpenObject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON
    from siplint.source.code_nodes import Node
    from siplint.source.literals import Span

HOLE = "‹…›"
"""Stands in a URL for what is put in when the program runs."""
MOST_NODES = 20_000
"""So many expressions are reached through names, which may be used many times; those after them are unknown."""
MOST_NAMES = 5
"""So many names are followed from inside the value of another one."""
DEEPEST = 150
"""So deep may objects and lists be nested."""


class Values:
    """The values of a file's expressions; with `starts` the known beginnings of texts are kept."""

    __slots__ = ("depth", "left", "names", "starts")

    def __init__(self) -> None:
        self.starts = False
        self.left = MOST_NODES
        self.depth = 0
        self.names = 0

    def literal(self, node: Node) -> Literal:
        """Return the value of an expression; the parts that only the program knows are `UNKNOWN`."""
        self.left -= self.names > 0
        if self.left < 0 or self.depth > DEEPEST:
            return Literal(UNKNOWN, node.start, node.end)
        self.depth += 1
        try:
            return self._literal(node)
        finally:
            self.depth -= 1

    def _literal(self, node: Node) -> Literal:
        if node.kind in ("constant", "text"):
            return _constant(node)
        if node.kind == "join":
            return Literal(self._joined(node), node.start, node.end)
        if node.kind == "object":
            return self._object(node)
        if node.kind == "list":
            return self._list(node)
        if node.kind == "name":
            target, changed = resolved(node)
            if target is not None and self.names < MOST_NAMES:
                self.names += 1
                literal = self.literal(target)
                self.names -= 1
                return changed_literal(literal, changed)
        return Literal(UNKNOWN, node.start, node.end)

    def _joined(self, node: Node) -> JSON:
        known = ""
        for part in node.parts:
            value = self.literal(part).value
            if isinstance(value, KnownStart) or not isinstance(value, str):
                known += value if isinstance(value, str) else ""
                return KnownStart(known) if known and self.starts else UNKNOWN
            known += value
        return known

    def _object(self, node: Node) -> Literal:
        value: dict[str, JSON] = {}
        places: dict[str, tuple[Span, Literal]] = {}
        is_open = False
        faults: list[Fault] = []
        written: dict[str, Span] = {}
        for key, part in zip(node.keys, node.parts, strict=True):
            if key is None:
                spread = self.literal(part)
                if isinstance(spread.value, dict):
                    value.update(spread.value)
                    places.update(spread.members)
                is_open = is_open or type(spread.value) is not dict
                continue
            literal = self.literal(key)
            name = literal.value
            if type(name) is not str:
                is_open = True
                if literal.faults and key.kind == "text":
                    places[key.value] = (key.start, key.end), self._used(part)
                    faults.append(Fault("RR006", "key", path=(key.value,)))
            elif part.kind != "absent":
                member = self._used(part)
                value[name] = member.value
                places[name] = (key.start, key.end), member
                span = key.start, max(key.end, part.end)
                if written.setdefault(name, span) is not span:
                    faults.append(Fault("RR003", "key", span, name, (name,), written[name]))
        return Literal(OpenObject(value) if is_open else value, node.start, node.end, places, faults=tuple(faults))

    def _list(self, node: Node) -> Literal:
        value: list[JSON] = []
        items: dict[int, Literal] = {}
        is_open = False
        for part in node.parts:
            if part.kind != "spread":
                items[len(value)] = item = self._used(part)
                value.append(item.value)
                continue
            spread = self.literal(part.parts[0])
            if isinstance(spread.value, list):
                items.update({len(value) + index: item for index, item in spread.items.items()})
                value += spread.value
            is_open = is_open or type(spread.value) is not list
        return Literal(OpenList(value) if is_open else value, node.start, node.end, {}, items)

    def _used(self, node: Node) -> Literal:
        """Return the value of a member or item; the place of a name is where it is used."""
        if node.kind == "absent":
            return Literal(None, node.start, node.end)
        literal = self.literal(node)
        return literal.but(start=node.start, end=node.end) if node.kind == "name" else literal

    def members(self, node: Node | None, depth: int = 0) -> tuple[dict[str, Node], bool]:
        """Return the members of an object by name, as expressions, and whether others may be there too."""
        target, changed = resolved(node)
        if target is None or target.kind != "object" or depth > DEEPEST:
            return {}, True
        found: dict[str, Node] = {}
        is_open = bool(changed)
        for key, part in zip(target.keys, target.parts, strict=True):
            self.left -= depth > 0
            if self.left < 0:
                return {}, True
            name = self.literal(key).value if key is not None else None
            if key is None:
                more, more_open = self.members(part, depth + 1)
                found.update(more)
                is_open = is_open or more_open
            elif type(name) is str:
                found[name] = part
            else:
                is_open = True
        for name in changed & found.keys():
            found[name] = unknown(found[name].start, found[name].end)
        return found, is_open

    def url(self, node: Node | None) -> str:
        """Return the text of a URL, with `HOLE` in place of what is unknown."""
        target, _ = resolved(node)
        self.left -= node is not None and node.kind == "name" and self.depth > 0
        if target is None or self.left < 0:
            return HOLE
        if target.kind == "text":
            return str(target.value)
        if target.kind == "join" and self.depth < DEEPEST:
            self.depth += 1
            text = "".join([self.url(part) for part in target.parts])
            self.depth -= 1
            return text
        return HOLE


def changed_literal(literal: Literal, changed: set[str]) -> Literal:
    """Return the value of a name of which members are changed after it is assigned."""
    value = literal.value
    if not changed or not isinstance(value, (dict, list)):
        return literal
    if isinstance(value, list):
        return Literal(UNKNOWN, literal.start, literal.end) if changed - {ANY} else literal.but(value=OpenList(value))
    replaced = {name: UNKNOWN for name in changed - {ANY} if name in value}
    members = {
        name: (span, Literal(UNKNOWN, member.start, member.end) if name in replaced else member)
        for name, (span, member) in literal.members.items()
    }
    return literal.but(value=OpenObject({**value, **replaced}), members=members)


def _constant(node: Node) -> Literal:
    """Return a text or a number; what JSON cannot carry is unknown."""
    if isinstance(node.value, str):
        return text_literal(node.value, node.start, node.end)
    is_sendable = not isinstance(node.value, float) or node.value - node.value == 0
    return Literal(node.value if is_sendable else UNKNOWN, node.start, node.end)
