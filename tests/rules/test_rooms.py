"""What the examples of the rules about rooms, agents and updates cannot say: their borders."""

from __future__ import annotations

from typing import Any

import pytest

from siplint.api import check
from siplint.body.members import left_out
from siplint.body.understand import understand
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY, without_members
from siplint.model.settings import Settings

ID = "2kyv-gzay-64pg"
STATIC = {"type": "static", "id": ID, "pin": "4711"}
LEGACY = {"gatewayId": "gw_1", "name": "n", "numbers": ["+14155551234"], "dispatch": "agent"}


def told(body: Any, kind: Any = "create") -> list[tuple[str, str]]:
    settings = Settings(kind=kind, min_severity="info")
    return sorted((one.code, one.pointer) for one in check(body, kind=kind, settings=settings))


def in_room(**room: Any) -> dict[str, Any]:
    return INBOUND_BODY | {"room": room}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (without_members(INBOUND_BODY, "agentId") | {"agentId": 7}, [("RR102", "/agentId")]),
        (without_members(INBOUND_BODY, "agentId") | {"room": "r"}, [("RR102", "/room")]),
        (without_members(INBOUND_BODY, "agentId") | {"agentId": None}, [("RR106", "/agentId"), ("RR401", "")]),
        (LEGACY, [("RR110", "")]),
        (OUTBOUND_BODY, []),
        (without_members(INBOUND_BODY, "agentId") | {"agentMetadata": {}, "room": STATIC}, []),
        (without_members(INBOUND_BODY, "agentId") | {"agentId": 7, "agentMetadata": {"a": 1}}, [("RR102", "/agentId")]),
        (INBOUND_BODY | {"agentId": "", "agentMetadata": {"a": 1}}, [("RR401", ""), ("RR420", "/agentMetadata")]),
        (INBOUND_BODY | {"agentId": "deploy-desk"}, []),
        (INBOUND_BODY | {"phoneNumbers": [1]}, [("RR102", "/phoneNumbers/0")]),
    ],
)
def test_what_is_ill_shaped_is_not_absent(body: Any, expected: list[tuple[str, str]]) -> None:
    assert told(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (in_room(type="static", id=4711, pin="4711"), [("RR102", "/room/id")]),
        (in_room(type="static", pin=4711), [("RR102", "/room/pin"), ("RR402", "/room/id")]),
        (in_room(type="static", id=ID, pin=4711), [("RR102", "/room/pin")]),
        (in_room(type="direct", id=ID), [("RR103", "/room/type"), ("RR410", "/room")]),
        (in_room(type="direct", id=ID, pin="4711"), [("RR103", "/room/type")]),
        (in_room(type="static", id=ID, pin="4711", prefix=""), [("RR405", "/room/prefix")]),
        (in_room(type="dynamic", id=""), []),
        (in_room(type="dynamic", id="a b"), [("RR403", "/room/id")]),
        (in_room(type="static", id=" ", pin="4711"), [("RR402", "/room/id")]),
        (in_room(id=ID, prefix="random"), [("RR406", "/room/type")]),
        (in_room(id=ID, pin="a"), [("RR406", "/room/type"), ("RR407", "/room/pin")]),
        (in_room(type="static", id=f" {ID}", pin="4711"), [("RR409", "/room/id")]),
        (in_room(type="static", id="{{ room }}", pin="{{ pin }}"), [("RR113", "/room/id"), ("RR113", "/room/pin")]),
    ],
)
def test_a_room_is_checked_by_what_of_it_can_be_trusted(body: Any, expected: list[tuple[str, str]]) -> None:
    assert told(body) == expected


@pytest.mark.parametrize(
    ("pin", "fault"),
    [
        ("", "`room.pin` is empty"),
        ("471", "`room.pin` has 3 digits"),
        ("4711", None),
        ("4711471147114711", None),
        ("47114711471147114", "`room.pin` has 17 digits"),
        ("7777", "`room.pin` is one digit repeated"),
        ("3456", "`room.pin` is a run of digits"),
        ("7654", "`room.pin` is a run of digits"),
        ("7890", "`room.pin` is a run of digits"),
        ("0987654321098765", "`room.pin` is a run of digits"),
        ("3457", None),
        ("٤٧١١", '`room.pin` has "٤", "٧", "١"'),
        ("abcde", '`room.pin` has "a", "b", "c" and 2 other characters'),
        ("47 11", '`room.pin` has " "'),
    ],
)
def test_a_pin_is_4_to_16_digits_that_are_not_guessed(pin: str, fault: str | None) -> None:
    body = INBOUND_BODY | {"room": STATIC | {"pin": pin}, "allowedNumbers": ["+14155550100"]}
    found = check(body, settings=Settings(min_severity="info"))
    assert [one.message for one in found] == [fault] * (fault is not None)


