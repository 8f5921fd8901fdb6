"""Which values can be sent as JSON: nested no deeper than every parser goes, of JSON's types, and in UTF-8."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.finding import JSON, Path

LIMIT = 200
"""How many arrays and objects may stand inside each other: far from what any Python gives up at."""
ABSENT = object()
"""The value of a text that is not JSON."""


def unsendable(value: JSON, limit: int = LIMIT) -> tuple[str, Path, JSON] | None:  # noqa: C901, PLR0912 (one loop, for speed)
    """Say why a value cannot be sent as JSON: its kind ("depth", "surrogate", "type"), where, and what.

    `limit` is how deep arrays and objects may be nested. The first one met in reading order is told. What stands in
    many places, as it may in a body that never was text, is read once: of what was read, it is known how deep it goes.
    """
    depths: dict[int, tuple[int, JSON]] = {}  # by id; the value is kept, so that no other gets its id meanwhile
    opened: list[JSON] = []
    steps: list[str | int] = []
    below = [0]
    todo: list[Iterator[tuple[str | int, JSON]]] = [iter(((0, value),))]
    while True:
        for key, here in todo[-1]:
            if isinstance(here, str):
                if not here.isascii() and lonely(here):
                    return "surrogate", (*steps, key)[1:], here
            elif isinstance(here, (dict, list, tuple)):
                deep = depths.get(id(here), (0, None))[0]
                if len(steps) + deep >= limit:
                    return "depth", (*steps, key)[1:], None
                if id(here) in depths:
                    below[-1] = max(below[-1], deep + 1)
                    continue
                for name in here if isinstance(here, dict) else ():
                    if not isinstance(name, str):
                        return "type", (*steps, key, str(name))[1:], name
                    if not name.isascii() and lonely(name):
                        return "surrogate", (*steps, key, name)[1:], name
                depths[id(here)] = limit, here  # as long as it is open: inside itself it has no end
                opened.append(here)
                steps.append(key)
                below.append(0)
                todo.append(iter(here.items() if isinstance(here, dict) else enumerate(here)))
                break
            elif here is not None and (
                not isinstance(here, (int, float)) or (isinstance(here, float) and (here != here or here - here != 0.0))  # noqa: PLR0124
            ):
                return "type", (*steps, key)[1:], here
        else:
            todo.pop()
            if not todo:
                return None
            steps.pop()
            here, deep = opened.pop(), below.pop()
            depths[id(here)] = deep, here
            below[-1] = max(below[-1], deep + 1)


def lonely(text: str) -> bool:
    """Tell whether a text has half of a surrogate pair, which UTF-8 cannot carry."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
