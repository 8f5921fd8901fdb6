"""`siplint account pull`: a snapshot of the account."""

from __future__ import annotations

import os

from siplint.cli.output import DONE, say, write_output
from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def run_account(options: dict[str, Any], arguments: list[str]) -> int:
    """Write a snapshot of the account and return the exit code."""
    from time import sleep, time

    from siplint.account.pull import PullError, access, pull

    if arguments != ["pull"] or not options.get("output"):
        raise UsageError("usage: siplint account pull -o FILE")
    try:
        text = pull(access(os.environ, time()), (lambda _: None) if options.get("quiet") else say, time(), sleep)
    except PullError as error:
        raise UsageError(str(error)) from None
    write_output([text], options["output"])
    return DONE
