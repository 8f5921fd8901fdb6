"""`siplint help`: the commands, or how one of them is used."""

from __future__ import annotations

from siplint.cli.output import DONE, is_colored, only_argument, terminal_columns, write_stream
from siplint.model.commands import COMMANDS
from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def run_help(options: dict[str, Any], arguments: list[str]) -> int:
    """Print the commands, or how one of them is used, and return the exit code."""
    from siplint.cli.usage import command_help, overview

    color = is_colored(options)
    if not arguments:
        write_stream([overview(color=color, room=terminal_columns())])
        return DONE
    word = only_argument("help", arguments)
    if word not in COMMANDS:
        from siplint.cli.suggestions import unknown_command

        raise UsageError(unknown_command(word, is_file=False))
    write_stream([command_help(word, color=color, room=terminal_columns())])
    return DONE
