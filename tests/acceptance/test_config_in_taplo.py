"""The schema of the configuration in the programs that use it: taplo, which TOML editors are made of, and ajv, SchemaStore's."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from node_projects import installed, node
from places import ROOT, TESTS

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
def packages() -> Path:
    return installed(TESTS / "taplo")


def test_taplo_accepts_what_is_right_and_names_what_is_wrong(packages: Path, tmp_path: Path) -> None:
    names = [f"table-{number}.toml" for number in range(len(WRONG) + 1)]
    for name, text in zip(names, (RIGHT, *WRONG), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    program = packages / "node_modules" / ".bin" / "taplo"
    done = subprocess.run(
        [program, "check", "--schema", SCHEMA.as_uri(), *names],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    refused = re.findall(r'schema validation failed path="[^"]*?(table-\d+\.toml)"', done.stderr)
    assert sorted(refused) == sorted(names[1:]), done.stderr


def test_ajv_agrees(packages: Path) -> None:
    tables = [tomllib.loads(text) for text in (RIGHT, *WRONG)]
    done = subprocess.run(
        [node(), "-e", VALIDATE],
        cwd=packages,
        input=json.dumps([json.loads(SCHEMA.read_text("utf-8")), *tables]),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [True] + [False] * len(WRONG)
