"""Files written as a whole or not at all, and only where the user may mean them to be.

`-o`, `--fix`, `account pull` and `--write-baseline` write through this module. The new content goes into a temporary
file beside the target, under a random name that nobody can plant, and takes the target's place in one step. SIGTERM and
SIGHUP remove the temporary file before they end the process. SIGKILL and a power failure may leave it behind
(`.siplint-….tmp`, which no run reads); the target then has its old or its new content, never a part of either.

A file that has several names (hard links) is replaced under the name that was given: its other names keep the old
content, so that a link out of the project changes nothing there.
"""

from __future__ import annotations

import os
import stat

from siplint.model.failure import UsageError, io_reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType

TEMPORARY_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
MOST_LINKS = 40
"""Symbolic links in a row that Linux follows."""
WINDOWS_DEVICES = ("NUL", "CON", "PRN", "AUX")
"""Names that are devices in every folder, whatever their ending."""
ENDING_SIGNALS = ("SIGTERM", "SIGHUP")
NEW_FILE_MODE = 0o666
"""Permissions of a new file, less the umask."""


def write_file(path: str, pieces: Iterable[bytes]) -> None:
    """Write a file as a whole; write a stream or a device as it takes the pieces. Raise UsageError.

    BrokenPipeError passes, for a pipe whose reader has left.
    """
    try:
        target, is_stream = _resolve(path)
        if is_stream:
            _write_stream(target, pieces)
        else:
            _replace(target, pieces, None)
    except BrokenPipeError:
        raise
    except OSError as error:
        is_lost = isinstance(error, FileNotFoundError) and not os.path.lexists(os.path.dirname(path) or os.curdir)
        raise UsageError(f"{path}: {'its folder does not exist' if is_lost else io_reason(error)}") from error


def replace_file(path: str, data: bytes, before: bytes) -> int:
    """Put new bytes in the place of a file's old ones; return how many other names keep the old ones.

    Raise OSError with a sentence, and leave all as it was, for a file that is read-only, no longer holds `before`, or is
    a link out of the working folder.
    """
    try:
        return _replace(_resolve(path)[0], (data,), before)
    except OSError as error:
        raise OSError(f"{path} was not fixed and is as it was: {error.strerror or error}") from error


def _resolve(path: str) -> tuple[str, bool]:
    """Return where a path leads, and whether that is a stream or a device; raise OSError for what must not be followed.

    A link is followed to a stream, or to a file inside the working folder. A path that is written as one inside the
    working folder must not leave it through a link to a folder, either.
    """
    if os.name == "nt" and os.path.basename(path).partition(".")[0].upper() in WINDOWS_DEVICES:
        return path, True
    folder, name = os.path.split(path)
    target = os.path.join(os.path.realpath(folder or "."), name)
    is_link = os.path.islink(target)
    for _ in range(MOST_LINKS):
        if _descriptor(target) is not None or not os.path.islink(target):
            break
        if target.startswith("/proc/"):  # it leads to an open file, not to a name
            return target, True
        folder, name = os.path.split(os.path.join(os.path.dirname(target), os.readlink(target)))
        target = os.path.join(os.path.realpath(folder), name)
    if _descriptor(target) is not None:
        return target, True
    mode = os.lstat(target).st_mode if os.path.lexists(target) else stat.S_IFREG
    if not stat.S_ISREG(mode):
        if is_link and stat.S_ISBLK(mode):
            raise OSError("it is a link to a disk")
        return target, True
    if (is_link or _is_written_inside(path)) and not _is_inside(target, _working_folder()):
        raise OSError(f"it leads out of the working folder, to {target}; name that file itself")
    return target, False


def _is_written_inside(path: str) -> bool:
    folder = _working_folder()
    return bool(folder) and _is_inside(os.path.abspath(path), folder)


def _working_folder() -> str:
    """Return the real path of the working folder; empty where it was deleted."""
    try:
        return os.path.realpath(os.getcwd())
    except OSError:
        return ""


