"""Answers of the API as people keep them: each shape gives the status, the text and the body."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.engine.explanation import message
from siplint.engine.pasted_answer import PastedAnswer, read_answer
from siplint.model.examples import INBOUND_BODY
from siplint.source.sendable import ABSENT

BODY = INBOUND_BODY | {"headers": {"X-A": "b"}}
SENT = json.dumps(BODY)
QUOTED = SENT.replace('"', '\\"')
SAID = {"message": "headers is not allowed"}
ANSWER = json.dumps(SAID)
URL = "https://api.videosdk.live/v2/sip/routing-rule"

OBJECTS: list[Any] = [
    {"status": 400, "response": SAID, "request": BODY},
    {"statusCode": "400", "response": ANSWER, "request": SENT},
    {"status_code": 400, "error": SAID, "body": BODY},
    {"response": {"status": 400, "data": SAID}, "config": {"url": URL, "method": "post", "data": SENT}},
    {"message": "failed", "response": {"status": 400, "data": SAID, "config": {"url": URL, "data": SENT}}},
    {"request": {"method": "POST", "url": URL, "body": BODY}, "response": {"status": 400, "body": SAID}},
    {
        "log": {
            "entries": [
                {"request": {"url": "https://x.example/", "method": "GET"}, "response": {"status": 200}},
                {
                    "request": {"url": URL, "method": "POST", "postData": {"mimeType": "x", "text": SENT}},
                    "response": {"status": 400, "content": {"mimeType": "x", "text": ANSWER}},
                },
            ]
        }
    },
]
TEXTS = {
    "http dump": f"POST /v2/sip/routing-rule HTTP/1.1\nHost: x\n\n{SENT}\n\nHTTP/1.1 400 Bad Request\nA: b\n\n{ANSWER}\n",
    "http dump with line ends": f"POST / HTTP/1.1\r\n\r\n{SENT}\r\n\r\nHTTP/2 400\r\nA: b\r\n\r\n{ANSWER}\r\n",
    "curl -v": (
        f"$ curl -v {URL} -H 'Authorization: x' -d '{SENT}'\n*   Trying 1.2.3.4:443...\n> POST /v2 HTTP/2\n> Host: x\n> \n"
        f"< HTTP/2 400 \n< content-type: application/json\n< \n* Connection left intact\n{ANSWER}"
    ),
    "curl -v with quotes": f'curl -v {URL} -d "{QUOTED}"\n< HTTP/1.1 400 Bad Request\n<\n{ANSWER}\n',
    "curl -i through a proxy": (
        f"curl -i {URL} -d '{SENT}'\nHTTP/1.1 200 Connection established\n\nHTTP/1.1 100 Continue\n\n"
        f"HTTP/1.1 400 Bad Request\nA: b\n\n{ANSWER}"
    ),
    "a log": f"POST {URL} sent {SENT}\nERROR status 400: {ANSWER}\n",
    "an exception": f"sent: {SENT}\nhttpx.HTTPStatusError: Client error '400 Bad Request'\n{ANSWER}",
}


@pytest.mark.parametrize("value", OBJECTS)
def test_objects(value: Any) -> None:
    answer = read_answer(json.dumps(value).encode())
    assert (answer.status, message(answer.payload), answer.body) == (400, SAID["message"], BODY)


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str) -> None:
    answer = read_answer(TEXTS[name].encode())
    assert (answer.status, message(answer.payload), answer.body) == (400, SAID["message"], BODY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SENT, PastedAnswer(body=BODY)),
        (ANSWER, PastedAnswer(payload=SAID)),
        ('{"statusCode": 400, "message": "no"}', PastedAnswer(400, {"statusCode": 400, "message": "no"})),
        ("name is required", PastedAnswer(payload="name is required")),
        ("400 Bad Request", PastedAnswer(400, "400 Bad Request")),
        ("< HTTP/1.1 400 Bad Request\n< A: b\n<\nname is required\n", PastedAnswer(400, "name is required")),
        ("PATCH /v2/sip/routing-rule/r HTTP/1.1\n\n{}\n\nHTTP/1.1 404 Not Found\n\n", PastedAnswer(404, kind="update")),
        ("curl -X PATCH x\nHTTP/1.1 500 Oh\n\n", PastedAnswer(500, kind="update")),
        ('{"status": 99, "response": {"x": 1}}', PastedAnswer()),
        ('{"log": {"entries": []}}', PastedAnswer()),
        ("", PastedAnswer()),
        ("x" * 5000, PastedAnswer()),
        ("curl 'never ends", PastedAnswer(payload="curl 'never ends")),
    ],
)
def test_what_is_not_there_is_not_made_up(text: str, expected: PastedAnswer) -> None:
    assert read_answer(text.encode()) == expected


def test_parts_of_several_files_are_joined() -> None:
    whole = PastedAnswer(400, SAID, BODY, "create")
    assert PastedAnswer(status=400).joined(PastedAnswer(500, SAID, BODY, "create")) == whole
    assert whole.joined(PastedAnswer(500, "no", {}, "update")) == whole


@pytest.mark.parametrize(
    "text",
    [
        "{" * 100_000,
        '{"a":' * 50_000,
        "[" * 100_000,
        "\x00\xff{",
        "curl " * 20_000,
        "{}" * 10_000,
        "curl \"'\n" * 50_000,
        "A=b " * 90_000,
    ],
)
def test_hostile_texts_are_read_in_no_time(text: str) -> None:
    assert read_answer(text.encode("latin-1")).body is ABSENT


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read(data: bytes) -> None:
    read_answer(data)


JSONS = st.recursive(
    st.none() | st.integers() | st.sampled_from(("400", SENT, ANSWER, "x")),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ("status", "response", "request", "body", "data", "log", "entries", "message", "config", "url")
            ),
            inner,
        )
    ),
    max_leaves=8,
)


@given(JSONS)
def test_any_json_is_read(value: Any) -> None:
    answer = read_answer(json.dumps(value).encode())
    assert answer.body is ABSENT or isinstance(answer.body, dict)
