"""Secrets in the members of a body, and what an API key looks like."""

from __future__ import annotations

import pytest

from body_findings import findings_of
from siplint.api import check
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiZXhhbXBsZSJ9.c2lnbmF0dXJl"


def told(body: dict[str, object]) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in check(body)]


def test_every_place_that_may_hold_one_is_looked_at() -> None:
    deep: object = {"key": JWT}
    for _ in range(150):
        deep = [deep]
    body = INBOUND_BODY | {
        "name": f"line {JWT}",
        "tags": ["a", JWT],
        "agentMetadata": {"deep": deep, "n": 1, "t": True, "x": None, "prompt": "say hello to everybody"},
    }
    assert told(body) == [
        ("RR217", "/agentMetadata/deep" + "/0" * 150 + "/key"),
        ("RR217", "/name"),
        ("RR217", "/tags/1"),
    ]


def test_an_update_need_not_have_any_of_them() -> None:
    assert not list(check({"recording": True}, kind="update"))


def test_a_key_and_its_value_are_one_finding() -> None:
    (one,) = check(OUTBOUND_BODY | {"headers": {JWT: JWT}})
    assert (one.code, one.pointer, one.message) == ("RR217", "/headers/***", "`headers.***` holds a JWT")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("a b", ["RR422"]),
        (" ", ["RR422"]),
        ("\u00a0key", ["RR422"]),
        ("<api key>", ["RR113"]),
        ("ak_resolved", []),
        ("eyJ", []),
    ],
)
def test_the_shape_of_an_api_key(key: str, expected: list[str]) -> None:
    assert [code for code, _ in told(OUTBOUND_BODY | {"apiKey": key})] == expected


@pytest.mark.parametrize(
    ("members", "pointer", "message"),
    [
        ({"name": "Bearer abc123d4"}, "/name", "`name` holds a bearer token"),
        ({"tags": ["Bearer abc123d4"]}, "/tags/0", "`tags.0` holds a bearer token"),
        ({"headers": {"X-A": "Bearer abc123d4"}}, "/headers/X-A", "`headers.X-A` holds a bearer token"),
        (
            {"agentMetadata": {"a": ["Bearer abc123d4"]}},
            "/agentMetadata/a/0",
            "`agentMetadata.a.0` holds a bearer token",
        ),
        (
            {"agentMetadata": {"a": {"Bearer abc123d4": 1}}},
            "/agentMetadata/a/Bearer ***",
            "`agentMetadata.a.Bearer ***` holds a bearer token",
        ),
        (
            {"agentMetadata": {"a": {"b": ("Bearer abc123d4",)}}},
            "/agentMetadata/a/b/0",
            "`agentMetadata.a.b.0` holds a bearer token",
        ),
    ],
)
def test_the_shortest_secret_is_found_in_each_place(members: dict[str, object], pointer: str, message: str) -> None:
    report = check(OUTBOUND_BODY | members, settings=Settings(select=("RR217",)))
    assert [(one.pointer, one.message) for one in report] == [(pointer, message)]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("", "`apiKey` is empty; it should be the API key alone"),
        (" ", "`apiKey` has white space; it should be the API key alone"),
        ("a b", "`apiKey` has white space; it should be the API key alone"),
        (" ab", "`apiKey` has white space; it should be the API key alone"),
        ("ab ", "`apiKey` has white space; it should be the API key alone"),
        (JWT, "`apiKey` holds a token; it should be the API key alone"),
        (f"x:{JWT}", "`apiKey` holds a token; it should be the API key alone"),
        ("eyJ", ""),
        ("k", ""),
        ("ab", ""),
        ("<api key>", ""),
        (" $KEY ", ""),
    ],
)
def test_what_is_wrong_with_an_api_key(key: str, message: str) -> None:
    found = [one for one in findings_of(OUTBOUND_BODY | {"apiKey": key}) if one.rule.code == "RR422"]
    assert [(one.path, one.message) for one in found] == ([(("apiKey",), message)] if message else [])
    assert [one.secrets for one in found] == ([(key,) if key else ()] if message else [])
