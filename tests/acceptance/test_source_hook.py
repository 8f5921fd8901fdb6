"""The hook that installs nothing, run by pre-commit from a clone with a Python that has no packages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import yaml

from places import ROOT
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

pytestmark = pytest.mark.slow

ENTRY = ROOT / "scripts" / "run_from_source.py"
IDENTITY = ("-c", "user.name=n", "-c", "user.email=e@example.com")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose `python3` has the standard library alone."""
    bare = tmp_path_factory.mktemp("bare")
    venv.create(bare, with_pip=False, symlinks=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON", "SIPLINT_"))}
    return {**kept, "PATH": f"{bare / 'bin'}{os.pathsep}{os.environ['PATH']}", "PRE_COMMIT_HOME": str(bare / "home")}


def run(folder: Path, environment: dict[str, str], *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120)


def git(folder: Path, environment: dict[str, str], *words: str) -> str:
    done = run(folder, environment, "git", *IDENTITY, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def from_source(folder: Path, environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return run(folder, environment, "python3", ENTRY, *words)


def test_pre_commit_runs_it_from_a_clone(tmp_path: Path, environment: dict[str, str]) -> None:
    clone, project = tmp_path / "siplint", tmp_path / "project"
    for name in ("src", "scripts"):
        shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", clone)
    git(clone, environment, "init", "-q")
    git(clone, environment, "add", "-A")
    git(clone, environment, "commit", "-q", "-m", "all")
    commit = git(clone, environment, "rev-parse", "HEAD")
    hooks = {"repos": [{"repo": str(clone), "rev": commit, "hooks": [{"id": "siplint-source"}]}]}
    (project / "routing-rules").mkdir(parents=True)
    (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump(hooks))
    git(project, environment, "init", "-q")

    def hook(**files: object) -> tuple[int, str]:
        for name, body in files.items():
            (project / "routing-rules" / f"{name}.json").write_text(json.dumps(body))
        git(project, environment, "add", "-A")
        done = run(project, environment, sys.executable, "-m", "pre_commit", "run")
        return done.returncode, done.stdout

    code, out = hook(good=INBOUND_BODY)
    assert (code, "Passed" in out) == (0, True), out
    code, out = hook(bad=OUTBOUND_BODY | {"recording": "true"}, same=INBOUND_BODY)
    assert code == 1
    assert "error[RR102]" in out
    assert "RR701" in out
    home = Path(environment["PRE_COMMIT_HOME"])
    assert not [path for path in home.rglob("*") if path.name in ("phonenumbers", "site-packages")]


def test_every_case_comes_out_as_it_does_with_the_packages(tmp_path: Path, environment: dict[str, str]) -> None:
    cases = tmp_path / "cases"
    shutil.copytree(ROOT / "tests" / "cases", cases)
    words = ("check", "--isolated", "--min-severity", "info", "--format", "json", "cases")
    bare = from_source(tmp_path, environment, *words)
    full = run(tmp_path, environment, sys.executable, "-I", "-m", "siplint", *words)
    assert json.loads(bare.stdout)["diagnostics"] == json.loads(full.stdout)["diagnostics"]
    assert (bare.returncode, bare.stderr) == (full.returncode, full.stderr)


def test_the_working_folder_cannot_replace_its_code(tmp_path: Path, environment: dict[str, str]) -> None:
    for name in ("siplint", "gc", "json"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit(99)")
    (tmp_path / "a.json").write_text(json.dumps(OUTBOUND_BODY | {"recording": "true"}))
    assert from_source(tmp_path, environment, "check", "a.json").returncode == 1


def test_what_needs_a_package_is_said_in_one_line(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(INBOUND_BODY))
    (tmp_path / "policy.json").write_text("{}")
    (tmp_path / "siplint.toml").write_text('policy = "policy.json"')
    done = from_source(tmp_path, environment, "check", "a.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "siplint: policy.json: a policy needs jsonschema, which is not installed\n"
