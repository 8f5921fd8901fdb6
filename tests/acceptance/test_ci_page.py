"""docs/ci.md and the files beside it: the services' own schemas take them, and their commands work."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from dekobon_tree_sitter_groovy import language
from tree_sitter import Language, Parser

from markdown import blocks
from parsers import Row, from_gitlab, from_junit
from places import ROOT

PAGE = "docs/ci.md"
FILES = {code.split("\n", 1)[0].removeprefix("# "): code for code in blocks(PAGE, "yaml")}
(JENKINSFILE,) = blocks(PAGE, "groovy")
SCHEMAS = {
    ".github/workflows/routing-rules.yml": ("vendor.github-workflows",),
    ".gitlab-ci.yml": ("vendor.gitlab-ci", "--data-transform=gitlab-ci"),
    "azure-pipelines.yml": ("vendor.azure-pipelines", "--data-transform=azure-pipelines"),
    ".circleci/config.yml": ("vendor.circle-ci",),
    "bitbucket-pipelines.yml": ("vendor.bitbucket-pipelines",),
}
COMMANDS = [
    line
    for code in (*FILES.values(), JENKINSFILE)
    for line in re.findall(r"siplint check [^'\n]+", code)
    if "--format" in line
]


def check_schema(path: Path, schema: str, *options: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *options, str(path)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)


def has_error(code: str) -> bool:
    return Parser(Language(language())).parse(code.encode()).root_node.has_error


def test_every_service_on_the_page_is_checked() -> None:
    assert FILES.keys() == SCHEMAS.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", SCHEMAS)
def test_a_file_is_what_its_service_takes(name: str, tmp_path: Path) -> None:
    path = tmp_path / "config.yml"
    path.write_text(FILES[name])
    assert check_schema(path, *SCHEMAS[name]).returncode == 0
    broken = yaml.safe_load(FILES[name])
    broken = {**broken, **{key: 1 for key in ("jobs", "siplint", "steps", "pipelines") if key in broken}}
    path.write_text(yaml.safe_dump(broken))
    assert check_schema(path, *SCHEMAS[name]).returncode == 1


def test_the_jenkinsfile_is_groovy() -> None:
    assert not has_error(JENKINSFILE)
    assert has_error(JENKINSFILE.removesuffix("}\n"))
    assert has_error(JENKINSFILE.replace("'siplint.xml'", "'siplint.xml", 1))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_write_the_report_that_is_published(command: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "routing-rules", tmp_path / "routing-rules")
    words = command.split()
    output = tmp_path / words[words.index("--output") + 1]
    output.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (1, "")
    parse: Callable[[str], Iterator[Row]] = from_gitlab if "gitlab" in words else from_junit
    assert "RR201" in str(list(parse(output.read_text("utf-8"))))
    code = next(code for code in (*FILES.values(), JENKINSFILE) if command in code)
    published = output.relative_to(tmp_path).as_posix()
    assert (
        code.count(published) == 2
        or any(f"path: {part}\n" in code for part in published.split("/"))
        or (
            published.startswith("test-reports/")  # Bitbucket looks there by itself
        )
    )


def test_every_command_of_the_page_is_run() -> None:
    assert len(COMMANDS) == 5


def test_the_inputs_on_the_page_are_those_of_the_action() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    section = (ROOT / PAGE).read_text("utf-8").split("## GitHub Actions")[1].split("## GitLab")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`([^`]+)`", row)} == set(inputs)


@pytest.mark.slow
def test_the_action_is_what_github_takes(tmp_path: Path) -> None:
    assert check_schema(ROOT / "action.yml", "vendor.github-actions").returncode == 0
    broken = yaml.safe_load((ROOT / "action.yml").read_text("utf-8")) | {"runs": {"using": "composite"}}
    (tmp_path / "action.yml").write_text(yaml.safe_dump(broken))
    assert check_schema(tmp_path / "action.yml", "vendor.github-actions").returncode == 1


def test_the_entry_for_the_schema_store_names_a_schema_of_ours() -> None:
    entry = json.loads((ROOT / "contrib/schemastore/catalog-entry.json").read_text("utf-8"))
    assert entry.keys() == {"name", "description", "fileMatch", "url"}
    assert entry["fileMatch"] == ["*.routing-rule.json", "*.routing-rules.json"]
    schema = json.loads((ROOT / entry["url"].split("/main/")[1]).read_text("utf-8"))
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert re.findall(r'"\$ref": "(?!#)', json.dumps(schema)) == []


def test_the_megalinter_plugin_names_commands_that_siplint_takes(tmp_path: Path) -> None:
    path = ROOT / "contrib/mega-linter-plugin-siplint/siplint.megalinter-descriptor.yml"
    descriptor = yaml.safe_load(path.read_text("utf-8"))
    (linter,) = descriptor["linters"]
    assert {"descriptor_id", "descriptor_type", "linters"} <= descriptor.keys()
    assert {"linter_name", "linter_url", "examples"} <= linter.keys()
    for name in ("a.routing-rule.json", "a.routing-rules.json", "routing-rule.json"):
        named = any(re.fullmatch(pattern, name) for pattern in linter["file_names_regex"])
        assert named == name.startswith("a.")
    shutil.copy(ROOT / "examples/routing-rules/vendor-example.json", tmp_path / "a.routing-rule.json")
    (tmp_path / linter["config_file_name"]).write_text("")
    sarif = [word.replace("{{SARIF_OUTPUT_FILE}}", "out.sarif") for word in linter["cli_sarif_args"]]
    config = [linter["cli_config_arg_name"], linter["config_file_name"]]

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "siplint", *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)

    checked = run(*linter["cli_lint_extra_args"], *config, "a.routing-rule.json")
    assert checked.returncode == 1
    assert re.findall(linter["cli_lint_errors_regex"], checked.stdout + checked.stderr) == ["2"]
    run(*linter["cli_lint_extra_args"], *sarif, *config, "a.routing-rule.json")
    assert json.loads((tmp_path / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    fixed = run(*linter["cli_lint_extra_args"], *config, linter["cli_lint_fix_arg_name"], "a.routing-rule.json")
    assert fixed.returncode == 1
    assert run(linter["cli_version_arg_name"]).stdout.startswith("siplint ")
    assert run(linter["cli_help_arg_name"]).returncode == 0


def test_the_container_takes_what_it_needs_and_is_nobody() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    stages = [line.split()[1] for line in lines if line.startswith("FROM ")]
    assert len(stages) == 2
    assert len(set(stages)) == 1
    assert re.fullmatch(r"python:3\.\d+-slim@sha256:[0-9a-f]{64}", stages[0])
    assert "USER 65532:65532" in lines
    copied = [
        word for line in lines if line.startswith("COPY ") and "--from" not in line for word in line.split()[1:-1]
    ]
    allowed = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"}
    assert set(copied) == allowed
    assert all((ROOT / name).exists() for name in copied)
