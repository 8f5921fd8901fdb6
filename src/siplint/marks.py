"""What rules about several bodies know a body again by: integers, each with the index of the item it comes from."""

from __future__ import annotations

from siplint.e164 import normalise
from siplint.fields import INBOUND, OUTBOUND
from siplint.shape import left_out, numbered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias

    from siplint.diagnostic import JSON
    from siplint.shape import Trusted

    Marks: TypeAlias = Iterable[tuple[int, int]]

SETS = ("phoneNumbers", "allowedNumbers", "allowedIpAddresses", "tags")
"""Lists; their order says nothing."""
NUMBERS = ("phoneNumbers", "allowedNumbers")
"""Those of them in which a number may be spelled in several ways."""


def numbers(body: Trusted, direction: str, *, plain: bool = False) -> Marks:
    """Give the numbers that a body of a direction is attached to, however they are spelled.

    `plain` tells, here and below, that all of a body's numbers are written as E.164.
    """
    if body.get("type") != direction or "phoneNumbers" not in body:
        return ()
    meant = [(text if plain else normalise(text), index) for index, text in numbered(body["phoneNumbers"])]
    return [(int(number[1:]), index) for number, index in meant if number]


def content(body: Trusted, *, plain: bool = False) -> Marks:
    """Give all that a rule says but its name, in whatever order and spelling; a body that lacks something has none."""
    if left_out(body) or not body.get("phoneNumbers") or isinstance(body["phoneNumbers"], dict):
        return ()
    members: Mapping[str, JSON] = body
    total = 0  # a sum, because it is the same in every order
    for name, value in members.items():
        if isinstance(value, (str, bool)):
            if name != "name":
                total += hash((name, value))
        elif name in SETS:
            texts = value.values() if isinstance(value, dict) else value
            if name in NUMBERS and not plain:
                texts = [normalise(text) or text for text in texts]
            total += hash((name, *sorted(texts)))
        elif name == "agentMetadata":
            total += hash((name, repr(_ordered(value))))
        else:
            total += hash((name, frozenset(value.items())))
    return ((total, 0),)


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


MARKS: Mapping[str, Callable[[Trusted, bool], Marks]] = {
    "RR701": lambda body, plain: numbers(body, INBOUND, plain=plain),
    "RR702": lambda body, plain: content(body, plain=plain),
    "RR703": lambda body, _: room(body),
    "RR704": lambda body, _: name(body),
    "RR705": lambda body, plain: numbers(body, OUTBOUND, plain=plain),
}
"""By the code of the rule; they are told whether the numbers are plain."""
