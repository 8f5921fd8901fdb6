"""RR520 and RR521: a hidden number that shows all the same."""

from __future__ import annotations

from siplint.domain.wording import cut
from siplint.model.examples import INBOUND_BODY as IN
from siplint.model.examples import OUTBOUND_BODY as OUT
from siplint.model.fields import CREATE_PAGE, OUTBOUND, SDK
from siplint.model.finding import Finding, Note
from siplint.model.severity import INFO, WARNING
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted

HIDDEN = Note(("hidePhoneNumber",), "the caller's number is to be hidden")
CALLER_HEADERS = frozenset(
    (
        *("from", "f", "contact", "m", "p-asserted-identity", "p-preferred-identity", "remote-party-id"),
        *("diversion", "identity", "p-charge-info"),
    )
)
"""Headers that carry the caller's number, in lower case, with their compact forms."""
LIKELY_HEADERS = frozenset(("history-info", "referred-by", "b"))
"""Headers that may carry it after a call was forwarded or transferred."""


@rule(
    "RR520",
    "hidden-number-in-room-id",
    INFO,
    on="hidePhoneNumber",
    reads=("room", "type"),
    skips_ordinary=True,
    source=SDK,
    outcome="what the strategy writes then is not documented: the room's id may have the number",
    sure="guess",
    good=[
        IN | {"hidePhoneNumber": True, "room": {"type": "dynamic", "prefix": "random"}},
        OUT | {"hidePhoneNumber": True, "room": {"type": "dynamic", "prefix": "participantNumber"}},
    ],
    bad=[
        Bad(
            IN | {"hidePhoneNumber": True, "room": {"type": "dynamic", "prefix": "participantNumber"}},
            at="/room/prefix",
            label="/hidePhoneNumber",
        ),
    ],
)
def hidden_number_in_room_id(body: Trusted) -> Iterator[Finding]:
    """`hidePhoneNumber` of an inbound rule is true, and `room.prefix` names the room by the participant's number.

    Everybody in a room knows its id. What `participantNumber` writes when the number is hidden is not documented;
    LiveKit, a comparable service, masks it.
    """
    if body["hidePhoneNumber"] and body.get("type") != OUTBOUND:
        room = body.get("room", {})
        if room.get("prefix") == "participantNumber" and room.get("type") != "static":
            yield Finding(
                ("room", "prefix"),
                "`room.prefix` is `participantNumber`, and `hidePhoneNumber` is true",
                (HIDDEN,),
                "use `random` or `blank`",
            )


@rule(
    "RR521",
    "hidden-number-leaks",
    WARNING,
    on="hidePhoneNumber",
    reads=("includeHeaders", "headersToAttributes", "type"),
    skips_ordinary=True,
    source=CREATE_PAGE,
    outcome="participants can likely read the caller's number in an attribute",
    sure="likely",
    good=[
        IN
        | {"hidePhoneNumber": True, "includeHeaders": "SIP_X_HEADERS", "headersToAttributes": {"X-Ticket": "ticket"}},
        IN | {"hidePhoneNumber": False, "includeHeaders": "ALL", "headersToAttributes": {"From": "caller"}},
    ],
    bad=[
        Bad(IN | {"hidePhoneNumber": True, "includeHeaders": "ALL"}, at="/includeHeaders", label="/hidePhoneNumber"),
        Bad(
            IN | {"hidePhoneNumber": True, "headersToAttributes": {"From": "caller"}},
            at="/headersToAttributes/From",
            label="/hidePhoneNumber",
        ),
        Bad(
            IN | {"hidePhoneNumber": True, "headersToAttributes": {"History-Info": "history"}},
            at="/headersToAttributes/History-Info",
            label="/hidePhoneNumber",
            severity=INFO,
        ),
    ],
)
def hidden_number_leaks(body: Trusted) -> Iterator[Finding]:
    """`hidePhoneNumber` is true, and headers with the caller's number are surfaced.

    It hides the number "when dispatching the call". Whether headers are cleared of it is not documented;
    LiveKit, a comparable service, does not clear them. `From`, `Contact`, `P-Asserted-Identity`,
    `P-Preferred-Identity`, `Remote-Party-ID`, `Diversion`, `Identity` and `P-Charge-Info` carry it, and after a transfer
    perhaps `History-Info` and `Referred-By`; `includeHeaders` with `ALL` surfaces them all.
    """
    if body["hidePhoneNumber"] and body.get("type") != OUTBOUND:
        if body.get("includeHeaders") == "ALL":
            yield Finding(
                ("includeHeaders",),
                "`includeHeaders` is `ALL`, which surfaces `From` and the other headers with the caller's number",
                (HIDDEN,),
                "use `SIP_X_HEADERS` or `NONE`",
            )
        for name in body.get("headersToAttributes", ()):
            lower = name.lower()
            if lower in CALLER_HEADERS or lower in LIKELY_HEADERS:
                has, severity = ("has", WARNING) if lower in CALLER_HEADERS else ("may have", INFO)
                yield Finding(
                    ("headersToAttributes", name),
                    f"`{cut(name)}` {has} the caller's number, and is mapped to an attribute",
                    (HIDDEN,),
                    "do not map it, or do not promise a hidden number",
                    severity=severity,
                )
