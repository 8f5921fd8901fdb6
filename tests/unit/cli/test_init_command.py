"""`siplint init`: a start that works, and never a change to what is there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from siplint.cli.init_command import HOOK
from siplint.cli.main import main

FILES = {"siplint.toml", ".pre-commit-config.yaml", "routing-rules/support.routing-rule.json"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(here: Path) -> set[str]:
    return {path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file()}


def test_it_writes_a_start_without_findings_and_says_what(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    assert written(here) == FILES
    out, err = capsys.readouterr()
    assert out == ""
    assert {line.split()[-1] for line in err.split("\n") if " wrote " in line} == FILES
    assert main(["check", "--min-severity", "info"]) == 0
    assert capsys.readouterr().out == ""


def test_what_is_there_stays_as_it_is(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    before = {name: (here / name).read_bytes() for name in FILES}
    capsys.readouterr()
    assert main(["init"]) == 0
    assert {name: (here / name).read_bytes() for name in FILES} == before
    assert " wrote " not in capsys.readouterr().err


def test_each_part_is_written_if_only_that_is_missing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "pyproject.toml").write_text("[tool.siplint]\nstrict = true\n")
    (here / ".pre-commit-config.yaml").write_text("repos: []\n")
    (here / "sip-rules").mkdir()
    assert main(["init"]) == 0
    assert written(here) == {"pyproject.toml", ".pre-commit-config.yaml"}
    err = capsys.readouterr().err
    assert "siplint: kept pyproject.toml, which has a configuration already\n" in err
    assert HOOK in err
    assert "siplint: kept sip-rules/, where your rules are\n" in err


def test_a_pyproject_without_our_table_is_no_configuration(here: Path) -> None:
    (here / "pyproject.toml").write_text("[project]\nname = 'n'\n")
    (here / "routing_rules").mkdir()
    assert main(["init"]) == 0
    assert 'paths = ["routing_rules"]' in (here / "siplint.toml").read_text()


def test_links_are_not_written_through(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = here / "outside"
    for name in ("siplint.toml", ".pre-commit-config.yaml", "routing-rules"):
        (here / name).symlink_to(outside)
    assert main(["init"]) == 2
    assert not outside.exists()
    assert "routing-rules" in capsys.readouterr().err


def test_it_takes_no_argument(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "folder"]) == 2
    assert capsys.readouterr().err.startswith("siplint: init takes no argument")


@pytest.mark.slow
def test_the_hook_runs(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["init"])
    config = yaml.safe_load((here / ".pre-commit-config.yaml").read_text())
    config["repos"][0]["hooks"][0]["entry"] = f"{sys.executable} -m siplint check"
    (here / ".pre-commit-config.yaml").write_text(json.dumps(config))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(here / "home"))
    monkeypatch.setenv("PYTHONPATH", ":".join(sys.path))
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "add", "siplint.toml", "routing-rules"], check=True)
    command = [sys.executable, "-m", "pre_commit", "run"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    rule = here / "routing-rules" / "support.routing-rule.json"
    rule.write_text(rule.read_text().replace("inbound", "incoming"))
    subprocess.run(["git", "add", "routing-rules"], check=True)
    broken = subprocess.run(command, check=False, capture_output=True, text=True)
    assert broken.returncode == 1
    assert "RR103" in broken.stdout
