"""Processes that the system ends, and memory that does not suffice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from siplint.cli import main as cli
from siplint.engine import chunk_lint, driver
from siplint.engine.chunk_lint import ChunkResult
from siplint.engine.files import lint_files
from siplint.engine.workers import spread_work
from siplint.model.examples import OUTBOUND_BODY
from siplint.model.settings import Settings
from siplint.source.chunks import Chunk

pytestmark = pytest.mark.slow

LOST = ChunkResult(lost="was ended")
BAD = json.dumps(OUTBOUND_BODY | {"recording": "true"}).encode()
ENDED = "the process that judged it was ended by the system, perhaps for want of memory"


def deadly(chunk: Chunk) -> ChunkResult:
    if b"die" in chunk.data:
        os.kill(os.getpid(), signal.SIGKILL)
    return ChunkResult(rules=len(chunk.data))


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("size", [1, 12, 10_000])
@pytest.mark.parametrize("deaths", [(0,), (7,), (29,), (3, 4, 5), (0, 29), ()])
def test_only_the_piece_that_ends_its_process_is_lost(deaths: tuple[int, ...], size: int, jobs: int) -> None:
    sources = {f"{number:02}": b"die" if number in deaths else b"x" * number for number in range(30)}
    pieces = [Chunk(name, data) for name, data in sources.items()]
    results = list(spread_work(deadly, pieces, sources, jobs, size, lost=LOST))
    assert [piece.name for piece, _ in results] == list(sources)
    assert [result for _, result in results] == [
        LOST if number in deaths else ChunkResult(rules=number) for number in range(30)
    ]


def test_all_pieces_may_end_their_processes() -> None:
    sources = {str(number): b"die" for number in range(4)}
    pieces = [Chunk(name, data) for name, data in sources.items()]
    assert [result for _, result in spread_work(deadly, pieces, sources, 2, 1, lost=LOST)] == [LOST] * 4


def test_a_run_says_which_file_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Any = driver.lint_value

    def lint_value(value: object, *rest: object, **named: object) -> object:
        if isinstance(value, dict) and value.get("name") == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(value, *rest, **named)

    monkeypatch.setattr(chunk_lint, "lint_value", lint_value)
    die = json.dumps(OUTBOUND_BODY | {"name": "die"}).encode()
    report = lint_files({"a.json": BAD, "b.json": die, "c.json": BAD}, Settings(cross_file=False), jobs=2)
    assert [(one.file, one.code, one.pointer) for one in report] == [
        ("a.json", "RR102", "/recording"),
        ("c.json", "RR102", "/recording"),
    ]
    assert report.unread == (f"b.json: {ENDED}",)
    assert report.failures == ()


@pytest.mark.parametrize("jobs", [1, 2])
def test_want_of_memory_loses_one_file(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    real: Any = driver.lint_value

    def lint_value(value: object, *rest: object, **named: object) -> object:
        if isinstance(value, dict) and value.get("name") == "huge":
            raise MemoryError
        return real(value, *rest, **named)

    monkeypatch.setattr(chunk_lint, "lint_value", lint_value)
    huge = json.dumps(OUTBOUND_BODY | {"name": "huge"}).encode()
    report = lint_files({"a.json": BAD, "b.json": huge, "c.json": BAD}, Settings(cross_file=False), jobs=jobs)
    assert [(one.file, one.code, one.pointer) for one in report] == [
        ("a.json", "RR102", "/recording"),
        ("c.json", "RR102", "/recording"),
    ]
    assert report.unread == ("b.json: takes more memory than there is",)


def test_a_file_larger_than_memory_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_bytes(BAD)
    with open(tmp_path / "b.json", "wb") as file:
        file.truncate(1 << 40)
    assert cli.main(["check", "--format", "json", "a.json", "b.json"]) == 2
    out, err = capsys.readouterr()
    assert [(one["file"], one["code"]) for one in json.loads(out)["diagnostics"]] == [("a.json", "RR102")]
    assert "siplint: b.json: is larger than 1024 MiB, too large to be read at once\n" in err


def test_in_little_memory_only_the_large_file_is_lost(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(BAD)
    (tmp_path / "b.json").write_bytes(b"[" + b",".join([BAD] * 60_000) + b"]")
    code = (
        "import resource, sys; from siplint.cli.main import main; main(['check', '--isolated', '-q', 'a.json']);"
        "pages = int(open('/proc/self/statm').read().split()[0]);"
        "resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + (60 << 20),) * 2);"
        "sys.exit(main(['check', '--isolated', '--format', 'concise', 'a.json', 'b.json']))"
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert ran.stdout.splitlines()[-1].startswith("a.json:1:79: error[RR102] ")
    assert "siplint: b.json: takes more memory than there is\n" in ran.stderr  # Python itself may complain before
