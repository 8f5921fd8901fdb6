"""Which stored rule an update, a request or a file is, and what follows for the rules about the account."""

from __future__ import annotations

import json
from typing import Any

import pytest

from siplint.api import check, check_bytes, check_files
from siplint.model.settings import Settings

ONE, TWO, THREE = "+14155551234", "+14155555678", "+14155550000"
OLD = {"id": "rr_1", "name": "Old line", "type": "inbound", "numbers": [ONE]}
OTHER = {"id": "rr_2", "name": "Other line", "type": "inbound", "numbers": [TWO]}
SALES = {"id": "rr_3", "name": "Sales calls", "type": "outbound", "numbers": [ONE]}
ACCOUNT = {"version": 1, "phoneNumbers": [ONE, TWO, THREE], "routingRules": [OLD, OTHER, SALES], "agents": ["a"]}
NEW = {"name": "New line", "type": "inbound", "phoneNumbers": [THREE], "agentId": "a"}


def found(body: Any, kind: Any = "update", account: Any = ACCOUNT, **more: Any) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in check(body, kind=kind, account=account, **more)]


def places(report: Any) -> list[tuple[str, str, str]]:
    return [(one.code, one.file, one.pointer) for one in report]


SDK_PATCHES = [
    pytest.param({"name": "New name"}, [], id="a new name"),
    pytest.param({"name": "Other line"}, [], id="a name that another rule has"),
    pytest.param({"name": "Sales calls"}, [], id="a name that an outbound rule has"),
    pytest.param({"name": "Old line"}, [], id="its own name"),
    pytest.param({"phoneNumbers": [ONE]}, [], id="its own number"),
    pytest.param({"phoneNumbers": [ONE, THREE]}, [], id="a number more"),
    pytest.param({"phoneNumbers": [ONE, TWO]}, [("RR802", "/phoneNumbers/1")], id="the number of another rule"),
    pytest.param({"phoneNumbers": [THREE]}, [("RR604", "/phoneNumbers")], id="another number"),
    pytest.param({"phoneNumbers": []}, [("RR604", "/phoneNumbers")], id="no number"),
    pytest.param(
        {"name": "Other line", "phoneNumbers": [TWO]},
        [("RR604", "/phoneNumbers"), ("RR802", "/phoneNumbers/0")],
        id="name and number of another rule",
    ),
    pytest.param({"name": "Sales calls", "headers": {"X-A": "b"}}, [("RR603", "/headers")], id="not the outbound one"),
    pytest.param({"headersToAttributes": {"X-A": "b"}}, [], id="the map of its direction"),
    pytest.param({"headersToAttributes": {"X-A": "b"}, "headers": {}}, [], id="an empty map of the other direction"),
    pytest.param(
        {"headersToAttributes": {"X-A": "b"}, "headers": {"X-A": "b"}}, [("RR603", "/headers")], id="both maps"
    ),
    pytest.param({"recording": True}, [], id="a switch"),
    pytest.param({"room": {"type": "dynamic", "prefix": "blank"}}, [], id="a room, made from the target"),
    pytest.param({"tags": []}, [], id="no tags"),
    pytest.param({}, [("RR601", "")], id="nothing"),
]
"""What the official SDK sends for an update of rr_1: the id is in the URL, and `name` is the new name."""


@pytest.mark.parametrize(("body", "expected"), SDK_PATCHES)
def test_the_rule_of_an_update_is_known_by_its_id_alone(body: Any, expected: Any) -> None:
    assert sorted(found(body, rule_id="rr_1")) == sorted(expected)
    if body:
        assert sorted(found(body | {"id": "rr_1"})) == sorted(expected)
        assert sorted(found(body | {"id": "rr_2"}, rule_id="rr_1")) == sorted(expected), "the call has the last word"
    text = json.dumps(body).encode()
    assert sorted(
        (one.code, one.pointer) for one in check_bytes(text, kind="update", account=ACCOUNT, rule_id="rr_1")
    ) == (sorted(expected))


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Old line", "phoneNumbers": [ONE]},
        {"name": "Old line", "phoneNumbers": [TWO]},
        {"name": "Old line", "headers": {"X-A": "b"}},
        {"name": "Sales calls", "headersToAttributes": {"X-A": "b"}},
    ],
)
def test_a_name_never_says_which_rule_an_update_changes(body: Any) -> None:
    assert found(body) == []
    report = check(body, kind="update", account=ACCOUNT)
    assert report.notes == (
        "1 update does not say which rule is changed (`id`, or `rule_id=`): RR603, RR604, RR706 and RR802 need it",
    )


def test_an_update_of_an_unknown_rule_may_have_any_number() -> None:
    assert found({"phoneNumbers": [ONE, TWO]}, direction="inbound") == []
    assert found({"phoneNumbers": [ONE, TWO]}, direction="inbound", rule_id="rr_2") == [("RR802", "/phoneNumbers/0")]


def test_a_rule_that_the_account_does_not_have_holds_no_number() -> None:
    body = {"phoneNumbers": [ONE]}
    assert found(body, direction="inbound", rule_id="rr_9") == [("RR802", "/phoneNumbers/0")]
    report = check(body, kind="update", account=ACCOUNT, rule_id="rr_9")
    assert places(report) == []
    assert report.notes == ('<account> has no rule "rr_9", which an update is for',)
    paged = ACCOUNT | {"routingRules": {"pageInfo": {"currentPage": 1, "lastPage": 2}, "data": [OLD]}}
    assert check(body, kind="update", account=paged, rule_id="rr_9").notes == (
        "<account> has 1 of 2 pages of `routingRules`: what it lacks cannot be judged",
    )


