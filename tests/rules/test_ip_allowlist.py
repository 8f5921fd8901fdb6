"""What the examples of the rules about callers cannot say: their borders, and the standard library's opinion."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_interface, ip_network
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from siplint.api import check
from siplint.domain import ip, ip_repair
from siplint.model.examples import INBOUND_BODY
from siplint.model.finding import Change, Finding
from siplint.model.settings import Settings
from siplint.rules import ip_allowlist as networks

IPS = "allowedIpAddresses"

fours = st.integers(0, 2**32 - 1).map(lambda number: str(IPv4Address(number)))
sixes = st.integers(0, 2**128 - 1).map(lambda number: str(IPv6Address(number)))
blocks = st.one_of(
    fours,
    sixes,
    st.builds("{}/{}".format, fours, st.integers(0, 32)),
    st.builds("{}/{}".format, sixes, st.integers(0, 128)),
    st.builds(lambda text, bits: f"{text}/{ip_network(f'0.0.0.0/{bits}').netmask}", fours, st.integers(0, 32)),
    st.builds(lambda text, bits: f"{text}/{ip_network(f'0.0.0.0/{bits}').hostmask}", fours, st.integers(0, 32)),
)
nearly = st.text("0123456789abcdefx.:/-,*[]%@ +\n٤", max_size=24)
few = st.builds(lambda last, bits: f"8.8.8.{last}/{bits}", st.integers(0, 15), st.integers(28, 32))


def told(body: Any) -> list[tuple[str, str, str]]:
    found = check(body, settings=Settings(min_severity="info"))
    return sorted((one.code, one.severity, one.pointer) for one in found)


@given(blocks)
def test_an_address_is_read_as_the_standard_library_reads_it(text: str) -> None:
    there = ip_interface(text)
    block = ip.parse_block(text)
    assert block == (there.version, int(there.ip), there.network.prefixlen)
    assert ip.first(block) == int(there.network.network_address)
    assert ip.last(block) == int(there.network.broadcast_address)
    assert ip.write_block(block) == str(there.network if there.network.num_addresses > 1 else there.ip)


@given(
    nearly | blocks.flatmap(lambda text: st.sampled_from((text + " ", text + "/", text + "0", text[1:], text.upper())))
)
@example("1.2.3.4/024")
@example("fe80::1%1")
@example("1.2.3.4/255.0.255.0")
@example("::/ffff::")
def test_what_is_no_address_is_none_to_the_standard_library_either(text: str) -> None:
    try:
        there = ip_interface(text)
    except ValueError:
        assert ip.parse_block(text) is None
    else:
        zone = "%" in text
        zeros = "." not in text.partition("/")[2] and text.partition("/")[2] not in ip.OCTETS and "/" in text
        assert (ip.parse_block(text) is None) == (zone or zeros)
        assert there.version in ip.ADDRESS_BITS


@given(nearly)
@example("0" * 5000 + "1.2.3.4")
@example("9" * 5000)
@example("1.2.3.4/" + "0" * 5000)
@example("1." * 5000)
def test_what_stands_in_an_address_s_place_is_always_named(text: str) -> None:
    if ip.parse_block(text) is None:
        found = ip_repair.address_defect(text)
        assert found.what
        assert found.advice
        assert [one for one in found.meant if ip.parse_block(one) is None] == []


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("", "empty", ()),
        (" \t", "empty", ()),
        (" 1.2.3.4\n", "white space", ("1.2.3.4",)),
        ("$OFFICE_IP", "placeholder", ()),
        ("10.${SITE}.0.0", "placeholder", ()),
        ("*", "everybody", ()),
        ("Any", "everybody", ()),
        ("https://1.2.3.4/x", "url", ("1.2.3.4",)),
        ("https://example.com", "url", ()),
        ("sip:u@[2001:db8::1]:5060;transport=udp", "sip uri", ("2001:db8::1",)),
        ("SIPS:1.2.3.4:5061", "sip uri", ("1.2.3.4",)),
        ("u@1.2.3.4", "sip uri", ("1.2.3.4",)),
        ("1.2.3.0-1.2.3.255", "range", ()),
        ("1.2.3.0-7", "range", ()),
        ("1.2.3.4 - 9", "range", ()),
        ("1.2.3.4-", "range", ()),
        ("1.2.3.4,5.6.7.8", "list", ("1.2.3.4", "5.6.7.8")),
        ("1.2.3.4; 5.6.7.8|::1", "list", ("1.2.3.4", "5.6.7.8", "::1")),
        ("1.2.3.4 5.6.7.8", "list", ("1.2.3.4", "5.6.7.8")),
        ("1.2.3.4,", "list", ("1.2.3.4",)),
        ("1.2.3.4,a.example.com", "list", ()),
        ("1.2.3.4 office", "remark", ("1.2.3.4",)),
        ("[::1]", "brackets", ("::1",)),
        ("[1.2.3]", "brackets", ()),
        ("[::1]:5060", "port", ("::1",)),
        ("1.2.3.4:5060", "port", ("1.2.3.4",)),
        ("fe80::1%eth0", "zone", ("fe80::1",)),
        ("50%", "other", ()),
        ("1.2.3.*", "wildcard", ()),
        ("1.2.x.x", "wildcard", ()),
        ("1.*.3.4", "wildcard", ()),
        ("*.example.com", "wildcard", ()),
        ("1.2.3.4.*", "other", ()),
        ("1.2.3.4/", "prefix length", ("1.2.3.4",)),
        ("1.2.3.4/33", "prefix length", ()),
        ("1.2.3.4/024", "prefix length", ("1.2.3.4/24",)),
        ("1.2.3.4/00", "prefix length", ("1.2.3.4/0",)),
        ("1.2.3.4/255.0.255.0", "prefix length", ()),
        ("::1/129", "prefix length", ()),
        ("example.com/24", "host name", ()),
        ("/24", "other", ()),
        ("1.2.3", "octets", ()),
        ("1..2.3", "octets", ()),
        ("1.2.3.4.", "octets", ("1.2.3.4",)),
        ("1.2.3.256", "octets", ()),
        ("192.168.001.001", "leading zeros", ("192.168.1.1",)),
        ("1.2.3.08", "leading zeros", ("1.2.3.8",)),
        ("1.2.3.010", "leading zeros", ()),
        ("3232235777", "number", ()),
        ("14155551234", "number", ()),
        ("0x7f000001", "number", ()),
        ("+14155551234", "phone number", ()),
        ("１.2.3.4", "characters", ("1.2.3.4",)),
        ("1.2.3.٤", "characters", ("1.2.3.4",)),
        ("1.2.3.4\u200b", "characters", ("1.2.3.4",)),
        ("1.2.3.4\0", "characters", ("1.2.3.4",)),
        ("1::2::3", "ipv6", ()),
        ("1:2", "ipv6", ()),
        ("aa:bb:cc:dd:ee:ff", "ipv6", ()),
        ("localhost", "host name", ()),
        ("münchen.example", "host name", ()),
        ("sip.example.com:5060", "host name", ()),
        ("sip.example.com:sip", "other", ()),
        ("???", "other", ()),
    ],
)
def test_the_kind_of_what_is_no_address(text: str, kind: str, meant: tuple[str, ...]) -> None:
    found = ip_repair.address_defect(text)
    assert (found.kind, found.meant) == (kind, meant)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1.2.3.0-1.2.3.255", "list the addresses one by one; as a network they are 1.2.3.0/24"),
        ("1.2.3.0-7", "list the addresses one by one; as a network they are 1.2.3.0/29"),
        ("::-::ffff", "list the addresses one by one; as a network they are ::/112"),
        ("1.2.3.1-1.2.3.2", "list the addresses one by one"),
        ("1.2.3.9-1.2.3.1", "list the addresses one by one"),
        ("1.2.3.9-::1", "list the addresses one by one"),
        ("1.2.*.*", "list the addresses one by one; as a network they are 1.2.0.0/16"),
        ("1.2.*", "list the addresses one by one; as a network they are 1.2.0.0/16"),
        ("1.2.3.010", "write 1.2.3.10, or 1.2.3.8 if it is octal"),
        ("3232235777", "if it is an address, write 192.168.1.1"),
        ("14155551234", "a phone number belongs into `allowedNumbers`"),
    ],
)
def test_what_may_have_been_meant_is_said(text: str, advice: str) -> None:
    assert ip_repair.address_defect(text).advice == advice


def test_a_list_in_one_string_is_split_and_one_address_put_right() -> None:
    found: list[Finding] = list(networks.not_an_ip_address.check({IPS: ["1.2.3.4,5.6.7.8", "[::1]", "a.example.com"]}))
    assert [one.changes for one in found] == [
        (Change("items", (IPS, 0), ("1.2.3.4", "5.6.7.8")),),
        (Change("value", (IPS, 1), "::1"),),
        (),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("0.0.0.0", "unspecified"),
        ("9.255.255.255", ""),
        ("10.255.255.255", "private"),
        ("100.63.255.255", ""),
        ("100.64.0.0/10", "carrier-internal"),
        ("100.64.0.0/9", ""),
        ("172.15.255.255", ""),
        ("172.31.255.255", "private"),
        ("172.32.0.0", ""),
        ("198.17.255.255", ""),
        ("198.19.255.255", "benchmarking"),
        ("223.255.255.255", ""),
        ("224.0.0.1", "multicast"),
        ("255.255.255.255", "reserved"),
        ("::", "unspecified"),
        ("::2", ""),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:8.8.8.8", ""),
        ("::ffff:0:0/96", ""),
        ("::ffff:0:0/95", ""),
        ("2001:db8::1", "documentation"),
        ("2606:4700::1111", ""),
        ("fdff::1", "private"),
        ("ff02::1", "multicast"),
    ],
)
def test_which_addresses_nobody_calls_from(text: str, name: str) -> None:
    block = ip.parse_block(text)
    assert block
    assert ip.special(block) == name


@given(fours)
def test_the_first_octet_passes_over_public_addresses_only(text: str) -> None:
    block = ip.parse_block(text)
    assert block
    assert text.partition(".")[0] in ip.FIRST_OCTETS or ip.special(block) == ""


@given(st.lists(st.builds(lambda last, bits: (4, 8 << 24 | last, bits), st.integers(0, 7), st.integers(29, 32))))
def test_networks_cover_a_network_when_each_of_its_addresses_is_in_one(small: list[ip.Block]) -> None:
    inside = {number for one in small for number in range(ip.first(one), ip.last(one) + 1)}
    rest = [(4, 0, 5), (4, 8 << 24 | 8, 29)]
    rest += [(4, (8 << 24 | 8) + (1 << shift), 32 - shift) for shift in range(3, 24)]
    rest += [(4, number << 24, 8) for number in range(9, 256)]
    rest += [(4, (8 << 24) + (1 << shift), 32 - shift) for shift in range(3, 24)]
    assert ip.covers_all([*small, *rest], 4) == (len(inside) == 8)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["0.0.0.0/0", "8.8.8.8"], ["/allowedIpAddresses/0"]),
        (["0.0.0.0/1", "128.0.0.0/1"], ["/allowedIpAddresses"]),
        (["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/2"], ["/allowedIpAddresses"]),
        (["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3"], []),
        (["128.0.0.0/1"], []),
        (["::/1", "8000::/1", "0.0.0.0/0"], ["/allowedIpAddresses", "/allowedIpAddresses/2"]),
        (["8.8.8.8/0"], ["/allowedIpAddresses/0"]),
        (["0.0.0.0/33"], []),
    ],
)
def test_everybody_is_let_in_by_one_network_or_by_several(items: list[str], expected: list[str]) -> None:
    assert [pointer for code, _, pointer in told(INBOUND_BODY | {IPS: items}) if code == "RR507"] == expected


def _subnet(inner: Any, outer: Any) -> bool:
    return inner.subnet_of(outer)  # type: ignore[no-any-return]


@given(st.lists(few | fours, max_size=12))
def test_an_item_overlaps_when_another_holds_it_or_stands_before_it(items: list[str]) -> None:
    nets = [ip_network(text, strict=False) for text in items]
    held = [
        index
        for index, net in enumerate(nets)
        if any(_subnet(net, other) and (net != other or at < index) for at, other in enumerate(nets))
    ]
    found: list[Finding] = list(networks.overlapping_entries.check({IPS: items}))
    assert sorted(one.path[1] for one in found) == held
    for one in found:
        holder = one.notes[0].path[1]
        assert _subnet(nets[int(one.path[1])], nets[int(holder)])


@given(st.lists(few | fours, max_size=12, unique_by=lambda text: ip_network(text, strict=False)), st.randoms())
def test_which_items_overlap_does_not_depend_on_their_order(items: list[str], random: Any) -> None:
    mixed = items[:]
    random.shuffle(mixed)
    said = [
        {some[int(one.path[1])] for one in networks.overlapping_entries.check({IPS: some})} for some in (items, mixed)
    ]
    assert said[0] == said[1]


def test_overlaps_are_found_without_comparing_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []

    def last(block: ip.Block) -> int:
        looks.append(block)
        return ip.last(block)

    monkeypatch.setattr(networks, "last", last)
    items = [f"8.{number >> 8}.{number & 255}.0/24" for number in range(2000)]
    assert list(networks.overlapping_entries.check({IPS: items})) == []
    assert len(looks) == len(items) - 1


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({IPS: ["2001:4860::1", "2001:4860:0::1"]}, [("RR509", "info", "/allowedIpAddresses/1")]),
        (
            {IPS: ["0.0.0.0/0", "8.8.8.8"]},
            [("RR505", "info", "/allowedIpAddresses/0"), ("RR507", "warning", "/allowedIpAddresses/0")],
        ),
        (
            {IPS: ["8.8.8.8", 7, "8.8.8.8"]},
            [("RR102", "error", "/allowedIpAddresses/1"), ("RR509", "info", "/allowedIpAddresses/2")],
        ),
        ({IPS: ["8.8.8.8/32"]}, [("RR505", "info", "/allowedIpAddresses/0")]),
        (
            {IPS: ["8.8.8.8/0.0.0.255"]},
            [("RR505", "info", "/allowedIpAddresses/0"), ("RR506", "warning", "/allowedIpAddresses/0")],
        ),
        (
            {IPS: ["8.8.8.8/255.255.255.255"]},
            [("RR505", "info", "/allowedIpAddresses/0"), ("RR506", "warning", "/allowedIpAddresses/0")],
        ),
        (
            {"allowedNumbers": ["*", "+44*", "44*"]},
            [("RR501", "info", f"/allowedNumbers/{index}") for index in range(3)],
        ),
        ({"allowedNumbers": ["+44x*"]}, [("RR501", "warning", "/allowedNumbers/0")]),
        ({"allowedNumbers": []}, []),
        ({"type": "outbound", "allowedNumbers": [], IPS: []}, []),
        ({"type": "outbound", "allowedNumbers": ["+14155551234"]}, [("RR503", "warning", "/allowedNumbers")]),
        (
            {"phoneNumbers": "x", "allowedNumbers": ["+14155551234"]},
            [("RR102", "error", "/phoneNumbers"), ("RR301", "error", "/phoneNumbers")],
        ),
    ],
)
def test_lists_are_judged_item_by_item(members: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert told(INBOUND_BODY | members) == expected
