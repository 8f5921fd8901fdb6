"""What is certainly meant by another spelling of a field or a value; everything else is a guess and not judged."""

from __future__ import annotations

from siplint.domain.field_aliases import ALIASES, ROOM_ALIASES, folded
from siplint.model.fields import FIELDS, ROOM_FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.model.finding import JSON

LONGEST_SPELLING = 40
"""Code points from which on a key is not looked up: nothing that long is a spelling of a field."""

VALUES: Mapping[str, Mapping[str, str]] = {
    "type": {"inbound": "inbound", "outbound": "outbound"},
    "includeHeaders": {
        "all": "ALL",
        "sipxheaders": "SIP_X_HEADERS",
        "xheaders": "SIP_X_HEADERS",
        "none": "NONE",
        "sipnoheaders": "NONE",
    },
    "room.type": {"static": "static", "dynamic": "dynamic", "direct": "static", "individual": "dynamic"},
}
"""Folded values of enumerations, and the documented value that each of them means."""
BOOLEANS = {"true": True, "false": False}


_FOLDED = {folded(name): name for name in FIELDS}
_FOLDED_ROOM = {folded(name): name for name in ROOM_FIELDS}


def field_meant(name: JSON, value: JSON, *, in_room: bool = False) -> str:
    """Return the field that a key certainly means although it is spelled otherwise, or an empty string."""
    if not isinstance(name, str) or len(name) > LONGEST_SPELLING:
        return ""
    word = folded(name)
    same = (_FOLDED_ROOM if in_room else _FOLDED).get(word, "")
    if same or not word:
        return same
    meant = (ROOM_ALIASES if in_room else ALIASES).get(word, "")
    return meant if meant and _may_hold(meant, value, in_room=in_room) else ""


def _may_hold(field: str, value: JSON, *, in_room: bool) -> bool:
    """Return whether a value has the JSON type of a field, or one that certainly means it."""
    kind = (ROOM_FIELDS if in_room else FIELDS)[field].kind
    if field == "type":
        return value_meant("room.type" if in_room else "type", value) != ""
    if kind == "string":
        return isinstance(value, str)
    if kind == "boolean":
        return isinstance(value, bool) or boolean_meant(value) is not None
    if kind == "strings":
        return isinstance(value, str) or (
            isinstance(value, (list, tuple)) and any(isinstance(item, str) for item in value)
        )
    return isinstance(value, dict)


def value_meant(field: str, value: JSON) -> str:
    """Return the documented value of an enumeration that a text certainly means, or an empty string."""
    if not isinstance(value, str) or len(value) > LONGEST_SPELLING:
        return ""
    return VALUES.get(field, {}).get(folded(value.strip()), "")


def boolean_meant(value: JSON) -> bool | None:
    """Return the boolean that a text certainly means, or None."""
    return BOOLEANS.get(value.strip().lower()) if isinstance(value, str) and len(value) <= LONGEST_SPELLING else None
