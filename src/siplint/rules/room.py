"""RR401 to RR410: where a call goes."""

from __future__ import annotations

from siplint.diagnostic import INFO, WARNING, Change, Finding, Note
from siplint.fields import CREATE_PAGE, INBOUND, PREFIXES, SDK
from siplint.rule import Bad, rule
from siplint.rules.placeholder import looks_left_in
from siplint.samples import INBOUND as IN
from siplint.samples import without
from siplint.shape import absent
from siplint.words import count, either, quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.diagnostic import JSON
    from siplint.shape import Trusted

ROOM_ID = "2kyv-gzay-64pg"
STATIC: dict[str, JSON] = {"type": "static", "id": ROOM_ID, "pin": "4711"}
DYNAMIC: dict[str, JSON] = {"type": "dynamic", "prefix": "blank"}
DIGITS = "0123456789"
SHORTEST_PIN = 4
LONGEST_PIN = 16
"""What the nearest peer (LiveKit) takes in from a caller's keys."""


def _blank(text: str) -> bool:
    return not text or text.isspace()


def no_agent(body: Trusted) -> bool:
    """Tell whether a body names no agent."""
    return _blank(body["agentId"]) if "agentId" in body else absent(body, "agentId")


def _listed(body: Trusted, name: str) -> bool:
    """Tell whether a list is there with anything in it, well-shaped or not."""
    items = body.get(name)
    return bool(items) or isinstance(items, dict) or (items is None and not absent(body, name))


@rule(
    "RR401",
    "no-destination",
    WARNING,
    on="type",
    kinds=("create",),
    source=CREATE_PAGE,
    outcome="the call is accepted and has nowhere to go",
    sure="likely",
    good=[IN, without(IN, "agentId") | {"room": DYNAMIC}],
    bad=[Bad(without(IN, "agentId"), at=""), Bad(IN | {"agentId": ""}, at="")],
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
    source=CREATE_PAGE,
    outcome="there is no room to send the call to",
    sure="likely",
    good=[IN | {"room": STATIC}],
    bad=[
        Bad(IN | {"room": without(STATIC, "id")}, at="/room/id", label="/room/type"),
        Bad(IN | {"room": STATIC | {"id": " "}}, at="/room/id", label="/room/type"),
    ],
)
def static_room_without_id(body: Trusted) -> Iterator[Finding]:
    """`room.type` is `static`, and `room.id` does not say which room.

    `id` is documented as "room ID, used when type = static". The SDKs' direct target requires it.
    """
    room = body["room"]
    if room.get("type") == "static" and (_blank(room["id"]) if "id" in room else absent(room, "id")):
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
    source=SDK,
    outcome="rooms are likely not named as meant; what the API does with another prefix is not documented",
    sure="likely",
    fix="safe",
    good=[IN | {"room": {"type": "dynamic", "prefix": prefix}} for prefix in PREFIXES],
    bad=[
        Bad(IN | {"room": {"type": "dynamic", "prefix": "vip-"}}, at="/room/prefix"),
        Bad(IN | {"room": {"type": "dynamic", "prefix": "sipnumber"}}, at="/room/prefix"),
    ],
    states={"properties": {"room": {"properties": {"prefix": {"enum": list(PREFIXES)}}}}},
)
def prefix_not_a_strategy(body: Trusted) -> Iterator[Finding]:
    """`room.prefix` is none of the strategies that dynamic rooms are named by.

    The create page calls it a prefix and gives `blank` as an example. The SDKs list four values and say that it is
    "a strategy, not a literal prefix string". What each of them does is not documented.
    """
    room = body["room"]
    if "prefix" in room and room["prefix"] not in PREFIXES:
        from siplint import suggest

        prefix = room["prefix"]
        meant = suggest.value(prefix, PREFIXES)
        yield Finding(
            ("room", "prefix"),
            f"`room.prefix` is {quote(prefix)}; it is a strategy, one of {either(PREFIXES)}",
            help=f'did you mean "{meant}"?' if meant else "rooms cannot be named by a text of your own",
            changes=(Change("value", ("room", "prefix"), meant),) if meant else (),
            safe=bool(meant) and meant.lower() == prefix.lower(),
        )


