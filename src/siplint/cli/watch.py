"""`siplint check --watch`: the check once more, in the same process, whenever a file changes."""

from __future__ import annotations

import os
import sys

from siplint.cli.output import say, write_stream
from siplint.cli.paths import ENDINGS, real_path, working_folder
from siplint.model.failure import UsageError
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from siplint.cli.configuration import Config

    Run = Callable[[dict[str, Any], list[str]], int]

DEBOUNCE, STEP = 200, 20
"""Milliseconds in which changes are gathered at most, and after which nothing more is waited for."""
PACE = 100
"""Milliseconds between two looks at the configuration and the files that it names, and before the first check."""
CLEAR = "\x1b[2J\x1b[H"
PER_SECOND = 1000


class Watched(Record):
    """What is watched: folders with all below them, single files, and files that are only looked at now and then.

    All paths are real ones. Below folders only files with these `endings` count. `written` is the file of `-o`.
    """

    folders: tuple[str, ...]
    files: frozenset[str]
    others: tuple[str, ...]
    endings: tuple[str, ...]
    written: str = ""

    def concerns(self, _change: object, path: str) -> bool:
        """Tell whether a change of a file may change what a check says."""
        if path in self.files:
            return True
        inner = next((path[len(folder) :] for folder in self.folders if path.startswith(_with_slash(folder))), "")
        if not inner or f"{os.sep}." in inner or path == self.written:
            return False
        # of a folder that is new, or moved away, nothing but the folder itself may be told
        return path.lower().endswith(self.endings) or "." not in os.path.basename(path) or os.path.isdir(path)


def _with_slash(folder: str) -> str:
    return folder.rstrip(os.sep) + os.sep


def watch_and_check(options: dict[str, Any], arguments: list[str], check: Run) -> int:
    """Run `check` now and after every change, until Ctrl-C, which raises KeyboardInterrupt; raise UsageError."""
    from time import perf_counter

    try:
        from watchfiles import watch
    except ImportError:
        raise UsageError('--watch needs watchfiles: pip install "siplint[watch]"') from None
    if "-" in arguments:
        raise UsageError("--watch cannot watch standard input")
    if not working_folder() and not all(map(os.path.isabs, arguments or ["."])):
        raise UsageError("--watch: the working folder was deleted")
    for option in ("--write-baseline", "--prune-baseline"):
        if options.get(option.removeprefix("--").replace("-", "_")):
            raise UsageError(f"{option} and --watch exclude each other")
    code = 0
    once = {key: value for key, value in options.items() if key != "watch"}
    for _ in _changes(watch, once, arguments):
        if sys.stdout is not None and sys.stdout.isatty() and not options.get("output"):
            write_stream([CLEAR])
        begin = perf_counter()
        took = ""
        try:
            code = check(once, arguments)
            took = f"checked in {(perf_counter() - begin) * PER_SECOND:.0f} ms; "
        except UsageError as error:
            for line in str(error).split("\n"):
                say(f"siplint: {line}")
        if not options.get("quiet"):
            say(f"siplint: {took}watching for changes, Ctrl-C ends")
    return code


def _changes(watch: Callable[..., Any], options: dict[str, Any], arguments: list[str]) -> Iterator[None]:
    """Yield as soon as changes are noticed, and then after every one of what is checked or the check depends on."""
    while True:
        watched = watched_by(options, arguments)
        places, recursive = watched_places(watched)
        stamps: list[tuple[int, ...]] | None = None
        for changes in watch(
            *(places or ["."]),
            watch_filter=watched.concerns,
            debounce=DEBOUNCE,
            step=STEP,
            rust_timeout=PACE,
            yield_on_timeout=True,
            recursive=recursive,
        ):
            now = _stamps(watched)
            if stamps is not None and now != stamps:  # the configuration may name other paths now
                break
            if (
                watched.folders
                and not recursive
                and any(path not in places and _is_real_folder(path) for _, path in changes)
            ):
                break  # a folder is new
            if changes or stamps is None:
                yield
            stamps = now
        else:  # told to stop
            return


def watched_places(watched: Watched) -> tuple[list[str], bool]:
    """Return the folders that are given to watchfiles, and whether it watches all below them too.

    It would follow links to folders, which may lead to anywhere. Where there is such a link each folder is given alone.
    """
    places = {*watched.folders, *map(os.path.dirname, watched.files)}
    given = sorted(filter(os.path.isdir, places))
    if not watched.folders or not any(_has_folder_link(folder) for folder in given):
        return given, bool(watched.folders)
    inner = {folder for top in watched.folders for folder in _folders_below(top)}
    return sorted(inner.union(given)), False


def _folders_below(top: str) -> Iterator[str]:
    """Yield a folder and all below it that are neither hidden nor links."""
    for folder, names, _ in os.walk(top):
        names[:] = [name for name in names if not name.startswith(".")]
        yield folder


def _has_folder_link(top: str) -> bool:
    return any(os.path.islink(os.path.join(folder, name)) for folder, names, _ in os.walk(top) for name in names)


def _is_real_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)


def watched_by(options: dict[str, Any], arguments: list[str]) -> Watched:
    """Return what a check with these options and arguments depends on."""
    from siplint.cli.configuration import OWN_FILE, SHARED_FILE, Config
    from siplint.cli.inputs import embedded_endings, read_configuration, require_inside

    config: Config
    try:
        config = read_configuration(options)
        for path in config.paths:
            require_inside(path, "paths", config, options)
        endings = (*ENDINGS, *embedded_endings(options, config))
    except UsageError:  # the check says it
        config, endings = Config(), ENDINGS
    paths = [real_path(path) for path in arguments or config.paths or ["."]]
    own = (OWN_FILE, SHARED_FILE, ".gitignore")
    others = (*own, options.get("config"), options.get("account"), config.file, config.account, config.policy)
    return Watched(
        tuple(path for path in paths if os.path.isdir(path)),
        frozenset(path for path in paths if not os.path.isdir(path)),
        tuple(real_path(path) for path in others if path),
        endings,
        real_path(options["output"]) if options.get("output") else "",
    )


def _stamps(watched: Watched) -> list[tuple[int, ...]]:
    from siplint.cli.discovery import stamp

    found: list[tuple[int, ...]] = []
    for path in watched.others:
        try:
            found.append(stamp(os.stat(path)))
        except (OSError, ValueError):
            found.append(())
    return found
