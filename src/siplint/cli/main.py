"""The entry of the command line: it chooses a command and turns every error into one line and an exit code."""

from __future__ import annotations

import gc
import os
import sys

from siplint.cli.arguments import parse_arguments
from siplint.cli.output import (
    DONE,
    INTERRUPTED,
    NOT_DONE,
    end_on_closed_pipe,
    is_colored,
    is_debugging,
    say,
    say_internal_error,
    terminal_columns,
    write_stream,
)
from siplint.model.failure import OUT_OF_MEMORY, RESERVE, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

GARBAGE_THRESHOLD = 1_000_000
"""New objects after which the collector of cyclic garbage looks at all that is alive: a run makes hardly any garbage,
and looking after every 700, as Python does, costs a large file a fifth of its time."""


def main(words: Sequence[str] | None = None) -> int:
    """Run siplint with the words of a command line (by default the process's own) and give its exit code."""
    is_own_process = words is None
    if words is None:
        gc.set_threshold(GARBAGE_THRESHOLD)
        words = sys.argv[1:]
    reserve = []
    try:
        reserve.append(bytes(RESERVE))
        return _run(list(words))
    except OUT_OF_MEMORY:
        reserve.clear()
    except UsageError as error:
        for line in str(error).split("\n"):
            say(f"siplint: {line}")
        return NOT_DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return end_on_closed_pipe(is_own_process=is_own_process)
    except Exception as error:
        if is_debugging():
            raise
        from siplint.model.failure import named

        say_internal_error(named(error))
        return NOT_DONE
    finally:
        if is_own_process:
            gc.freeze()  # the process ends: the interpreter need not look for garbage in all that is alive
    say("siplint: the run takes more memory than there is")  # what it took is free again
    return NOT_DONE


def _run(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "-V", "--version"):
        return _introduce(words)
    name = words[0]
    if name != "check":  # which needs no table where it has no options
        from siplint.model.commands import COMMANDS

        if name not in COMMANDS:
            from siplint.cli.suggestions import unknown_command

            raise UsageError(unknown_command(name))
    options, arguments = parse_arguments(name, words[1:], os.environ)
    if options.get("help"):
        from siplint.cli.usage import command_help

        write_stream([command_help(name, color=is_colored(options), room=terminal_columns())])
        return DONE
    module = __import__(f"siplint.cli.{name}_command", fromlist=["run"])
    return getattr(module, f"run_{name}")(options, arguments)  # type: ignore[no-any-return]


def _introduce(words: list[str]) -> int:
    """Say which version this is, or which commands there are; without words that is no success."""
    if words and words[0] in ("-V", "--version"):
        from siplint import __version__

        write_stream([f"siplint {__version__}\n"])
        return DONE
    from siplint.cli.usage import overview

    if not words:
        write_stream([overview()], sys.stderr)
        return NOT_DONE
    write_stream([overview(color=is_colored({}), room=terminal_columns())])
    return DONE


if __name__ == "__main__":
    sys.exit(main())
