"""The library calls: a report, never an exception, whatever the body is."""

from __future__ import annotations

import copy
import enum
import json
from collections import OrderedDict
from enum import StrEnum
from typing import Any

import pytest

import siplint
from body_findings import findings_of
from siplint import InvalidRoutingRule, Report, check, check_bytes, check_files, require
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.finding import Change
from siplint.model.settings import Settings

HEADERS = INBOUND_BODY | {"headers": {"X-Team": "sales"}}


def told(report: Report) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in report]


def test_a_clean_body() -> None:
    report = check(INBOUND_BODY)
    assert report.ok
    assert (list(report), len(report), report.errors, report.warnings, str(report)) == ([], 0, (), (), "")
    assert repr(report) == "<Report: 0 diagnostics in 1 file>"
    assert report
    require(INBOUND_BODY)


def test_a_body_that_never_was_text_has_pointers_and_no_places() -> None:
    report = check(HEADERS | {"recordng": 1})
    assert not report.ok
    assert told(report) == [("RR105", "/recordng"), ("RR201", "/headers")]
    assert [one.code for one in report.errors] == ["RR201"]
    assert [one.code for one in report.warnings] == ["RR105"]
    (error,) = report.errors
    assert (error.file, error.start, error.end) == ("<memory>", None, None)
    assert [(label.file, label.pointer, label.start) for label in error.labels] == [("<memory>", "/type", None)]
    assert str(report).splitlines() == [
        "/recordng: warning[RR105] `recordng` is not a documented field of a routing rule",
        "/headers: error[RR201] `headers` is set on an inbound rule; it is for outbound rules",
    ]
    data = json.loads(json.dumps(report.to_dict()))
    assert data["diagnostics"][1]["start"] is None
    assert data["summary"] == {"files": 1, "rules": 1, "errors": 1, "warnings": 1, "infos": 0}


def test_require_raises_with_the_report() -> None:
    with pytest.raises(InvalidRoutingRule, match=r"RR201") as caught:
        require(HEADERS)
    assert isinstance(caught.value, ValueError)
    assert told(caught.value.report) == [("RR201", "/headers")]
    require(OUTBOUND_BODY | {"recordng": 1})


def test_what_comes_from_no_file_is_reported_without_a_file() -> None:
    with pytest.raises(InvalidRoutingRule) as caught:
        require([])
    assert str(caught.value) == "the body: error[RR005] a list is not a routing rule"
    with pytest.raises(InvalidRoutingRule) as caught:
        require(HEADERS)
    assert str(caught.value).startswith("/headers: error[RR201] ")
    assert str(check_bytes(b'{"a": 1,}', file="a.json")).startswith("a.json:1:8: error[RR001] ")
    assert str(check_bytes(b'{"a": 1,}')).startswith("1:8: error[RR001] ")


def test_update_bodies_need_no_required_field() -> None:
    assert told(check({"name": "n"}, kind="update")) == []
    assert told(check({"name": "n", "type": "inbound", "agentId": "a"})) == [("RR101", "/phoneNumbers")]
    with pytest.raises(InvalidRoutingRule):
        require({}, kind="update")


def test_a_text_has_places() -> None:
    report = check_bytes(json.dumps(HEADERS).encode(), file="a.json")
    (one,) = report
    assert (one.file, one.start and one.start.column) == ("a.json", 107)
    assert str(report).startswith("a.json:1:107: error[RR201] ")


def test_files_are_checked_in_order_of_name() -> None:
    bad = json.dumps(HEADERS).encode()
    report = check_files({"b.json": bad, "a.jsonl": b"\n" + bad}, settings=Settings(cross_file=False))
    assert [(one.file, one.pointer) for one in report] == [("a.jsonl", "/0/headers"), ("b.json", "/headers")]
    assert (report.files, report.rules) == (2, 2)
    assert check_files({}) == Report()


