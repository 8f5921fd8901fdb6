"""RR701 to RR705: rules that are right alone and wrong together."""

from __future__ import annotations

from siplint.diagnostic import ERROR, INFO, WARNING, Finding, Note
from siplint.e164 import normalise
from siplint.fields import CREATE_PAGE, INBOUND, LIST_PAGE, OUTBOUND, PAGES
from siplint.rule import Bad, rule
from siplint.samples import INBOUND as IN
from siplint.samples import OUTBOUND as OUT
from siplint.shape import left_out, numbered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.diagnostic import JSON, Path
    from siplint.seen import Seen
    from siplint.shape import Trusted

CALL_PAGE = PAGES + "calls/call-trigger"
SETS = ("phoneNumbers", "allowedNumbers", "allowedIpAddresses", "tags")
"""Lists whose order says nothing."""
NUMBERS = ("phoneNumbers", "allowedNumbers")
"""Those of them in which a number may be spelled in several ways."""

STATIC = {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}


def _shared(body: Trusted, base: Path, seen: Seen, direction: str) -> Iterator[tuple[int, str, Path, int]]:
    """Give the numbers of a body that an earlier one of the same direction has: item, number, and where it is there."""
    if body.get("type") != direction:
        return
    told: set[str] = set()
    for index, text in numbered(body.get("phoneNumbers", [])):
        number = normalise(text)
        if number:
            there, item = seen.first(int(number[1:]), base, index)
            if there != base and number not in told:
                told.add(number)
                yield index, number, there, item


@rule(
    "RR701",
    "number-routed-twice",
    ERROR,
    stage="together",
    status=400,
    source=CREATE_PAGE,
    good=[
        [IN, IN | {"name": "Second line", "phoneNumbers": ["+14155555678"]}],
        [IN, OUT],
    ],
    bad=[
        Bad([IN, IN | {"name": "Second line", "recording": True}], at="/1/phoneNumbers/0", label="/0/phoneNumbers/0"),
        Bad(
            [IN, OUT, IN | {"name": "Second line", "phoneNumbers": ["+14155555678", "+14155551234"]}],
            at="/2/phoneNumbers/1",
            label="/0/phoneNumbers/0",
        ),
    ],
)
def number_routed_twice(body: Trusted, base: Path, seen: Seen) -> Iterator[Finding]:
    """A number is in two inbound rules.

    A call to it can go one way only: the create page answers 400 when "an inbound number is already attached to
    another inbound rule", the update page checks the same. Numbers are compared as E.164, however they are spelled;
    whether VideoSDK compares them so is not documented. An outbound rule may have the number too.
    """
    for index, number, there, item in _shared(body, base, seen, INBOUND):
        yield Finding(
            ("phoneNumbers", index),
            f"{number} is in two inbound rules",
            (Note(("phoneNumbers", item), "the first one has it here", base=there),),
            "a number belongs to one inbound rule: take it out of the other",
        )


@rule(
    "RR702",
    "identical-rules",
    WARNING,
    stage="together",
    kinds=("create",),
    source=CREATE_PAGE,
    outcome="two rules say the same: of inbound ones the API refuses the second, an outbound one does nothing new",
    sure="likely",
    good=[[OUT, OUT | {"name": "Recorded calls", "recording": True}]],
    bad=[
        Bad([OUT, OUT | {"name": "Copy"}], at="/1", label="/0", also=("RR705",)),
        Bad([IN, IN | {"name": "Copy"}], at="/1", label="/0", also=("RR701",)),
    ],
)
def identical_rules(body: Trusted, base: Path, seen: Seen) -> Iterator[Finding]:
    """Two rules differ in nothing but their names.

    One is a copy that was never changed. The order of members, numbers, tags and allowed callers does not count, nor
    do the spellings of a number. Bodies with an ill-shaped member are not compared.
    """
    if left_out(body) or not body.get("phoneNumbers") or isinstance(body["phoneNumbers"], dict):
        return
    there, _ = seen.first(hash(repr(_content(body))), base)
    if there != base:
        note = Note((), "the first one is here", base=there)
        yield Finding(
            (),
            "this rule is the same as another but for its name",
            (note,),
            "remove one, or change what was meant to differ",
        )


