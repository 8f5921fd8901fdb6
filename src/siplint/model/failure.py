"""Errors of siplint's own: one sentence each, and no end to the run."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


HERE = __file__.removesuffix("model/failure.py").removesuffix("model\\failure.py")
"""The folder of the package, with its separator."""


class Contained:
    """A block whose errors are told in `failures`, each in a sentence about `what`, and go no further."""

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
    """Tell an error that has come up, as `Contained` does, where a block each would cost too much."""
    if raising:
        raise error
    failures.append(f"{what}: {named(error)}")


def named(error: Exception) -> str:
    """Name an error and the line of ours it comes from; its own words may hold a secret of the user's."""
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
    """The command line cannot be understood; its text says why."""


class BadConfiguration(ValueError):  # noqa: N818 (it is said of the file, not of us)
    """What the user configured cannot be used; each line of the text says where and why."""


def io_reason(error: OSError | ValueError) -> str:
    """Say in a few words why a file could not be read or written."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "permission denied"
    return str(getattr(error, "strerror", None) or error)
