"""`--show-settings` for a configuration, or a name of one, that a terminal would obey."""

from __future__ import annotations

from pathlib import Path

import pytest

from harmless import assert_harmless
from siplint.cli.main import main


@pytest.mark.parametrize(
    "text",
    [
        "paths = ['\u202e\u2028\u0085\u009b31m']",
        'paths = ["\\u001b[31m\\u009b31m\\u007f\\u202e"]',
        '[per-file-ignores]\n"\\u202e\\u2028\\u009b" = ["RR201"]',
        "paths = ['##[error]x', '\u200b::error::']",
    ],
)
def test_the_values_of_a_configuration_do_not_speak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "siplint.toml").write_text(text, encoding="utf-8")
    assert main(["check", "--show-settings"]) == 0
    assert_harmless("stdout", capsys.readouterr().out)


def test_the_name_of_a_configuration_does_not_speak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "\x1b[31m\u202e.toml").write_text("paths = ['x']")
    assert main(["check", "--show-settings", "--config", "\x1b[31m\u202e.toml"]) == 0
    assert_harmless("stdout", capsys.readouterr().out)
