"""`--fix` lists each change, `--diff` is relative to the working folder and coloured, a signal leaves no half of a file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from places import ROOT
from siplint.cli.diff import colored_diff, diff, relative
from siplint.cli.main import main

SOURCE = str(ROOT / "src")
BODY = {"name": "a", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "agent-1"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def body(**more: Any) -> str:
    return json.dumps({**BODY, **more}, ensure_ascii=False)


def fix(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """Run `--fix`; return the changes it names."""
    main(["check", "--isolated", "--fix", *words])
    return [line for line in capsys.readouterr().err.split("\n") if line.startswith("siplint: fixed ") and "→" in line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (body(type="Inbound"), 'a.json:1:15 /type: RR103 wrong-value: "type": "Inbound" → "type": "inbound"'),
        (
            body(phoneNumbers=["+1 415 555 1234"]),
            'a.json:1:51 /phoneNumbers/0: RR301 not-e164: "+1 415 555 1234" → "+14155551234"',
        ),
        (body(recording=None), 'a.json:1:90 /recording: RR106 null-value: "recording": null → nothing'),
        (body()[:-1] + ",}", "a.json:1:88: RR001 not-json: , → nothing"),
        (body(phoneNumbers=["\u001b", "+1 415 555 1234"]).replace('"\\u001b", ', ""), None),
    ],
)
def test_each_change_is_named(here: Path, capsys: pytest.CaptureFixture[str], text: str, expected: str | None) -> None:
    (here / "a.json").write_text(text, encoding="utf-8")
    lines = fix(capsys, "a.json")
    if expected:
        assert lines == [f"siplint: fixed {expected}"]


def test_changes_of_several_rounds_and_files_are_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.json").write_text(body(type="Inbound")[:-1] + ",}")
    (here / "b.json").write_text("[" + body(name="b", phoneNumbers=["+1 415 555 1235"], type="INBOUND") + "]")
    assert fix(capsys, ".") == [
        "siplint: fixed a.json:1:88: RR001 not-json: , → nothing",
        'siplint: fixed a.json:1:15 /type: RR103 wrong-value: "type": "Inbound" → "type": "inbound"',
        'siplint: fixed b.json:1:16 /0/type: RR103 wrong-value: "type": "INBOUND" → "type": "inbound"',
        'siplint: fixed b.json:1:52 /0/phoneNumbers/0: RR301 not-e164: "+1 415 555 1235" → "+14155551235"',
    ]


def test_an_unsafe_change_says_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.json").write_text(body(recordng=True))
    (line,) = fix(capsys, "--unsafe-fixes", "a.json")
    assert line.startswith(
        'siplint: fixed a.json:1:90 /recordng: RR105 unknown-field: "recordng": true → "recording": true (unsafe: '
    )


def test_quiet_names_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.json").write_text(body(type="Inbound"))
    assert fix(capsys, "-q", "a.json") == []
    assert json.loads((here / "a.json").read_text()) == BODY


def test_a_change_shows_no_secret_and_no_control_character(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"
    (here / "a.json").write_text(body(apiKey=secret)[:-1] + ',"\x1b\x9b"}')
    (here / "b.json").write_text(
        body(name="b", phoneNumbers=["+14155551235"], agentMetadata={"token": secret, "x": None}, Type="##[error]")
    )
    main(["check", "--isolated", "--fix", "--unsafe-fixes", "."])
    said = capsys.readouterr()
    assert secret not in said.err + said.out
    assert "\x1b" not in said.err
    assert "##[" not in said.err


def test_other_names_of_a_file_are_mentioned(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.json").write_text(body(type="Inbound"))
    os.link(here / "a.json", here / "a.txt")
    assert main(["check", "--isolated", "--fix", "a.json"]) == 0
    assert "siplint: a.json: 1 other name of this file (hard links) had no part in it\n" in capsys.readouterr().err
    assert json.loads((here / "a.txt").read_text())["type"] == "Inbound"


def test_a_link_out_of_the_project_is_not_fixed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here.parent / "b.json").write_text(body(type="Inbound"))
    (here / "a.json").symlink_to("../b.json")
    assert main(["check", "--isolated", "--fix", "a.json"]) == 2
    sentence = f"a.json was not fixed and is as it was: it leads out of the working folder, to {here.parent / 'b.json'}; name that file itself"
    assert f"siplint: {sentence}\n" in capsys.readouterr().err
    assert json.loads((here.parent / "b.json").read_text())["type"] == "Inbound"


# --diff


def test_a_diff_names_files_from_the_working_folder_on(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "sub").mkdir()
    (here / "sub" / "a.json").write_text(body(type="Inbound"))
    (here.parent / "b.json").write_text(body(type="Inbound", name="b", phoneNumbers=["+14155551235"]))
    for path, named in (
        (str(here.parent / "b.json"), "../b.json"),
        (str(here / "sub" / "a.json"), "sub/a.json"),
        ("../b.json", "../b.json"),
    ):
        assert main(["check", "--isolated", "--diff", path]) == 1
        assert capsys.readouterr().out.split("\n")[:2] == [f"--- a/{named}", f"+++ b/{named}"]


def test_without_a_working_folder_the_name_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_name: str) -> str:
        raise FileNotFoundError

    monkeypatch.setattr("os.path.relpath", gone)
    assert relative("/x/a.json") == "/x/a.json"
    assert diff(relative("/x/a.json"), b"1\n", b"2\n").startswith("--- a/x/a.json\n+++ b/x/a.json\n")


def test_a_diff_has_the_colours_of_git(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.json").write_text(body(type="Inbound") + "\n")
    assert main(["check", "--isolated", "--diff", "--color", "always", "a.json"]) == 1
    old, new = body(type="Inbound"), body()
    assert capsys.readouterr().out == (
        "\x1b[1m--- a/a.json\x1b[0m\n\x1b[1m+++ b/a.json\x1b[0m\n\x1b[36m@@ -1 +1 @@\x1b[0m\n"
        f"\x1b[31m-{old}\x1b[0m\n\x1b[32m+{new}\x1b[0m\n"
    )
    assert main(["check", "--isolated", "--diff", "--color", "never", "a.json"]) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_colours_keep_line_ends_and_lines_that_look_like_heads() -> None:
    text = diff("a", b"-- x\r\n1\r\n", b"++ y\r\n1\r\n")
    assert colored_diff(text) == (
        "\x1b[1m--- a/a\x1b[0m\n\x1b[1m+++ b/a\x1b[0m\n\x1b[36m@@ -1,2 +1,2 @@\x1b[0m\n"
        "\x1b[31m--- x\x1b[0m\r\n\x1b[32m+++ y\x1b[0m\r\n 1\r\n"
    )


# ended while it fixes


def test_a_signal_while_files_are_fixed_leaves_each_whole_and_nothing_beside(here: Path) -> None:
    bad, good = body(type="Inbound"), body()
    for index in range(300):
        (here / f"{index:03}.json").write_text(bad.replace('"a"', f'"{index}"').replace("5551234", f"555{index:04}"))
    command = [sys.executable, "-m", "siplint", "check", "--isolated", "--no-cross-file", "--fix", "."]
    process = subprocess.Popen(command, cwd=here, env={**os.environ, "PYTHONPATH": SOURCE}, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while "Inbound" in (here / "000.json").read_text() and time.monotonic() < until:
        time.sleep(0.001)
    process.send_signal(signal.SIGTERM)
    assert process.stderr
    process.stderr.close()
    assert process.wait(60) == -signal.SIGTERM
    assert sorted(path.name for path in here.iterdir()) == [f"{index:03}.json" for index in range(300)]
    kinds = {json.loads(path.read_text())["type"] for path in here.iterdir()}
    assert kinds == {"Inbound", "inbound"}
    assert len(good) == len(bad)
