"""The files below a folder that may hold rules, and what was skipped on the way to them."""

from __future__ import annotations

import os

from siplint.cli.gitignore import GitIgnore
from siplint.cli.paths import ENDINGS, display, is_inside
from siplint.model.failure import io_reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Test = Callable[[str], bool]

LIKELY = (".yaml", ".yml", ".json5", ".hjson")
"""Endings of files that may hold rules in a notation that is not read."""
RULE_FOLDERS = ("routing-rules", "routing_rules", "sip-rules", "sip_rules")
RULE_ENDINGS = (".routing-rule.json", ".routing-rules.json")
NO_RULES = ("package.json", "package-lock.json", "tsconfig.json")


def is_named_like_rules(name: str) -> bool:
    """Tell by its name whether a file holds rules; the hooks for pre-commit look at these files alone."""
    *folders, last = name.split("/")
    if last in NO_RULES:
        return False
    return last.endswith(RULE_ENDINGS) or (last.endswith(ENDINGS) and not set(RULE_FOLDERS).isdisjoint(folders))


class WalkLog:
    """What is to be said of walks, in sentences: troubles fail the run, notes do not, `skipped` is for `-v`.

    `unread` counts, by their ending, the files that may hold rules in a notation that is not read.
    """

    __slots__ = ("notes", "skipped", "troubles", "unread")

    def __init__(self) -> None:
        self.troubles: list[str] = []
        self.notes: list[str] = []
        self.skipped: list[str] = []
        self.unread: dict[str, int] = {}

    def skip(self, name: str, why: str) -> None:
        """Note that something is skipped."""
        self.skipped.append(f"skipped {name}: {why}")

    def all_notes(self) -> tuple[str, ...]:
        """Return all notes."""
        if not self.unread:
            return tuple(self.notes)
        from siplint.domain.wording import count

        endings = ", ".join(f"{number} {ending}" for ending, number in sorted(self.unread.items()))
        total = count(sum(self.unread.values()), "file")
        return (*self.notes, f"did not read {total} that may hold rules in another notation ({endings})")


def walk(top: str, log: WalkLog, excluded: Test | None = None, wanted: Test | None = None) -> Iterator[tuple[str, str]]:
    """Return names and paths of the files below a folder that may hold rules.

    Hidden and git-ignored entries are skipped, and what `excluded` says (a folder's name has a slash at its end);
    `wanted` chooses files by their names. A link to a folder is not followed; a link to a file is, where it leads to a
    file below `top` that the walk itself could read. So nothing outside `top` is ever read.
    """
    root = os.path.realpath(top)
    walker = _Walker(root, log, excluded)
    prefix = display(os.path.join(top, "_"))[:-1]
    todo = [(top, root, prefix)]
    while todo:
        folder, real, prefix = todo.pop()
        try:
            with os.scandir(folder) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            log.troubles.append(f"{display(folder)}: {io_reason(error)}")
            continue
        for entry in entries:
            name = prefix + entry.name
            kind = walker.kind(entry, name, real)
            if kind == "folder":
                todo.append((entry.path, os.path.join(real, entry.name), name + "/"))
            elif kind == "file" and (wanted is None or wanted(name)):
                yield name, walker.target(entry)


class _Walker:
    """What decides about the entries of one walk."""

    __slots__ = ("excluded", "git_ignore", "log", "root")

    def __init__(self, root: str, log: WalkLog, excluded: Test | None) -> None:
        self.root = root
        self.log = log
        self.excluded = excluded
        self.git_ignore = GitIgnore(root, log.notes, display)

    def kind(self, entry: os.DirEntry[str], name: str, folder: str) -> str:
        """Return `folder` or `file` for what is to be walked or read, and nothing for what is skipped.

        `folder` is the real path of the folder that the entry is in.
        """
        lower = entry.name.lower()
        is_folder = entry.is_dir(follow_symlinks=False)
        if not is_folder and not lower.endswith((*ENDINGS, *LIKELY)):
            if entry.is_symlink() and _leads_to_folder(entry):
                self.log.skip(name, "a symbolic link to a folder")
            return ""
        why = self.reason(entry, name + "/" * is_folder, folder, is_folder=is_folder)
        if why:
            if entry.name != ".git":
                self.log.skip(name + "/" * is_folder, why)
            return ""
        if is_folder:
            return "folder"
        if lower.endswith(LIKELY):
            ending = os.path.splitext(lower)[1]
            self.log.unread[ending] = self.log.unread.get(ending, 0) + 1
            self.log.skip(name, f"{ending} is not read")
            return ""
        return "file"

    def reason(self, entry: os.DirEntry[str], name: str, folder: str, *, is_folder: bool) -> str:
        """Say why an entry is skipped, or nothing."""
        if entry.name.startswith("."):
            return "hidden"
        if self.git_ignore.ignores(folder, entry.name, is_folder=is_folder):
            return "git-ignored"
        if self.excluded and self.excluded(name):
            return "excluded"
        if entry.is_symlink():
            return self.reason_of_link(entry)
        return "" if is_folder or entry.is_file(follow_symlinks=False) else "no regular file"

    def reason_of_link(self, entry: os.DirEntry[str]) -> str:
        """Say why a symbolic link is skipped, or nothing."""
        if _leads_to_folder(entry):
            return "a symbolic link to a folder"
        path = os.path.realpath(entry.path)
        if not os.path.isfile(path):
            return "a symbolic link that leads to no file"
        if not is_inside(path, self.root):
            return "a symbolic link that leads out of the folder"
        inner = os.path.relpath(path, self.root).split(os.sep)
        hidden = any(part.startswith(".") for part in inner)
        if hidden or not path.lower().endswith(ENDINGS) or self.git_ignore.ignores_below(self.root, path):
            return "a symbolic link to a file that is skipped"
        if self.excluded and self.excluded(display(path)):
            return "a symbolic link to a file that is excluded"
        return ""

    def target(self, entry: os.DirEntry[str]) -> str:
        """Return the path that is opened: of a link, the file that it was seen to lead to."""
        return os.path.realpath(entry.path) if entry.is_symlink() else entry.path


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle
        return False
