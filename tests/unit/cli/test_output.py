"""Sentences on standard error: wrapped on a terminal, one line each anywhere else."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import struct
import termios

import pytest

from siplint.cli.output import say, terminal_columns

SENTENCE = "siplint: the sentence goes on, `and on`, 電話番号 until it is longer than the narrowest terminal is wide"


def on_a_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a terminal of so many columns shows of the sentence."""
    leader, follower = pty.openpty()
    with open(leader, "rb", buffering=0) as screen, open(follower, "w", encoding="utf-8") as terminal:
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        with monkeypatch.context() as patch:
            patch.setattr("sys.stderr", terminal)
            say(SENTENCE)
        return os.read(screen.fileno(), 4096).decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [42, 60, 80])
def test_a_sentence_is_wrapped_between_words_on_a_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *more = on_a_terminal(columns, monkeypatch).splitlines()
    assert more
    assert all(line.startswith("  ") for line in more)
    assert " ".join((first, *(line.strip() for line in more))) == SENTENCE
    assert all(len(line) + sum(letter in "電話番号" for letter in line) <= columns for line in (first, *more))


@pytest.mark.parametrize("columns", [0, 200])
def test_a_sentence_stays_in_one_line_where_there_is_room_or_no_size(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert on_a_terminal(columns, monkeypatch) == f"{SENTENCE}\n"


def test_a_sentence_in_a_pipe_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say(SENTENCE)
    assert capsys.readouterr().err == f"{SENTENCE}\n"


def test_a_stream_that_only_says_it_is_a_terminal_has_no_columns() -> None:
    stream = io.StringIO()
    stream.isatty = lambda: True  # type: ignore[method-assign]
    assert terminal_columns(stream) == 0