class Direction(StrEnum):
    IN = "inbound"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (None, [("RR005", "")]),
        (17, [("RR005", "")]),
        ([INBOUND_BODY], [("RR005", "")]),
        ({"a": 1}, [("RR005", "")]),
        ({}, [("RR101", "/name"), ("RR101", "/phoneNumbers"), ("RR101", "/type")]),
        (OUTBOUND_BODY | {"agentMetadata": {"x": {1, 2}}}, [("RR001", "/agentMetadata/x")]),
        (OUTBOUND_BODY | {"agentMetadata": {"x": float("nan")}}, [("RR001", "/agentMetadata/x")]),
        (OUTBOUND_BODY | {1: 2}, [("RR001", "/1")]),
        (OUTBOUND_BODY | {"name": "\ud800"}, [("RR006", "/name")]),
        (OUTBOUND_BODY | {"phoneNumbers": ("+14155551234",)}, []),
        (OrderedDict(OUTBOUND_BODY), []),
        (INBOUND_BODY | {"type": Direction.IN}, []),
    ],
)
def test_any_python_value_gets_a_report(body: Any, expected: list[tuple[str, str]]) -> None:
    assert told(check(body)) == expected


def test_an_integer_too_long_for_python_to_write_is_told() -> None:
    (one,) = check(OUTBOUND_BODY | {"recording": 10**5000})
    assert (one.code, one.message) == ("RR102", "`recording` is a number, a very long number; it should be a boolean")


def test_a_circle_is_too_deep() -> None:
    body: dict[str, Any] = copy.deepcopy(OUTBOUND_BODY)
    body["agentMetadata"] = body
    assert told(check(body)) == [("RR004", "")]


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_bytes_of_any_kind_are_read(kind: Any) -> None:
    assert told(check_bytes(kind(b'{"agentId": "n", "name": "n"}'))) == [("RR101", "/phoneNumbers"), ("RR101", "/type")]


def test_what_is_no_file_and_no_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="a file is given as bytes, not as str"):
        check_bytes("{}")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='kind is "create" or "update"'):
        check(INBOUND_BODY, kind="patch")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"recordng": True}, [("RR005", "")]),
        ({"recordng": True, "name": "n"}, [("RR105", "/recordng")]),
        ({"Recording": True}, [("RR105", "/Recording"), ("RR601", "")]),
        ({"rule": {"type": "direct", "roomId": "x"}}, [("RR112", "/rule"), ("RR601", "")]),
        ({"foo": 1}, [("RR005", "")]),
        ({"rule": "x"}, [("RR005", "")]),
    ],
)
def test_a_misspelled_field_tells_a_rule_from_other_things(body: Any, expected: list[tuple[str, str]]) -> None:
    assert sorted(told(check(body, kind="update"))) == expected


def test_the_body_is_left_as_it_was() -> None:
    body = HEADERS | {"room": {"type": "direct", "pin": None}, "tags": [1, "a"]}
    before = copy.deepcopy(body)
    check(body)
    assert body == before


def test_names_of_files_may_be_of_a_string_enumeration() -> None:
    class Name(str, enum.Enum):  # noqa: UP042 (it is written so in old code)
        ONE = "a.json"
        OTHER = "b.json"

    data = json.dumps(INBOUND_BODY).encode()
    report = check_files({Name.ONE: data, Name.OTHER: data})
    assert [(one.code, one.file) for one in report] == [("RR702", "b.json"), ("RR701", "b.json")]
    assert report.ok is False
    assert report.failures == ()


