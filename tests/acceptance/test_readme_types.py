"""The README's own lines, as mypy and pyright see them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from markdown import blocks
from places import ROOT

pytestmark = pytest.mark.slow

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = "\n".join(blocks("README.md", "python"))
NAMES = sorted(set(re.findall(r"`(siplint\.[\w.]+)", README)))
"""What the README's sentences name, such as `siplint.pydantic.RoutingRule`."""
SAMPLE = f"""
import httpx
import requests
from pydantic import BaseModel

import siplint

body: siplint.InboundBody = {{"name": "n", "type": "inbound", "phoneNumbers": ["+14155551234"]}}
data, name, status, payload = b"", "", 400, {{"message": ""}}
session = requests.Session()

{BLOCKS}

class Model(BaseModel):
    rule: siplint.pydantic.RoutingRule
    change: siplint.pydantic.RoutingRuleUpdate

def handler(rule: siplint.pydantic.RoutingRule) -> str:
    return rule["name"]

siplint.pytest.assert_valid(body)
siplint.explain(status, payload, body).sentence
first: siplint.Diagnostic = siplint.check_file("rule.json", rule_id="rr_1", kind="update")[0]
fixed: bytes = siplint.fix(data, unsafe=True)
named = ({", ".join(NAMES)})
"""
WRONG = """
wrong: int = siplint.fix(data)
siplint.check(body, kind="patch")
siplint.pydantic.NoRule
siplint.check_files(["x.json"])
handler({"name": "n"})
"""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    (tmp_path / "sample.py").write_text(SAMPLE + WRONG)
    return tmp_path


def wrong_lines() -> list[int]:
    first = (SAMPLE + WRONG).splitlines().index("wrong: int = siplint.fix(data)") + 1
    return list(range(first, first + 5))


def run(words: list[str], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"MYPYPATH": str(ROOT / "src"), "PYTHONPATH": os.pathsep.join(sys.path)} | more
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300)


def test_the_readme_has_python_and_names() -> None:
    assert "siplint.check(body)" in BLOCKS
    assert "siplint.pydantic.RoutingRule" in NAMES


def test_mypy_knows_what_the_readme_writes(sample: Path) -> None:
    options = ["--strict", "--no-error-summary", "--hide-error-context", "--config-file=", "--follow-imports=silent"]
    cache = ["--cache-dir", str(ROOT / ".mypy_cache" / "readme")]
    done = run([sys.executable, "-m", "mypy", *options, *cache, "sample.py"], sample)
    lines = [int(line) for line in re.findall(r"^sample\.py:(\d+): error:", done.stdout, re.MULTILINE)]
    assert sorted(set(lines)) == wrong_lines(), done.stdout + done.stderr


def test_pyright_knows_what_the_readme_writes(sample: Path) -> None:
    if find_spec("pyright"):
        words = [sys.executable, "-m", "pyright"]
    elif shutil.which("pyright"):
        words = [str(shutil.which("pyright"))]
    else:
        pytest.skip("pyright is not installed")
    paths = f'["{ROOT / "src"}"]'
    (sample / "pyrightconfig.json").write_text(f'{{"extraPaths": {paths}, "reportUnusedExpression": false}}')
    done = run([*words, "--pythonpath", sys.executable], sample)
    if "No configuration file found" not in done.stdout and " error" not in done.stdout:
        pytest.skip(f"pyright does not run here: {(done.stdout + done.stderr)[-200:]}")
    lines = [int(line) for line in re.findall(r"sample\.py:(\d+):\d+ - error:", done.stdout)]
    assert sorted(set(lines)) == wrong_lines(), done.stdout + done.stderr
