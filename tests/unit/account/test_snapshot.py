"""A body against an account: what the snapshot says, what it leaves unknown, and what is no snapshot."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import siplint
from accounts import ONE, TWO, listed, snapshot, told
from siplint.account.snapshot import BadSnapshot, account_of
from siplint.api import check
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.reference.schemas import SCHEMAS
from siplint.rules.catalogue import all_rules

RULES = all_rules()


@pytest.mark.parametrize(
    "part",
    [
        pytest.param([listed(ONE)], id="as listed"),
        pytest.param([{"e164": ONE, "status": "ACTIVE"}], id="the record alone"),
        pytest.param([ONE], id="the number alone"),
        pytest.param({"pageInfo": {"currentPage": 1, "lastPage": 1}, "data": [listed(ONE)]}, id="one answer"),
        pytest.param([{"pageInfo": {"currentPage": 1, "lastPage": 1}, "data": [listed(ONE)]}], id="answers"),
    ],
)
def test_numbers_are_read_in_every_form_the_api_gives_them(part: Any) -> None:
    bodies = INBOUND_BODY | {"phoneNumbers": [ONE, TWO, "no number"]}
    assert told(bodies, snapshot(phoneNumbers=part)) == [("RR801", "/phoneNumbers/1")]


def test_pages_are_counted_by_their_numbers() -> None:
    pages = [{"pageInfo": {"currentPage": page, "lastPage": 2}, "data": []} for page in (1, 1)]
    assert account_of(snapshot(phoneNumbers=pages)).gaps == {"phoneNumbers": "1 of 2 pages"}
    pages[1]["pageInfo"] = {"currentPage": 2, "lastPage": 2}
    assert account_of(snapshot(phoneNumbers=pages)).gaps == {}


BROKEN: list[tuple[bytes, str]] = [
    (b"", "acc.json:1:1: "),
    (b"{\n 'version': 1}", "acc.json:2:2: "),
    (b'{"version": 1,\n "version": 1}', "acc.json:2:2: "),
    (b"\xff\xfe", "acc.json:1:1: "),
    (b'"\\ud800"', "acc.json:1:1: "),
    (b"[]", "acc.json:1: this is not an account snapshot"),
    (b"{}", "acc.json:1: this is not an account snapshot"),
    (b'{"name": "a rule"}', "acc.json:1: this is not an account snapshot"),
    (b'{\n "version": 2}', "acc.json:2: /version is not 1"),
    (b'{"version": true}', "acc.json:1: /version is not 1"),
    (b'{"version": 1, "takenAt": 5}', "acc.json:1: /takenAt is not a text"),
    (b'{"version": 1, "phoneNumbers": "x"}', "acc.json:1: /phoneNumbers is neither a list"),
    (b'{"version": 1, "phoneNumbers": {"data": []}}', "acc.json:1: /phoneNumbers is not an answer of the API"),
    (b'{"version": 1, "phoneNumbers": [{"pageInfo": 1, "data": []}]}', "acc.json:1: /phoneNumbers/0 is not an answer"),
    (b'{"version": 1, "phoneNumbers": [\n1]}', "acc.json:2: /phoneNumbers/0 is not a phone number"),
    (b'{"version": 1, "phoneNumbers": [{}]}', 'acc.json:1: /phoneNumbers/0 has no "e164"'),
    (b'{"version": 1, "phoneNumbers": ["none"]}', 'acc.json:1: /phoneNumbers/0 has no "e164"'),
    (b'{"version": 1, "routingRules": [1]}', "acc.json:1: /routingRules/0 is not a routing rule"),
    (b'{"version": 1, "routingRules": [{"name": "a"}]}', 'acc.json:1: /routingRules/0 has no "id"'),
    (b'{"version": 1, "routingRules": [{"id": 1}]}', "acc.json:1: /routingRules/0/id is not a text"),
    (
        b'{"version": 1, "routingRules": [{"id": "a", "numbers": "b"}]}',
        "acc.json:1: /routingRules/0/numbers is not a list",
    ),
    (
        b'{"version": 1, "routingRules": [{"id": "a", "numbers": [1]}]}',
        "acc.json:1: /routingRules/0/numbers is not a list",
    ),
    (b'{"version": 1, "agents": [1]}', "acc.json:1: /agents/0 is neither a text nor an object with agentId or id"),
    (b'{"version": 1, "rooms": [{}]}', "acc.json:1: /rooms/0 is neither a text"),
]


@pytest.mark.parametrize(("data", "message"), BROKEN)
def test_what_is_no_snapshot_is_told_with_its_place(data: bytes, message: str) -> None:
    with pytest.raises(BadSnapshot) as caught:
        account_of(data, "acc.json")
    assert str(caught.value).startswith(message)


JUDGE = Draft202012Validator(SCHEMAS["account"]())
UNREADABLE = 5
"""The first of BROKEN are no JSON; and whether a text is a phone number, the schema does not say."""


@pytest.mark.parametrize("data", [data for data, _ in BROKEN[UNREADABLE:] if b'"none"' not in data])
def test_the_schema_refuses_what_is_no_snapshot(data: bytes) -> None:
    assert not JUDGE.is_valid(json.loads(data))


@pytest.mark.parametrize("account", [bad.account for rule in RULES for bad in rule.bad if bad.account])
def test_the_schema_takes_what_is_a_snapshot(account: Any) -> None:
    account_of(account)
    assert list(JUDGE.iter_errors(account | {"takenAt": "2026-01-01T00:00:00Z"})) == []


def test_plain_data_that_is_no_snapshot_is_told_without_a_place() -> None:
    with pytest.raises(siplint.BadSnapshot) as caught:
        siplint.check(INBOUND_BODY, account={"version": 1, "agents": [None]})
    assert str(caught.value) == "<account>: /agents/0 is neither a text nor an object with agentId or id"


def test_a_part_by_another_name_is_noted() -> None:
    account = snapshot(phoneNumbers=[ONE], phone_numbers=[])
    assert check(OUTBOUND_BODY, account=account).notes == (
        "<account> has no `routingRules`: RR603, RR604, RR706, RR802 and RR810 keep silent",
        "<account>: 'phone_numbers' is not a part of an account snapshot",
    )


def test_a_null_part_is_absent_and_an_account_is_taken_as_it_is() -> None:
    account = account_of(snapshot(apiKeys=None))
    assert account.known == frozenset()
    assert account_of(account) is account
