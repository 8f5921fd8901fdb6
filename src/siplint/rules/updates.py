"""RR601 to RR605: bodies that change a rule."""

from __future__ import annotations

from itertools import islice

from siplint.body.members import left_out, written_names
from siplint.domain.phone_repair import normalise
from siplint.model.fields import EDITABLE, INBOUND, OUTBOUND, UPDATE_PAGE
from siplint.model.finding import Finding, Note
from siplint.model.severity import ERROR, INFO, WARNING
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.account.known import Known
    from siplint.body.members import Trusted, TrustedRoom

STORED = {"id": "rr_1", "name": "Support line", "type": "inbound", "numbers": ["+14155551234"]}
HEADER_FIELDS = {INBOUND: "headers", OUTBOUND: "headersToAttributes"}
"""For each direction the field that only rules of the other one may have."""
SHOWN = 10
"""Numbers that a message names."""


@rule(
    "RR601",
    "no-editable-field",
    ERROR,
    kinds=("update",),
    status=400,
    source=UPDATE_PAGE,
    good=[{"name": "Renamed"}],
    bad=[Bad({}, at=""), Bad({"type": "inbound"}, at="", also=("RR602",))],
    states={"anyOf": [{"required": [name]} for name in EDITABLE]},
)
def no_editable_field(body: Trusted) -> Iterator[Finding]:
    """An update has none of the fields that can be changed.

    "At least one editable field must be present", says the update page, and answers `400 No editable fields
    provided`. `type` is not editable.
    """
    if not any(name in EDITABLE for name in written_names(body)):
        yield Finding(
            (), "the update has no field that can be changed", help="name at least one field other than `type`"
        )


@rule(
    "RR602",
    "type-in-update",
    WARNING,
    on="type",
    kinds=("update",),
    source=UPDATE_PAGE,
    outcome="`type` cannot be changed after creation; whether it is refused or ignored is not documented",
    good=[{"name": "Renamed"}],
    bad=[Bad({"name": "Renamed", "type": "inbound"}, at="/type")],
)
def type_in_update(body: Trusted) -> Iterator[Finding]:
    """An update sets `type`.

    The direction of a rule is fixed when it is created. A rule of the other direction is a new rule.
    """
    yield Finding(
        ("type",),
        "`type` cannot be changed by an update",
        help=f"remove it; for {'an outbound' if body['type'] == 'outbound' else 'an inbound'} rule, create one",
    )


@rule(
    "RR603",
    "header-field-of-other-direction",
    ERROR,
    stage="account",
    kinds=("update",),
    status=400,
    source=UPDATE_PAGE,
    good=[{"id": "rr_1", "headersToAttributes": {"X-Ticket": "ticket"}}, {"headers": {"X-Team": "sales"}}],
    bad=[
        Bad(
            {"id": "rr_1", "headers": {"X-Team": "sales"}},
            at="/headers",
            also=("RR605",),
            account={"version": 1, "routingRules": [STORED]},
        ),
        Bad(
            {"id": "rr_2", "headersToAttributes": {"X-Ticket": "ticket"}},
            at="/headersToAttributes",
            also=("RR605",),
            account={"version": 1, "routingRules": [STORED | {"id": "rr_2", "type": "outbound"}]},
        ),
        Bad(
            {"headers": {"X-Team": "sales"}, "headersToAttributes": {"X-Ticket": "ticket"}},
            at="/headersToAttributes",
            label="/headers",
            also=("RR605",),
        ),
    ],
)
def header_field_of_other_direction(body: Trusted, known: Known) -> Iterator[Finding]:
    """An update sets the header field that the stored rule's direction forbids.

    "`headers` on inbound rules" and "`headersToAttributes` on outbound rules" are a 400, and the update page judges by
    the type of the rule that is there. It is known from the call (`direction=`), or from an account snapshot and the
    rule's id: that of the URL, `rule_id=`, or `id` in a file. Both fields filled are wrong for either type.
    """
    filled = [name for name in HEADER_FIELDS.values() if body.get(name) or left_out(body.get(name))]
    forbidden = HEADER_FIELDS.get(known.direction, "")
    if forbidden in filled and body.get("type") != known.direction:
        right = "headersToAttributes" if forbidden == "headers" else "headers"
        yield Finding(
            (forbidden,),
            f"`{forbidden}` is set, and the rule is {known.direction}",
            help=f"remove `{forbidden}`; an {known.direction} rule may have `{right}`",
        )
    elif not forbidden and len(filled) == len(HEADER_FIELDS):
        yield Finding(
            ("headersToAttributes",),
            "`headersToAttributes` and `headers` are both set; no rule may have both",
            (Note(("headers",), "`headers` is for outbound rules"),),
            "keep `headersToAttributes` if the rule is inbound, `headers` if it is outbound",
        )


@rule(
    "RR604",
    "detaches-numbers",
    WARNING,
    stage="account",
    on="phoneNumbers",
    kinds=("update",),
    source=UPDATE_PAGE,
    outcome="the numbers are detached from the rule",
    good=[{"id": "rr_1", "phoneNumbers": ["+14155551234"]}],
    bad=[
        Bad(
            {"id": "rr_1", "phoneNumbers": ["+14155555678"]},
            at="/phoneNumbers",
            account={"version": 1, "routingRules": [STORED]},
        ),
    ],
)
def detaches_numbers(body: Trusted, known: Known) -> Iterator[Finding]:
    """An update takes numbers from the rule.

    `phoneNumbers` is a replacement set: "Removed numbers are detached; added numbers are attached". What is to stay
    must be in the list.
    """
    numbers = body["phoneNumbers"]
    if isinstance(numbers, dict):
        return
    kept = {normalise(text) for text in numbers}
    gone = list(islice((number for number in known.stored.numbers if number not in kept), SHOWN + 1))
    if gone and len(known.stored.rules) == 1:
        yield Finding(
            ("phoneNumbers",),
            f"the update detaches {', '.join(gone[:SHOWN])}{' and others' if len(gone) > SHOWN else ''}",
            help="add what is to stay: the list replaces the old one",
        )
    elif not numbers and not known.stored.rules:
        yield Finding(
            ("phoneNumbers",), "the update detaches all numbers", help="leave `phoneNumbers` out to keep them"
        )


@rule(
    "RR605",
    "partial-object",
    INFO,
    kinds=("update",),
    source=UPDATE_PAGE,
    outcome="what the update leaves out may be kept or lost",
    sure="guess",
    good=[{"name": "Renamed"}, {"room": {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}}],
    bad=[
        Bad({"room": {"pin": "4711"}}, at="/room"),
        Bad({"headers": {"X-Team": "sales"}}, at="/headers"),
        Bad({"headersToAttributes": {"X-Ticket": "ticket"}}, at="/headersToAttributes"),
    ],
)
def partial_object(body: Trusted) -> Iterator[Finding]:
    """An update sets `room`, `headers` or `headersToAttributes`, perhaps only in part.

    Whether the API merges them with what is stored or puts them in its place is not documented. A `room` with its
    type and with what that type uses is taken for whole; whether a map is, cannot be seen.
    """
    if "room" in body and not _whole(body["room"]):
        yield Finding(("room",), "`room` is sent in part", help="send all of it: `type`, `id` or `prefix`, `pin`")
    for name in ("headers", "headersToAttributes"):
        if name in body:
            yield Finding((name,), f"`{name}` may be merged with what is stored or replace it", help="send all of it")


def _whole(room: TrustedRoom) -> bool:
    return {"static": "id", "dynamic": "prefix"}.get(room.get("type", "")) in room
