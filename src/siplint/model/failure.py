"""Internal errors of siplint: each is reported in one sentence, and the run goes on."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


HERE = __file__.removesuffix("model/failure.py").removesuffix("model\\failure.py")
"""The folder of the package, with its separator."""
OUT_OF_MEMORY = (MemoryError, SystemError)
"""What Python raises without memory; 3.11 raises the second where it has none for a call."""
RESERVE = 4 << 20
"""Bytes set aside, and let go when memory has run out: without any, Python cannot even handle the error."""


class Contained:
    """A block whose errors are added to `failures`, each as a sentence about `what`, and go no further."""

    __slots__ = ("failures", "raising", "what")

    def __init__(self, what: str, failures: list[str], *, raising: bool = False) -> None:
        self.what = what
        self.failures = failures
        self.raising = raising

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if not isinstance(error, Exception):
            return False
        contain(error, self.what, self.failures, raising=self.raising)
        return True


def contain(error: Exception, what: str, failures: list[str], *, raising: bool) -> None:
    """Report an error as `Contained` does, where a `with` block would cost too much."""
    if raising:
        raise error
    failures.append(f"{what}: {named(error)}")


def named(error: Exception) -> str:
    """Return the name of an error and the line of siplint it comes from. Its message may hold a user's secret."""
    place = ""
    trace = error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(HERE):
            module = file.removeprefix(HERE).replace("\\", "/")
            place = f" in {module}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{place}"


class UsageError(ValueError):
    """The command line cannot be understood; the message says why."""


class UnreadableSource(ValueError):  # noqa: N818 (it is said of the file, not of us)
    """A file cannot be read in its notation, or what reads it is not installed; the text says it in one sentence."""


class BadConfiguration(ValueError):  # noqa: N818 (the name is about the file)
    """The configuration cannot be used; each line of the message says where and why."""


def io_reason(error: OSError | ValueError) -> str:
    """Return in a few words why a file could not be read or written."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "permission denied"
    if isinstance(error, IsADirectoryError):
        return "is a folder, not a file"
    if isinstance(error, NotADirectoryError):
        return "a part of the path is a file, not a folder"
    return str(getattr(error, "strerror", None) or error)
