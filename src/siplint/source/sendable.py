"""Which values can be sent as JSON: types that JSON has, text that UTF-8 can encode, no excessive nesting."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.finding import JSON, Path

LIMIT = 200
"""How deep arrays and objects may be nested: far below the limit of any Python."""
ABSENT = object()
"""The value of a text that is not JSON."""


def unsendable(value: JSON, limit: int = LIMIT) -> tuple[str, Path, JSON] | None:  # noqa: C901, PLR0912 (one loop, for speed)
    """Return why a value cannot be sent as JSON: a kind ("depth", "surrogate", "type"), the place and the value.

    `limit` is how deep arrays and objects may be nested. The first fault in reading order is reported. A value
    that is in many places, as is possible in a body that was never text, is read once: its depth is remembered.
    """
    depths: dict[int, tuple[int, JSON]] = {}  # by id; the value is kept, so that no other value gets its id
    opened: list[JSON] = []
    steps: list[str | int] = []
    below = [0]
    todo: list[Iterator[tuple[str | int, JSON]]] = [iter(((0, value),))]
    while True:
        for key, item in todo[-1]:
            if isinstance(item, str):
                if not item.isascii() and lonely(item):
                    return "surrogate", (*steps, key)[1:], item
            elif isinstance(item, (dict, list, tuple)):
                deep = depths.get(id(item), (0, None))[0]
                if len(steps) + deep >= limit:
                    return "depth", (*steps, key)[1:], None
                if id(item) in depths:
                    below[-1] = max(below[-1], deep + 1)
                    continue
                for name in item if isinstance(item, dict) else ():
                    if not isinstance(name, str):
                        return "type", (*steps, key, str(name))[1:], name
                    if not name.isascii() and lonely(name):
                        return "surrogate", (*steps, key, name)[1:], name
                depths[id(item)] = limit, item  # while it is open: inside itself it has no end
                opened.append(item)
                steps.append(key)
                below.append(0)
                todo.append(iter(item.items() if isinstance(item, dict) else enumerate(item)))
                break
            elif item is not None and (
                not isinstance(item, (int, float)) or (isinstance(item, float) and (item != item or item - item != 0.0))  # noqa: PLR0124
            ):
                return "type", (*steps, key)[1:], item
        else:
            todo.pop()
            if not todo:
                return None
            steps.pop()
            item, deep = opened.pop(), below.pop()
            depths[id(item)] = deep, item
            below[-1] = max(below[-1], deep + 1)


def lonely(text: str) -> bool:
    """Return whether a text has a lone surrogate, which UTF-8 cannot encode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
