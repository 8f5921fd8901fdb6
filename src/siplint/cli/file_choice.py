"""Which of the paths that a user names are taken: globs expanded, excluded ones left out."""

from __future__ import annotations

import os

from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from siplint.cli.configuration import Config


def expanded(arguments: list[str]) -> list[str]:
    """Return the paths with globs expanded that no shell has expanded, as that of Windows never does."""
    from glob import glob

    paths: list[str] = []
    for argument in arguments:
        is_glob = any(mark in argument for mark in "*?[") and "\0" not in argument and not os.path.lexists(argument)
        paths += (is_glob and sorted(glob(argument, recursive=True))) or [argument]
    return paths


def exclusion(globs: Sequence[str], config: Config) -> Callable[[str], bool]:
    """Return the test of paths that the globs of `--exclude` and the configuration make together; raise UsageError."""
    from siplint.cli.configuration import Config, matcher
    from siplint.cli.configuration_faults import is_glob
    from siplint.cli.paths import working_folder

    for glob in globs:
        if not is_glob(glob):
            raise UsageError(f"--exclude: {glob!r} is not a glob")
    here = working_folder()
    if not globs:
        return matcher(config.exclude, config, here)
    typed = matcher(globs, Config(), here)
    if not config.exclude:
        return typed
    configured = matcher(config.exclude, config, here)
    return lambda path: typed(path) or configured(path)


def without_excluded(paths: Sequence[str], excluded: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """Return the paths that are not excluded, and a sentence about each that is."""
    from siplint.cli.paths import display

    kept, skipped = [], []
    for path in paths:
        name = display(path) if path and "\0" not in path else ""
        if path != "-" and name and excluded(name + "/" * os.path.isdir(path)):
            skipped.append(f"skipped {name}: excluded")
        else:
            kept.append(path)
    return kept, skipped
