"""The standard streams and the file of `-o`: what is written gets there whole, or its absence is said."""

from __future__ import annotations

import os
import sys

from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO


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
        for piece in pieces:
            stream.buffer.write(_bytes(piece))
        stream.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon(stream)
        raise _unusable("standard output", error) from error


def say(sentence: str) -> None:
    """Write a line to standard error; when nobody can hear it, the exit code has to do."""
    from siplint.model.escaping import visible

    if sys.stderr is not None:
        try:
            sys.stderr.write(visible(sentence).encode("utf-8", "backslashreplace").decode() + "\n")
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
