"""Bodies of other kinds become the documented one, as far as that is no guess."""

from __future__ import annotations

import json
from typing import Any

import pytest

from siplint.api import check_bytes
from siplint.engine.fix import fix_bytes

OLD = {"gatewayId": "gw_1", "name": "n", "numbers": ["+14155551234"]}
NEW = {"name": "n", "phoneNumbers": ["+14155551234"]}
ANSWER = {"id": "rr_1", "name": "n", "type": "inbound", "numbers": ["+14155551234"], "agentId": "a"}
REQUEST = {"name": "n", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "a"}


def converted(body: Any, code: str) -> tuple[Any, str]:
    data = json.dumps(body).encode()
    (one,) = (one for one in check_bytes(data) if one.code == code)
    better, _ = fix_bytes("a.json", data, unsafe=True)
    return json.loads(better), one.help


@pytest.mark.parametrize(
    ("body", "after", "advice"),
    [
        (
            OLD
            | {
                "dispatch": {
                    "room": {"type": "dynamic", "prefix": None},
                    "agent": {"type": "self", "id": "a", "metadata": {"b": 1.5}, "x": None},
                },
            },
            NEW | {"room": {"type": "dynamic"}, "agentId": "a", "agentMetadata": {"b": 1.5}},
            (
                "add `type`: `inbound` or `outbound`; write `numbers` as `phoneNumbers`, `dispatch.room` as `room`,"
                " `dispatch.agent.id` as `agentId`, `dispatch.agent.metadata` as `agentMetadata`;"
                " drop `gatewayId` and `dispatch.agent.type`"
            ),
        ),
        (
            OLD | {"dispatch": "agent", "agentType": "self_hosted", "agentId": "a", "type": "INBOUND"},
            NEW | {"agentId": "a", "type": "inbound"},
            "write `numbers` as `phoneNumbers`; drop `gatewayId`, `agentType` and `dispatch`",
        ),
        (
            OLD | {"phoneNumbers": ["+14155551234"], "type": "outbound"},
            NEW | {"type": "outbound"},
            "drop `gatewayId` and `numbers`",
        ),
        (NEW | {"gatewayId": None, "type": "outbound"}, NEW | {"type": "outbound"}, "drop what is null"),
        (
            NEW | {"dispatch": {"agent": {"id": "a"}}, "room": None, "type": "inbound"},
            NEW | {"agentId": "a", "type": "inbound"},
            "write `dispatch.agent.id` as `agentId`",
        ),
    ],
)
def test_legacy_bodies_keep_what_has_a_new_place(body: Any, after: Any, advice: str) -> None:
    assert converted(body, "RR110") == (after, advice)


@pytest.mark.parametrize(
    "more",
    [
        {"dispatch": {"room": "a room"}},
        {"dispatch": {"agent": "an agent"}},
        {"dispatch": {"room": {}}, "room": {"type": "dynamic"}},
        {"dispatch": {"agent": {"id": "a"}}, "agentId": "b"},
        {"dispatch": 17},
        {"dispatch": {}, "phoneNumbers": ["+14155550000"]},
        {"dispatch": {"agent": {"id": "a"}, "extra": True}},
        {"dispatch": {"agent": {"id": "a", "extra": 0}}},
        {"dispatch": "agent"},
        {"metadata": {"a": 1}, "type": "inbound"},
    ],
)
def test_a_legacy_body_that_leaves_a_doubt_is_not_converted(more: Any) -> None:
    assert converted(OLD | more, "RR110")[0] == OLD | more


def test_answers_lose_what_only_answers_have() -> None:
    body = ANSWER | {"createdAt": "x", "updatedAt": None, "apiKey": None, "room": {"type": "dynamic", "pin": None}}
    after = REQUEST | {"room": {"type": "dynamic"}}
    assert converted(body, "RR111") == (after, "write `numbers` as `phoneNumbers`; drop `id` and `createdAt`")
    assert converted(ANSWER | {"phoneNumbers": ["+14155550000"]}, "RR111")[0] != REQUEST
    assert converted(REQUEST | {"id": "rr_1", "numbers": None}, "RR111") == (REQUEST, "drop `id`")


@pytest.mark.parametrize(
    ("target", "room", "advice"),
    [
        (
            {"type": "direct", "roomId": "2kyv-gzay-64pg", "pin": None},
            {"type": "static", "id": "2kyv-gzay-64pg"},
            'write it as `room`: {"type": "static", "id": "2kyv-gzay-64pg"}',
        ),
        ({"type": "direct"}, {"type": "static"}, 'write it as `room`: {"type": "static"}'),
        (
            {"type": "individual", "roomPrefix": "random", "pin": "4711"},
            {"type": "dynamic", "prefix": "random", "pin": "4711"},
            'write it as `room`: {"type": "dynamic", "prefix": "random", "pin": "4711"}',
        ),
        (
            {"roomPrefix": None, "type": "individual"},
            {"type": "dynamic", "prefix": "blank"},
            'write it as `room`: {"type": "dynamic", "prefix": "blank"}',
        ),
    ],
)
def test_targets_become_rooms_as_the_sdks_do_it(target: Any, room: Any, advice: str) -> None:
    assert converted(REQUEST | {"rule": target}, "RR112") == (REQUEST | {"room": room}, advice)


@pytest.mark.parametrize(
    "more",
    [
        {"rule": "x"},
        {"rule": {"type": "x"}},
        {"rule": {"type": "direct"}, "room": {}},
        {"rule": {"type": "direct", "roomId": "r", "roomPrefix": "x"}},
        {"rule": {"type": "direct", "room": {"id": "r"}}},
        {"rule": {"type": "agent", "agentId": "a"}},
    ],
)
def test_a_target_that_leaves_a_doubt_is_not_converted(more: Any) -> None:
    assert converted(REQUEST | more, "RR112")[0] == REQUEST | more


def test_converted_files_keep_their_look() -> None:
    before = (
        b'\xef\xbb\xbf{\r\n\t"gatewayId": "gw",\r\n\t"na\\u006de" : "caf\\u00e9",\r\n\t"type": "INBOUND",\r\n'
        b'\t"numbers": [ "+14155551234" ],\r\n\t"dispatch": {\r\n\t\t"agent": {\r\n\t\t\t"type": "self",\r\n'
        b'\t\t\t"id": "a",\r\n\t\t\t"metadata": {\r\n\t\t\t\t"n": 1.50e2\r\n\t\t\t}\r\n\t\t}\r\n\t}\r\n}\r\n'
    )
    after = (
        b'\xef\xbb\xbf{\r\n\t"na\\u006de" : "caf\\u00e9",\r\n\t"type": "inbound",\r\n'
        b'\t"phoneNumbers": [ "+14155551234" ],\r\n\t"agentId": "a",\r\n\t"agentMetadata": {\r\n'
        b'\t\t"n": 1.50e2\r\n\t}\r\n}\r\n'
    )
    assert fix_bytes("a.json", before, unsafe=True)[0] == after
