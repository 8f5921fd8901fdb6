"""RR501 to RR503: which callers may call."""

from __future__ import annotations

from siplint.body.members import numbered
from siplint.domain.phone import is_e164
from siplint.domain.phone_repair import defect, normalise
from siplint.domain.wording import quote
from siplint.model.examples import INBOUND_BODY
from siplint.model.examples import OUTBOUND_BODY as OUT
from siplint.model.fields import FETCH_PAGE, OUTBOUND, SDK
from siplint.model.finding import Finding, Note
from siplint.model.severity import INFO, WARNING
from siplint.rules.base import Bad, rule
from siplint.rules.number_format import format_finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted

IPS = "allowedIpAddresses"


@rule(
    "RR501",
    "allowed-number-not-e164",
    WARNING,
    on="allowedNumbers",
    skips_ordinary=True,
    source=SDK,
    outcome="a caller's number arrives as digits, likely in E.164: the item matches nobody",
    sure="likely",
    fix="safe",
    good=[INBOUND_BODY | {"allowedNumbers": ["+14155550100"]}],
    bad=[
        Bad(INBOUND_BODY | {"allowedNumbers": ["+1 415 555 0100"]}, at="/allowedNumbers/0"),
        Bad(INBOUND_BODY | {"allowedNumbers": ["+14155550100", "anonymous"]}, at="/allowedNumbers/1"),
        Bad(INBOUND_BODY | {"allowedNumbers": ["+91*"]}, at="/allowedNumbers/0", severity=INFO),
    ],
)
def allowed_number_not_e164(body: Trusted) -> Iterator[Finding]:
    """An item of `allowedNumbers` is not an E.164 number.

    The list is documented as an "allowlist of caller numbers", the other numbers of a rule as E.164. How the two are
    compared is not documented. Patterns such as `+91*` are documented for a gateway's `allowedNumbers`, not for a
    rule's: they are reported as an info.
    """
    for index, text in numbered(body["allowedNumbers"]):
        if not is_e164(text):
            path = ("allowedNumbers", index)
            if _is_pattern(text):
                message = f"{quote(text)} is a pattern; patterns are documented for gateways"
                advice = "try it with a call, or put it into the gateway's `allowedNumbers`"
                yield Finding(path, message, help=advice, severity=INFO)
                continue
            wrong = defect(text)
            assert wrong
            yield format_finding(path, text, wrong, "write the caller's number with its country code")


def _is_pattern(text: str) -> bool:
    """Tell whether a text is a number's beginning with stars, as gateways take it."""
    return "*" in text and not text.removeprefix("+").strip("0123456789*")


@rule(
    "RR502",
    "own-number-allowed",
    WARNING,
    on="allowedNumbers",
    reads=("phoneNumbers", "type"),
    skips_ordinary=True,
    source=FETCH_PAGE,
    outcome="the entry lets in nobody but a caller who shows the rule's own number",
    sure="likely",
    good=[INBOUND_BODY | {"allowedNumbers": ["+14155550100"]}],
    bad=[
        Bad(INBOUND_BODY | {"allowedNumbers": ["+14155551234"]}, at="/allowedNumbers/0", label="/phoneNumbers/0"),
        Bad(
            INBOUND_BODY | {"allowedNumbers": ["+14155550100", "+1 (415) 555-1234"]},
            at="/allowedNumbers/1",
            label="/phoneNumbers/0",
            also=("RR501",),
        ),
    ],
)
def own_number_allowed(body: Trusted) -> Iterator[Finding]:
    """One of the rule's own numbers is in `allowedNumbers`.

    That is the list of the callers; the numbers that are called are in `phoneNumbers`. To list them twice is the
    commonest mistake with LiveKit, a comparable service.
    """
    if "phoneNumbers" in body and body.get("type") != OUTBOUND:
        own = {normalise(text) or text: index for index, text in numbered(body["phoneNumbers"])}
        for index, text in numbered(body["allowedNumbers"]):
            mine = own.get(normalise(text) or text)
            if mine is not None:
                yield Finding(
                    ("allowedNumbers", index),
                    f"{quote(text)} is the rule's own number; `allowedNumbers` are the callers",
                    (Note(("phoneNumbers", mine), "this is the number that is called"),),
                    "list the numbers of the people who may call, or leave `allowedNumbers` out",
                )


@rule(
    "RR503",
    "allowlist-on-outbound",
    WARNING,
    on="type",
    reads=("allowedNumbers", "allowedIpAddresses"),
    skips_ordinary=True,
    source=FETCH_PAGE,
    outcome="nobody calls an outbound rule, so the list likely does nothing",
    sure="likely",
    good=[OUT, INBOUND_BODY | {"allowedNumbers": ["+14155550100"]}],
    bad=[
        Bad(OUT | {"allowedNumbers": ["+14155550100"]}, at="/allowedNumbers", label="/type"),
        Bad(OUT | {IPS: ["8.8.4.4"]}, at="/allowedIpAddresses", label="/type"),
    ],
)
def allowlist_on_outbound(body: Trusted) -> Iterator[Finding]:
    """An outbound rule has a list of callers.

    `allowedNumbers` and `allowedIpAddresses` are documented as allowlists of callers. The SDK says that outbound
    gateways ignore theirs; of rules it says nothing.
    """
    if body["type"] == OUTBOUND:
        for name in ("allowedNumbers", IPS):
            if body.get(name):
                yield Finding(
                    (name,),
                    f"`{name}` is set on an outbound rule; it is a list of callers",
                    (Note(("type",), "this rule is outbound"),),
                    f"remove `{name}`: it does not say who may be called",
                )
