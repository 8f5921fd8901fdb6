"""Bodies of other kinds: what is said of them, and what to do."""

from __future__ import annotations

from typing import Any

import pytest

from siplint import check
from siplint.model.examples import OUTBOUND_BODY
from siplint.model.settings import Settings


def told(members: dict[str, Any], kind: Any = "create") -> list[tuple[str, str]]:
    report = check(members, settings=Settings(kind=kind, min_severity="info"))
    return [(one.code, one.pointer) for one in report if one.code < "RR2" or one.code == "RR601"]


def test_what_a_body_of_another_kind_has_of_ours_is_still_checked() -> None:
    assert told({"dispatch": "agent", "numbers": ["+14155551234"], "metadata": {}}) == [("RR110", "")]
    legacy = {"gatewayId": "g", "dispatch": {}, "name": "n", "type": "inbound", "phoneNumbers": [1]}
    assert told(legacy) == [("RR102", "/phoneNumbers/0"), ("RR110", "")]
    fetched = {"createdAt": "", "name": "n", "type": "outbound", "numbers": [], "phoneNumbers": [1]}
    assert told(fetched) == [("RR102", "/phoneNumbers/0"), ("RR111", "")]
    assert told({"createdAt": "", "name": "n", "type": "outbound"}) == [("RR111", "")]


def advice(code: str, body: dict[str, Any]) -> str:
    (one,) = (one for one in check(body, settings=Settings(min_severity="info")) if one.code == code)
    return one.help


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ({"type": "direct", "id": "r"}, "write `rule` as `room`; `rule.id` has no new place"),
        (
            {"type": "direct", "roomId": "r", "pin": "4711"},
            'write it as `room`: {"type": "static", "id": "r", "pin": "4711"}',
        ),
        ({"type": "individual"}, 'write it as `room`: {"type": "dynamic", "prefix": "blank"}'),
        ({"type": "individual", "roomPrefix": "a"}, 'write it as `room`: {"type": "dynamic", "prefix": "a"}'),
        (
            {"type": "individual", "pin": None, "x": 1},
            "write `rule` as `room`; `rule.x` has no new place",
        ),
        ({"type": "other"}, "name the room by `room`, or the agent by `agentId`"),
        ("direct", "name the room by `room`, or the agent by `agentId`"),
    ],
)
def test_advice_on_the_sdks_target(target: Any, words: str) -> None:
    assert advice("RR112", OUTBOUND_BODY | {"rule": target}) == words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            {"gatewayId": "g", "numbers": ["+14155551234"], "dispatch": {"room": {"type": "direct", "id": "r"}}},
            "add `type`: `inbound` or `outbound`; write `numbers` as `phoneNumbers`, `dispatch.room` as `room`; drop `gatewayId`",
        ),
        ({"dispatch": "agent", "type": "INBOUND", "name": "n"}, "`dispatch` has no new place"),
        (
            {"gatewayId": "g", "agentId": "a", "type": "sideways"},
            "add `type`: `inbound` or `outbound`; drop `gatewayId`",
        ),
        ({"gatewayId": "g", "agentId": "a"}, "add `type`: `inbound` or `outbound`; drop `gatewayId`"),
        (
            {"gatewayId": "g", "type": "outbound", "numbers": []},
            "write `numbers` as `phoneNumbers`; drop `gatewayId`",
        ),
    ],
)
def test_advice_on_the_old_api_s_body(body: dict[str, Any], words: str) -> None:
    assert advice("RR110", body) == words


@pytest.mark.parametrize(
    ("code", "body", "message"),
    [
        ("RR110", {"gatewayId": "g", "agentId": "a"}, "`gatewayId` is of the old API's body"),
        (
            "RR110",
            {"dispatch": {}, "numbers": [], "gatewayId": "g"},
            "`gatewayId`, `numbers` and `dispatch` are of the old API's body",
        ),
        ("RR111", OUTBOUND_BODY | {"createdAt": ""}, "only the API's answers have `createdAt`"),
        (
            "RR111",
            {"type": "inbound", "numbers": [], "updatedAt": "", "createdAt": "", "id": "r"},
            "only the API's answers have `id`, `createdAt`, `updatedAt` and `numbers`",
        ),
    ],
)
def test_which_fields_are_of_another_body(code: str, body: dict[str, Any], message: str) -> None:
    assert [one.message for one in check(body) if one.code == code] == [message]


def test_advice_on_a_fetched_rule() -> None:
    assert advice("RR111", OUTBOUND_BODY | {"updatedAt": ""}) == "drop `updatedAt`"
    assert (
        advice("RR111", OUTBOUND_BODY | {"id": "r", "createdAt": "", "numbers": []})
        == "drop `id` and `createdAt`; `numbers` has no new place"
    )
    assert (
        advice("RR111", OUTBOUND_BODY | {"id": "r", "createdAt": "", "numbers": OUTBOUND_BODY["phoneNumbers"]})
        == "drop `id`, `createdAt` and `numbers`"
    )
