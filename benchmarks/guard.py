"""Counts instructions and fails when siplint needs many more than before: `python benchmarks/guard.py [--update]`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import generate

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(os.path.dirname(HERE), "src")
BASELINE = os.path.join(HERE, "guard.json")
MARGIN = 0.10
CALLS = 2_000
"""Calls in the long run; the short one has a tenth, so that what comes before and after falls out."""

COMMAND = "import sys; from siplint.cli.main import main; sys.exit(main())"
CALL = """
import json, sys
from siplint import check
body = json.loads(sys.argv[1])
assert not check(body).diagnostics
for _ in range(int(sys.argv[2])):
    check(body)
"""


def count(*words: str) -> int:
    """Count the instructions of a Python run, in millions of them steady to about one in a thousand."""
    valgrind = shutil.which("valgrind")
    assert valgrind
    # -S: which packages are installed must not count; the real binary: which environment runs this must not either
    python = os.path.realpath(sys.executable)
    tool = [valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", python, "-S", *words]
    variables = {"PYTHONHASHSEED": "0", "PYTHONPATH": SOURCE, "PATH": os.defpath, "LANG": "C.UTF-8"}
    done = subprocess.run(tool, env=variables, capture_output=True, text=True, check=False, cwd=os.sep)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        raise RuntimeError(done.stdout + done.stderr)
    return int(found[1])


def measure() -> dict[str, int]:
    """Give the instructions of a clean ten-rule check, of a clean call, and of a file of a thousand rules."""
    with tempfile.TemporaryDirectory() as folder:
        ten, thousand = os.path.join(folder, "ten.json"), os.path.join(folder, "thousand.json")
        generate.write_array(ten, 10)
        generate.write_array(thousand, 1_000)
        body = json.dumps(generate.body(1))
        runs = {
            "bare": ("-c", "pass"),
            "ten": ("-c", COMMAND, "check", ten),
            "thousand": ("-c", COMMAND, "check", thousand),
            "few": ("-c", CALL, body, str(CALLS // 10)),
            "many": ("-c", CALL, body, str(CALLS)),
        }
        for words in runs.values():  # so that everything is compiled
            _warm(words)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            taken = dict(zip(runs, pool.map(lambda words: count(*words), runs.values()), strict=True))
    return {
        "start": taken["ten"] - taken["bare"],
        "call": (taken["many"] - taken["few"]) // (CALLS - CALLS // 10),
        "file": taken["thousand"] - taken["bare"],
    }


def _warm(words: tuple[str, ...]) -> None:
    subprocess.run(
        [os.path.realpath(sys.executable), "-S", *words],
        env={"PYTHONPATH": SOURCE, "PATH": os.defpath, "LANG": "C.UTF-8"},
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=os.sep,
    )


def main() -> int:
    """Compare with what is on record, or put it on record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="put the present figures on record")
    update = parser.parse_args().update
    here = f"{platform.python_implementation()} {platform.python_version()}, {platform.python_compiler()}"
    if not shutil.which("valgrind"):
        print("guard: skipped: no valgrind")
        return 0
    before = {}
    if os.path.exists(BASELINE):
        with open(BASELINE, encoding="utf-8") as file:
            before = json.load(file)
    if not update and before.get("python") != here:
        print(f"guard: skipped: this is {here}; the figures on record are of {before.get('python')}")
        return 0
    now = measure()
    grown = False
    for name, instructions in now.items():
        old = before.get("instructions", {}).get(name)
        change = f", {instructions / old - 1:+.1%} of {old:,}" if old else ""
        too_many = bool(old) and instructions > old * (1 + MARGIN)
        grown = grown or too_many
        print(f"guard: {name}: {instructions:,} instructions{change}{' TOO MANY' * too_many}")
    if update:
        with open(BASELINE, "w", encoding="utf-8") as file:
            json.dump({"python": here, "instructions": now}, file, indent=2)
            file.write("\n")
        return 0
    if grown:
        print(f"guard: more than {MARGIN:.0%} over {os.path.relpath(BASELINE)}; if that is worth it: --update")
    return int(grown)


if __name__ == "__main__":
    sys.exit(main())
