"""RR401 to RR406: where a call goes."""

from __future__ import annotations

from siplint.body.members import absent
from siplint.domain.heuristics import blank
from siplint.domain.wording import either, quote
from siplint.model.examples import INBOUND_BODY as IN
from siplint.model.examples import without_members
from siplint.model.fields import CREATE_PAGE, INBOUND, ROOM_PREFIXES, SDK
from siplint.model.finding import Change, Finding, Note
from siplint.model.severity import WARNING
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON

ROOM_ID = "2kyv-gzay-64pg"
STATIC: dict[str, JSON] = {"type": "static", "id": ROOM_ID, "pin": "4711"}
DYNAMIC: dict[str, JSON] = {"type": "dynamic", "prefix": "blank"}


def no_agent(body: Trusted) -> bool:
    """Return whether a body names no agent."""
    return blank(body["agentId"]) if "agentId" in body else absent(body, "agentId")


@rule(
    "RR401",
    "no-destination",
    WARNING,
    on="type",
    reads=("agentId", "room"),
    skips_ordinary=True,
    kinds=("create",),
    source=CREATE_PAGE,
    outcome="what happens to an incoming call is not documented: nothing says where it goes",
    sure="likely",
    good=[IN, without_members(IN, "agentId") | {"room": DYNAMIC}],
    bad=[Bad(without_members(IN, "agentId"), at=""), Bad(IN | {"agentId": ""}, at="")],
)
def no_destination(body: Trusted) -> Iterator[Finding]:
    """An inbound rule has neither `room` nor `agentId`.

    Both are optional by themselves. What the API does with a call to a rule that has neither is not documented.
    """
    if body["type"] == INBOUND and "room" not in body and no_agent(body) and absent(body, "room"):
        missing = (
            "`agentId` is empty and there is no `room`"
            if "agentId" in body
            else "there is neither `room` nor `agentId`"
        )
        yield Finding((), f"{missing}: an incoming call has nowhere to go", help="add `room`, `agentId` or both")


@rule(
    "RR402",
    "static-room-without-id",
    WARNING,
    on="room",
    skips_ordinary=True,
    source=CREATE_PAGE,
    outcome="there is no room to send the call to",
    sure="likely",
    good=[IN | {"room": STATIC}],
    bad=[
        Bad(IN | {"room": without_members(STATIC, "id")}, at="/room/id", label="/room/type"),
        Bad(IN | {"room": STATIC | {"id": " "}}, at="/room/id", label="/room/type"),
    ],
)
def static_room_without_id(body: Trusted) -> Iterator[Finding]:
    """`room.type` is `static`, and `room.id` does not say which room.

    `id` is documented as "room ID, used when type = static". The SDKs' direct target requires it.
    """
    room = body["room"]
    if room.get("type") == "static" and (blank(room["id"]) if "id" in room else absent(room, "id")):
        yield Finding(
            ("room", "id"),
            "`room.id` is empty" if "id" in room else "`room.id` is missing",
            (Note(("room", "type"), "a static room is named by its id"),),
            "add the room's `id`, or make `type` `dynamic` for a new room with each call",
        )


@rule(
    "RR403",
    "dynamic-room-with-id",
    WARNING,
    on="room",
    skips_ordinary=True,
    source=CREATE_PAGE,
    outcome="`room.id` is likely ignored: each call gets a room of its own",
    sure="likely",
    fix="offer",
    good=[IN | {"room": DYNAMIC}],
    bad=[Bad(IN | {"room": DYNAMIC | {"id": ROOM_ID}}, at="/room/id", label="/room/type")],
)
def dynamic_room_with_id(body: Trusted) -> Iterator[Finding]:
    """`room.type` is `dynamic`, and `room.id` names a room.

    `id` is documented as "room ID, used when type = static".
    """
    room = body["room"]
    if room.get("type") == "dynamic" and room.get("id"):
        yield Finding(
            ("room", "id"),
            f"`room.id` is {quote(room['id'])}; it is used when `type` is `static`",
            (Note(("room", "type"), "a dynamic room gets its id when a call comes"),),
            "remove `id`, or make `type` `static` to use this room for all calls",
            (Change("remove", ("room", "id")),),
        )


