"""Configurations made to take for ever, to be misread or to crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_run import SECRET, Ran
from siplint import check
from siplint.cli import configuration_faults, toml_places
from siplint.cli import main as cli
from siplint.cli.configuration import Config, mentions, parse_configuration, suppressions_of
from siplint.cli.configuration_faults import MOST_DOUBTS, unknown_code
from siplint.cli.globs import parse_globs
from siplint.cli.ignore_list import IgnoreList
from siplint.cli.toml_places import Places
from siplint.domain import suggest
from siplint.model.configuration_keys import LONGEST_GLOBS
from siplint.model.examples import OUTBOUND_BODY
from siplint.model.failure import BadConfiguration
from siplint.model.settings import Settings
from siplint.rules.policy_engine import policy

BAD = json.dumps(OUTBOUND_BODY | {"recording": "true"})


def refused(text: str | bytes, name: str = "siplint.toml") -> list[str]:
    with pytest.raises(BadConfiguration) as caught:
        parse_configuration(text.encode() if isinstance(text, str) else text, name)
    return str(caught.value).split("\n")


def test_of_very_many_faults_the_first_are_said_and_the_rest_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = suggest.nearest_field

    def field(word: str, *rest: Any) -> str:
        asked.append(word)
        return real(word, *rest)

    monkeypatch.setattr(suggest, "nearest_field", field)
    lines = refused("".join(f"key{number} = 1\n" for number in range(2000)))
    assert lines[:2] == ["siplint.toml:1: there is no key `key0`", "siplint.toml:2: there is no key `key1`"]
    assert lines[MOST_DOUBTS:] == ["siplint.toml: there is more like this"]
    assert len(asked) <= MOST_DOUBTS + 1


def test_a_text_is_read_for_lines_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    real = toml_places._tokens

    def tokens(text: str) -> Any:
        for token in real(text):
            made.append(1)
            yield token

    monkeypatch.setattr(toml_places, "_tokens", tokens)
    text = "".join(f"key{number} = 1\n" for number in range(2000))
    refused(text)
    assert len(made) <= len(text)


@given(st.text(st.sampled_from("\"'\\\n[]{}=,.# ab1é"), max_size=60))
def test_every_character_of_a_text_is_in_one_token(text: str) -> None:
    tokens = list(toml_places._tokens(text))
    assert "".join(token for _, token, _ in tokens) == text
    assert all(
        number == 1 + "".join(one for _, one, _ in tokens[:at]).count("\n") for at, (_, _, number) in enumerate(tokens)
    )


TABLES = """a = 1
b.c = [ # ]
  "x]",
  'y',
]
"d e" = {f = 1, g = {h = 2}}
s = \"\"\"
z = 9
\"\"\"\"\"
'lit\\' = '''
[no]
'''
[t]
a = 1
[t."u.v".w]
"\\u0061b" = 1
[[arr]]
q = 1
[[arr]]
q = 2
[tool.x.y.z.deep]
k = 1
"""


@pytest.mark.parametrize(
    ("path", "item", "line"),
    [
        (("a",), "", 1),
        (("b",), "", 2),
        (("b", "c"), "", 2),
        (("b", "c"), "y", 4),
        (("d e",), "", 6),
        (("d e", "g", "h"), "", 6),
        (("s",), "", 7),
        (("z",), "", 1),
        (("lit\\",), "", 10),
        (("no",), "", 1),
        (("t",), "", 13),
        (("t", "a"), "", 14),
        (("t", "u.v", "w"), "", 15),
        (("t", "u.v", "w", "ab"), "", 16),
        (("arr",), "", 17),
        (("arr", "q"), "", 18),
        (("tool", "x", "y", "z"), "", 21),
        ((), "", 1),
        (("a",), "nowhere", 1),
    ],
)
def test_lines_of_keys(path: tuple[str, ...], item: str, line: int) -> None:
    assert Places(TABLES).line(path, item) == line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a." * 400_000 + "a = 1", "siplint.toml:1: a key has more than 32 parts"),
        ("\nx = {" + "a." * 400_000 + "a = 1}", "siplint.toml:2: a key has more than 32 parts"),
        ("[" + "a." * 40 + "a]", "siplint.toml:1: a key has more than 32 parts"),
        ("a = " + "1" * 100_000, "siplint.toml: this has a number that is too long to be read"),
        ("a = " + "[" * 100_000, "siplint.toml: this is nested too deeply to be read"),
        ("a = " + "{a=" * 100_000, "siplint.toml: this is nested too deeply to be read"),
        ('"\\"' * 100_000, "siplint.toml:1:5: this is not TOML: "),
        ('"""\\' * 100_000, "siplint.toml:1:3: this is not TOML: "),
        ("exclude = [" + '"[!a]*?",' * 30_000 + "]", "`exclude` has more than 131072 characters of globs"),
        ("paths = [" + '"a",' * 1001 + "]", "`paths` has 1001 items; it should have 1000 at most"),
        ("templates = [" + '"<…>",' * 101 + "]", "`templates` has 101 items; it should have 100 at most"),
        (
            "[per-file-ignores]\n" + "".join(f'"{number}" = ["RR1"]\n' for number in range(1001)),
            "`per-file-ignores` has 1001 items; it should have 1000 at most",
        ),
    ],
)
def test_what_would_take_for_ever_is_refused(text: str, said: str) -> None:
    (line,) = refused(text)
    assert said in line


