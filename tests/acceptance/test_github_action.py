"""The GitHub Action: `action.yml`, and the script it runs with the environment of a runner."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from places import ROOT
from project_scripts import script
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

SCRIPT = ROOT / "scripts" / "github_action.py"
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
GOOD = json.dumps(INBOUND_BODY)
BAD = json.dumps(OUTBOUND_BODY | {"recording": "true"})


class Runner:
    """A workspace, and the files and variables that a runner gives a step."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.temp = folder / "work", folder / "temp"
        self.workspace.mkdir()
        self.temp.mkdir()
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "RUNNER_TEMP": str(self.temp),
            "SIPLINT_PYTHON": sys.executable,
        }

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.workspace / f"{name}.json").write_text(text, encoding="utf-8")

    def run(self, step: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        given = {f"INPUT_{name.upper()}": value for name, value in inputs.items()}
        return subprocess.run(
            [sys.executable, "-I", "-X", "utf8=0", SCRIPT, step],
            cwd=self.workspace,
            env=self.environment | given,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    @property
    def outputs(self) -> dict[str, str]:
        return outputs_of(self.temp / "output")

    @property
    def summary(self) -> str:
        return (self.temp / "summary").read_text("utf-8")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


@pytest.fixture(scope="module")
def action() -> Any:
    return script("github_action")


def test_inputs_reach_the_script_through_the_environment_alone() -> None:
    mapped = {value for step in STEPS for value in step.get("env", {}).values()}
    assert {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]} <= mapped
    for step in STEPS:
        assert "${{" not in step.get("run", "")
    assert ACTION["inputs"]["upload-sarif"]["default"] == "false"


def test_every_input_that_is_passed_on_is_read_by_the_script() -> None:
    text = SCRIPT.read_text("utf-8")
    names = {name for step in STEPS for name in step.get("env", {}) if name.startswith("INPUT_")}
    generated = {"INPUT_SELECT", "INPUT_IGNORE", "INPUT_CONFIG"}
    assert {name for name in names if name not in text} == generated
    assert '("select", "ignore", "config")' in text


def test_good_rules_pass_and_bad_ones_are_annotations(runner: Runner) -> None:
    runner.write(good=GOOD)
    done = runner.run("check")
    assert (done.returncode, done.stdout) == (0, "")
    assert runner.outputs == {
        "exit-code": "0",
        "errors": "0",
        "warnings": "0",
        "infos": "0",
        "report": str(runner.temp / "siplint.json"),
    }
    assert runner.summary == "### siplint\n\nerrors: 0 · warnings: 0 · infos: 0 · rules: 1 · files: 1\n"
    runner.write(bad=BAD)
    done = runner.run("check")
    assert done.returncode == 1
    (line,) = done.stdout.splitlines()
    assert line.startswith("::error file=bad.json,line=1,")
    assert runner.outputs["errors"] == "1"


def test_what_is_beyond_the_limit_of_annotations_is_a_table(runner: Runner) -> None:
    runner.write(**{f"bad{number:02}": BAD for number in range(13)})
    done = runner.run("check", min_severity="error")
    assert [line.split(",")[0] for line in done.stdout.splitlines()] == [
        f"::error file=bad{number:02}.json" for number in range(10)
    ]
    rows = [line for line in runner.summary.splitlines() if line.startswith("| error |")]
    assert [row.split(" | ")[1:3] for row in rows] == [
        ["RR102", f"bad{number}&#46;json&#58;1"] for number in (10, 11, 12)
    ]


def test_files_speak_neither_to_the_runner_nor_in_the_summary(runner: Runner) -> None:
    hostile = "::error::x\n##[error]y `<script>` | [a](http://b) @all &amp; ${{ 1 }} \x1b[31m\u202e"
    body = OUTBOUND_BODY | {"name": hostile, "recording": hostile, hostile: 1}
    runner.write(**{f"bad{number:02}": json.dumps(body) for number in range(12)})
    done = runner.run("check", min_severity="info")
    assert done.returncode == 1
    for line in done.stdout.splitlines():
        assert line.startswith(("::error file=bad", "::warning file=bad", "::notice file=bad"))
        assert "##[" not in line
    table = runner.summary.split("|---|---|---|---|\n")[1]
    assert set(table) - set("|&#;\n ") <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    assert {line.count("|") for line in table.splitlines()} == {5}


def test_options_are_passed_on(runner: Runner) -> None:
    runner.write(good=GOOD, bad=BAD)
    assert runner.run("check", paths="good.json\n").returncode == 0
    assert runner.run("check", ignore="RR102").returncode == 0
    assert runner.run("check", select="RR2,RR3").returncode == 0
    (runner.workspace / "other.toml").write_text('ignore = ["RR102"]')
    assert runner.run("check", config="other.toml").returncode == 0
    runner.write(odd=json.dumps(INBOUND_BODY | {"colour": "red"}))
    assert runner.run("check", paths="odd.json").returncode == 0
    assert runner.run("check", paths="odd.json", strict="true").returncode == 1
    assert runner.run("check", paths="odd.json", strict="true", min_severity="error").returncode == 0


def test_sarif_is_written_only_on_request(runner: Runner) -> None:
    runner.write(bad=BAD)
    runner.run("check", upload_sarif="false")
    assert "sarif" not in runner.outputs
    runner.run("check", upload_sarif="true")
    sarif = json.loads(Path(runner.outputs["sarif"]).read_text("utf-8"))
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == ["RR102"]


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"strict": "yes"}, "`strict` is 'yes'; it should be true or false"),
        ({"upload_sarif": "1"}, "`upload-sarif` is '1'; it should be true or false"),
        ({"min_severity": "fatal"}, "`min-severity` is 'fatal'; it should be error, warning or info"),
        ({"select": "RR1 --fix"}, "`select` is 'RR1 --fix'; it should be codes with commas between them"),
        ({"ignore": "RR1;id"}, "`ignore` is 'RR1;id'; it should be codes with commas between them"),
        ({"paths": "rules\n--fix"}, "the path '--fix' begins with a dash or has a control character"),
        ({"config": "-x"}, "the path '-x' begins with a dash or has a control character"),
    ],
)
def test_a_wrong_input_is_one_error_and_runs_nothing(runner: Runner, inputs: dict[str, str], words: str) -> None:
    runner.write(bad=BAD)
    done = runner.run("check", **inputs)
    assert (done.returncode, done.stdout) == (2, f"::error title=siplint::{words}\n")
    assert not (runner.temp / "output").exists()