@pytest.mark.parametrize(
    ("prefix", "meant", "safe"),
    [
        ("Blank", "blank", True),
        ("PARTICIPANTNUMBER", "participantNumber", True),
        ("sip_number", "sipNumber", False),
        ("randon", "random", False),
        ("vip-", "", False),
        ("individual", "", False),
    ],
)
def test_a_strategy_that_is_only_misspelled_is_known(prefix: str, meant: str, safe: bool) -> None:
    from siplint.rules.rooms import prefix_not_a_strategy

    (found,) = prefix_not_a_strategy.check({"room": {"prefix": prefix}})
    assert [(one.how, one.path, one.value) for one in found.changes] == [("value", ("room", "prefix"), meant)] * bool(
        meant
    )
    assert found.safe == safe


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, [("RR410", "/room")]),
        ({"allowedNumbers": []}, [("RR410", "/room")]),
        ({"allowedNumbers": [7]}, [("RR102", "/allowedNumbers/0")]),
        ({"allowedIpAddresses": "8.8.4.4"}, [("RR102", "/allowedIpAddresses")]),
        ({"allowedIpAddresses": ["8.8.4.4"]}, []),
        ({"type": "outbound"}, []),
        ({"type": "Inbound"}, [("RR103", "/type"), ("RR410", "/room")]),
    ],
)
def test_a_room_is_open_when_there_is_no_list_at_all(members: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert told(in_room(type="static", id=ID) | members) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"room": {"type": "static"}}, [("RR402", "/room/id"), ("RR605", "/room")]),
        ({"room": {"id": ID}}, [("RR605", "/room")]),
        ({"room": {"type": "dynamic"}}, [("RR605", "/room")]),
        ({"room": {"type": "static", "id": ID}}, []),
        ({"room": {"type": "dynamic", "prefix": "blank"}}, []),
        ({"agentMetadata": {"team": "sales"}}, []),
        ({"agentId": ""}, []),
    ],
)
def test_an_update_is_checked_by_what_it_sends(body: Any, expected: list[tuple[str, str]]) -> None:
    assert told(body, "update") == expected


@pytest.mark.parametrize(
    ("room_id", "advice"),
    [
        (f"https://app.example.com/{ID}/", f'write "{ID}"'),
        ("a/b c", "use the id that the room was created with"),
        ("/", "use the id that the room was created with"),
        ("rooms/front§", 'write "front§"'),
        (f"{ID}\n", f'write "{ID}"'),
    ],
)
def test_the_id_inside_of_a_url_is_found(room_id: str, advice: str) -> None:
    (found,) = check(INBOUND_BODY | {"room": STATIC | {"id": room_id}})
    assert (found.code, found.help) == ("RR409", advice)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (
            {"headersToAttributes": {"f": "a", "FROM": "b", "M": "c"}},
            ["/headersToAttributes/FROM", "/headersToAttributes/M", "/headersToAttributes/f"],
        ),
        ({"headersToAttributes": {"X-From": "a"}, "includeHeaders": "NONE"}, []),
        ({"type": "outbound", "includeHeaders": "ALL"}, []),
        ({"room": STATIC | {"prefix": "participantNumber"}}, []),
        ({"room": {"prefix": "participantNumber"}}, ["/room/prefix"]),
    ],
)
def test_a_hidden_number_shows_in_headers_of_calls_and_ids_of_new_rooms(
    members: dict[str, Any], expected: list[str]
) -> None:
    body = INBOUND_BODY | {"hidePhoneNumber": True} | members
    assert [pointer for code, pointer in told(body) if code in ("RR520", "RR521")] == expected


@pytest.mark.parametrize(
    ("field", "codes"),
    [
        ("agent_id", ["RR105"]),
        ("agent", ["RR105"]),
        ("rooms", ["RR105"]),
        ("roomId", ["RR105"]),
        ("pin", ["RR105"]),
        ("colour", ["RR105", "RR401"]),
    ],
)
def test_a_destination_that_is_only_misspelled_is_told_once(field: str, codes: list[str]) -> None:
    body = without_members(INBOUND_BODY, "agentId") | {field: "x"}
    assert sorted(one.code for one in check(body)) == codes
    assert "RR420" not in {one.code for one in check(body | {"agentMetadata": {"a": 1}, "agent_id": "a"})}
    update = {"agent_id": "a"}
    assert [one.code for one in check(update, kind="update")] == ["RR105", "RR601"]


def test_a_key_that_is_no_text_is_meant_as_nothing() -> None:
    body: Any = without_members(INBOUND_BODY, "agentId") | {1: "x"}
    assert [misfit.path for misfit in understand(body)[1]] == [(1,)]


def test_a_misspelled_destination_beside_the_right_one_leaves_nothing_out() -> None:
    assert left_out(understand(INBOUND_BODY | {"room": {}, "rooms": {"type": "dynamic"}})[0]) == frozenset()
    body = INBOUND_BODY | {"agent_id": "b"}
    assert left_out(understand(body)[0]) == frozenset()
    meant, _, origins = understand(without_members(body, "agentId"))
    assert (meant["agentId"], left_out(meant), origins) == ("b", frozenset(), {("agentId",): ("agent_id",)})
