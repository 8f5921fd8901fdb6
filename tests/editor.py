"""An editor with a language server in the same process: what it sends is handled at once, what it gets is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from document_messages import ShownDiagnostics, change_to, opening
from siplint.cli.project_files import ProjectFiles
from siplint.server.server_log import ServerLog
from siplint.server.session import Session
from siplint.server.wire_json import json_text


class _Stream:
    """Takes what the server sends, as its client would read it; nothing ever comes in while the server works."""

    is_at_end = False

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.waiting: list[Any] = []

    def send(self, message: Any) -> int:
        text = json_text(message)
        self.sent.append(json.loads(text))
        return len(text)

    def receive(self, _seconds: float) -> Any:
        return self.waiting.pop(0) if self.waiting else None


class Editor:
    """A client of a session; `shown` has the diagnostics of each file by URI, `versions` the versions they are for."""

    def __init__(self, folder: Path, capabilities: dict[str, Any] | None = None, **more: Any) -> None:
        self.folder = folder
        self.stream = _Stream()
        self.log: list[str] = []
        self.session = Session(self.stream, ProjectFiles(), ServerLog(self.log.append))  # type: ignore[arg-type]
        self.pushed = ShownDiagnostics()
        self.shown, self.versions = self.pushed.of, self.pushed.versions
        self.read = 0
        self.number = 0
        if more.pop("starts", True):
            self.start(capabilities, **more)

    def start(self, capabilities: dict[str, Any] | None = None, **more: Any) -> Any:
        """Begin the session; return what the server offers."""
        params = {"processId": None, "rootUri": self.folder.as_uri(), "capabilities": capabilities or {}, **more}
        self.offered = self.request("initialize", params)["capabilities"]
        self.notify("initialized", {})
        return self.offered

    def uri(self, name: str) -> str:
        """Return the URI of a file of the folder."""
        return (self.folder / name).as_uri()

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification, and let the server do what follows from it."""
        self.session.take({"jsonrpc": "2.0", "method": method, "params": params})
        self.session.flush()
        self.messages()

    def answer(self, method: str, params: Any = None) -> dict[str, Any]:
        """Send a request and return the whole answer."""
        self.number += 1
        self.session.take({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        answer = next(one for one in self.messages() if one.get("id") == self.number and "method" not in one)
        self.session.flush()
        self.messages()
        return answer

    def request(self, method: str, params: Any = None) -> Any:
        """Send a request and return the result."""
        answer = self.answer(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    def error(self, method: str, params: Any = None) -> int:
        """Send a request that must fail and return the code of the error."""
        answer = self.answer(method, params)
        assert "result" not in answer, answer
        code: int = answer["error"]["code"]
        return code

    def messages(self) -> list[dict[str, Any]]:
        """Return what the server has sent since the last call, and note the diagnostics in it."""
        new = self.stream.sent[self.read :]
        self.read = len(self.stream.sent)
        for message in new:
            self.pushed.note(message)
        return new

    def methods(self) -> list[str]:
        """Return the methods that the server has called so far."""
        return [message["method"] for message in self.stream.sent if "method" in message]

    def open(self, name: str, text: str, version: int = 1, language: str = "json") -> None:
        """Open a document."""
        self.notify("textDocument/didOpen", opening(self.uri(name), text, version, language))

    def change(self, name: str, version: int, *changes: dict[str, Any]) -> None:
        """Change a document."""
        self.notify("textDocument/didChange", change_to(self.uri(name), version, *changes))

    def close(self, name: str) -> None:
        """Close a document."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": self.uri(name)}})

    def document(self, name: str) -> dict[str, Any]:
        """Return the parameters that name a document."""
        return {"textDocument": {"uri": self.uri(name)}}

    def at(self, name: str, line: int, character: int) -> dict[str, Any]:
        """Return the parameters that name a position."""
        return {**self.document(name), "position": {"line": line, "character": character}}

    def actions(self, name: str, line: int, character: int, **context: Any) -> list[dict[str, Any]]:
        """Return the code actions at a position."""
        place = {"line": line, "character": character}
        params = {"range": {"start": place, "end": place}, "context": {"diagnostics": [], **context}}
        found: list[dict[str, Any]] = self.request("textDocument/codeAction", {**self.document(name), **params})
        return found

    def codes(self, name: str) -> list[str]:
        """Return the codes that are shown in a file, without those of other files that point into it."""
        return [one["code"] for one in self.shown.get(self.uri(name), []) if one["severity"] != 3]
