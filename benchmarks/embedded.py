"""What it costs to look for rules in a repository of source files, against a bare loop that reads and searches them.

    python benchmarks/embedded.py [FILES]

It makes a folder of so many files (10 000), of which twenty have a rule, and compares `siplint check --embedded` and
`siplint check` with a Python process that walks the folder, reads each file and searches it for the URL. The target is
1.5.
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

BARE = """
import os, sys
found = 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            found += b"/sip/routing-rule" in file.read()
print(found)
"""
RULE = """curl -X POST https://api.videosdk.live/v2/sip/routing-rule -H "Authorization: $TOKEN" \\
  --json '{"name": "rule %d", "type": "outbound", "phoneNumbers": ["+1415555%04d"]}'
"""
WORDS = ("the", "of", "import", "def", "return", "class", "for", "value", "number", "path", "request", "const", "else")
WORDS_IN_A_LINE = 10
ENDINGS = (".py", ".ts", ".js", ".md", ".sh", ".yaml", ".tsx", ".py")
ROUNDS = 7


def make(top: Path, files: int) -> None:
    """Write the files: 200 in a folder, of 1 to 20 kB, a rule in every so many."""
    chance = random.Random(1)  # noqa: S311 (no secret)
    text = " ".join(chance.choice(WORDS) + "\n" * (chance.randrange(WORDS_IN_A_LINE) == 0) for _ in range(40_000))
    for number in range(files):
        folder = top / f"package{number // 200}"
        folder.mkdir(exist_ok=True)
        ending = ".sh" if number % (files // 20) == 0 else chance.choice(ENDINGS)
        start, size = chance.randrange(100_000), chance.randrange(1_000, 20_000)
        rule = RULE % (number, number % 10_000) if number % (files // 20) == 0 else ""
        content = rule or text[start : start + size]
        (folder / f"file{number}{ending}").write_text(content, "utf-8")


def seconds(command: list[str]) -> float:
    """Return how much time of a processor a command takes, which other work on the machine disturbs little."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(files: int) -> None:
    """Measure, in turns, and print the ratios of the medians."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), files)
        siplint = [sys.executable, "-m", "siplint", "check", "--isolated"]
        commands = {
            "bare loop": [sys.executable, "-c", BARE, folder],
            "siplint check --embedded": [*siplint, "--embedded", folder],
            "siplint check": [*siplint, folder],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(seconds(command))
    floor = statistics.median(times["bare loop"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:26}{1000 * median:7.0f} ms {median / floor:6.2f} x")


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
