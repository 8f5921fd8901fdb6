"""JSON value to trusted body: what has not its documented type is told and left out, and the rest goes on."""

from __future__ import annotations

from siplint.body.members import Partial, partial
from siplint.model.fault import Fault
from siplint.model.fields import FIELDS, LEGACY, REFRAMING, REQUIRED, RESPONSE, ROOM_FIELDS, SUGAR
from siplint.model.finding import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from siplint.body.members import Trusted
    from siplint.model.fields import REFRAMING, Field
    from siplint.model.finding import JSON, Path
    from siplint.model.settings import Kind


def understand(
    body: Mapping[str, JSON],
    *,
    update: bool = False,
    templates: tuple[str, ...] = (),
    names: Collection[str] | None = None,
) -> tuple[Trusted, list[Fault]]:
    """Split a body into what can be trusted and what is to be told. A body without fault is given back as it is.

    Where `templates` are used, a text with a placeholder in it can be anything: it is left out, and nothing is told.
    All members are looked at, or those of `names`.
    """
    if templates:
        from siplint.body.templates import finished

        return finished(*_sift(body, update=update), templates)
    for name in body if names is None else names:
        fits = FITS.get(name)
        if fits is None or not fits(body[name]):
            return _sift(body, update=update, names=names)
    return body, [] if update else _missing(body)  # type: ignore[return-value]


def is_routing_rule(value: JSON, kind: Kind) -> bool:
    """Tell whether a value can be meant as a routing rule."""
    return not foreign(value, update=kind == "update")


def foreign(value: JSON, *, update: bool = False) -> bool:
    """Tell whether a value is plainly no routing rule: no object, or one with not a single telling field.

    An update may be as small as a name and, to say of which rule, its `id`.
    """
    if not isinstance(value, dict):
        return True
    if "phoneNumbers" in value or not value or TELLING.intersection(value):
        return False
    direction = value.get("type")
    if isinstance(direction, str) and direction.lower() in ("inbound", "outbound"):
        return False
    strange = [name for name in value if name not in FIELDS and not (update and name in RESPONSE)]
    return bool(strange) and not _meant(value, strange)


def _meant(body: Mapping[str, JSON], strange: Sequence[str]) -> bool:
    """Tell whether one of the fields nobody knows is a telling one, misspelled, or the SDKs' target."""
    from siplint.domain.suggest import by_fold, field

    if SUGAR in body and isinstance(body[SUGAR], dict) and body[SUGAR].get("type") in ("direct", "individual"):
        return True
    telling = by_fold(TELLING)
    return any(name not in GENERIC and field(name, telling, {}) for name in strange[:MOST])


def _is_string(value: JSON) -> bool:
    return isinstance(value, str)


def _is_boolean(value: JSON) -> bool:
    return value is True or value is False


def _is_object(value: JSON) -> bool:
    return isinstance(value, dict)


def _is_strings(value: JSON) -> bool:
    if not isinstance(value, (list, tuple)):
        return False
    for item in value:  # noqa: SIM110 (a generator costs more than the loop)
        if not isinstance(item, str):
            return False
    return True


def _is_map(value: JSON) -> bool:
    if not isinstance(value, dict):
        return False
    for item in value.values():  # noqa: SIM110
        if not isinstance(item, str):
            return False
    return True


def _is_room(value: JSON) -> bool:
    if not isinstance(value, dict):
        return False
    for name, item in value.items():
        if name not in ROOM_FIELDS or not isinstance(item, str):
            return False
    return value.get("type", "static") in _ROOM_TYPES


def _is_one_of(values: tuple[str, ...]) -> Callable[[JSON], bool]:
    def fits(value: JSON) -> bool:
        return isinstance(value, str) and value in values

    return fits


_ROOM_TYPES = ROOM_FIELDS["type"].values
_KINDS: dict[str, Callable[[JSON], bool]] = {
    "string": _is_string,
    "boolean": _is_boolean,
    "strings": _is_strings,
    "map": _is_map,
    "object": _is_object,
    "room": _is_room,
}
FITS: dict[str, Callable[[JSON], bool]] = {
    field.name: _is_one_of(field.values) if field.values else _KINDS[field.kind] for field in FIELDS.values()
}
WANTED = {
    "string": "a string",
    "boolean": "a boolean",
    "strings": "a list of strings",
    "map": "an object of strings",
    "object": "an object",
    "room": "an object",
}
GENERIC = frozenset(("name", "type", "tags", "headers", "metadata", "agent", "label", "labels", "title", "number"))
"""Fields that objects of any kind may have."""
TELLING = frozenset(FIELDS).difference(GENERIC) | {
    "gatewayId",
    "dispatch",
    "numbers",
    "direction",
    "agent_id",
    "phone_numbers",
    "phoneNumber",
}
"""Fields that only routing rules have, or what is meant as one."""
UPDATED = RESPONSE - {"id"}
"""Fields that tell an answer where a rule is updated: there `id` may say which one."""
DESTINATIONS = {"agentid": "agentId", "room": "room"}
"""Fields that say where a call goes, by what `suggest.fold` makes of them."""
NOTHING: frozenset[str] = frozenset()
MOST = 20
"""So many fields are looked at for what may be meant by them."""


