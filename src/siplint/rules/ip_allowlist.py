"""RR504 to RR509: which addresses may call."""

from __future__ import annotations

from siplint.body.members import numbered
from siplint.domain.ip import (
    ADDRESS_BITS,
    covers_all,
    first,
    last,
    parse_block,
    special,
    write_block,
)
from siplint.domain.ipv4 import FIRST_OCTETS, is_quad
from siplint.domain.wording import quote
from siplint.model.examples import INBOUND_BODY
from siplint.model.fields import FETCH_PAGE, SDK
from siplint.model.finding import Change, Finding, Note
from siplint.model.severity import ERROR, INFO, WARNING
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Items, Trusted
    from siplint.domain.ip import Block

IPS = "allowedIpAddresses"
DROPPED = (
    "only IP addresses are documented; LiveKit, a comparable service, drops such an entry,"
    " and a list that ends up empty lets everyone in"
)
EVERYONE = "leave the list out to let everybody in, or name the addresses that calls come from"


@rule(
    "RR504",
    "not-an-ip-address",
    ERROR,
    on=IPS,
    skips_ordinary=True,
    source=FETCH_PAGE,
    outcome=DROPPED,
    fix="offer",
    good=[INBOUND_BODY | {IPS: ["8.8.4.4", "2606:4700:4700::1111"]}],
    bad=[
        Bad(INBOUND_BODY | {IPS: ["sip.twilio.com"]}, at="/allowedIpAddresses/0"),
        Bad(INBOUND_BODY | {IPS: ["8.8.4.4:5060"]}, at="/allowedIpAddresses/0"),
        Bad(INBOUND_BODY | {IPS: ["8.8.8.8", "8.8.4.0-8.8.4.255"]}, at="/allowedIpAddresses/1"),
        Bad(INBOUND_BODY | {IPS: ["8.8.8.8, 8.8.4.4"]}, at="/allowedIpAddresses/0"),
    ],
)
def not_an_ip_address(body: Trusted) -> Iterator[Finding]:
    """An item of `allowedIpAddresses` is not an IP address.

    The list is documented as an "allowlist of caller IP addresses". What the API does with anything else is not
    documented. LiveKit, a comparable service, says nothing when a rule is created, drops such entries when a call
    comes, and takes a list that has none left for no list at all.
    """
    for index, text in numbered(body["allowedIpAddresses"]):
        if not is_quad(text) and not parse_block(text):
            from siplint.domain import ip_repair as misaddress

            found = misaddress.address_defect(text)
            path = (IPS, index)
            advice = found.advice
            changes: tuple[Change, ...] = ()
            if len(found.meant) == 1:
                advice = f"write {found.meant[0]}"
                changes = (Change("value", path, found.meant[0]),)
            elif found.meant:
                changes = (Change("items", path, found.meant),)
            yield Finding(path, f"{quote(text)} {found.what}", help=advice, changes=changes)


@rule(
    "RR505",
    "cidr-in-rule",
    INFO,
    on=IPS,
    skips_ordinary=True,
    source=SDK,
    outcome="whether a rule's list takes networks is not documented",
    sure="guess",
    good=[INBOUND_BODY | {IPS: ["8.8.4.4"]}],
    bad=[
        Bad(INBOUND_BODY | {IPS: ["8.8.4.0/24"]}, at="/allowedIpAddresses/0"),
        Bad(INBOUND_BODY | {IPS: ["8.8.4.4", "2606:4700::/32"]}, at="/allowedIpAddresses/1"),
    ],
)
def cidr_in_rule(body: Trusted) -> Iterator[Finding]:
    """An item of `allowedIpAddresses` is a network.

    The SDK documents "source IPs/CIDRs" for a gateway's `allowedAddresses`. For a rule's list it says IP addresses.
    """
    for index, text in numbered(body["allowedIpAddresses"]):
        if "/" in text and parse_block(text):
            yield Finding(
                (IPS, index),
                f"{quote(text)} is a network; the rule's list is documented for addresses",
                help="try it with a call, or put the network into the gateway's `allowedAddresses`",
            )


@rule(
    "RR506",
    "host-bits-set",
    WARNING,
    on=IPS,
    skips_ordinary=True,
    source=SDK,
    outcome="which addresses it allows depends on who reads it: one, the network, or none",
    sure="likely",
    fix="offer",
    good=[INBOUND_BODY | {IPS: ["8.8.4.0/24"]}],
    bad=[
        Bad(INBOUND_BODY | {IPS: ["8.8.4.4/24"]}, at="/allowedIpAddresses/0", also=("RR505",)),
        Bad(INBOUND_BODY | {IPS: ["8.8.4.0/255.255.255.0"]}, at="/allowedIpAddresses/0", also=("RR505",)),
    ],
)
def host_bits_set(body: Trusted) -> Iterator[Finding]:
    """A network in `allowedIpAddresses` has host bits set, or writes its length as a mask.

    Strict readers refuse the first, most readers do not know the second. CIDR is `8.8.4.0/24`.
    """
    for index, text in numbered(body["allowedIpAddresses"]):
        block = parse_block(text) if "/" in text else None
        if block and (block[1] != first(block) or "." in text.partition("/")[2]):
            meant = f"{write_block(block)}/{block[2]}" if block[2] == ADDRESS_BITS[block[0]] else write_block(block)
            if block[1] != first(block):
                fault = f"{quote(text)} has host bits set; the network is {meant}"
                advice = f"write {meant}, or {text.partition('/')[0]} if one address is meant"
            else:
                fault = f"{quote(text)} has a mask in place of a prefix length"
                advice = f"write {meant}"
            yield Finding(
                (IPS, index),
                fault,
                help=advice,
                changes=(Change("value", (IPS, index), meant),),
            )


