"""From the paths a user names to the files that are read."""

from __future__ import annotations

import os
import stat

from siplint.cli.paths import READ_ONLY, WALKED, display, real_path, working_folder
from siplint.model.failure import io_reason
from siplint.model.record import Record
from siplint.source.chunks import holds_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence
    from typing import BinaryIO

AT_ONCE = 1 << 30
"""Bytes that are read in one go: the system surely does it, and the values of a larger file fit into few memories."""
PIECE = 1 << 20
"""Bytes that are read at a time of what does not say how long it is."""


class Files(Record):
    """What was read: contents and places by name, which of them a walk met, and what went wrong in a sentence each.

    `large` are files that are not read yet: they are read piece by piece. `notes` and, for `-v`, `skipped` are sentences
    about walks.
    """

    contents: dict[str, bytes]
    paths: dict[str, str]
    walked: frozenset[str]
    troubles: tuple[str, ...]
    large: Mapping[str, Large] = {}
    notes: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


class Large(Record):
    """A file to be opened by each call, as long as it is what it was when it was met."""

    path: str
    stamp: tuple[int, ...]
    flags: int = READ_ONLY

    def __call__(self) -> BinaryIO:  # noqa: D102 (the class says it)
        file = open(os.open(self.path, self.flags), "rb")  # noqa: SIM115 (whoever called closes it)
        if stamp(os.fstat(file.fileno())) != self.stamp:
            file.close()
            raise OSError(0, "was changed while it was read")
        return file


def stamp(status: os.stat_result) -> tuple[int, ...]:
    """Tell one state of a file from another."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def gather(  # noqa: PLR0913, PLR0917 (what a user may say of files)
    arguments: Sequence[str],
    excluded: Callable[[str], bool] | None = None,
    stdin: tuple[str, bytes] | None = None,
    most: int = 0,
    wanted: Callable[[str], bool] | None = None,
    embedded: Container[str] | None = None,
) -> Files:
    """Read the files that are named and those below the folders that are named.

    Names are relative to the working directory where they lie inside it, with forward slashes. `stdin` is what "-"
    stands for: a name and its bytes. `excluded` tells what a walk is to skip; it is asked for the name of a file, or
    of a folder with a slash at its end; `wanted` chooses among the files of a walk. `embedded` are the endings of the
    files in other notations that a walk reads where they may have rules; those with other endings that have rules are
    counted, unless it is None. Files that hold a rule a line and more than `most` bytes (0: any number) are left to be
    read piece by piece.
    """
    named: dict[str, str] = {}
    met: dict[str, str] = {}
    walked_folders: set[str] = set()
    troubles: list[str] = []
    log = None
    for argument in arguments:
        if argument == "-" and stdin is not None:
            continue
        if not argument:
            troubles.append("one of the paths is empty")
        elif "\0" in argument:
            troubles.append(f"{argument}: a path with a NUL character names nothing")
        elif not _is_folder(argument):
            named[display(argument)] = argument
        elif not os.path.isabs(argument) and not working_folder():
            troubles.append(f"{argument}: the working folder was deleted")
        elif (real := real_path(argument)) not in walked_folders:
            from siplint.cli.walk import WalkLog, walk

            walked_folders.add(real)
            log = log or WalkLog()
            met.update(walk(argument, log, excluded, wanted, embedded))
    paths = {**met, **named}
    walked = frozenset(met.keys() - named.keys())
    contents, large = _read_all(paths, walked, most, troubles)
    if stdin is not None and "-" in arguments:
        contents[_other_name(stdin[0], paths)] = stdin[1]
    if not log:
        return Files(contents, paths, walked, tuple(troubles), large)
    return Files(contents, paths, walked, (*troubles, *log.troubles), large, log.all_notes(), tuple(log.skipped))


def _read_all(
    paths: Mapping[str, str], walked: Container[str], most: int, troubles: list[str]
) -> tuple[dict[str, bytes], dict[str, Large]]:
    """Read files; those that are left to be read piece by piece are the second result. No link is followed in a walk."""
    contents: dict[str, bytes] = {}
    large: dict[str, Large] = {}
    for name, path in sorted(paths.items()):
        try:
            is_walked = name in walked
            flags = WALKED if is_walked else READ_ONLY
            status = os.lstat(path) if is_walked else os.stat(path)
            if 0 < most < status.st_size and stat.S_ISREG(status.st_mode) and holds_lines(name):
                large[name] = Large(path, stamp(status), flags)
                large[name]().close()
            else:
                contents[name] = _read(path, status, AT_ONCE, flags)
        except MemoryError:
            troubles.append(f"{name}: is larger than the memory there is")
        except (OSError, ValueError) as error:
            large.pop(name, None)
            troubles.append(f"{name}: {io_reason(error)}")
    return contents, large


def _other_name(name: str, taken: Container[str]) -> str:
    """Return the name for standard input, which differs from those of all files; its ending stays the same."""
    while name in taken:
        name = f"<stdin>/{name}"
    return name


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError):  # reported when it is to be read
        return False


def read_file(path: str, most: int = AT_ONCE) -> bytes:
    """Read a regular file, or a pipe of the shell's own; what would never end, or is too large, is refused with OSError."""
    return _read(path, os.stat(path), most)


def _read(path: str, status: os.stat_result, most: int = AT_ONCE, flags: int = READ_ONLY) -> bytes:
    if not stat.S_ISREG(status.st_mode) and not path.startswith(("/dev/fd/", "/dev/stdin", "/proc/self/fd/")):
        raise OSError(0, "is not a regular file")
    if 0 < status.st_size <= most:  # half of what a file object costs
        descriptor = os.open(path, flags)
        try:
            data = os.read(descriptor, status.st_size + 1)
        finally:
            os.close(descriptor)
        if len(data) == status.st_size:
            return data
    if status.st_size <= most:
        pieces, room = [], most
        with open(os.open(path, flags), "rb", 0) as file:
            while (piece := file.read(PIECE)) and room >= 0:
                pieces.append(piece)
                room -= len(piece)
        if room >= 0:
            return b"".join(pieces)
    raise OSError(0, f"is larger than {most >> 20} MiB, too large to be read at once")
