"""A house policy where the packages it needs are not installed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from siplint.cli.main import main


def test_a_policy_without_its_judge_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "policy.json").write_text("{}")
    (tmp_path / "siplint.toml").write_text('policy = "policy.json"')
    (tmp_path / "a.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "siplint.rules.policy_engine", None)
    assert main(["check", "a.json"]) == 2
    said = "siplint: policy.json: a policy needs siplint.rules.policy_engine, which is not installed\n"
    assert capfd.readouterr() == ("", said)
