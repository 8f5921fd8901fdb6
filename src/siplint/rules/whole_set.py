"""RR701 to RR705: rules that are right alone and wrong together."""

from __future__ import annotations

from siplint.body.members import numbered
from siplint.domain.phone_repair import normalise
from siplint.model.examples import INBOUND_BODY as IN
from siplint.model.examples import OUTBOUND_BODY as OUT
from siplint.model.fields import CREATE_PAGE, INBOUND, LIST_PAGE, OUTBOUND, PAGES
from siplint.model.finding import Finding, Note
from siplint.model.severity import ERROR, INFO, WARNING
from siplint.rules.base import Bad, rule
from siplint.rules.set_keys import content, names, numbers_by_direction, static_rooms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted

CALL_PAGE = PAGES + "calls/call-trigger"
STATIC = {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}


def _shared(body: Trusted, earlier: Trusted, direction: str) -> Iterator[tuple[int, str, int]]:
    """Return the numbers that two bodies of a direction have: the item, the number, and the item of the earlier body."""
    if body.get("type") != direction or earlier.get("type") != direction:
        return
    known: dict[str, int] = {}
    for index, text in numbered(earlier["phoneNumbers"]):
        known.setdefault(normalise(text), index)
    for index, text in numbered(body["phoneNumbers"]):
        number = normalise(text)
        if number and number in known:
            yield index, number, known.pop(number)


@rule(
    "RR701",
    "number-routed-twice",
    ERROR,
    stage="set",
    on="phoneNumbers",
    key=numbers_by_direction,
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
def number_routed_twice(body: Trusted, earlier: Trusted) -> Iterator[Finding]:
    """A number is in two inbound rules.

    A call to it can go one way only: the create page answers 400 when "an inbound number is already attached to
    another inbound rule", the update page checks the same. Numbers are compared as E.164, however they are spelled;
    whether VideoSDK compares them so is not documented. An outbound rule may have the number too.
    """
    for index, number, item in _shared(body, earlier, INBOUND):
        yield Finding(
            ("phoneNumbers", index),
            f"{number} is in two inbound rules",
            (Note(("phoneNumbers", item), "the first one has it here", elsewhere=True),),
            "a number belongs to one inbound rule: take it out of the other",
        )


@rule(
    "RR702",
    "identical-rules",
    WARNING,
    stage="set",
    key=(numbers_by_direction, content),
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
def identical_rules(body: Trusted, earlier: Trusted) -> Iterator[Finding]:
    """Two rules differ in nothing but their names.

    One is a copy that was never changed. The order of members, numbers, tags and allowed callers does not count, nor
    do the spellings of a number. Bodies with an ill-shaped member are not compared.
    """
    if content(body) == content(earlier):
        yield Finding(
            (),
            "this rule is the same as another but for its name",
            (Note((), "the first one is here", elsewhere=True),),
            "remove one, or change what was meant to differ",
        )


@rule(
    "RR703",
    "one-room-two-pins",
    WARNING,
    stage="set",
    on="room",
    key=static_rooms,
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
def one_room_two_pins(body: Trusted, earlier: Trusted) -> Iterator[Finding]:
    """Two rules lead to one static room with different PINs.

    `pin` is the "optional room PIN": of a room one expects one. Who has only the other rule's PIN may not get in. The
    PINs themselves are not shown.
    """
    if body["room"]["pin"] != earlier["room"]["pin"]:
        note = Note(("room", "pin"), "the first rule for this room has another PIN", elsewhere=True)
        yield Finding(
            ("room", "pin"), "two rules for one room have different PINs", (note,), "give both rules the room's PIN"
        )


@rule(
    "RR704",
    "same-name",
    INFO,
    stage="set",
    on="name",
    key=names,
    kinds=("create",),
    source=LIST_PAGE,
    outcome="a search by name finds both rules",
    good=[[IN, OUT]],
    bad=[Bad([IN, OUT | {"name": IN["name"]}], at="/1/name", label="/0/name")],
)
def same_name(body: Trusted, earlier: Trusted) -> Iterator[Finding]:
    """Two rules have one name.

    The API does not forbid it, but the list of rules can be searched only by name and number, and a name is all that
    tells a rule before it has an id.
    """
    if body["name"] == earlier["name"]:
        note = Note(("name",), "the first rule of this name", elsewhere=True)
        yield Finding(("name",), "another rule has this name", (note,), "give each rule a name of its own")


@rule(
    "RR705",
    "ambiguous-outbound-number",
    INFO,
    stage="set",
    on="phoneNumbers",
    key=numbers_by_direction,
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
def ambiguous_outbound_number(body: Trusted, earlier: Trusted) -> Iterator[Finding]:
    """A number is in two outbound rules.

    That is allowed, but recording, headers and the rest of a call come from its rule, so a call must say which one it
    means. What a call that names none gets is not documented.
    """
    for index, number, item in _shared(body, earlier, OUTBOUND):
        note = Note(("phoneNumbers", item), "the first one has it here", elsewhere=True)
        yield Finding(
            ("phoneNumbers", index),
            f"{number} is in two outbound rules",
            (note,),
            "name the rule in every call from this number",
        )
