"""Clients that do what no client should: the server answers, or says that it cannot, and goes on."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from language_client import LanguageClient
from siplint.model.examples import INBOUND_BODY

RULE = json.dumps(INBOUND_BODY, indent=2)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[LanguageClient]:
    with LanguageClient(tmp_path) as client:
        yield client


def is_alive(client: LanguageClient) -> bool:
    """Return whether the server still answers."""
    return bool(client.error("textDocument/nonsense")["code"] == -32601)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"Content-Length: 3\r\n\r\n{]}", -32700),
        (b"Content-Length: 2\r\n\r\n\xff\xfe", -32700),
        (b"Content-Length: 0\r\n\r\n", -32700),
        (b"Content-Type: x\r\n\r\n", -32700),
        (b"Content-Length: many\r\n\r\n", -32700),
        (b"Content-Length: -5\r\n\r\n", -32700),
        (b"Content-Length: 99999999999999999999999\r\n\r\n", -32700),
        (b"Content-Length: 999999999999\r\n\r\n", -32700),
        (b"Content-Length: 2\r\n\r\n[]", -32600),
        (b"Content-Length: 4\r\n\r\nnull", -32600),
        (b"Content-Length: 2\r\n\r\n{}", -32600),
        (b'Content-Length: 27\r\n\r\n{"id": 1.5, "method": "x" }', -32600),
        (b"x" * 9000 + b"\r\n\r\n", -32700),
        (b"Content-Length: 1000\r\n\r\n" + b"[" * 1000, -32700),
    ],
    ids=range(14),
)
def test_a_frame_that_is_none_is_refused(client: LanguageClient, frame: bytes, code: int) -> None:
    client.start()
    client.send_bytes(frame)
    assert client.answer(None)["error"]["code"] == code
    assert is_alive(client)


def test_a_frame_may_come_byte_by_byte_and_in_other_letters(client: LanguageClient) -> None:
    client.start()
    body = b'{"jsonrpc": "2.0", "id": "x", "method": "shutdown"}'
    for byte in b"content-type: a\r\nCONTENT-LENGTH:%d\r\n\r\n%b" % (len(body), body):
        client.send_bytes(bytes((byte,)))
    assert client.answer("x")["result"] is None  # type: ignore[arg-type]


def test_requests_before_initialize_and_after_shutdown_are_refused(client: LanguageClient) -> None:
    assert client.error("textDocument/hover", {})["code"] == -32002
    client.notify("textDocument/didOpen", {})
    client.start()
    assert client.error("initialize", {"capabilities": {}})["code"] == -32600
    client.request("shutdown")
    assert client.error("textDocument/hover", {})["code"] == -32600
    client.notify("exit")
    assert client.process.wait(20) == 0


def test_exit_without_shutdown_is_a_failure(client: LanguageClient) -> None:
    client.start()
    client.notify("exit")
    assert client.process.wait(20) == 1


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("textDocument/hover", None),
        ("textDocument/hover", {"textDocument": {"uri": 1}, "position": {"line": 0, "character": 0}}),
        ("textDocument/hover", {"textDocument": {"uri": "file:///x.json"}, "position": {"line": True, "character": 0}}),
        ("textDocument/codeAction", {"textDocument": {"uri": "file:///x.json"}}),
        ("textDocument/completion", []),
        ("workspace/executeCommand", {"command": "rm"}),
        ("workspace/executeCommand", {"command": "siplint.openPage", "arguments": ["file:///etc/passwd"]}),
        ("codeAction/resolve", 7),
    ],
)
def test_parameters_that_do_not_fit_are_named(client: LanguageClient, method: str, params: Any) -> None:
    client.start()
    assert client.error(method, params)["code"] == -32602
    assert is_alive(client)


def test_documents_that_are_not_open_and_positions_that_are_not_there_do_no_harm(client: LanguageClient) -> None:
    client.start()
    client.change("a.json", 3, {"text": "{}"})
    client.notify("textDocument/didClose", {"textDocument": {"uri": client.uri("a.json")}})
    client.open("a.json", RULE)
    far = {"line": 10**9, "character": 10**9}
    client.change("a.json", 2, {"range": {"start": far, "end": far}, "text": "\n"})
    client.change(
        "a.json",
        3,
        {"range": {"start": {"line": -1, "character": -1}, "end": {"line": 0, "character": 0}}, "text": " "},
    )
    client.change("a.json", 4, {"range": {"start": far, "end": {"line": 0, "character": 0}}, "text": ""})
    assert client.wait_for("a.json", 4) == []
    document = {"textDocument": {"uri": client.uri("a.json")}}
    assert client.request("textDocument/hover", {**document, "position": far}) is None
    nowhere = {"textDocument": {"uri": "untitled:Untitled-1"}, "position": far}
    assert client.request("textDocument/hover", nowhere) is None
    assert client.request("textDocument/completion", {"textDocument": {"uri": "x"}, "position": far}) == []


def test_a_cancelled_request_is_answered_as_cancelled(client: LanguageClient) -> None:
    client.start()
    client.open("a.json", RULE)
    body = b""
    for message in (
        {
            "id": "late",
            "method": "textDocument/documentSymbol",
            "params": {"textDocument": {"uri": client.uri("a.json")}},
        },
        {"method": "$/cancelRequest", "params": {"id": "late"}},
        {"method": "$/cancelRequest", "params": {"id": [1]}},
        {"method": "$/cancelRequest"},
    ):
        text = json.dumps({"jsonrpc": "2.0", **message}).encode()
        body += b"Content-Length: %d\r\n\r\n%b" % (len(text), text)
    client.send_bytes(body)
    assert client.answer("late")["error"]["code"] == -32800  # type: ignore[arg-type]
    assert is_alive(client)


def test_the_server_ends_when_its_client_does(client: LanguageClient) -> None:
    client.start()
    assert client.process.stdin
    client.process.stdin.close()
    assert client.process.wait(20) == 1
    assert client.errors_of_process() == ""


def test_the_server_ends_when_nobody_reads_its_answers(client: LanguageClient) -> None:
    client.start()
    assert client.process.stdout
    client.process.stdout.close()
    client.ask("textDocument/nonsense")
    client.ask("textDocument/nonsense")
    assert client.process.wait(20) == 1
    assert client.errors_of_process() == ""


@pytest.mark.slow
def test_the_server_ends_when_the_process_that_started_it_is_gone(client: LanguageClient) -> None:
    parent = os.fork()
    if not parent:
        signal.pause()
    client.request("initialize", {"processId": parent, "capabilities": {}})
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    assert client.process.wait(20) == 1


@pytest.mark.slow
def test_a_document_of_ten_megabytes_is_checked(client: LanguageClient) -> None:
    client.start()
    note = {"agentMetadata": {"note": "é" * 500}}
    rules = [
        INBOUND_BODY | note | {"name": f"Rule {number}", "phoneNumbers": [f"+1415555{number:04}"]}
        for number in range(9000)
    ]
    text = json.dumps(rules, indent=1, ensure_ascii=False)
    assert len(text.encode()) > 10_000_000
    client.open("large.json", text)
    client.wait_for("large.json", 1)
    start, end = {"line": 1, "character": 1}, {"line": 1, "character": 2}
    client.change("large.json", 2, {"range": {"start": start, "end": end}, "text": "["})
    assert {one["code"] for one in client.wait_for("large.json", 2)} == {"RR001"}
    assert is_alive(client)


@pytest.mark.slow
def test_five_thousand_files_are_checked(client: LanguageClient) -> None:
    for number in range(5000):
        body = INBOUND_BODY | {"name": f"Rule {number}", "phoneNumbers": [f"+1415555{number % 4999:04}"]}
        body["recording"] = number == 0
        (client.folder / f"{number:04}.json").write_text(json.dumps(body))
    client.start()
    assert is_alive(client)
    assert [one["code"] for one in client.wait_for("4999.json")] == ["RR701"]
    client.open("4999.json", RULE.replace("5551234", "5559999"))
    assert client.wait_for("4999.json", 1) == []
    assert client.wait_for("0000.json") == []


def test_one_broken_folder_does_not_end_the_session(client: LanguageClient) -> None:
    client.request(
        "initialize",
        {
            "capabilities": {},
            "initializationOptions": {"config": "missing.toml", "select": "RR3", "minSeverity": 3},
            "workspaceFolders": [{"uri": client.uri("missing"), "name": "missing"}, {"uri": "http://x"}, 7],
        },
    )
    client.notify("initialized", {})
    assert is_alive(client)
    client.settle()
    assert client.process.poll() is None