def test_many_dots_in_texts_are_no_key() -> None:
    text = 'exclude = ["' + "a." * 100 + 'a", "b"] # ' + "c." * 100
    assert parse_configuration(text.encode(), "siplint.toml").exclude[1] == "b"


def test_codes_that_differ_in_capitals_are_one() -> None:
    text = "select = [" + '"rr101", "RR101", "Rr101", "headers-on-inbound",' * 10_000 + "]"
    assert parse_configuration(text.encode(), "siplint.toml").select == ("rr101", "headers-on-inbound")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(
    ("name", "text"), [("siplint.toml", "strict = true"), ("pyproject.toml", "[tool.siplint]\nx = 1")]
)
def test_other_encodings_are_an_error(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    encoding: str,
    name: str,
    text: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(text.encode(encoding))
    (tmp_path / "a.json").write_text(BAD)
    assert cli.main(["check", "a.json"]) == 2
    assert capsys.readouterr().err == (
        f"siplint: {name}:1: this is not UTF-8, as TOML is; perhaps it was saved as UTF-16\n"
    )


@pytest.mark.parametrize(
    ("name", "text"), [("siplint.toml", "strict = true"), ("pyproject.toml", "[tool.siplint]\nstrict = true")]
)
def test_a_byte_order_mark_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.encode())
    (tmp_path / "a.json").write_text(json.dumps(OUTBOUND_BODY | {"recordng": True}))
    assert cli.main(["check", "a.json"]) == 1
    assert mentions((tmp_path / name).read_bytes()) is (name == "pyproject.toml")


def test_another_pyproject_in_utf_16_is_not_ours() -> None:
    assert not mentions("[tool.ruff]\nsee = 'siplint'".encode("utf-16"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[tool.siplint]\nstrict = true",
            "1: there is no key `tool`; in this file the keys are at the top, without [tool.siplint]",
        ),
        (
            "\n[siplint]\nstrict = 1",
            "2: there is no key `siplint`; in this file the keys are at the top, without [siplint]",
        ),
        (
            "tool.siplint.strict = true",
            "1: there is no key `tool`; in this file the keys are at the top, without [tool.siplint]",
        ),
        ("[tool.ruff]", "1: there is no key `tool`; in this file the keys are at the top, without [tool.siplint]"),
        ("tool = 1", "1: there is no key `tool`"),
    ],
)
def test_a_table_that_is_too_much_gets_a_hint(text: str, said: str) -> None:
    assert refused(text) == [f"siplint.toml:{said}"]


@pytest.mark.parametrize("where", ["paths", "exclude", "ignore"])
def test_a_configuration_of_any_size_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "siplint.toml").write_text(f"{where} = [" + '"RR101",' * 200_000 + "]")
    assert cli.main(["check", "."]) == 2
    assert capsys.readouterr().err == "siplint: siplint.toml: is larger than 1 MiB, too large to be read at once\n"


def test_a_large_pyproject_is_read_only_for_our_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(BAD)
    (tmp_path / "pyproject.toml").write_text("# " + "x" * (1 << 20))
    assert cli.main(["check", "a.json", "-q"]) == 1
    capsys.readouterr()
    (tmp_path / "pyproject.toml").write_text("# " + "x" * (1 << 20) + "\n[tool.siplint]\n")
    assert cli.main(["check", "a.json", "-q"]) == 2
    assert capsys.readouterr().err == "siplint: pyproject.toml: is larger than 1 MiB, too large for a configuration\n"


