"""Bodies held against what is on the account."""

from __future__ import annotations

from typing import Any

import pytest

from accounts import LINE, ONE, TWO, listed, places, run, snapshot, told
from siplint.api import check
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings


@pytest.mark.parametrize(
    ("number", "help_"),
    [
        ("+14155551235", "did you mean +14155551234?"),
        ("+14155551243", "did you mean +14155551234?"),
        ("+14155551299", "provision it first, or name one that is"),
        ("+141555512", "provision it first, or name one that is"),
    ],
)
def test_a_slip_of_the_finger_is_suggested(number: str, help_: str) -> None:
    body = INBOUND_BODY | {"phoneNumbers": [number]}
    report = check(body, settings=Settings(select=("RR801",)), account=snapshot(phoneNumbers=[ONE]))
    assert [one.help for one in report] == [help_]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (INBOUND_BODY, [("RR802", "/phoneNumbers/0")]),
        (INBOUND_BODY | {"phoneNumbers": [TWO, "+1 415 555 1234"]}, [("RR802", "/phoneNumbers/1")]),
        (INBOUND_BODY | {"name": "Old line"}, [("RR802", "/phoneNumbers/0")]),
        (OUTBOUND_BODY, []),
        (OUTBOUND_BODY | {"name": "Old line"}, []),
        (INBOUND_BODY | {"phoneNumbers": [TWO]}, []),
    ],
)
def test_a_number_is_taken_by_another_inbound_rule(body: Any, expected: Any) -> None:
    assert told(body, snapshot(routingRules=[LINE, LINE | {"id": "rr_2", "type": "outbound"}])) == expected


def test_the_holder_is_told_by_name_and_id() -> None:
    report = check(INBOUND_BODY, settings=Settings(select=("RR802",)), account=snapshot(routingRules=[LINE]))
    (one,) = report
    assert one.message == '+14155551234 is attached to the inbound rule "Old line" (rr_1)'
    assert one.outcome == "the API answers 400"


def test_a_legacy_list_in_capitals_is_understood() -> None:
    assert told(INBOUND_BODY, snapshot(routingRules=[LINE | {"type": "INBOUND"}])) == [("RR802", "/phoneNumbers/0")]


def test_an_update_does_not_conflict_with_the_rule_of_its_id() -> None:
    account = snapshot(routingRules=[LINE, LINE | {"id": "rr_2", "name": "Other", "numbers": [TWO]}])
    assert told({"id": "rr_1", "phoneNumbers": [ONE, TWO]}, account, "update") == [("RR802", "/phoneNumbers/1")]
    assert told({"id": "rr_1", "name": "Other", "phoneNumbers": [ONE]}, account, "update") == []
    assert told({"name": "Old line", "phoneNumbers": [ONE]}, account, "update") == []


def test_a_number_moves_when_the_run_takes_it_from_its_holder() -> None:
    files = {"a.json": INBOUND_BODY, "b.json": INBOUND_BODY | {"name": "Old line", "phoneNumbers": [TWO]}}
    report = run(files, snapshot(routingRules=[LINE]))
    assert places(report) == [("RR706", "a.json", "/phoneNumbers/0")]
    (one,) = report
    assumed = "siplint assumes that each file updates the stored rule of its name"
    assert one.help == f'update "Old line" (rr_1) first, then send this rule; {assumed}'
    assert [(label.file, label.pointer) for label in one.labels] == [("b.json", "")]
    alone = run(files, snapshot(routingRules=[LINE]), cross_file=False)
    assert places(alone) == [("RR802", "a.json", "/phoneNumbers/0")]


def test_a_number_that_its_holder_keeps_in_the_run_is_taken() -> None:
    files = {"a.json": INBOUND_BODY, "b.json": INBOUND_BODY | {"name": "Old line"}}
    assert places(run(files, snapshot(routingRules=[LINE]))) == [("RR802", "a.json", "/phoneNumbers/0")]


def test_of_several_bodies_of_one_stored_rule_the_last_says_what_it_keeps() -> None:
    old = INBOUND_BODY | {"name": "Old line"}
    moved, kept = old | {"phoneNumbers": [TWO]}, old
    account = snapshot(routingRules=[LINE])
    report = run(
        {"a.json": INBOUND_BODY, "b.json": kept, "c.json": moved, "d.json": old | {"phoneNumbers": 1}}, account
    )
    assert places(report) == [("RR706", "a.json", "/phoneNumbers/0")]
    assert [(label.file, label.pointer) for label in report.diagnostics[0].labels] == [("c.json", "")]
    report = run({"a.json": INBOUND_BODY, "b.json": moved, "c.json": kept}, account)
    assert places(report) == [("RR802", "a.json", "/phoneNumbers/0")]


