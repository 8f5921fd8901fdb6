"""What the command does with large files and many processes."""

from __future__ import annotations

import io
from typing import Any

import pytest

from many_files import FILES
from siplint.cli import check_command, discovery, progress
from siplint.cli import main as cli


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_the_command_line_streams_what_is_large(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check", "--isolated"]) == 1
    plain = capsysbinary.readouterr()
    monkeypatch.setattr(check_command, "LARGE_FILE", 10)
    assert set(discovery.gather(["."], most=10).large) == {"b.jsonl", "d.ndjson", "f.jsonl", "g.jsonl"}
    for words in ((), ("--jobs", "2"), ("--jobs=auto",)):
        assert cli.main(["check", "--isolated", *words]) == 1
        assert capsysbinary.readouterr() == plain
    terminal = Terminal()
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr("sys.stderr", terminal)
    assert cli.main(["check", "--isolated", "--jobs", "1", "c.json"]) == 0
    assert terminal.getvalue() == "\rsiplint: 1 rules … \r\x1b[Ksiplint: no problems found; 1 rule in 1 file\n"


@pytest.mark.parametrize("words", [("--write-baseline", "known.txt"), ()])
def test_with_a_baseline_the_summary_speaks_of_new_problems(
    words: tuple[str, ...], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text('{"name": "n", "type": "inbound", "phoneNumbers": ["+1415"], "agentId": "a"}')
    (tmp_path / "siplint.toml").write_text('baseline = "known.txt"')
    assert cli.main(["check", "--write-baseline", "known.txt"]) == 0
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert cli.main(["check", *words]) == 0
    assert terminal.getvalue().endswith("siplint: no new problems found; 1 rule in 1 file\n")


def test_a_large_file_that_changes_is_trouble(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f.jsonl").write_bytes(FILES["f.jsonl"])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(check_command, "LARGE_FILE", 10)
    files = discovery.gather(["f.jsonl"], most=10)
    (tmp_path / "f.jsonl").write_bytes(b"{}")
    monkeypatch.setattr(discovery, "gather", lambda *_: files)
    assert cli.main(["check", "--isolated", "f.jsonl"]) == 2
    assert capsys.readouterr().err == ("siplint: f.jsonl: was changed while it was read\n")


@pytest.mark.parametrize("word", ["two", "-1", "1000", "²"])
def test_a_number_of_processes_is_a_number(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", f"--jobs={word}"]) == 2
    assert capsys.readouterr().err == f"siplint: --jobs takes a number of processes, 1 to 999, or auto, not {word!r}\n"
