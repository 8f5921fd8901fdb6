"""Spread work over processes, and return the results in order."""

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
"""How many batches wait for each process, besides the one it works on."""
BATCH = 1 << 20
"""The size (bytes) up to which small chunks are put into one batch."""

_WORK: list[tuple[Callable[[Chunk], ChunkResult], Mapping[str, Source]]] = []
"""What a process of the pool does, and the files. A forked process inherits this; nothing is sent."""


def cores() -> int:
    """Return how many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread_work(
    work: Callable[[Chunk], ChunkResult],
    chunks: Iterable[Chunk],
    sources: Mapping[str, Source],
    jobs: int,
    size: int = BATCH,
) -> Iterator[tuple[Chunk, ChunkResult]]:
    """Work on chunks in `jobs` processes, small chunks in batches of up to `size` bytes; yield each with its result.

    A process gets the places of its chunks and reads them itself. If processes cannot be forked (Windows), this process
    does all the work.
    """
    from collections import deque
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    if "fork" not in get_all_start_methods():
        yield from ((chunk, work(chunk)) for chunk in chunks)
        return

    def done() -> Iterator[tuple[Chunk, ChunkResult]]:
        batch, future = waiting.popleft()
        try:
            parts = future.result()
        except OSError:  # the file is gone or has changed; what was read before is still in memory
            parts = [work(chunk) for chunk in batch]
        return zip(batch, parts, strict=True)

    pool = ProcessPoolExecutor(jobs, get_context("fork"), _start, (work, sources, os.getpid()))
    waiting: deque[tuple[list[Chunk], Any]] = deque()
    try:
        for batch in batches(chunks, size):
            places = [
                (chunk.name, len(chunk.data), chunk.lines, chunk.index, chunk.line, chunk.offset) for chunk in batch
            ]
            waiting.append((batch, pool.submit(_do, places)))
            if len(waiting) > jobs * (1 + AHEAD):
                yield from done()
        while waiting:
            yield from done()
    finally:
        pool.shutdown(cancel_futures=True)


def batches(chunks: Iterable[Chunk], size: int) -> Iterator[list[Chunk]]:
    """Put small chunks together."""
    batch: list[Chunk] = []
    room = size
    for chunk in chunks:
        if batch and len(chunk.data) > room:
            yield batch
            batch, room = [], size
        batch.append(chunk)
        room -= len(chunk.data)
    if batch:
        yield batch


def _start(work: Callable[[Chunk], ChunkResult], sources: Mapping[str, Source], parent: int) -> None:
    from signal import SIG_IGN, SIGINT, signal
    from threading import Thread

    signal(SIGINT, SIG_IGN)  # Ctrl-C is for the main process, which ends the others
    Thread(target=_follow, args=(parent,), daemon=True).start()
    _WORK[:] = [(work, sources)]


def _follow(parent: int) -> None:
    """End this process if its parent was killed and cannot end it."""
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