def test_ill_shaped_members_hide_nothing_and_start_no_cascade() -> None:
    body = {
        "name": 1,
        "type": "inbound",
        "phoneNumbers": [1, "+14155551234", None],
        "room": "a room",
        "headers": {"X-A": 1},
        "tags": "a",
        "agentMetadata": [],
        "includeHeaders": ["ALL"],
        "headersToAttributes": "X",
    }
    assert told(check(body)) == [
        ("RR102", "/agentMetadata"),
        ("RR102", "/headers/X-A"),
        ("RR102", "/headersToAttributes"),
        ("RR102", "/includeHeaders"),
        ("RR102", "/name"),
        ("RR102", "/phoneNumbers/0"),
        ("RR102", "/phoneNumbers/2"),
        ("RR102", "/room"),
        ("RR102", "/tags"),
        ("RR201", "/headers"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            {"gatewayId": "g", "numbers": ["+14155551234"], "dispatch": {}, "metadata": {}, "record": True},
            [("RR110", "")],
        ),
        (
            {"gatewayId": "g", "name": " ", "type": "INBOUND", "numbers": [], "dispatch": "agent"},
            [("RR104", "/name"), ("RR107", "/numbers"), ("RR110", "")],
        ),
        (
            {"id": "r", "name": "n", "type": "inbound", "numbers": [], "room": None, "createdAt": "", "updatedAt": ""},
            [("RR107", "/numbers"), ("RR111", ""), ("RR401", "")],
        ),
        ({"id": "r", "type": "outbound", "phoneNumbers": ["+14155551234"]}, [("RR111", "")]),
        (INBOUND_BODY | {"rule": {"type": "individual"}, "room": {"type": "dynamic"}}, [("RR112", "/rule")]),
        (OUTBOUND_BODY | {"numbers": ["+14155551234"]}, [("RR105", "/numbers")]),
    ],
)
def test_a_body_of_another_kind_is_explained_by_one_finding_and_checked(
    body: Any, expected: list[tuple[str, str]]
) -> None:
    assert sorted(told(check(body))) == sorted(expected)


def test_an_update_may_carry_its_id_but_no_dates() -> None:
    assert told(check({"id": "rr_1", "name": "n"}, kind="update")) == []
    info = Settings(kind="update", min_severity="info")
    assert told(check({"id": "rr_1", "name": "n"}, settings=info)) == []
    assert told(check({"id": "rr_1", "name": "n", "createdAt": ""}, kind="update")) == [("RR111", "")]


@pytest.mark.parametrize(
    ("body", "pointer", "help_"),
    [
        ({"numbers": []}, "/numbers", "did you mean `phoneNumbers`?"),
        ({"phone_numbers": []}, "/phone_numbers", "did you mean `phoneNumbers`?"),
        ({"direction": "inbound"}, "/direction", "did you mean `type`?"),
        ({"agent_id": "a"}, "/agent_id", "did you mean `agentId`?"),
        ({"record": True}, "/record", "did you mean `recording`?"),
        ({"enableDtmf": True}, "/enableDtmf", "did you mean `dtmf`?"),
        ({"allowedAddresses": []}, "/allowedAddresses", "did you mean `allowedIpAddresses`?"),
        ({"customHeaders": {}}, "/customHeaders", "did you mean `headers`?"),
        ({"roomId": "x"}, "/roomId", "did you mean `room.id`?"),
        ({"hidePhonNumber": True}, "/hidePhonNumber", "did you mean `hidePhoneNumber`?"),
        ({"address": "x"}, "/address", "set it on an outbound gateway"),
        ({"sipRegion": "x"}, "/sipRegion", "set it on a gateway or a phone number"),
        ({"zebra": 1}, "/zebra", ""),
        ({"recordin" + "g" * 50: 1}, "/recordin" + "g" * 50, ""),
        ({"room": {"type": "dynamic", "prefx": "random"}}, "/room/prefx", "did you mean `prefix`?"),
        ({"room": {"type": "dynamic", "transport": "tls"}}, "/room/transport", ""),
    ],
)
def test_unknown_fields_are_told_what_was_meant(body: dict[str, Any], pointer: str, help_: str) -> None:
    (one,) = (one for one in check(OUTBOUND_BODY | body) if one.code == "RR105")
    assert (one.pointer, one.help) == (pointer, help_)


