"""`siplint check --watch` as a user sees it: a process that checks again after each change, and ends quietly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from siplint.model.examples import INBOUND_BODY

pytestmark = pytest.mark.slow
GOOD = json.dumps(INBOUND_BODY)
PATIENCE = 120


class Watching:
    """A process that watches, and the lines it has said so far."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "siplint", "check", "--watch", "--format", "concise", *words],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def until(self, text: str) -> list[str]:
        """Read lines until one has a text."""
        assert self.process.stdout
        timer = threading.Timer(PATIENCE, self.process.kill)
        timer.start()
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if text in line:
                break
        timer.cancel()
        assert lines
        assert text in lines[-1]
        return lines


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_a_change_is_checked_at_once_and_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    (tmp_path / "rules").mkdir()
    rule = tmp_path / "rules" / "a.json"
    rule.write_text(GOOD)
    watching = Watching(tmp_path, "rules")
    try:
        assert len(watching.until("watching for changes")) == 1
        rule.write_text(GOOD.replace("inbound", "Inbound"))
        assert "RR103" in watching.until("watching for changes")[0]
        other = tmp_path / "rules" / "new" / "b.json"
        other.parent.mkdir()
        (tmp_path / "b.json").write_text("{")
        os.replace(tmp_path / "b.json", other)
        assert "RR001" in "".join(watching.until("rules/new/b.json"))
        watching.until("watching for changes")
        (tmp_path / "siplint.toml").write_text('ignore = ["RR001", "RR103"]\n')
        while "RR" in "".join(watching.until("watching for changes")):
            pass
    finally:
        watching.process.send_signal(signal.SIGINT)
        rest, _ = watching.process.communicate(timeout=PATIENCE)
    assert rest == ""
    assert watching.process.returncode == 128 + signal.SIGINT
