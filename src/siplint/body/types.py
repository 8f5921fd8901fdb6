"""The JSON types of the fields: what a value must be to be read as it is."""

from __future__ import annotations

from siplint.model.fields import FIELDS, ROOM_FIELDS
from siplint.source.unknown import OpenList, OpenObject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from siplint.model.fields import Field
    from siplint.model.finding import JSON

WANTED = {
    "string": "a string",
    "boolean": "a boolean",
    "strings": "a list of strings",
    "map": "an object of strings",
    "object": "an object",
    "room": "an object",
}
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "strings": (list, tuple),
    "map": dict,
    "object": dict,
    "room": dict,
}


def _is_strings(value: JSON) -> bool:
    if not isinstance(value, (list, tuple)) or isinstance(value, OpenList):
        return False
    for item in value:  # noqa: SIM110 (a generator costs more than the loop)
        if not isinstance(item, str):
            return False
    return True


def _is_map(value: JSON) -> bool:
    if not isinstance(value, dict) or isinstance(value, OpenObject):
        return False
    return all(isinstance(item, str) for item in value.values())


def _is_room(value: JSON) -> bool:
    if not isinstance(value, dict) or isinstance(value, OpenObject):
        return False
    for name, item in value.items():
        if name not in ROOM_FIELDS or not isinstance(item, str):
            return False
    return value.get("type", "static") in ROOM_FIELDS["type"].values


def _fits(field: Field) -> Callable[[JSON], bool]:
    special = {"strings": _is_strings, "map": _is_map, "room": _is_room}.get(field.kind)
    if special:
        return special
    wanted, values = TYPES[field.kind], field.values
    return lambda value: isinstance(value, wanted) and (not values or value in values)


FITS: Mapping[str, Callable[[JSON], bool]] = {field.name: _fits(field) for field in FIELDS.values()}
"""By field: whether a value needs nothing to be read as it is."""
