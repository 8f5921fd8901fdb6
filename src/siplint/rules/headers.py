"""RR201 to RR236: which SIP headers go out, and which come in."""

from __future__ import annotations

from siplint.diagnostic import ERROR, WARNING, Change, Finding, Note
from siplint.fields import CREATE_PAGE, INBOUND, OUTBOUND
from siplint.rule import Bad, rule
from siplint.samples import INBOUND as IN
from siplint.samples import OUTBOUND as OUT
from siplint.shape import left_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.diagnostic import JSON
    from siplint.shape import Trusted


def _only(field: str, direction: str) -> dict[str, JSON]:
    """State as JSON Schema that a field must be empty in rules of a direction."""
    return {
        "if": {"properties": {"type": {"const": direction}}, "required": ["type"]},
        "then": {"properties": {field: {"maxProperties": 0}}},
    }


@rule(
    "RR201",
    "headers-on-inbound",
    ERROR,
    on="headers",
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


RULES = (headers_on_inbound, headers_to_attributes_on_outbound)
