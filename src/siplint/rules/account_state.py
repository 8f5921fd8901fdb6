"""RR706 and RR801 to RR811: what an account has, and a rule asks of it."""

from __future__ import annotations

from siplint.body.members import numbered
from siplint.domain import suggest
from siplint.domain.heuristics import looks_left_in
from siplint.domain.phone_repair import normalise
from siplint.domain.wording import quote
from siplint.model.examples import INBOUND_BODY as IN
from siplint.model.examples import OUTBOUND_BODY as OUT
from siplint.model.fields import CREATE_PAGE, LIST_PAGE, PAGES, UPDATE_PAGE
from siplint.model.finding import ERROR, INFO, WARNING, Finding, Note
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.account.snapshot import Account, Stored
    from siplint.body.members import Trusted
    from siplint.engine.account_check import Known
    from siplint.model.finding import JSON

NUMBERS_PAGE = PAGES + "phone-numbers/fetch-all-phone-numbers"
AGENT_PAGE = "https://docs.videosdk.live/telephony/call-routing/routing-sip-calls-to-agent"
DEFAULT_AGENT = "VideoSDKAgent"
"""The id a worker of the agents SDK goes by when it is given none."""
HOLDERS = 10
"""So many inbound rules with one number are told; the API lets no number have more than one."""

NUMBER: dict[str, JSON] = {
    "phoneNumber": {"phoneNumberId": "pn_1", "e164": "+14155551234", "status": "ACTIVE"},
    "inbound": {"id": "gw_in"},
    "outbound": {"id": "gw_out"},
}
SNAPSHOT: dict[str, JSON] = {"version": 1, "phoneNumbers": [NUMBER]}
HOLDER: dict[str, JSON] = {"id": "rr_old", "name": "Old line", "type": "inbound", "numbers": ["+14155551234"]}
ROOM = {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}


def _numbers(body: Trusted) -> Iterator[tuple[int, str]]:
    for index, text in numbered(body["phoneNumbers"]):
        number = normalise(text)
        if number:
            yield index, number


def _called(stored: Stored) -> str:
    return f"{quote(stored.name)} ({stored.id})"


def _others(number: str, known: Known) -> Iterator[Stored]:
    """Give the first inbound rules of the account that have a number, those apart that the body itself is."""
    for holder in known.account.holders.get(number, ())[:HOLDERS]:
        if holder.id not in known.stored.ids:
            yield holder


def _leaves(number: str, holder: Stored, known: Known) -> bool:
    """Tell whether a body of the run describes a rule of the account without a number that it has there."""
    return holder.id in known.given_up and number not in known.given_up[holder.id][0]


@rule(
    "RR706",
    "number-moves",
    WARNING,
    stage="account",
    on="phoneNumbers",
    source=UPDATE_PAGE,
    outcome="sent in the wrong order, the API answers 400",
    good=[[IN | {"name": "Old line"}, OUT]],
    bad=[
        Bad(
            [IN | {"name": "Old line", "phoneNumbers": ["+14155555678"]}, IN],
            at="/1/phoneNumbers/0",
            label="/0",
            account={"version": 1, "routingRules": [HOLDER]},
        )
    ],
)
def number_moves(body: Trusted, known: Known) -> Iterator[Finding]:
    """A number moves from one inbound rule to another.

    On the account another inbound rule has it, and the run's own body of that rule no longer does. The result is
    sound; on the way there the API refuses an inbound number that another inbound rule has, so the old rule must be
    changed first.
    """
    if known.direction != "inbound":
        return
    for index, number in _numbers(body):
        for holder in _others(number, known):
            if _leaves(number, holder, known):
                yield Finding(
                    ("phoneNumbers", index),
                    f"{number} moves here from the inbound rule {_called(holder)}",
                    (Note((), "this rule gives it up", base=known.given_up[holder.id][1]),),
                    f"update {_called(holder)} first, then send this rule",
                )


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
    for index, number in _numbers(body):
        if number not in known.account.numbers:
            near = suggest.number(number, known.account.numbers)
            yield Finding(
                ("phoneNumbers", index),
                f"{number} is not on the account",
                help=f"did you mean {near}?" if near else "provision it first, or name one that is",
            )