@rule(
    "RR404",
    "static-room-with-prefix",
    WARNING,
    on="room",
    skips_ordinary=True,
    source=CREATE_PAGE,
    outcome="`room.prefix` is likely ignored: all calls go to one room",
    sure="likely",
    fix="offer",
    good=[IN | {"room": STATIC}],
    bad=[Bad(IN | {"room": STATIC | {"prefix": "random"}}, at="/room/prefix", label="/room/type")],
)
def static_room_with_prefix(body: Trusted) -> Iterator[Finding]:
    """`room.type` is `static`, and `room.prefix` says how a new room is named.

    `prefix` is documented as "prefix used when creating dynamic rooms".
    """
    room = body["room"]
    if room.get("type") == "static" and room.get("prefix"):
        yield Finding(
            ("room", "prefix"),
            f"`room.prefix` is {quote(room['prefix'])}; it is used when `type` is `dynamic`",
            (Note(("room", "type"), "a static room is not created for a call"),),
            "remove `prefix`, or make `type` `dynamic` for a new room with each call",
            (Change("remove", ("room", "prefix")),),
        )


@rule(
    "RR405",
    "prefix-not-a-strategy",
    WARNING,
    on="room",
    skips_ordinary=True,
    source=SDK,
    outcome="rooms are likely not named as meant; what the API does with another prefix is not documented",
    sure="likely",
    fix="safe",
    good=[IN | {"room": {"type": "dynamic", "prefix": prefix}} for prefix in ROOM_PREFIXES],
    bad=[
        Bad(IN | {"room": {"type": "dynamic", "prefix": "vip-"}}, at="/room/prefix"),
        Bad(IN | {"room": {"type": "dynamic", "prefix": "sipnumber"}}, at="/room/prefix"),
    ],
)
def prefix_not_a_strategy(body: Trusted) -> Iterator[Finding]:
    """`room.prefix` is not one of the strategies that dynamic rooms are named by.

    The create page calls it a prefix and gives `blank` as an example. The SDKs list four values and say that it is
    "a strategy, not a literal prefix string". What each of them does is not documented.
    """
    room = body["room"]
    if "prefix" in room and room["prefix"] not in ROOM_PREFIXES:
        from siplint.domain import suggest

        prefix = room["prefix"]
        meant = suggest.nearest_value(prefix, ROOM_PREFIXES)
        yield Finding(
            ("room", "prefix"),
            f"`room.prefix` is {quote(prefix)}; it is a strategy, one of {either(ROOM_PREFIXES)}",
            help=f'did you mean "{meant}"?' if meant else "rooms cannot be named by a text of your own",
            changes=(Change("value", ("room", "prefix"), meant),) if meant else (),
            safe=bool(meant) and meant.lower() == prefix.lower(),
        )


@rule(
    "RR406",
    "room-without-type",
    WARNING,
    on="room",
    skips_ordinary=True,
    kinds=("create",),
    source=CREATE_PAGE,
    outcome="which room the call goes to is not documented",
    sure="likely",
    fix="offer",
    good=[IN | {"room": STATIC}, IN | {"room": DYNAMIC}],
    bad=[
        Bad(IN | {"room": without_members(STATIC, "type")}, at="/room/type"),
        Bad(IN | {"room": {"prefix": "random"}}, at="/room/type"),
        Bad(IN | {"room": {}}, at="/room/type"),
    ],
)
def room_without_type(body: Trusted) -> Iterator[Finding]:
    """`room` does not say whether it is static or dynamic.

    `type` decides which of the other members are used: `id` with `static`, `prefix` with `dynamic`. A default is not
    documented.
    """
    room = body["room"]
    if "type" not in room and absent(room, "type"):
        meant = ""
        if ("id" in room) != ("prefix" in room):
            meant = "static" if "id" in room else "dynamic"
        yield Finding(
            ("room", "type"),
            "`room.type` is missing; it should be `static` or `dynamic`",
            help=f'add "type": "{meant}", which uses `{"id" if "id" in room else "prefix"}`' if meant else "add `type`",
            changes=(Change("add", ("room", "type"), meant),) if meant else (),
        )
