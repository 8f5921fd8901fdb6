"""The fast path: it answers whether a member of a body is ordinary, and never names a fault.

A rule that declares `skips_ordinary` is not asked about a body as long as the members it looks at are ordinary and no
conflict between them is listed here. What is fast never decides what is right: a property holds this module to the
answers of all rules. It is one module, and a long one, so that nothing else can depend on how it answers.
"""

from __future__ import annotations

from siplint.domain.heuristics import PLACEHOLDER_FINALS, PLACEHOLDER_INITIALS, is_strong, may_be_placeholder, oddity
from siplint.domain.phone import is_e164, verdict
from siplint.model.fields import DEPLOYMENTS, FIELDS, INBOUND, OUTBOUND, PLATFORM, ROOM_PREFIXES
from siplint.secrets.patterns import SHORTEST_SECRET, names_secret, secret_places
from siplint.source.sendable import lonely

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, TypeAlias

    from siplint.model.finding import JSON

    Members: TypeAlias = tuple[str, ...]
    Body: TypeAlias = Mapping[str, Any]
    Test: TypeAlias = Callable[[Body], bool]

FEW_HEADERS = 8
"""So many headers, of names and values shorter than a secret, are far from filling an INVITE."""
MOST_CONTAINERS, WIDEST_CONTAINER = 50, 1_000
"""So many objects and arrays of metadata are looked through here, and so many items of each: then they are not too deep
either, and what stands in many places costs no more than what does not."""
MOST_KNOWN, LONGEST_KNOWN = 1000, 100
"""Texts of one kind that are remembered as ordinary, and characters that none of them has."""
LARGE_INTEGER = 1 << 62
SMALL_INTEGER = -LARGE_INTEGER
"""Numbers between these have fewer digits than any secret of digits."""
DIRECTIONS = frozenset((INBOUND, OUTBOUND))
SURFACED = frozenset(FIELDS["includeHeaders"].values)
PREFIXES = frozenset(ROOM_PREFIXES)

_AGENTS: set[str] = set()
_KEYS: set[str] = set()
_PINS: set[str] = set()
_CALLERS: set[str] = set()
_ADDRESSES: set[str] = set()
_X_HEADERS: set[str] = set()
_ATTRIBUTES: set[str] = set()
_PAIRS: dict[str, str] = {}
_PAIRED: set[str] = set()
"""Texts met before and found ordinary: one customer's rules repeat them."""


def remarkable_members(body: Body) -> list[str]:
    """Return the names of the members that are not ordinary.

    An ordinary member has its documented type, can be sent, holds nothing that looks like a secret (what `apiKey` holds
    aside), and by itself gives no rule anything to say.
    """
    remarkable = []
    test_of = ORDINARY.get
    for name, value in body.items():
        is_ordinary = test_of(name)
        if is_ordinary is None or not is_ordinary(value):
            remarkable.append(name)
    return remarkable


def conflicts_in(body: Body, remarkable: Sequence[str] = ()) -> list[Members]:
    """Return the sets of members that may be in conflict although each of them is ordinary, and none `remarkable`."""
    conflicts = []
    direction = body.get("type")
    tests = (_TESTS.get(direction) if type(direction) is str else None) or CONFLICTS
    if remarkable:  # their rules are asked anyway, and nothing is known of what they hold
        strange = {*remarkable}
        tests = tuple([test for test in tests if strange.isdisjoint(test[1])])
    for trigger, members, may_conflict in tests:
        if trigger in body and (may_conflict is None or may_conflict(body)):
            conflicts.append(members)
    return conflicts


def is_complete(body: Body) -> bool:
    """Return whether a body has all fields that a new rule must have."""
    return "name" in body and "type" in body and "phoneNumbers" in body


def _is_safe(text: str) -> bool:
    """Return whether a text can be sent and holds nothing secret."""
    return (text.isascii() or not lonely(text)) and (len(text) < SHORTEST_SECRET or not secret_places(text))


def _is_text(value: JSON) -> bool:
    if type(value) is not str:
        return False
    if (value[:1] in PLACEHOLDER_INITIALS or value[-1:] in PLACEHOLDER_FINALS) and may_be_placeholder(value):
        return False
    if len(value) < SHORTEST_SECRET and value.isascii():
        return True
    return (value.isascii() or value[0].isalpha()) and _is_safe(value)


def _is_api_key_text(value: JSON) -> bool:
    return _is_text(value) and "eyJ" not in value and value.split() == [value]


def _is_agent_id(value: JSON) -> bool:
    return type(value) is str and (value in _AGENTS or _is_new_agent(value))


def _is_new_agent(text: str) -> bool:
    if not _is_text(text) or (text[0] in "dD" and text.lower().startswith(DEPLOYMENTS)):
        return False
    return _learn(_AGENTS, text)


def _are_numbers(value: JSON) -> bool:
    if type(value) is not list:
        return False
    for text in value:  # here and below: a generator costs more than the loop
        if type(text) is not str or verdict(text):
            return False
    return len(value) == 1 or len(value) == len(set(value)) > 0


