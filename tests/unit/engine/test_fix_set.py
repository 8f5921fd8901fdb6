"""Fixes of several files: what is safe brings no error to any of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

import siplint.engine.fix_set
from siplint.account.snapshot import account_of
from siplint.api import check_files
from siplint.engine.fix import fix_bytes, fix_rounds
from siplint.engine.fix_set import fix_set
from siplint.model.diagnostic import Diagnostic, Label
from siplint.model.settings import Settings

NUMBER, OTHER = "+14155551234", "+14155551235"
DEFAULT = Settings()


def rule(number: str, name: str = "a", **more: Any) -> bytes:
    body = {"name": name, "type": "inbound", "phoneNumbers": [number], "agentId": "agent-1"}
    return json.dumps({**body, **more}).encode()


def fixed(files: dict[str, bytes], settings: Settings = DEFAULT, *, unsafe: bool = False) -> dict[str, bytes]:
    failures: list[str] = []
    result = {name: one.data for name, one in fix_set(files, settings, failures, unsafe=unsafe).items()}
    assert failures == []
    return result


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """A set of rules in which a number is in two files only if it is written alike: a fix can bring that error."""

    def strict_errors(files: Any, settings: Settings) -> list[Diagnostic]:
        found = list(check_files({name: one.data for name, one in files.items()}, settings=settings).errors)
        found = [one for one in found if one.code != "RR701"]
        first: dict[str, Label] = {}
        for name in sorted(files):
            value = json.loads(files[name].data)
            for index, body in enumerate(value if isinstance(value, list) else [value]):
                pointer = f"/{index}/phoneNumbers/0" if isinstance(value, list) else "/phoneNumbers/0"
                for number in body["phoneNumbers"]:
                    label = first.setdefault(number, Label("here", name, pointer))
                    if label.file != name:
                        found.append(Diagnostic("RR701", "", "error", "", "", name, pointer, labels=(label,)))
        return found

    monkeypatch.setattr("siplint.engine.fix_set._errors", strict_errors)


def errors(files: dict[str, bytes], settings: Settings = DEFAULT) -> list[tuple[str, str, str]]:
    return [(one.code, one.file, one.pointer) for one in check_files(files, settings=settings).errors]


def test_what_is_in_two_files_already_is_fixed_in_both() -> None:
    files = {"a.json": rule(NUMBER), "b.json": rule(f"{NUMBER} ", "b")}
    assert errors(files) == [("RR301", "b.json", "/phoneNumbers/0"), ("RR701", "b.json", "/phoneNumbers/0")]
    better = fixed(files)
    assert better == {"a.json": rule(NUMBER), "b.json": rule(NUMBER, "b")}
    assert errors(better) == [("RR701", "b.json", "/phoneNumbers/0")]


NUMBERS = [
    f"{NUMBER} ",
    f" {NUMBER}",
    "+1 415 555 1234",
    "+1-415-555-1234",
    "+1 (415) 555-1234",
    "+1\u00a0415\u00a05551234",
    f"{NUMBER}\u200b",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("more", [{}, {"type": "Inbound"}, {"recording": "true"}, {"dtmf": None}])
@pytest.mark.parametrize("unsafe", [False, True])
def test_a_safe_fix_brings_no_error(number: str, more: dict[str, Any], unsafe: bool) -> None:
    files = {"a.json": rule(number, "b", **more), "b.json": rule(NUMBER), "c.json": rule(number, "c")}
    before = errors(files)
    assert [one for one in errors(fixed(files, unsafe=unsafe)) if one not in before] == []


@pytest.mark.usefixtures("strict")
def test_a_number_that_another_file_has_is_left() -> None:
    files = {"a.json": rule(NUMBER), "b.json": rule(f"{NUMBER} ", "b")}
    assert fix_bytes("b.json", files["b.json"])[0] == rule(NUMBER, "b")
    assert fixed(files) == files
    assert [one.is_partial for one in fix_set(files, DEFAULT, [], unsafe=False).values()] == [False, True]


@pytest.mark.usefixtures("strict")
def test_a_number_that_only_looks_like_it_is_fixed() -> None:
    files = {"a.json": rule(NUMBER), "b.json": rule(f"{OTHER} ", "b")}
    assert fixed(files) == {"a.json": rule(NUMBER), "b.json": rule(OTHER, "b")}


@pytest.mark.usefixtures("strict")
def test_of_two_files_with_one_number_one_is_fixed() -> None:
    files = {"a.json": rule(f"{NUMBER} "), "b.json": rule(f" {NUMBER}", "b")}
    assert fixed(files) == {"a.json": rule(NUMBER), "b.json": files["b.json"]}


@pytest.mark.usefixtures("strict")
def test_the_other_fixes_of_the_file_are_made() -> None:
    files = {"a.json": rule(NUMBER), "b.json": b"[" + rule(f"{NUMBER} ", "b", type="Inbound") + b"]"}
    assert fixed(files)["b.json"] == b"[" + rule(f"{NUMBER} ", "b") + b"]"


@pytest.mark.usefixtures("strict")
def test_the_other_rules_of_the_file_are_fixed() -> None:
    both = b"[%s, %s]"
    files = {"a.json": rule(NUMBER), "b.json": both % (rule(f"{NUMBER} ", "b"), rule(f"{OTHER} ", "c"))}
    assert fixed(files)["b.json"] == both % (rule(f"{NUMBER} ", "b"), rule(OTHER, "c"))


@pytest.mark.usefixtures("strict")
def test_each_has_what_stands_in_another_ones_way() -> None:
    numbers = (f"{NUMBER} ", OTHER, NUMBER, f"{OTHER} ")
    files = {f"{name}.json": rule(number, name) for name, number in zip("abcd", numbers, strict=True)}
    assert fixed(files) == files


@pytest.mark.usefixtures("strict")
def test_an_error_that_was_there_is_no_reason() -> None:
    files = {"a.json": rule(NUMBER), "b.json": rule(NUMBER, "b", type="Inbound")}
    assert fixed(files)["b.json"] == rule(NUMBER, "b")


def test_an_error_that_comes_to_light_is_no_reason() -> None:
    broken = rule(f"{NUMBER} ", "b")[:-1] + b",}"
    files = {"a.json": rule(NUMBER), "b.json": broken}
    assert errors(files) == [("RR001", "b.json", "")]
    assert fixed(files)["b.json"] == rule(NUMBER, "b")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_safe_fix_brings_no_error_against_the_account(number: str) -> None:
    stored = {"id": "1", "name": "stored", "type": "inbound", "phoneNumbers": [NUMBER], "agentId": "agent-1"}
    numbers = [{"phoneNumber": {"e164": one}} for one in (NUMBER, OTHER)]
    snapshot = {"version": 1, "takenAt": "2026-01-01T00:00:00Z", "routingRules": [stored], "phoneNumbers": numbers}
    settings = Settings(account=account_of(json.dumps(snapshot).encode()))
    for files in ({"b.json": rule(number, "b")}, {"b.json": rule(f"{OTHER} ", "b")}):
        before = errors(files, settings)
        assert [one for one in errors(fixed(files, settings), settings) if one not in before] == []


@pytest.mark.usefixtures("strict")
def test_an_unsafe_fix_may_bring_errors_of_other_rules_and_a_safe_one_still_not() -> None:
    files = {"a.json": rule(NUMBER), "b.json": rule(f"{NUMBER} ", "b", recordng=True)}
    assert fixed(files, unsafe=True)["b.json"] == rule(NUMBER, "b", recording=True)
    assert fixed(files) == files


@pytest.mark.usefixtures("strict")
def test_many_files_that_stand_in_each_others_way_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siplint.engine.fix_set.MOST_RETRIED", 3)
    files = {f"{index}.json": rule(NUMBER + " " * (index + 1), str(index)) for index in range(5)}
    assert fixed(files) == files


@pytest.mark.usefixtures("strict")
def test_the_set_is_checked_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{index}.json": rule(NUMBER + " " * (index + 1), str(index)) for index in range(150)}
    calls: list[int] = []
    really = siplint.engine.fix_set._errors

    def counting(contents: Any, settings: Settings) -> Any:
        calls.append(len(contents))
        return really(contents, settings)

    monkeypatch.setattr("siplint.engine.fix_set._errors", counting)
    assert fixed(files) == files
    assert calls == [150, 150]


def test_an_error_of_ours_costs_its_own_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    really = fix_rounds

    def failing(name: str, *rest: Any, **more: Any) -> Any:
        if name == "a.json":
            raise ZeroDivisionError
        return really(name, *rest, **more)

    monkeypatch.setattr("siplint.engine.fix_set.fix_rounds", failing)
    failures: list[str] = []
    files = {"a.json": rule(f"{NUMBER} "), "b.json": rule(f"{OTHER} ", "b")}
    result = fix_set(files, DEFAULT, failures, unsafe=False)
    assert [one.data for one in result.values()] == [files["a.json"], rule(OTHER, "b")]
    assert failures == ["a.json: ZeroDivisionError in engine/fix_set.py, line 59"] or failures[0].startswith(
        "a.json: ZeroDivisionError"
    )