@pytest.mark.parametrize(
    ("path", "value", "help_"),
    [
        ("type", "INBOUND", 'did you mean "inbound"?'),
        ("type", " outbound ", 'did you mean "outbound"?'),
        ("type", "incoming", 'did you mean "inbound"?'),
        ("type", "sideways", ""),
        ("type", "x" * 100, ""),
        ("includeHeaders", "X_HEADERS", 'did you mean "SIP_X_HEADERS"?'),
        ("includeHeaders", "x-headers", 'did you mean "SIP_X_HEADERS"?'),
        ("includeHeaders", "SIP_NO_HEADERS", 'did you mean "NONE"?'),
        ("includeHeaders", "all", 'did you mean "ALL"?'),
        ("room", "individual", 'did you mean "dynamic"?'),
        ("room", "direct", 'did you mean "static"?'),
    ],
)
def test_wrong_values_are_told_what_was_meant(path: str, value: str, help_: str) -> None:
    body = OUTBOUND_BODY | ({"room": {"type": value}} if path == "room" else {path: value})
    (one,) = (one for one in check(body) if one.code == "RR103")
    assert (one.pointer, one.help) == ("/room/type" if path == "room" else f"/{path}", help_)


@pytest.mark.parametrize(
    ("members", "value", "safe"),
    [
        ({"type": "INBOUND"}, "inbound", True),
        ({"type": "incoming"}, "inbound", False),
        ({"includeHeaders": "none"}, "NONE", True),
        ({"includeHeaders": "SIP_NO_HEADERS"}, "NONE", False),
        ({"room": {"type": "Static"}}, "static", True),
        ({"room": {"type": "direct"}}, "static", False),
    ],
)
def test_a_value_in_other_letters_is_safe_to_mend(members: dict[str, Any], value: str, safe: bool) -> None:
    (found,) = (one for one in findings_of(OUTBOUND_BODY | members) if one.rule.code == "RR103")
    assert (found.changes, found.safe) == ((Change("value", found.path, value),), safe)
    (one,) = (one for one in check(OUTBOUND_BODY | members) if one.code == "RR103")
    assert one.outcome == ("the API answers 400" if "type" in members else found.rule.outcome)


@pytest.mark.parametrize(
    ("field", "value", "message", "help_"),
    [
        ("recording", "TRUE", '`recording` is a string, "TRUE"; it should be a boolean', "write true"),
        ("recording", "yes", '`recording` is a string, "yes"; it should be a boolean', ""),
        ("recording", {}, "`recording` is an object; it should be a boolean", ""),
        ("recording", 1.5, "`recording` is a number, 1.5; it should be a boolean", ""),
        ("name", 5, "`name` is a number, 5; it should be a string", 'write "5"'),
        ("name", True, "`name` is a boolean, true; it should be a string", ""),
        (
            "phoneNumbers",
            "+14155551234",
            '`phoneNumbers` is a string, "+14155551234"; it should be a list of strings',
            'write ["+14155551234"]',
        ),
        ("phoneNumbers", " ", '`phoneNumbers` is a string, " "; it should be a list of strings', ""),
        ("tags", [None], "item 0 of `tags` is null; it should be a string", ""),
        ("headers", [], "`headers` is a list; it should be an object of strings", ""),
        ("headers", {"X": 1}, "`headers.X` is a number, 1; it should be a string", 'write "1"'),
        ("agentMetadata", "x" * 70, f'`agentMetadata` is a string, "{"x" * 60}…"; it should be an object', ""),
    ],
)
def test_wrong_types_are_told_with_the_value(field: str, value: Any, message: str, help_: str) -> None:
    (one,) = check(OUTBOUND_BODY | {field: value}).errors
    assert (one.code, one.message, one.help) == ("RR102", message, help_)


