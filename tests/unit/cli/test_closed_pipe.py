"""A reader that leaves ends siplint as it ends other POSIX tools: at once, without a word, by SIGPIPE."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from places import ROOT
from siplint.cli import output
from siplint.cli.main import main

pytestmark = pytest.mark.slow

SOURCE = str(ROOT / "src")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file with more findings than a pipe holds."""
    path = tmp_path / "many.json"
    path.write_text(json.dumps([{"type": "x", "phoneNumbers": [1, 2]}] * 3000))
    return path


def run_with_reader_gone(words: list[str], cwd: Path) -> tuple[int, bytes]:
    """Run siplint; read one byte of its output, then close the pipe."""
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    command = [sys.executable, "-m", "siplint", *words]
    with subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        return process.wait(60), process.stderr.read()


@pytest.mark.parametrize("name", ["full", "concise", "json", "sarif", "github", "gitlab", "junit"])
def test_a_closed_pipe_ends_the_run_by_sigpipe(many: Path, name: str) -> None:
    words = ["check", "--isolated", "--format", name, "--min-severity", "info", str(many)]
    assert run_with_reader_gone(words, many.parent) == (-signal.SIGPIPE, b"")


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["rule"], ["schema", "create"]])
def test_every_command_ends_so(words: list[str], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    command = [sys.executable, "-m", "siplint", *words]
    done = subprocess.run(command, cwd=tmp_path, env=environment, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, b"")


def test_a_shell_sees_141(many: Path) -> None:
    line = (
        f'"{sys.executable}" -m siplint check --isolated --format concise "{many}" | head -1; echo "${{PIPESTATUS[@]}}"'
    )
    done = subprocess.run(
        ["bash", "-c", line], env={**os.environ, "PYTHONPATH": SOURCE}, capture_output=True, check=True
    )
    assert done.stdout.decode().split("\n")[1:] == ["141 0", ""]
    assert done.stderr == b""


def test_a_reader_that_leaves_a_named_pipe_ends_the_run_too(many: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    words = ["check", "--isolated", "--format", "json", str(many), "-o", str(pipe)]
    command = [sys.executable, "-m", "siplint", *words]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": SOURCE}, stderr=subprocess.PIPE)
    with open(pipe, "rb") as reader:
        reader.read(1)
    assert process.stderr
    assert (process.wait(60), process.stderr.read()) == (-signal.SIGPIPE, b"")
    process.stderr.close()


def test_a_function_that_is_called_only_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(_words: list[str]) -> int:
        raise BrokenPipeError

    sent: list[tuple[int, int]] = []
    monkeypatch.setattr("siplint.cli.output.abandon", lambda _: None)
    monkeypatch.setattr("siplint.cli.main._run", leave)
    monkeypatch.setattr("os.kill", lambda process, number: sent.append((process, number)))
    assert (main(["check"]), sent) == (output.PIPE_CLOSED, [])
    monkeypatch.setattr("sys.argv", ["siplint"])
    before = signal.getsignal(signal.SIGPIPE)
    try:
        assert (main(), sent) == (output.PIPE_CLOSED, [(os.getpid(), signal.SIGPIPE)])
    finally:
        signal.signal(signal.SIGPIPE, before)
    monkeypatch.setattr("sys.stdout", None)
    assert output.end_on_closed_pipe(is_own_process=False) == output.PIPE_CLOSED
