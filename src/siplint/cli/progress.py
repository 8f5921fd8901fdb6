"""How far a long run has come, told on a terminal."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 2.0
"""Seconds in which nothing is said."""
PACE = 0.5
"""Seconds between one word and the next."""


class Progress:
    """A line that is written over and over, and gone in the end."""

    __slots__ = ("clock", "due", "shown", "write")

    def __init__(self, clock: Callable[[], float], write: Callable[[str], object]) -> None:
        self.clock = clock
        self.write = write
        self.due = clock() + PATIENCE
        self.shown = False

    def __call__(self, rules: int) -> None:
        """Say how many rules were judged so far, if it is time to."""
        now = self.clock()
        if now >= self.due:
            self.due = now + PACE
            self.shown = True
            self.write(f"\rsiplint: {rules:,} rules … ")

    def end(self) -> None:
        """Take the line away."""
        if self.shown:
            self.write("\r\x1b[K")
