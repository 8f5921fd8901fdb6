"""What the examples of the rules about callers cannot say: their borders, and the standard library's opinion."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.api import check
from siplint.domain import ip
from siplint.model.examples import INBOUND_BODY
from siplint.model.finding import Change, Finding
from siplint.model.settings import Settings
from siplint.rules import ip_allowlist as networks

IPS = "allowedIpAddresses"

fours = st.integers(0, 2**32 - 1).map(lambda number: str(IPv4Address(number)))
few = st.builds(lambda last, bits: f"8.8.8.{last}/{bits}", st.integers(0, 15), st.integers(28, 32))


def told(body: Any) -> list[tuple[str, str, str]]:
    found = check(body, settings=Settings(min_severity="info"))
    return sorted((one.code, one.severity, one.pointer) for one in found)


def test_a_list_in_one_string_is_split_and_one_address_put_right() -> None:
    found: list[Finding] = list(networks.not_an_ip_address.check({IPS: ["1.2.3.4,5.6.7.8", "[::1]", "a.example.com"]}))
    assert [one.changes for one in found] == [
        (Change("items", (IPS, 0), ("1.2.3.4", "5.6.7.8")),),
        (Change("value", (IPS, 1), "::1"),),
        (),
    ]


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
def test_lists_are_checked_item_by_item(members: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert told(INBOUND_BODY | members) == expected
