"""The collector of cyclic garbage: it looks at all that is alive again and again, and in a run there is hardly any."""

from __future__ import annotations

import gc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

SELDOM = 100_000
"""New objects after which it looks; Python's own 700 cost a large file a fifth of its time."""


class Seldom:
    """A block in which it looks more seldom."""

    __slots__ = ("before",)

    def __enter__(self) -> None:
        self.before = gc.get_threshold()
        gc.set_threshold(SELDOM, *self.before[1:])

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        gc.set_threshold(*self.before)
