"""The fast path: which members it calls ordinary, and which ordinary members may be in conflict."""

from __future__ import annotations

import json
from collections import UserString
from typing import Any

import pytest

from siplint.api import check
from siplint.engine import fast_path
from siplint.engine.fast_path import LONGEST_KNOWN, MOST_KNOWN, conflicts_in, is_complete, remarkable_members
from siplint.model.fields import FIELDS
from strategies import ORDINARY_INBOUND, ORDINARY_OUTBOUND


@pytest.mark.parametrize(
    "body",
    [
        ORDINARY_INBOUND,
        ORDINARY_OUTBOUND,
        ORDINARY_INBOUND | {"room": ORDINARY_OUTBOUND["room"], "hidePhoneNumber": True},
    ],
)
def test_an_ordinary_body_has_nothing_remarkable(body: Any) -> None:
    assert (remarkable_members(body), conflicts_in(body), is_complete(body)) == ([], [], True)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("nmae", "n"),
        ("name", ""),
        ("name", " a"),
        ("name", "TODO: name"),
        ("name", "\u00a0"),
        ("name", "line 2\ud800"),
        ("name", "Bearer aBcDeFgHiJkL"),
        ("name", 1),
        ("type", "in"),
        ("type", []),
        ("phoneNumbers", []),
        ("phoneNumbers", ["é"]),
        ("phoneNumbers", [1]),
        ("phoneNumbers", ("+14155551234",)),
        ("phoneNumbers", ["+14155552671", "+14155552671"]),
        ("apiKey", "a b"),
        ("apiKey", "a\n"),
        ("apiKey", "eyJhbGciOiJIUzI1NiJ9"),
        ("agentId", "dep_1"),
        ("agentId", "Deployment-1"),
        ("agentMetadata", []),
        ("agentMetadata", {"a": 1 << 64}),
        ("agentMetadata", {"a": 1.5}),
        ("agentMetadata", {1: "a"}),
        ("agentMetadata", {"a\ud800": 1}),
        ("agentMetadata", {"a" * 16 + "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiZXhhbXBsZSJ9.c2lnbmF0dXJl": 1}),
        ("agentMetadata", {"a": json.loads("[" * 60 + "]" * 60)}),
        ("agentMetadata", {"a": [0] * 1_001}),
        ("agentMetadata", {"a": ["ghp_0123456789abcdefghij"]}),
        ("room", []),
        ("room", {}),
        ("room", {"type": 1}),
        ("room", {"type": "x"}),
        ("room", {"type": "static"}),
        ("room", {"type": "static", "id": "a b"}),
        ("room", {"type": "static", "id": "a", "prefix": "blank"}),
        ("room", {"type": "dynamic", "id": "a"}),
        ("room", {"type": "dynamic", "prefix": "mine"}),
        ("room", {"type": "dynamic", "prefix": ["blank"]}),
        ("room", {"type": "dynamic", "pin": "1234"}),
        ("room", {"type": "dynamic", "pin": "48٣9"}),
        ("room", {"type": "dynamic", "pin": 4839}),
        ("room", {"type": "dynamic", "kind": "x"}),
        ("headersToAttributes", []),
        ("headersToAttributes", {}),
        ("headersToAttributes", {"From": "caller"}),
        ("headersToAttributes", {"X-Ä": "caller"}),
        ("headersToAttributes", {"X A": "caller"}),
        ("headersToAttributes", {"X-A": "sipUser"}),
        ("headersToAttributes", {"X-A": "sip.a"}),
        ("headersToAttributes", {"X-A": "xxx"}),
        ("headersToAttributes", {"X-A": "é"}),
        ("headersToAttributes", {"X-A": 1}),
        ("headersToAttributes", {"X-A": "a", "X-B": "a"}),
        ("headersToAttributes", {"X-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3z": "a"}),
        ("headersToAttributes", {"X-A": "ghp_0123456789abcdefghij"}),
        ("headers", {}),
        ("headers", []),
        ("headers", {"A": "b"}),
        ("headers", {"X-A": 1}),
        ("headers", {"X-A": ""}),
        ("headers", {"X-A": "b "}),
        ("headers", {"X-A": "b\n"}),
        ("headers", {"X-A": "é"}),
        ("headers", {"X-A": "a{{b}}"}),
        ("headers", {"X-A": "a" * 15}),
        ("headers", {"X-" + "A" * 15: "a"}),
        ("headers", {"X-A": "a", "X-a": "b"}),
        ("headers", {f"X-{number}": "a" for number in range(9)}),
        ("allowedNumbers", {}),
        ("allowedNumbers", ["0"]),
        ("allowedNumbers", [None]),
        ("allowedIpAddresses", ""),
        ("allowedIpAddresses", ["10.0.0.1"]),
        ("allowedIpAddresses", ["8.8.8.0/24"]),
        ("allowedIpAddresses", [8]),
        ("allowedIpAddresses", ["8.8.4.4", "8.8.4.4"]),
        ("tags", {}),
        ("tags", [1]),
        ("tags", ["ghp_0123456789abcdefghij"]),
        ("dtmf", 1),
    ],
)
def test_what_is_not_ordinary_is_remarkable(member: str, value: Any) -> None:
    assert remarkable_members(ORDINARY_INBOUND | {member: value}) == [member]
    assert remarkable_members({member: value}) == [member]


