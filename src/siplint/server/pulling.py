"""Diagnostics that the client asks for: those of a document, or of all files of the workspace."""

from __future__ import annotations

from hashlib import blake2b

from siplint.server.asked_document import place_of_request
from siplint.server.publishing import settle
from siplint.server.shown_diagnostics import shown_diagnostics
from siplint.server.wire_json import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON
    from siplint.server.project import Project
    from siplint.server.session import Session


def document_diagnostics(session: Session, params: JSON) -> JSON:
    """Return the diagnostics of a document, or that they are those of before."""
    found = place_of_request(session, params)
    if found is None or found[1] not in found[0].buffers:
        session.asked_early.add(params["textDocument"]["uri"])
    if found is None:
        return {"kind": "full", "items": []}
    return _report(*found, params.get("previousResultId"))


def workspace_diagnostics(session: Session, params: JSON) -> JSON:
    """Return the diagnostics of all files, or of each that they are those of before."""
    known: dict[str, JSON] = {}
    for one in params.get("previousResultIds") or ():
        if isinstance(one, dict) and isinstance(one.get("uri"), str):
            known[one["uri"]] = one.get("value")
    items: list[JSON] = []
    for project in session.projects:
        settle(session, project)
        for name in project.shown_names():
            uri = project.uri_of(name)
            buffer = project.buffers.get(name)
            version = buffer.version if buffer else None
            items.append({"uri": uri, "version": version, **_report(project, name, known.pop(uri, None))})
    items += [{"uri": uri, "version": None, "kind": "full", "items": []} for uri in known]
    return {"items": items}


def _report(project: Project, name: str, before: JSON) -> dict[str, JSON]:
    shown = shown_diagnostics(project, name)
    result = blake2b(json_text(shown).encode(), digest_size=12).hexdigest()
    if result == before:
        return {"kind": "unchanged", "resultId": result}
    return {"kind": "full", "resultId": result, "items": shown}
