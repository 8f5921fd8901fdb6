"""Updates, by the direction and the numbers of the stored rule."""

from __future__ import annotations

import json
from typing import Any

import pytest

from accounts import LINE, ONE, TWO, snapshot, told
from siplint.api import check, check_files
from siplint.model.settings import Settings


def test_of_many_numbers_that_an_update_detaches_the_first_are_named() -> None:
    numbers = [f"+141555512{index}" for index in range(34, 46)]
    for some, said in ((numbers[:10], ""), (numbers[:11], " and others")):
        account = snapshot(routingRules=[LINE | {"numbers": some[::-1]}])
        settings = Settings(kind="update", select=("RR604",))
        (one,) = check({"id": "rr_1", "phoneNumbers": []}, settings=settings, account=account)
        assert one.message == f"the update detaches {', '.join(numbers[:10])}{said}"


@pytest.mark.parametrize("field", ["headers", "headersToAttributes"])
@pytest.mark.parametrize("direction", ["inbound", "outbound"])
def test_a_header_field_is_checked_by_the_direction_of_the_stored_rule(field: str, direction: Any) -> None:
    wrong = (field == "headers") == (direction == "inbound")
    expected = [("RR603", f"/{field}")] if wrong else []
    update = {field: {"X-Team": "sales"}}
    account = snapshot(routingRules=[LINE | {"type": direction}])
    assert told(update, None, "update", direction=direction) == expected
    assert told(update | {"id": "rr_1"}, account, "update") == expected
    assert told(update, account, "update", rule_id="rr_1") == expected
    assert told(update | {"name": "Old line"}, account, "update") == []
    assert told({field: {}}, None, "update", direction=direction) == []
    assert told(update, None, "update") == []


@pytest.mark.parametrize(
    ("field", "direction", "help_"),
    [
        ("headers", "inbound", "remove `headers`; an inbound rule may have `headersToAttributes`"),
        ("headersToAttributes", "outbound", "remove `headersToAttributes`; an outbound rule may have `headers`"),
    ],
)
def test_a_header_field_is_told_once_and_with_the_right_one(field: str, direction: Any, help_: str) -> None:
    for value in ({"X-Team": "sales"}, {"X-Team": 1}):
        settings = Settings(kind="update", select=("RR2", "RR603"))
        (one,) = check({field: value}, settings=settings, direction=direction)
        assert (one.code, one.message, one.help) == ("RR603", f"`{field}` is set, and the rule is {direction}", help_)
        (one,) = check({field: value, "type": direction}, settings=settings, direction=direction)
        assert (one.code, one.pointer) == ("RR201" if field == "headers" else "RR202", f"/{field}")
        (one,) = check({field: value, "type": "other"}, settings=settings, direction=direction)
        assert (one.code, one.pointer) == ("RR603", f"/{field}")


def test_an_update_of_an_unknown_or_ambiguous_rule_has_no_direction() -> None:
    account = snapshot(routingRules=[LINE, LINE | {"id": "rr_2", "type": "outbound"}])
    update = {"headers": {"X-Team": "sales"}}
    assert told(update | {"name": "Old line"}, account, "update") == []
    assert told(update | {"name": "Old line"}, account, "update", direction="inbound") == [("RR603", "/headers")]
    assert told(update | {"id": "rr_9"}, account, "update") == []
    assert told(update | {"name": "New name"}, account, "update") == []


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ({"id": "rr_1", "phoneNumbers": [TWO]}, "the update detaches +14155551234"),
        ({"id": "rr_1", "phoneNumbers": []}, "the update detaches +14155551234, +14155559999"),
        ({"phoneNumbers": []}, "the update detaches all numbers"),
    ],
)
def test_an_update_says_which_numbers_it_takes_away(update: Any, message: str) -> None:
    numbers = [ONE] if update["phoneNumbers"] else [ONE, "+14155559999"]
    account = snapshot(routingRules=[LINE | {"numbers": numbers}])
    report = check(update, kind="update", settings=Settings(kind="update", select=("RR604",)), account=account)
    assert [(one.pointer, one.message) for one in report] == [("/phoneNumbers", message)]


@pytest.mark.parametrize("numbers", [[ONE], ["+1 415 555 1234", TWO], [1]])
def test_an_update_that_keeps_all_numbers_or_says_nothing_sure_takes_none(numbers: Any) -> None:
    account = snapshot(routingRules=[LINE])
    assert told({"id": "rr_1", "phoneNumbers": numbers}, account, "update") == []


def test_an_update_may_name_its_rule() -> None:
    bodies = [{"id": "rr_1", "headersToAttributes": {"X-Team": "team"}}, {"id": "rr_1", "name": "New name"}]
    walked = Settings(kind="update", walked=frozenset(("a.json",)))
    report = check_files({"a.json": json.dumps(bodies).encode()}, settings=walked)
    assert ([one.code for one in report.errors], report.rules) == ([], 2)


def test_an_update_of_a_rule_without_numbers_detaches_none() -> None:
    account = snapshot(routingRules=[LINE | {"numbers": None}])
    assert told({"id": "rr_1", "phoneNumbers": []}, account, "update") == []
