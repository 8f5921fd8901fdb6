"""Configuration: what is read, what is refused and where, what it does to a run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_run import Ran
from places import SOURCE
from siplint.cli import main as cli
from siplint.cli.configuration import (
    Config,
    find_configuration,
    matcher,
    mentions,
    parse_configuration,
    suppressions_of,
)
from siplint.cli.configuration_faults import is_glob, unknown_code
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.failure import BadConfiguration
from siplint.model.suppression import Suppression

BAD = json.dumps(OUTBOUND_BODY | {"recording": "yes"}).encode()
ODD = json.dumps(OUTBOUND_BODY | {"recordng": True}).encode()


def refused(text: str | bytes, name: str = "siplint.toml") -> list[str]:
    with pytest.raises(BadConfiguration) as caught:
        parse_configuration(text.encode() if isinstance(text, str) else text, name)
    return str(caught.value).split("\n")


def test_every_key_is_read() -> None:
    text = """
paths = ["rules", "more/rules"]
exclude = ["old/"]
select = ["RR1", "headers-on-inbound"]
ignore = ["RR105"]
min-severity = "info"
strict = true
templates = ["${…}"]
policy = "policy.schema.json"
account = "account.json"
account-max-age = 7.5

[per-file-ignores]
"legacy/*.json#/2/room" = ["RR103"]
"b.json" = ["RR1", "RR2"]
"""
    assert parse_configuration(text.encode(), "/repo/siplint.toml") == Config(
        file="/repo/siplint.toml",
        folder="/repo",
        paths=("/repo/rules", "/repo/more/rules"),
        exclude=("old/",),
        select=("RR1", "headers-on-inbound"),
        ignore=("RR105",),
        min_severity="info",
        strict=True,
        templates=("${…}",),
        policy="/repo/policy.schema.json",
        per_file_ignores=(
            Suppression("legacy/*.json#/2/room", ("RR103",), "legacy/*.json", "/2/room"),
            Suppression("b.json", ("RR1", "RR2"), "b.json", ""),
        ),
        account="/repo/account.json",
        account_max_age=7.5,
    )


def test_paths_in_the_working_directory_stay_short() -> None:
    config = parse_configuration(b'paths = ["rules"]', "siplint.toml")
    assert (config.folder, config.paths) == ("", ("rules",))
    assert parse_configuration(b"", "siplint.toml") == Config(file="siplint.toml")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("siplint.toml", "strict = true"),
        ("pyproject.toml", "[tool.siplint]\nstrict = true"),
        ("ci/pyproject-strict.toml", "[tool.siplint]\nstrict = true"),
        ("ci/strict.toml", "\ufeffstrict = true"),
    ],
)
def test_the_keys_stand_at_the_top_or_in_the_table(name: str, text: str) -> None:
    assert parse_configuration(text.encode(), name).strict


def test_all_that_is_wrong_is_told_with_its_line() -> None:
    text = """[project]
