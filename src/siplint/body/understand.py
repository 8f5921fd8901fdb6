"""From a JSON object to the body that is meant: each member with its documented type, and where it is written."""

from __future__ import annotations

from siplint.body.members import NOTHING_LEFT_OUT, Partial, partial
from siplint.body.spellings import boolean_meant, field_meant, value_meant
from siplint.body.types import FITS, TYPES, WANTED
from siplint.model.fault import Fault
from siplint.model.fields import FIELDS, LEGACY, REFRAMING, REQUIRED, RESPONSE, ROOM_FIELDS, TARGET
from siplint.model.finding import NO_ORIGINS
from siplint.source.unknown import OpenList, OpenObject, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import TypeAlias

    from siplint.body.members import Trusted
    from siplint.model.fields import Field
    from siplint.model.finding import JSON, Origins, Path

    Meant: TypeAlias = tuple[Trusted, Sequence[Fault], Origins]


UPDATED = RESPONSE - {"id"}
"""Fields that tell an answer where a rule is updated: there `id` may say which rule it is."""
DESTINATIONS = {"roomid": "room", "roompin": "room", "roomtype": "room", "roomprefix": "room"}
"""Fields beside `room` that say something of it: with them `room` is not simply missing."""


def understand(
    body: Mapping[str, JSON],
    *,
    update: bool = False,
    templates: tuple[str, ...] = (),
    names: Collection[str] | None = None,
) -> Meant:
    """Return what is meant by a body, its faults (RR1xx), and where members are written that are not at their own place.

    A body without fault comes back as it is. The origins lead from the beginning of a path in the body that is meant to
    the beginning of the path in the file.

    What is ill-shaped and of certain meaning is read as it is meant; other ill-shaped members are left out. Where
    `templates` are used, a text with a placeholder in it can be anything: it is left out, and nothing is reported. All
    members are looked at, or those of `names`.
    """
    if templates:
        from siplint.body.templates import without_templates

        return without_templates(_Reader(body, update=update).meant(), templates)
    for name in body if names is None else names:
        fits = FITS.get(name)
        if fits is None or not fits(body[name]):
            return _Reader(body, update=update, names=names).meant()
    if isinstance(body, OpenObject):
        return _Reader(body, update=update, names=names).meant()
    faults = [] if update else [_missing(name) for name in REQUIRED if body.get(name) is None]
    return body, faults, NO_ORIGINS  # type: ignore[return-value]


def _fault(  # noqa: PLR0913, PLR0917 (a fault has as many parts)
    code: str, path: Path, value: JSON = None, field: Field | None = None, wanted: str = "", meant: JSON = None
) -> Fault:
    return Fault(code, path=path, value=value, field=field, wanted=wanted, meant=meant)


def _missing(name: str, alias: Path = ()) -> Fault:
    return Fault("RR101", path=(name,), field=FIELDS[name], alias=alias)


