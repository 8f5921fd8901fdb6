"""Attacks by the author of a repository: configurations, policies and files that are made to stop or mislead siplint."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from attacks import BAD, FOUND, GOOD
from command_run import SECRET, Ran
from siplint.cli import main as cli
from siplint.model.examples import INBOUND_BODY

Run = Callable[..., Ran]
LONG_NAME = "a" * 200 + ".json"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("SIPLINT_FORMAT", "SIPLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, command: str = "check", **files: str | bytes) -> Ran:
        for name, content in files.items():
            (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        options = ("--format", "json") if command == "check" else ()
        code = cli.main((command, *options, *words))
        return Ran(code, *capfd.readouterr())

    return run


REFUSED = {
    "nested arrays": ("x = " + "[" * 100_000, "siplint.toml: this is nested too deeply to be read"),
    "nested tables": ("x = " + "{a=" * 20_000, "siplint.toml: this is nested too deeply to be read"),
    "a dotted key": ("a" + ".a" * 100_000 + " = 1", "siplint.toml:1: a key has more than 32 parts"),
    "a number of 5000 digits": (
        "account-max-age = " + "9" * 5000,
        "siplint.toml: this has a number that is too long to be read",
    ),
    "nan": (
        "account-max-age = nan",
        "siplint.toml:1: `account-max-age` is a number; it should be a number of days above 0",
    ),
    "a date": ("paths = 2020-01-01", "siplint.toml:1: `paths` is a date or a time; it should be a list of strings"),
    "a surrogate": (
        'paths = ["\\ud800"]',
        "siplint.toml:1:17: this is not TOML: escaped character is not a Unicode scalar value",
    ),
    "an escape sequence": ('"\\u001b[2J::error" = 1', "siplint.toml:1: there is no key `␛[2J::error`"),
    "turned writing": ("'\u202e##[error]x' = 1", "siplint.toml:1: there is no key `\\u202e# #[error]x`"),
    "a secret as a key": (f"'{SECRET}' = 1", "siplint.toml:1: there is no key `***`"),
    "a secret as a value": (
        f"min-severity = '{SECRET}'",
        'siplint.toml:1: `min-severity` is "***"; it should be `error`, `warning` or `info`',
    ),
    "a secret as a code": (f"select = ['{SECRET}']", 'siplint.toml:1: there is no rule "***"'),
    "a secret as a glob": (f"exclude = ['{SECRET}[']", 'siplint.toml:1: "***[" is not a glob'),
    "a secret as a pointer": (
        f"rules-at = ['{SECRET}']",
        'siplint.toml:1: "***" is not a JSON Pointer such as "/data" or "/rules/*"',
    ),
    "a secret given twice": (
        f"{SECRET} = 1\n{SECRET} = 2",
        "siplint.toml:2: this is not TOML: cannot overwrite a value",
    ),
    "a secret in a table": (f"[per-file-ignores]\n'*' = ['{SECRET}']", 'siplint.toml:2: there is no rule "***"'),
    "a long word": (
        "min-severity = '" + "error" * 20_000 + "'",
        'siplint.toml:1: `min-severity` is "' + "error" * 12 + '…"; it should be `error`, `warning` or `info`',
    ),
    "a policy that is a folder": ("policy = 'sub/..'", ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_configuration_is_refused_in_one_sentence(run: Run, name: str, tmp_path: Path) -> None:
    text, sentence = REFUSED[name]
    (tmp_path / "sub").mkdir()
    ran = run("a.json", **{"siplint.toml": text, "a.json": BAD}).held(2)
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert ran.err == f"siplint: {sentence}\n" or not sentence


HARMLESS = {
    "an age of 4000 digits": "account-max-age = " + "9" * 4000,
    "an endless age": "account-max-age = inf",
    "templates that match anything": "templates = [" + ",".join(f"'{'a…' * 20}{n}'" for n in range(100)) + "]",
    "a deep pointer": "rules-at = ['" + "/*" * 20_000 + "']",
    "a hundred pointers": "rules-at = [" + ",".join(["'/*/*/*'"] * 100) + "]",
    "stars in exclude": "exclude = ['" + "*a" * 2000 + "b']",
    "stars in per-file-ignores": "[per-file-ignores]\n" + "".join(f"'{'*a' * 60}{n}' = ['RR1']\n" for n in range(900)),
    "a long pointer in per-file-ignores": "[per-file-ignores]\n'*.json#" + "/a" * 50_000 + "' = ['RR102']\n",
    "names of secrets in per-file-ignores": f"[per-file-ignores]\n'{SECRET}' = ['RR102']\n",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_configuration_hides_no_finding(run: Run, name: str) -> None:
    ran = run(".", **{"siplint.toml": HARMLESS[name], "a.json": BAD, LONG_NAME: GOOD}).held(1)
    assert ran.places == FOUND


def test_a_note_shows_no_secret_where_nothing_is_found(run: Run) -> None:
    text = f"[per-file-ignores]\n'{SECRET}.json' = ['RR102']\n"
    ran = run("a.json", **{"siplint.toml": text, "a.json": GOOD}).held(0)
    assert "of `per-file-ignores` matches nothing in this run" in ran.err


@pytest.mark.parametrize(
    ("schema", "place", "sentence"),
    [
        ({"$id": "http://["}, "1:2", '"http://[" is not a URI'),
        ({"$schema": "http://[::"}, "1:2", '"http://[::" is not a URI'),
        ({"$ref": "http://[x"}, "1:2", '"http://[x" is not a URI'),
        ({"$dynamicRef": "//["}, "1:2", '"//[" is not a URI'),
        ({"$defs": {"a": {"$id": "//[::1"}}}, "1:18", '"//[::1" is not a URI'),
        ({"$id": "http://a/", "properties": {"a": {"$ref": "//]"}}}, "1:43", '"//]" is not a URI'),
        ({"$schema": "http://json-schema.org/draft-04/schema#", "id": "http://["}, "1:56", '"http://[" is not a URI'),
        ({"$id": f"http://[{SECRET}"}, "1:2", '"http://[***" is not a URI'),
        ({"$ref": SECRET}, "1:2", '"***" leads nowhere in this file, and nothing is fetched from elsewhere'),
        ({"type": SECRET}, "1:2", "not a JSON Schema: '***' is not valid under any of…"),
        ({"$id": 5}, "1:2", "not a JSON Schema: 5 is not of type 'string'"),
        ({"$ref": {"a": 5}}, "1:2", "not a JSON Schema: {'a': 5} is not of type 'string'"),
        ({"$schema": [1]}, "1:2", "a list is not a dialect of JSON Schema from draft 4 to 2020-12"),
        ({"$dynamicRef": "#x"}, "1:2", '"#x" leads nowhere in this file, and nothing is fetched from elsewhere'),
        ({"$ref": "#"}, "1:1", "it refers to itself without end, or is nested too deeply"),
        ({"pattern": "(" * 5000 + ")" * 5000}, "1:1", "it refers to itself without end, or is nested too deeply"),
        ("[" * 100_000, "1:201", "nested deeper than 200 levels"),
        ("9" * 5000, "1:1", "not a JSON Schema: inf is not of type 'object', 'boolean'"),
        ("", "1:1", "the text is empty"),
    ],
)
def test_a_policy_is_refused_with_its_place(run: Run, schema: Any, place: str, sentence: str) -> None:
    text = schema if isinstance(schema, str) else json.dumps(schema)
    ran = run("a.json", **{"siplint.toml": "policy = 'p.json'", "p.json": text, "a.json": BAD}).held(2)
    assert (ran.out, ran.err) == ("", f"siplint: p.json:{place}: the policy cannot be used: {sentence}\n")


def doubling(keyword: str, end: bool) -> dict[str, Any]:
    steps = {f"a{n}": {keyword: [{"$ref": f"#/$defs/a{n + 1}"}] * 2} for n in range(39)}
    return {"$defs": {**steps, "a39": end}, "$ref": "#/$defs/a0"}


@pytest.mark.parametrize(
    "schema",
    [doubling("allOf", True), doubling("anyOf", False), doubling("oneOf", False), {"not": doubling("allOf", True)}],
)
def test_a_policy_that_doubles_ends_at_a_number_of_steps(run: Run, schema: dict[str, Any]) -> None:
    if "not" in schema:
        schema = {"$defs": schema["not"]["$defs"], "not": {"$ref": "#/$defs/a0"}}
    ran = run("a.json", **{"siplint.toml": "policy = 'p.json'", "p.json": json.dumps(schema), "a.json": BAD}).held(2)
    assert "judging a rule by it takes too many steps" in ran.err


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"properties": {"type": {"const": SECRET}}}, '`type` should be "***"'),
        ({"description": SECRET, "required": ["zz"]}, "***: `zz` is missing"),
        ({"title": "\x1b[2J::error", "required": ["zz"]}, "\x1b[2J::error: `zz` is missing"),
        ({"properties": {"name": {"minLength": 10**3000}}}, "`name` does not meet `minLength`: "),
        ({"properties": {"name": {"pattern": "^(a+)+$"}}}, '`name` does not meet `pattern`: "^(a+)+$"'),
        ({"properties": {"name": {"pattern": "(a|a)*b"}}}, '`name` does not meet `pattern`: "(a|a)*b"'),
        ({"required": ["k" * 500_000]}, "`" + "k" * 60 + "…` is missing"),
    ],
)
def test_what_a_policy_says_is_harmless(run: Run, schema: dict[str, Any], message: str) -> None:
    body = json.dumps(INBOUND_BODY | {"name": "a" * 60 + "!"})
    ran = run("a.json", **{"siplint.toml": "policy = 'p.json'", "p.json": json.dumps(schema), "a.json": body}).held(1)
    (one,) = json.loads(ran.out)["diagnostics"]
    assert one["code"] == "RR190"
    assert one["message"].startswith(message)


@pytest.mark.parametrize(
    ("content", "code", "pointer"),
    [
        ("[" * 100_000, "RR004", ""),
        ('{"data":' * 10_000 + BAD + "}" * 10_000, "RR004", ""),
        ("[" * 10_000 + BAD + "]" * 10_000, "RR004", ""),
        ('{"type":' + "9" * 5000 + "}", "RR005", ""),
        ('{"type":1e999999999}', "RR005", ""),
        ('{"a":"' + "x" * 1_000_000, "RR001", ""),
        ("'" * 100_000, "RR001", ""),
        ("/*" * 100_000, "RR001", ""),
        ("\n" * 100_000, "RR001", ""),
        ("\0" * 100_000, "RR001", ""),
        (b'{"type":"' + b"\xff" * 100_000 + b'"}', "RR002", ""),
        (b'{"type":"' + b"\x01" * 100_000 + b'"}', "RR001", ""),
        (GOOD + "{]" * 100_000, "RR001", ""),
        ("[" + "1," * 100_000 + "]", "RR001", ""),
        ('{"' + "k" * 1_000_000 + '":1}', "RR005", ""),
        ("{" + ",".join(f'"k{n}":1' for n in range(50_000)) + "}", "RR005", ""),
    ],
)
def test_a_file_of_any_content_is_one_finding(run: Run, content: str | bytes, code: str, pointer: str) -> None:
    ran = run("a.json", "b.json", **{"a.json": BAD, "b.json": content}).held(1)
    assert ran.places == [*FOUND, ("b.json", code, pointer)]


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"rules":' * 5000,
        "9" * 5000,
        "null",
        "[]",
        "",
        b"\xff",
        f'{{"{SECRET}" x',
        f'{{"a":"{SECRET}" x',
    ],
)
def test_an_account_of_any_content_costs_no_finding(run: Run, content: str | bytes) -> None:
    ran = run("a.json", "--account", "acc.json", **{"a.json": BAD, "acc.json": content})
    assert ran.held(2).places == FOUND
    assert ran.err.startswith("siplint: acc.json")


@pytest.mark.parametrize(
    "name",
    [
        "a\nb.json",
        "\x1b[2J.json",
        "::error::x.json",
        "##[error]x.json",
        "a\u202eb.json",
        "a\r.json",
        "x\udcff.json",
        "-.json",
    ],
)
@pytest.mark.parametrize("output", ["full", "concise", "sarif", "gitlab", "junit"])
def test_names_of_files_do_not_speak(run: Run, tmp_path: Path, name: str, output: str) -> None:
    (tmp_path / name).write_text(BAD)
    ran = run(".", "-v", "--format", output).held(1)
    assert "RR102" in ran.out
    assert "\x1b" not in ran.out
    assert not [line for line in ran.out.splitlines() if line.startswith(("::", "##["))]


def test_a_route_shows_no_secret_and_obeys_nothing(run: Run) -> None:
    body = INBOUND_BODY | {"name": f"\x1b[2J\n::error::{SECRET}", "phoneNumbers": ["+14155551234"]}
    ran = run("+14155551234", "a.json", command="route", **{"a.json": json.dumps(body)}).held(0, 1)
    assert "\x1b" not in ran.out
    assert not [line for line in ran.out.splitlines() if line.startswith("::")]
