"""The files below a folder that may hold rules, and what was skipped on the way to them."""

from __future__ import annotations

import os

from siplint.cli.gitignore import GitIgnore
from siplint.cli.paths import ENDINGS, WALKED, display, is_inside
from siplint.model.failure import io_reason
from siplint.source.notations import EMBEDDED, POSTMAN, is_worth_reading, surely_holds_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    Test = Callable[[str], bool]

UNREADABLE = (".json5", ".hjson")
"""Endings of files that may hold rules in a notation that is never read."""
OTHERS = frozenset((*UNREADABLE, *(ending for endings in EMBEDDED.values() for ending in endings)))
"""Endings of the files that are searched for rules before they are read."""
PIECE = 1 << 16
LARGEST_SEARCHED = 1 << 23
"""Bytes of a file in another notation; a larger one is a bundle or data."""
RULE_FOLDERS = ("routing-rules", "routing_rules", "sip-rules", "sip_rules")
RULE_ENDINGS = (".routing-rule.json", ".routing-rules.json")
NO_RULES = ("package.json", "package-lock.json", "tsconfig.json")


def is_named_like_rules(name: str) -> bool:
    """Tell by its name whether a file holds rules; the hooks for pre-commit look at these files alone."""
    *folders, last = name.split("/")
    if last in NO_RULES:
        return False
    return last.endswith(RULE_ENDINGS) or (last.endswith(ENDINGS) and not set(RULE_FOLDERS).isdisjoint(folders))


EMBEDDED_ADVICE = "; --embedded reads them"
"""The end of the sentence about files in notations that are not read."""


class WalkLog:
    """What is to be said of walks, in sentences: troubles fail the run, notes do not, `skipped` is for `-v`.

    `unread` counts, by their ending, the files that have rules in a notation that is not read.
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
        advice = "" if self.unread.keys() <= set(UNREADABLE) else EMBEDDED_ADVICE
        return (*self.notes, f"did not read {total} that may hold rules in another notation ({endings}){advice}")


def walk(
    top: str,
    log: WalkLog,
    excluded: Test | None = None,
    wanted: Test | None = None,
    embedded: Container[str] | None = None,
) -> Iterator[tuple[str, str]]:
    """Return names and paths of the files below a folder that may hold rules.

    Hidden and git-ignored entries are skipped, and what `excluded` says (a folder's name has a slash at its end);
    `wanted` chooses files by their names. Of files in other notations, those with the endings `embedded` are returned
    where they may have rules; of the others those with rules are counted, unless it is None. A link to a folder is not followed; a link to a file is, where it leads to a
    file below `top` that the walk itself could read. So nothing outside `top` is ever read.
    """
    root = os.path.realpath(top)
    walker = _Walker(root, log, excluded, wanted, embedded)
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
            elif kind == "file":
                yield name, walker.target(entry)


class _Walker:
    """What decides about the entries of one walk."""

    __slots__ = ("embedded", "excluded", "git_ignore", "log", "readable", "root", "wanted")

    def __init__(
        self, root: str, log: WalkLog, excluded: Test | None, wanted: Test | None, embedded: Container[str] | None
    ) -> None:
        self.root = root
        self.log = log
        self.excluded = excluded
        self.wanted = wanted
        self.embedded = embedded
        self.readable = (*ENDINGS, *[ending for ending in OTHERS if embedded and ending in embedded])
        self.git_ignore = GitIgnore(root, log.notes, display)

    def kind(self, entry: os.DirEntry[str], name: str, folder: str) -> str:
        """Return `folder` or `file` for what is to be walked or read, and nothing for what is skipped.

        `folder` is the real path of the folder that the entry is in.
        """
        if entry.is_dir(follow_symlinks=False):
            return "folder" if self.is_let_in(entry, name + "/", folder, is_folder=True) else ""
        ending = ending_of(entry.name)
        if ending in ENDINGS:
            is_wanted = self.wanted is None or self.wanted(name)
            return "file" if self.is_let_in(entry, name, folder, is_folder=False) and is_wanted else ""
        if ending in OTHERS and self.embedded is not None and (self.wanted is None or self.wanted(name)):
            return self.kind_of_other(entry, name, folder, ending)
        if entry.is_symlink() and _leads_to_folder(entry):
            self.log.skip(name, "a symbolic link to a folder")
        return ""

    def kind_of_other(self, entry: os.DirEntry[str], name: str, folder: str, ending: str) -> str:
        """Return `file` for a file in another notation that is to be read, and nothing for what is skipped."""
        is_link = entry.is_symlink()
        if entry.name.startswith(".") or not (is_link or entry.is_file(follow_symlinks=False)):
            return ""
        if is_link and not self.is_let_in(entry, name, folder, is_folder=False):
            return ""
        chosen = self.embedded is not None and ending in self.embedded
        data = _content(self.target(entry) if is_link else entry.path)
        if not (is_worth_reading if chosen else surely_holds_rules)(data, ending):
            return ""
        if not is_link and not self.is_let_in(entry, name, folder, is_folder=False):
            return ""
        if chosen:
            return "file"
        self.log.unread[ending] = self.log.unread.get(ending, 0) + 1
        self.log.skip(name, f"{ending} is not read" + " without --embedded" * (ending not in UNREADABLE))
        return ""

    def is_let_in(self, entry: os.DirEntry[str], name: str, folder: str, *, is_folder: bool) -> bool:
        """Tell whether an entry is not skipped, and note why one is."""
        why = self.reason(entry, name, folder, is_folder=is_folder)
        if why and entry.name != ".git":
            self.log.skip(name, why)
        return not why

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
        if hidden or not path.lower().endswith(self.readable) or self.git_ignore.ignores_below(self.root, path):
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


def ending_of(name: str) -> str:
    """Return the ending by which the notation of a file is known, in lower case."""
    ending = name[name.rfind(".") :].lower()
    return POSTMAN if ending == ".json" and name.lower().endswith(POSTMAN) else ending


def _content(path: str) -> bytes:
    """Return what is in a file that is searched; nothing of one that is too large or cannot be read."""
    try:
        descriptor = os.open(path, WALKED)
    except OSError:
        return b""
    try:
        data = os.read(descriptor, PIECE)
        while len(data) % PIECE == 0 and len(data) < LARGEST_SEARCHED and (piece := os.read(descriptor, PIECE << 4)):
            data += piece
    except OSError:
        return b""
    finally:
        os.close(descriptor)
    return data
