"""Where CPython's `_json` is missing, as on another Python, everything is read alike, only slower."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import siplint
from places import TESTS

WITHOUT = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name == "_json":
            raise ModuleNotFoundError(name, name=name)
        return None
sys.modules.pop("_json", None)
sys.meta_path.insert(0, Blocked())
"""
CORE = """
import json, pathlib, sys
from siplint import check_bytes, fix
from siplint.model.settings import Settings
from siplint.source import json_scanner
reports = {"scanner": json_scanner.make_scanner.__module__}
texts = {path.name: path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json*"))}
for number, text in enumerate(json.loads(sys.stdin.read())):
    texts[f"text-{number}.json"] = text.encode("utf-8", "surrogatepass")
for name, data in texts.items():
    for kind in ("create", "update"):
        settings = Settings(kind=kind, min_severity="info", debug=True)
        reports[f"{name} {kind}"] = check_bytes(data, file=name, settings=settings).to_dict()["diagnostics"]
    reports[f"{name} fixed"] = fix(data, unsafe=True, file=name).decode("utf-8", "surrogateescape")
print(json.dumps(reports))
"""
BODY = '{"name": "n", "type": "outbound", "phoneNumbers": ["+14155552671"], "agentId": "a", "agentMetadata": %s}'
TEXTS = [
    *(
        BODY % value
        for value in ("{}", '{"a": [1, -0, 1.5, 1e3, 1E-2, true, null]}', '"x"', "NaN", "-Infinity", "01", "1.", "+1")
    ),
    *(
        BODY % value
        for value in (
            '{"a": 1, "a": 2}',
            '{"a": "\\ud800"}',
            '{"a": "\\ud83d\\ude00"}',
            '{"a": "\\x"}',
            '{"a": "\\u12"}',
        )
    ),
    *(
        BODY % value
        for value in ('{"a": "\t"}', '{"a": "b}', "{'a': 1}", "{a: 1}", '{"a": 1,}', "[1,]", "[" * 300 + "]" * 300)
    ),
    *(BODY % f'{{"a": {number}}}' for number in ("9" * 5000, "1e999", "-" + "9" * 400, "0.1e+1", "1e", "-")),
    *(
        "",
        " ",
        "\ufeff{}",
        "{} {}",
        "[",
        "]",
        "{",
        "}",
        '"',
        "null",
        "[1, 2",
        '{"a"',
        '{"a":',
        "[null, {}]",
        "\u2028{}",
    ),
    *(f"[{BODY % one}, {BODY % one}]" for one in ("{}", '{"b": []}')),
    *(f"[ {BODY % one} ,\n{BODY % one} ]" for one in ("1", '{"c": {"d": ""}}')),
]


def run(head: str) -> dict[str, object]:
    environment = {**os.environ, "PYTHONPATH": str(Path(siplint.__file__).parents[1])}
    ran = subprocess.run(
        [sys.executable, "-c", head + CORE, str(TESTS / "cases")],
        env=environment,
        input=json.dumps(TEXTS),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.stderr == ""
    return dict(json.loads(ran.stdout))


def test_all_texts_get_the_same_report_and_the_same_fixes_without_the_c_scanner() -> None:
    fast, slow = run(""), run(WITHOUT)
    assert (fast.pop("scanner"), slow.pop("scanner") != "_json") == ("_json", True)
    assert fast.keys() == slow.keys()
    assert {name: report for name, report in slow.items() if fast[name] != report} == {}
