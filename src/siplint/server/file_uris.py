"""URIs of files, and the paths that they stand for."""

from __future__ import annotations

import os

PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/")
"""Characters of a path that a URI has as they are."""
SCHEME = "file://"


def path_of(uri: str) -> str:
    """Return the path of a file's URI; empty for a URI of something else."""
    if uri[: len(SCHEME)].lower() != SCHEME:
        return ""
    host, slash, path = uri[len(SCHEME) :].partition("/")
    path = _unquoted(slash + path.partition("?")[0].partition("#")[0])
    if os.name == "nt":
        drive = path[1:3]
        path = path[1:] if drive[1:] == ":" else f"//{host}{path}" if host else path
        return os.path.normpath(path[:1].upper() + path[1:])
    return os.path.normpath(path) if path and "\0" not in path else ""


def uri_of(path: str) -> str:
    """Return the URI of a path, which is absolute."""
    path = path.replace(os.sep, "/")
    if not path.startswith("/"):
        path = "/" + path
    data = os.fsencode(path)
    return SCHEME + "".join([chr(byte) if chr(byte) in PLAIN else f"%{byte:02X}" for byte in data])


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
