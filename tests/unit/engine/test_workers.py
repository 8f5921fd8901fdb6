"""Work spread over processes, its results in order, and no process left behind."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from siplint.engine import workers
from siplint.engine.chunk_lint import ChunkResult
from siplint.engine.workers import batches, cores, spread_work
from siplint.model.examples import INBOUND_BODY
from siplint.source.chunks import Chunk

if TYPE_CHECKING:
    from siplint.source.chunks import Source


def test_small_pieces_are_put_together() -> None:
    cut = [Chunk(str(size), b"x" * size) for size in (1, 2, 9, 30, 1)]
    assert [[one.name for one in batch] for batch in batches(cut, 10)] == [["1", "2"], ["9"], ["30"], ["1"]]
    assert list(batches([], 10)) == []


def _named(piece: Chunk) -> ChunkResult:
    return ChunkResult(rules=len(piece.data))


def test_processes_end_when_nobody_waits_for_them() -> None:
    results = spread_work(_named, (Chunk("a", b"x" * size) for size in range(50)), {"a": b"x" * 50}, 2, 1)
    assert next(results)[1] == ChunkResult()
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt())  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_where_nothing_can_be_forked_one_process_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    cut = [Chunk("a", b"xx"), Chunk("b", b"")]
    assert list(spread_work(_named, cut, {}, 2, 1)) == [(cut[0], ChunkResult(rules=2)), (cut[1], ChunkResult())]


def test_a_process_of_the_pool_does_what_it_was_forked_for() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        workers._start(_named, {"a": b"axxa"}, os.getppid())
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
        assert workers._do([("a", 2, False, 0, 1, 1)]) == [ChunkResult(rules=2)]
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_process_of_the_pool_ends_with_the_one_it_was_forked_from(monkeypatch: pytest.MonkeyPatch) -> None:
    parents = iter([7, 7, 1])
    told: list[float] = []
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(time, "sleep", told.append)
    monkeypatch.setattr(os, "_exit", told.append)
    workers._follow(7)
    assert told == [1, 1, 1]


@pytest.mark.slow
@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks for processes in /proc")
def test_nothing_is_left_of_a_run_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes((json.dumps(INBOUND_BODY).encode() + b"\n") * 200_000)
    command = [sys.executable, "-m", "siplint", "check", "--isolated", "--jobs", "2", "a.jsonl"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL) as ran:
        while not (children := forked(ran.pid)):
            assert ran.poll() is None
        ran.kill()
    waits = iter(range(100))
    while any(map(alive, children)):
        assert next(waits, None) is not None
        time.sleep(0.1)


def alive(process: str) -> bool:
    """Tell whether a process runs; what is only waited for by nobody does not."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def forked(process: int) -> list[str]:
    """Give the processes whose parent is this one."""
    found = []
    for one in filter(str.isdigit, os.listdir("/proc")):
        with suppress(OSError):
            status = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            found += [one] if status[1] == str(process) else []
    return found


def test_what_a_process_cannot_read_any_more_is_checked_all_the_same() -> None:
    def gone() -> Any:
        raise FileNotFoundError

    cut = [Chunk("a", b"xx"), Chunk("b", b"x"), Chunk("c", b"")]
    sources: dict[str, Source] = {"a": gone, "b": b"x", "c": b""}
    assert [part.rules for _, part in spread_work(_named, cut, sources, 2, 1)] == [2, 1, 0]


def test_cores_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cores() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1
