"""What a keystroke costs in the language server, against `siplint check` of the same file and ruff's server.

    python benchmarks/server.py [FILES]

It opens a folder with so many rule files (1 000) and types into one of them: once so that only its own diagnostics change,
and once so that its number comes into conflict with that of another file. The targets are 30 ms until the diagnostics of
the file are there, and 100 ms until those of the other file are. If ruff is installed, its server gets a Python file of
the same size in a folder with as many Python files.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Self

ROUNDS = 40
NUMBER = "+1415555{:04}"
CHANGED, OTHER = 500, 700
"""The file that is typed into, and the one whose number it comes to have."""


class Client:
    """A language server and the folder that it has open."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        self.folder = folder
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        )

    def __enter__(self) -> Self:
        self.send("initialize", {"processId": None, "rootUri": self.folder.as_uri(), "capabilities": {}}, number=1)
        while self.receive().get("id") != 1:
            pass
        self.initialized = time.perf_counter() - self.started
        self.send("initialized", {})
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def send(self, method: str, params: Any, number: int | None = None) -> None:
        """Send a notification, or with a number a request."""
        message = {"jsonrpc": "2.0", "method": method, "params": params} | ({"id": number} if number else {})
        body = json.dumps(message).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """Wait for the next message."""
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return message

    def wait_for(self, name: str, version: int | None = None) -> float:
        """Wait for the diagnostics of a file (of a version); return when they came."""
        uri = (self.folder / name).as_uri()
        while True:
            message = self.receive()
            params = message.get("params") or {}
            is_about_it = message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri
            if is_about_it and (version is None or params.get("version") == version):
                return time.perf_counter()

    def open(self, name: str, text: str, language: str) -> float:
        """Open a document; return when its diagnostics came."""
        document = {"uri": (self.folder / name).as_uri(), "languageId": language, "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})
        return self.wait_for(name, 1)

    def type(self, name: str, version: int, text: str) -> float:
        """Send a new text; return when."""
        document = {"uri": (self.folder / name).as_uri(), "version": version}
        before = time.perf_counter()
        self.send("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        return before


def body(number: int) -> dict[str, Any]:
    """Return a rule with a number of its own, and every fiftieth time with a fault."""
    return {
        "name": f"Rule {number}",
        "type": "inbound",
        "phoneNumbers": [NUMBER.format(number)],
        "agentId": "support-agent",
        "recording": "yes" if number % 50 == 0 else number % 2 == 0,
    }


def keystrokes(client: Client, name: str, texts: tuple[str, str], other: str = "") -> tuple[list[float], list[float]]:
    """Type two texts in turns; return the seconds until the diagnostics of the file came, and those of the other."""
    own: list[float] = []
    others: list[float] = []
    for version in range(2, 2 + ROUNDS):
        start = client.type(name, version, texts[version % 2])
        own.append(client.wait_for(name, version) - start)
        if other:
            others.append(client.wait_for(other) - start)
    return own, others


def measure_siplint(folder: Path, files: int) -> dict[str, list[float]]:
    """Measure our server and our command."""
    for number in range(files):
        (folder / f"{number:05}.json").write_text(json.dumps(body(number), indent=2))
    number, other = min(CHANGED, files - 2), min(OTHER, files - 1)
    name = f"{number:05}.json"
    text = json.dumps(body(number), indent=2)
    times: dict[str, list[float]] = {}
    command = [sys.executable, "-m", "siplint", "check", "--isolated", name]
    for _ in range(ROUNDS // 4):
        before = time.perf_counter()
        subprocess.run(command, cwd=folder, check=False, capture_output=True)
        times.setdefault("siplint check of the file", []).append(time.perf_counter() - before)
    with Client(folder, [sys.executable, "-m", "siplint", "server"]) as client:
        times["siplint server: initialize"] = [client.initialized]
        times[f"siplint server: first diagnostics, {files} files"] = [client.open(name, text, "json") - client.started]
        wrong = text.replace('"recording": "yes"', '"recording": "no"').replace("Rule", "")
        times["siplint server: keystroke"], _ = keystrokes(client, name, (wrong, text))
    with Client(folder, [sys.executable, "-m", "siplint", "server"]) as client:
        client.open(name, text, "json")
        taken = text.replace(NUMBER.format(number), NUMBER.format(other))
        own, others = keystrokes(client, name, (taken, text), f"{other:05}.json")
        times["siplint server: keystroke with a conflict"] = own
        times["siplint server: the other file"] = others
    return times


def measure_ruff(folder: Path, files: int, ruff: str) -> dict[str, list[float]]:
    """Measure the server of ruff."""
    text = f"import os\n\n{body(CHANGED)!r}\n"
    for number in range(files):
        (folder / f"rule_{number:05}.py").write_text(text)
    with Client(folder, [ruff, "server"]) as client:
        times = {"ruff server: initialize": [client.initialized]}
        client.open("rule_00001.py", text, "python")
        times["ruff server: keystroke"], _ = keystrokes(client, "rule_00001.py", (text + "import re\n", text))
    return times


def main(files: int) -> None:
    """Measure and print medians, the slowest of ten, and ratios to `siplint check` of the same file."""
    beside = os.path.join(os.path.dirname(sys.executable), "ruff")
    ruff = beside if os.path.exists(beside) else shutil.which("ruff")
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        times = measure_siplint(Path(one), files)
        if ruff:
            times |= measure_ruff(Path(two), files, ruff)
    floor = statistics.median(times["siplint check of the file"])
    print(f"{'':50} median   slowest of ten   to a check")
    for name, taken in times.items():
        median = statistics.median(taken)
        slow = sorted(taken)[len(taken) * 9 // 10]
        print(f"{name:50}{1000 * median:5.1f} ms{1000 * slow:12.1f} ms{median / floor:12.4f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
