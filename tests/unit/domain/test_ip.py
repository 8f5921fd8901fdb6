"""IP addresses and networks, read as the standard library reads them."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_interface, ip_network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from siplint.domain import ip
from siplint.domain.ipv4 import FIRST_OCTETS, OCTETS

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
        zeros = "." not in text.partition("/")[2] and text.partition("/")[2] not in OCTETS and "/" in text
        assert (ip.parse_block(text) is None) == (zone or zeros)
        assert there.version in ip.ADDRESS_BITS


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
    assert text.partition(".")[0] in FIRST_OCTETS or ip.special(block) == ""


@given(st.lists(st.builds(lambda last, bits: (4, 8 << 24 | last, bits), st.integers(0, 7), st.integers(29, 32))))
def test_networks_cover_a_network_when_each_of_its_addresses_is_in_one(small: list[ip.Block]) -> None:
    inside = {number for one in small for number in range(ip.first(one), ip.last(one) + 1)}
    rest = [(4, 0, 5), (4, 8 << 24 | 8, 29)]
    rest += [(4, (8 << 24 | 8) + (1 << shift), 32 - shift) for shift in range(3, 24)]
    rest += [(4, number << 24, 8) for number in range(9, 256)]
    rest += [(4, (8 << 24) + (1 << shift), 32 - shift) for shift in range(3, 24)]
    assert ip.covers_all([*small, *rest], 4) == (len(inside) == 8)
