"""An entry of `per-file-ignores`, added to the text of a configuration file."""

from __future__ import annotations

import os

from siplint.cli.configuration import OWN_FILE, SHARED_FILE, parse_configuration
from siplint.model.failure import BadConfiguration
from siplint.server.loaded_project import IgnoreEntry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.cli.configuration import Config
    from siplint.server.loaded_project import LoadedProject

KEY = "per-file-ignores"
SPECIAL = "\\*?[]!#"
"""Characters of a file's name that mean something else in a glob."""


def ignore_entry(project: LoadedProject, name: str, pointer: str, code: str) -> IgnoreEntry | None:
    """Return the change of the configuration that ignores a code at a pointer of a file; None if there is no simple one."""
    from siplint.cli.discovery import read_file
    from siplint.cli.paths import is_inside

    path = project.config or _new_file(project.folder)
    if not project.config and os.path.islink(path) and not is_inside(path, project.folder):
        return None
    try:
        before: bytes | None = read_file(path)
    except FileNotFoundError:
        before = None
    except OSError:
        return None
    inner = os.path.relpath(os.path.join(project.folder, name), os.path.dirname(path)).replace(os.sep, "/")
    if inner.startswith("../") or "\n" in inner:
        return None
    glob = "".join([f"\\{letter}" if letter in SPECIAL else letter for letter in inner])
    place = f"/{glob}#{pointer}" if pointer else f"/{glob}"
    is_shared = os.path.basename(path) == SHARED_FILE
    try:
        after = _with_entry((before or b"").decode(), place, code, "tool.siplint." if is_shared else "")
        if after and _adds(before, after.encode(), path, (place, code)):
            return IgnoreEntry(path, before, after.encode())
    except (BadConfiguration, UnicodeError):
        pass
    return None


def _new_file(folder: str) -> str:
    """Return where a project without a configuration gets one: in a pyproject.toml that is there, else in a file of its own."""
    shared = os.path.join(folder, SHARED_FILE)
    return shared if os.path.isfile(shared) else os.path.join(folder, OWN_FILE)


def _with_entry(text: str, place: str, code: str, prefix: str) -> str:
    """Return the text of a configuration with one more code at a place; empty where its table is not written as one."""
    import re

    end = "\r\n" if "\r\n" in text else "\n"
    key = '"' + place.replace("\\", "\\\\").replace('"', '\\"') + '"'
    header = re.search(rf"^[ \t]*\[[ \t]*{re.escape(prefix)}{KEY}[ \t]*\][^\n]*(?:\n|\Z)", text, re.MULTILINE)
    if header is None:
        gap = "" if not text else end if text.endswith("\n") else end * 2
        return f'{text}{gap}[{prefix}{KEY}]{end}{key} = ["{code}"]{end}'
    before, after = text[: header.end()], text[header.end() :]
    there = re.search(rf"^[ \t]*{re.escape(key)}[ \t]*=[ \t]*\[", after, re.MULTILINE)
    if there:
        rest = after[there.end() :]
        comma = "" if rest.lstrip().startswith("]") else ", "
        return f'{before}{after[: there.end()]}"{code}"{comma}{rest}'
    before = before if before.endswith("\n") else before + end
    return f'{before}{key} = ["{code}"]{end}{after}'


def _adds(before: bytes | None, after: bytes, path: str, entry: tuple[str, str]) -> bool:
    """Return whether a new configuration says what the old one says, and this entry."""
    new = parse_configuration(after, path)
    try:
        old: Config | None = parse_configuration(before, path) if before else None
    except BadConfiguration:  # no table of ours yet
        old = None
    place, code = entry
    added = [one for one in new.per_file_ignores if one.name == place and code in one.codes]
    if old is None:
        return bool(added)
    mine = [one for one in old.per_file_ignores if one.name != place]
    theirs = [one for one in new.per_file_ignores if one.name != place]
    return bool(added) and mine == theirs and old.but(per_file_ignores=()) == new.but(per_file_ignores=())
