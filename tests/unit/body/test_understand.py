"""Bodies of odd shape: everything that is said of them, and that nothing more is."""

from __future__ import annotations

from typing import Any

import pytest

from body_findings import findings_of
from siplint import check
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.finding import Change
from siplint.model.settings import Settings
from siplint.rules.base import Rule
from siplint.rules.catalogue import all_rules

RULES = all_rules()


def told(body: dict[str, Any], kind: Any) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in check(body, settings=Settings(kind=kind, min_severity="info"))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"dispatch": "agent"}, [("RR110", ""), ("RR601", "")]),
        ({"gatewayId": "g", "agentId": "a"}, [("RR110", "")]),
        ({"createdAt": "", "agentId": "a"}, [("RR111", "")]),
        ({"updatedAt": "", "agentId": "a", "numbers": []}, [("RR111", ""), ("RR604", "/numbers")]),
        (
            {"rule": {"type": "direct"}},
            [("RR112", "/rule"), ("RR402", "/rule/roomId"), ("RR601", ""), ("RR605", "/rule")],
        ),
        ({"allowedIpAddresses": "x"}, [("RR102", "/allowedIpAddresses"), ("RR504", "/allowedIpAddresses")]),
        ({"allowedIpAddresses": "8.8.8.8"}, [("RR102", "/allowedIpAddresses")]),
        ({"allowedNumbers": [1]}, [("RR102", "/allowedNumbers/0")]),
        ({"headers": []}, [("RR102", "/headers")]),
        ({"headers": {"X-A": 1}}, [("RR102", "/headers/X-A"), ("RR605", "/headers")]),
        ({"room": "r"}, [("RR102", "/room")]),
        ({"room": {"id": 1}}, [("RR102", "/room/id"), ("RR605", "/room")]),
        ({"recording": 1}, [("RR102", "/recording")]),
        ({"recording": False}, []),
        ({"recording": True}, []),
        ({"agentId": None}, [("RR106", "/agentId")]),
        ({"includeHeaders": "all"}, [("RR103", "/includeHeaders")]),
    ],
)
def test_an_update_of_odd_shape_changes_something(body: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert told(body, "update") == expected


def test_what_an_old_body_says_elsewhere_is_not_missed() -> None:
    assert told({"gatewayId": "g", "agentMetadata": {"a": 1}}, "create") == [("RR110", "")]
    assert told({"dispatch": {"agent": {"id": "a"}}, "agentMetadata": {"a": 1}}, "create") == [("RR110", "")]


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"room": "r"}, '`room` is a string, "r"; it should be an object'),
        ({"agentMetadata": []}, "`agentMetadata` is a list; it should be an object"),
        ({"headers": 1}, "`headers` is a number, 1; it should be an object of strings"),
        ({"tags": {}}, "`tags` is an object; it should be a list of strings"),
        ({"room": {"pin": 1}}, "`room.pin` is a number, 1; it should be a string"),
        ({"apiKey": []}, "`apiKey` is a list; it should be a string"),
        ({"dtmf": None}, ""),
        ({"dtmf": 0}, "`dtmf` is a number, 0; it should be a boolean"),
    ],
)
def test_the_type_that_was_expected(members: dict[str, Any], message: str) -> None:
    found = [one.message for one in findings_of(OUTBOUND_BODY | members) if one.rule.code == "RR102"]
    assert found == ([message] if message else [])


def test_a_null_is_told_by_its_whole_name() -> None:
    found = findings_of(INBOUND_BODY | {"agentId": None, "room": {"type": "dynamic", "prefix": "blank", "pin": None}})
    assert [(one.message, one.changes, one.safe) for one in found] == [
        ("`agentId` is null", (Change("remove", ("agentId",)),), True),
        ("`room.pin` is null", (Change("remove", ("room", "pin")),), True),
    ]


def test_a_field_that_belongs_into_another_is_not_renamed() -> None:
    (one,) = findings_of(OUTBOUND_BODY | {"roomId": "r"})
    assert (one.help, one.changes) == ("did you mean `room.id`?", ())
    (one,) = findings_of(OUTBOUND_BODY | {"recordng": True})
    assert one.changes == (Change("key", ("recordng",), "recording"),)


WAYS = {"remove", "value", "key", "add", "items", "move"}
FIXING = [rule for rule in RULES if rule.fix and rule.stage in ("shape", "body")]


@pytest.mark.parametrize("rule", FIXING, ids=lambda rule: rule.code)
def test_a_fix_goes_one_of_the_documented_ways(rule: Rule) -> None:
    for bad in rule.bad:
        found = [one for one in findings_of(bad.body, Settings(kind=rule.kinds[0])) if one.rule is rule]
        assert found
        assert {change.how for finding in found for change in finding.changes} <= WAYS


@pytest.mark.parametrize(
    ("value", "better"),
    [
        ("a", ["a"]),
        ("a, b ,,c,", ["a", "b", "c"]),
        ("a, ,b", ["a", "b"]),
        ("a,", ["a"]),
        ("a§b", ["a§b"]),
        ("§", ["§"]),
        (" a ", [" a "]),
        (" , ", None),
        ("", None),
    ],
)
def test_a_text_in_place_of_a_list_is_taken_apart(value: str, better: list[str] | None) -> None:
    for field in ("tags", "phoneNumbers"):
        (found,) = (one for one in findings_of(OUTBOUND_BODY | {field: value}) if one.rule.code == "RR102")
        assert found.changes == (() if better is None else (Change("value", (field,), better),))
        (one,) = (one for one in check(OUTBOUND_BODY | {field: value}) if one.code == "RR102")
        answered = "the API answers 400: the create page names a `phoneNumbers` that is no array"
        assert one.outcome == (answered if field == "phoneNumbers" else found.rule.outcome)
