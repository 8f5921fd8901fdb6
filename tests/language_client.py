"""A client of the language server over a real process: requests, notifications, and what the server sends."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

from document_messages import ShownDiagnostics, change_to, opening

PATIENCE = 120.0
"""Seconds after which a test gives up."""


class ServerGoneError(Exception):
    """The server has ended."""


class LanguageClient:
    """Starts `siplint server` and speaks with it."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "siplint", "server", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            bufsize=0,
        )
        self.buffer = b""
        self.number = 0
        self.seen: list[dict[str, Any]] = []
        self.pushed = ShownDiagnostics()
        self.diagnostics, self.versions = self.pushed.of, self.pushed.versions

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()

    def uri(self, name: str) -> str:
        """Return the URI of a file of the folder."""
        return (self.folder / name).as_uri()

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as they are; raise TimeoutError if the server does not take them."""
        assert self.process.stdin
        view = memoryview(data)
        while view:
            if not select.select([], [self.process.stdin], [], PATIENCE)[1]:
                raise TimeoutError("the server does not read")
            view = view[self.process.stdin.write(view[: select.PIPE_BUF]) or 0 :]

    def send(self, message: Any) -> None:
        """Send a message."""
        body = json.dumps(message).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: Any = None) -> int:
        """Send a request and return its id."""
        self.number += 1
        self.send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        return self.number

    def request(self, method: str, params: Any = None) -> Any:
        """Send a request and return the result; an error of the server fails."""
        answer = self.answer(self.ask(method, params))
        assert "error" not in answer, answer
        return answer["result"]

    def error(self, method: str, params: Any = None) -> dict[str, Any]:
        """Send a request that must fail and return the error."""
        answer = self.answer(self.ask(method, params))
        assert "result" not in answer, answer
        error: dict[str, Any] = answer["error"]
        return error

    def answer(self, number: int | None) -> dict[str, Any]:
        """Wait for the answer to a request."""
        while True:
            message = self.receive()
            if "method" not in message and message.get("id") == number:
                return message

    def receive(self, seconds: float = PATIENCE) -> dict[str, Any]:
        """Return the next message; diagnostics are noted too. Raise ServerGoneError at the end, TimeoutError if nothing comes."""
        assert self.process.stdout
        until = monotonic() + seconds
        while True:
            head, separator, rest = self.buffer.partition(b"\r\n\r\n")
            if separator:
                length = int(head.lower().removeprefix(b"content-length:"))
                if len(rest) >= length:
                    self.buffer = rest[length:]
                    return self.noted(json.loads(rest[:length]))
            ready, _, _ = select.select([self.process.stdout], [], [], max(until - monotonic(), 0))
            if not ready:
                raise TimeoutError(self.seen[-3:])
            piece = os.read(self.process.stdout.fileno(), 1 << 20)
            if not piece:
                raise ServerGoneError
            self.buffer += piece

    def noted(self, message: dict[str, Any]) -> dict[str, Any]:
        self.seen.append(message)
        self.pushed.note(message)
        return message

    def start(self, capabilities: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """Begin a session about the folder and return what the server offers."""
        params = {"processId": os.getpid(), "rootUri": self.folder.as_uri(), "capabilities": capabilities or {}, **more}
        offered: dict[str, Any] = self.request("initialize", params)["capabilities"]
        self.notify("initialized", {})
        return offered

    def open(self, name: str, text: str, version: int = 1, language: str = "json") -> None:
        """Open a document."""
        self.notify("textDocument/didOpen", opening(self.uri(name), text, version, language))

    def change(self, name: str, version: int, *changes: dict[str, Any]) -> None:
        """Change a document."""
        self.notify("textDocument/didChange", change_to(self.uri(name), version, *changes))

    def wait_for(self, name: str, version: int | None = None) -> list[dict[str, Any]]:
        """Wait for the diagnostics of a file, with a version if it is open."""
        uri = self.uri(name)
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                if params["uri"] == uri and (version is None or params.get("version") == version):
                    found: list[dict[str, Any]] = params["diagnostics"]
                    return found

    def settle(self) -> None:
        """Wait until the server has judged all that was sent: the answer to a request comes after it."""
        while True:
            try:
                self.receive(0.3)
            except TimeoutError:
                return

    def stop(self) -> int:
        """End the session and return the exit code."""
        self.request("shutdown")
        self.notify("exit")
        return self.process.wait(PATIENCE)

    def errors_of_process(self) -> str:
        """Return what the process wrote to standard error, once it has ended."""
        assert self.process.stderr
        return self.process.stderr.read().decode()
