"""Placeholders that were left in, wherever they are looked for."""

from __future__ import annotations

from typing import Any

import pytest

from siplint import check
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings


def told(body: dict[str, Any], code: str = "RR113") -> list[tuple[str, str]]:
    report = check(body, settings=Settings(select=(code,), min_severity="info"))
    return [(one.pointer, one.message) for one in report]


@pytest.mark.parametrize("name", ["name", "apiKey", "agentId"])
def test_members_of_the_body(name: str) -> None:
    assert told(INBOUND_BODY | {name: "<x>"}) == [(f"/{name}", f'`{name}` is still the placeholder "<x>"')]


def test_members_of_the_room() -> None:
    room = {"type": "static", "id": "<id>", "pin": "TODO"}
    assert told(INBOUND_BODY | {"room": room}) == [
        ("/room/id", '`room.id` is still the placeholder "<id>"'),
        ("/room/pin", '`room.pin` is still the placeholder "TODO"'),
    ]


def test_texts_that_are_not_looked_at() -> None:
    assert told(INBOUND_BODY | {"tags": ["<x>"], "agentMetadata": {"a": "<x>"}}) == []


def test_values_of_headers_where_no_other_rule_tells_them() -> None:
    left = {"X-A": "${A}", "X-B": "{{b}}", "X-C": " ${C}", "X-D": "<d>", "X-E": "$E"}
    assert told(OUTBOUND_BODY | {"headers": left}) == [
        ("/headers/X-D", '`headers.X-D` is still the placeholder "<d>"'),
        ("/headers/X-E", '`headers.X-E` is still the placeholder "$E"'),
    ]
    assert [pointer for pointer, _ in told(OUTBOUND_BODY | {"headers": left}, "RR216")] == [
        "/headers/X-A",
        "/headers/X-B",
        "/headers/X-C",
    ]


def test_attributes_of_any_syntax() -> None:
    mapped = {"X-A": "${A}", "X-B": "{{b}}", "X-C": "c", "X-D": "<d>"}
    assert [pointer for pointer, _ in told(INBOUND_BODY | {"headersToAttributes": mapped})] == [
        "/headersToAttributes/X-A",
        "/headersToAttributes/X-B",
        "/headersToAttributes/X-D",
    ]


def test_a_key_is_refused_and_all_else_is_sent_as_it_is() -> None:
    report = check(INBOUND_BODY | {"apiKey": "$KEY", "agentId": "$AGENT"}, settings=Settings(select=("RR113",)))
    assert [(one.severity, one.outcome, one.help) for one in report] == [
        ("warning", "the text is sent as it is", "put in what it stands for"),
        ("error", "the API answers 400", "put in the API key, or leave `apiKey` out"),
    ]