def test_of_many_holders_of_a_number_the_first_are_told() -> None:
    account = snapshot(routingRules=[LINE | {"id": f"rr_{index}"} for index in range(30)])
    assert told(INBOUND_BODY, account) == [("RR802", "/phoneNumbers/0")] * 10


def test_the_number_that_was_meant_is_suggested_if_there_is_but_one() -> None:
    def near(*numbers: str) -> str:
        settings = Settings(select=("RR801",))
        (one,) = check(
            INBOUND_BODY | {"phoneNumbers": [ONE]}, settings=settings, account=snapshot(phoneNumbers=[*numbers])
        )
        return one.help

    assert near("+14155551243") == "did you mean +14155551243?"
    assert near(TWO, "+14155551239") == "did you mean +14155551239?"
    assert near("+14155551243", "+14155551235") == near("+14155551432") == "provision it first, or name one that is"


def test_an_outbound_rule_moves_nothing() -> None:
    files = {"a.json": OUTBOUND_BODY, "b.json": INBOUND_BODY | {"name": "Old line", "phoneNumbers": [TWO]}}
    assert places(run(files, snapshot(routingRules=[LINE]))) == []


def test_gateways_and_status_are_checked_by_what_the_list_says() -> None:
    account = snapshot(
        phoneNumbers=[
            listed(ONE, inbound=None),
            listed(TWO, phoneNumber={"e164": TWO, "status": "suspended"}),
            {"e164": "+14155550000"},
        ]
    )
    numbers = [ONE, TWO, "+14155550000"]
    assert told(INBOUND_BODY | {"phoneNumbers": numbers}, account) == [
        ("RR804", "/phoneNumbers/0"),
        ("RR805", "/phoneNumbers/1"),
    ]
    assert told(OUTBOUND_BODY | {"phoneNumbers": numbers}, account) == [("RR805", "/phoneNumbers/1")]


@pytest.mark.parametrize(
    ("agent", "severity"), [("support-agent", "info"), ("VideoSDKAgent", "info"), ("nobody", "warning")]
)
def test_an_agent_in_no_list_may_be_hosted_elsewhere(agent: str, severity: str) -> None:
    account = snapshot(agents=[{"agentId": "sales"}], routingRules=[LINE | {"numbers": [], "agentId": "support-agent"}])
    report = check(
        INBOUND_BODY | {"agentId": agent}, settings=Settings(select=("RR806",), min_severity="info"), account=account
    )
    assert [(one.pointer, one.severity) for one in report] == [("/agentId", severity)]
    assert told(INBOUND_BODY | {"agentId": "sales"}, account) == []


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        ({"type": "static", "id": "mine"}, []),
        ({"type": "static", "id": "2kyv-gzay-64pg"}, []),
        ({"type": "static", "id": "other"}, [("RR807", "/room/id")]),
        ({"type": "static", "id": "$YOUR_ROOM"}, []),
        ({"type": "dynamic", "id": "other"}, []),
        ({"type": "static"}, []),
    ],
)
def test_a_static_room_is_known_by_either_id(room: Any, expected: Any) -> None:
    account = snapshot(
        rooms=[{"roomId": "2kyv-gzay-64pg", "customRoomId": "mine"}, {"roomId": "x", "customRoomId": None}]
    )
    assert told(INBOUND_BODY | {"room": room}, account) == expected


def test_an_api_key_is_looked_up_and_not_shown() -> None:
    account = snapshot(apiKeys=[{"apiKey": "k-1", "name": "main"}, "k-2"])
    assert told(OUTBOUND_BODY | {"apiKey": "k-1"}, account) == []
    assert told(OUTBOUND_BODY | {"apiKey": "k-2"}, account) == []
    assert told(OUTBOUND_BODY | {"apiKey": "$YOUR_API_KEY"}, account) == []
    report = check(OUTBOUND_BODY | {"apiKey": "k-3-private"}, settings=Settings(select=("RR803",)), account=account)
    assert [one.pointer for one in report] == ["/apiKey"]
    assert "k-3-private" not in str(report)
