"""Values that only a running program knows: nothing is reported about them, and nothing is concluded from them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Unknown:
    """A value that is not a literal: a name, a call, a text with holes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<unknown>"


UNKNOWN = Unknown()


class OpenObject(dict[str, "Any"]):
    """An object into which another one is spread: members that it lacks may still be there."""


class OpenList(list["Any"]):
    """A list into which another one is spread."""


class KnownStart(str):
    """A text of which only the beginning is known, such as `f"Bearer {token}"`."""

    __slots__ = ()


def holds_unknown(value: Any) -> bool:
    """Return whether anything in a value is unknown."""
    todo = [value]
    met: set[int] = set()
    while todo:
        item = todo.pop()
        if isinstance(item, (Unknown, OpenObject, OpenList, KnownStart)):
            return True
        if isinstance(item, (dict, list, tuple)) and id(item) not in met:
            met.add(id(item))  # a value that was never text may be in many places, or in itself
            todo += item.values() if isinstance(item, dict) else item
    return False