def _is_inside(path: str, folder: str) -> bool:
    return bool(folder) and os.path.join(path, "").startswith(os.path.join(folder, ""))


def _descriptor(target: str) -> int | None:
    """Return the open file of this process that a path under /dev/fd or /proc names."""
    folder, name = os.path.split(target)
    if not (name.isascii() and name.isdigit()):
        return None
    process = os.getpid()
    own = ("/dev/fd", f"/proc/{process}/fd", f"/proc/{process}/task/{process}/fd")
    return int(name) if folder in own else None


def _write_stream(target: str, pieces: Iterable[bytes]) -> None:
    """Write into what is there. A stream of this process goes on where it is, as with `>>`."""
    number = _descriptor(target)
    if number is None:
        follow = 0 if os.path.islink(target) else getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(target, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOCTTY", 0) | follow)
    else:
        handle = os.dup(number)
    with open(handle, "wb") as file:
        file.writelines(pieces)


def _replace(target: str, pieces: Iterable[bytes], before: bytes | None) -> int:
    """Replace a regular file, or create it where `before` is None; return how many other names the old one had."""
    folder = os.path.dirname(target)
    old = os.lstat(target) if before is not None or os.path.lexists(target) else None
    if old and not stat.S_ISREG(old.st_mode):
        raise OSError("it is not a regular file")
    if old and not _is_writable(target, old.st_mode):
        raise OSError("it is read-only")
    if old and not _is_writable(folder, os.stat(folder).st_mode):
        raise OSError("its folder is read-only")
    temporary = os.path.join(folder, f".siplint-{os.urandom(8).hex()}.tmp")
    with _Removed(temporary):
        _create(temporary, pieces, old, target)
        if before is not None:
            with open(target, "rb") as file:
                if file.read() != before:
                    raise OSError("somebody else has changed it meanwhile")
        os.replace(temporary, target)
    return old.st_nlink - 1 if old else 0


def _is_writable(path: str, mode: int) -> bool:
    return bool(mode & stat.S_IWUSR) and os.access(path, os.W_OK)


def _create(temporary: str, pieces: Iterable[bytes], old: os.stat_result | None, target: str) -> None:
    """Write the temporary file, and make its owner and permissions those of the old file."""
    from contextlib import suppress

    handle = os.open(temporary, TEMPORARY_FLAGS, 0o600 if old else NEW_FILE_MODE)
    with open(handle, "wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(handle)
    if old is None:
        return
    with suppress(OSError, AttributeError):  # only root may give a file away, and not every system has owners
        os.chown(temporary, old.st_uid, old.st_gid)
    os.chmod(temporary, old.st_mode & 0o777)
    with suppress(OSError, AttributeError):  # access lists are among the extended attributes
        for name in os.listxattr(target):
            with suppress(OSError):
                os.setxattr(temporary, name, os.getxattr(target, name))


class _Removed:
    """A block after which a temporary file does not exist, also where SIGTERM or SIGHUP ends the process in it."""

    __slots__ = ("handled", "temporary")

    def __init__(self, temporary: str) -> None:
        self.temporary = temporary
        self.handled: list[int] = []

    def __enter__(self) -> None:
        import signal

        for number in [getattr(signal, name) for name in ENDING_SIGNALS if hasattr(signal, name)]:
            if signal.getsignal(number) is signal.SIG_DFL:
                try:
                    signal.signal(number, self.end_process)
                except ValueError:  # only the main thread may handle signals
                    return
                self.handled.append(number)

    def end_process(self, number: int, _frame: FrameType | None) -> None:
        """Remove the file, and end as if the signal had not been handled."""
        self.remove()
        self.restore()
        os.kill(os.getpid(), number)

    def remove(self) -> None:
        if os.path.lexists(self.temporary):
            os.unlink(self.temporary)

    def restore(self) -> None:
        import signal

        for number in self.handled:
            signal.signal(number, signal.SIG_DFL)

    def __exit__(self, *_: object) -> None:
        self.remove()
        self.restore()
