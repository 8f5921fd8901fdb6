"""The documents that the client opens, changes, saves and closes."""

from __future__ import annotations

from siplint.server.buffers import Buffer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON
    from siplint.server.session import Session


def open_document(session: Session, params: JSON) -> JSON:
    """Let the text of the client stand in for a file."""
    document = params["textDocument"]
    language = document.get("languageId")
    language = language if isinstance(language, str) else ""
    place = session.projects.place(document["uri"], language)
    if place is None:
        return
    project, name = place
    session.projects.places[document["uri"]] = place
    buffer = Buffer(document["uri"], language, document["version"], document["text"], project.encoding)
    project.set_buffer(name, buffer)
    project.edited.add(name)
    session.touch()


def change_document(session: Session, params: JSON) -> JSON:
    """Take in changes of an open document."""
    document = params["textDocument"]
    place = session.projects.places.get(document["uri"])
    if place is None:
        session.log.say("ignored a change of a document that is not open")
        return
    project, name = place
    buffer = project.buffers[name]
    version = document.get("version")  # some clients send none
    buffer.change(version if isinstance(version, int) else buffer.version, params["contentChanges"])
    project.set_buffer(name, buffer)
    project.edited.add(name)
    session.touch()


def close_document(session: Session, params: JSON) -> JSON:
    """Let the file on the disk count again."""
    place = session.projects.places.pop(params["textDocument"]["uri"], None)
    if place is None:
        return
    project, name = place
    project.set_buffer(name, None)
    project.edited.discard(name)
    project.closed.add(name)
    session.touch()


def save_document(session: Session, params: JSON) -> JSON:
    """Read the settings again if one of their files was saved."""
    from siplint.server.watching import note_change

    note_change(session, params["textDocument"]["uri"])
