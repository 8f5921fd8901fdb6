"""Edits of documents as the protocol has them, with the version of the document they are for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from siplint.model.diagnostic import Edit
    from siplint.model.finding import JSON
    from siplint.server.line_positions import LinePositions
    from siplint.server.project import Project
    from siplint.server.session import Session


def workspace_edit(session: Session, project: Project, name: str, edits: Iterable[Edit]) -> JSON:
    """Return the edit of a file."""
    texts = text_edits(project.positions(name), edits)
    uri = project.uri_of(name)
    if not session.can("workspace", "workspaceEdit", "documentChanges"):
        return {"changes": {uri: texts}}
    buffer = project.buffers.get(name)
    return {"documentChanges": [{"textDocument": _versioned(uri, buffer.version if buffer else None), "edits": texts}]}


def new_file_edit(uri: str, text: str) -> JSON:
    """Return the edit that makes a file with a text."""
    start = {"line": 0, "character": 0}
    return {
        "documentChanges": [
            {"kind": "create", "uri": uri, "options": {"ignoreIfExists": True}},
            {
                "textDocument": _versioned(uri, None),
                "edits": [{"range": {"start": start, "end": start}, "newText": text}],
            },
        ]
    }


def can_create_files(session: Session) -> bool:
    """Return whether the client makes files where an edit asks for it."""
    operations = session.said("workspace", "workspaceEdit", "resourceOperations")
    documented = session.can("workspace", "workspaceEdit", "documentChanges")
    return isinstance(operations, list) and "create" in operations and documented


def _versioned(uri: str, version: int | None) -> dict[str, JSON]:
    return {"uri": uri, "version": version}


def text_edits(positions: LinePositions, edits: Iterable[Edit]) -> list[dict[str, JSON]]:
    """Return edits, which are in bytes, as the protocol has them."""
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    return [{"range": positions.span(edit.start, edit.end), "newText": edit.text} for edit in ordered]


def difference(before: bytes, after: bytes) -> Edit:
    """Return one edit that turns a text into another, without what is the same at both ends."""
    from siplint.model.diagnostic import Edit
    from siplint.source.common_start import common_ends

    start, end = common_ends(before, after)
    while start and _is_inside(before, start):
        start -= 1
    while end and (_is_inside(before, len(before) - end) or _is_inside(after, len(after) - end)):
        end -= 1
    return Edit(start, len(before) - end, after[start : len(after) - end].decode("utf-8", "replace"))


def _is_inside(data: bytes, at: int) -> bool:
    """Return whether an offset is inside a character of UTF-8."""
    return at < len(data) and data[at] & 0xC0 == 0x80  # noqa: PLR2004 (the bytes that continue a character)
