"""What rules about several bodies know a body again by: integers, each with the index of the item it comes from."""

from __future__ import annotations

from siplint.e164 import is_e164, normalise
from siplint.fields import INBOUND, OUTBOUND
from siplint.shape import left_out, numbered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from typing import TypeAlias

    from siplint.diagnostic import JSON
    from siplint.shape import Trusted

    Marks: TypeAlias = Iterable[tuple[int, int]]

SETS = ("phoneNumbers", "allowedNumbers", "allowedIpAddresses", "tags")
"""Lists; their order says nothing."""
NUMBERS = ("phoneNumbers", "allowedNumbers")
"""Those of them in which a number may be spelled in several ways."""


def numbers(body: Trusted, direction: str) -> Marks:
    """Give the numbers that a body of a direction is attached to, however they are spelled."""
    if body.get("type") != direction or "phoneNumbers" not in body:
        return ()
    found = []
    for index, text in numbered(body["phoneNumbers"]):
        number = text if is_e164(text) else normalise(text)
        if number:
            found.append((int(number[1:]), index))
    return found


def content(body: Trusted) -> Marks:
    """Give all that a rule says but its name, in whatever order and spelling; a body that lacks something has none."""
    if left_out(body) or not body.get("phoneNumbers") or isinstance(body["phoneNumbers"], dict):
        return ()
    members: Mapping[str, JSON] = body
    total = 0  # a sum, because it is the same in every order
    for name, value in members.items():
        if isinstance(value, (str, bool)):
            if name != "name":
                total += hash((name, value))
        elif name == "agentMetadata":
            total += hash((name, repr(_ordered(value))))
        else:
            total += hash((name, len(value)))
            for item in _items(name, value):
                total += hash((name, item))
    return ((total, 0),)


def _items(name: str, value: JSON) -> Iterable[Hashable]:
    if name in NUMBERS:
        texts = value.values() if isinstance(value, dict) else value
        return [text if is_e164(text) else normalise(text) or text for text in texts]
    if isinstance(value, dict):
        return value.values() if name in SETS else value.items()
    return value  # type: ignore[no-any-return]


def _ordered(value: JSON) -> JSON:
    if isinstance(value, dict):
        return [(name, _ordered(value[name])) for name in sorted(value)]
    return ["list", *map(_ordered, value)] if isinstance(value, (list, tuple)) else value


def room(body: Trusted) -> Marks:
    """Give the static room that a body leads to, and the same with its PIN."""
    room = body.get("room")
    if not room or room.get("type") != "static" or not room.get("id") or not room.get("pin"):
        return ()
    return ((hash(room["id"]), 0), (hash((room["id"], room["pin"])), 0))


def name(body: Trusted) -> Marks:
    """Give a body's name."""
    return ((hash(body["name"]), 0),) if body.get("name") else ()


MARKS: Mapping[str, Callable[[Trusted], Marks]] = {
    "RR701": lambda body: numbers(body, INBOUND),
    "RR702": content,
    "RR703": room,
    "RR704": name,
    "RR705": lambda body: numbers(body, OUTBOUND),
}
"""By the code of the rule."""