GLOBS = [
    "*a*a*a*a*a*a*a*a*a*b",
    "**/" * 1000 + "b",
    "*" * 4000 + "b",
    "[!b]*" * 800,
    "?*" * 2000 + "b",
    "a/**/b/**/c/**/d",
    "**/a*/**/a*/**/a*b",
    "\\a" * 2000,
    "[a-z]" * 800 + "/",
]
NAMES = ["a" * 255, "/".join(["a" * 200] * 20), "a/" * 2000 + "a", "b", "a/b/c/d", "ab" * 120]


@pytest.mark.parametrize("glob", GLOBS)
@pytest.mark.parametrize("name", NAMES)
def test_a_glob_costs_one_step_for_each_byte_of_a_name(glob: str, name: str) -> None:
    ignore_list = IgnoreList(parsed for _, parsed in parse_globs(glob.encode()))
    ignore_list.verdict(name.encode(), is_folder=False)
    assert ignore_list.steps <= len(name)
    assert ignore_list.automaton is None or max(ignore_list.automaton.numbers) <= 4 * len(glob) + 4


def test_many_globs_cost_as_much_as_one() -> None:
    text = b"\n".join(b"[!%d]*a%d*" % (number % 10, number) for number in range(LONGEST_GLOBS // 16))
    ignore_list = IgnoreList(parsed for _, parsed in parse_globs(text))
    assert ignore_list.verdict(b"a" * 255, is_folder=False) is None
    assert ignore_list.verdict(b"ba17", is_folder=False) is True
    assert ignore_list.steps == 255 + 4


def test_places_of_per_file_ignores_are_found_together() -> None:
    text = "[per-file-ignores]\n" + "".join(f'"*a*{number}*" = ["RR1"]\n' for number in range(900))
    config = parse_configuration(text.encode(), "siplint.toml")
    found = suppressions_of(config, ["xa899", "a/5", "b899"], "/repo")
    assert {one.glob: set(one.files) for one in found if one.files} == {
        f"*a*{number}*": {"xa899"} for number in (8, 9, 89, 99, 899)
    }


def test_a_negated_glob_of_per_file_ignores_is_about_no_file() -> None:
    config = Config(
        per_file_ignores=parse_configuration(b'[per-file-ignores]\n"!a" = ["RR1"]', "siplint.toml").per_file_ignores
    )
    assert suppressions_of(config, ["a"], "/repo")[0].files == frozenset()


def test_unknown_codes_are_looked_up_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(code: str) -> str:
        asked.append(code)
        return unknown_code(code)

    monkeypatch.setattr(configuration_faults, "unknown_code", counted)
    lines = refused("select = [\n" + "".join(f'"X{number}",\n' for number in range(50_000)) + "]")
    assert lines[0] == 'siplint.toml:2: there is no rule "X0"'
    assert len(asked) <= 2 * (MOST_DOUBTS + 1)


@pytest.mark.parametrize(
    "line",
    [
        "paths = ['@']",
        "paths = ['../@']",
        "policy = '@'",
        "policy = '/@'",
        "baseline = '@'",
        "account = '@'",
        "account = '../@'",
    ],
)
def test_a_secret_in_the_place_of_a_path_is_not_shown(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text(BAD)
    Path("siplint.toml").write_text(line.replace("@", SECRET))
    ran = Ran(cli.main(("check", *(["a.json"] if "paths" not in line else []))), *capfd.readouterr()).held(2)
    assert "***" in ran.err


@pytest.mark.parametrize("secret", ["Bearer 5up3rS3cretT0kenValue", "Basic YWRtaW46c3VwZXJzZWNyZXQxMjM=", SECRET])
def test_a_secret_in_the_words_of_a_policy_is_not_shown(secret: str) -> None:
    schema = {"properties": {"name": {"const": 1, "title": secret, "description": secret}}}
    settings = Settings(policy=policy(json.dumps(schema).encode(), "p.json"))
    (found,) = [one for one in check(OUTBOUND_BODY, settings=settings) if one.code == "RR190"]
    assert secret.rsplit(maxsplit=1)[-1] not in f"{found}{found!r}"
