"""Work spread over processes, its results in order."""

from __future__ import annotations

import os

from siplint.source.chunks import Chunk, read_region

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future, ProcessPoolExecutor
    from typing import Any

    from siplint.engine.chunk_lint import ChunkResult
    from siplint.source.chunks import Source

AHEAD = 1
"""Batches for each process that wait beside the one it works on."""
BATCH = 1 << 20
"""Bytes of the small chunks that are put together."""

_WORK: list[tuple[Callable[[Chunk], ChunkResult], Mapping[str, Source]]] = []
"""What a process of the pool does, and the files; it has this from the process it was forked from, nothing is sent."""


def cores() -> int:
    """Give how many processes this one may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread_work(  # noqa: PLR0913 (what is done, of what, and how far it is spread)
    work: Callable[[Chunk], ChunkResult],
    chunks: Iterable[Chunk],
    sources: Mapping[str, Source],
    jobs: int,
    size: int = BATCH,
    *,
    lost: ChunkResult | None = None,
) -> Iterator[tuple[Chunk, ChunkResult]]:
    """Look at chunks of files in so many processes, small ones together up to `size` bytes; return each with its result.

    A process is told where its chunks are and reads them itself. Where the system ends a process, its chunks are given
    to others, one at a time; a chunk whose process is ended again has the result `lost`, or without one the error is
    raised. Where processes cannot be forked (Windows, or a system that has none to give) this one does all the work.
    """
    from collections import deque
    from multiprocessing import get_all_start_methods

    if "fork" not in get_all_start_methods():
        yield from ((chunk, work(chunk)) for chunk in chunks)
        return
    from concurrent.futures import BrokenExecutor

    pool = _pool(jobs, work, sources)
    waiting: deque[tuple[list[Chunk], Any]] = deque()

    def done() -> Iterator[tuple[Chunk, ChunkResult]]:
        nonlocal pool
        batch, future = waiting.popleft()
        try:
            parts = future.result()
        except OSError:  # it is not there any more, or not what it was; what was read of it before is still here
            parts = [work(chunk) for chunk in batch]
        except BrokenExecutor:  # all that waits is broken too: any of it may have ended the process
            _shut_down(pool)
            suspects = [batch, *(other for other, _ in waiting)]
            waiting.clear()
            for todo in suspects:
                yield from zip(todo, _one_by_one(todo, work, sources, lost), strict=True)
            pool = _pool(jobs, work, sources)
            return
        yield from zip(batch, parts, strict=True)

    try:
        for batch in batches(chunks, size):
            waiting.append((batch, _submitted(pool, batch)))
            if len(waiting) > jobs * (1 + AHEAD):
                yield from done()
        while waiting:
            yield from done()
    finally:
        _shut_down(pool)


def _one_by_one(
    batch: Sequence[Chunk],
    work: Callable[[Chunk], ChunkResult],
    sources: Mapping[str, Source],
    lost: ChunkResult | None,
) -> Iterator[ChunkResult]:
    """Return the results of chunks of which each has a process to itself, as long as processes are ended."""
    from concurrent.futures import BrokenExecutor

    pool = _pool(1, work, sources)
    try:
        for chunk in batch:
            try:
                (result,) = _submitted(pool, [chunk]).result()
            except OSError:
                result = work(chunk)
            except BrokenExecutor:
                if lost is None:
                    raise
                result = lost
                _shut_down(pool)
                pool = _pool(1, work, sources)
            yield result
    finally:
        _shut_down(pool)


def _pool(jobs: int, work: Callable[[Chunk], ChunkResult], sources: Mapping[str, Source]) -> ProcessPoolExecutor | None:
    """Return a pool whose processes run; None where the system has none to give, or no open files for them."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    others = active_children()
    try:
        pool = ProcessPoolExecutor(jobs, get_context("fork"), _start, (work, sources, os.getpid()))
        pool.submit(os.getpid)  # forks all processes
    except (OSError, RuntimeError, ImportError, ValueError):  # no more threads (RuntimeError), no fork (ValueError)
        for process in active_children():
            if process not in others:  # it would wait for work, and this process for it
                process.terminate()
        return None
    return pool


def _shut_down(pool: ProcessPoolExecutor | None) -> None:
    if pool:
        pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor | None, batch: Sequence[Chunk]) -> Future[list[ChunkResult]]:
    """Give chunks to a pool; where it is broken already or there is none, return a result that says so."""
    from concurrent.futures import BrokenExecutor, Future

    broken: Future[list[ChunkResult]] = Future()
    if pool is None:
        broken.set_exception(OSError())
        return broken
    try:
        return pool.submit(
            _do, [(one.name, len(one.data), one.lines, one.index, one.line, one.offset) for one in batch]
        )
    except BrokenExecutor as error:
        broken.set_exception(error)
        return broken


def batches(chunks: Iterable[Chunk], size: int) -> Iterator[list[Chunk]]:
    """Put chunks together that are small."""
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
