"""Before sending: real clients against a server that counts what arrives."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from base64 import urlsafe_b64encode
from collections.abc import Callable
from importlib import import_module
from typing import Any

import httpx
import pytest
import requests

import siplint
from local_server import BAD, Server, server
from siplint.http import check_request, concerns
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.severity import WARNING
from siplint.rules.base import Bad, Rule
from siplint.rules.catalogue import all_rules
from siplint.rules.http_request import EXPIRED, TOKEN

__all__ = ["server"]

RULES = all_rules("request")

HEADERS = {"Authorization": TOKEN}


def with_httpx(url: str, method: str, **sent: Any) -> int:
    with httpx.Client(event_hooks=siplint.httpx.hooks(), trust_env=False) as client:
        return client.request(method, url, headers=HEADERS, **sent).status_code


def with_async_httpx(url: str, method: str, **sent: Any) -> int:
    async def send() -> int:
        async with httpx.AsyncClient(event_hooks=siplint.httpx.hooks(), trust_env=False) as client:
            return (await client.request(method, url, headers=HEADERS, **sent)).status_code

    return asyncio.run(send())


def with_requests(url: str, method: str, **sent: Any) -> int:
    with requests.Session() as session:
        session.trust_env = False
        session.mount("http://", siplint.requests.Adapter())
        return session.request(method, url, headers=HEADERS, **sent).status_code


CLIENTS = [with_httpx, with_async_httpx, with_requests]
Send = Callable[..., int]


@pytest.mark.parametrize("send", CLIENTS)
@pytest.mark.parametrize(
    ("method", "path", "body", "codes"),
    [
        ("POST", "/v2/sip/routing-rule", BAD, ["RR201"]),
        ("POST", "/v2/sip/routing-rule?x=1", {}, ["RR101"] * 3),
        ("PATCH", "/v2/sip/routing-rule/rr_1", {}, ["RR601"]),
        ("PUT", "/v2/sip/routing-rule/rr_1", {"name": "n"}, ["RR904"]),
        ("POST", "/v2/sip/routing-rules", OUTBOUND_BODY, ["RR904"]),
    ],
)
def test_a_bad_rule_never_leaves(
    server: Server, send: Send, method: str, path: str, body: Any, codes: list[str]
) -> None:
    with pytest.raises(siplint.InvalidRoutingRule) as caught:
        send(server.url + path, method, json=body)
    assert [one.code for one in caught.value.report.errors] == codes
    assert server.arrived == []


@pytest.mark.parametrize("send", CLIENTS)
def test_good_rules_and_other_requests_pass(server: Server, send: Send) -> None:
    sent = [
        ("POST", "/v2/sip/routing-rule", INBOUND_BODY),
        ("PATCH", "/v2/sip/routing-rule/rr_1", {"name": "n"}),
        ("POST", "/v2/rooms", {"any": "thing"}),
        ("POST", "/v2/sip/routing-rule-log", {"any": "thing"}),
    ]
    for method, path, body in sent:
        assert send(server.url + path, method, json=body) == 201
    assert send(server.url + "/v2/sip/routing-rule", "GET") == 201
    assert [(method, path, json.loads(raw)) for method, path, raw in server.arrived[:-1]] == sent
    assert server.arrived[-1][0] == "GET"


def test_a_body_that_is_streamed_is_checked_too(server: Server) -> None:
    url = server.url + "/v2/sip/routing-rule"

    async def pieces(body: Any) -> Any:
        yield json.dumps(body).encode()

    async def send(body: Any) -> int:
        headers = HEADERS | {"Content-Type": "application/json"}
        async with httpx.AsyncClient(event_hooks=siplint.httpx.hooks(), trust_env=False) as client:
            return (await client.post(url, headers=headers, content=pieces(body))).status_code

    with pytest.raises(siplint.InvalidRoutingRule):
        asyncio.run(send(BAD))
    assert server.arrived == []


def test_requests_bodies_of_every_kind_are_checked(server: Server) -> None:
    good, bad = json.dumps(INBOUND_BODY), json.dumps(BAD)
    makes: list[Callable[[str], Any]] = [
        str,
        str.encode,
        lambda text: io.BytesIO(text.encode()),
        io.StringIO,
        lambda text: iter([text.encode()]),
    ]
    with requests.Session() as session:
        session.trust_env = False
        session.mount("http://", siplint.requests.Adapter({"max_retries": 0}))
        session.headers.update(HEADERS | {"Content-Type": "application/json"})
        for make in makes:
            assert session.post(server.url + "/v2/sip/routing-rule", data=make(good)).status_code == 201
            with pytest.raises(siplint.InvalidRoutingRule):
                session.post(server.url + "/v2/sip/routing-rule", data=make(bad))
        with pytest.raises(siplint.InvalidRoutingRule, match="RR001"):
            session.post(server.url + "/v2/sip/routing-rule")
    assert [raw.decode() for _, _, raw in server.arrived] == [good] * len(makes)


def test_a_token_with_a_prefix_never_leaves(server: Server) -> None:
    with httpx.Client(event_hooks=siplint.httpx.hooks(), trust_env=False) as client:
        client.headers["Authorization"] = f"Bearer {TOKEN}"
        with pytest.raises(siplint.InvalidRoutingRule) as caught:
            client.post(server.url + "/v2/sip/routing-rule", json=INBOUND_BODY)
    assert [(one.code, one.file, one.pointer) for one in caught.value.report] == [
        ("RR901", "<request>", "/headers/authorization")
    ]
    assert TOKEN not in str(caught.value)
    assert server.arrived == []


@pytest.mark.parametrize(
    ("rule", "bad"),
    [pytest.param(rule, bad, id=f"{rule.code}-{i}") for rule in RULES for i, bad in enumerate(rule.bad)],
)
def test_a_bad_request_gives_exactly_its_code(rule: Rule, bad: Bad) -> None:
    found = [(one.code, one.check(bad.body)) for one in RULES]
    told = [(code, "".join(f"/{step}" for step in finding.path)) for code, findings in found for finding in findings]
    assert [one for one in told if one[0] != "RR905"] == ([] if rule.code == "RR905" else [(rule.code, bad.at)])
    assert rule.code != "RR905" or told == [("RR905", bad.at)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_good_request_gives_nothing(rule: Rule) -> None:
    for good in rule.good:
        assert [list(one.check(good)) for one in RULES] == [[]] * len(RULES)


def token(head: Any, payload: Any) -> str:
    parts = [urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (head, payload)]
    return ".".join([*parts, "c2ln"])


@pytest.mark.parametrize(
    ("sent", "messages"),
    [
        ("", ["there is no token in `Authorization`"]),
        ("a.b", ["the token is no JWT: it has not three parts of base64url JSON"]),
        ("a..c", ["the token is no JWT: it has not three parts of base64url JSON"]),
        (token([], {}), ["the token is no JWT: it has not three parts of base64url JSON"]),
        (
            token({"alg": "none"}, {}),
            ["the token has no claim `apikey`", 'the token\'s `alg` is "none"; it should be HS256'],
        ),
        (EXPIRED, ["the token has expired"]),
        (TOKEN, []),
    ],
)
def test_a_token_is_checked_by_what_can_be_read(sent: str, messages: list[str]) -> None:
    headers = {"AUTHORIZATION": sent, "Content-type": "application/json"}
    report = check_request("POST", "/v2/sip/routing-rule", headers, json.dumps(INBOUND_BODY).encode())
    assert [(one.severity, one.message) for one in report] == [(WARNING, one) for one in messages]


def test_the_old_api_gets_its_own_body() -> None:
    legacy = b'{"gatewayId": "g", "name": "n", "numbers": ["+14155551234"], "dispatch": "agent"}'
    headers = {"Authorization": TOKEN, "Content-Type": "application/json"}

    def codes(method: str, path: str) -> list[str]:
        return [one.code for one in check_request(method, path, headers, legacy)]

    assert codes("POST", "/v2/sip/routing-rules") == []
    assert codes("PUT", "/v2/sip/routing-rules/rr_1") == []
    assert codes("PATCH", "/v2/sip/routing-rules/rr_1") == ["RR904"]
    assert codes("POST", "/v2/sip/routing-rule") == ["RR110"]
    (one,) = check_request("POST", "/v2/sip/routing-rule", {"Authorization": TOKEN}, json.dumps(INBOUND_BODY).encode())
    assert (one.code, one.message) == ("RR903", "there is no `Content-Type`")


def test_which_requests_concern_rules() -> None:
    assert concerns("POST", "/v2/sip/routing-rule")
    assert concerns("PATCH", "/proxy/v2/sip/routing-rule/rr_1?x=/sip/routing-rule-x")
    assert not concerns("DELETE", "/v2/sip/routing-rule/rr_1")
    assert not concerns("POST", "/v2/sip/routing-ruleset")


def explained(status: int, payload: Any, body: Any = INBOUND_BODY, **more: Any) -> tuple[str, str, bool, bool]:
    one = siplint.explain(status, payload, body, **more)
    assert one.sentence
    return one.code, one.pointer, one.certain, one.diagnostic is not None


@pytest.mark.parametrize(
    ("payload", "body", "expected"),
    [
        ({"message": "Invalid API Key"}, INBOUND_BODY, ("RR803", "/apiKey", True, False)),
        ('{"error": "Invalid API Key"}', INBOUND_BODY | {"apiKey": "$YOUR_API_KEY"}, ("RR113", "/apiKey", True, True)),
        (b'{"msg": "`name` is required."}', INBOUND_BODY | {"name": ""}, ("RR104", "/name", True, True)),
        (
            {"statusMessage": "type must be one of inbound, outbound"},
            INBOUND_BODY | {"type": "in"},
            ("RR103", "/type", False, True),
        ),
        ("headers are not allowed", BAD, ("RR201", "/headers", False, True)),
        ({"message": "number already attached"}, INBOUND_BODY, ("RR802", "/phoneNumbers", False, False)),
        ({"message": "numbers not found"}, INBOUND_BODY, ("RR801", "/phoneNumbers", False, False)),
        ({"message": ""}, BAD | {"recording": "true"}, ("RR201", "/headers", False, True)),
        ("[1]", INBOUND_BODY, ("", "", False, False)),
        (None, INBOUND_BODY, ("", "", False, False)),
        ("[" * 100_000, INBOUND_BODY, ("", "", False, False)),
    ],
)
def test_a_400_is_explained(payload: Any, body: Any, expected: tuple[str, str, bool, bool]) -> None:
    assert explained(400, payload, body) == expected


def test_other_answers_are_explained_by_their_status() -> None:
    assert explained(400, "No editable fields provided", {}, kind="update") == ("RR601", "", True, True)
    assert siplint.explain(409, "", {}).sentence == "the rule was modified or deleted by another request: try again"
    assert siplint.explain(500, "oh", {}).sentence == "the API answered 500: oh"


def test_assert_valid_shows_the_body() -> None:
    siplint.pytest.assert_valid(INBOUND_BODY)
    siplint.pytest.assert_valid({"name": "n"}, kind="update")
    siplint.pytest.assert_valid(OUTBOUND_BODY | {"recordng": True})
    with pytest.raises(AssertionError, match=r"(?s)1 error; 1 rule.*RR201.*--> the body:8:3.*\^\^\^"):
        siplint.pytest.assert_valid(BAD)
    with pytest.raises(AssertionError, match="RR105"):
        siplint.pytest.assert_valid(OUTBOUND_BODY | {"recordng": True}, strict=True)
    with pytest.raises(AssertionError, match="RR001"):
        siplint.pytest.assert_valid({"name": {1}})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("httpx", 'siplint.httpx needs httpx: pip install "siplint[account]"'),
        ("requests", "siplint.requests needs requests: pip install requests"),
    ],
)
def test_a_client_that_is_not_installed_is_named(name: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (name, f"{name}.adapters"):
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, f"siplint.{name}", raising=False)
    with pytest.raises(ImportError) as told:
        import_module(f"siplint.{name}")
    assert str(told.value) == said
    assert isinstance(told.value.__cause__, ModuleNotFoundError)
    assert told.value.name == told.value.__cause__.name
