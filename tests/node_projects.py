"""npm projects of the repository: installed from their lock files, once for each version of the lock."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from tools import missing, tool

OLDEST = 20
"""The oldest version of Node.js that the projects run on."""
STAMP = ".siplint-lock"
UNREACHABLE = ("EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH", "ENOTFOUND", "ETIMEDOUT")
"""What npm says without a network."""


def node() -> str:
    """Return the path of Node.js; without one that is new enough the test is skipped, or fails in CI."""
    path = tool("node")
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.removeprefix("v").partition(".")[0]) < OLDEST:
        missing(f"needs Node.js {OLDEST} or newer, and this is {version.strip()}")
    return path


def installed(project: Path, *words: str) -> Path:
    """Install the packages of a project by `npm ci`, or by other words for npm, unless that was done; return its folder."""
    lock = hashlib.sha256((project / "package-lock.json").read_bytes() + (project / "package.json").read_bytes())
    stamp = project / "node_modules" / STAMP
    if not stamp.exists() or stamp.read_text() != lock.hexdigest():
        run_npm(project, *(words or ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")))
        stamp.write_text(lock.hexdigest())
    return project


def run_npm(project: Path, *words: str) -> None:
    """Run npm in a project; without a network the test is skipped, or fails in CI."""
    node()
    succeeded(subprocess.run([tool("npm"), *words], cwd=project, capture_output=True, text=True, check=False))


def succeeded(done: subprocess.CompletedProcess[str]) -> None:
    """Fail with what a program said if it failed; if npm had no network, the test is skipped, or fails in CI."""
    said = done.stdout + done.stderr
    if done.returncode and any(word in said for word in UNREACHABLE):
        missing("needs the packages of npm, which cannot be reached")
    assert done.returncode == 0, said
