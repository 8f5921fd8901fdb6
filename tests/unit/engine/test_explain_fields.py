"""An answer that names a field is explained by it."""

from __future__ import annotations

from collections import OrderedDict
from types import MappingProxyType
from typing import Any

import pytest

import siplint

GOOD = {"name": "n", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "a"}


@pytest.mark.parametrize(
    ("text", "change", "expected"),
    [
        ("phoneNumbers must be an array", {}, ("RR102", "/phoneNumbers", False)),
        ("phoneNumbers must be an array", {"phoneNumbers": "+1"}, ("RR102", "/phoneNumbers", True)),
        ("phoneNumbers must be an array", {"recording": "true"}, ("RR102", "/phoneNumbers", False)),
        ("`phoneNumbers` must be an array.", {"phoneNumbers": "+1", "dtmf": 1}, ("RR102", "/phoneNumbers", True)),
        ("each value in phoneNumbers must be a string", {"phoneNumbers": [1]}, ("RR102", "/phoneNumbers/0", True)),
        ("phoneNumbers: Expected array, received string", {}, ("RR102", "/phoneNumbers", False)),
        ("Tags must be an array", {"tags": "a"}, ("RR102", "/tags", True)),
        ("recording must be a boolean value", {"recording": "yes"}, ("RR102", "/recording", True)),
        ("headersToAttributes must be an object", {}, ("RR102", "/headersToAttributes", False)),
        ("headers should be an object", {}, ("RR102", "/headers", False)),
        ("room must be an object", {"room": []}, ("RR102", "/room", True)),
        ("name must be a string", {"name": 1}, ("RR102", "/name", True)),
        ("name should not be empty", {"name": " "}, ("RR104", "/name", True)),
        ("phoneNumbers is required", {"phoneNumbers": None}, ("RR101", "/phoneNumbers", True)),
        ("includeHeaders must be one of ALL, SIP_X_HEADERS, NONE", {}, ("RR103", "/includeHeaders", False)),
        ("type must be one of inbound, outbound", {"type": "in"}, ("RR103", "/type", True)),
        ("number is already attached to another inbound rule", {}, ("RR802", "/phoneNumbers", False)),
        ("a number of type inbound is already attached", {}, ("RR802", "/phoneNumbers", False)),
        ("a phone number does not exist on the user", {}, ("RR801", "/phoneNumbers", False)),
        ("agentId not found", {}, ("RR806", "/agentId", False)),
        ("headers are not allowed on inbound rules", {"headers": {"X-A": "b"}}, ("RR201", "/headers", True)),
        ("headersToAttributes not allowed", {}, ("RR202", "/headersToAttributes", False)),
        ("phoneNumbers is wrong", {}, ("RR101", "/phoneNumbers", False)),
    ],
)
def test_the_field_that_is_named_is_explained(text: str, change: Any, expected: tuple[str, str, bool]) -> None:
    for payload in (text, {"message": text}, {"error": text.upper()}):
        one = siplint.explain(400, payload, GOOD | change)
        assert (one.code, one.pointer, one.diagnostic is not None) == expected
        assert not one.certain
        assert one.code in one.sentence


@pytest.mark.parametrize("field", ["headers", "headersToAttributes"])
def test_a_header_field_of_an_update_belongs_to_the_rule_about_updates(field: str) -> None:
    one = siplint.explain(400, f"{field} is not allowed", {field: {"X-A": "b"}}, kind="update")
    assert (one.code, one.pointer) == ("RR603", f"/{field}")


def test_a_text_that_names_nothing_leaves_the_body_to_speak() -> None:
    one = siplint.explain(400, "bad request", GOOD | {"headers": {"X-A": "b"}})
    assert (one.code, one.pointer) == ("RR201", "/headers")
    assert siplint.explain(400, "bad request", GOOD).code == ""


class Loud:
    """An object of a program, which no JSON has a type for."""

    def __str__(self) -> str:
        raise ZeroDivisionError


@pytest.mark.parametrize(
    "body",
    [
        OrderedDict(GOOD, headers={"X-A": "b"}),
        MappingProxyType(GOOD | {"headers": {"X-A": "b"}}),
        GOOD | {"headers": {"X-A": "b"}, "phoneNumbers": ("+14155551234",)},
        GOOD | {"headers": {"X-A": "b"}, "tags": {1, 2}},
        GOOD | {"headers": {"X-A": "b"}, "agentMetadata": Loud()},
    ],
    ids=["ordered", "proxy", "tuple", "set", "object"],
)
def test_a_body_of_other_objects_than_those_of_json_is_explained(body: Any) -> None:
    told = siplint.explain(400, "headers is not allowed", body)
    assert (told.code, told.pointer) == ("RR201", "/headers")
    fits = [one.code for one in siplint.check(body) if one.pointer == "/headers"]
    assert ([told.diagnostic.code] if told.diagnostic else []) == fits


@pytest.mark.parametrize("body", [None, 3, [], "x", Loud(), {1: 2}], ids=range(6))
def test_what_is_no_body_is_explained_too(body: Any) -> None:
    assert siplint.explain(400, "no", body).code in ("RR001", "RR005", "RR101")
