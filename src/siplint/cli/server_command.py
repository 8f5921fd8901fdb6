"""`siplint server`: a language server on standard input and output."""

from __future__ import annotations

import sys

from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


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
    stream = MessageStream(sys.stdin.fileno(), sys.stdout.fileno())
    if not options.get("log"):
        return Session(stream, ProjectFiles(), ServerLog()).run()
    try:
        file = open(options["log"], "a", encoding="utf-8", buffering=1)  # noqa: SIM115 (closed below)
    except OSError as error:
        from siplint.model.failure import io_reason

        raise UsageError(f"{options['log']}: {io_reason(error)}") from error
    with file:
        return Session(stream, ProjectFiles(), ServerLog(file.write)).run()
