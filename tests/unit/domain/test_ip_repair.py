"""What stands in the place of an IP address, and what was meant by it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from siplint.domain import ip, ip_repair

nearly = st.text("0123456789abcdefx.:/-,*[]%@ +\n٤", max_size=24)


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