def _content(body: Trusted) -> JSON:
    """Give what a rule says in one order and spelling, without its name."""
    return [(name, _alike(name, body[name])) for name in sorted(body) if name != "name"]  # type: ignore[literal-required]


def _alike(name: str, value: JSON) -> JSON:
    if isinstance(value, (str, bool)):
        return value
    if name not in SETS:
        return _ordered(value)
    texts = value.values() if isinstance(value, dict) else value
    return sorted([normalise(text) or text for text in texts] if name in NUMBERS else texts)


def _ordered(value: JSON) -> JSON:
    if isinstance(value, dict):
        return [(name, _ordered(value[name])) for name in sorted(value)]
    return ["list", *map(_ordered, value)] if isinstance(value, (list, tuple)) else value


@rule(
    "RR703",
    "one-room-two-pins",
    WARNING,
    stage="together",
    source=CREATE_PAGE,
    outcome="callers of one room are asked for different PINs; whether the room has both is not documented",
    sure="likely",
    good=[[IN | {"room": STATIC}, IN | {"name": "Second line", "phoneNumbers": ["+14155555678"], "room": STATIC}]],
    bad=[
        Bad(
            [
                IN | {"room": STATIC},
                IN | {"name": "Second line", "phoneNumbers": ["+14155555678"], "room": STATIC | {"pin": "8305"}},
            ],
            at="/1/room/pin",
            label="/0/room/pin",
        )
    ],
)
def one_room_two_pins(body: Trusted, base: Path, seen: Seen) -> Iterator[Finding]:
    """Two rules lead to one static room with different PINs.

    `pin` is the "optional room PIN": of a room one expects one. Who has only the other rule's PIN may not get in. The
    PINs themselves are not shown.
    """
    room = body.get("room")
    if not room or room.get("type") != "static" or not room.get("id") or not room.get("pin"):
        return
    there, _ = seen.first(hash(room["id"]), base)
    alike, _ = seen.first(hash((room["id"], room["pin"])), base)
    if alike != there:
        note = Note(("room", "pin"), "the first rule for this room has another PIN", base=there)
        yield Finding(
            ("room", "pin"), "two rules for one room have different PINs", (note,), "give both rules the room's PIN"
        )


@rule(
    "RR704",
    "same-name",
    INFO,
    stage="together",
    kinds=("create",),
    source=LIST_PAGE,
    outcome="a search by name finds both rules",
    good=[[IN, OUT]],
    bad=[Bad([IN, OUT | {"name": IN["name"]}], at="/1/name", label="/0/name")],
)
def same_name(body: Trusted, base: Path, seen: Seen) -> Iterator[Finding]:
    """Two rules have one name.

    The API does not forbid it, but the list of rules can be searched only by name and number, and a name is all that
    tells a rule before it has an id.
    """
    name = body.get("name")
    if name:
        there, _ = seen.first(hash(name), base)
        if there != base:
            note = Note(("name",), "the first rule of this name", base=there)
            yield Finding(("name",), "another rule has this name", (note,), "give each rule a name of its own")


@rule(
    "RR705",
    "ambiguous-outbound-number",
    INFO,
    stage="together",
    source=CALL_PAGE,
    outcome="a call from the number must name its rule by `routingRuleId`",
    sure="likely",
    good=[[OUT, OUT | {"name": "Recorded calls", "phoneNumbers": ["+14155555678"]}]],
    bad=[
        Bad(
            [OUT, OUT | {"name": "Recorded calls", "recording": True}],
            at="/1/phoneNumbers/0",
            label="/0/phoneNumbers/0",
        )
    ],
)
def ambiguous_outbound_number(body: Trusted, base: Path, seen: Seen) -> Iterator[Finding]:
    """A number is in two outbound rules.

    That is allowed, but recording, headers and the rest of a call come from its rule, so a call must say which one it
    means. What a call that names none gets is not documented.
    """
    for index, number, there, item in _shared(body, base, seen, OUTBOUND):
        note = Note(("phoneNumbers", item), "the first one has it here", base=there)
        yield Finding(
            ("phoneNumbers", index),
            f"{number} is in two outbound rules",
            (note,),
            "name the rule in every call from this number",
        )


RULES = (number_routed_twice, identical_rules, one_room_two_pins, same_name, ambiguous_outbound_number)
