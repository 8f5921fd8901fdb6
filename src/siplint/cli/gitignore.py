"""The .gitignore files of a walk: found, read within bounds, and asked from the innermost outwards."""

from __future__ import annotations

import os
import stat

from siplint.model.failure import io_reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from siplint.cli.ignore_list import IgnoreList

NAME = ".gitignore"
LARGEST = 1 << 17
"""Bytes of all .gitignore files that are about one path. The largest of well-known repositories has a tenth of it, and
each byte costs every file of the walk."""
MOST_NOTES = 20
"""Notes of a walk about .gitignore files; of more only the number of files is of interest."""


class GitIgnore:
    """What the .gitignore files between the root of the repository and a path say of it.

    `top` is the real path of the folder that is walked; without a repository around it, it counts as the root. What
    cannot be read or is no pattern is a sentence in `notes`.
    """

    __slots__ = ("display", "lists", "notes", "root", "sizes")

    def __init__(self, top: str, notes: list[str], display: Callable[[str], str]) -> None:
        self.notes = notes
        self.display = display
        self.lists: dict[str, IgnoreList | None] = {}
        self.sizes: dict[str, int] = {}
        self.root = _repository(top) or top
        folder = self.root
        self.list_of(folder)
        for name in os.path.relpath(top, self.root).split(os.sep) if top != self.root else ():
            folder = os.path.join(folder, name)
            self.list_of(folder)

    def ignores_below(self, top: str, path: str) -> bool:
        """Tell whether a file below the folder `top`, or a folder between the two, is ignored."""
        names = os.path.relpath(path, top).split(os.sep)
        folder = top
        for number, name in enumerate(names, 1):
            if self.ignores(folder, name, is_folder=number < len(names)):
                return True
            folder = os.path.join(folder, name)
        return False

    def ignores(self, folder: str, name: str, *, is_folder: bool) -> bool:
        """Tell whether an entry of a folder below the root is ignored; whether the folder is, was asked before."""
        inner = name
        while True:
            ignore_list = self.list_of(folder)
            if ignore_list is not None:
                verdict = ignore_list.verdict(os.fsencode(inner.replace(os.sep, "/")), is_folder=is_folder)
                if verdict is not None:
                    return verdict
            if folder == self.root:
                return False
            folder, last = os.path.split(folder)
            inner = os.path.join(last, inner)

    def list_of(self, folder: str) -> IgnoreList | None:
        """Return the globs of the .gitignore of a folder."""
        if folder not in self.lists:
            above = 0
            if folder != self.root:  # a walk comes to a folder after the folder around it
                self.list_of(os.path.dirname(folder))
                above = self.sizes[os.path.dirname(folder)]
            data = self.read(os.path.join(folder, NAME), LARGEST - above)
            self.sizes[folder] = above + len(data)
            self.lists[folder] = self.parse(os.path.join(folder, NAME), data) if data else None
        return self.lists[folder]

    def read(self, path: str, room: int) -> bytes:
        """Read a .gitignore; as git does, through no link."""
        try:
            flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            descriptor = os.open(path, flags)
        except (FileNotFoundError, NotADirectoryError):
            return b""
        except OSError as error:
            self.note(path, "is a symbolic link" if os.path.islink(path) else io_reason(error), "it is not used")
            return b""
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            self.note(path, "is no regular file", "it is not used")
            return b""
        with open(descriptor, "rb") as file:
            data = file.read(room + 1)
        if len(data) > room:
            self.note(path, f"makes more than {LARGEST >> 10} KiB of patterns for one folder", "it is not used")
            return b""
        return data

    def parse(self, path: str, data: bytes) -> IgnoreList:
        """Parse a .gitignore, and note the lines that are no patterns."""
        from siplint.cli.globs import parse_globs
        from siplint.cli.ignore_list import IgnoreList

        numbered = list(parse_globs(data))
        for number, glob in numbered:
            if glob.fault:
                effect = "it matches nothing" if glob.is_dead else "it matches less than it seems to"
                self.note(f"{path}:{number}", f"the pattern {glob.fault}", effect)
        return IgnoreList(glob for _, glob in numbered)

    def note(self, place: str, fact: str, effect: str) -> None:
        """Note a fact; of very many only the first."""
        if len(self.notes) < MOST_NOTES:
            self.notes.append(f"{self.display(place)}: {fact}; {effect}")
        elif len(self.notes) == MOST_NOTES:
            self.notes.append(f"there is more like this in the {NAME} files")


def _repository(folder: str) -> str:
    """Return the nearest folder, from this one upwards, that has a .git; an empty string if there is none."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above
    return folder
