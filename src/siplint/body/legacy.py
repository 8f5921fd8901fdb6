"""Bodies of other kinds (the old API's, an answer, the SDKs' target) turned into the body the API documents."""

from __future__ import annotations

from siplint.model.finding import Change
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.model.finding import JSON, Path

DROPPED = ("gatewayId", "agentType", "id", "createdAt", "updatedAt")
"""Members that the documented body has no use for; with `dispatch.agent.type` and nulls, all that a conversion drops."""
ANSWERED = ("id", "createdAt", "updatedAt")
TARGETS = {"direct": ("static", "roomId", "id"), "individual": ("dynamic", "roomPrefix", "prefix")}
"""By the type of the SDKs' target: the room's type, the member that says which room, and its name in `room`."""


class Conversion(Record):
    """What turns a body into the documented one.

    `renamed` are members with their new names, `dropped` those that are not needed, `homeless` those that have no new
    place: with one of them there are no `changes`, because its content would be lost.
    """

    renamed: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    homeless: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    def advice(self) -> str:
        """Say what to do, and what is lost by it."""
        from siplint.domain.wording import either

        steps = [f"write {', '.join(f'`{old}` as `{new}`' for old, new in self.renamed)}"] if self.renamed else []
        if self.dropped:
            steps.append(f"drop {either(self.dropped, 'and')}")
        if self.homeless:
            steps.append(f"{either(self.homeless, 'and')} {'has' if len(self.homeless) == 1 else 'have'} no new place")
        return "; ".join(steps) or "drop what is null"


class _Plan:
    """What a conversion has come to so far."""

    __slots__ = ("changes", "dropped", "homeless", "renamed")

    def __init__(self) -> None:
        self.renamed: list[tuple[str, str]] = []
        self.dropped: list[str] = []
        self.homeless: list[str] = []
        self.changes: list[Change] = []

    def drop(self, body: Mapping[str, JSON], names: tuple[str, ...]) -> None:
        """Drop members that are there, and all that are null."""
        self.drop_nulls(body, ())
        for name in names:
            if body.get(name) is not None:
                self.dropped.append(name)
                self.changes.append(Change("remove", (name,)))

    def drop_nulls(self, value: JSON, path: Path) -> None:
        """Drop the members of an object that are null."""
        if isinstance(value, dict):
            self.changes += [Change("remove", (*path, name)) for name in value if value[name] is None]

    def rename_numbers(self, body: Mapping[str, JSON]) -> None:
        """Return `numbers` its name in requests."""
        numbers, given = body.get("numbers"), body.get("phoneNumbers")
        if numbers is None:
            return
        if "phoneNumbers" not in body:
            self.renamed.append(("numbers", "phoneNumbers"))
            self.changes.append(Change("key", ("numbers",), "phoneNumbers"))
        elif numbers == given:
            self.dropped.append("numbers")
            self.changes.append(Change("remove", ("numbers",)))
        else:
            self.homeless.append("numbers")

    def conversion(self) -> Conversion:
        """Return the conversion."""
        changes = () if self.homeless else tuple(self.changes)
        return Conversion(tuple(self.renamed), tuple(self.dropped), tuple(self.homeless), changes)


def from_legacy(body: Mapping[str, JSON]) -> Conversion:
    """Convert a body of `/v2/sip/routing-rules`: its direction is known only where `type` says it in capitals."""
    plan = _Plan()
    plan.drop(body, DROPPED)
    plan.rename_numbers(body)
    if body.get("type") in ("INBOUND", "OUTBOUND"):
        plan.changes.append(Change("value", ("type",), body["type"].lower()))
    if body.get("metadata") is not None:
        plan.homeless.append("metadata")
    dispatch = body.get("dispatch")
    if isinstance(dispatch, dict):
        _unfold(plan, body, dispatch)
    elif dispatch == "agent" and isinstance(body.get("agentId"), str):
        plan.dropped.append("dispatch")
        plan.changes.append(Change("remove", ("dispatch",)))
    elif dispatch is not None:
        plan.homeless.append("dispatch")
    return plan.conversion()


def _unfold(plan: _Plan, body: Mapping[str, JSON], dispatch: Mapping[str, JSON]) -> None:
    """Move room and agent out of `dispatch`."""
    agent = dispatch.get("agent")
    moves: list[tuple[str, Path]] = []
    places: list[tuple[str, tuple[str, ...], JSON]] = [("room", ("room",), dispatch.get("room"))]
    if isinstance(agent, dict):
        places += [
            ("agentId", ("agent", "id"), agent.get("id")),
            ("agentMetadata", ("agent", "metadata"), agent.get("metadata")),
        ]
        if agent.get("type") is not None:
            plan.dropped.append("dispatch.agent.type")
        others = [name for name in agent if name not in ("id", "metadata", "type") and agent[name] is not None]
        plan.homeless += [f"dispatch.agent.{name}" for name in others]
    elif agent is not None:
        plan.homeless.append("dispatch.agent")
    for name, path, value in places:
        old = ".".join(path)
        if value is not None and (name in body or (name != "agentId" and not isinstance(value, dict))):
            plan.homeless.append(f"dispatch.{old}")
        elif value is not None:
            moves.append((name, ("dispatch", *path)))
            plan.renamed.append((f"dispatch.{old}", name))
    plan.homeless += [
        f"dispatch.{name}" for name in dispatch if name not in ("room", "agent") and dispatch[name] is not None
    ]
    plan.changes.append(Change("move", ("dispatch",), tuple(moves)))
    plan.drop_nulls(dispatch.get("room"), ("dispatch", "room"))


def from_answer(body: Mapping[str, JSON]) -> Conversion:
    """Convert a fetched rule: what only answers have goes, what is null too, and `numbers` gets its name back."""
    plan = _Plan()
    plan.drop(body, ANSWERED)
    plan.rename_numbers(body)
    plan.drop_nulls(body.get("room"), ("room",))
    return plan.conversion()


def from_target(target: JSON) -> Conversion:
    """Convert the SDKs' `rule` to `room`, as the SDKs do before they send."""
    kind = target.get("type") if isinstance(target, dict) else None
    known = TARGETS.get(kind) if isinstance(kind, str) else None
    if known is None:
        return Conversion()
    room_type, old, new = known
    plan = _Plan()
    plan.renamed.append(("rule", "room"))
    plan.homeless = [f"rule.{name}" for name in target if name not in ("type", "pin", old) and target[name] is not None]
    plan.changes = [Change("key", ("rule",), "room"), Change("value", ("rule", "type"), room_type)]
    plan.drop_nulls(target, ("rule",))
    if target.get(old) is not None:
        plan.changes.append(Change("key", ("rule", old), new))
    elif room_type == "dynamic":
        plan.changes.append(Change("add", ("rule", new), "blank"))
    return plan.conversion()


def room_of(target: JSON) -> dict[str, JSON]:
    """Return the `room` that the SDKs make of a `rule` target; empty when it is not one, or holds more than they know."""
    if not from_target(target).changes:
        return {}
    kind, old, new = TARGETS[target["type"]]
    room = {"type": kind, new: target.get(old), "pin": target.get("pin")}
    if kind == "dynamic" and room[new] is None:
        room[new] = "blank"
    return {name: value for name, value in room.items() if value is not None}
