"""Keys that identify a body for cross-file rules; they stand apart so that a run without a pair imports no rules."""

from __future__ import annotations

from siplint.domain.phone import is_e164
from siplint.model.fields import INBOUND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON

UNORDERED = frozenset(("phoneNumbers", "allowedNumbers", "allowedIpAddresses", "tags"))
"""Lists whose order says nothing."""
NUMBER_LISTS = frozenset(("phoneNumbers", "allowedNumbers"))
"""Lists whose items may be spelled in several ways."""


def numbers_by_direction(body: Trusted) -> Iterable[Hashable]:
    """Return the numbers that a body is attached to, however they are spelled, each with the body's direction.

    An inbound number is the negative integer of its digits, an outbound one the positive.
    """
    texts = body.get("phoneNumbers")
    if not texts:
        return ()
    direction = body.get("type")
    sign = -1 if direction == INBOUND else 1
    if direction and type(texts) is list:
        if len(texts) == 1 and is_e164(texts[0]):
            return (sign * int(texts[0]),)
        if all(map(is_e164, texts)):
            return [sign * int(text) for text in texts]
    from siplint.body.members import numbered
    from siplint.domain.phone_repair import normalise

    meant = [(text, normalise(text)) for _, text in numbered(texts)]
    return [sign * int(number) if direction and number else (direction, number or text) for text, number in meant]


def static_rooms(body: Trusted) -> Iterable[Hashable]:
    """Return the static room with a PIN that a body leads to."""
    room = body.get("room")
    if not room or room.get("type") != "static" or not room.get("id") or not room.get("pin"):
        return ()
    return (("room", room["id"]),)


def names(body: Trusted) -> Iterable[Hashable]:
    """Return a body's name."""
    return (body["name"],) if body.get("name") else ()


def content(body: Trusted) -> Iterable[Hashable]:
    """Return all that a body says but its name, in whatever order; nothing for a body that lacks something."""
    from siplint.body.members import left_out
    from siplint.domain.phone_repair import normalise

    if left_out(body) or not body.get("phoneNumbers") or isinstance(body["phoneNumbers"], dict):
        return ()
    members: dict[str, JSON] = {**body}
    members.pop("name", None)
    for name in UNORDERED.intersection(members):
        texts = members[name].values() if isinstance(members[name], dict) else members[name]
        members[name] = tuple(sorted([normalise(text) or text for text in texts] if name in NUMBER_LISTS else texts))
    return (_frozen(members),)


def _frozen(value: JSON) -> Hashable:
    if isinstance(value, dict):
        return frozenset([(name, _frozen(item)) for name, item in value.items()])
    if isinstance(value, (list, tuple)):
        return ("list", *map(_frozen, value))
    return (type(value).__name__, value)