@rule(
    "RR507",
    "allows-everyone",
    WARNING,
    on=IPS,
    skips_ordinary=True,
    source=FETCH_PAGE,
    outcome="the list keeps nobody out",
    sure="likely",
    good=[INBOUND_BODY | {IPS: ["8.8.4.4"]}],
    bad=[
        Bad(INBOUND_BODY | {IPS: ["0.0.0.0/0"]}, at="/allowedIpAddresses/0", also=("RR505",)),
        Bad(INBOUND_BODY | {IPS: ["8.8.4.4", "::/0"]}, at="/allowedIpAddresses/1", also=("RR505",)),
        Bad(INBOUND_BODY | {IPS: ["0.0.0.0/1", "128.0.0.0/1"]}, at="/allowedIpAddresses", also=("RR505",)),
    ],
)
def allows_everyone(body: Trusted) -> Iterator[Finding]:
    """`allowedIpAddresses` allows every address, by one item or by all of them together.

    An allowlist that lets everyone in restricts nothing, and looks as if it did.
    """
    items = body["allowedIpAddresses"]
    if not _has_networks(items):
        return
    blocks = {
        index: block for index, text in numbered(items) for block in (parse_block(text),) if block and "/" in text
    }
    for version in sorted({block[0] for block in blocks.values()}):
        whole = [index for index, block in blocks.items() if block[0] == version and not block[2]]
        for index in whole:
            yield Finding((IPS, index), f"{quote(items[index])} is every IPv{version} address", help=EVERYONE)
        if not whole and covers_all(filter(None, (parse_block(text) for _, text in numbered(items))), version):
            yield Finding((IPS,), f"the networks add up to every IPv{version} address", help=EVERYONE)


@rule(
    "RR508",
    "not-a-public-address",
    WARNING,
    on=IPS,
    skips_ordinary=True,
    source=FETCH_PAGE,
    outcome="no call from the internet comes from there, so it lets nobody in",
    sure="likely",
    good=[INBOUND_BODY | {IPS: ["8.8.4.4"]}],
    bad=[
        Bad(INBOUND_BODY | {IPS: ["10.0.0.1"]}, at="/allowedIpAddresses/0"),
        Bad(INBOUND_BODY | {IPS: ["8.8.4.4", "fe80::1"]}, at="/allowedIpAddresses/1"),
        Bad(INBOUND_BODY | {IPS: ["203.0.113.7"]}, at="/allowedIpAddresses/0"),
        Bad(INBOUND_BODY | {IPS: ["192.168.0.0/16"]}, at="/allowedIpAddresses/0", also=("RR505",)),
    ],
)
def not_a_public_address(body: Trusted) -> Iterator[Finding]:
    """An item of `allowedIpAddresses` is not a public address.

    Private, loopback, link-local, documentation and multicast addresses are not routed on the internet: VideoSDK sees
    a carrier's public address instead.
    """
    for index, text in numbered(body["allowedIpAddresses"]):
        if text.partition(".")[0] in FIRST_OCTETS or ":" in text:
            block = parse_block(text)
            name = special(block) if block else ""
            if name:
                article = "an" if name[0] in "aeiou" else "a"
                yield Finding(
                    (IPS, index),
                    f"{quote(text)} is {article} {name} {'network' if '/' in text else 'address'}, not a public one",
                    help="write the public address that the calls come from",
                )


@rule(
    "RR509",
    "overlapping-entries",
    INFO,
    on=IPS,
    skips_ordinary=True,
    source=FETCH_PAGE,
    outcome="it allows nothing more",
    good=[INBOUND_BODY | {IPS: ["8.8.4.4", "8.8.8.8"]}],
    bad=[
        Bad(INBOUND_BODY | {IPS: ["8.8.4.4", "8.8.4.4"]}, at="/allowedIpAddresses/1", label="/allowedIpAddresses/0"),
        Bad(
            INBOUND_BODY | {IPS: ["8.8.4.4", "8.8.4.0/24"]},
            at="/allowedIpAddresses/0",
            label="/allowedIpAddresses/1",
            also=("RR505",),
        ),
    ],
)
def overlapping_entries(body: Trusted) -> Iterator[Finding]:
    """An item of `allowedIpAddresses` appears twice, or lies in a network of the list.

    It does no harm, until one of the two is removed and the other still lets the caller in.
    """
    items = body["allowedIpAddresses"]
    if len(items) > 1 and _may_overlap(items):
        blocks = [
            (block, index) for index, text in numbered(items) for block in (parse_block(text),) if block and block[2]
        ]
        outer: tuple[Block, int] | None = None
        for block, index in sorted(blocks, key=lambda one: (one[0][0], first(one[0]), one[0][2], one[1])):
            if outer is None or outer[0][0] != block[0] or first(block) > last(outer[0]):
                outer = (block, index)
            else:
                same = first(block) == first(outer[0]) and block[2] == outer[0][2]
                words = "is there already" if same else f"lies in {write_block(outer[0])}"
                yield Finding(
                    (IPS, index),
                    f"{quote(items[index])} {words}",
                    (Note((IPS, outer[1]), "the same address" if same else "this network holds it"),),
                    "remove it",
                )


def _has_networks(items: Items) -> bool:
    for _, text in numbered(items):  # noqa: SIM110 (a generator costs more than the loop)
        if "/" in text:
            return True
    return False


def _may_overlap(items: Items) -> bool:
    """Return whether a list may have overlaps: without networks and IPv6 only the same text is the same address."""
    texts = [text for _, text in numbered(items)]
    return len(set(texts)) < len(texts) or any("/" in text or ":" in text for text in texts)
