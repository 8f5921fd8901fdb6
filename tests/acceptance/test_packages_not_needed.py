"""Which packages a run of `siplint check` does without: phonenumbers, pydantic and jsonschema."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from examples_of_rules import text_of
from places import ROOT
from siplint.model.examples import INBOUND_BODY
from siplint.rules.catalogue import all_rules

NUMBERS = {
    "RR301": "+33 6 12 34 56 78",
    "RR302": "+33123",
    "RR303": "+14150001111",
    "RR304": "+330612345678",
    "RR305": "+1415*",
    "RR306": "+44116000",
    "RR307": "+14155550123",
}
"""A number for each rule about one number."""
RUN = """
import sys
from siplint.cli.main import main
code = main(sys.argv[1:])
print(code, *sys.modules, file=sys.stderr)
"""


def ran(folder: Path, *words: str) -> tuple[str, set[str], str]:
    """Return the exit code of a run of its own process, the packages it has imported, and what it has printed."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE", "SIPLINT"))}
    command = [sys.executable, "-c", RUN, *words]
    run = subprocess.run(command, cwd=folder, env=plain, capture_output=True, check=True, encoding="utf-8")
    code, *modules = run.stderr.splitlines()[-1].split()
    return code, {"phonenumbers", "pydantic", "jsonschema"}.intersection(modules), run.stdout


@pytest.mark.parametrize("output", ["full", "concise", "json", "sarif", "github", "gitlab", "junit"])
def test_findings_about_numbers_in_every_format(output: str, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(text_of(INBOUND_BODY))
    assert ran(tmp_path, "check", "--format", output)[:2] == ("0", set())
    for code, number in NUMBERS.items():
        (tmp_path / f"{code}.json").write_bytes(text_of(INBOUND_BODY | {"phoneNumbers": [number]}))
    code, packages, out = ran(tmp_path, "check", "--min-severity", "info", "--format", output)
    assert (code, packages) == ("1", set())
    assert NUMBERS.keys() <= set(re.findall(r"RR30\d", out))


@pytest.mark.parametrize("words", [(), ("--diff", "--unsafe-fixes"), ("--fix", "--unsafe-fixes")])
def test_the_bad_example_of_every_rule_and_its_repair(words: tuple[str, ...], tmp_path: Path) -> None:
    codes = set()
    for rule in all_rules():
        for index, bad in enumerate(rule.bad):
            if rule.stage in ("text", "shape", "body", "set"):
                (tmp_path / f"{rule.code}-{index}.json").write_bytes(text_of(bad.body))
                codes.add(rule.code)
    assert len(codes) > 50
    code, packages, _ = ran(tmp_path, "check", "--min-severity", "info", *words)
    assert (code, packages) == ("1", set())


def test_the_rule_that_answers_a_number_dialled_inside_a_region(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(text_of(INBOUND_BODY | {"phoneNumbers": ["+14155551234"]}))
    assert ran(tmp_path, "route", "(415) 555-1234", "--region", "US")[:2] == ("0", set())


def test_no_module_of_the_package_imports_phonenumbers() -> None:
    imported: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                imported.add(str(node.module).partition(".")[0])
    assert {"os", "jsonschema", "pydantic"} < imported
    assert "phonenumbers" not in imported