@pytest.mark.parametrize("name", ["Old line", "Other line", "Sales calls", "New line"])
def test_a_body_that_is_posted_is_a_new_rule_whatever_its_name(name: str) -> None:
    assert found(NEW | {"name": name, "phoneNumbers": [ONE]}, "create") == [("RR802", "/phoneNumbers/0")]
    assert found(NEW | {"name": name, "phoneNumbers": [TWO]}, "create") == [("RR802", "/phoneNumbers/0")]
    assert found(NEW | {"name": name}, "create") == []
    assert found(NEW | {"name": name, "phoneNumbers": [ONE]}, "create", rule_id="rr_1") == [
        ("RR802", "/phoneNumbers/0")
    ]
    outbound = NEW | {"name": name, "type": "outbound", "phoneNumbers": [ONE, TWO]}
    assert found(outbound, "create") == []


def test_a_file_is_taken_for_the_stored_rule_of_its_name_and_type_and_the_report_says_so() -> None:
    def checked(*bodies: Any) -> Any:
        return check_files({"a.json": json.dumps(bodies).encode()}, account=ACCOUNT)

    deployed = NEW | {"name": "Old line", "phoneNumbers": [ONE]}
    report = checked(deployed)
    assert places(report) == []
    assert report.notes == (
        "1 rule is taken for the stored rule of its name and type: a new rule could not have its numbers (RR802)",
    )
    report = checked(deployed, NEW | {"name": "Other line", "phoneNumbers": [TWO]}, NEW)
    assert places(report) == []
    assert report.notes == (
        "2 rules are taken for the stored rules of their names and types: new rules could not have their numbers (RR802)",
    )
    assert checked(NEW).notes == ()
    assert checked(NEW | {"name": "Old line"}).notes == (), "no number of it is taken"
    assert places(checked(deployed | {"name": "Sales calls"})) == [("RR802", "a.json", "/0/phoneNumbers/0")]
    fetched = check_bytes(json.dumps(deployed).encode(), account=ACCOUNT, settings=Settings(match_by_name=False))
    assert places(fetched) == [("RR802", "<memory>", "/phoneNumbers/0")]


def test_updates_in_files_name_their_rules_by_id() -> None:
    files = {
        "a.json": [{"id": "rr_1", "phoneNumbers": [THREE]}, {"id": "rr_2", "phoneNumbers": [TWO, ONE]}],
        "b.json": {"id": "rr_3", "headersToAttributes": {"X-A": "b"}},
        "c.jsonl": {"name": "Old line", "phoneNumbers": [ONE]},
    }
    texts = {name: json.dumps(value).encode() for name, value in files.items()}
    report = check_files(texts, kind="update", account=ACCOUNT)
    assert places(report) == [
        ("RR604", "a.json", "/0/phoneNumbers"),
        ("RR706", "a.json", "/1/phoneNumbers/1"),
        ("RR603", "b.json", "/headersToAttributes"),
    ]
    assert report.diagnostics[1].help == 'update "Old line" (rr_1) first, then send this rule'


@pytest.mark.parametrize("rule_id", ["rr_1", "", "6650f1", "1"])
def test_the_id_of_an_update_is_no_finding(rule_id: str) -> None:
    every = Settings(kind="update", min_severity="info")
    assert places(check({"id": rule_id, "name": "n"}, settings=every)) == []
    assert places(check({"id": rule_id}, settings=every)) == [("RR601", "<memory>", "")]
    assert places(check({"id": 1, "name": "n"}, settings=every)) == [("RR105", "<memory>", "/id")]


def test_a_number_that_moves_says_what_is_assumed() -> None:
    files = {"a.json": NEW | {"phoneNumbers": [ONE]}, "b.json": NEW | {"name": "Old line"}}
    report = check_files({name: json.dumps(body).encode() for name, body in files.items()}, account=ACCOUNT)
    assert places(report) == [("RR706", "a.json", "/phoneNumbers/0")]
    assert report.diagnostics[0].help == (
        'update "Old line" (rr_1) first, then send this rule; siplint assumes that each file updates the stored rule of'
        " its name"
    )


FILLED: list[Any] = [{"X-A": "b"}, {"X-A": 1}, {"X-A": "b", "X-C": None}]


@pytest.mark.parametrize("headers", FILLED)
@pytest.mark.parametrize("mapped", FILLED)
def test_both_maps_filled_are_wrong_for_either_type(headers: Any, mapped: Any) -> None:
    settings = Settings(kind="update", select=("RR201", "RR202", "RR603"))
    body = {"headers": headers, "headersToAttributes": mapped}

    def codes(**more: Any) -> list[tuple[str, str]]:
        return [(one.code, one.pointer) for one in check(body, settings=settings, **more)]

    (one,) = check(body, settings=settings)
    assert (one.code, one.pointer, [label.pointer for label in one.labels]) == (
        "RR603",
        "/headersToAttributes",
        ["/headers"],
    )
    assert codes(direction="inbound") == [("RR603", "/headers")]
    assert codes(direction="outbound") == [("RR603", "/headersToAttributes")]
    assert codes(account=ACCOUNT) == [("RR603", "/headersToAttributes")]
    assert codes(account=ACCOUNT, rule_id="rr_1") == [("RR603", "/headers")]


@pytest.mark.parametrize(
    "body",
    [
        {"headers": {}, "headersToAttributes": {"X-A": "b"}},
        {"headers": {"X-A": "b"}, "headersToAttributes": {}},
        {"headers": {}, "headersToAttributes": {}},
        {"headers": {"X-A": "b"}},
        {"headersToAttributes": {"X-A": "b"}},
        {"headers": {"X-A": "b"}, "headersToAttributes": None},
    ],
)
def test_one_filled_map_alone_may_be_right(body: Any) -> None:
    assert [one.code for one in check(body, settings=Settings(kind="update", select=("RR603",)))] == []
