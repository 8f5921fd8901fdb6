"""What the README's examples print. `python tests/readme_outputs.py` writes it into the README anew."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from places import ROOT

COMMAND = re.compile(r"^```console\n\$ (.*)\n(?:.*\n)*?```\n", re.MULTILINE)
PROGRAM = re.compile(r"^```python\n((?:.*\n)*?)```\n\n```text\n(?:.*\n)*?```\n", re.MULTILINE)
RULE = re.compile(r"^```json\n((?:.*\n)*?)```\n", re.MULTILINE)


def refreshed(readme: str, folder: Path) -> str:
    """Return the README with what its commands and its program print in a new project in `folder`."""
    rule, hook = RULE.search(readme), re.search(r"- id: (siplint[\w-]*)", readme)
    assert rule
    assert hook
    _make_project(folder, rule[1], hook[1])
    readme = COMMAND.sub(lambda match: f"```console\n$ {match[1]}\n{_printed(folder, match[1])}```\n", readme)
    return PROGRAM.sub(
        lambda match: f"```python\n{match[1]}```\n\n```text\n{_run(folder, '-c', match[1])}```\n", readme
    )


def _make_project(folder: Path, rule: str, hook: str) -> None:
    (folder / "routing-rules").mkdir()
    (folder / "routing-rules" / "sales.json").write_text(rule, encoding="utf-8")
    (folder / "schemas").symlink_to(ROOT / "schemas")
    hooks = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    chosen = {key: value for key, value in hooks[hook].items() if key != "minimum_pre_commit_version"}
    chosen |= {"language": "system", "entry": f"{sys.executable} -m {chosen['entry']}"}  # nothing is installed here
    configuration = {"repos": [{"repo": "local", "hooks": [chosen]}]}
    (folder / ".pre-commit-config.yaml").write_text(json.dumps(configuration))
    for words in (("init", "-q"), ("add", "routing-rules", ".pre-commit-config.yaml")):
        subprocess.run(["git", *words], cwd=folder, env=_environment(folder), check=True)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "SIPLINT_"))}
    paths = [str(ROOT / "src"), *filter(None, sys.path)]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "PRE_COMMIT_HOME": str(folder / "home"), "NO_COLOR": "1"}


def _printed(folder: Path, command: str) -> str:
    program, *words = command.split()
    return _run(folder, "-m", program.replace("-", "_"), *words)


def _run(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return (done.stdout + done.stderr).rstrip("\n") + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        path = ROOT / "README.md"
        path.write_text(refreshed(path.read_text("utf-8"), Path(scratch)), encoding="utf-8", newline="")
