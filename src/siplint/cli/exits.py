"""Exit codes, and the words that go with them."""

from __future__ import annotations

import os
import sys

from siplint.cli.output import abandon, say
from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

DONE, FINDINGS, NOT_DONE, INTERRUPTED = 0, 1, 2, 130
PIPE_CLOSED = 141
"""What a shell makes of SIGPIPE: 128 and its number."""
ISSUES = "https://github.com/siplint/siplint/issues"


def is_debugging() -> bool:
    return bool(os.environ.get("SIPLINT_DEBUG"))


def say_internal_error(failure: str) -> None:
    say(f"siplint: internal error: {failure}; please report it at {ISSUES} (SIPLINT_DEBUG=1 shows more)")


def say_troubles(troubles: Iterable[str], failures: Iterable[str]) -> None:
    """Say what could not be done, and where siplint itself failed."""
    for trouble in troubles:
        say(f"siplint: {trouble}")
    for failure in dict.fromkeys(failures):
        say_internal_error(failure)


def exit_code(options: dict[str, Any], amiss: object, found: object) -> int:
    if amiss:
        return NOT_DONE
    return FINDINGS if found and not options.get("exit_zero") else DONE


def is_colored(options: dict[str, Any]) -> bool:
    when = options.get("color", "auto")
    if when != "auto" or options.get("output"):
        return bool(when == "always")
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


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
    if len(arguments) > 1:
        raise UsageError(f"{command} takes one argument, not {len(arguments)}")
    return arguments[0]