@pytest.mark.parametrize(
    ("change", "conflicts"),
    [
        ({"agentId": None, "room": None, "agentMetadata": None}, [("type", "agentId", "room")]),
        ({"headers": {"X-Team": "a"}}, [("type", "headers")]),
        ({"room": {"type": "static", "id": "a"}}, [("type", "room", "allowedNumbers", "allowedIpAddresses")]),
        ({"allowedNumbers": ["+14155552671"]}, [("type", "phoneNumbers", "allowedNumbers")]),
        (
            {"type": "outbound"},
            [("type", "headersToAttributes"), ("type", "allowedNumbers"), ("type", "allowedIpAddresses")],
        ),
        ({"includeHeaders": "NONE"}, [("includeHeaders", "headersToAttributes")]),
        ({"agentId": None}, [("agentMetadata", "agentId")]),
        ({"hidePhoneNumber": True, "includeHeaders": "ALL"}, [("hidePhoneNumber", "includeHeaders")]),
        (
            {"hidePhoneNumber": True, "room": {"type": "dynamic", "prefix": "participantNumber"}},
            [("hidePhoneNumber", "room")],
        ),
    ],
)
def test_ordinary_members_may_be_in_conflict(change: Any, conflicts: list[tuple[str, ...]]) -> None:
    body = {name: value for name, value in (ORDINARY_INBOUND | change).items() if value is not None}
    assert remarkable_members(body) == []
    assert conflicts_in(body) == conflicts


@pytest.mark.parametrize("name", ["name", "type", "phoneNumbers"])
def test_a_body_without_a_required_member_is_not_complete(name: str) -> None:
    body = {one: value for one, value in ORDINARY_INBOUND.items() if one != name}
    assert (remarkable_members(body), is_complete(body)) == ([], False)


# --- texts met before


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("agentId", lambda text: text),
        ("allowedNumbers", lambda text: [text]),
        ("allowedIpAddresses", lambda text: [text]),
        ("headersToAttributes", lambda text: {text: "a"}),
        ("headersToAttributes", lambda text: {"X-A": text}),
    ],
)
@pytest.mark.parametrize("text", ["support", "+442071838750", "8.8.4.4", "X-Ticket", "ticket"])
def test_what_equals_a_text_met_before_is_not_taken_for_it(member: str, value: Any, text: str) -> None:
    before = remarkable_members({member: value(text)})
    assert remarkable_members({member: value(text)}) == before
    assert remarkable_members({member: value(UserString(text))}) == [member]


def test_texts_met_before_take_bounded_memory() -> None:
    for index in range(MOST_KNOWN + 10):
        assert remarkable_members({"agentId": f"agent-{index}"}) == []
    assert 0 < len(fast_path._AGENTS) <= MOST_KNOWN
    long = "a b" * LONGEST_KNOWN
    assert remarkable_members({"agentId": long}) == []
    assert long not in fast_path._AGENTS


def test_pairs_met_before_do_not_hide_that_two_headers_have_one_attribute() -> None:
    def remarkable(value: Any) -> bool:
        return remarkable_members({"headersToAttributes": value}) == ["headersToAttributes"]

    for _ in range(3):
        for value in ({"X-A": "a", "X-B": "b"}, {"X-A": "b"}, {"X-B": "a"}, {"X-C": "a"}, {"X-B": "b", "X-A": "a"}):
            assert not remarkable(value)
        for value in ({"X-A": "a", "X-B": "a"}, {"X-A": "b", "X-B": "b"}, {"X-C": "a", "X-A": "a"}, {}):
            assert remarkable(value)
    for index in range(MOST_KNOWN + 10):
        assert not remarkable({f"X-{index}": f"a{index}"})
        assert len(fast_path._PAIRS) == len(fast_path._PAIRED) <= MOST_KNOWN
    many = {f"X-{index}": f"b{index}" for index in range(100)}
    assert remarkable(many | {"X" * 200: "a"})
    assert not remarkable(many)
    long = {f"X-{'Team' * LONGEST_KNOWN}": "b"}
    assert not remarkable(long)
    assert not long.keys() & fast_path._PAIRS.keys()


# --- what only Python can hold


class Vague:
    """What numpy's arrays and the like are: compared with anything, they give no truth value."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> Any:
        return self

    __ne__ = __eq__

    def __bool__(self) -> bool:
        raise ValueError("ambiguous")


@pytest.mark.parametrize("member", [*FIELDS, "gatewayId", "x"])
def test_what_cannot_be_compared_is_reported(member: str) -> None:
    everything = {**ORDINARY_INBOUND, "hidePhoneNumber": True, "includeHeaders": "ALL"}
    for body in (
        {**ORDINARY_INBOUND, member: Vague()},
        {**everything, member: Vague()},
        {"phoneNumbers": [], member: Vague()},
    ):
        assert [one.code for one in check(body)] == ["RR001"]
    for name in ("type", "prefix", "id", "pin", "x"):
        body = {**ORDINARY_INBOUND, "room": {"type": "dynamic", "prefix": "blank", name: Vague()}}
        assert [one.code for one in check(body)] == ["RR001"]


def test_the_first_member_that_cannot_be_sent_is_reported() -> None:
    for names in (("tags", "name"), ("recording", "apiKey"), ("x", "type"), ("room", "x")):
        odd: Any = {name: [float("nan")] if name == names[0] else "\ud800" for name in names}
        (one,) = check(odd | {name: value for name, value in ORDINARY_INBOUND.items() if name not in odd})
        assert (one.code, one.pointer) == ("RR001", f"/{names[0]}/0")
        odd = {name: ["\ud800"] if name == names[0] else float("nan") for name in names}
        (one,) = check(odd | {name: value for name, value in ORDINARY_INBOUND.items() if name not in odd})
        assert (one.code, one.pointer) == ("RR006", f"/{names[0]}/0")


def test_metadata_with_what_stands_in_many_places_is_looked_at_once() -> None:
    shared: Any = 1
    for _ in range(40):
        shared = [shared] * 30
    assert remarkable_members(ORDINARY_INBOUND | {"agentMetadata": {"a": shared}}) == ["agentMetadata"]
