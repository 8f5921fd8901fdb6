"""What clients of the language server tell it about documents, and what they note of what it sends."""

from __future__ import annotations

from typing import Any


def opening(uri: str, text: str, version: int = 1, language: str = "json") -> dict[str, Any]:
    """Return the parameters of `textDocument/didOpen`."""
    return {"textDocument": {"uri": uri, "languageId": language, "version": version, "text": text}}


def change_to(uri: str, version: int, *changes: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters of `textDocument/didChange`."""
    return {"textDocument": {"uri": uri, "version": version}, "contentChanges": list(changes)}


class ShownDiagnostics:
    """The diagnostics that were pushed, by URI, and the versions of the documents that they are for."""

    def __init__(self) -> None:
        self.of: dict[str, list[dict[str, Any]]] = {}
        self.versions: dict[str, int | None] = {}

    def note(self, message: dict[str, Any]) -> None:
        """Note the diagnostics of a message, if it has any."""
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.of[params["uri"]] = params["diagnostics"]
            self.versions[params["uri"]] = params.get("version")
