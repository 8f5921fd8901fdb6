"""A folder that is open in the editor, with its settings, its files, and the buffers that stand in for them."""

from __future__ import annotations

import os

from siplint.engine.workspace import Workspace
from siplint.server.document_names import is_for_rules
from siplint.server.file_uris import uri_of
from siplint.server.line_positions import LinePositions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from siplint.model.diagnostic import Diagnostic, Label
    from siplint.model.finding import JSON
    from siplint.model.settings import Settings
    from siplint.server.buffers import Buffer
    from siplint.server.line_positions import Encoding
    from siplint.server.loaded_project import Host, LoadedProject


class Project:
    """One folder. With `walks` its files are found below it; without, only those count that are open.

    `pending` are contents that are not judged yet. `edited` are open files whose diagnostics are sent in any case, `closed`
    those that were closed, `unsent` the files whose diagnostics are others than were sent. `mirrors` has, by file, the
    diagnostics of other files that point into it, by those files; `mirrored` has by file the files it points into. `uris`
    are as the client writes them.
    """

    __slots__ = (
        *("buffers", "closed", "edited", "encoding", "folder", "host", "is_stale", "loaded", "mirrored", "mirrors"),
        *("options", "pending", "unsent", "uris", "walks", "workspace", "_noted", "_positions"),
    )

    def __init__(
        self, folder: str, host: Host, options: Mapping[str, JSON], encoding: Encoding, *, walks: bool
    ) -> None:
        self.folder = folder
        self.host = host
        self.options = options
        self.encoding = encoding
        self.walks = walks
        self.is_stale = True
        self.loaded: LoadedProject | None = None
        self.workspace: Workspace | None = None
        self.buffers: dict[str, Buffer] = {}
        self.pending: dict[str, bytes | None] = {}
        self.mirrors: dict[str, dict[str, list[tuple[Diagnostic, Label]]]] = {}
        self.mirrored: dict[str, set[str]] = {}
        self.uris: dict[str, str] = {}
        self.edited: set[str] = set()
        self.closed: set[str] = set()
        self.unsent: set[str] = set()
        self._noted: set[str] = set()
        self._positions: dict[str, LinePositions] = {}

    def name_of(self, path: str) -> str:
        """Return the name of a file: relative to the folder if it is in it, with forward slashes."""
        inside = self.folder.rstrip(os.sep) + os.sep
        return (path.removeprefix(inside) if path.startswith(inside) else path).replace(os.sep, "/")

    def uri_of(self, name: str) -> str:
        """Return the URI of a file; of one that was open as the client writes it."""
        if name in self.uris:
            return self.uris[name]
        path = self.loaded.paths.get(name, name) if self.loaded else name
        return uri_of(os.path.join(self.folder, path))

    def set_buffer(self, name: str, buffer: Buffer | None) -> None:
        """Let a buffer stand in for a file, or (None) the file count again."""
        if buffer:
            self.buffers[name] = buffer
            self.uris[name] = buffer.uri
            self.pending[name] = self._content(name)
            return
        self.buffers.pop(name, None)
        self.pending[name] = None
        if self.loaded and name in self.loaded.contents:
            self.reread(name)
        elif self.walks:
            self.is_stale = True  # it may have been saved for the first time

    def reread(self, name: str) -> None:
        """Take in a file that was changed outside of the editor."""
        if self.loaded and name in self.loaded.contents:
            data = self.host.read(os.path.join(self.folder, self.loaded.paths.get(name, name)))
            contents = {**self.loaded.contents}
            if data is None:
                contents.pop(name)
            else:
                contents[name] = data
            self.loaded = self.loaded.but(contents=contents)
            self.pending[name] = self._content(name)

    def _content(self, name: str) -> bytes | None:
        """Return what a file holds: what its buffer says if it is open; None if it does not count."""
        buffer = self.buffers.get(name)
        on_disk = self.loaded.contents.get(name) if self.loaded else None
        if buffer is None or not is_for_rules(name):
            return on_disk
        return buffer.data if on_disk is not None or not self.loaded or self.loaded.takes(name) else None

    def refresh(self) -> set[str]:
        """Check what has changed; return the files whose diagnostics are others now."""
        if self.is_stale or self.workspace is None:
            return self._reload()
        known = self.workspace.files
        if any(name not in known and data is not None for name, data in self.pending.items()):
            return self._extend()
        return self._take_in(self.pending)

    def _take_in(self, contents: Mapping[str, bytes | None]) -> set[str]:
        assert self.workspace
        changed = self.workspace.update(contents)
        for name in (*changed, *contents):
            self._positions.pop(name, None)
        self.pending = {}
        return changed | self._mirror(changed)

    def _reload(self) -> set[str]:
        """Read the folder again."""
        loaded = self.host.load(self.folder, self.options, walks=self.walks)
        if not loaded.is_usable and self.loaded:
            old = self.loaded
            kept = {"settings": old.settings, "suppressions": old.suppressions, "takes": old.takes, "known": old.known}
            loaded = loaded.but(**kept, config=old.config or loaded.config, watched=old.watched | loaded.watched)
        problems = {*self._problem_files(), *map(self.name_of, (problem.path for problem in loaded.problems))}
        self.loaded = loaded
        changed = self._extend()
        self.is_stale = False
        return changed | problems

    def _problem_files(self) -> list[str]:
        return [self.name_of(problem.path) for problem in self.loaded.problems] if self.loaded else []

    def _extend(self) -> set[str]:
        """Bring the workspace to the files that count; new settings, or names that settings are about, need a new one."""
        assert self.loaded
        contents = {name: self._content(name) for name in {*self.loaded.contents, *self.buffers}}
        suppressions = self.loaded.suppressions([name for name, data in contents.items() if data is not None])
        opened = frozenset(name for name in self.buffers if name not in self.loaded.contents)
        settings = self.loaded.settings.but(per_file_ignores=suppressions)
        settings = settings.but(walked=frozenset(settings.walked | opened))
        before = self.workspace
        if before is None or not self._would_report_the_same(before, settings):
            self.workspace = Workspace(settings, known=self.loaded.known)
            changed = self._take_in(contents)
            return changed | (set(before.names()) if before else set()) | self._mirror(before.names() if before else ())
        before.settings = settings
        return self._take_in({**dict.fromkeys(before.files), **contents})

    def _would_report_the_same(self, workspace: Workspace, settings: Settings) -> bool:
        """Return whether other settings make no difference to a workspace."""
        assert self.loaded
        old, new = (one.but(now=0, walked=frozenset()) for one in (workspace.settings, settings))
        return old == new and workspace.known == self.loaded.known

    def _mirror(self, changed: Iterable[str]) -> set[str]:
        """Note which files the diagnostics of some files point into; return the files that this changes."""
        assert self.workspace
        targets: set[str] = set()
        for name in changed:
            for target in self.mirrored.pop(name, ()):
                self.mirrors[target].pop(name, None)
                targets.add(target)
            for diagnostic in self.workspace.diagnostics(name):
                for label in diagnostic.labels:
                    if label.file != name and label.start:
                        self.mirrors.setdefault(label.file, {}).setdefault(name, []).append((diagnostic, label))
                        self.mirrored.setdefault(name, set()).add(label.file)
                        targets.add(label.file)
        return targets

    def new_notes(self) -> list[str]:
        """Return what has not been said yet: why files were not read, and errors of siplint's own."""
        assert self.workspace
        assert self.loaded
        files = self.workspace.files.values()
        said = [*self.loaded.notes, *self.workspace.failures]
        said += [f"{file.name}: {trouble}" for file in files for trouble in file.troubles]
        new = [sentence for sentence in dict.fromkeys(said) if sentence not in self._noted]
        self._noted.update(new)
        return new

    def shown_names(self) -> list[str]:
        """Return the open files, and those with something to show."""
        if self.workspace is None:
            return sorted(self.buffers)
        mirrored = [name for name, sources in self.mirrors.items() if any(sources.values())]
        return sorted({*self.buffers, *self.workspace.names(), *mirrored, *self._problem_files()})

    def positions(self, name: str) -> LinePositions:
        """Return the positions of a file."""
        if name in self.buffers:
            return self.buffers[name].positions
        if name not in self._positions:
            self._positions[name] = LinePositions(self.data(name), self.encoding)
        return self._positions[name]

    def data(self, name: str) -> bytes:
        """Return what a file holds; of one that is not part of the set, such as the snapshot, what is on the disk."""
        if name in self.buffers:
            return self.buffers[name].data
        if self.workspace and name in self.workspace.files:
            return self.workspace.files[name].data
        return self.host.read(os.path.join(self.folder, name)) or b""
