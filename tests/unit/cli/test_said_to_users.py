"""What the command says to people: about its options, and about what it removed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from siplint.cli.main import main

BODY = {"name": "a", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "agent-1"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("word", ["9999", "1000", "-3", "x", "1.5", "two"])
def test_a_wrong_number_of_processes_is_told_with_the_limits(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--isolated", f"--jobs={word}"]) == 2
    said = capsys.readouterr().err
    assert said == f"siplint: --jobs takes a number of processes, 1 to 999, or auto, not {word!r}\n"


@pytest.mark.parametrize(
    ("members", "gone", "rest"),
    [
        (
            {"headers": {"X-A": "b"}, "headersToAttributes": {"X-B": "c"}},
            '"headers": {"X-A": "b"}',
            "headersToAttributes",
        ),
        ({"headers": {"X-A": "b"}, "recording": True}, '"headers": {"X-A": "b"}', "recording"),
        ({"tags": ["x"], "headers": {"X-A": "b"}}, '"headers": {"X-A": "b"}', "tags"),
        ({"headers": {"X-A": "b"}}, '"headers": {"X-A": "b"}', ""),
        ({"headers": {}, "hidePhoneNumber": False}, '"headers": {}', "hidePhoneNumber"),
        ({"room": {"type": "static", "id": "r", "prefix": "random", "pin": "8301"}}, '"prefix": "random"', "room"),
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_removed_member_is_listed_without_its_neighbours(
    members: dict[str, Any],
    gone: str,
    rest: str,
    indent: int | None,
    here: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (here / "a.json").write_text(json.dumps({**members, **BODY}, indent=indent))
    main(["check", "--isolated", "--fix", "--unsafe-fixes", "a.json"])
    lines = [line for line in capsys.readouterr().err.split("\n") if "→" in line]
    assert len(lines) == 1
    said = lines[0].split(": ", 3)[3].split(" (unsafe")[0]
    assert said.replace("{ ", "{").replace(" }", "}") == f"{gone} → nothing"
    left = json.loads((here / "a.json").read_text())
    assert not rest or rest in left


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--select", "RR704"], ["--select RR704 shows nothing without --min-severity info"]),
        (["--select", "rr704"], ["--select rr704 shows nothing without --min-severity info"]),
        (["--select", "same-name,RR201"], ["--select same-name shows nothing without --min-severity info"]),
        (
            ["--select", "RR704", "--select", "RR307"],
            [f"--select {code} shows nothing without --min-severity info" for code in ("RR704", "RR307")],
        ),
        (["--select", "RR113", "--min-severity", "error"], []),
        (["--select", "RR704", "--min-severity", "info"], []),
        (["--select", "RR7"], []),
        (["--select", "RR201"], []),
        (["--ignore", "RR704"], ['"RR704" of `ignore` matches nothing in this run']),
        ([], []),
        (["--select", "RR704", "-q"], []),
    ],
)
def test_a_selection_that_can_show_nothing_is_named(
    words: list[str], said: list[str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a.json").write_text(json.dumps(BODY))
    assert main(["check", "--isolated", "a.json", *words]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line for line in captured.err.split("\n") if line] == [f"siplint: {one}" for one in said]


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (["nope"], ["nope: there is no such file or folder (`paths` in siplint.toml)"]),
        (["rules/nope.json"], ["rules/nope.json: there is no such file or folder (`paths` in siplint.toml)"]),
        (["a.json", "./b"], ["b: there is no such file or folder (`paths` in siplint.toml)"]),
        (["b", "c"], [f"{name}: there is no such file or folder (`paths` in siplint.toml)" for name in "bc"]),
        (["a.json"], []),
    ],
)
def test_a_configured_path_that_is_missing_is_named_with_its_configuration(
    paths: list[str], said: list[str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "a.json").write_text(json.dumps(BODY))
    (here / "siplint.toml").write_text(f"paths = {json.dumps(paths)}\n")
    assert main(["check"]) == (2 if said else 0)
    assert [line for line in capsys.readouterr().err.split("\n") if line] == [f"siplint: {one}" for one in said]


def test_a_missing_path_of_the_command_line_is_named_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "siplint.toml").write_text('paths = ["nope"]\n')
    assert main(["check", "nope"]) == 2
    assert capsys.readouterr().err == "siplint: nope: there is no such file or folder\n"