def _are_callers(value: JSON) -> bool:
    if type(value) is not list:
        return False
    for text in value:  # noqa: SIM110
        if type(text) is not str or (text not in _CALLERS and not _is_new_caller(text)):
            return False
    return True


def _is_new_caller(text: str) -> bool:
    return is_e164(text) and _learn(_CALLERS, text)


def _are_addresses(value: JSON) -> bool:
    if type(value) is not list:
        return False
    for text in value:
        if type(text) is not str or (text not in _ADDRESSES and not _is_new_address(text)):
            return False
    return len(value) == 1 or len(value) == len(set(value))


def _is_new_address(text: str) -> bool:
    from siplint.domain.ipv4 import FIRST_OCTETS, is_quad

    return is_quad(text) and text[: text.index(".")] not in FIRST_OCTETS and _learn(_ADDRESSES, text)


def _are_tags(value: JSON) -> bool:
    if type(value) is not list:
        return False
    for text in value:
        if type(text) is not str or not ((len(text) < SHORTEST_SECRET and text.isascii()) or _is_safe(text)):
            return False
    return True


def _is_metadata(value: JSON) -> bool:
    if type(value) is not dict:
        return False
    for key, item in value.items():  # mostly it is flat, and its texts are short
        if type(key) is not str or (key not in _KEYS and not _is_new_key(key)):
            return False
        if type(item) is str:
            if len(item) >= SHORTEST_SECRET or not item.isascii():
                break
        elif type(item) is not int or not SMALL_INTEGER < item < LARGE_INTEGER:
            break
    else:
        return True
    todo: list[JSON] = []
    return _is_plain_container(value, todo) and (not todo or _are_plain_containers(todo))


def _is_new_key(key: str) -> bool:
    return _is_safe(key) and not names_secret(key) and _learn(_KEYS, key)


def _are_plain_containers(todo: list[JSON]) -> bool:
    for here in todo:
        if len(here) > WIDEST_CONTAINER or len(todo) > MOST_CONTAINERS or not _is_plain_container(here, todo):
            return False
    return True


def _is_plain_container(value: JSON, todo: list[JSON]) -> bool:
    """Return whether an object or array can be sent and holds nothing secret, what is in `todo` from then on aside."""
    if type(value) is dict:
        for key in value:
            if type(key) is not str or (key not in _KEYS and not _is_new_key(key)):
                return False
        value = value.values()
    for item in value:
        kind = type(item)
        if kind is str:
            if (len(item) >= SHORTEST_SECRET or not item.isascii()) and not _is_safe(item):
                return False
        elif kind is int:
            if not SMALL_INTEGER < item < LARGE_INTEGER:
                return False
        elif kind is dict or kind is list:
            todo.append(item)
        elif item is not None and kind is not bool:
            return False
    return True


def _are_headers(value: JSON) -> bool:
    if type(value) is not dict or not 0 < len(value) <= FEW_HEADERS:
        return False
    for name, text in value.items():
        if type(name) is not str or len(name) >= SHORTEST_SECRET or (name not in _X_HEADERS and not _is_x_header(name)):
            return False
        if type(text) is not str or len(text) >= SHORTEST_SECRET:
            return False
        if not text.isascii() or not text.isprintable() or "{" in text or text[-1:] == " ":
            return False
        if (text[:1] in PLACEHOLDER_INITIALS or text[-1:] in PLACEHOLDER_FINALS) and may_be_placeholder(text):
            return False
    return len(value) == 1 or len({name.lower() for name in value}) == len(value)


def _is_x_header(name: str) -> bool:
    if (
        name[:2] != "X-"
        or not name.isascii()
        or not name.replace("-", "").isalnum()
        or names_secret(name)
        or not _is_safe(name)
    ):
        return False
    return _learn(_X_HEADERS, name)


def _is_header_map(value: JSON) -> bool:
    if type(value) is not dict:
        return False
    for name, text in value.items():
        if type(name) is not str or type(text) is not str or _PAIRS.get(name) != text:
            return _is_new_map(value)
    return len(value) > 0  # of known pairs no two have the same attribute


def _is_new_map(value: JSON) -> bool:
    for name, text in value.items():
        if type(name) is not str or (name not in _X_HEADERS and not _is_x_header(name)):
            return False
        if type(text) is not str or (text not in _ATTRIBUTES and not _is_attribute(text)):
            return False
    if len(value) != len({*value.values()}):
        return False
    for name, text in value.items() if len(value) <= FEW_HEADERS else ():
        if len(_PAIRS) >= MOST_KNOWN:
            _PAIRS.clear()
            _PAIRED.clear()
        if name not in _PAIRS and text not in _PAIRED and len(name) < LONGEST_KNOWN and len(text) < LONGEST_KNOWN:
            _PAIRS[name] = text
            _PAIRED.add(text)
    return True