def _sift(
    body: Mapping[str, JSON], *, update: bool, names: Collection[str] | None = None
) -> tuple[Trusted, list[Fault]]:
    found: list[Fault] = []
    bad: set[str] = set()
    doubtful = body if names is None else names
    explained = NOTHING if REFRAMING.isdisjoint(doubtful) else _explain(body, found, bad, update=update)
    good = Partial(body)
    for name in explained:
        good.pop(name, None)
    for name in doubtful:
        value, fits = body[name], FITS.get(name)
        if name in explained or (fits is not None and fits(value)):
            continue
        del good[name]
        field = FIELDS.get(name)
        if field is None:
            if "dispatch" not in explained:
                found.append(_fault("RR105", (name,), value))
        elif value is None:
            if update:  # null may be meant to clear the field: it is not the same as leaving it out
                bad.add(name)
            if (update or not field.required) and "id" not in explained:
                found.append(_fault("RR106", (name,), value, field))
        elif not _keep(good, field, value, (name,), found):
            bad.add(name)
    if update:
        found = [fault.but(update=True) for fault in found]
    else:
        bad |= _misspelled(found, body)
        found += _missing(body, explained)
    good.left_out = frozenset(bad) if bad else NOTHING
    return good, found  # type: ignore[return-value]


def _fault(code: str, path: Path, value: JSON = None, field: Field | None = None, wanted: str = "") -> Fault:
    return Fault(code, path=path, value=value, field=field, wanted=wanted)


def _missing(body: Mapping[str, JSON], explained: frozenset[str] = NOTHING) -> list[Fault]:
    missing = []
    for name in REQUIRED:
        if body.get(name) is None and name not in explained:
            missing.append(_fault("RR101", (name,), None, FIELDS[name]))  # noqa: PERF401 (mostly there is none)
    return missing


def _misspelled(found: Iterable[Fault], body: Mapping[str, JSON]) -> frozenset[str]:
    """Give the fields that say where a call goes and are there, but under a name that nobody knows: not missing."""
    strange = () if "agentId" in body else [one.path[0] for one in found if one.code == "RR105"]
    if not strange:
        return NOTHING
    from siplint.domain import suggest

    meant = (suggest.field(spelled(name), DESTINATIONS, suggest.FIELD_ALIASES) for name in strange)
    return frozenset(one.removesuffix(".id") for one in meant).intersection(DESTINATIONS.values()) - body.keys()


def _explain(body: Mapping[str, JSON], found: list[Fault], bad: set[str], *, update: bool) -> frozenset[str]:
    """Name a body of another kind by one finding, and give the fields it makes clear."""
    explained = NOTHING
    if "gatewayId" in body or "dispatch" in body:
        found.append(_fault("RR110", (), body))
        explained = (
            LEGACY
            | RESPONSE
            | {"numbers", "metadata", "type", *REQUIRED} - {name for name in ("name", "phoneNumbers") if name in body}
        )
        bad.update(("room", "agentId", "type", "phoneNumbers"))
    elif not (UPDATED if update else RESPONSE).isdisjoint(body):
        found.append(_fault("RR111", (), body))
        explained = (
            RESPONSE | {"numbers"} | ({"phoneNumbers"} if "phoneNumbers" not in body and "numbers" in body else set())
        )
        bad.update(("phoneNumbers",))
    if SUGAR in body:
        found.append(_fault("RR112", (SUGAR,), body[SUGAR]))
        explained |= {SUGAR}
        bad.add("room")
    return explained


def _keep(good: dict[str, JSON], field: Field, value: JSON, path: Path, found: list[Fault]) -> bool:
    """Put a value, or what of it can be trusted, among the good ones; tell what is wrong with it."""
    name = spelled(path[-1])
    if field.kind in ("string", "boolean", "object") and not _KINDS[field.kind](value):
        found.append(_fault("RR102", path, value, field, WANTED[field.kind]))
        return False
    if field.values and value not in field.values:
        found.append(_fault("RR103", path, value, field))
        return False
    if field.kind == "strings":
        if not isinstance(value, (list, tuple)):
            found.append(_fault("RR102", path, value, field, WANTED[field.kind]))
            return False
        strings = {index: item for index, item in enumerate(value) if isinstance(item, str)}
        found += [
            _fault("RR102", (*path, index), item, field, "a string")
            for index, item in enumerate(value)
            if index not in strings
        ]
        good[name] = value if len(strings) == len(value) else Partial(strings)
    elif field.kind in ("map", "room"):
        if not isinstance(value, dict):
            found.append(_fault("RR102", path, value, field, WANTED[field.kind]))
            return False
        good[name] = _map(field, value, path, found) if field.kind == "map" else _room(value, path, found)
    else:
        good[name] = value
    return True


def _map(field: Field, value: Mapping[str, JSON], path: Path, found: list[Fault]) -> Mapping[str, str]:
    strings = {name: item for name, item in value.items() if isinstance(item, str)}
    found += [_fault("RR102", (*path, name), value[name], field, "a string") for name in value if name not in strings]
    return value if len(strings) == len(value) else partial(strings, value.keys() - strings.keys())


def _room(value: Mapping[str, JSON], path: Path, found: list[Fault]) -> Mapping[str, str]:
    good: dict[str, JSON] = {}
    bad = set()
    for name, item in value.items():
        here = (*path, name)
        if name not in ROOM_FIELDS:
            found.append(_fault("RR105", here, item))
        elif item is None:
            found.append(_fault("RR106", here, item, ROOM_FIELDS[name]))
        elif not _keep(good, ROOM_FIELDS[name], item, here, found):
            bad.add(name)
    return partial(good, bad)
