"""Bringing diagnostics to the editor: pushed with the version of the document, or pulled."""

from __future__ import annotations

from time import monotonic

from siplint.server.shown_diagnostics import shown_diagnostics
from siplint.server.wire_json import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from siplint.model.finding import JSON
    from siplint.server.project import Project
    from siplint.server.session import Session


def show_changes(session: Session) -> None:
    """Check what has changed and send what is different now; what a newer version made stale is not sent."""
    _take_back(session)
    for project in session.projects:
        settle(session, project)
        session.look_ahead()
        newer = _newer_documents(session)
        edited = {name for name in project.edited if project.uri_of(name) not in newer}
        unsent = {name for name in project.unsent if project.uri_of(name) not in newer}
        project.edited -= edited
        project.unsent -= unsent
        if session.pulls:
            early = session.asked_early & {project.buffers[name].uri for name in edited if name in project.buffers}
            session.asked_early -= early
            if (early or unsent - edited) and session.can("workspace", "diagnostics", "refreshSupport"):
                session.request("workspace/diagnostic/refresh", None)
        else:
            push_diagnostics(session, project, unsent | project.closed, always=sorted(edited))
        project.closed.clear()


def _take_back(session: Session) -> None:
    """Show nothing more of folders that the client has closed; a file that is open elsewhere is shown from there."""
    for project in session.projects.left:
        if project.workspace and not session.pulls:
            for name in project.shown_names():
                uri = project.uri_of(name)
                if session.published.pop(uri, None):
                    session.notify("textDocument/publishDiagnostics", {"uri": uri, "diagnostics": []})
    session.projects.left.clear()


def settle(session: Session, project: Project) -> None:
    """Check what has changed in a project, and note what is to be sent."""
    start = monotonic()
    if project.is_stale or project.pending:
        project.unsent |= project.refresh()
        session.log.say(f"judged {project.folder or 'untitled documents'} in {(monotonic() - start) * 1000:.1f} ms")
        for sentence in project.new_notes():
            session.show_log(sentence)


def _newer_documents(session: Session) -> set[str]:
    """Return the URIs of documents of which a newer version is waiting."""
    newer = set()
    for message in session.queue:
        if isinstance(message, dict) and message.get("method") in ("textDocument/didChange", "textDocument/didClose"):
            params = message.get("params")
            document = params.get("textDocument") if isinstance(params, dict) else None
            uri = document.get("uri") if isinstance(document, dict) else None
            newer.update([uri] if isinstance(uri, str) else [])
    return newer


def push_diagnostics(session: Session, project: Project, names: Iterable[str], *, always: Iterable[str] = ()) -> None:
    """Send the diagnostics of files where they differ from what was sent, and those of `always` in any case."""
    wanted = dict.fromkeys(always)
    for name in (*wanted, *sorted({*names} - wanted.keys())):
        uri = project.uri_of(name)
        shown = shown_diagnostics(project, name)
        text = json_text(shown)
        if name not in wanted and text == session.published.get(uri, "[]"):
            continue
        if shown:
            session.published[uri] = text
        else:
            session.published.pop(uri, None)
        buffer = project.buffers.get(name)
        params: dict[str, JSON] = {"uri": uri, "diagnostics": shown}
        if buffer:
            params["version"] = buffer.version
        session.notify("textDocument/publishDiagnostics", params)
