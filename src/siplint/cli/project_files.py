"""The user's folders as `siplint check` reads them, for the language server."""

from __future__ import annotations

import os

from siplint.model.failure import UsageError
from siplint.model.settings import DEFAULT
from siplint.server.loaded_project import LoadedProject, Problem, takes_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from siplint.cli.configuration import Config
    from siplint.model.finding import JSON
    from siplint.model.identity import Identity
    from siplint.model.settings import Settings
    from siplint.model.suppression import Suppression
    from siplint.server.loaded_project import IgnoreEntry

CONFIGURATION_FILES = ("siplint.toml", "pyproject.toml")
CODES = ("select", "ignore")
WORDS = ("min_severity", "config", "account")


class ProjectFiles:
    """The only code of the server that finds, reads and knows the user's files."""

    __slots__ = ("_policies",)

    def __init__(self) -> None:
        self._policies: dict[str, tuple[bytes | None, object]] = {}

    def load(self, folder: str, options: Mapping[str, JSON], *, walks: bool) -> LoadedProject:
        """Read the configuration of a folder and, if it `walks`, the files that `siplint check` would check there."""
        from siplint.cli.paths import working_folder

        before = working_folder()  # empty where it was deleted
        try:
            os.chdir(folder or before or os.sep)
        except OSError as error:
            return LoadedProject(folder, DEFAULT, notes=(f"{folder}: {error.strerror}",))
        try:
            return self._with_known_policy(_load(folder, _check_options(options), walks=walks))
        finally:
            _go_back(before)

    def _with_known_policy(self, loaded: LoadedProject) -> LoadedProject:
        """Return a project with the policy that it had before, if the file says the same: then nothing is judged anew."""
        if loaded.settings.policy is None:
            return loaded
        data = self.read(loaded.policy)
        known = self._policies.setdefault(loaded.folder, (data, loaded.settings.policy))
        if known[0] != data:
            self._policies[loaded.folder] = data, loaded.settings.policy
            return loaded
        return loaded.but(settings=loaded.settings.but(policy=known[1]))

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; None if it cannot be read."""
        from siplint.cli.discovery import read_file

        try:
            return read_file(path)
        except (OSError, ValueError, MemoryError):
            return None

    def add_ignore(self, project: LoadedProject, name: str, pointer: str, code: str) -> IgnoreEntry | None:
        """Return the change of the configuration that ignores a code at a pointer of a file; None if there is no simple one."""
        from siplint.cli.ignore_entry import ignore_entry

        return ignore_entry(project, name, pointer, code)


def _go_back(folder: str) -> None:
    """Make a folder the working directory again, if it is still there."""
    try:
        os.chdir(folder or os.sep)
    except OSError:
        os.chdir(os.sep)


def _check_options(options: Mapping[str, JSON]) -> dict[str, Any]:
    """Return the settings of a client as options of `siplint check`; what has the wrong type is left out."""
    found: dict[str, Any] = {}
    for key, value in options.items():
        name = "".join([f"_{letter.lower()}" if letter.isupper() else letter for letter in key]).replace("-", "_")
        if name in WORDS and isinstance(value, str) and value:
            found[name] = value
        elif name in CODES and isinstance(value, list) and value:
            found[name] = tuple([code for code in value if isinstance(code, str)])
        elif name in ("embedded", "isolated") and value is True:
            found[name] = True
    return found


def _load(folder: str, options: dict[str, Any], *, walks: bool) -> LoadedProject:
    from siplint.cli.configuration import Config
    from siplint.cli.discovery import Files
    from siplint.cli.inputs import embedded_endings, read_configuration, read_files, read_settings

    problems: list[Problem] = []
    config = Config()
    is_usable = True
    try:
        config = read_configuration(options)
    except UsageError as error:
        problems += _problems(error, folder, options)
        is_usable = False
    files = Files({}, {}, frozenset(), ())
    amiss: list[str] = []
    settings: Settings = DEFAULT
    try:
        if walks:
            files = read_files([], options, config, 0, embedded_endings(options, config))
    except UsageError as error:
        problems += _problems(error, folder, options)
    try:
        settings = read_settings({**options, "format": "json"}, config.but(per_file_ignores=()), files, amiss)
    except UsageError as error:
        problems += _problems(error, folder, options)
        is_usable = False
    problems += _problems(UsageError("\n".join(amiss)), folder, options) if amiss else []
    known: tuple[Identity, ...] = ()
    try:
        if config.baseline:
            settings, known = _known_findings(settings, options, config)
    except UsageError as error:
        problems += _problems(error, folder, options)
        is_usable = False
    account = options.get("account", "") or config.account
    watched = [config.file, config.policy, config.baseline, account, *(problem.path for problem in problems)]
    here = os.getcwd()
    return LoadedProject(
        folder,
        settings,
        files.contents,
        {name: _absolute(folder, path) for name, path in files.paths.items() if name in files.contents},
        tuple(problems),
        is_usable,
        frozenset([_absolute(folder, path) for path in watched if path]),
        _suppressions(config, here),
        _takes(config, here),
        (*config.notes, *files.troubles),
        _absolute(folder, config.file) if config.file else "",
        _absolute(folder, config.policy) if config.policy else "",
        known,
    )


def _known_findings(
    settings: Settings, options: dict[str, Any], config: Config
) -> tuple[Settings, tuple[Identity, ...]]:
    """Return the settings that a baseline needs, and the findings that it knows; raise UsageError."""
    from siplint.cli.baseline import open_baseline

    baseline = open_baseline([], options, config)
    return baseline.settings(settings), tuple([entry.identity for entry in baseline.entries])


def _suppressions(config: Config, here: str) -> Any:
    def suppressions(names: Iterable[str]) -> tuple[Suppression, ...]:
        if not config.per_file_ignores:
            return ()
        from siplint.cli.configuration import suppressions_of

        return suppressions_of(config, tuple(names), here)

    return suppressions


def _takes(config: Config, here: str) -> Any:
    if not config.exclude:
        return takes_all
    from siplint.cli.configuration import matcher

    excluded = matcher(config.exclude, config, here)
    return lambda name: not excluded(name)


def _absolute(folder: str, path: str) -> str:
    """Return a path as it is below a folder, which may be a link, and which is the working directory."""
    return os.path.normpath(os.path.join(folder or os.getcwd(), path))


def _problems(error: UsageError, folder: str, options: Mapping[str, Any]) -> list[Problem]:
    """Return the faults that an error names, each in its file: "pyproject.toml:7: there is no key …"."""
    found = []
    for sentence in str(error).split("\n"):
        place, _, words = sentence.partition(": ")
        path, _, numbers = place.partition(":")
        line, _, column = numbers.partition(":")
        if not words or not os.path.exists(path):
            path, words = options.get("config", "") or CONFIGURATION_FILES[0], sentence
        number = int(line) if line.isdigit() else 0
        found.append(Problem(_absolute(folder, path), number, int(column) if column.isdigit() else 0, words))
    return found
