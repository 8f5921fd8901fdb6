"""RR201 to RR203: which header field goes with which direction."""

from __future__ import annotations

from siplint.body.members import left_out
from siplint.model.examples import INBOUND_BODY as IN
from siplint.model.examples import OUTBOUND_BODY as OUT
from siplint.model.fields import CREATE_PAGE, INBOUND, OUTBOUND
from siplint.model.finding import Change, Finding, Note
from siplint.model.severity import ERROR, WARNING
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON


def _only(field: str, direction: str) -> dict[str, JSON]:
    """State as JSON Schema that a field must be empty in rules of a direction."""
    return {
        "if": {"properties": {"type": {"const": direction}}, "required": ["type"]},
        "then": {"properties": {field: {"additionalProperties": False}}},
    }


@rule(
    "RR201",
    "headers-on-inbound",
    ERROR,
    on="headers",
    reads=("type",),
    skips_ordinary=True,
    status=400,
    source=CREATE_PAGE,
    fix="offer",
    good=[OUT | {"headers": {"X-Team": "sales"}}],
    bad=[Bad(IN | {"headers": {"X-Team": "sales"}}, at="/headers", label="/type")],
    states=_only("headers", INBOUND),
)
def headers_on_inbound(body: Trusted) -> Iterator[Finding]:
    """`headers` is set on an inbound rule.

    They are added to outgoing INVITEs, which only an outbound rule sends. The create page says "400 on inbound
    rules", though its own example has both.
    """
    if body.get("type") == INBOUND and (body["headers"] or left_out(body["headers"])):
        yield Finding(
            ("headers",),
            "`headers` is set on an inbound rule; it is for outbound rules",
            (Note(("type",), "this rule is inbound"),),
            "remove `headers`; to read headers of incoming calls, use `headersToAttributes`",
            (Change("remove", ("headers",)),),
        )


@rule(
    "RR202",
    "headers-to-attributes-on-outbound",
    ERROR,
    on="headersToAttributes",
    reads=("type",),
    skips_ordinary=True,
    status=400,
    source=CREATE_PAGE,
    fix="offer",
    good=[IN | {"headersToAttributes": {"X-Ticket": "ticket"}}],
    bad=[Bad(OUT | {"headersToAttributes": {"X-Ticket": "ticket"}}, at="/headersToAttributes", label="/type")],
    states=_only("headersToAttributes", OUTBOUND),
)
def headers_to_attributes_on_outbound(body: Trusted) -> Iterator[Finding]:
    """`headersToAttributes` is set on an outbound rule.

    It maps headers of incoming calls to participant attributes. The create page says "400 on outbound rules".
    """
    mapped = body["headersToAttributes"]
    if body.get("type") == OUTBOUND and (mapped or left_out(mapped)):
        yield Finding(
            ("headersToAttributes",),
            "`headersToAttributes` is set on an outbound rule; it is for inbound rules",
            (Note(("type",), "this rule is outbound"),),
            "remove `headersToAttributes`; to send headers, use `headers`",
            (Change("remove", ("headersToAttributes",)),),
        )


@rule(
    "RR203",
    "empty-map-of-other-direction",
    WARNING,
    on="type",
    reads=("headers", "headersToAttributes"),
    skips_ordinary=True,
    source=CREATE_PAGE,
    kinds=("create",),
    outcome="likely nothing follows, but whether an empty map is refused like a full one is not documented",
    sure="likely",
    fix="safe",
    good=[IN, OUT | {"headers": {}}, IN | {"headersToAttributes": {}}],
    bad=[
        Bad(IN | {"headers": {}}, at="/headers", label="/type"),
        Bad(OUT | {"headersToAttributes": {}}, at="/headersToAttributes", label="/type"),
    ],
)
def empty_map_of_other_direction(body: Trusted) -> Iterator[Finding]:
    """`headers` of an inbound rule, or `headersToAttributes` of an outbound one, is there and empty.

    The create page answers 400 to "sending" the field of the other direction and does not say that an empty map is
    accepted. The update page's own example sends one, so updates are not judged. It does nothing, so leaving it out is
    safe.
    """
    inbound = body["type"] == INBOUND
    mapped = body.get("headers") if inbound else body.get("headersToAttributes")
    if mapped is not None and not mapped and not left_out(mapped):
        field, mine, other = ("headers", INBOUND, OUTBOUND) if inbound else ("headersToAttributes", OUTBOUND, INBOUND)
        yield Finding(
            (field,),
            f"`{field}` is set, though empty, on an {mine} rule; it is for {other} rules",
            (Note(("type",), f"this rule is {mine}"),),
            f"remove `{field}`",
            (Change("remove", (field,)),),
            safe=True,
        )