name = "siplint-user"
[tool.ruff]
select = ["ALL"]
# ignroe
[tool.siplint]
ignroe = ["RR1"]
select = [
  "RR1",
  "rr201 ",
  "headers-on-inbond",
  "",
]
min_severity = "info"
strict = 1979-05-27
exclude = ["/", "a[z-a].json", "!", "b.json"]
templates = ["...", "${…}", " … "]
policy = 3
account = ["a"]
paths = "rules"
ignore = ["RR105", 1.5]
[tool.siplint.per-file-ignores]
"legacy/*.json#/2/~room" = ["RR777"]
"b.json" = [true]
"" = "RR1"
"""
    assert refused(text, "pyproject.toml") == [
        "pyproject.toml:7: there is no key `ignroe`; did you mean `ignore`?",
        'pyproject.toml:8: there is no rule ""',
        'pyproject.toml:10: there is no rule "rr201 "; did you mean "RR201"?',
        'pyproject.toml:11: there is no rule "headers-on-inbond"; did you mean "headers-on-inbound"?',
        "pyproject.toml:14: there is no key `min_severity`; did you mean `min-severity`?",
        "pyproject.toml:15: `strict` is a date or a time; it should be true or false",
        'pyproject.toml:16: "!" is not a glob',
        'pyproject.toml:16: "/" is not a glob',
        'pyproject.toml:16: "a[z-a].json" is not a glob',
        'pyproject.toml:17: the template " … " would match everything; write it as "${…}"',
        'pyproject.toml:17: the template "..." would match everything; write it as "${…}"',
        "pyproject.toml:18: `policy` is a number; it should be a string",
        "pyproject.toml:19: `account` is a list; it should be a string",
        "pyproject.toml:20: `paths` is a string; it should be a list of strings",
        "pyproject.toml:21: `ignore` is a list with a number; it should be a list of codes",
        'pyproject.toml:23: "/2/~room" is not a JSON Pointer: after ~ stands 0 or 1',
        'pyproject.toml:23: there is no rule "RR777"',
        'pyproject.toml:24: "b.json" has a list with true or false; it should have a list of codes',
        'pyproject.toml:25: "" has a string; it should have a list of codes',
        'pyproject.toml:25: "" is not a glob',
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('min-severity = "warn"', '1: `min-severity` is "warn"; it should be `error`, `warning` or `info`'),
        ('min-severity = "Warning"', '`info`; did you mean "warning"?'),
        ("per-file-ignores = []", "1: `per-file-ignores` is a list; it should be a table"),
        ('exclude = ["a[z-"]\nxyz = 1', "2: there is no key `xyz`"),
        ('a = """\nzzz = 1\n"""\nzzz = 1', "1: there is no key `a`"),
        ('a = """\nzzz = 1\n"""\nzzz = 1', "4: there is no key `zzz`"),
        ('"z\\u007az" = 1', "1: there is no key `zzz`"),
        ('\nper-file-ignores = {"a.json" = ["x"]}', '2: there is no rule "x"'),
        ("strict.zz = 1\nstrict.yy = 2", "1: `strict` is a table; it should be true or false"),
        ("[tool.siplint]\nstrict = true", "1: there is no key `tool`"),
        ('policy = "\\ud800"', "1:17: this is not TOML: escaped"),
        ("a = \n", "1:5: this is not TOML: invalid value"),
        ("\n\na = [1,\n\n", "3: this is not TOML"),
        ("a = " + "[" * 20_000, "siplint.toml: this is nested too deeply to be read"),
        (b"\n\xff", "siplint.toml:2: this is not UTF-8"),
    ],
)
def test_a_line_is_found_in_any_spelling(text: str | bytes, said: str) -> None:
    assert any(said in line for line in refused(text)), refused(text)


def test_our_table_has_to_be_one() -> None:
    assert refused("[tool]\nsiplint = 3", "pyproject.toml") == ["pyproject.toml:2: [tool.siplint] is a number"]
    assert refused("[tool.ruff]", "pyproject.toml") == ["pyproject.toml: there is no table [tool.siplint]"]
    assert refused("tool = 3", "pyproject.toml") == ["pyproject.toml: there is no table [tool.siplint]"]


@given(st.dictionaries(st.text(min_size=1), st.integers() | st.text() | st.lists(st.text()), max_size=4), st.text())
def test_whatever_is_configured_is_refused_with_a_line_or_read(table: dict[str, Any], odd: str) -> None:
    text = "".join(f"{json.dumps(key)} = {json.dumps(value)}\n" for key, value in table.items())
    for data in (text, text + odd):
        try:
            said = parse_configuration(data.encode("utf-8", "replace"), "siplint.toml").file + ":"
        except BadConfiguration as error:
            said = str(error)
        assert said.startswith("siplint.toml:")


def found(files: dict[str, bytes], here: str = "/repo/sub") -> tuple[Config, list[str]]:
    asked: list[str] = []

    def read(name: str) -> bytes | None:
        asked.append(name)
        return files.get(name)

    return find_configuration(here, read), asked


def test_the_nearest_configuration_is_found_going_up() -> None:
    table, other = b"[tool.siplint]\nstrict = true", b'[project]\ndependencies = ["siplint>=0.1"]'
    config, asked = found({})
    assert config == Config()
    assert asked == [
        *("siplint.toml", "pyproject.toml"),
        *("/repo/siplint.toml", "/repo/pyproject.toml"),
        *("/siplint.toml", "/pyproject.toml"),
    ]
    assert found({"siplint.toml": b"", "/repo/siplint.toml": table})[0] == Config(file="siplint.toml")
    assert found({"pyproject.toml": other, "/repo/pyproject.toml": table})[0].file == "/repo/pyproject.toml"
    assert found({"pyproject.toml": b"[x]\nsiplint = 1", "/siplint.toml": b""})[0].file == "/siplint.toml"
    assert found({"pyproject.toml": b"this is no TOML", "/siplint.toml": b""})[0].file == "/siplint.toml"


def test_of_two_in_one_folder_the_own_one_holds_and_that_is_said() -> None:
    config, _ = found({"/repo/siplint.toml": b"", "/repo/pyproject.toml": b"[tool.siplint]"})
    assert config.notes == ("/repo/pyproject.toml: [tool.siplint] is ignored, because there is a siplint.toml",)
    assert found({"/repo/siplint.toml": b"", "/repo/pyproject.toml": b""})[0].notes == ()


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (b"[tool.siplint]", True),
        (b'[project]\r\n [ tool . "siplint" ] # our keys', True),
        (b"[tool.siplint.per-file-ignores]", True),
        (b"tool.siplint.strict = true", True),
        (b"[tool]\nsiplint = {strict = true}", True),
        (b"[tool]\nsiplint.strict = true", True),
        (b"tool = {siplint = {}}", True),
        (b'dependencies = [\n  "siplint>=0.1",\n]', False),
        (b"[tool.ruff]\nselect = ['ALL']", False),
        (b"tool = {ruff = {}} # siplint", True),
        (b"[tool.other]\nsee = 'siplint'", False),
        (b"", False),
    ],
)
def test_a_file_without_our_table_is_mostly_told_without_reading_it(text: bytes, verdict: bool) -> None:
    assert mentions(text) == verdict


def test_globs_are_relative_to_the_configuration_file() -> None:
    config = Config(folder="/repo")
    matches = matcher(["legacy/*.json", "tmp/", "!legacy/kept.json", "x-*"], config, "/repo/sub")
    names = ["/repo/legacy/a.json", "/repo/legacy/kept.json", "legacy/a.json", "tmp/", "tmp/a.json", "x-1", "/x-1"]
    assert [name for name in names if matches(name)] == ["/repo/legacy/a.json", "tmp/", "tmp/a.json", "x-1"]
    assert matcher(["legacy/*.json"], Config(), "/repo/sub")("legacy/a.json")


@given(st.text("a0._-/*") | st.integers(995, 5000).map("a".__mul__) | st.text())
def test_a_plain_glob_needs_no_parsing(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        quick = is_glob(text)
        patch.setattr("siplint.cli.configuration_faults.LONGEST_PLAIN_GLOB", -1)
        assert is_glob(text) == quick


def test_exemptions_know_the_files_of_the_run() -> None:
    config = parse_configuration(
        b'[per-file-ignores]\n"a/*.json#/0" = ["RR1"]\n"nowhere" = ["RR2"]', "/repo/siplint.toml"
    )
    assert suppressions_of(config, ["a/x.json", "/repo/a/y.json", "b.json"], "/repo") == (
        Suppression("a/*.json#/0", ("RR1",), "a/*.json", "/0", frozenset({"a/x.json", "/repo/a/y.json"})),
        Suppression("nowhere", ("RR2",), "nowhere", "", frozenset()),
    )


@pytest.mark.parametrize("code", ["R", "RR", "RR1", "RR102", "wrong-type", "rr", "rr102", "Wrong-Type"])
def test_codes_names_and_beginnings_of_codes_are_known(code: str) -> None:
    assert unknown_code(code) == ""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("wrong", 'there is no rule "wrong"'),
        ("rr102 ", 'there is no rule "rr102 "; did you mean "RR102"?'),
        ("102", 'there is no rule "102"; did you mean "RR102"?'),
        ("wrong-typo", 'there is no rule "wrong-typo"; did you mean "wrong-type"?'),
        ("x" * 90, f'there is no rule "{"x" * 60}…"'),
    ],
)
def test_an_unknown_code_is_told(code: str, said: str) -> None:
    assert unknown_code(code) == said


# the command, on real files


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Ran]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIPLINT_FORMAT", raising=False)

    def run(*words: str, **files: bytes | str) -> Ran:
        for name, data in files.items():
            path = tmp_path / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        code = cli.main(("check", "--format", "json", *words))
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run


def test_paths_and_exclude_are_configured(run: Callable[..., Ran]) -> None:
    files = dict.fromkeys(("rules__a.json", "rules__old__b.json", "rules__c.gen.json", "d.json"), BAD)
    ran = run(**files, **{"siplint.toml": 'paths = ["rules"]\nexclude = ["old/", "*.gen.json"]'})
    assert ran.found == [("rules/a.json", "RR102")]
    assert run("rules/old/b.json", "d.json").found == [("d.json", "RR102"), ("rules/old/b.json", "RR102")]
    assert [file for file, _ in run("--isolated").found] == [
        *("d.json", "rules/a.json", "rules/c.gen.json", "rules/old/b.json"),
    ]


def test_options_go_before_the_configuration(run: Callable[..., Ran]) -> None:
    both = json.dumps(OUTBOUND_BODY | {"recording": "true", "recordng": True}).encode()
    toml = 'ignore = ["RR102"]\nmin-severity = "error"'
    assert run("a.json", **{"a.json": both, "siplint.toml": toml}).found == []
    assert run("a.json", "--min-severity", "warning").found == [("a.json", "RR105")]
    assert run("a.json", "--min-severity", "warning", "--ignore", "RR105").found == []
    assert run("a.json", "--select", "RR1", "--min-severity", "info").found == [
        ("a.json", "RR102"),
        ("a.json", "RR105"),
    ]
    assert run("a.json", **{"siplint.toml": 'select = ["RR105"]'}).found == [("a.json", "RR105")]


def test_strictness_is_configured(run: Callable[..., Ran]) -> None:
    assert run("a.json", **{"a.json": ODD}).code == 0
    assert run("a.json", **{"siplint.toml": "strict = true"}).code == 1
    assert run("a.json", "--isolated").code == 0


def test_per_file_ignores_hold_from_any_working_directory(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml = '[tool.siplint.per-file-ignores]\n"legacy/*.json" = ["RR105"]\n"legacy/a.json#/recording" = ["RR1"]'
    files = {"legacy__a.json": BAD, "legacy__b.json": ODD, "c.json": ODD, "pyproject.toml": toml}
    assert run("--no-cross-file", **files).found == [("c.json", "RR105")]
    monkeypatch.chdir(tmp_path / "legacy")
    assert run("--no-cross-file", "..").found == [(f"{tmp_path.as_posix()}/c.json", "RR105")]


def test_an_ignore_that_matches_nothing_is_said_on_stderr(run: Callable[..., Ran]) -> None:
    ran = run("a.json", **{"a.json": ODD, "siplint.toml": 'ignore = ["RR201"]', "pyproject.toml": "[tool.siplint]"})
    assert ran.err.split("\n")[:2] == [
        "siplint: pyproject.toml: [tool.siplint] is ignored, because there is a siplint.toml",
        'siplint: "RR201" of `ignore` matches nothing in this run',
    ]
    assert "RR201" not in run("a.json", "-q").err


def test_templates_are_configured(run: Callable[..., Ran]) -> None:
    body = json.dumps(INBOUND_BODY | {"agentId": "${AGENT}", "apiKey": "${KEY}"})
    assert run("a.json", **{"a.json": body}).found == [("a.json", "RR113"), ("a.json", "RR113")]
    assert run("a.json", **{"siplint.toml": 'templates = ["${…}"]'}).found == []


def test_a_configuration_can_be_named(run: Callable[..., Ran]) -> None:
    files = {"ci__strict.toml": "strict = true\npaths = ['../a.json']", "a.json": ODD, "siplint.toml": "strikt = true"}
    ran = run("--config", "ci/strict.toml", **files)
    assert (ran.code, ran.found) == (1, [("a.json", "RR105")])
    for words, said in {
        (): "siplint: siplint.toml:1: there is no key `strikt`; did you mean `strict`?\n",
        ("--config", "none.toml"): "siplint: none.toml: there is no such file or folder\n",
        ("--config", "ci"): "siplint: ci: is not a regular file\n",
        ("--isolated", "--select", "RR10x"): 'siplint: --select: there is no rule "RR10x"',
    }.items():
        ran = run("a.json", *words)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(said)


def test_each_fault_of_a_configuration_is_a_line(run: Callable[..., Ran]) -> None:
    ran = run("a.json", **{"a.json": ODD, "siplint.toml": "a = 1\nb = 2"})
    assert ran.err == "siplint: siplint.toml:1: there is no key `a`\nsiplint: siplint.toml:2: there is no key `b`\n"


TYPICAL = """[project]
dependencies = ["siplint>=0.1"]
authors = [{name = "A"}]