def test_what_could_not_be_checked_fails_and_is_said(runner: Runner) -> None:
    done = runner.run("check", paths="missing.json")
    assert done.returncode == 2
    assert "missing.json" in done.stderr
    assert done.stdout.startswith("::error title=siplint::not checked: missing.json")
    assert runner.outputs["exit-code"] == "2"


def test_the_workspace_cannot_put_its_own_code_in_the_place_of_siplint(runner: Runner) -> None:
    runner.write(good=GOOD)
    for name in ("siplint", "json", "pip"):
        (runner.workspace / name).mkdir()
        (runner.workspace / name / "__init__.py").write_text("raise SystemExit(99)")
        (runner.workspace / name / "__main__.py").write_text("raise SystemExit(99)")
    runner.environment |= {"PYTHONPATH": str(runner.workspace), "SIPLINT_FORMAT": "junit"}
    assert runner.run("check", paths="good.json").returncode == 0


PRE_COMMIT = "repos:\n  - repo: https://github.com/siplint/siplint\n    rev: v0.3.1 # the newest\n    hooks: []\n"
LOCK = 'version = 1\n[[package]]\nname = "siplint"\nversion = "0.3.1"\nsource = { registry = "r" }\n'


@pytest.mark.parametrize(
    ("name", "text", "version"),
    [
        (".pre-commit-config.yaml", PRE_COMMIT, "0.3.1"),
        (".pre-commit-config.yaml", PRE_COMMIT.replace("v0.3.1", "0123456789abcdef0123456789abcdef01234567"), None),
        (".pre-commit-config.yaml", "repos:\n  - repo: https://example.com/other\n    rev: v1\n", None),
        ("requirements.txt", "httpx\nsiplint==0.3.1 # pinned\n", "0.3.1"),
        ("requirements.txt", "siplint[account,yaml] == 0.3.1\n", "0.3.1"),
        ("requirements.txt", "# siplint==0.3.1\nsiplint>=0.2\n", None),
        ("requirements-dev.txt", "siplint==0.4.0rc1", "0.4.0rc1"),
        ("pyproject.toml", '[dependency-groups]\ndev = ["siplint==0.3.1"]\n', "0.3.1"),
        ("pyproject.toml", '[tool.siplint]\nignore = ["RR1"]\n', None),
        ("uv.lock", LOCK, "0.3.1"),
        ("uv.lock", LOCK.replace("registry", "editable"), None),
        ("uv.lock", "not TOML", None),
        ("uv.lock", LOCK + "source = 5\n", "0.3.1"),
        ("uv.lock", LOCK.replace('{ registry = "r" }', "5"), None),
        ("uv.lock", "a = " + "[" * 100_000, None),
        ("uv.lock", "a = " + "9" * 5_000, None),
        ("uv.lock", "a." * 1_000_000 + "a = 1", None),
    ],
)
def test_the_version_is_the_one_that_the_project_pins(
    action: Any, tmp_path: Path, name: str, text: str, version: str | None
) -> None:
    (tmp_path / name).write_text(text)
    wanted, reason = action.requirement("", tmp_path, ROOT)
    assert wanted == (str(ROOT) if version is None else f"siplint=={version}")
    assert (name in reason) == (version is not None)
    assert action.requirement("0.9.0", tmp_path, ROOT) == ("siplint==0.9.0", "the input `version`")