@pytest.mark.parametrize(
    ("text", "left_in"),
    [
        ("$YOUR_KEY", True),
        ("${KEY}", True),
        ("$1.50 line", False),
        ("YOUR_KEY", True),
        ("your_key", True),
        ("<key>", True),
        ("< 5 minutes", False),
        ("{{ key }}", True),
        ("{{ key", False),
        ("xxx", True),
        ("XXXX-XXXX", True),
        ("xxxl shop", False),
        ("CHANGEME", True),
        ("key", False),
    ],
)
def test_placeholders_are_told_from_texts(text: str, left_in: bool) -> None:
    body = INBOUND_BODY | {"apiKey": text, "agentId": text, "room": {"type": "static", "id": text}}
    found = [(one.severity, one.pointer) for one in check(body) if one.code == "RR113"]
    assert found == ([("warning", "/agentId"), ("error", "/apiKey"), ("warning", "/room/id")] if left_in else [])


def test_public_names_come_when_they_are_asked_for() -> None:
    assert set(siplint.__all__) <= set(dir(siplint))
    for name in siplint.__all__:
        assert getattr(siplint, name)
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        _ = siplint.chekc


class Word(str, enum.Enum):  # noqa: UP042 (what programs for older Pythons have, and writes itself otherwise)
    """Words of a program that names fields and values by an enumeration."""

    RECORDING = "recording"
    TYPE = "type"
    INBOUND = "inbound"
    ROOM = "room"
    TICKET = "X Ticket/1"
    METADATA = "agentMetadata"
    UNKNOWN = "agent_idd"


@pytest.mark.parametrize(
    ("members", "code", "pointer", "message"),
    [
        ({Word.TYPE: Word.INBOUND}, "", "", ""),
        ({Word.RECORDING: "true"}, "RR102", "/recording", '`recording` is a string, "true"; it should be a boolean'),
        ({Word.UNKNOWN: 1}, "RR105", "/agent_idd", "`agent_idd` is not a documented field of a routing rule"),
        (
            {Word.ROOM: {"type": "dynamic", Word.TYPE: Word.UNKNOWN}},
            "RR103",
            "/room/type",
            '`room.type` is "agent_idd"; it should be `static` or `dynamic`',
        ),
        (
            {Word.METADATA: {Word.TICKET: "Bearer 5up3r-s3cret-t0ken"}},
            "RR217",
            "/agentMetadata/X Ticket~11",
            "`agentMetadata.X Ticket/1` holds a bearer token",
        ),
        (
            {Word.METADATA: 1, "agentId": "<agent>"},
            "RR102",
            "/agentMetadata",
            "`agentMetadata` is a number, 1; it should be an object",
        ),
    ],
)
def test_members_of_an_enumeration_are_the_texts_they_stand_for(
    members: Any, code: str, pointer: str, message: str
) -> None:
    found = [(one.code, one.pointer, one.message) for one in check(INBOUND_BODY | members) if one.code != "RR113"]
    assert found == ([(code, pointer, message)] if code else [])


@pytest.mark.parametrize("number", [10**5_000, -(10**5_000)], ids=["above", "below"])
def test_a_number_of_very_many_digits_is_one_like_any_other(number: int) -> None:
    (one,) = check(OUTBOUND_BODY | {"type": number})
    assert (one.code, one.message) == ("RR102", "`type` is a number, a very long number; it should be a string")
    found = told(check(OUTBOUND_BODY | {"type": number, "gatewayId": "g"}))
    assert sorted(found) == [("RR102", "/type"), ("RR110", "")]
    text = f'{{"name": 1e{"9" * 5_000}, "type": "outbound", "phoneNumbers": ["+14155551234"]}}'.encode()
    (one,) = check_bytes(text)
    assert one.message == "`name` is a number, a very large number; it should be a string"


def test_without_fixes_all_else_is_said() -> None:
    data = json.dumps(OUTBOUND_BODY | {"phoneNumbers": ["+1 415 555 2671"]}).encode()
    one, other = (check_bytes(data, settings=Settings(fixes=fixes)) for fixes in (True, False))
    assert [(here.fix is not None, there.fix) for here, there in zip(one, other, strict=True)] == [(True, None)]
    assert [here.message for here in one] == [there.message for there in other]
