"""What was probably meant: first the words people know from other APIs, then the nearest spelling."""

from __future__ import annotations

from siplint.domain.field_aliases import ALIASES, ROOM_ALIASES, folded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

LONGEST_WORD = 40
"""The longest word (code points) that is looked up; nothing longer is a misspelling."""
NEAREST = 0.8
"""How similar (difflib's ratio) two spellings must be for a suggestion."""

FIELD_ALIASES = ALIASES | {
    "number": "phoneNumbers",
    "agent": "agentId",
    "agentname": "agentId",
    "metadata": "agentMetadata",
    "label": "name",
    "title": "name",
    "labels": "tags",
    "roomtype": "room.type",
    "roomid": "room.id",
    "roompin": "room.pin",
    "pin": "room.pin",
    "roomprefix": "room.prefix",
    "prefix": "room.prefix",
}
"""What is certainly meant, and what may be meant."""
MEMBER_ALIASES = ROOM_ALIASES | {
    "roomname": "id",
    "name": "id",
    "kind": "type",
    "strategy": "prefix",
    "password": "pin",
}
"""The same for the members of `room`."""
VALUE_ALIASES = {
    "in": "inbound",
    "incoming": "inbound",
    "out": "outbound",
    "outgoing": "outbound",
    "direct": "static",
    "fixed": "static",
    "individual": "dynamic",
    "random": "dynamic",
    "true": "ALL",
    "all_headers": "ALL",
    "sip_all_headers": "ALL",
    "*": "ALL",
    "x_headers": "SIP_X_HEADERS",
    "x-headers": "SIP_X_HEADERS",
    "sip_x_header": "SIP_X_HEADERS",
    "false": "NONE",
    "no_headers": "NONE",
    "sip_no_headers": "NONE",
}
ELSEWHERE = {
    "address": "an outbound gateway",
    "transport": "an outbound gateway",
    "auth": "an outbound gateway",
    "username": "an outbound gateway",
    "password": "an outbound gateway",
    "mediaencryption": "a gateway or a phone number",
    "sipregion": "a gateway or a phone number",
    "georegion": "a gateway or a phone number",
    "gateway": "a phone number",
    "gatewayid": "a phone number",
    "gatewayids": "a phone number",
    "inbound": "a phone number",
    "outbound": "a phone number",
    "isshared": "a phone number",
    "provider": "a phone number",
    "countrycode": "a phone number",
}
"""Known fields that belong to another resource of the API."""


def by_folded(names: Iterable[str]) -> dict[str, str]:
    """Return names by their folded spelling."""
    return {folded(name): name for name in names}


def nearest_field(word: str, names: dict[str, str], aliases: dict[str, str]) -> str:
    """Return the field that an unknown one probably means, or an empty string; `names` come from `by_folded`."""
    if len(word) > LONGEST_WORD:
        return ""
    spelling = folded(word)
    return names.get(spelling) or aliases.get(spelling) or nearest(spelling, names)


def nearest_value(word: str, values: Iterable[str]) -> str:
    """Return the documented value that another value probably means, or an empty string."""
    if len(word) > LONGEST_WORD:
        return ""
    lowered = word.strip().lower()
    same = {name.lower(): name for name in values}
    alias = VALUE_ALIASES.get(lowered.replace("-", "_"), "") or VALUE_ALIASES.get(lowered, "")
    return same.get(lowered) or (alias if alias in same.values() else "") or nearest(lowered, same)


def nearest(word: str, names: dict[str, str]) -> str:
    """Return the value of the most similar key of `names`, or an empty string if none is similar enough."""
    from difflib import get_close_matches

    match = get_close_matches(word, names, n=1, cutoff=NEAREST)
    return names[match[0]] if match else ""


def number(text: str, numbers: Container[str]) -> str:
    """Return the only one of some numbers that differs by a typing mistake: one digit, or two swapped neighbours."""
    near = {other for other in _slips(text) if other in numbers}
    return near.pop() if len(near) == 1 else ""


def _slips(text: str) -> Iterator[str]:
    for index in range(1, len(text)):
        before, digit, after = text[:index], text[index], text[index + 1 :]
        for other in "0123456789":
            if other != digit:
                yield before + other + after
        if after[:1] not in ("", digit):
            yield before + after[0] + digit + after[1:]