def test_what_the_encoding_of_the_runner_lacks_is_written_all_the_same(runner: Runner) -> None:
    runner.environment |= {"LC_ALL": "C"}
    runner.write(中=BAD)
    done = runner.run("check")
    assert done.returncode == 1, done.stderr
    assert "file=中.json" in done.stdout


@pytest.mark.parametrize("version", ["latest", "0.1.0 --index-url=x", "https://x/y.whl", "../x", "0.1.0\nx", "1٣.0"])
def test_a_version_is_nothing_but_a_version(action: Any, tmp_path: Path, version: str) -> None:
    with pytest.raises(action.BadInputError, match="is not a version such as"):
        action.requirement(version, tmp_path, ROOT)


def test_pins_that_contradict_each_other_are_an_error(action: Any, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("siplint==0.3.0")
    (tmp_path / "uv.lock").write_text(LOCK)
    with pytest.raises(action.BadInputError, match=r"0\.3\.0 in requirements.txt, 0\.3\.1 in uv.lock; name one"):
        action.requirement("", tmp_path, ROOT)


def test_a_long_table_is_cut_below_the_limit_of_the_runner(action: Any) -> None:
    one = {"severity": "error", "code": "RR102", "file": "a.json", "start": {"line": 1}, "message": "|" * 600}
    counts = {"errors": 2000, "warnings": 0, "infos": 0, "rules": 1, "files": 1}
    text = action.summary({"summary": counts, "diagnostics": [one] * 2000})
    assert len(text.encode()) < 1 << 20
    written = text.count("| error |")
    assert text.endswith(f"\nand {1990 - written} more, in the report\n")
    assert 0 < written <= action.MOST_ROWS


def test_a_wrong_step_is_a_usage_error(runner: Runner) -> None:
    done = runner.run("chekc")
    assert (done.returncode, done.stderr) == (2, "usage: github_action.py install|check\n")


def outputs_of(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return dict(line.split("=", 1) for line in lines)


def run_action(runner: Runner, **inputs: str) -> dict[str, dict[str, str]]:
    """Do what the runner does with the steps of action.yml; return the outcome and the outputs of each."""
    given = {name: inputs.get(name, declared["default"]) for name, declared in ACTION["inputs"].items()}
    done = {"python": {"python-path": sys.executable}}

    def value(expression: re.Match[str]) -> str:
        kind, name, *rest = expression[1].split(".")
        return given[name] if kind == "inputs" else done[name].get(rest[1], "")

    for step in STEPS[1:-1]:
        named = {name: re.sub(r"\$\{\{ ([\w.-]+) \}\}", value, text) for name, text in step["env"].items()}
        output = runner.temp / f"output-{step['id']}"
        environment = {name: text for name, text in runner.environment.items() if name != "SIPLINT_PYTHON"}
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=runner.workspace,
            env=environment | named | {"GITHUB_OUTPUT": str(output)},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        done[step["id"]] = {"outcome": str(ran.returncode), "log": ran.stdout + ran.stderr, **outputs_of(output)}
        if ran.returncode:
            break
    return done


@pytest.mark.slow
def test_the_steps_of_the_action_install_and_check(runner: Runner) -> None:
    runner.write(bad=BAD, good=GOOD)
    done = run_action(runner, paths="bad.json", **{"upload-sarif": "true"})
    assert done["install"]["outcome"] == "0", done["install"]["log"]
    assert "neither an input nor the project names one" in done["install"]["log"]
    assert Path(done["install"]["python"]).is_relative_to(runner.temp)
    assert done["check"]["outcome"] == "1"
    assert "::error file=bad.json," in done["check"]["log"]
    assert set(done["check"]) == {"outcome", "log", "exit-code", "errors", "warnings", "infos", "report", "sarif"}
    for output in ACTION["outputs"].values():
        assert output["value"].removeprefix("${{ steps.check.outputs.").removesuffix(" }}") in done["check"]
    upload = STEPS[-1]
    assert upload["if"] == "${{ !cancelled() && steps.check.outputs.sarif != '' }}"
    assert upload["with"]["sarif_file"] == "${{ steps.check.outputs.sarif }}"


def test_a_wrong_version_stops_the_action_before_anything_is_installed(runner: Runner) -> None:
    done = run_action(runner, version="latest; id")
    assert done["install"]["outcome"] == "2"
    assert "::error title=siplint::'latest; id' in the input `version` is not a version" in done["install"]["log"]
    assert "check" not in done
