"""`siplint server`: a language server on standard input and output."""

from __future__ import annotations

import os
import sys

from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TextIO


def run_server(options: dict[str, Any], arguments: list[str]) -> int:
    """Serve the client on standard input and output and return the exit code."""
    from siplint.cli.project_files import ProjectFiles
    from siplint.server.message_stream import MessageStream
    from siplint.server.server_log import ServerLog
    from siplint.server.session import Session

    if arguments:
        raise UsageError(f"server takes no argument: {arguments[0]}")
    if sys.stdin is None or sys.stdout is None:
        raise UsageError("server needs standard input and output")
    with _log_file(options.get("log", "")) as file:
        stream = MessageStream(sys.stdin.fileno(), sys.stdout.fileno())
        return Session(stream, ProjectFiles(), ServerLog(file.write if options.get("log") else None)).run()


def _log_file(path: str) -> TextIO:
    """Open the log, each line of which is written at once; without a path what is written goes nowhere."""
    try:
        return open(path or os.devnull, "a", encoding="utf-8", buffering=1)
    except OSError as error:
        from siplint.model.failure import io_reason

        raise UsageError(f"{path}: {io_reason(error)}") from error
