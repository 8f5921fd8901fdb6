"""The methods of the protocol that the server knows, each with the function that answers it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from siplint.model.finding import JSON
    from siplint.server.session import Session

    Answer: TypeAlias = Callable[[Session, JSON], JSON]

METHODS: Mapping[str, str] = {
    "initialize": "lifecycle:initialize",
    "initialized": "lifecycle:initialized",
    "shutdown": "lifecycle:shut_down",
    "$/setTrace": "lifecycle:ignore",
    "textDocument/didOpen": "synchronisation:open_document",
    "textDocument/didChange": "synchronisation:change_document",
    "textDocument/didClose": "synchronisation:close_document",
    "textDocument/didSave": "synchronisation:save_document",
    "textDocument/willSave": "lifecycle:ignore",
    "textDocument/diagnostic": "pulling:document_diagnostics",
    "textDocument/codeAction": "code_actions:code_actions",
    "codeAction/resolve": "code_actions:resolve_action",
    "textDocument/hover": "hover:hover",
    "textDocument/completion": "field_completion:completion",
    "textDocument/documentSymbol": "symbols:document_symbols",
    "textDocument/foldingRange": "symbols:folding_ranges",
    "workspace/diagnostic": "pulling:workspace_diagnostics",
    "workspace/executeCommand": "code_actions:execute",
    "workspace/didChangeWatchedFiles": "watching:files_changed",
    "workspace/didChangeWorkspaceFolders": "watching:folders_changed",
    "workspace/didChangeConfiguration": "watching:settings_changed",
}
"""By method, the module of this package and the function in it; a module is imported when it is first needed."""


def method_named(name: str) -> Answer | None:
    """Return the function that answers a method; None if there is none."""
    module, _, function = METHODS.get(name, "").partition(":")
    if not module:
        return None
    return getattr(__import__(f"siplint.server.{module}", fromlist=[function]), function)  # type: ignore[no-any-return]
