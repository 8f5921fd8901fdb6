"""What rules about several bodies know a body again by.

A mark is its kind, an integer, and the index of the item it comes from.
"""

from __future__ import annotations

from siplint.fields import INBOUND, OUTBOUND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from siplint.diagnostic import JSON
    from siplint.shape import Trusted

    Mark: TypeAlias = tuple[str, int, int]
    Marker: TypeAlias = Callable[[Trusted, bool], Sequence[Mark]]

SETS = ("phoneNumbers", "allowedNumbers", "allowedIpAddresses", "tags")
"""Lists; their order says nothing."""
ANY = ""
"""The kind of marks that no direction has."""
NUMBERS = ("phoneNumbers", "allowedNumbers")
"""Those of them in which a number may be spelled in several ways."""


def numbers(body: Trusted, plain: bool = False) -> Sequence[Mark]:
    """Mark the numbers that a body is attached to, however they are spelled, by its direction; what is none as it is.

    `plain` tells that all of a body's numbers are written as E.164.
    """
    kind = body.get("type", ANY)
    texts = body.get("phoneNumbers", [])
    if plain and isinstance(texts, list):
        return [(kind, int(text), index) for index, text in enumerate(texts)]
    from siplint.e164 import normalise
    from siplint.shape import numbered

    meant = [(text, normalise(text), index) for index, text in numbered(texts)]
    return [(kind, int(number), index) if number else (ANY, hash(text), index) for text, number, index in meant]


def rooms(body: Trusted, _plain: bool = False) -> Sequence[Mark]:
    """Mark the static room that a body leads to, and the same with its PIN."""
    room = body.get("room")
    if not room or room.get("type") != "static" or not room.get("id") or not room.get("pin"):
        return ()
    return (("room", hash(room["id"]), 0), ("room", hash((room["id"], room["pin"])), 0))


def names(body: Trusted, _plain: bool = False) -> Sequence[Mark]:
    """Mark a body's name."""
    return (("name", hash(body["name"]), 0),) if body.get("name") else ()


USUAL = (INBOUND, "room")
"""How rules of severity error and warning know bodies again."""
MARKERS: Mapping[str, tuple[str, Marker]] = {
    **dict.fromkeys((ANY, INBOUND, OUTBOUND), ("phoneNumbers", numbers)),
    "room": ("room", rooms),
    "name": ("name", names),
}
"""By the kind of mark that rules ask for: the member that a body needs for it, and who makes it."""


def content(body: Trusted) -> tuple[int, ...]:
    """Give a mark of all that a rule says but its name, in whatever order; a body that lacks something has none."""
    from siplint.e164 import normalise
    from siplint.shape import left_out

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
            if name in NUMBERS:
                texts = [normalise(text) or text for text in texts]
            total += hash((name, *sorted(texts)))
        elif name == "agentMetadata":
            total += hash((name, repr(_ordered(value))))
        else:
            total += hash((name, frozenset(value.items())))
    return (total,)


def _ordered(value: JSON) -> JSON:
    if isinstance(value, dict):
        return [(name, _ordered(value[name])) for name in sorted(value)]
    return ["list", *map(_ordered, value)] if isinstance(value, (list, tuple)) else value
