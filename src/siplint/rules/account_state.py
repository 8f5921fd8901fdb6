"""RR801 and RR803 to RR807: what an account has, and a rule asks of it."""

from __future__ import annotations

from siplint.account.known import numbers_in
from siplint.domain import suggest
from siplint.domain.heuristics import looks_left_in
from siplint.domain.wording import quote
from siplint.model.examples import INBOUND_BODY as IN
from siplint.model.examples import OUTBOUND_BODY as OUT
from siplint.model.fields import CREATE_PAGE, PAGES
from siplint.model.finding import Finding
from siplint.model.severity import ERROR, INFO, WARNING
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.account.known import Known
    from siplint.body.members import Trusted
    from siplint.model.finding import JSON

NUMBERS_PAGE = PAGES + "phone-numbers/fetch-all-phone-numbers"
AGENT_PAGE = "https://docs.videosdk.live/telephony/call-routing/routing-sip-calls-to-agent"
DEFAULT_AGENT = "VideoSDKAgent"
"""The id a worker of the agents SDK goes by when it is given none."""

NUMBER: dict[str, JSON] = {
    "phoneNumber": {"phoneNumberId": "pn_1", "e164": "+14155551234", "status": "ACTIVE"},
    "inbound": {"id": "gw_in"},
    "outbound": {"id": "gw_out"},
}
SNAPSHOT: dict[str, JSON] = {"version": 1, "phoneNumbers": [NUMBER]}
ROOM = {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}


@rule(
    "RR801",
    "number-not-on-account",
    ERROR,
    stage="account",
    on="phoneNumbers",
    status=400,
    source=CREATE_PAGE,
    good=[IN],
    bad=[Bad(IN | {"phoneNumbers": ["+14155555678"]}, at="/phoneNumbers/0", account=SNAPSHOT)],
)
def number_not_on_account(body: Trusted, known: Known) -> Iterator[Finding]:
    """A number is not provisioned on the account.

    "The numbers must already exist on the user", says the create page, otherwise 400.
    """
    if "phoneNumbers" not in known.account.whole:
        return
    for index, number in numbers_in(body):
        if number not in known.account.numbers:
            near = suggest.number(number, known.account.numbers)
            yield Finding(
                ("phoneNumbers", index),
                f"{number} is not on the account",
                help=f"did you mean {near}?" if near else "provision it first, or name one that is",
            )


@rule(
    "RR803",
    "unknown-api-key",
    ERROR,
    stage="account",
    on="apiKey",
    status=400,
    source=CREATE_PAGE,
    good=[OUT | {"apiKey": "8a1d6c20-5f3b-4e7a-9c41-7b2e0d9f5a13"}],
    bad=[
        Bad(
            OUT | {"apiKey": "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80"},
            at="/apiKey",
            account=SNAPSHOT | {"apiKeys": ["8a1d6c20-5f3b-4e7a-9c41-7b2e0d9f5a13"]},
        )
    ],
)
def unknown_api_key(body: Trusted, known: Known) -> Iterator[Finding]:
    """`apiKey` is not one of the account's keys.

    "Must be a valid API key", says the create page, and "400 Invalid API Key". The key itself is not shown.
    """
    key = body["apiKey"]
    if "apiKeys" in known.account.whole and key not in known.account.names["apiKeys"] and not looks_left_in(key):
        yield Finding(
            ("apiKey",),
            "`apiKey` is no API key of the account",
            help="copy the key from the account",
            secrets=(key,),
        )


@rule(
    "RR804",
    "no-gateway",
    WARNING,
    stage="account",
    on="phoneNumbers",
    source=NUMBERS_PAGE,
    outcome="no call of the rule's direction can pass by this number",
    sure="likely",
    good=[IN],
    bad=[Bad(OUT, at="/phoneNumbers/0", account=SNAPSHOT | {"phoneNumbers": [NUMBER | {"outbound": None}]})],
)
def no_gateway(body: Trusted, known: Known) -> Iterator[Finding]:
    """A number has no gateway in the rule's direction.

    The account's list gives `inbound: null` or `outbound: null` for a number that is not attached to such a gateway.
    """
    for index, number in numbers_in(body):
        there = known.account.numbers.get(number)
        if there and known.direction in there.closed:
            yield Finding(
                ("phoneNumbers", index),
                f"{number} has no {known.direction} gateway",
                help=f"attach an {known.direction} gateway to it",
            )


@rule(
    "RR805",
    "number-inactive",
    WARNING,
    stage="account",
    on="phoneNumbers",
    source=NUMBERS_PAGE,
    outcome="what becomes of calls by a number that is not active is not documented",
    sure="likely",
    good=[IN | {"phoneNumbers": ["+14155555678"]}],
    bad=[
        Bad(
            IN,
            at="/phoneNumbers/0",
            account=SNAPSHOT | {"phoneNumbers": [{"e164": "+14155551234", "status": "RELEASED"}, "+14155555678"]},
        )
    ],
)
def number_inactive(body: Trusted, known: Known) -> Iterator[Finding]:
    """A number is not active.

    The vendor's examples show the status `ACTIVE`; which others there are is not documented.
    """
    for index, number in numbers_in(body):
        there = known.account.numbers.get(number)
        if there and there.status not in ("", "ACTIVE"):
            yield Finding(
                ("phoneNumbers", index),
                f"{number} has the status {quote(there.status)}",
                help="activate it, or take another",
            )


@rule(
    "RR806",
    "unknown-agent",
    WARNING,
    stage="account",
    on="agentId",
    source=AGENT_PAGE,
    outcome="no agent may take the call",
    sure="likely",
    good=[IN | {"agentId": "sales-agent"}],
    bad=[
        Bad(IN, at="/agentId", account=SNAPSHOT | {"agents": ["sales-agent"]}),
        Bad(IN | {"agentId": DEFAULT_AGENT}, at="/agentId", account=SNAPSHOT | {"agents": []}, severity=INFO),
    ],
)
def unknown_agent(body: Trusted, known: Known) -> Iterator[Finding]:
    """`agentId` is not one of the account's agents.

    An agent you host yourself registers with an id of its own making and may be in no list: where the id is the SDK's
    default, or a rule of the account already has it, this is only worth a look.
    """
    agent, account = body["agentId"], known.account
    if "agents" in account.whole and agent not in account.names["agents"] and not looks_left_in(agent):
        used = agent == DEFAULT_AGENT or agent in account.working
        yield Finding(
            ("agentId",),
            f"{quote(agent)} is no agent of the account",
            help="name one of its agents; one you host yourself may be in no list",
            severity=INFO if used else "",
        )


@rule(
    "RR807",
    "unknown-room",
    WARNING,
    stage="account",
    on="room",
    source=CREATE_PAGE,
    outcome="the call may reach no room; whether one is made is not documented",
    sure="likely",
    good=[IN | {"room": ROOM | {"id": "abcd-efgh-ijkl"}}],
    bad=[Bad(IN | {"room": ROOM}, at="/room/id", account=SNAPSHOT | {"rooms": [{"roomId": "abcd-efgh-ijkl"}]})],
)
def unknown_room(body: Trusted, known: Known) -> Iterator[Finding]:
    """A static room is not one of the account's rooms.

    The account knows a room by its id or by a custom id.
    """
    room = body["room"]
    name = room.get("id", "")
    if not name or room.get("type") != "static" or looks_left_in(name) or "rooms" not in known.account.whole:
        return
    if name not in known.account.names["rooms"]:
        yield Finding(
            ("room", "id"), f"{quote(name)} is no room of the account", help="create the room, or name one that is"
        )
