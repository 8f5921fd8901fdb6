"""Attacks on siplint as a process of its own, and what must hold after every one of them."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from command_run import Ran
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

GOOD = json.dumps(INBOUND_BODY)
BAD = json.dumps(OUTBOUND_BODY | {"recording": "true"})
FIXABLE = json.dumps(OUTBOUND_BODY | {"phoneNumbers": [" +14155551234"]})
FIXED = FIXABLE.replace('" +', '"+')
FOUND = [("a.json", "RR102", "/recording")]
"""What is found in `BAD` as a.json."""
PATIENCE = 120
"""Seconds after which an attack is taken for one that does not end; far more than any needs on a busy machine."""


def process(
    folder: Path,
    *words: str,
    limits: Sequence[tuple[int, int]] = (),
    stdin: bytes = b"",
    shell: str = "",
) -> Ran:
    """Run siplint in a folder, under limits of the system, or a shell command in which `$S` is siplint."""

    def limit() -> None:
        for kind, most in limits:
            resource.setrlimit(kind, (most, most))

    env = environment()
    command = ["bash", "-c", shell] if shell else [sys.executable, "-m", "siplint", *words]
    ran = subprocess.run(
        command, cwd=folder, env=env, input=stdin, capture_output=True, timeout=PATIENCE, check=False, preexec_fn=limit
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def environment() -> dict[str, str]:
    """Return the environment in which a process finds siplint, and shells find it as `$S`."""
    ours = {"PYTHONPATH": os.pathsep.join(sys.path), "S": f"{sys.executable} -m siplint"}
    return {name: value for name, value in os.environ.items() if not name.startswith("SIPLINT_")} | ours
