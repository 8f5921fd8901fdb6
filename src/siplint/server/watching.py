"""Files that change outside of the editor: rules are read again, and settings with all that they are about."""

from __future__ import annotations

import os

from siplint.server.document_names import JSON_ENDINGS
from siplint.server.file_uris import path_of_uri
from siplint.source.notations import ENDINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON
    from siplint.server.project import Project
    from siplint.server.session import Session

SETTINGS_FILES = ("siplint.toml", "pyproject.toml", ".gitignore")
OPTIONS = frozenset(("minSeverity", "select", "ignore", "config", "isolated", "account", "embedded"))
"""The settings of a client that are read."""
CREATED, CHANGED, DELETED = 1, 2, 3


def register(session: Session) -> None:
    """Ask the client to say when files change."""
    if not session.can("workspace", "didChangeWatchedFiles", "dynamicRegistration"):
        return
    globs = [f"**/*{ending}" for ending in (*JSON_ENDINGS, *ENDINGS)] + [f"**/{name}" for name in SETTINGS_FILES]
    watchers = [{"globPattern": glob} for glob in globs]
    watch = {
        "id": "siplint-files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": {"watchers": watchers},
    }
    session.request("client/registerCapability", {"registrations": [watch]})


def files_changed(session: Session, params: JSON) -> JSON:
    """Note which files were created, changed or deleted."""
    for change in params["changes"]:
        if isinstance(change, dict) and isinstance(change.get("uri"), str):
            note_change(session, change["uri"], change.get("type", CHANGED))


def folders_changed(session: Session, params: JSON) -> JSON:
    """Open and close folders; their open documents go to the projects that they belong to now."""
    projects = session.projects
    added, removed = (
        [
            path_of_uri(folder["uri"])
            for folder in params["event"][key]
            if isinstance(folder, dict) and isinstance(folder.get("uri"), str)
        ]
        for key in ("added", "removed")
    )
    projects.change_folders(added, removed)
    session.touch()


def settings_changed(session: Session, params: JSON) -> JSON:
    """Take in other settings of the client."""
    options = own_options(params.get("settings"))
    if options is not None and options != session.projects.options:
        session.projects.configure(options)
        session.touch()


def own_options(settings: JSON) -> dict[str, JSON] | None:
    """Return the settings that are for siplint: below its name, or all if one is known; None if none are.

    Some clients send empty settings, or those of other servers too.
    """
    if not isinstance(settings, dict):
        return None
    mine = settings.get("siplint")
    if isinstance(mine, dict):
        return mine
    return settings if OPTIONS.intersection(settings) else None


def note_change(session: Session, uri: str, kind: int = CHANGED) -> None:
    """Note that a file was created, changed or deleted."""
    path = path_of_uri(uri)
    if not path:
        return
    for project in session.projects:
        if _concerns(project, path, kind):
            session.touch()


def _concerns(project: Project, path: str, kind: int) -> bool:
    """Return whether a project has to look at a file again, and note it there."""
    loaded = project.loaded
    if loaded is None:
        return False
    if os.path.basename(path) in SETTINGS_FILES or path in loaded.watched:
        project.is_stale = True
    elif path.startswith(project.folder.rstrip(os.sep) + os.sep):
        name = project.name_of(path)
        if kind == CHANGED and name in loaded.contents:
            project.reread(name)
        elif project.walks:
            project.is_stale = True
    else:
        return False
    return True