@rule(
    "RR406",
    "room-without-type",
    WARNING,
    on="room",
    kinds=("create",),
    source=CREATE_PAGE,
    outcome="which room the call goes to is not documented",
    sure="likely",
    fix="offer",
    good=[IN | {"room": STATIC}, IN | {"room": DYNAMIC}],
    bad=[
        Bad(IN | {"room": without(STATIC, "type")}, at="/room/type"),
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


@rule(
    "RR407",
    "pin-not-dialable",
    WARNING,
    on="room",
    source=CREATE_PAGE,
    outcome="no caller can key it in, so nobody gets into the room",
    sure="likely",
    good=[IN | {"room": STATIC}],
    bad=[
        Bad(IN | {"room": STATIC | {"pin": "47a1"}}, at="/room/pin"),
        Bad(IN | {"room": STATIC | {"pin": "4711#"}}, at="/room/pin"),
    ],
)
def pin_not_dialable(body: Trusted) -> Iterator[Finding]:
    """`room.pin` has something else than digits.

    A caller enters it on a telephone's keys. A `#` usually ends the entry. What a PIN may be is not documented.
    """
    room = body["room"]
    if "pin" in room and room["pin"].strip(DIGITS) and not looks_left_in(room["pin"]):
        odd = [quote(char) for char in dict.fromkeys(room["pin"]) if char not in DIGITS]
        more = f" and {count(len(odd) - 3, 'other character')}" if len(odd) > 3 else ""  # noqa: PLR2004
        yield Finding(("room", "pin"), f"`room.pin` has {', '.join(odd[:3])}{more}", help="use the digits 0 to 9 only")


@rule(
    "RR408",
    "weak-pin",
    INFO,
    on="room",
    source=CREATE_PAGE,
    outcome="it is likely guessed, or cut off where it is long",
    sure="guess",
    good=[IN | {"room": STATIC}],
    bad=[
        Bad(IN | {"room": STATIC | {"pin": "471"}}, at="/room/pin"),
        Bad(IN | {"room": STATIC | {"pin": "0000"}}, at="/room/pin"),
        Bad(IN | {"room": STATIC | {"pin": "123456"}}, at="/room/pin"),
    ],
)
def weak_pin(body: Trusted) -> Iterator[Finding]:
    """`room.pin` is short, very long, one digit repeated or a run of digits.

    Its length is not documented. Other services ask for three or four digits at least; the nearest peer takes in
    sixteen keys at most.
    """
    room = body["room"]
    if "pin" in room:
        fault = _weakness(room["pin"])
        if fault:
            yield Finding(
                ("room", "pin"), f"`room.pin` {fault}", help=f"use {SHORTEST_PIN} to {LONGEST_PIN} digits at random"
            )


def _weakness(pin: str) -> str:
    if pin.strip(DIGITS):
        return ""
    if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN:
        return f"has {count(len(pin), 'digit')}" if pin else "is empty"
    steps = {(ord(after) - ord(before)) % 10 for before, after in zip(pin, pin[1:], strict=False)}
    if steps == {0}:
        return "is one digit repeated"
    return "is a run of digits" if steps in ({1}, {9}) else ""


@rule(
    "RR409",
    "room-id-shape",
    WARNING,
    on="room",
    source="https://docs.videosdk.live/api-reference/realtime-communication/authentication",
    outcome="no room has such an id",
    sure="likely",
    good=[IN | {"room": STATIC}, IN | {"room": STATIC | {"id": "front-desk"}}],
    bad=[
        Bad(IN | {"room": STATIC | {"id": "front desk"}}, at="/room/id"),
        Bad(IN | {"room": STATIC | {"id": "rooms/front"}}, at="/room/id"),
        Bad(IN | {"room": STATIC | {"id": f"https://example.com/meet/{ROOM_ID}"}}, at="/room/id"),
    ],
)
def room_id_shape(body: Trusted) -> Iterator[Finding]:
    """`room.id` has white space or a slash, or is a URL.

    Room ids look like `2kyv-gzay-64pg`, or are the account's own words. Which characters those may have is not
    documented; white space and slashes do not survive the URLs that rooms are asked for with.
    """
    room = body["room"]
    if "id" in room and room.get("type") != "dynamic":
        fault = _oddity(room["id"])
        if fault:
            last = room["id"].strip().rstrip("/").rpartition("/")[2]
            advice = (
                f"write {quote(last)}" if last and not _oddity(last) else "use the id that the room was created with"
            )
            yield Finding(("room", "id"), f"`room.id` {fault}: {quote(room['id'])}", help=advice)


def _oddity(text: str) -> str:
    if "://" in text:
        return "is a URL"
    if "/" in text:
        return "has a slash"
    if len(text.split()) > 1 or text != text.strip():
        return "" if _blank(text) or looks_left_in(text) else "has white space"
    return ""


@rule(
    "RR410",
    "open-room",
    INFO,
    on="room",
    kinds=("create",),
    source=CREATE_PAGE,
    outcome="whoever dials the number is in the room",
    sure="guess",
    good=[
        IN | {"room": STATIC},
        IN | {"room": without(STATIC, "pin"), "allowedNumbers": ["+14155550100"]},
        IN | {"room": DYNAMIC},
    ],
    bad=[Bad(IN | {"room": without(STATIC, "pin")}, at="/room")],
)
def open_room(body: Trusted) -> Iterator[Finding]:
    """An inbound rule lets every caller into one static room.

    There is no PIN and no list of callers. That may be meant: a waiting line, a public event.
    """
    room = body["room"]
    if room.get("type") == "static" and body.get("type") == INBOUND and not room.get("pin") and absent(room, "pin"):
        lists = ("allowedNumbers", "allowedIpAddresses")
        if not any(_listed(body, name) for name in lists):
            yield Finding(
                ("room",),
                "anybody who dials gets into this room",
                help="add `pin`, `allowedNumbers` or `allowedIpAddresses`, unless it is meant to be open",
            )


RULES = (
    no_destination,
    static_room_without_id,
    dynamic_room_with_id,
    static_room_with_prefix,
    prefix_not_a_strategy,
    room_without_type,
    pin_not_dialable,
    weak_pin,
    room_id_shape,
    open_room,
)
