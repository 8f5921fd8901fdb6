"""RR501 to RR509: who may call."""

from __future__ import annotations

from siplint.address import is_quad, parse
from siplint.diagnostic import ERROR, Change, Finding
from siplint.fields import FETCH_PAGE
from siplint.rule import Bad, rule
from siplint.samples import INBOUND
from siplint.shape import numbered
from siplint.words import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.shape import Trusted

IPS = "allowedIpAddresses"
DROPPED = "only IP addresses are documented; on the nearest peer such an entry is dropped, and a list that ends up empty lets everyone in"


@rule(
    "RR504",
    "not-an-ip-address",
    ERROR,
    on=IPS,
    source=FETCH_PAGE,
    outcome=DROPPED,
    fix="offer",
    good=[INBOUND | {IPS: ["8.8.4.4", "2606:4700:4700::1111"]}],
    bad=[
        Bad(INBOUND | {IPS: ["sip.twilio.com"]}, at="/allowedIpAddresses/0"),
        Bad(INBOUND | {IPS: ["8.8.4.4:5060"]}, at="/allowedIpAddresses/0"),
        Bad(INBOUND | {IPS: ["8.8.8.8", "8.8.4.0-8.8.4.255"]}, at="/allowedIpAddresses/1"),
        Bad(INBOUND | {IPS: ["8.8.8.8, 8.8.4.4"]}, at="/allowedIpAddresses/0"),
    ],
)
def not_an_ip_address(body: Trusted) -> Iterator[Finding]:
    """An item of `allowedIpAddresses` is no IP address.

    The list is documented as an "allowlist of caller IP addresses". What the API does with anything else is not
    documented. LiveKit, the nearest peer, says nothing when a rule is created, drops such entries when a call comes,
    and takes a list that has none left for no list at all.
    """
    for index, text in numbered(body["allowedIpAddresses"]):
        if not is_quad(text) and not parse(text):
            from siplint.misaddress import defect

            found = defect(text)
            path = (IPS, index)
            advice = found.advice
            changes: tuple[Change, ...] = ()
            if len(found.meant) == 1:
                advice = f"write {found.meant[0]}"
                changes = (Change("value", path, found.meant[0]),)
            elif found.meant:
                changes = (Change("items", path, found.meant),)
            yield Finding(path, f"{quote(text)} {found.what}", help=advice, changes=changes)


RULES = (not_an_ip_address,)
