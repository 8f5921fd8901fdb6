"""Work spread over processes, its results in order."""

from __future__ import annotations

import os

from siplint.source.chunks import Chunk, read_region

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from siplint.engine.chunk_lint import ChunkResult
    from siplint.source.chunks import Source

AHEAD = 1
"""Batches for each process that wait beside the one it works on."""
BATCH = 1 << 20
"""Bytes of the small pieces that are put together."""

_WORK: list[tuple[Callable[[Chunk], ChunkResult], Mapping[str, Source]]] = []
"""What a process of the pool does, and the files; it has this from the process it was forked from, nothing is sent."""


def cores() -> int:
    """Give how many processes this one may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread_work(
    work: Callable[[Chunk], ChunkResult],
    pieces: Iterable[Chunk],
    sources: Mapping[str, Source],
    jobs: int,
    size: int = BATCH,
) -> Iterator[tuple[Chunk, ChunkResult]]:
    """Look at pieces of files in so many processes, small ones together up to `size` bytes; give each with what came of it.

    A process is told where its pieces are and reads them itself. Where processes cannot be forked (Windows) this one
    does all the work.
    """
    from collections import deque
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    if "fork" not in get_all_start_methods():
        yield from ((piece, work(piece)) for piece in pieces)
        return

    def done() -> Iterator[tuple[Chunk, ChunkResult]]:
        batch, future = waiting.popleft()
        try:
            parts = future.result()
        except OSError:  # it is not there any more, or not what it was; what was read of it before is still here
            parts = [work(piece) for piece in batch]
        return zip(batch, parts, strict=True)

    pool = ProcessPoolExecutor(jobs, get_context("fork"), _start, (work, sources, os.getpid()))
    waiting: deque[tuple[list[Chunk], Any]] = deque()
    try:
        for batch in batches(pieces, size):
            places = [(one.name, len(one.data), one.lines, one.index, one.line, one.offset) for one in batch]
            waiting.append((batch, pool.submit(_do, places)))
            if len(waiting) > jobs * (1 + AHEAD):
                yield from done()
        while waiting:
            yield from done()
    finally:
        pool.shutdown(cancel_futures=True)


def batches(pieces: Iterable[Chunk], size: int) -> Iterator[list[Chunk]]:
    """Put pieces together that are small."""
    batch: list[Chunk] = []
    room = size
    for piece in pieces:
        if batch and len(piece.data) > room:
            yield batch
            batch, room = [], size
        batch.append(piece)
        room -= len(piece.data)
    if batch:
        yield batch


def _start(work: Callable[[Chunk], ChunkResult], sources: Mapping[str, Source], parent: int) -> None:
    from signal import SIG_IGN, SIGINT, signal
    from threading import Thread

    signal(SIGINT, SIG_IGN)  # Ctrl-C is for the process that was started: it ends the others
    Thread(target=_follow, args=(parent,), daemon=True).start()
    _WORK[:] = [(work, sources)]


def _follow(parent: int) -> None:
    """End this process when the one it was forked from has been killed, and cannot end it."""
    from time import sleep

    while os.getppid() == parent:
        sleep(1)
    os._exit(1)


def _do(places: Sequence[tuple[str, int, bool, int, int, int]]) -> list[ChunkResult]:
    work, sources = _WORK[0]
    return [
        work(Chunk(name, read_region(sources[name], offset, size), lines, index, line, offset))
        for name, size, lines, index, line, offset in places
    ]
