"""Files that change outside of the editor: rules are read again, and settings with all that they are about."""

from __future__ import annotations

import os

from siplint.server.file_uris import path_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.server.projects import Project
    from siplint.server.session import Session

SETTINGS_FILES = ("siplint.toml", "pyproject.toml", ".gitignore")
CREATED, CHANGED, DELETED = 1, 2, 3


def note_change(session: Session, uri: str, kind: int = CHANGED) -> None:
    """Note that a file was created, changed or deleted."""
    path = path_of(uri)
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
