"""The command: its log, and what it refuses."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from siplint.cli.main import main


class _Pipe:
    """A standard stream of a process."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def fileno(self) -> int:
        return self.descriptor


def served(monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, bytes]:
    """Run the command for a client that sends one message and leaves; return the exit code and the answer."""
    source, client = os.pipe()
    answers, sink = os.pipe()
    body = b'{"id": 1, "method": "initialize", "params": {"capabilities": {}}}'
    os.write(client, b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    os.close(client)
    monkeypatch.setattr(sys, "stdin", _Pipe(source))
    monkeypatch.setattr(sys, "stdout", _Pipe(sink))
    code = main(["server", *words])
    os.close(sink)
    return code, os.read(answers, 1 << 16)


def test_a_client_that_leaves_ends_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    code, answer = served(monkeypatch)
    assert code == 1
    assert b'"serverInfo"' in answer


def test_the_log_is_written_to_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code, answer = served(monkeypatch, "--log", str(tmp_path / "log"))
    assert code == 1
    assert b'"serverInfo"' in answer
    assert "answered initialize" in (tmp_path / "log").read_text(encoding="utf-8")


def test_what_it_cannot_do_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["server", "x"]) == 2
    assert main(["server", "--log", str(tmp_path / "missing" / "log")]) == 2
    assert capsys.readouterr().err == (
        f"siplint: server takes no argument: x\nsiplint: {tmp_path}/missing/log: there is no such file or folder\n"
    )


def test_it_needs_standard_input_and_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["server"]) == 2
    assert capsys.readouterr().err == "siplint: server needs standard input and output\n"
