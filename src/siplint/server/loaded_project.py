"""What a folder of the user's holds, as the code that reads files hands it to the server."""

from __future__ import annotations

from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Protocol

    from siplint.model.finding import JSON
    from siplint.model.identity import Identity
    from siplint.model.settings import Settings
    from siplint.model.suppression import Suppression

    class Host(Protocol):
        """The code that finds and reads the user's files; paths are absolute."""

        def load(self, folder: str, options: Mapping[str, JSON], *, walks: bool) -> LoadedProject:
            """Read the configuration of a folder and, if it `walks`, the files that `siplint check` would check there."""

        def read(self, path: str) -> bytes | None:
            """Return the bytes of a file; None if it cannot be read."""

        def add_ignore(self, project: LoadedProject, name: str, pointer: str, code: str) -> IgnoreEntry | None:
            """Return the change of the configuration that ignores a code at a pointer of a file; None if there is no simple one."""


class Problem(Record):
    """A fault of a configuration file: its path, line and column (from 1; 0: none), and a sentence."""

    path: str
    line: int
    column: int
    message: str


class IgnoreEntry(Record):
    """The new text of a configuration file, and the text that it has now; None: there is no such file yet."""

    path: str
    before: bytes | None
    after: bytes


def no_suppressions(_names: Iterable[str]) -> tuple[Suppression, ...]:
    """Return no suppressions."""
    return ()


def takes_all(_name: str) -> bool:
    """Return that a file is not excluded."""
    return True


class LoadedProject(Record):
    """The settings and the files of a folder.

    `contents` and `paths` are by name, relative to the folder where a file is in it. `problems` are faults of the
    configuration: with one, `is_usable` tells whether the settings are nevertheless those that the user wants. `watched`
    are the files that the settings were read from. `suppressions` returns `per_file_ignores` for some names, and `takes`
    tells whether the configuration does not exclude a name. `notes` are sentences for the log. `config` and `policy` are the
    paths of these files, if there are any. `known` are the findings of the baseline.
    """

    folder: str
    settings: Settings
    contents: Mapping[str, bytes] = {}
    paths: Mapping[str, str] = {}
    problems: tuple[Problem, ...] = ()
    is_usable: bool = True
    watched: frozenset[str] = frozenset()
    suppressions: Callable[[Iterable[str]], tuple[Suppression, ...]] = staticmethod(no_suppressions)
    takes: Callable[[str], bool] = staticmethod(takes_all)
    notes: tuple[str, ...] = ()
    config: str = ""
    policy: str = ""
    known: tuple[Identity, ...] = ()
