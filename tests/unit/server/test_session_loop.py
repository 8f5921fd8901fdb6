"""The loop of a session over pipes: what ends it, and what does not."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from siplint.cli.project_files import ProjectFiles
from siplint.model.examples import INBOUND_BODY
from siplint.server.message_stream import MessageStream
from siplint.server.server_log import ServerLog
from siplint.server.session import Session

START = {"id": 1, "method": "initialize", "params": {"capabilities": {}}}


class Wire:
    """Both ends of two pipes; what the client has to say is written before the session runs."""

    def __init__(self) -> None:
        self.source, self.client = os.pipe()
        self.answers, self.sink = os.pipe()
        self.log: list[str] = []
        stream = MessageStream(self.source, self.sink)
        self.session = Session(stream, ProjectFiles(), ServerLog(self.log.append))

    def write(self, *messages: Any) -> None:
        for message in messages:
            body = message if isinstance(message, bytes) else json.dumps(message).encode()
            os.write(self.client, b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def run(self) -> int:
        return self.session.run()

    def sent(self) -> list[dict[str, Any]]:
        pieces = os.read(self.answers, 1 << 16).split(b"Content-Length: ")[1:]
        return [json.loads(piece.partition(b"\r\n\r\n")[2]) for piece in pieces]


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    yield wire
    for descriptor in (wire.source, wire.client, wire.answers, wire.sink):
        try:
            os.close(descriptor)
        except OSError:
            continue


def test_exit_after_shutdown_is_a_success_and_without_it_a_failure(wire: Wire) -> None:
    wire.write(START, {"id": 2, "method": "shutdown"}, {"id": 3, "method": "shutdown"}, {"method": "exit"})
    assert wire.run() == 0
    assert [one.get("error", {}).get("code") for one in wire.sent()] == [None, None, -32600]
    wire.session.is_shut_down = False
    wire.write({"method": "exit"})
    assert wire.run() == 1


def test_the_end_of_the_input_ends_the_session(wire: Wire) -> None:
    wire.write(START, {"id": 2, "method": "shutdown"})
    os.close(wire.client)
    assert wire.run() == 0


def test_a_client_that_reads_nothing_ends_the_session(wire: Wire) -> None:
    wire.write(START)
    os.close(wire.answers)
    assert wire.run() == 1
    assert "the client has left" in wire.log[-1]


def test_messages_that_are_none_are_refused(wire: Wire) -> None:
    wire.write(
        b"{", [], 7, {}, {"id": 4}, {"id": [], "method": "x"}, {"id": 5, "method": "textDocument/hover"}, b"null"
    )
    wire.write(
        {"method": "initialized"}, START, {"id": 6, "method": "initialize", "params": {}}, {"id": 7, "method": "x"}
    )
    wire.write({"id": 8, "method": "textDocument/hover", "params": {}}, {"id": 9, "method": 7}, {"method": "exit"})
    assert wire.run() == 1
    assert [(one["id"], one.get("error", {}).get("code")) for one in wire.sent()] == [
        (None, -32700),
        (None, -32600),
        (None, -32600),
        (None, -32600),
        (4, -32600),
        (None, -32600),
        (5, -32002),
        (None, -32600),
        (1, None),
        (6, -32600),
        (7, -32601),
        (8, -32602),
        (9, -32600),
    ]


def test_a_request_that_is_cancelled_while_it_waits_is_not_worked_on(wire: Wire) -> None:
    cancel = {"method": "$/cancelRequest", "params": {"id": "x"}}
    wire.write(START, {"id": "x", "method": "shutdown"}, cancel, {"method": "exit"})
    assert wire.run() == 1
    assert [one.get("error", {}).get("code") for one in wire.sent()] == [None, -32800]


def test_changes_are_shown_once_nothing_is_waiting_or_after_a_while(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uri = (tmp_path / "a.json").as_uri()
    document = {"uri": uri, "languageId": "json", "version": 1, "text": "{"}
    opening = {"method": "textDocument/didOpen", "params": {"textDocument": document}}
    wire.write(START, opening)
    os.close(wire.client)
    monkeypatch.setattr("siplint.server.session.PATIENCE", 0)
    assert wire.run() == 1
    shown = wire.sent()[-1]
    assert (shown["method"], shown["params"]["version"]) == ("textDocument/publishDiagnostics", 1)
    assert [one["code"] for one in shown["params"]["diagnostics"]] == ["RR001"]


def test_a_quiet_client_whose_process_is_gone_ends_the_session(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siplint.server.session.IDLE", 0)
    asked: list[int] = []

    def killed(number: int, _signal: int) -> None:
        asked.append(number)
        if len(asked) == 2:
            raise PermissionError
        if len(asked) == 3:
            raise ProcessLookupError

    monkeypatch.setattr("siplint.server.session.os.kill", killed)
    wire.write({**START, "params": {"processId": 4711, "capabilities": {}}})
    assert wire.run() == 1
    assert asked == [4711, 4711, 4711]


@pytest.mark.parametrize("number", [-1, 0, 1 << 63, 10**30])
def test_a_number_that_no_process_has_ends_nothing(wire: Wire, number: int) -> None:
    wire.session.parent = number
    assert wire.session._has_client()


def test_a_message_is_waited_for_while_something_is_shown(wire: Wire, tmp_path: Path) -> None:
    rule = json.dumps(INBOUND_BODY)
    uri = (tmp_path / "a.json").as_uri()
    document = {"uri": uri, "languageId": "json", "version": 1, "text": rule}
    change = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": "{"}]}
    wire.write(
        START,
        {"method": "textDocument/didOpen", "params": {"textDocument": document}},
        {"id": 2, "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": uri}}},
        {"method": "textDocument/didChange", "params": change},
        {"method": "textDocument/didClose", "params": {"textDocument": {"uri": uri}}},
        {"method": "exit"},
    )
    assert wire.run() == 1
    assert [one.get("id") for one in wire.sent() if "id" in one] == [1, 2]
