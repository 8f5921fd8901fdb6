"""Of a pasted log, the line that says what was refused is the answer; the request in it never is."""

from __future__ import annotations

import json

import pytest

from siplint.engine.answer_text import commands_in, status_in
from siplint.engine.explanation import explain, message
from siplint.engine.pasted_answer import read_answer
from siplint.model.examples import INBOUND_BODY
from siplint.source.sendable import ABSENT

BODY = INBOUND_BODY | {"headers": {"X-A": "b"}}
URL = "https://api.videosdk.live/v2/sip/routing-rule"
CURL = f"curl -X POST {URL} \\\n  -H 'Authorization: t' \\\n  -d '{json.dumps(BODY, indent=1)}'"
LOG = f"""2026-11-27T10:00:01Z INFO deploying name=support type=required
2026-11-27T10:00:01Z INFO GET https://api.videosdk.live/v2/rooms status 200
2026-11-27T10:00:02Z INFO POST {URL} headers={{'Accept': '*/*'}}
2026-11-27T10:00:02Z ERROR request failed with status code 400
"""


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        (LOG + "10:02 ERROR headers is not allowed\n", 400, "10:02 ERROR headers is not allowed"),
        (LOG + "phoneNumbers\n  must be an array of phoneNumbers\nat f()\n", 400, "must be an array of phoneNumbers"),
        (LOG + "headers is not allowed\ninvalid API key\n", 400, "invalid API key"),
        (
            "Traceback:\n  at line 3\nHTTPError: 400 Client Error: Bad Request\n",
            400,
            "HTTPError: 400 Client Error: Bad Request",
        ),
        ("it did not work\nthen I tried again", 0, "it did not work\nthen I tried again"),
        (f"{CURL}\nthe headers weren't allowed\n", 0, "the headers weren't allowed"),
        (f"{CURL}\nHTTP 400\n", 400, "HTTP 400"),
    ],
)
def test_the_line_that_says_most_is_the_text(text: str, status: int, said: str) -> None:
    answer = read_answer(text.encode())
    assert (answer.status, message(answer.payload)) == (status, said)


@pytest.mark.parametrize(
    "text",
    [
        CURL,
        f"#!/bin/sh\nset -e\n{CURL}\necho done\n",
        f"$ {CURL}\n$ ",
        f"# the rule of support\nTOKEN=x sudo {CURL}\n\n{CURL}",
    ],
)
def test_a_command_is_no_answer(text: str) -> None:
    answer = read_answer(text.encode())
    assert (answer.status, answer.payload, answer.body, answer.kind) == (0, ABSENT, BODY, "create")


def test_the_body_is_read_whatever_follows_the_command() -> None:
    answer = read_answer(f"{CURL}\nit isn't `right\n".encode())
    assert answer.body == BODY


def test_of_the_objects_of_a_log_the_most_telling_is_the_answer() -> None:
    entries = [
        {"level": "info", "msg": "starting"},
        {"level": "error", "msg": "failed", "status": 400, "response": {"message": "headers is not allowed"}},
        {"level": "info", "msg": "done"},
    ]
    answer = read_answer("\n".join(map(json.dumps, entries)).encode())
    assert (answer.status, message(answer.payload)) == (400, "headers is not allowed")


@pytest.mark.parametrize(
    ("text", "status"),
    [("status 200, then status: 404", 404), ("error 422\nstatus 200", 422), ("status 201", 201), ("at 400 m", 0)],
)
def test_the_last_refusal_is_the_status(text: str, status: int) -> None:
    assert status_in(text) == status


@pytest.mark.parametrize("text", ["curl 'never ends", 'curl "\n' * 5000, "curl \\", "\n".join(["curl 'a' b"] * 5000)])
def test_commands_end_where_their_quotes_do(text: str) -> None:
    assert all(
        text[start:end].startswith("curl ") and "\n" not in text[start:end].strip('curl "\n')
        for start, end in commands_in(text)
    )


@pytest.mark.parametrize("status", [400, 422])
def test_an_answer_that_refuses_a_body_is_explained_with_either_status(status: int) -> None:
    explanation = explain(status, "headers is not allowed", BODY)
    assert (explanation.code, explanation.pointer) == ("RR201", "/headers")
