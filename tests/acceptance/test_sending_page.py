"""The examples of docs/sending.md: each is run with a good and with a bad body."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

import siplint
from accounts import LINE
from accounts import snapshot as taken
from local_server import BAD, Server, server
from markdown import blocks
from siplint.model.examples import INBOUND_BODY
from siplint.rules.http_request import TOKEN

__all__ = ["server"]

BLOCKS = blocks("docs/sending.md", "python")
SENDING = [code for code in BLOCKS if "/v2/sip/routing-rule" in code]
TAKEN = json.dumps(taken(routingRules=[LINE | {"numbers": INBOUND_BODY["phoneNumbers"]}])).encode()


def run(code: str, **names: Any) -> dict[str, Any]:
    names |= {"headers": {"Authorization": TOKEN}}
    exec(compile(code.replace('"https://"', '"http://"'), "docs/sending.md", "exec"), names)
    return names


def the(word: str) -> str:
    (code,) = (code for code in BLOCKS if word in code)
    return code


def test_the_page_has_a_client_of_each_kind() -> None:
    for word in ("httpx.Client(", "httpx.AsyncClient(", "requests.Session(", "aiohttp.ClientSession("):
        assert any(word in code for code in SENDING)
    assert len(BLOCKS) == 10


@pytest.mark.parametrize("code", SENDING, ids=range(len(SENDING)))
def test_a_good_body_arrives_and_a_bad_one_does_not(code: str, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "*")
    snapshot = json.dumps(taken(routingRules=[])).encode()
    with pytest.raises(siplint.InvalidRoutingRule, match="RR201"):
        run(code, api=server.url, body=BAD, snapshot=snapshot)
    assert server.arrived == []
    if "account=" in code:
        with pytest.raises(siplint.InvalidRoutingRule, match="RR8"):
            run(code, api=server.url, body=INBOUND_BODY, snapshot=TAKEN)
        return
    run(code, api=server.url, body=INBOUND_BODY, snapshot=snapshot)
    assert [(method, json.loads(content)) for method, _, content in server.arrived] == [("POST", INBOUND_BODY)]


def test_require_raises() -> None:
    run(the("siplint.require(body)"), body=INBOUND_BODY)
    with pytest.raises(siplint.InvalidRoutingRule, match="RR201"):
        run(the("siplint.require(body)"), body=BAD)


def test_the_model_takes_good_bodies_alone() -> None:
    run(the("Deployment"), body=INBOUND_BODY)
    with pytest.raises(ValidationError) as caught:
        run(the("Deployment"), body=BAD)
    assert [(error["type"], error["loc"]) for error in caught.value.errors()] == [("RR201", ("rule", "headers"))]


def test_the_handler_answers_422() -> None:
    app = run(the("FastAPI"))["app"]

    async def post(body: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://handler") as client:
            return await client.post("/rules", json=body)

    assert asyncio.run(post(INBOUND_BODY)).json() == {"accepted": INBOUND_BODY["name"]}
    answer = asyncio.run(post(BAD))
    assert (answer.status_code, [error["type"] for error in answer.json()["detail"]]) == (422, ["RR201"])


def test_the_assertion_fails_with_the_report() -> None:
    run(the("assert_valid"), body=INBOUND_BODY)["test_the_support_line"]()
    with pytest.raises(AssertionError, match="RR201"):
        run(the("assert_valid"), body=BAD)["test_the_support_line"]()


def test_the_explanation_names_the_finding(capsys: pytest.CaptureFixture[str]) -> None:
    run(the("siplint.explain"), body=BAD)
    assert "RR201" in capsys.readouterr().out
