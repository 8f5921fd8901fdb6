"""What type checkers say about bodies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from places import ROOT

pytestmark = pytest.mark.slow

SAMPLE = """
from siplint import Body, InboundBody, OutboundBody, Room, check

room: Room = {"type": "static", "id": "2kyv-gzay-64pg"}
right: InboundBody = {"name": "n", "type": "inbound", "phoneNumbers": ["+14155551234"], "room": room}
other: OutboundBody = {"name": "n", "type": "outbound", "phoneNumbers": [], "headers": {"X-A": "a"}}
bodies: list[Body] = [right, other]
fine: bool = check(right).ok
wrong: InboundBody = {"name": "n", "type": "inbound", "phoneNumbers": [], "headers": {"X-A": "a"}}
value: OutboundBody = {"name": "n", "type": "OUTBOUND", "phoneNumbers": []}
less: OutboundBody = {"name": "n", "type": "outbound"}
"""


def test_headers_in_an_inbound_body_are_a_type_error_and_a_right_body_is_none(tmp_path: Path) -> None:
    (tmp_path / "sample.py").write_text(SAMPLE)
    options = ["--strict", "--no-error-summary", "--hide-error-context", "--show-error-codes", "--config-file="]
    cache = ["--cache-dir", str(ROOT / ".mypy_cache" / "sample")]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *cache, "sample.py"],
        cwd=tmp_path,
        env={"MYPYPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line.removeprefix("sample.py:") for line in done.stdout.splitlines()]
    assert [(line.split(":")[0], line.split("[")[-1]) for line in told if ": error: " in line] == [
        ("9", "typeddict-unknown-key]"),
        ("10", "typeddict-item]"),
        ("11", "typeddict-item]"),
    ]
    assert 'Extra key "headers"' in told[0]
    assert done.stderr == ""
