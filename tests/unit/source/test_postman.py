"""Requests of Postman collections: folders, variables, authorization, and places inside escaped texts."""

from __future__ import annotations

import json
from typing import Any

import pytest

import siplint

URL = "{{base}}/v2/sip/routing-rule"
BAD = '{\n\t"name": "",\n\t"type": "outbound",\n\t"phoneNumbers": ["+14155551234"]\n}'
NAME = ("RR104", "/name")
AUTH = "/headers/authorization"
JSON_BODY = {"raw": {"language": "json"}}
BEARER = {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]}


def request(body: str = BAD, **changes: Any) -> dict[str, Any]:
    sent = {"mode": "raw", "raw": body, "options": JSON_BODY}
    return {"method": "POST", "header": [], "url": {"raw": URL}, "body": sent, "auth": {"type": "apikey"}} | changes


def collection(*requests: dict[str, Any], **more: Any) -> bytes:
    items = [{"name": "folder", "item": [{"name": "r", "request": one}]} for one in requests]
    return json.dumps({"info": {"name": "c"}, "item": items, **more}, indent=2).encode()


def found(data: bytes) -> list[tuple[str, str]]:
    report = siplint.check_bytes(data, file="a.postman_collection.json")
    assert report.unchecked == ()
    return [(diagnostic.code, diagnostic.pointer) for diagnostic in report]


def header(name: str, value: str, **more: Any) -> list[dict[str, Any]]:
    return [{"key": name, "value": value, **more}]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (request(), [NAME]),
        (request(url=URL), [NAME]),
        (request(url={"raw": "https://example.com/v2/sip/call"}), []),
        (request(method="GET"), []),
        (request(method="DELETE"), []),
        (request(body='{"name": "{{n}}", "type": "{{t}}", "phoneNumbers": [{{numbers}}]}'), []),
        (request(body="{{body}}"), []),
        (request(body='// {{x}}\n{"name": ""}'), []),
        (request(body="// why\n" + BAD), []),
        (request(method="PATCH", body='{"dtmf": "true"}', url={"raw": URL + "/:ruleId"}), [("RR102", "/dtmf")]),
        (request(method="PATCH", body='{"dtmf": "true"}', url={"raw": URL + "/{{id}}"}), [("RR102", "/dtmf")]),
        (request(method="PATCH", body='{"dtmf": "true"}'), [("RR904", "/path"), ("RR102", "/dtmf")]),
        (request(auth=BEARER), [("RR901", AUTH), NAME]),
        (request(auth={"type": "noauth"}), [("RR902", AUTH), NAME]),
        (request(header=header("Authorization", "Bearer {{token}}")), [("RR901", AUTH), NAME]),
        (request(header=header("Authorization", "Bearer x", disabled=True)), [NAME]),
        (request(header=header("Authorization", "$YOUR_TOKEN")), [("RR113", AUTH), NAME]),
        (request(header=header("Content-Type", "text/plain")), [("RR903", "/headers/content-type"), NAME]),
        (request(body="") | {"body": {"mode": "raw", "raw": BAD}}, [NAME]),
        (request() | {"body": {"mode": "urlencoded", "urlencoded": []}}, []),
    ],
)
def test_requests(sent: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert sorted(found(collection(sent))) == sorted(expected)


def test_authorization_of_the_collection_is_inherited_and_has_its_place() -> None:
    sent = request()
    del sent["auth"]
    data = collection(sent, auth=BEARER)
    report = siplint.check_bytes(data, file="a.postman_collection.json")
    assert [(one.code, one.pointer) for one in report] == [NAME, ("RR901", AUTH)]
    start, end = report[1].start, report[1].end
    assert start is not None
    assert end is not None
    assert data[start.offset : end.offset] == b'"type": "bearer"'


def test_places_are_inside_the_escaped_text() -> None:
    body = '{"name": "a \\"b\\" \\u00e9 é 😀", "type": "inbound", "agentId": "a", "phoneNumbers": ["1 415"]}'
    data = collection(request(body))
    report = siplint.check_bytes(data, file="a.postman_collection.json")
    assert [(one.code, one.pointer) for one in report] == [("RR301", "/phoneNumbers/0")]
    start, end = report[0].start, report[0].end
    assert start is not None
    assert end is not None
    assert data[start.offset : end.offset] == b'\\"1 415\\"'
    assert data.decode().split("\n")[start.line - 1][start.column - 1 :].startswith('\\"1 415\\"')


def test_a_collection_that_is_no_json_is_unreadable() -> None:
    report = siplint.check_bytes(b'{"x": "/sip/routing-rule"', file="a.postman_collection.json")
    assert report.unread == ("a.postman_collection.json: is not JSON, as a Postman collection is",)
