"""`pbpaste | siplint check -`: whatever was copied is judged; files by their endings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("yaml")

YAML = "name: A\ntype: Inbound\nagentId: a\nphoneNumbers:\n- +14155550100\n"
PYTHON = """\
import requests

requests.post(
    "https://api.videosdk.live/v2/sip/routing-rule",
    headers={"Authorization": f"Bearer {token}"},
    json={"name": "A", "type": "Inbound", "agentId": "a", "phoneNumbers": ["+14155550100"]},
)
"""
TYPESCRIPT = """\
const token: string = process.env.TOKEN!;
await fetch("https://api.videosdk.live/v2/sip/routing-rule", {
  method: "POST",
  headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
  body: JSON.stringify({ name: "A", type: "Inbound", agentId: "a", phoneNumbers: ["+14155550100"] }),
});
"""


def siplint(*arguments: str, text: str = "", folder: Path | None = None) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "siplint", *arguments],
        input=text.encode(),
        capture_output=True,
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def places(out: str) -> list[str]:
    return [line.partition("] ")[0] for line in out.splitlines()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (YAML, ["<stdin>:2:1: error[RR103", "<stdin>:5:3: error[RR102"]),
        (PYTHON, ["<stdin>:5:14: error[RR901", "<stdin>:6:24: error[RR103"]),
        (TYPESCRIPT, ["<stdin>:4:14: error[RR901", "<stdin>:5:37: error[RR103"]),
        (
            "{'type': 'Inbound', 'name': 'A', 'agentId': 'a', 'phoneNumbers': ['+14155550100']}",
            ["<stdin>:1:2: error[RR103"],
        ),
        (
            '{"type": "Inbound", "name": "A", "agentId": "a", "phoneNumbers": ["+14155550100"]}',
            ["<stdin>:1:2: error[RR103"],
        ),
    ],
)
def test_standard_input_is_read_as_what_it_is(text: str, expected: list[str]) -> None:
    if "process.env" in text:
        pytest.importorskip("tree_sitter_typescript")
    code, out, _ = siplint("check", "--isolated", "--format", "concise", "-", text=text)
    assert (code, places(out)) == (1, expected)


def test_a_name_says_what_standard_input_is() -> None:
    code, out, _ = siplint(
        "check", "--isolated", "--format", "concise", "--stdin-filename", "r.jsonc", "-", text="{} // x"
    )
    assert (code, {line.partition(":")[0] for line in out.splitlines()}) == (1, {"r.jsonc"})
    assert "RR001" not in out


def test_fixes_of_yaml_on_standard_input() -> None:
    code, out, _ = siplint("check", "--isolated", "--fix", "-", text=YAML)
    assert (code, out) == (0, YAML.replace("Inbound", "inbound").replace("+14155550100", '"+14155550100"'))


def test_comments_in_the_configuration(tmp_path: Path) -> None:
    text = '{"name": "A", "type": "Inbound", "agentId": "a", "phoneNumbers": ["+14155550100"],} // x\n'
    (tmp_path / "a.json").write_text(text)
    (tmp_path / "siplint.toml").write_text("comments = true\n")
    assert siplint("check", "--fix", folder=tmp_path)[0] == 0
    assert (tmp_path / "a.json").read_text() == text.replace("Inbound", "inbound")
    (tmp_path / "siplint.toml").write_text('comments = "yes"\n')
    assert siplint("check", folder=tmp_path)[0] == 2


def test_a_walk_reads_json_with_comments(tmp_path: Path) -> None:
    (tmp_path / "a.jsonc").write_text(
        '{"name": "A", "type": "Inbound", "agentId": "a", "phoneNumbers": ["+14155550100"],}'
    )
    (tmp_path / "settings.jsonc").write_text('// of an editor\n{"a": 1}')
    code, out, err = siplint("check", "--isolated", "--format", "concise", folder=tmp_path)
    assert (code, places(out)) == (1, ["a.jsonc:1:15: error[RR103"])
    assert "passed over 1 file that holds something else" in err or "skipped 1 file" in err


def test_unused_comments_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        YAML.replace("Inbound", "inbound # siplint: ignore[RR103]").replace("+14155550100", "'+14155550100'")
    )
    code, out, err = siplint("check", "--isolated", "a.yaml", folder=tmp_path)
    assert (code, out) == (0, "")
    assert '"RR103" of the comment in a.yaml, line 2, matches nothing in this run' in err


def test_a_number_is_found_in_yaml(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(YAML.replace("+14155550100", "'+14155550100'").replace("Inbound", "inbound"))
    code, out, _ = siplint("route", "+14155550100", "a.yaml", folder=tmp_path)
    assert code == 0
    assert "a.yaml:1" in out
