"""The library's functions beside `check`: files by path, fixes, and what a wrong call is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import siplint

ONE = "+14155551234"
GOOD = {"name": "n", "type": "inbound", "phoneNumbers": [ONE], "agentId": "a"}
ACCOUNT = {"version": 1, "routingRules": [{"id": "rr_1", "name": "o", "type": "inbound", "numbers": [ONE]}]}


def places(report: Any) -> list[tuple[str, str, str]]:
    return [(one.code, one.file, one.pointer) for one in report]


@pytest.mark.parametrize("as_path", [str, Path])
def test_a_file_is_checked_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_path: Any) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "rule.json"
    file.write_text(json.dumps(GOOD | {"headers": {"X-A": "b"}}, indent=1))
    for path in ("in/rule.json", "./in/../in/rule.json", str(file)):
        report = siplint.check_file(as_path(path))
        assert places(report) == [("RR201", "in/rule.json", "/headers")]
        assert report[0].start
        assert report[0].start.line == 8
    monkeypatch.chdir(tmp_path / "in")
    assert places(siplint.check_file(as_path(str(file)))) == [("RR201", "rule.json", "/headers")]
    monkeypatch.chdir("/")
    assert siplint.check_file(as_path(str(file))).names == (str(file)[1:],)


def test_a_file_may_hold_a_rule_a_line_or_updates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rules.jsonl").write_text(f"{json.dumps(GOOD)}\n{{}}\n")
    assert places(siplint.check_file("rules.jsonl")) == [
        ("RR101", "rules.jsonl", f"/1/{name}") for name in ("name", "phoneNumbers", "type")
    ]
    Path("update.json").write_text('{"headers": {"X-A": "b"}}')
    assert places(siplint.check_file("update.json", kind="update", account=ACCOUNT, rule_id="rr_1")) == [
        ("RR603", "update.json", "/headers")
    ]
    assert places(siplint.check_file("update.json", kind="update", direction="inbound")) == [
        ("RR603", "update.json", "/headers")
    ]
    with pytest.raises(FileNotFoundError):
        siplint.check_file("none.json")
    with pytest.raises(IsADirectoryError):
        siplint.check_file(".")


@pytest.mark.parametrize("files", [["x.json"], ("x.json",), "x.json", b"{}", {"x.json"}, Path("x.json"), None])
def test_what_is_no_mapping_of_files_is_told_the_right_call(files: Any) -> None:
    with pytest.raises(TypeError) as caught:
        siplint.check_files(files)
    assert str(caught.value) == (
        f"check_files takes a mapping of names to bytes, {{name: data}}, not {type(files).__name__};"
        " to read a file, use check_file(path)"
    )


@pytest.mark.parametrize("data", ["{}", "x.json", Path("x.json"), None, {"name": "n"}])
def test_what_are_no_bytes_is_told_the_right_call(data: Any) -> None:
    said = f"a file is given as bytes, not as {type(data).__name__}; to read a file, use check_file(path)"
    with pytest.raises(TypeError) as caught:
        siplint.check_files({"x.json": data})
    assert str(caught.value) == f"x.json: {said}"
    with pytest.raises(TypeError) as caught:
        siplint.check_bytes(data)
    assert str(caught.value) == f"<memory>: {said}"
    with pytest.raises(TypeError) as caught:
        siplint.fix(data)
    assert str(caught.value) == f"fix takes the bytes of a file, not {type(data).__name__}"


@pytest.mark.parametrize(
    ("data", "more", "fixed"),
    [
        (b'{"name": "n", "type": "Inbound",}', {}, b'{"name": "n", "type": "inbound"}'),
        (b'{"name": "n", "type": "inbound", "phoneNumbers": "+14155551234"}', {}, None),
        (
            b'{"name": "n", "type": "inbound", "phoneNumbers": "+14155551234"}',
            {"unsafe": True},
            b'{"name": "n", "type": "inbound", "phoneNumbers": ["+14155551234"]}',
        ),
        (b'{"room": null, "name": "n"}', {"kind": "update"}, None),
        (b'{"tags": ["a"],}\n{}\n', {"file": "a.jsonl", "kind": "update"}, b'{"tags": ["a"]}\n{}\n'),
        (b"", {}, None),
        (b"\xff", {"unsafe": True}, None),
    ],
)
def test_fixes_are_made_in_bytes(data: bytes, more: Any, fixed: bytes | None) -> None:
    assert siplint.fix(data, **more) == (data if fixed is None else fixed)
    array: Any = bytearray(data)
    assert siplint.fix(array, **more) == (data if fixed is None else fixed)


def test_a_kind_or_an_id_that_is_none_is_told() -> None:
    wrong: Any = "patch"
    with pytest.raises(ValueError, match='kind is "create" or "update"'):
        siplint.check({}, kind=wrong)
    number: Any = 5
    with pytest.raises(TypeError, match="rule_id is a string, not int"):
        siplint.check({}, kind="update", rule_id=number)


def test_require_knows_the_rule_of_an_update() -> None:
    siplint.require({"name": "o", "phoneNumbers": [ONE]}, kind="update", account=ACCOUNT, rule_id="rr_1")
    with pytest.raises(siplint.InvalidRoutingRule) as caught:
        siplint.require({"headers": {"X-A": "b"}}, kind="update", account=ACCOUNT, rule_id="rr_1")
    assert places(caught.value.report) == [("RR603", "<memory>", "/headers")]
    with pytest.raises(siplint.InvalidRoutingRule) as caught:
        siplint.require(GOOD | {"name": "o"}, account=ACCOUNT)
    assert places(caught.value.report) == [("RR802", "<memory>", "/phoneNumbers/0")]


def test_the_parts_of_a_report_that_are_for_users_are_listed() -> None:
    report = siplint.check({})
    assert dir(report) == [
        *("diagnostics", "errors", "failures", "files", "names", "notes", "ok", "rules", "skipped", "to_dict"),
        *("unread", "warnings"),
    ]
    assert [name for name in dir(report) if not hasattr(report, name)] == []


def test_all_that_is_public_can_be_had() -> None:
    for name in siplint.__all__:
        assert getattr(siplint, name)
        assert name in dir(siplint)
