"""The same verdict on every Python: judges one corpus on each interpreter and compares the reports byte for byte.

    python scripts/pythons.py [PYTHON ...]

Without arguments every python3.11 to python3.19 of PATH, and of pyenv, is taken. An interpreter needs none of siplint's
dependencies.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases"
VERSIONS = [f"3.{minor}" for minor in range(11, 20)]
PIECES = (
    *("{", "}", "[", "]", ",", ":", '"', "\\", "\\u", "\\ud800", "\\udc00", "0", "1", "-", ".", "e", "+", "9" * 5000),
    *(
        "1e999",
        "-0",
        "true",
        "false",
        "null",
        "NaN",
        "Infinity",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\x1b",
        "é",
        "日",
        "😀",
    ),
    *('"name"', '"type"', '"inbound"', '"phoneNumbers"', '"+14155551234"', '"headers"', '"room"', "//", "/*", "'", "#"),
)
GENERATED = 3_000


def corpus() -> Iterator[tuple[str, bytes]]:
    """Give names and bytes: the conformance cases, those cut and mixed up by dice that fall the same every time."""
    cases = [(path.name, path.read_bytes()) for path in sorted(CASES.iterdir()) if path.suffix in (".json", ".jsonl")]
    yield from cases
    for depth in (199, 200, 201, 990, 1_000, 5_000, 10_000, 100_000):
        yield f"open-{depth}.json", b"[" * depth
        yield f"closed-{depth}.json", b'{"a":' * depth + b"1" + b"}" * depth
    dice = random.Random(1)  # noqa: S311 (dice, not secrets)
    for number in range(GENERATED):
        name, data = dice.choice(cases)
        at, size = dice.randrange(len(data) + 1), dice.choice((0, 0, 1, 2, 10))
        piece = "".join(dice.choices(PIECES, k=dice.randrange(4))).encode()
        if dice.random() < 0.1:  # noqa: PLR2004
            piece += bytes(dice.choices(range(256), k=3))
        if dice.random() < 0.2:  # noqa: PLR2004
            data, at = b"", 0
            piece += "".join(dice.choices(PIECES, k=dice.randrange(12))).encode()
        yield f"{number}-{name}", data[:at] + piece + data[at + size :]


def lint() -> None:
    """Print a digest of the JSON report of every text, in this interpreter."""
    from siplint.api import check_bytes
    from siplint.model.settings import Settings

    for kind in ("create", "update"):
        settings = Settings(kind=kind, min_severity="info", debug=True)
        for name, data in corpus():
            report = json.dumps(check_bytes(data, file=name, settings=settings).to_dict(), sort_keys=True)
            print(kind, name, hashlib.sha256(report.encode()).hexdigest())


def found() -> list[str]:
    """Give the interpreters of PATH and of pyenv, one for each version."""
    pythons = {version: shutil.which(f"python{version}") for version in VERSIONS}
    for path in sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/*/bin/python3.*")):
        version = path.name.removeprefix("python")
        if version in VERSIONS:
            pythons[version] = str(path)
    return [path for path in pythons.values() if path]


def main() -> int:
    """Lint on every interpreter and compare with the first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("pythons", nargs="*", metavar="PYTHON")
    parser.add_argument("--lint", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.lint:
        lint()
        return 0
    path = str(ROOT / "src")
    first: list[str] = []
    differences = 0
    for python in asked.pythons or found():
        version = subprocess.run([python, "--version"], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
        words = [python, "-X", "utf8", __file__, "--lint"]
        ran = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}, check=False)  # noqa: S603
        if ran.returncode:
            print(f"{version}: {ran.stderr.strip()}")
            return 2
        lines = ran.stdout.splitlines()
        first = first or lines
        other = [one for one, wanted in zip(lines, first, strict=True) if one != wanted]
        differences += len(other)
        print(f"{version}: {len(lines)} reports, {len(other)} differ from the first")
        for line in other[:10]:
            print(f"  {line.rsplit(' ', 1)[0]}")
    return int(bool(differences))


if __name__ == "__main__":
    sys.exit(main())
