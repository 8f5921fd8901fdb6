"""What stands around a body: the token, the type of the content, the path, each with its whole sentence."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from siplint.http import Request, concerns
from siplint.rules.catalogue import all_rules
from siplint.rules.http_request import PLAIN, TOKEN

RULES = all_rules("request")
NOW = 1_700_000_000.0
AUTHORIZATION = "/headers/authorization"
OLD = "/v2/sip/routing-rules"
NEW = "/v2/sip/routing-rule"
RULE = "/0123456789abcdef01234567"


def token(**payload: Any) -> str:
    parts = ({"alg": "HS256", "typ": "JWT"}, {"apikey": "k"} | payload)
    return ".".join([*(urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts), "c2ln"])


def told(
    authorization: str = TOKEN,
    content_type: str = "application/json",
    method: str = "POST",
    path: str = "/v2/sip/routing-rule",
    *,
    legacy: bool = False,
) -> list[tuple[str, str, str]]:
    headers = {"authorization": authorization, "content-type": content_type}
    request = Request(method, path, headers, legacy, NOW)
    return [
        (rule.code, "".join(f"/{step}" for step in finding.path), finding.message)
        for rule in RULES
        for finding in rule.check(request)
    ]


def test_the_examples_are_requests_that_are_checked() -> None:
    for rule in RULES:
        for request in (*rule.good, *(bad.body for bad in rule.bad)):
            assert concerns(request.method, request.path)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (TOKEN, []),
        ("Bearer " + TOKEN, [("RR901", AUTHORIZATION, '`Authorization` begins with "Bearer"')]),
        ("BASIC " + TOKEN, [("RR901", AUTHORIZATION, '`Authorization` begins with "BASIC"')]),
        ("Token " + TOKEN, []),
        ("bearer", []),
    ],
)
def test_a_token_stands_alone(sent: str, expected: list[tuple[str, str, str]]) -> None:
    assert [one for one in told(sent) if one[0] == "RR901"] == expected


@pytest.mark.parametrize(("expiry", "expired"), [(NOW - 1, True), (NOW, True), (NOW + 1, False), ("1", False)])
def test_when_a_token_expires(expiry: Any, expired: bool) -> None:
    found = [one for one in told(token(exp=expiry)) if one[0] == "RR902"]
    assert found == ([("RR902", AUTHORIZATION, "the token has expired")] if expired else [])


@pytest.mark.parametrize(
    ("sent", "lacks"),
    [
        (token(version=2, roles=["crawler"]), ""),
        (token(version=2, roles=["rtc", "crawler"]), ""),
        (token(version=1, roles=["crawler"]), "version 2"),
        (token(roles=["crawler"]), "version 2"),
        (token(version=2, roles=["rtc"]), "the role `crawler`"),
        (token(version=2, roles="crawler"), "the role `crawler`"),
        (token(version=2), "the role `crawler`"),
        (PLAIN, "version 2 and the role `crawler`"),
        ("Bearer " + PLAIN, "version 2 and the role `crawler`"),
        ("no token", ""),
    ],
)
def test_what_a_token_lacks(sent: str, lacks: str) -> None:
    found = [one for one in told(sent) if one[0] == "RR905"]
    assert found == ([("RR905", AUTHORIZATION, f"the token has not {lacks}")] if lacks else [])


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ("application/json", ""),
        ("Application/JSON", ""),
        (" application/json ; charset=utf-8", ""),
        ("", "there is no `Content-Type`"),
        ("text/plain", '`Content-Type` is "text/plain"; it should be application/json'),
        ("application/jsonl", '`Content-Type` is "application/jsonl"; it should be application/json'),
    ],
)
def test_the_type_of_the_content(sent: str, message: str) -> None:
    assert told(content_type=sent) == ([("RR903", "/headers/content-type", message)] if message else [])


@pytest.mark.parametrize(
    ("method", "path", "legacy", "where", "message"),
    [
        ("POST", NEW, False, "", ""),
        ("PATCH", NEW + RULE, False, "", ""),
        ("PUT", NEW + RULE, False, "/method", "`PUT` is the old API's method"),
        ("POST", NEW, True, "", ""),
        ("POST", OLD, True, "", ""),
        ("PUT", OLD + RULE, True, "", ""),
        (
            "PATCH",
            OLD + RULE,
            True,
            "/method",
            "`PATCH` is the new API's method; the path and the body are of the old one",
        ),
        ("POST", OLD, False, "/path", f'"{OLD}" is the old API\'s path; the body is of the new one'),
        ("PATCH", OLD + RULE, False, "/path", f'"{OLD + RULE}" is the old API\'s path; the body is of the new one'),
    ],
)
def test_the_two_apis(method: str, path: str, legacy: bool, where: str, message: str) -> None:
    assert told(method=method, path=path, legacy=legacy) == ([("RR904", where, message)] if message else [])
