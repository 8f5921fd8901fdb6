"""Both hooks look at the same files."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest
import yaml

from places import ROOT
from siplint.cli import main as cli
from siplint.cli.walk import is_named_like_rules
from siplint.model.examples import OUTBOUND_BODY

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
FOLDERS = (
    "",
    "x/",
    "routing-rules/",
    "x/routing_rules/y/",
    "sip-rules/",
    "sip_rules/x/",
    "my-sip-rules/",
    ".sip-rules/",
)
LAST: tuple[str, ...] = (
    "a.json",
    "a.jsonl",
    "a.ndjson",
    "a.yaml",
    "package.json",
    "a.routing-rule.json",
    "a.routing-rules.json",
)
LAST += ("routing-rules.json", "a.routing-rules.jsonl", "tsconfig.json", "package-lock.json", ".a.json", "rules.txt")
NAMES = [folder + last for folder, last in itertools.product(FOLDERS, LAST)]


def is_taken(name: str) -> bool:
    hook = HOOKS["siplint"]
    return bool(re.search(hook["files"], name)) and not re.search(hook["exclude"], name)


@pytest.mark.parametrize("name", [name for name in NAMES if "/." not in f"/{name}"])
def test_a_name_tells_both_hooks_the_same(name: str) -> None:
    assert is_named_like_rules(name) == is_taken(name)


def test_without_paths_the_project_hook_looks_where_the_other_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    body = json.dumps(OUTBOUND_BODY | {"recording": "true"})
    for name in NAMES:
        path = tmp_path / name
        if not path.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body)
    monkeypatch.chdir(tmp_path)
    words = HOOKS["siplint-project"]["entry"].split()[1:]

    def files(*more: str) -> set[str]:
        cli.main([*words, "--format", "json", "--select", "RR102", *more])
        return {one["file"] for one in json.loads(capsys.readouterr().out)["diagnostics"]}

    assert files() == {name for name in NAMES if is_taken(name) and (tmp_path / name).is_file()}
    assert files("x/a.json") == {"x/a.json"}
    (tmp_path / "siplint.toml").write_text('paths = ["my-sip-rules"]')
    assert files() == {f"my-sip-rules/{last}" for last in LAST if last.endswith(("json", "jsonl")) and last[0] != "."}


def test_the_hooks_say_which_of_them_to_use() -> None:
    assert HOOKS["siplint-project"]["description"].endswith("the one to use")


@pytest.mark.parametrize("hook", ["siplint-project", "siplint-source", "siplint-embedded"])
def test_a_change_of_what_a_run_depends_on_starts_the_hooks_of_the_project(hook: str) -> None:
    pattern = HOOKS[hook]["files"]
    names = ("siplint.toml", "pyproject.toml", "siplint-baseline.txt", "account.json", "siplint-account.json")
    for name in (*names, *(f"services/calls/{name}" for name in names)):
        assert re.search(pattern, name), name
    for name in ("README.txt", "mypyproject.toml", "siplint/notes.txt", "tests/test_siplint.txt"):
        assert not re.search(pattern, name), name
