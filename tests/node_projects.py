"""npm projects of the repository: installed from their lock files, once for each version of the lock."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

STAMP = ".siplint-lock"


def installed(project: Path, npm: str, script: str = "") -> Path:
    """Install the packages of a project, by `npm ci` or by one of its scripts, unless that was done; return its folder."""
    lock = hashlib.sha256((project / "package-lock.json").read_bytes() + (project / "package.json").read_bytes())
    stamp = project / "node_modules" / STAMP
    if not stamp.exists() or stamp.read_text() != lock.hexdigest():
        run_npm(project, npm, "run", script) if script else run_npm(project, npm, "ci")
        stamp.write_text(lock.hexdigest())
    return project


def run_npm(project: Path, npm: str, *arguments: str) -> None:
    """Run npm in a project. Its output is the message of the error if it fails."""
    done = subprocess.run([npm, *arguments], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
