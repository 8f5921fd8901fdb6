"""Paths of the user's files, and the names that they are shown by."""

from __future__ import annotations

import os

ENDINGS = (".json", ".jsonc", ".jsonl", ".ndjson")
"""Endings of the files that a walk reads."""
READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0)
WALKED = READ_ONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""How a file that a walk met is opened: what became a link or a pipe meanwhile is neither followed nor waited for."""


def working_folder() -> str:
    """Return the working directory, or nothing where it was deleted: absolute paths need none."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def real_path(path: str) -> str:
    """Return where a path leads behind all links; the path itself where it is relative to a folder that was deleted."""
    try:
        return os.path.realpath(path)
    except FileNotFoundError:
        return path


def display(path: str) -> str:
    """Return the name a file goes by: relative to the working directory if it is inside it, with forward slashes.

    Paths of one file have one name where only their spelling differs; `link/../x.json` is named by where it really is.
    """
    if path[:1].isalnum() and os.sep == "/" and "//" not in path and "/." not in path:
        return path.rstrip("/")
    here = working_folder()
    full = os.path.join(here, path)
    if ".." in path.split(os.sep):
        folder, last = os.path.split(full.rstrip(os.sep))
        full = real_path(full) if last in (".", "..") else os.path.join(real_path(folder), last)
    full = os.path.normpath(full)
    inside = full.startswith(here.rstrip(os.sep) + os.sep) if here else False
    name = full[len(here.rstrip(os.sep)) + 1 :] if inside else full
    return name.replace(os.sep, "/")


def is_inside(path: str, folder: str) -> bool:
    """Tell whether a path is really, behind all links, that of a folder or of something in it."""
    path, folder = (os.path.normcase(real_path(one)) for one in (path, folder))
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
