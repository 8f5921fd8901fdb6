"""RR110 to RR112: a body of the old API, of an answer, or of the SDKs."""

from __future__ import annotations

from siplint.domain.wording import either, show
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY, without_members
from siplint.model.fields import FETCH_PAGE, PAGES, SDK
from siplint.model.finding import Finding
from siplint.model.severity import ERROR
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.fault import Fault


@rule(
    "RR110",
    "legacy-body",
    ERROR,
    stage="shape",
    source=PAGES + "routing-rules/create-routing-rule",
    outcome="it is the body of the old API, `/v2/sip/routing-rules`; the new one, `/v2/sip/routing-rule`, documents other fields",
    fix="offer",
    good=[INBOUND_BODY | {"room": {"type": "dynamic", "prefix": "blank"}}],
    bad=[
        Bad(
            {"gatewayId": "gw_1", "name": "n", "numbers": ["+14155551234"], "dispatch": {"room": {"type": "dynamic"}}},
            at="",
        ),
        Bad(
            {"gatewayId": "gw_1", "name": "n", "numbers": ["+14155551234"], "dispatch": "agent", "agentId": "a"}, at=""
        ),
    ],
)
def legacy_body(fault: Fault) -> Iterator[Finding]:
    """The body is written for the old routing-rules API.

    There the direction came from the gateway, the numbers were called `numbers`, and room and agent stood inside
    `dispatch`. Now `type` is explicit, gateways hang on the phone number, and there is no wrapper: `numbers` is
    `phoneNumbers`, `dispatch.room` is `room`, `dispatch.agent.id` is `agentId`, `dispatch.agent.metadata` is
    `agentMetadata`. `gatewayId`, the agent's type and the rule's `metadata` have no place in the new body. Old cloud
    agents were named by their deployment id; the new page speaks of an agent id only.
    """
    from siplint.body.legacy import from_legacy

    body = fault.value
    named = [name for name in ("gatewayId", "numbers", "dispatch") if name in body]
    new = from_legacy(body)
    direction = body.get("type")
    known = isinstance(direction, str) and direction.lower() in ("inbound", "outbound")
    yield Finding(
        (),
        f"{either(named, 'and')} {'is' if len(named) == 1 else 'are'} of the old API's body",
        help=("" if known else "add `type`: `inbound` or `outbound`; ") + new.advice(),
        changes=new.changes,
    )


@rule(
    "RR111",
    "response-as-request",
    ERROR,
    stage="shape",
    source=FETCH_PAGE,
    outcome="what the API does with fields that only its answers have is not documented; `numbers` attaches nothing",
    fix="offer",
    good=[OUTBOUND_BODY],
    bad=[
        Bad(without_members(OUTBOUND_BODY, "phoneNumbers") | {"id": "rr_abc123", "numbers": ["+14155551234"]}, at=""),
        Bad(OUTBOUND_BODY | {"createdAt": "2026-05-11T10:00:00.000Z"}, at=""),
    ],
)
def response_as_request(fault: Fault) -> Iterator[Finding]:
    """The body is a fetched rule, posted back.

    Answers use `numbers` where requests use `phoneNumbers`, and add `id`, `createdAt` and `updatedAt`; what is not
    set comes back as null.
    """
    from siplint.body.legacy import from_answer

    named = [name for name in ("id", "createdAt", "updatedAt", "numbers") if name in fault.value]
    new = from_answer(fault.value)
    yield Finding((), f"only the API's answers have {either(named, 'and')}", help=new.advice(), changes=new.changes)


@rule(
    "RR112",
    "sdk-target",
    ERROR,
    stage="shape",
    source=SDK,
    outcome="the API documents no `rule`: likely ignored, and the call reaches no room",
    sure="likely",
    fix="offer",
    good=[INBOUND_BODY | {"room": {"type": "static", "id": "2kyv-gzay-64pg"}}],
    bad=[Bad(INBOUND_BODY | {"rule": {"type": "direct", "roomId": "2kyv-gzay-64pg", "pin": "4711"}}, at="/rule")],
)
def sdk_target(fault: Fault) -> Iterator[Finding]:
    """The body has the SDKs' `rule` target, where the API has `room`.

    The SDKs turn `{"type": "direct", "roomId": …}` into `{"type": "static", "id": …}` and `{"type": "individual",
    "roomPrefix": …}` into `{"type": "dynamic", "prefix": …}` before they send; nothing does it for a body sent
    directly.
    """
    from siplint.body.legacy import from_target, room_of

    room = room_of(fault.value)
    conversion = from_target(fault.value)
    advice = "name the room by `room`, or the agent by `agentId`"
    if room:
        advice = (
            "write it as `room`: {" + ", ".join(f"{show(name)}: {show(value)}" for name, value in room.items()) + "}"
        )
    elif conversion.homeless:
        advice = conversion.advice()
    yield Finding(fault.path, "`rule` is the SDKs' word, and is not sent", help=advice, changes=conversion.changes)
