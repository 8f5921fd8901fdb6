"""What requests about documents have in common: the document is found, and all that was changed is judged first."""

from __future__ import annotations

from siplint.server.publishing import settle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON
    from siplint.server.project import Project
    from siplint.server.session import Session


def place_of_request(session: Session, params: JSON) -> tuple[Project, str] | None:
    """Return the project of the document of a request, and its name there; None if nothing is known of it."""
    uri = params["textDocument"]["uri"]
    place = session.projects.places.get(uri) or session.projects.place(uri)
    if place is None:
        return None
    project, name = place
    settle(session, project)
    if project.unsent:
        session.touch()
    return (project, name) if name in project.buffers or (project.loaded and name in project.loaded.contents) else None
