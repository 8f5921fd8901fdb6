"""What docs/baseline.md shows is what the command does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from places import ROOT
from siplint.cli import main as cli

PAGE = (ROOT / "docs" / "baseline.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
SALES = {"name": "Sales", "type": "outbound", "phoneNumbers": ["+14155552671"], "recording": "yes"}
SUPPORT = {
    "name": "Support line",
    "type": "inbound",
    "phoneNumbers": ["+442071838750"],
    "agentId": "support",
    "recordng": True,
}


def test_the_page_shows_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIPLINT_FORMAT", raising=False)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "support.json").write_text(json.dumps(SUPPORT))
    sales = tmp_path / "rules" / "sales.json"
    sales.write_text(json.dumps(SALES))
    shown = []
    written = ""
    for kind, text in BLOCKS:
        if kind == "toml":
            (tmp_path / "pyproject.toml").write_text(text)
        elif kind == "text":
            assert text == written
        else:
            for step in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                words, _, expected = step.partition("\n")
                if "matches nothing" in expected:
                    sales.write_text(json.dumps(SALES | {"recording": True}))
                assert cli.main(words.split()[1:]) == 0
                assert "".join(capfd.readouterr()) == expected
                shown.append(words)
            written = written or (tmp_path / "siplint-baseline.txt").read_text("utf-8")
    assert shown == [
        "siplint check --write-baseline siplint-baseline.txt",
        "siplint check",
        "siplint check",
        "siplint check --prune-baseline",
    ]