class _Reader:
    """Reads one body: `good` are the members so far, `bad` the names of those left out."""

    __slots__ = ("bad", "body", "explained", "faults", "good", "names", "origins", "update")

    def __init__(self, body: Mapping[str, JSON], *, update: bool, names: Collection[str] | None = None) -> None:
        self.body = body
        self.update = update
        self.names = body if names is None else names
        self.good: dict[str, JSON] = {}
        self.bad: set[str] = set()
        self.faults: list[Fault] = []
        self.origins: dict[Path, Path] = {}
        self.explained = ""

    def meant(self) -> Meant:
        """Return what is meant by the body."""
        read = {*self.names}
        self.good = Partial({name: value for name, value in self.body.items() if name not in read})
        if not REFRAMING.isdisjoint(self.names):
            self.explain()
        aliases: dict[str, Path] = {}
        for name in self.names:
            if name in FIELDS:
                self.read_field(FIELDS[name], self.body[name], (name,))
            elif name not in self.explained_fields():
                self.read_other(name, aliases)
        if not self.update and self.explained not in ("RR110", "RR111"):
            missing = [name for name in REQUIRED if self.body.get(name) is None]
            missing = [] if isinstance(self.body, OpenObject) else missing
            self.faults += [_missing(name, aliases.get(name, ())) for name in missing]
        good: Partial = self.good
        if isinstance(self.body, OpenObject):  # what it lacks may come from elsewhere
            self.bad.update(FIELDS.keys() - good.keys())
        good.left_out = frozenset(self.bad) if self.bad else NOTHING_LEFT_OUT
        good.written = frozenset(self.body)
        faults = [fault.but(update=True) for fault in self.faults] if self.update else self.faults
        return good, faults, self.origins  # type: ignore[return-value]

    def explained_fields(self) -> frozenset[str]:
        """Return the fields that the finding about the body's kind explains."""
        target = frozenset((TARGET,))
        if self.explained == "RR110":
            return LEGACY | RESPONSE | target | {"numbers", "metadata"}
        return RESPONSE | target | {"numbers"} if self.explained == "RR111" else target

    def explain(self) -> None:
        """Report a body of another kind by one finding, and read what it means."""
        body = self.body
        if "gatewayId" in body or "dispatch" in body:
            self.faults.append(_fault("RR110", (), body))
            self.explained = "RR110"
            self.read_legacy()
        elif not (UPDATED if self.update else RESPONSE).isdisjoint(body):
            self.faults.append(_fault("RR111", (), body))
            self.explained = "RR111"
        if self.explained and "phoneNumbers" not in body:
            self.bad.add("phoneNumbers")
            if body.get("numbers") is not None:
                self.read_field(FIELDS["phoneNumbers"], body["numbers"], ("numbers",))
        if TARGET in body:
            self.faults.append(_fault("RR112", (TARGET,), body[TARGET]))
            self.read_target(body[TARGET])

    def read_legacy(self) -> None:
        """Read what the old API has in `dispatch`; what it does not say is not simply missing."""
        self.bad.update(name for name in ("type", "room", "agentId") if name not in self.body)
        dispatch = self.body.get("dispatch")
        agent = dispatch.get("agent") if isinstance(dispatch, dict) else None
        places: list[tuple[str, JSON, Path]] = []
        if isinstance(dispatch, dict):
            places.append(("room", dispatch.get("room"), ("dispatch", "room")))
        if isinstance(agent, dict):
            places.append(("agentId", agent.get("id"), ("dispatch", "agent", "id")))
            places.append(("agentMetadata", agent.get("metadata"), ("dispatch", "agent", "metadata")))
        for name, value, path in places:
            if value is not None and name not in self.body:
                self.read_field(FIELDS[name], value, path)

    def read_target(self, target: JSON) -> None:
        """Read the SDKs' `rule`, which they turn into `room` before they send."""
        if "room" in self.body or "room" in self.good:
            return
        self.bad.add("room")
        kind = value_meant("room.type", target.get("type")) if isinstance(target, dict) else ""
        if not kind or folded_target(target) not in ("direct", "individual"):
            return
        old = {"static": ("roomId", "id"), "dynamic": ("roomPrefix", "prefix")}[kind]
        room = {"type": kind}
        for name, member in ((old[0], old[1]), ("pin", "pin")):
            self.origins["room", member] = (TARGET, name)
            if isinstance(target.get(name), str):
                room[member] = target[name]
            elif target.get(name) is not None:
                self.read_kept({}, ROOM_FIELDS[member], target[name], (TARGET, name), ("room", member))
        if kind == "static" and "id" not in room and any(name not in ("type", "pin", "roomId") for name in target):
            return  # what names the room stands in a member that the SDKs do not know
        self.bad.discard("room")
        self.origins["room",] = (TARGET,)
        self.good["room"] = room

    def read_other(self, name: str, aliases: dict[str, Path]) -> None:
        """Read a member that is not documented."""
        value = self.body[name]
        field = field_meant(name, value)
        if not field or field in self.body or field in aliases or (field in self.good and self.explained):
            if self.explained not in ("RR110", "RR111"):
                self.faults.append(_fault("RR105", (name,), value))
            if "agentId" not in self.body or "room" not in self.body:
                self.bad.update([one for one in _destination(name, value) if one not in self.body])
            return
        aliases[field] = (name,)
        if self.explained not in ("RR110", "RR111") and (self.update or not FIELDS[field].required):
            self.faults.append(_fault("RR105", (name,), value))
        self.read_field(FIELDS[field], value, (name,))

    def read_field(self, field: Field, value: JSON, path: Path) -> None:
        """Read the value of a field that is written at `path`."""
        name = field.name
        if path != (name,):
            self.origins[name,] = path
        if value is None:
            if self.update:  # null may be meant to clear the field: it is not the same as leaving it out
                self.bad.add(name)
            if (self.update or not field.required) and self.explained not in ("RR110", "RR111"):
                self.faults.append(_fault("RR106", path, value, field))
        elif isinstance(value, Unknown):
            self.bad.add(name)
        elif self.read_kept(self.good, field, value, path, (name,)):
            self.bad.discard(name)
        else:
            self.bad.add(name)

    def read_kept(self, good: dict[str, JSON], field: Field, value: JSON, path: Path, meant_path: Path) -> bool:
        """Put what is meant by a value among the good ones; report what is wrong with it. Return whether it is there."""
        name = field.name
        if not isinstance(value, TYPES[field.kind]):
            meant = self.retyped(field, value, path, meant_path)
            self.faults.append(_fault("RR102", path, value, field, WANTED[field.kind], meant))
            if meant is not None:
                good[name] = meant
            return meant is not None
        if field.values and value not in field.values:
            meant = value_meant(".".join(map(str, meant_path)), value)
            if not (self.explained == "RR110" and name == "type" and meant):
                self.faults.append(_fault("RR103", path, value, field, "", meant or None))
            if meant:
                good[name] = meant
            return bool(meant)
        shaped: JSON = value
        if field.kind == "strings":
            good[name] = self.strings(field, shaped, path)
        elif field.kind == "map":
            good[name] = self.texts(field, shaped, path)
        else:
            good[name] = self.room(shaped, path) if field.kind == "room" else value
        return True

    def retyped(self, field: Field, value: JSON, path: Path, meant_path: Path) -> JSON:
        """Return the value of the documented type that is certainly meant, or None."""
        if field.kind == "boolean":
            return boolean_meant(value)
        if field.kind == "strings" and isinstance(value, str) and value.strip() and not set(",;") & set(value):
            self.origins[*meant_path, 0] = path
            return [value]
        return None

    def strings(self, field: Field, value: Collection[JSON], path: Path) -> JSON:
        """Return the texts of a list: all of it, or by index those that are texts."""
        texts = {index: item for index, item in enumerate(value) if isinstance(item, str)}
        self.faults += [
            _fault("RR102", (*path, index), item, field, "a string")
            for index, item in enumerate(value)
            if index not in texts and not isinstance(item, Unknown)
        ]
        return value if len(texts) == len(value) and not isinstance(value, OpenList) else Partial(texts)

    def texts(self, field: Field, value: Mapping[str, JSON], path: Path) -> JSON:
        """Return the texts of a map."""
        texts = {name: item for name, item in value.items() if isinstance(item, str)}
        others = [name for name in value if name not in texts]
        wrong = [name for name in others if not isinstance(value[name], Unknown)]
        self.faults += [_fault("RR102", (*path, name), value[name], field, "a string") for name in wrong]
        return partial(texts, others) if others or isinstance(value, OpenObject) else value

    def room(self, value: Mapping[str, JSON], path: Path) -> JSON:
        """Return the members of a room that can be trusted."""
        good: dict[str, JSON] = {}
        bad: set[str] = set()
        for name, item in value.items():
            here = (*path, name)
            member = name if name in ROOM_FIELDS else field_meant(name, item, in_room=True)
            if name not in ROOM_FIELDS:
                if self.explained not in ("RR110", "RR111") or not member:
                    self.faults.append(_fault("RR105", here, item))
                if not member or member in value or member in good:
                    continue
                self.origins["room", member] = here
            if item is None:
                if self.explained not in ("RR110", "RR111"):
                    self.faults.append(_fault("RR106", here, item, ROOM_FIELDS[member]))
            elif isinstance(item, Unknown) or not self.read_kept(
                good, ROOM_FIELDS[member], item, here, ("room", member)
            ):
                bad.add(member)
        if isinstance(value, OpenObject):
            bad.update(ROOM_FIELDS.keys() - good.keys())
        return partial(good, bad)


def folded_target(target: Mapping[str, JSON]) -> str:
    """Return the type of the SDKs' target without what spellings differ in."""
    kind = target.get("type")
    return kind.strip().lower() if isinstance(kind, str) else ""


def _destination(name: str, value: JSON) -> set[str]:
    """Return the fields that are not simply missing, because a member beside them says something of them."""
    from siplint.domain.field_aliases import folded
    from siplint.domain.suggest import FIELD_ALIASES, by_folded, nearest_field

    if not isinstance(name, str):
        return set()
    field = DESTINATIONS.get(folded(name)) or nearest_field(name, by_folded(("agentId", "room")), FIELD_ALIASES)
    return {field.partition(".")[0]} & {"agentId", "room"} if value is not None else set()
