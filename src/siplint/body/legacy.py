"""Bodies of other kinds (the old API's, an answer, the SDKs' target) turned into the body the API documents."""

from __future__ import annotations

from siplint.model.finding import Change
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from siplint.model.finding import JSON, Path

OLD = ("gatewayId", "agentType", "metadata")
DOUBTFUL = frozenset(("agentId", "agent_id", "agentType", "roomId"))
"""Members of `dispatch` that no page shows there, and that may be what the rule is about."""
ANSWERED = ("id", "createdAt", "updatedAt")


class Conversion(Record):
    """What turns a body into the documented one: what gets a new name, what has no new place, and the changes.

    There are no changes where it would be a guess.
    """

    renamed: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    def advice(self) -> str:
        """Say what to do, and what is lost by it."""
        from siplint.domain.wording import either

        steps = [f"write {', '.join(f'`{old}` as `{new}`' for old, new in self.renamed)}"] if self.renamed else []
        return (
            "; ".join((*steps, f"drop {either(self.dropped, 'and')}") if self.dropped else steps) or "drop what is null"
        )


def from_legacy(body: Mapping[str, JSON]) -> Conversion:
    """Convert a body of `/v2/sip/routing-rules`: its direction is known only where `type` says it in capitals."""
    renamed, dropped, changes, clear = _common(body, (*OLD, *ANSWERED))
    dispatch = body.get("dispatch")
    direction = body.get("type")
    if direction in ("INBOUND", "OUTBOUND"):
        changes.append(Change("value", ("type",), direction.lower()))
    if isinstance(dispatch, dict):
        agent = dispatch.get("agent")
        targets: list[tuple[str, Path, JSON]] = [("room", ("room",), dispatch.get("room"))]
        if isinstance(agent, dict):
            targets += [
                ("agentId", ("agent", "id"), agent.get("id")),
                ("agentMetadata", ("agent", "metadata"), agent.get("metadata")),
            ]
            dropped += [
                f"dispatch.agent.{name}" for name in agent if name not in ("id", "metadata") and agent[name] is not None
            ]
        moved = [(name, ("dispatch", *path)) for name, path, value in targets if value is not None]
        renamed += [(".".join(map(str, path)), name) for name, path in moved]
        dropped += [
            f"dispatch.{name}" for name in dispatch if name not in ("room", "agent") and dispatch[name] is not None
        ]
        changes.append(Change("move", ("dispatch",), tuple(moved)))
        changes += _nulls(dispatch.get("room"), ("dispatch", "room"))
        clear = clear and DOUBTFUL.isdisjoint(dispatch) and _is_object(agent) and _is_object(dispatch.get("room"))
    elif isinstance(dispatch, str):
        dropped.append("dispatch")
        changes.append(Change("remove", ("dispatch",)))
    else:
        clear = clear and dispatch is None
    return Conversion(tuple(renamed), tuple(dropped), tuple(changes) if clear else ())


def from_answer(body: Mapping[str, JSON]) -> Conversion:
    """Convert a fetched rule: what only answers have goes, what is not set too, and `numbers` gets its name back."""
    renamed, dropped, changes, clear = _common(body, ANSWERED)
    changes += _nulls(body.get("room"), ("room",))
    return Conversion(tuple(renamed), tuple(dropped), tuple(changes) if clear else ())


def from_target(target: JSON) -> Conversion:
    """Convert the SDKs' `rule` to `room`, as the SDKs do before they send."""
    if not isinstance(target, dict) or target.get("type") not in ("direct", "individual"):
        return Conversion()
    direct = target["type"] == "direct"
    old, new = ("roomId", "id") if direct else ("roomPrefix", "prefix")
    dropped = [name for name in target if name not in ("type", "pin", old) and target[name] is not None]
    changes = [
        Change("key", ("rule",), "room"),
        Change("value", ("rule", "type"), "static" if direct else "dynamic"),
        *(Change("remove", ("rule", name)) for name in dropped),
        *_nulls(target, ("rule",)),
    ]
    if target.get(old) is not None:
        changes.append(Change("key", ("rule", old), new))
    elif not direct:
        changes.append(Change("add", ("rule", new), "blank"))
    return Conversion((("rule", "room"),), tuple(f"rule.{name}" for name in dropped), tuple(changes))


def _common(
    body: Mapping[str, JSON], obsolete: Iterable[str]
) -> tuple[list[tuple[str, str]], list[str], list[Change], bool]:
    """Convert what the kinds of bodies have in common; the last says whether `numbers` leaves no doubt."""
    renamed: list[tuple[str, str]] = []
    changes = _nulls(body, ())
    dropped = [name for name in obsolete if body.get(name) is not None]
    numbers, given = body.get("numbers"), body.get("phoneNumbers")
    if numbers is not None and given is None:
        renamed.append(("numbers", "phoneNumbers"))
        changes.append(Change("key", ("numbers",), "phoneNumbers"))
    elif numbers is not None:
        dropped.append("numbers")
    changes += [Change("remove", (name,)) for name in dropped]
    return renamed, dropped, changes, numbers is None or given is None or numbers == given


def _nulls(value: JSON, path: Path) -> list[Change]:
    return [Change("remove", (*path, name)) for name in value if value[name] is None] if isinstance(value, dict) else []


def _is_object(value: JSON) -> bool:
    return value is None or isinstance(value, dict)
