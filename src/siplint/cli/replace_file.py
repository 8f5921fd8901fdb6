"""A file replaced as a whole, or left as it is."""

from __future__ import annotations

import os
import stat


def replace(path: str, data: bytes, before: bytes) -> None:
    """Put new bytes in the place of a file's old ones; raise OSError with a sentence, and leave all as it was.

    The new file is written beside the old one, gets its permissions, and takes its place in one step. Through a
    symbolic link the file it leads to is replaced. A file that is read-only, or no longer holds `before`, is let be.
    """
    real = os.path.realpath(path)
    try:
        _swap(real, data, before)
    except OSError as error:
        raise OSError(f"{path} was not fixed and is as it was: {error.strerror or error}") from error


def _swap(path: str, data: bytes, before: bytes) -> None:
    status = os.stat(path)
    folder = os.path.dirname(path)
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is no regular file")
    if not _writable(path, status.st_mode):
        raise OSError("it is read-only")
    if not _writable(folder, os.stat(folder).st_mode):
        raise OSError("its folder is read-only")
    beside = os.path.join(folder, f".siplint-{os.urandom(8).hex()}")
    try:
        _create(beside, data, status)
        with open(path, "rb") as file:
            if file.read() != before:
                raise OSError("somebody else has changed it meanwhile")
        os.replace(beside, path)
    finally:
        if os.path.lexists(beside):
            os.unlink(beside)


def _writable(path: str, mode: int) -> bool:
    return bool(mode & stat.S_IWUSR) and os.access(path, os.W_OK)


def _create(path: str, data: bytes, like: os.stat_result) -> None:
    from contextlib import suppress

    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with open(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)
    with suppress(OSError, AttributeError):  # only root may give a file away, and not every system has owners
        os.chown(path, like.st_uid, like.st_gid)
    os.chmod(path, stat.S_IMODE(like.st_mode))
