"""What most bodies that create a rule look like: one cheap test a member that spares all rules about it.

Where a test is true, none of the member's rules has anything to say; a property holds the tests to that.
"""

from __future__ import annotations

from siplint.fields import INBOUND, PREFIXES
from siplint.rules.mapping import PLATFORM
from siplint.rules.numbers import ordinary
from siplint.rules.placeholder import STARTS
from siplint.rules.secrets import SHORTEST
from siplint.sip import CHARACTERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from siplint.shape import Trusted

REMARKABLE = frozenset((*(start[0] for start in STARTS), *" \t\n\r\f\v", ""))
"""How a text begins that may be a placeholder; an empty one and one that is indented are looked at too."""


def _texts(body: Trusted) -> bool:
    """No text begins like a placeholder, and none is long enough for a secret."""
    for name, value in body.items():
        if type(value) is str:
            if value[:1] in REMARKABLE or (name == "name" and len(value) >= SHORTEST):
                return False
        elif type(value) is dict:
            for key, text in value.items():
                if type(text) is not str or text[:1] in REMARKABLE or len(text) >= SHORTEST or len(key) >= SHORTEST:
                    return False
        elif isinstance(value, dict):  # members were left out of it: it is not what most look like
            return False
        elif name == "tags":
            for tag in value:  # type: ignore[attr-defined]
                if len(tag) >= SHORTEST:
                    return False
    return True


def _inbound_to_agent(body: Trusted) -> bool:
    """The rule is inbound, names an agent and sends no headers."""
    return body["type"] == INBOUND and "headers" not in body and bool(body.get("agentId", "").strip())


def _dynamic_room(body: Trusted) -> bool:
    """The room is a new one for each call, named by one of the strategies."""
    room = body["room"]
    return len(room) == 2 and room.get("type") == "dynamic" and room.get("prefix") in PREFIXES  # noqa: PLR2004 (these two)


def _x_headers_mapped(body: Trusted) -> bool:
    """An inbound rule maps one `X-` header to an attribute with a plain name."""
    mapped = body["headersToAttributes"]
    if len(mapped) != 1 or body.get("type") != INBOUND or body.get("includeHeaders") == "NONE":
        return False
    for name, attribute in mapped.items():
        if name[:2] != "X-" or name.strip(CHARACTERS) or attribute in PLATFORM or not attribute.isalnum():
            return False
    return True


QUIET: Mapping[str, Callable[[Trusted], bool]] = {
    "": _texts,
    "headersToAttributes": _x_headers_mapped,
    "phoneNumbers": ordinary,
    "room": _dynamic_room,
    "type": _inbound_to_agent,
}
"""By member; under "" for the rules that every body is asked."""