[tool.siplint]
paths = ["rules"]
exclude = ["*.gen.json"]
ignore = ["RR704"]
min-severity = "warning"
strict = true

[tool.siplint.per-file-ignores]
"legacy/*.json" = ["RR105"]
"""


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('[project]\ndependencies = [\n  "siplint>=0.1",\n]\n[tool.ruff]\n', "a.json"),
        (TYPICAL, "a.json"),
        (TYPICAL, "."),
    ],
)
def test_a_configuration_that_is_plain_costs_no_import(tmp_path: Path, text: str, path: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps(INBOUND_BODY))
    (tmp_path / "pyproject.toml").write_text(text)
    code = f"import sys; from siplint.cli.main import main; print(main(['check', {path!r}]), *sys.modules)"
    source = SOURCE.parent
    ran = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(source)!r}); {code}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    status, *modules = ran.stdout.split()
    assert status == "0"
    assert {
        "tomllib",
        "re",
        "pathspec",
        "typing",
        "collections",
        "siplint.domain.suggest",
        "siplint.body.templates",
        "jsonschema",
    }.intersection(modules) == set()


@pytest.mark.parametrize("value", ["0", "-1", "true", '"30"'])
def test_an_age_is_a_number_of_days(value: str) -> None:
    (told,) = refused(f"account-max-age = {value}")
    assert told.startswith("siplint.toml:1: `account-max-age` is ")
    assert told.endswith("; it should be a number of days above 0")