@rule(
    "RR802",
    "number-taken",
    ERROR,
    stage="account",
    on="phoneNumbers",
    status=400,
    source=CREATE_PAGE,
    good=[OUT, IN | {"name": "Old line"}],
    bad=[Bad(IN, at="/phoneNumbers/0", account=SNAPSHOT | {"routingRules": [HOLDER]})],
)
def number_taken(body: Trusted, known: Known) -> Iterator[Finding]:
    """An inbound number is attached to another inbound rule of the account.

    The create page answers 400 then, and the update page checks it too. A rule that is already there (same name and
    direction, or the `id` of an update) does not conflict with itself.
    """
    if known.direction != "inbound":
        return
    for index, number in _numbers(body):
        for holder in _others(number, known):
            if not _leaves(number, holder, known):
                yield Finding(
                    ("phoneNumbers", index),
                    f"{number} is attached to the inbound rule {_called(holder)}",
                    help=f"take it out of {_called(holder)} first, or change that rule instead",
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
    """`apiKey` is none of the account's keys.

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
    for index, number in _numbers(body):
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
    for index, number in _numbers(body):
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
    """`agentId` is none of the account's agents.

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
    """A static room is none of the account's rooms.

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


@rule(
    "RR810",
    "number-without-rule",
    INFO,
    stage="snapshot",
    source=LIST_PAGE,
    outcome="nobody answers a call to this number",
    sure="likely",
    good=[IN],
    bad=[
        Bad(IN, at="/phoneNumbers/1", account=SNAPSHOT | {"phoneNumbers": [NUMBER, "+14155555678"], "routingRules": []})
    ],
)
def number_without_rule(account: Account, answered: dict[str, set[str]]) -> Iterator[Finding]:
    """A provisioned number has no rule that answers it, neither in the files nor on the account.

    It stands in no routing rule, so it is told at the number in the snapshot. A number that has no inbound gateway
    needs no inbound rule, if an outbound one uses it.
    """
    if not {"phoneNumbers", "routingRules"} <= account.whole:
        return
    for number in account.numbers.values():
        used = "inbound" in number.closed and number.e164 in answered["outbound"]
        if number.e164 not in answered["inbound"] and not used:
            yield Finding(
                number.path, f"no rule answers {number.e164}", help="add it to an inbound rule, or release it"
            )


@rule(
    "RR811",
    "snapshot-incomplete",
    WARNING,
    stage="snapshot",
    source=LIST_PAGE,
    outcome="what the snapshot lacks cannot be checked",
    good=[IN],
    bad=[
        Bad(
            IN,
            at="/routingRules",
            account=SNAPSHOT | {"routingRules": {"pageInfo": {"currentPage": 1, "lastPage": 3}, "data": []}},
        )
    ],
)
def snapshot_incomplete(account: Account, max_age: float, now: float) -> Iterator[Finding]:
    """The snapshot lacks pages of a list, or is older than the configured age.

    An answer of the API has one page of the list, and says by `pageInfo.lastPage` how many there are. Rules that need
    the whole list keep silent. It is told in the snapshot, not in a routing rule.
    """
    for part, gap in account.gaps.items():
        yield Finding((part,), f"the snapshot has {gap} of `{part}`", help="fetch all pages: siplint account pull")
    if max_age:
        from datetime import UTC, datetime

        try:
            taken = datetime.fromisoformat(account.taken_at)
        except ValueError:
            yield Finding(
                ("takenAt",), "the snapshot does not say when it was taken", help="siplint account pull makes a new one"
            )
            return
        days = (now - (taken if taken.tzinfo else taken.replace(tzinfo=UTC)).timestamp()) / 86400
        if days > max_age:
            yield Finding(
                ("takenAt",),
                f"the snapshot is older than the {max_age:g} days that the configuration allows",
                help="siplint account pull makes a new one",
            )
