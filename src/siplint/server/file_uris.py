"""URIs of files, and the paths that they stand for."""

from __future__ import annotations

import os

from siplint.model.file_uri import file_uri

SCHEME = "file://"
ON_WINDOWS = os.name == "nt"


def path_of_uri(uri: str, *, on_windows: bool = ON_WINDOWS) -> str:
    """Return the path of a file's URI; empty for a URI of something else."""
    if uri[: len(SCHEME)].lower() != SCHEME:
        return ""
    host, slash, path = uri[len(SCHEME) :].partition("/")
    path = _unquoted(slash + path.partition("?")[0].partition("#")[0])
    if not path or "\0" in path:
        return ""
    if on_windows:
        from ntpath import normpath

        has_drive = path[2:3] == ":"
        path = path[1].upper() + path[2:] if has_drive else f"//{host}{path}" if host else path
        return normpath(path)
    return os.path.normpath(path)


def uri_of(path: str) -> str:
    """Return the URI of a path, which is absolute."""
    return file_uri(os.fsencode(path.replace(os.sep, "/")))


def _unquoted(text: str) -> str:
    """Return a text with its percent-encoded bytes decoded."""
    if "%" not in text:
        return text
    first, *parts = text.encode("utf-8", "surrogatepass").split(b"%")
    pieces = [first]
    for part in parts:
        try:
            pieces.append(bytes.fromhex(part[:2].decode("ascii")) + part[2:])
        except ValueError:
            pieces.append(b"%" + part)
    return os.fsdecode(b"".join(pieces))
