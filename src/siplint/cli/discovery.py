"""From the paths a user names to the files that are read."""

from __future__ import annotations

import os
import stat

from siplint.model.failure import io_reason
from siplint.model.record import Record
from siplint.source.chunks import holds_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any, BinaryIO

AT_ONCE = 1 << 30
"""Bytes that the system surely reads in one go."""
ENDINGS = (".json", ".jsonl", ".ndjson")


class Files(Record):
    """What was read: contents and places by name, which of them a walk met, and what went wrong in a sentence each.

    `large` are files that are not read yet: they are read piece by piece.
    """

    contents: dict[str, bytes]
    paths: dict[str, str]
    walked: frozenset[str]
    troubles: tuple[str, ...]
    large: Mapping[str, Large] = {}


class Large(Record):
    """A file to be opened by each call, as long as it is what it was when it was met."""

    path: str
    stamp: tuple[int, ...]

    def __call__(self) -> BinaryIO:  # noqa: D102 (the class says it)
        file = open(self.path, "rb")  # noqa: SIM115 (whoever called closes it)
        if stamp(os.fstat(file.fileno())) != self.stamp:
            file.close()
            raise OSError(0, "was changed while it was read")
        return file


def stamp(status: os.stat_result) -> tuple[int, ...]:
    """Tell one state of a file from another."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def gather(
    arguments: Sequence[str],
    excluded: Callable[[str], bool] | None = None,
    stdin: tuple[str, bytes] | None = None,
    most: int = 0,
) -> Files:
    """Read the files that are named and those below the folders that are named.

    Names are relative to the working directory where they lie inside it, with forward slashes. `stdin` is what "-"
    stands for: a name and its bytes. `excluded` tells what a walk is to pass over; it is asked for the name of a file, or
    of a folder with a slash at its end. Files that hold a rule a line and more than `most` bytes (0: any number) are left
    to be read piece by piece.
    """
    named: dict[str, str] = {}
    met: dict[str, str] = {}
    known: dict[str, os.stat_result] = {}
    troubles: list[str] = []
    contents: dict[str, bytes] = {}
    large: dict[str, Large] = {}
    for argument in arguments:
        if argument == "-" and stdin is not None:
            contents[stdin[0]] = stdin[1]
        elif not argument:
            troubles.append("one of the paths is empty")
        elif not (status := _status(argument)) or not stat.S_ISDIR(status.st_mode):
            name = display(argument)
            named[name] = argument
            if status:
                known[name] = status
        else:
            met.update((display(path), path) for path in walk(argument, excluded, troubles))
    paths = {**met, **named}
    for name, path in sorted(paths.items()):
        try:
            status = known.get(name) or os.stat(path)
            if 0 < most < status.st_size and stat.S_ISREG(status.st_mode) and holds_lines(name):
                large[name] = Large(path, stamp(status))
                large[name]().close()
            else:
                contents[name] = _read(path, status)
        except (OSError, ValueError) as error:
            large.pop(name, None)
            troubles.append(f"{name}: {io_reason(error)}")
    return Files(contents, paths, frozenset(met.keys() - named.keys()), tuple(troubles), large)


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except (OSError, ValueError):  # told when it is to be read
        return None


def display(path: str) -> str:
    """Give the name a file goes by: relative to the working directory if it is inside it, with forward slashes."""
    if path[:1].isalnum() and os.sep == "/" and "//" not in path and "/." not in path:
        return path.rstrip("/")
    here = os.getcwd()
    full = os.path.normpath(os.path.join(here, path))
    inside = full.startswith(here.rstrip(os.sep) + os.sep)
    name = full[len(here.rstrip(os.sep)) + 1 :] if inside else full
    return name.replace(os.sep, "/")


def read_file(path: str) -> bytes:
    """Read a regular file, or a pipe of the shell's own; what would never end is refused with OSError."""
    return _read(path, os.stat(path))


def _read(path: str, status: os.stat_result) -> bytes:
    if not stat.S_ISREG(status.st_mode) and not path.startswith(("/dev/fd/", "/dev/stdin", "/proc/self/fd/")):
        raise OSError(0, "is no regular file")
    if 0 < status.st_size < AT_ONCE:  # half of what a file object costs
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            data = os.read(descriptor, status.st_size + 1)
        finally:
            os.close(descriptor)
        if len(data) == status.st_size:
            return data
    with open(path, "rb", 0) as file:
        return file.read()


def walk(top: str, excluded: Callable[[str], bool] | None, troubles: list[str]) -> Iterator[str]:
    """Give the files below a folder that may hold rules; hidden and git-ignored ones are passed over."""
    ignored = _Ignored(top)
    todo = [top]
    while todo:
        folder = todo.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            troubles.append(f"{display(folder)}: {io_reason(error)}")
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            if not is_folder and not (entry.name.lower().endswith(ENDINGS) and _is_file(entry)):
                continue
            if ignored(entry.path, is_folder=is_folder):
                continue
            if excluded and excluded(display(entry.path) + "/" * is_folder):
                continue
            if is_folder:
                todo.append(entry.path)
            else:
                yield entry.path


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads round in a circle
        return False


class _Ignored:
    """What the .gitignore files between the repository's root and a path say of it."""

    def __init__(self, top: str) -> None:
        self.specs: dict[str, Any] = {}
        here = os.path.abspath(top)
        self.root = here
        while not os.path.exists(os.path.join(here, ".git")):
            here, before = os.path.dirname(here), here
            if here == before:
                return
        self.root = here

    def __call__(self, path: str, *, is_folder: bool) -> bool:
        full = os.path.abspath(path)
        folder = os.path.dirname(full)
        while True:
            spec = self._spec(folder)
            if spec is not None:
                inner = os.path.relpath(full, folder).replace(os.sep, "/") + ("/" if is_folder else "")
                verdict = spec.check_file(inner).include
                if verdict is not None:
                    return bool(verdict)
            if len(folder) <= len(self.root):
                return False
            folder = os.path.dirname(folder)

    def _spec(self, folder: str) -> Any:
        if folder not in self.specs:
            path = os.path.join(folder, ".gitignore")
            self.specs[folder] = None
            if os.path.isfile(path):
                from pathspec import GitIgnoreSpec

                with open(path, encoding="utf-8", errors="surrogateescape") as file:
                    self.specs[folder] = GitIgnoreSpec.from_lines(file)
        return self.specs[folder]
