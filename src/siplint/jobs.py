"""Work spread over processes, its results in order."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from siplint.look import Part
    from siplint.piece import Piece

AHEAD = 1
"""Batches for each process that wait beside the one it works on."""

_WORK: list[Callable[[Any], Any]] = []
"""What a process of the pool does; it has this from the process it was forked from, for it cannot be sent."""


def cores() -> int:
    """Give how many processes this one may run at once."""
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[Piece], Part], pieces: Iterable[Piece], jobs: int, size: int
) -> Iterator[tuple[Piece, Part]]:
    """Look at pieces in so many processes, small ones together up to `size` bytes; give each with what came of it.

    Where processes cannot be forked (Windows) this one does all the work.
    """
    from collections import deque
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    if "fork" not in get_all_start_methods():
        yield from ((piece, work(piece)) for piece in pieces)
        return
    pool = ProcessPoolExecutor(jobs, get_context("fork"), _start, (work,))
    waiting: deque[tuple[list[Piece], Any]] = deque()
    try:
        for batch in batches(pieces, size):
            waiting.append((batch, pool.submit(_do, batch)))
            if len(waiting) > jobs * (1 + AHEAD):
                done, future = waiting.popleft()
                yield from zip(done, future.result(), strict=True)
        while waiting:
            done, future = waiting.popleft()
            yield from zip(done, future.result(), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def batches(pieces: Iterable[Piece], size: int) -> Iterator[list[Piece]]:
    """Put pieces together that are small."""
    batch: list[Piece] = []
    room = size
    for piece in pieces:
        if batch and len(piece.data) > room:
            yield batch
            batch, room = [], size
        batch.append(piece)
        room -= len(piece.data)
    if batch:
        yield batch


def _start(work: Callable[[Piece], Part]) -> None:
    from signal import SIG_IGN, SIGINT, signal

    signal(SIGINT, SIG_IGN)  # Ctrl-C is for the process that was started: it ends the others
    _WORK[:] = [work]


def _do(batch: Sequence[Piece]) -> list[Part]:
    return [_WORK[0](piece) for piece in batch]
