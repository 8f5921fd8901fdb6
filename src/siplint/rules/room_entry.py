"""RR407 to RR410: the way into the room, by its id and its PIN."""

from __future__ import annotations

from siplint.body.members import absent
from siplint.domain.heuristics import LONGEST_PIN, PIN_DIGITS, SHORTEST_PIN, looks_left_in, oddity, weakness
from siplint.domain.wording import count, quote
from siplint.model.examples import INBOUND_BODY as IN
from siplint.model.examples import without_members
from siplint.model.fields import CREATE_PAGE, INBOUND
from siplint.model.finding import Finding
from siplint.model.severity import INFO, WARNING
from siplint.rules.base import Bad, rule
from siplint.rules.rooms import DYNAMIC, ROOM_ID, STATIC

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted

ROOM_ID_PAGE = "https://docs.videosdk.live/api-reference/realtime-communication/authentication"


@rule(
    "RR407",
    "pin-not-dialable",
    WARNING,
    on="room",
    skips_ordinary=True,
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
    if "pin" in room and room["pin"].strip(PIN_DIGITS) and not looks_left_in(room["pin"]):
        odd = [quote(char) for char in dict.fromkeys(room["pin"]) if char not in PIN_DIGITS]
        more = f" and {count(len(odd) - 3, 'other character')}" if len(odd) > 3 else ""  # noqa: PLR2004
        yield Finding(("room", "pin"), f"`room.pin` has {', '.join(odd[:3])}{more}", help="use the digits 0 to 9 only")


@rule(
    "RR408",
    "weak-pin",
    INFO,
    on="room",
    skips_ordinary=True,
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

    Its length is not documented. Other services ask for three or four digits at least; LiveKit, one of
    them, takes in sixteen keys at most.
    """
    room = body["room"]
    if "pin" in room:
        fault = weakness(room["pin"])
        if fault:
            yield Finding(
                ("room", "pin"), f"`room.pin` {fault}", help=f"use {SHORTEST_PIN} to {LONGEST_PIN} digits at random"
            )


@rule(
    "RR409",
    "room-id-shape",
    WARNING,
    on="room",
    skips_ordinary=True,
    source=ROOM_ID_PAGE,
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
        fault = oddity(room["id"])
        if fault:
            last = room["id"].strip().rstrip("/").rpartition("/")[2]
            advice = (
                f"write {quote(last)}" if last and not oddity(last) else "use the id that the room was created with"
            )
            yield Finding(("room", "id"), f"`room.id` {fault}: {quote(room['id'])}", help=advice)


@rule(
    "RR410",
    "open-room",
    INFO,
    on="room",
    reads=("type", "allowedNumbers", "allowedIpAddresses"),
    skips_ordinary=True,
    kinds=("create",),
    source=CREATE_PAGE,
    outcome="whoever dials the number is in the room",
    sure="guess",
    good=[
        IN | {"room": STATIC},
        IN | {"room": without_members(STATIC, "pin"), "allowedNumbers": ["+14155550100"]},
        IN | {"room": DYNAMIC},
    ],
    bad=[Bad(IN | {"room": without_members(STATIC, "pin")}, at="/room")],
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


def _listed(body: Trusted, name: str) -> bool:
    """Return whether a list is there with anything in it, well-shaped or not."""
    items = body.get(name)
    return bool(items) or isinstance(items, dict) or (items is None and not absent(body, name))
