"""All projects of a client: the folders it has open, and one for each folder of a single file."""

from __future__ import annotations

import os

from siplint.server.document_names import name_of_untitled
from siplint.server.file_uris import path_of_uri
from siplint.server.project import Project

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from siplint.model.finding import JSON
    from siplint.server.line_positions import Encoding
    from siplint.server.loaded_project import Host


class ProjectSet:
    """The projects by folder. A file belongs to the innermost folder that it is in."""

    __slots__ = ("_by_folder", "_single", "encoding", "host", "left", "options", "places")

    def __init__(self, host: Host) -> None:
        self.host = host
        self.encoding: Encoding = "utf-16"
        self.options: Mapping[str, JSON] = {}
        self._by_folder: dict[str, Project] = {}
        self._single: dict[str, Project] = {}
        self.left: list[Project] = []
        self.places: dict[str, tuple[Project, str]] = {}

    def __iter__(self) -> Iterator[Project]:
        return iter((*self._by_folder.values(), *self._single.values()))

    def add_folder(self, folder: str) -> None:
        """Add a folder that the client has open."""
        if folder and folder not in self._by_folder:
            self._by_folder[folder] = Project(folder, self.host, self.options, self.encoding, walks=True)

    def change_folders(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """Open and close folders; open documents go to the projects that they belong to now."""
        for folder in removed:
            project = self._by_folder.pop(folder, None)
            if project:
                self.left.append(project)
        for folder in added:
            self.add_folder(folder)
        for uri, (project, name) in list(self.places.items()):
            path = path_of_uri(uri)
            home = self.project_of(path) if path else project
            if home is not project:
                buffer = project.buffers[name]
                project.set_buffer(name, None)
                project.closed.add(name)
                self.places[uri] = home, home.name_of(path)
                home.set_buffer(home.name_of(path), buffer)
                home.edited.add(home.name_of(path))

    def place(self, uri: str, language: str = "") -> tuple[Project, str] | None:
        """Return the project of a document and its name there; None if it is not for rules."""
        if uri in self.places:
            return self.places[uri]
        path = path_of_uri(uri)
        if not path:
            name = name_of_untitled(uri, language)
            return (self._single_project(""), name) if name else None
        project = self.project_of(path)
        return project, project.name_of(path)

    def project_of(self, path: str) -> Project:
        """Return the project that a file belongs to."""
        folders = [folder for folder in self._by_folder if path.startswith(folder.rstrip(os.sep) + os.sep)]
        if folders:
            return self._by_folder[max(folders, key=len)]
        return self._single_project(os.path.dirname(path))

    def _single_project(self, folder: str) -> Project:
        """Return the project of a file that is in none of the client's folders."""
        if folder not in self._single:
            self._single[folder] = Project(folder, self.host, self.options, self.encoding, walks=False)
        return self._single[folder]

    def configure(self, options: Mapping[str, JSON]) -> None:
        """Read all folders again, with other settings of the client."""
        self.options = options
        for project in self:
            project.options = options
            project.is_stale = True
