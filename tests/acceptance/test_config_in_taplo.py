"""The schema of the configuration in the programs that use it: taplo, which TOML editors are made of, and ajv, SchemaStore's."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from places import ROOT
from tools import REQUIRED, tool

pytestmark = pytest.mark.slow

SCHEMA = ROOT / "schemas" / "config.schema.json"
RIGHT = """paths = ["rules"]
select = ["RR2", "headers-on-inbound", "rr301"]
exclude = ["*.gen.json", "old/"]
min-severity = "info"
templates = ["${…}"]
embedded = ["yaml"]
baseline = "siplint-baseline.txt"
account-max-age = 7.5
rules-at = ["/spec/rules/*"]

[per-file-ignores]
"legacy/*.json#/0" = ["RR105"]
"""
WRONG = [
    "strikt = true",
    "paths = 'rules'",
    'select = ["RR9999"]',
    'ignore = ["headers-on-inbond"]',
    'exclude = ["# a comment"]',
    'min-severity = "warn"',
    'templates = ["…"]',
    'embedded = ["yml"]',
    "account-max-age = 0",
    'rules-at = ["spec"]',
    'per-file-ignores = {"!/#/0" = ["RR105"]}',
]
VALIDATE = """
const Ajv = require("ajv");
const [schema, ...tables] = JSON.parse(require("fs").readFileSync(0, "utf8"));
const accepts = new Ajv({ strict: false }).compile(schema);
console.log(JSON.stringify(tables.map((table) => accepts(table))));
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the two packages as the lock file pins them."""
    npm = tool("npm")
    folder = tmp_path_factory.mktemp("taplo")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "tests" / "taplo" / name, folder)
    done = subprocess.run(
        [npm, "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        if os.environ.get(REQUIRED):
            pytest.fail(done.stderr)
        pytest.skip("npm could not install taplo")
    return folder


def test_taplo_accepts_what_is_right_and_names_what_is_wrong(packages: Path) -> None:
    names = [f"table-{number}.toml" for number in range(len(WRONG) + 1)]
    for name, text in zip(names, (RIGHT, *WRONG), strict=True):
        (packages / name).write_text(text, encoding="utf-8")
    program = packages / "node_modules" / ".bin" / "taplo"
    done = subprocess.run(
        [program, "check", "--schema", SCHEMA.as_uri(), *names],
        cwd=packages,
        capture_output=True,
        text=True,
        check=False,
    )
    refused = re.findall(r'schema validation failed path="[^"]*?(table-\d+\.toml)"', done.stderr)
    assert sorted(refused) == sorted(names[1:]), done.stderr


def test_ajv_agrees(packages: Path) -> None:
    tables = [tomllib.loads(text) for text in (RIGHT, *WRONG)]
    done = subprocess.run(
        [tool("node"), "-e", VALIDATE],
        cwd=packages,
        input=json.dumps([json.loads(SCHEMA.read_text("utf-8")), *tables]),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [True] + [False] * len(WRONG)
