"""Values of a Python program as plain JSON data: objects of exactly the built-in types, none of whose code is run."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from siplint.model.finding import JSON

NAME_OF: Callable[[type], str] = type.__dict__["__name__"].__get__
"""Returns a type's name, whatever its metaclass does."""


class NotPlain(Exception):  # noqa: N818 (it is no error: the value is copied, and linted then)
    """A value has objects of other types than JSON's."""


class NotJSON:
    """Stands for an object that JSON has no type for; the name is that of its type, the text what a key of it becomes."""

    __slots__ = ("text", "type_name")

    def __init__(self, value: Any) -> None:
        self.type_name = NAME_OF(type(value))
        try:
            self.text = str.__str__(str(value))
        except Exception:  # noqa: BLE001 (whatever a stranger's code raises)
            self.text = f"a Python {self.type_name}"

    def __str__(self) -> str:
        return self.text


SCALARS = frozenset((str, int, float, bool, type(None), NotJSON))
"""The types that need no look inside: those of JSON, and what stands for others."""


def has_plain_keys(value: Mapping[JSON, JSON]) -> bool:
    """Return whether all keys are texts of exactly the built-in type."""
    for name in value:  # noqa: SIM110 (a generator costs more than the loop)
        if type(name) is not str and type(name) is not NotJSON:
            return False
    return True


def is_plain(value: JSON) -> bool:
    """Return whether a value and all in it are objects of exactly the types that JSON is read into."""
    if type(value) in SCALARS:
        return True
    todo = [value]
    met: set[int] = set()
    while todo:
        item = todo.pop()
        kind = type(item)
        if id(item) in met:
            continue
        met.add(id(item))
        if kind is dict:
            if not has_plain_keys(item):
                return False
            item = item.values()
        elif kind is not list:
            return False
        todo += [inner for inner in item if type(inner) not in SCALARS]
    return True


def plain_copy(value: JSON) -> JSON:
    """Copy a value as plain data. What JSON has no type for becomes NotJSON, also as a key.

    What is in several places, or inside itself, is that in the copy too.
    """
    copies: dict[int, JSON] = {}
    todo: list[tuple[Any, Any]] = []

    def copied(item: Any) -> JSON:
        kind = type(item)
        if kind in SCALARS:
            return item
        if issubclass(kind, str):
            return str.__str__(item)
        if issubclass(kind, int):
            return int.__int__(item)
        if issubclass(kind, float):
            return float.__float__(item)
        if not issubclass(kind, (dict, list, tuple)):
            return NotJSON(item)
        if id(item) not in copies:
            copies[id(item)] = {} if issubclass(kind, dict) else []
            todo.append((item, copies[id(item)]))
        return copies[id(item)]

    result = copied(value)
    while todo:
        item, copy = todo.pop()
        if type(copy) is dict:
            for name, inner in dict.items(item):
                key = copied(name) if issubclass(type(name), str) else NotJSON(name)
                copy[key] = copied(inner)
        else:
            items: Iterable[Any] = tuple.__iter__(item) if issubclass(type(item), tuple) else list.__iter__(item)
            copy += [copied(inner) for inner in items]
    return result
