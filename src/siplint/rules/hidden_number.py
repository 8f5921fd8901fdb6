"""RR520 and RR521: a hidden number that shows all the same."""

from __future__ import annotations

from siplint.domain.wording import cut
from siplint.model.examples import INBOUND_BODY as IN
from siplint.model.fields import CREATE_PAGE, OUTBOUND, SDK
from siplint.model.finding import WARNING, Finding, Note
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted

HIDDEN = Note(("hidePhoneNumber",), "the caller's number is to be hidden")
TELLING = frozenset(("from", "f", "p-asserted-identity", "remote-party-id", "contact", "m", "diversion"))
"""Headers that carry a number of the caller's, with their compact forms."""


@rule(
    "RR520",
    "hidden-number-in-room-id",
    WARNING,
    on="hidePhoneNumber",
    reads=("room", "type"),
    skips_ordinary=True,
    source=SDK,
    outcome="the room's id likely has the number that is to be hidden",
    sure="likely",
    good=[IN | {"hidePhoneNumber": True, "room": {"type": "dynamic", "prefix": "random"}}],
    bad=[
        Bad(
            IN | {"hidePhoneNumber": True, "room": {"type": "dynamic", "prefix": "participantNumber"}},
            at="/room/prefix",
            label="/hidePhoneNumber",
        ),
    ],
)
def hidden_number_in_room_id(body: Trusted) -> Iterator[Finding]:
    """`hidePhoneNumber` is true, and `room.prefix` names the room by the participant's number.

    Everybody in a room knows its id. What `participantNumber` writes when the number is hidden is not documented;
    LiveKit, a comparable service, masks it.
    """
    if body["hidePhoneNumber"]:
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
    ],
)
def hidden_number_leaks(body: Trusted) -> Iterator[Finding]:
    """`hidePhoneNumber` is true, and headers with the caller's number are surfaced.

    It hides the number "when dispatching the call". Whether headers are cleared of it is not documented;
    LiveKit, a comparable service, does not clear them. `From`, `Contact`, `P-Asserted-Identity` and `Remote-Party-ID`
    carry it, `Diversion` the number that was dialled first; `includeHeaders` with `ALL` surfaces them all.
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
            if name.lower() in TELLING:
                yield Finding(
                    ("headersToAttributes", name),
                    f"`{cut(name)}` has the caller's number, and is mapped to an attribute",
                    (HIDDEN,),
                    "do not map it, or do not promise a hidden number",
                )