def _is_attribute(text: str) -> bool:
    if not text.isidentifier() or not text.isascii() or text in PLATFORM:
        return False
    return not may_be_placeholder(text) and _is_safe(text) and _learn(_ATTRIBUTES, text)


def _is_room_value(value: JSON) -> bool:
    if type(value) is not dict:
        return False
    known = 1
    kind = value.get("type")
    if type(kind) is not str:
        return False
    if kind == "dynamic":
        if "prefix" in value:
            known = 2
            prefix = value["prefix"]
            if type(prefix) is not str or prefix not in PREFIXES:
                return False
    elif kind == "static" and _is_text(value.get("id")) and not oddity(value["id"]):
        known = 2
    else:
        return False
    if "pin" in value:
        known += 1
        pin = value["pin"]
        if type(pin) is not str or (pin not in _PINS and not (is_strong(pin) and _learn(_PINS, pin))):
            return False
    return len(value) == known


def _learn(texts: set[str], text: str) -> bool:
    """Note of a text that it is in order, and say so."""
    if len(text) < LONGEST_KNOWN:
        if len(texts) >= MOST_KNOWN:
            texts.clear()
        texts.add(text)
    return True


def _is_direction(value: JSON) -> bool:
    return type(value) is str and value in DIRECTIONS


def _is_surfaced(value: JSON) -> bool:
    return type(value) is str and value in SURFACED


def _is_flag(value: JSON) -> bool:
    return value is True or value is False


ORDINARY: Mapping[str, Callable[[JSON], bool]] = {
    "name": _is_text,
    "type": _is_direction,
    "phoneNumbers": _are_numbers,
    "apiKey": _is_api_key_text,
    "agentId": _is_agent_id,
    "agentMetadata": _is_metadata,
    "room": _is_room_value,
    "includeHeaders": _is_surfaced,
    "headersToAttributes": _is_header_map,
    "headers": _are_headers,
    "allowedNumbers": _are_callers,
    "allowedIpAddresses": _are_addresses,
    "tags": _are_tags,
    "recording": _is_flag,
    "dtmf": _is_flag,
    "noiseCancellation": _is_flag,
    "hidePhoneNumber": _is_flag,
}
"""By field: whether a value of it is ordinary."""


def _goes_nowhere(body: Body) -> bool:
    return "room" not in body and "agentId" not in body


def _has_no_agent(body: Body) -> bool:
    return "agentId" not in body


def _surfaces_none(body: Body) -> bool:
    return body.get("includeHeaders") == "NONE"


def _allows_own_number(body: Body) -> bool:
    own, callers = body.get("phoneNumbers"), body["allowedNumbers"]
    if type(own) is not list or type(callers) is not list:
        return False
    return own[0] in callers if len(own) == 1 else any(number in callers for number in own)


def _hides_and_surfaces_all(body: Body) -> bool:
    return body["hidePhoneNumber"] is True and body.get("includeHeaders") == "ALL"


def _hides_in_room_id(body: Body) -> bool:
    room = body.get("room")
    return body["hidePhoneNumber"] is True and type(room) is dict and room.get("prefix") == "participantNumber"


def _is_open(body: Body) -> bool:
    room = body["room"]
    return type(room) is dict and room.get("type") == "static" and "pin" not in room


IN, OUT = ("inbound",), ("outbound",)
CALLER_LISTS = ("allowedNumbers", "allowedIpAddresses")
_CONFLICTS_BY_DIRECTION: tuple[tuple[Members, str, Members, Test | None], ...] = (
    (IN, "type", ("type", "agentId", "room"), _goes_nowhere),
    (IN + OUT, "agentMetadata", ("agentMetadata", "agentId"), _has_no_agent),
    (IN, "headers", ("type", "headers"), None),
    (OUT, "headersToAttributes", ("type", "headersToAttributes"), None),
    (IN + OUT, "headersToAttributes", ("includeHeaders", "headersToAttributes"), _surfaces_none),
    (IN, "allowedNumbers", ("type", "phoneNumbers", "allowedNumbers"), _allows_own_number),
    (OUT, "allowedNumbers", ("type", "allowedNumbers"), None),
    (OUT, "allowedIpAddresses", ("type", "allowedIpAddresses"), None),
    (IN, "hidePhoneNumber", ("hidePhoneNumber", "includeHeaders"), _hides_and_surfaces_all),
    (IN, "hidePhoneNumber", ("hidePhoneNumber", "room"), _hides_in_room_id),
    (IN, "room", ("type", "room", *CALLER_LISTS), _is_open),
)
"""Which ordinary members may be in conflict: in rules of which directions, a member that must be there, all of them, and
the test (None: they always are)."""
CONFLICTS = tuple([conflict[1:] for conflict in _CONFLICTS_BY_DIRECTION])
_TESTS: Mapping[str, tuple[tuple[str, Members, Test | None], ...]] = {
    direction: tuple([conflict[1:] for conflict in _CONFLICTS_BY_DIRECTION if direction in conflict[0]])
    for direction in (INBOUND, OUTBOUND)
}
