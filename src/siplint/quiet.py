"""What most bodies that create a rule look like: cheap tests that spare the rules which would have nothing to say.

A property holds the tests to that.
"""

from __future__ import annotations

from siplint.fields import FIELDS, INBOUND, PREFIXES, ROOM
from siplint.rules.mapping import PLATFORM
from siplint.rules.numbers import ordinary as numbers_ordinary
from siplint.rules.placeholder import STARTS
from siplint.rules.secrets import SHORTEST
from siplint.sip import CHARACTERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from siplint.diagnostic import JSON
    from siplint.shape import Trusted

REMARKABLE = frozenset((*(start[0] for start in STARTS), *" \t\n\r\f\v", ""))
"""How a text begins that may be a placeholder; an empty one and one that is indented are looked at too."""


def ordinary(body: Mapping[str, JSON]) -> bool:
    """Tell in one look that a body that creates a rule can be sent, has its shape, and no remarkable text.

    Every member is documented, of its type and in ASCII; no text begins like a placeholder, and none that could be a
    secret is long enough for one. Where this is true, `unsound` and `trust` have nothing to say, nor have the rules
    that every body is asked. What it is not true of is no fault, it is only looked at again.
    """
    for name, value in body.items():
        test = TESTS.get(name)
        if test is None or not test(value):
            return False
    return "phoneNumbers" in body and "type" in body and "name" in body


def _text(value: JSON) -> bool:
    return type(value) is str and value.isascii() and value[0:1] not in REMARKABLE


def _name(value: JSON) -> bool:
    return _text(value) and (
        len(value) < SHORTEST or (value.replace(" ", "").isalpha() and "earer" not in value.lower())
    )


def _boolean(value: JSON) -> bool:
    return value is True or value is False


def _texts(value: JSON) -> bool:
    if type(value) is not list:
        return False
    for text in value:  # noqa: SIM110 (here and below: a generator costs more than the loop)
        if type(text) is not str or not text.isascii():
            return False
    return True


def _tags(value: JSON) -> bool:
    if type(value) is not list:
        return False
    for text in value:  # noqa: SIM110
        if type(text) is not str or not text.isascii() or len(text) >= SHORTEST:
            return False
    return True


def _map(value: JSON) -> bool:
    if type(value) is not dict:
        return False
    for key, text in value.items():
        if type(key) is not str or type(text) is not str or not key.isascii() or not text.isascii():
            return False
        if text[0:1] in REMARKABLE or len(text) >= SHORTEST or len(key) >= SHORTEST:
            return False
    return True


def _room(value: JSON) -> bool:
    if type(value) is not dict:
        return False
    for key, text in value.items():
        if key not in ROOM or not _text(text):
            return False
    return value.get("type", "static") in ROOM["type"].values


def _one_of(values: tuple[str, ...]) -> Callable[[JSON], bool]:
    return lambda value: type(value) is str and value in values


_KINDS: Mapping[str, Callable[[JSON], bool]] = {
    "string": _text,
    "boolean": _boolean,
    "strings": _texts,
    "map": _map,
    "object": _map,
    "room": _room,
}
TESTS: Mapping[str, Callable[[JSON], bool]] = {
    **{field.name: _one_of(field.values) if field.values else _KINDS[field.kind] for field in FIELDS.values()},
    "name": _name,
    "tags": _tags,
}
"""What is ordinary of a member's value."""


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
    "headersToAttributes": _x_headers_mapped,
    "phoneNumbers": numbers_ordinary,
    "room": _dynamic_room,
    "type": _inbound_to_agent,
}
"""By member: where the test is true, none of its rules has anything to say."""
