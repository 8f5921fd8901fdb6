"""The standard streams and the file of `-o`: what is written gets there whole, or its absence is said."""

from __future__ import annotations

import os
import sys

from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TextIO

DONE, FINDINGS, NOT_DONE, INTERRUPTED = 0, 1, 2, 130
PIPE_CLOSED = 141
"""What a shell makes of SIGPIPE: 128 and its number."""
WINDOWS_STDOUT, WINDOWS_ESCAPES = -11, 4
"""The number of standard output, and the mode of a console that obeys escape sequences."""
HANGING = "\n  "
"""Between the lines of a sentence that is wrapped."""
ISSUES = "https://github.com/siplint/siplint/issues"


def read_stdin() -> bytes:
    """Give what stands on standard input."""
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise _unusable("standard input", error) from error


def write_stream(pieces: Iterable[str | bytes], stream: TextIO | None = None) -> None:
    """Write to a stream, by default standard output, in UTF-8, whatever the locale: what is written was made safe."""
    stream = stream or sys.stdout
    if stream is None:
        raise UsageError("standard output is closed")
    try:
        stream.flush()
        binary = getattr(stream, "buffer", None)  # who catches the output of `main` may have given a stream without one
        for piece in pieces:
            if binary is None:
                stream.write(_bytes(piece).decode())
            else:
                binary.write(_bytes(piece))
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon(stream)
        raise _unusable("standard output", error) from error


def say(sentence: str) -> None:
    """Write a sentence to standard error, wrapped if that is a terminal; when nobody can hear it, the exit code has to do."""
    from siplint.model.escaping import visible

    text = visible(sentence)
    columns = 0 if sys.stderr is None else terminal_columns(sys.stderr)
    if columns:
        from siplint.report.columns import wrapped

        text = HANGING.join(wrapped(text, columns - len(HANGING), 0))
    tell(text + "\n")


def tell(text: str) -> None:
    """Write to standard error; what its encoding does not have is escaped."""
    if sys.stderr is not None:
        encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
        try:
            sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
            sys.stderr.flush()
        except OSError:
            abandon(sys.stderr)


def abandon(stream: TextIO) -> None:
    """Let what is left in a stream go nowhere, so that the interpreter does not complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_output(pieces: Iterable[str], path: str | None, stream: TextIO | None = None) -> None:
    """Write a file as a whole or not at all, a device or a pipe as it takes it; without a path, a stream."""
    if not path:
        write_stream(pieces, stream)
        return
    from siplint.cli.safe_write import write_file

    for used in (sys.stdout, sys.stderr):
        if used is not None:  # the path may name one of them
            used.flush()
    write_file(path, map(_bytes, pieces))


def _bytes(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace")


def _unusable(name: str, error: OSError) -> UsageError:
    from siplint.model.failure import io_reason

    return UsageError(f"{name}: {io_reason(error)}")


def is_debugging() -> bool:
    """Return whether internal errors are to be raised."""
    return bool(os.environ.get("SIPLINT_DEBUG"))


def say_internal_error(failure: str) -> None:
    """Say that siplint itself failed, and where to report it."""
    say(f"siplint: internal error: {failure}; please report it at {ISSUES} (SIPLINT_DEBUG=1 shows more)")


def say_troubles(troubles: Iterable[str], failures: Iterable[str]) -> None:
    """Say what could not be done, and where siplint itself failed."""
    for trouble in troubles:
        say(f"siplint: {trouble}")
    for failure in dict.fromkeys(failures):
        say_internal_error(failure)


def exit_code(options: dict[str, Any], amiss: object, found: object) -> int:
    """Return the exit code of a run in which something could not be done, or something was found."""
    if amiss:
        return NOT_DONE
    return FINDINGS if found and not options.get("exit_zero") else DONE


def is_colored(options: dict[str, Any]) -> bool:
    """Return whether the report is written in colours."""
    when = options.get("color", "auto")
    if when != "auto" or options.get("output"):
        return bool(when == "always")
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return False
    return os.name != "nt" or _console_obeys_escapes()


def _console_obeys_escapes() -> bool:
    """Ask the console of Windows to obey escape sequences, which only newer ones do unasked."""
    import ctypes

    library: Any = getattr(ctypes, "windll", None)
    handle = library.kernel32.GetStdHandle(WINDOWS_STDOUT)
    mode = ctypes.c_ulong()
    if not library.kernel32.GetConsoleMode(handle, ctypes.byref(mode)):
        return False
    return bool(library.kernel32.SetConsoleMode(handle, mode.value | WINDOWS_ESCAPES))


def terminal_columns(stream: TextIO | None = None) -> int:
    """Return the columns of the terminal that a stream is, by default standard output, or 0."""
    stream = stream or sys.stdout
    if stream is None or not stream.isatty():
        return 0
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except OSError:  # a stream that is not the system's, or a terminal that does not know its size
        return 0


def end_on_closed_pipe(*, is_own_process: bool) -> int:
    """End without a word, as POSIX tools do whose reader has left: by SIGPIPE, or with its status."""
    if sys.stdout is not None:
        abandon(sys.stdout)
    if is_own_process:
        import signal

        if hasattr(signal, "SIGPIPE"):
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGPIPE)
    return PIPE_CLOSED


def only_argument(command: str, arguments: list[str]) -> str:
    """Return the one argument of a command; raise UsageError if there are more."""
    if len(arguments) > 1:
        raise UsageError(f"{command} takes one argument, not {len(arguments)}")
    return arguments[0]
