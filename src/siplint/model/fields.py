"""The fields of a routing rule, written once. Every other module takes them from here."""

from __future__ import annotations

from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from siplint.model.finding import JSON

PAGES = "https://docs.videosdk.live/api-reference/realtime-communication/sip/"
CREATE_PAGE = PAGES + "routing-rules/create-routing-rule"
UPDATE_PAGE = PAGES + "routing-rules/update-routing-rule"
FETCH_PAGE = PAGES + "routing-rules/fetch-routing-rule"
LIST_PAGE = PAGES + "routing-rules/fetch-all-routing-rule"
SDK = "https://www.npmjs.com/package/@videosdk.live/server-sdk"

INBOUND: Literal["inbound"] = "inbound"
OUTBOUND: Literal["outbound"] = "outbound"


class Field(Record):
    """One documented field.

    `kind` is "string", "boolean", "strings" (a list of them), "map" (of strings), "object" (any JSON in it) or "room".
    `required` and `direction` are what the create page says. `values` is the documented enumeration, if there is one;
    `meanings` says in a phrase what each of these values does.
    """

    name: str
    kind: Literal["string", "boolean", "strings", "map", "object", "room"]
    doc: str
    example: JSON
    source: str = CREATE_PAGE
    required: bool = False
    values: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    direction: Literal["inbound", "outbound", ""] = ""


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("name", "string", "A descriptive name for the routing rule.", "Support line", required=True),
        Field(
            "type",
            "string",
            "Whether the rule is for incoming or outgoing calls. Cannot be changed after creation.",
            INBOUND,
            required=True,
            values=(INBOUND, OUTBOUND),
            meanings=("the rule answers incoming calls", "the rule is used for outgoing calls"),
        ),
        Field(
            "phoneNumbers",
            "strings",
            "The numbers the rule is attached to, in E.164. They must already exist on the account.",
            ["+14155551234"],
            required=True,
        ),
        Field("apiKey", "string", "A valid API key of the account.", "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80"),
        Field("agentId", "string", "The AI agent that calls are dispatched to.", "support-agent"),
        Field("agentMetadata", "object", "Data forwarded to the agent; any JSON object.", {"team": "support"}),
        Field(
            "room",
            "room",
            "The room that calls are put in: a static one by id, or a new one for each call.",
            {"type": "dynamic", "prefix": "blank"},
        ),
        Field(
            "includeHeaders",
            "string",
            "Which SIP headers are surfaced. The default is not documented.",
            "SIP_X_HEADERS",
            values=("ALL", "SIP_X_HEADERS", "NONE"),
            meanings=("every SIP header", "the custom headers, whose names begin with `X-`", "no SIP header"),
        ),
        Field(
            "headersToAttributes",
            "map",
            "Inbound only: SIP header name to the participant attribute that receives its value.",
            {"X-Ticket": "ticket"},
            direction=INBOUND,
        ),
        Field(
            "headers",
            "map",
            "Outbound only: custom SIP headers that are attached to outgoing INVITEs.",
            {"X-Customer-Id": "cust_42"},
            direction=OUTBOUND,
        ),
        Field("allowedNumbers", "strings", "The callers who may call: their numbers.", ["+14155550199"], FETCH_PAGE),
        Field("allowedIpAddresses", "strings", "The callers who may call: IP addresses.", ["198.51.100.7"], FETCH_PAGE),
        Field("tags", "strings", "Free labels.", ["support"]),
        Field("recording", "boolean", "Whether calls are recorded.", True),
        Field("dtmf", "boolean", "Whether DTMF events are captured.", False),
        Field("noiseCancellation", "boolean", "Whether noise cancellation is enabled.", False),
        Field(
            "hidePhoneNumber",
            "boolean",
            "Whether the caller's phone number is hidden when the call is dispatched.",
            False,
        ),
    )
}

ROOM_FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field(
            "type",
            "string",
            "`static`: always the room `id`. `dynamic`: a new room for each call.",
            "dynamic",
            values=("static", "dynamic"),
            meanings=("always the room `id`", "a new room for each call"),
        ),
        Field("prefix", "string", "How ids of dynamic rooms are made: a strategy, not a literal text.", "blank", SDK),
        Field("id", "string", "The room; used when `type` is `static`.", "2kyv-gzay-64pg"),
        Field("pin", "string", "The PIN asked of callers.", "4711"),
    )
}

ROOM_PREFIXES = ("blank", "participantNumber", "sipNumber", "random")
"""The strategies of `room.prefix` (the SDK's `SipRoomPrefix`)."""

PLATFORM = frozenset(("sipUser", "callType", "enableAgentEvents"))
"""Keys of participant metadata that VideoSDK's agents read."""
DEPLOYMENTS = ("deployment_", "deployment-", "dep_", "dep-")
"""How the ids of deployments begin. The old API named agents by deployment."""

REQUIRED = tuple(field.name for field in FIELDS.values() if field.required)
EDITABLE = tuple(name for name in FIELDS if name != "type")

LEGACY = frozenset(("gatewayId", "dispatch", "agentType"))
"""Fields that only bodies of the old API have. `gatewayId` or `dispatch` identifies such a body."""
RESPONSE = frozenset(("id", "createdAt", "updatedAt"))
"""Fields that responses have and requests do not. `numbers` in a response is `phoneNumbers` in a request."""
TARGET = "rule"
"""The SDKs' name for the target of a call, which they turn into `room` before they send a body."""
REFRAMING = frozenset((*RESPONSE, *LEGACY, TARGET))
"""Fields of which any one identifies a body of another kind."""
