"""What the messages of a client must hold before they are looked at."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from siplint.model.finding import JSON

    Shape: TypeAlias = Mapping[str, "type | Shape"]

DOCUMENT: Shape = {"textDocument": {"uri": str}}
POSITION: Shape = {"line": int, "character": int}
AT: Shape = {**DOCUMENT, "position": POSITION}
RANGE: Shape = {"start": POSITION, "end": POSITION}
SHAPES: Mapping[str, Shape] = {
    "initialize": {},
    "textDocument/didOpen": {"textDocument": {"uri": str, "version": int, "text": str}},
    "textDocument/didChange": {**DOCUMENT, "contentChanges": list},
    "textDocument/didClose": DOCUMENT,
    "textDocument/didSave": DOCUMENT,
    "textDocument/diagnostic": DOCUMENT,
    "textDocument/codeAction": {**DOCUMENT, "range": RANGE, "context": dict},
    "textDocument/hover": AT,
    "textDocument/completion": AT,
    "textDocument/documentSymbol": DOCUMENT,
    "textDocument/foldingRange": DOCUMENT,
    "codeAction/resolve": {},
    "workspace/diagnostic": {},
    "workspace/didChangeConfiguration": {},
    "workspace/didChangeWatchedFiles": {"changes": list},
    "workspace/didChangeWorkspaceFolders": {"event": {"added": list, "removed": list}},
    "workspace/executeCommand": {"command": str},
}
"""By method, the members that its parameters must have, and their types."""


def misfit(method: str, params: JSON) -> str:
    """Return what is wrong with the parameters of a method; empty if nothing is."""
    shape = SHAPES.get(method)
    if shape is None:
        return ""
    wrong = _misfit(params, shape, "params")
    if not wrong and method == "textDocument/didChange":
        for change in params["contentChanges"]:
            wrong = wrong or _misfit(change, {"text": str}, "contentChanges[]")
            if not wrong and change.get("range") is not None:
                wrong = _misfit(change["range"], RANGE, "contentChanges[].range")
    return wrong


def _misfit(value: JSON, shape: Shape | type, place: str) -> str:
    if isinstance(shape, type):
        fits = isinstance(value, shape) and not (shape is int and isinstance(value, bool))
        return "" if fits else f"{place} is not of type {shape.__name__}"
    if not isinstance(value, dict):
        return f"{place} is not an object"
    for name, inner in shape.items():
        wrong = _misfit(value.get(name), inner, f"{place}.{name}")
        if wrong:
            return wrong
    return ""
