"""`siplint completion`: the script that completes siplint in a shell."""

from __future__ import annotations

from siplint.cli.output import DONE, only_argument, write_stream
from siplint.model.commands import SHELLS
from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def run_completion(_options: dict[str, Any], arguments: list[str]) -> int:
    """Print a completion script and return the exit code."""
    from siplint.cli.completion import completions
    from siplint.cli.suggestions import nearest_word

    if not arguments:
        raise UsageError(f"completion needs a shell: {', '.join(SHELLS)}")
    shell = only_argument("completion", arguments)
    if shell not in SHELLS:
        meant = nearest_word(shell, SHELLS)
        raise UsageError(
            f"there is no completion for {shell!r}; there is one for {', '.join(SHELLS)}"
            + (f"; did you mean {meant}?" if meant else "")
        )
    module = __import__(f"siplint.cli.{shell}_completion", fromlist=[shell])
    write_stream([getattr(module, f"{shell}_script")(completions())])
    return DONE
