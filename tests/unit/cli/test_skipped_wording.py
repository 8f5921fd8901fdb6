"""What was left out is said to be skipped or ignored, and a key that appears twice to appear twice."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import siplint
from siplint.cli.main import main

RULE = json.dumps({"name": "a", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "agent-1"})


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(RULE)
    return tmp_path


@pytest.mark.parametrize(("number", "said"), [(1, "skipped 1 file that holds"), (3, "skipped 3 files that hold")])
def test_files_that_hold_something_else_are_skipped(
    number: int, said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for index in range(number):
        (here / f"other{index}.json").write_text('{"compilerOptions": {}}')
    assert main(["check", "--isolated", "."]) == 0
    assert capsys.readouterr().err == f"siplint: {said} something else\n"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 file that cannot be parsed; -v names it"), (2, "2 files that cannot be parsed; -v names them")],
)
def test_files_that_cannot_be_parsed_are_not_said_to_hold_something_else(
    number: int, said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "other.json").write_text('{"compilerOptions": {}}')
    for index in range(number):
        (here / f"broken{index}.json").write_text('{"compilerOptions": {')
    assert main(["check", "--isolated", "."]) == 0
    assert capsys.readouterr().err == (f"siplint: skipped 1 file that holds something else\nsiplint: skipped {said}\n")


@pytest.mark.parametrize(
    "text", ['{\n  // a comment\n  "compilerOptions": {},\n}', '{"siplint-baseline": 1}\n{"code": "RR102"}\n']
)
def test_what_can_be_parsed_otherwise_holds_something_else(
    text: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "other.json").write_text(text)
    assert main(["check", "--isolated", "."]) == 0
    assert capsys.readouterr().err == "siplint: skipped 1 file that holds something else\n"


def test_verbose_names_the_files_that_cannot_be_parsed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "broken.json").write_text('{"compilerOptions": {')
    (here / "broken.sh").write_bytes(b"curl https://api.videosdk.live/v2/sip/routing-rule -d '\xff'")
    assert main(["check", "--isolated", "--embedded", "-v", "."]) == 0
    assert capsys.readouterr().err == (
        "siplint: configuration: none\n"
        "siplint: skipped broken.json: cannot be parsed, and nothing in it looks like a routing rule\n"
        "siplint: skipped broken.sh: line 1: is not UTF-8\n"
        "siplint: skipped 2 files that cannot be parsed\n"
    )


def test_a_document_with_examples_that_cannot_be_parsed_holds_something_else(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "b.md").write_text('# A\n\n```json\n{"phoneNumbers": [}\n```\n')
    assert main(["check", "--isolated", "--embedded", "."]) == 0
    assert capsys.readouterr().err == "siplint: skipped 1 file that holds something else\n"


def test_a_file_that_needs_an_extra_is_counted_once(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "b.yaml").write_text("name: a\ntype: inbound\nphoneNumbers: ['+14155551238']\nagentId: a\n")
    (here / "other.json").write_text('{"compilerOptions": {}}')
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert main(["check", "--isolated", "--embedded", "."]) == 0
    assert capsys.readouterr().err == (
        'siplint: did not read 1 file: reading YAML needs PyYAML: pip install "siplint[yaml]"\n'
        "siplint: skipped 1 file that holds something else\n"
    )


def test_a_table_beside_a_file_of_our_own_is_ignored(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "siplint.toml").write_text("strict = true\n")
    (here / "pyproject.toml").write_text("[tool.siplint]\nstrict = false\n")
    assert main(["check", "a.json"]) == 0
    assert capsys.readouterr().err == (
        "siplint: pyproject.toml: [tool.siplint] is ignored, because there is a siplint.toml\n"
    )


def test_a_route_skips_what_is_not_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "b.json").write_text("{")
    main(["route", "--isolated", "+14155551234", "a.json", "b.json"])
    assert capsys.readouterr().err == "siplint: b.json: not JSON, skipped\n"


@pytest.mark.parametrize(
    ("text", "key", "pointer"),
    [
        ('{"name":"a",' + RULE[1:], "name", "/name"),
        ('{"\\u006eame":"a",' + RULE[1:], "name", "/name"),
        (RULE[:-1] + ',"room":{"type":"dynamic","type":"dynamic"}}', "type", "/room/type"),
        (f"[{RULE[:-1]}," + '"tags":[],"tags":[]}]', "tags", "/0/tags"),
        (RULE[:-1] + ',"agentMetadata":{"":1,"":1}}', "", "/agentMetadata/"),
    ],
)
def test_a_key_appears_twice(text: str, key: str, pointer: str) -> None:
    found = [one for one in siplint.check_bytes(text.encode()) if one.code == "RR003"]
    assert [(one.pointer, one.message) for one in found] == [(pointer, f'the key "{key}" appears twice in one object')]
    assert [label.message for label in found[0].labels] == ["the first one is here"]
