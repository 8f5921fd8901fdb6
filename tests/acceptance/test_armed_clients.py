"""Real clients, armed with an account, against a server of this machine: what is bad never leaves."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from collections.abc import AsyncIterator, Callable
from importlib import import_module
from typing import Any

import httpx
import pytest
import requests

import siplint
from local_server import Server, server
from siplint.rules.http_request import TOKEN

try:
    import aiohttp
except ImportError:
    aiohttp = None  # type: ignore[assignment]

__all__ = ["server"]

ONE, TWO, THREE = "+14155551234", "+14155555678", "+14155550000"
ACCOUNT = {
    "version": 1,
    "phoneNumbers": [ONE, TWO, THREE],
    "routingRules": [
        {"id": "rr_1", "name": "Old line", "type": "inbound", "numbers": [ONE]},
        {"id": "rr_2", "name": "Other line", "type": "inbound", "numbers": [TWO]},
        {"id": "rr_3", "name": "Sales calls", "type": "outbound", "numbers": [ONE]},
    ],
    "agents": ["a"],
}
GOOD = {"name": "New line", "type": "inbound", "phoneNumbers": [THREE], "agentId": "a"}
BAD = GOOD | {"headers": {"X-Team": "sales"}}
HEADERS = {"Authorization": TOKEN}
NEW = "/v2/sip/routing-rule"
Send = Callable[..., int]


def with_httpx(url: str, method: str, **sent: Any) -> int:
    with httpx.Client(event_hooks=siplint.httpx.hooks(account=ACCOUNT), trust_env=False) as client:
        return client.request(method, url, headers=HEADERS, **sent).status_code


def with_async_httpx(url: str, method: str, **sent: Any) -> int:
    async def send() -> int:
        async with httpx.AsyncClient(event_hooks=siplint.httpx.hooks(account=ACCOUNT), trust_env=False) as client:
            return (await client.request(method, url, headers=HEADERS, **sent)).status_code

    return asyncio.run(send())


def with_requests(url: str, method: str, **sent: Any) -> int:
    with requests.Session() as session:
        session.trust_env = False
        session.mount("http://", siplint.requests.Adapter(account=ACCOUNT))
        return session.request(method, url, headers=HEADERS, **sent).status_code


def with_aiohttp(url: str, method: str, **sent: Any) -> int:
    async def send() -> int:
        armed = [siplint.aiohttp.middleware(account=ACCOUNT)]
        async with aiohttp.ClientSession(middlewares=armed) as session:
            headers = {**HEADERS, **sent.pop("headers", {})}
            async with session.request(method, url, headers=headers, **sent) as answer:
                return answer.status

    return asyncio.run(send())


needs_aiohttp = pytest.mark.skipif(aiohttp is None, reason="aiohttp is not installed")
CLIENTS = [with_httpx, with_async_httpx, with_requests, pytest.param(with_aiohttp, marks=needs_aiohttp)]
PATCHED = NEW + "/rr_1"
TWELVE = [
    pytest.param("POST", NEW, GOOD, [], id="create"),
    pytest.param("POST", NEW, BAD, ["RR201"], id="create with the field of the other direction"),
    pytest.param("POST", NEW, GOOD | {"name": "Old line", "phoneNumbers": [ONE]}, ["RR802"], id="create, number taken"),
    pytest.param("PATCH", PATCHED, {"phoneNumbers": [ONE, THREE]}, [], id="update"),
    pytest.param("PATCH", PATCHED, {"name": "Other line"}, [], id="update to a name that another rule has"),
    pytest.param("PATCH", PATCHED, {"name": "Sales calls", "headers": {"X-A": "b"}}, ["RR603"], id="update, wrong map"),
    pytest.param("PATCH", PATCHED, {"phoneNumbers": [THREE]}, [], id="update that detaches a number"),
    pytest.param("PATCH", NEW, {"name": "n"}, ["RR904"], id="update without an id"),
    pytest.param("PATCH", NEW + "/undefined", {"name": "n"}, ["RR904"], id="update of undefined"),
    pytest.param("PUT", PATCHED, {"name": "n"}, ["RR904"], id="put"),
    pytest.param("POST", "/v2/sip/routing-rules", GOOD, ["RR904"], id="the old path"),
    pytest.param("DELETE", NEW + "/undefined", None, [], id="delete"),
]
MORE = [
    pytest.param("PATCH", PATCHED, {"phoneNumbers": [ONE, TWO]}, ["RR802"], id="update, number taken"),
    pytest.param("PATCH", NEW + "/rr%5F1?x=1", {"phoneNumbers": [ONE]}, [], id="update, id percent-encoded"),
    pytest.param("PATCH", NEW + "/rr_1/", {"headers": {"X-A": "b"}}, ["RR603"], id="update, trailing slash"),
    pytest.param("PATCH", NEW + "/rr_3", {"headers": {"X-A": "b"}}, [], id="update of an outbound rule"),
    pytest.param(
        "PATCH", NEW + "/rr_3", {"headersToAttributes": {"X-A": "b"}}, ["RR603"], id="update, wrong map again"
    ),
    pytest.param("PATCH", NEW + "/rr_3", {"id": "rr_1", "headers": {"X-A": "b"}}, [], id="the URL before the body"),
    pytest.param("PATCH", NEW + "/rr_9", {"headers": {"X-A": "b"}}, [], id="update of an unknown rule"),
    pytest.param(
        "PATCH", NEW + "/rr_9", {"headers": {"X-A": "b"}, "headersToAttributes": {"X-A": "b"}}, ["RR603"], id="both"
    ),
    pytest.param("PATCH", NEW + "/:ruleId", {"name": "n"}, ["RR904"], id="the path as the page has it"),
    pytest.param("PATCH", NEW + "/null", {}, ["RR904", "RR601"], id="two faults"),
    pytest.param("POST", NEW + "/rr_1", GOOD, ["RR904"], id="create with an id"),
    pytest.param("GET", NEW + "/undefined", None, [], id="get"),
]


@pytest.mark.parametrize("send", CLIENTS)
@pytest.mark.parametrize(("method", "path", "body", "codes"), TWELVE + MORE)
def test_what_is_bad_never_leaves(
    server: Server, send: Send, method: str, path: str, body: Any, codes: list[str]
) -> None:
    sent = {} if body is None else {"json": body}
    if not codes:
        assert send(server.url + path, method, **sent) == 201
        assert [(one, json.loads(raw) if raw else None) for one, _, raw in server.arrived] == [(method, body)]
        return
    with pytest.raises(siplint.InvalidRoutingRule) as caught:
        send(server.url + path, method, **sent)
    assert [one.code for one in caught.value.report.errors] == codes
    assert server.arrived == []


def test_what_an_update_detaches_is_in_the_report() -> None:
    content = json.dumps({"phoneNumbers": [THREE]}).encode()
    headers = HEADERS | {"Content-Type": "application/json"}
    report = siplint.http.check_request("PATCH", PATCHED, headers, content, account=ACCOUNT)
    assert [(one.code, one.file, one.pointer) for one in report] == [("RR604", "<request body>", "/phoneNumbers")]


SDK_CALLS = [
    ("POST", NEW, GOOD | {"room": {"type": "static", "id": "2kyv-gzay-64pg"}}, []),
    ("POST", NEW, GOOD | {"room": {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}}, []),
    ("POST", NEW, GOOD | {"room": {"type": "dynamic", "prefix": "blank"}}, []),
    ("POST", NEW, GOOD | {"room": {"type": "dynamic", "prefix": "random", "pin": "4711"}}, []),
    ("POST", NEW, {"name": "n", "type": "outbound", "phoneNumbers": [ONE], "headers": {"X-A": "b"}}, []),
    ("POST", NEW, GOOD | {"headersToAttributes": {"X-A": "b"}, "includeHeaders": "SIP_X_HEADERS"}, []),
    ("POST", NEW, GOOD | {"rule": {"type": "direct", "roomId": "2kyv-gzay-64pg"}}, [("RR112", "/rule")]),
    ("PATCH", PATCHED, {"name": "Old line"}, []),
    ("PATCH", PATCHED, {"phoneNumbers": [ONE]}, []),
    ("PATCH", PATCHED, {"room": {"type": "dynamic", "prefix": "blank"}}, []),
    ("PATCH", PATCHED, {"agentId": "a", "agentMetadata": {"team": "support"}}, []),
    ("PATCH", PATCHED, {"headersToAttributes": {"X-A": "b"}, "headers": {}}, []),
    ("PATCH", NEW + "/rr_3", {"headers": {"X-A": "b"}, "headersToAttributes": {}}, []),
    ("PATCH", PATCHED, {"includeHeaders": "ALL", "recording": True, "tags": ["a"]}, []),
    ("PATCH", PATCHED, {"type": "inbound", "name": "n"}, [("RR602", "/type")]),
    ("PATCH", PATCHED, {}, [("RR601", "")]),
]
"""What the official SDK puts on the wire (its target becomes `room`), and the raw target that it never sends."""


@pytest.mark.parametrize(("method", "path", "body", "expected"), SDK_CALLS)
def test_calls_of_the_sdk_are_checked_as_they_are_sent(
    method: str, path: str, body: Any, expected: list[tuple[str, str]]
) -> None:
    headers = HEADERS | {"Content-Type": "application/json"}
    report = siplint.http.check_request(method, path, headers, json.dumps(body).encode(), account=ACCOUNT)
    assert [(one.code, one.pointer) for one in report] == expected


def test_options_of_a_client_keep_what_a_request_is() -> None:
    from siplint.model.settings import Settings

    content = json.dumps({"headers": {"X-A": "b"}}).encode()
    headers = HEADERS | {"Content-Type": "application/json"}
    settings = Settings(ignore=("RR904",), account=siplint.Account())

    def codes(method: str, path: str, content: bytes, **options: Any) -> list[str]:
        return [one.code for one in siplint.http.check_request(method, path, headers, content, **options)]

    assert codes("PATCH", PATCHED, content, settings=settings, account=ACCOUNT) == ["RR603"]
    assert codes("PATCH", NEW, b'{"name": "n"}', settings=settings) == []
    assert codes("PATCH", NEW, content, rule_id="rr_1", account=ACCOUNT) == ["RR904", "RR603"]
    assert codes("PATCH", NEW + "/rr_3", content, rule_id="rr_1", account=ACCOUNT) == []
    taken = json.dumps(GOOD | {"name": "Old line", "phoneNumbers": [ONE]}).encode()
    assert codes("POST", NEW, taken, settings=Settings(), account=ACCOUNT) == ["RR802"]


@pytest.mark.parametrize("arm", ["httpx", "requests", "aiohttp"])
def test_what_is_no_account_is_said_when_a_client_is_armed(arm: str) -> None:
    if arm == "aiohttp" and aiohttp is None:
        pytest.skip("aiohttp is not installed")
    module = getattr(siplint, arm)
    make = {"httpx": "hooks", "requests": "Adapter", "aiohttp": "middleware"}[arm]
    with pytest.raises(siplint.BadSnapshot):
        getattr(module, make)(account={"no": "snapshot"})


async def pieces(text: bytes) -> AsyncIterator[bytes]:
    yield text[:9]
    yield text[9:]


@needs_aiohttp
def test_aiohttp_bodies_of_every_kind_are_checked_and_sent_whole(server: Server) -> None:
    typed = {"headers": {"Content-Type": "application/json"}}
    makes: list[Callable[[bytes], dict[str, Any]]] = [
        lambda text: {"json": json.loads(text)},
        lambda text: {"data": text, **typed},
        lambda text: {"data": bytearray(text), **typed},
        lambda text: {"data": text.decode(), **typed},
        lambda text: {"data": io.BytesIO(text), **typed},
        lambda text: {"data": io.StringIO(text.decode()), **typed},
        lambda text: {"data": pieces(text), **typed},
    ]

    async def send() -> list[list[str]]:
        refused = []
        async with siplint.aiohttp.arm(aiohttp.ClientSession(headers=HEADERS)) as session:
            for make in makes:
                async with session.post(server.url + NEW, **make(json.dumps(GOOD).encode())) as answer:
                    assert answer.status == 201
                with pytest.raises(siplint.InvalidRoutingRule) as caught:
                    await session.post(server.url + NEW, **make(json.dumps(BAD).encode()))
                refused.append([one.code for one in caught.value.report.errors])
            with pytest.raises(siplint.InvalidRoutingRule) as caught:
                await session.post(server.url + NEW)
            refused.append([one.code for one in caught.value.report.errors])
            with pytest.raises(siplint.InvalidRoutingRule) as caught:
                await session.post(server.url + NEW, data={"name": "a form"})
            refused.append([one.code for one in caught.value.report.errors])
        return refused

    assert asyncio.run(send()) == [["RR201"]] * len(makes) + [["RR903", "RR001"]] * 2
    assert [json.loads(raw) for _, _, raw in server.arrived] == [GOOD] * len(makes)


@needs_aiohttp
def test_an_armed_session_keeps_its_own_middlewares(server: Server) -> None:
    asked = []

    async def own(request: Any, handler: Any) -> Any:
        asked.append(request.method)
        return await handler(request)

    async def send() -> None:
        async with aiohttp.ClientSession(headers=HEADERS, middlewares=[own]) as session:
            assert siplint.aiohttp.arm(session, account=ACCOUNT) is session
            with pytest.raises(siplint.InvalidRoutingRule):
                await session.post(server.url + NEW, json=BAD)
            async with session.get(server.url + NEW) as answer:
                assert answer.status == 201

    asyncio.run(send())
    assert asked == ["POST", "GET"]
    assert [one[0] for one in server.arrived] == ["GET"]


def test_aiohttp_that_is_missing_or_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import types

    monkeypatch.delitem(sys.modules, "siplint.aiohttp", raising=False)
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    with pytest.raises(ImportError) as missing:
        import_module("siplint.aiohttp")
    assert (str(missing.value), missing.value.name) == ("siplint.aiohttp needs aiohttp: pip install aiohttp", "aiohttp")
    monkeypatch.setitem(sys.modules, "aiohttp", types.ModuleType("aiohttp"))
    with pytest.raises(ImportError) as old:
        import_module("siplint.aiohttp")
    assert str(old.value) == 'siplint.aiohttp needs aiohttp 3.12 or newer: pip install "aiohttp>=3.12"'
