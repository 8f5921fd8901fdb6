"""The hooks, run by pre-commit itself in a scratch repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from places import ROOT
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

pytestmark = pytest.mark.slow

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
BAD = OUTBOUND_BODY | {"recording": "true"}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # the hooks as published, but run from this environment instead of one that pre-commit would have to build
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    hooks = [
        {key: value for key, value in hook.items() if key != "minimum_pre_commit_version"}
        | {"language": "system", "entry": hook["entry"].replace("siplint ", f"{sys.executable} -m siplint ", 1)}
        for hook in HOOKS
    ]
    (scratch / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [{"repo": "local", "hooks": hooks}]}))
    git(scratch, "init", "-q")
    return scratch


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-c", "user.name=n", "-c", "user.email=e@example.com", *words], cwd=folder, check=True)


def commit(repository: Path, files: dict[str, object], hook: str) -> tuple[int, str]:
    for name, body in files.items():
        path = repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(body))
    git(repository, "add", "-A")
    command = [sys.executable, "-m", "pre_commit", "run", hook]
    run = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout


FILES = {
    "package.json": {"name": "left-pad", "version": "1.0.0"},
    "routing-rules/package.json": {"name": "left-pad", "version": "1.0.0"},
    "src/tsconfig.json": {"compilerOptions": {}},
    "routing-rules/good.json": INBOUND_BODY,
}


@pytest.mark.parametrize("hook", ["siplint", "siplint-project"])
def test_good_rules_and_other_json_pass(repository: Path, hook: str) -> None:
    code, out = commit(repository, FILES, hook)
    assert (code, "Passed" in out) == (0, True), out


@pytest.mark.parametrize("hook", ["siplint", "siplint-project"])
@pytest.mark.parametrize("name", ["routing-rules/bad.json", "a/sip_rules/b/bad.json", "support.routing-rule.json"])
def test_a_bad_rule_fails(repository: Path, hook: str, name: str) -> None:
    code, out = commit(repository, FILES | {name: BAD}, hook)
    assert (code, f"{name}:1:" in out, "error[RR102]" in out) == (1, True, True), out
    assert "package.json" not in out.replace("routing-rules/package.json", "")


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("routing-rules/a.json", True),
        ("x/routing_rules/y/a.jsonl", True),
        ("sip-rules/a.ndjson", True),
        ("sip_rules/a.json", True),
        ("a.routing-rule.json", True),
        ("x/a.routing-rules.json", True),
        ("a.json", False),
        ("rules/a.json", False),
        ("my-routing-rules/a.json", False),
        ("routing-rules/a.yaml", False),
        ("routing-rules.json", False),
    ],
)
def test_the_default_files_are_narrow(name: str, taken: bool) -> None:
    assert bool(re.search(HOOKS[0]["files"], name)) == taken


def test_only_the_project_hook_checks_the_whole_set() -> None:
    staged, project, embedded, source = HOOKS
    assert embedded["entry"] == "siplint check --embedded"
    assert embedded["pass_filenames"] is False
    assert "--no-cross-file" in staged["entry"]
    assert project["pass_filenames"] is False
    assert source["entry"].split()[1:] == project["entry"].split()[1:]
    assert source["files"] == project["files"]
    assert "--no-cross-file" not in project["entry"]


def test_the_staged_hook_leaves_out_what_the_configuration_excludes(repository: Path) -> None:
    (repository / "siplint.toml").write_text('exclude = ["old/"]\n')
    assert commit(repository, {"routing-rules/old/a.json": BAD}, "siplint")[0] == 0
    assert commit(repository, {"routing-rules/new/a.json": BAD}, "siplint")[0] == 1
